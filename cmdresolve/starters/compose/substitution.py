"""Interpolation of all values of a file, and the notes on variables that are not set.

Source: compose-go v2.9.1 interpolation/interpolation.go, loader/interpolate.go; v2.0.2 where it
differs.
"""

from __future__ import annotations

from attrs import evolve

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.go.numbers import FlagValueError
from cmdresolve.model.origin import InYaml
from cmdresolve.model.trace import Note
from cmdresolve.starters.compose.casts import Cast, cast_of
from cmdresolve.starters.compose.environment import Environment
from cmdresolve.starters.compose.interpolation import Interpolated, InterpolationError, interpolate
from cmdresolve.starters.compose.places import inside
from cmdresolve.starters.compose.values import (
    ComposeValue,
    Items,
    Leaf,
    Path,
    Table,
    VariableUse,
    refused,
)
from cmdresolve.starters.yaml_nodes import path_text


class Substituter:
    """Replaces the variables in values.

    Args:
        compose: the version of Compose.
        env: the variables.
        unset: the notes on variables that are not set, by name; more are added here.
    """

    def __init__(self, compose: Compose, env: Environment, unset: dict[str, Note]) -> None:
        self._compose = compose
        self._env = env
        self._unset = unset

    def __call__(self, value: ComposeValue, path: Path) -> ComposeValue:
        """Return a value with its variables replaced.

        Args:
            value: the value.
            path: where in the file it stands.

        Raises:
            ComposeError: a text cannot be interpolated, or not be converted to the type of its key.
        """
        if isinstance(value, Table):
            entries = {key: self(entry, (*path, key)) for key, entry in value.entries.items()}
            return evolve(value, entries=entries)
        if isinstance(value, Items):
            return evolve(value, items=tuple(self(item, (*path, "[]")) for item in value.items))
        if value.kind != "string":
            return value
        if "$" in value.text:
            value = self._replaced(value, path)
        cast = cast_of(path, self._compose)
        return value if cast is None else _made(value, path, cast)

    def _replaced(self, leaf: Leaf, path: Path) -> Leaf:
        try:
            found = interpolate(leaf.text, self._env, self._compose, self._env.room.limits)
        except InterpolationError as error:
            where = ".".join(path)
            if error.code == "interpolation":
                message = f"invalid interpolation format for {where}: {error}"
                hint = "you may need to escape any $ with another $"
            else:
                message, hint = f"error while interpolating {where}: {error}", None
            raise refused(inside(leaf, error.span), error.code, message, hint) from None
        self._note_unset(leaf, found, path)
        uses = tuple(self._use(name, found) for name in found.used)
        return evolve(leaf, text=found.text, sources=found.sources, uses=uses)

    def _use(self, name: str, found: Interpolated) -> VariableUse:
        variable = self._env.get(name)
        if variable is None:
            return VariableUse(name)
        needs = variable.needs if name in found.put_in else ()
        return VariableUse(
            name, variable.value, variable.whence, needs, counts=name in found.put_in
        )

    def _note_unset(self, leaf: Leaf, found: Interpolated, path: Path) -> None:
        for name in found.unset:
            if name not in self._unset:
                message = f'The "{name}" variable is not set. Defaulting to a blank string.'
                origin = InYaml(leaf.place.source, path_text(path), leaf.place.span)
                self._unset[name] = Note("unset-variable", message, origin=origin)


def _made(leaf: Leaf, path: Path, cast: Cast) -> Leaf:
    try:
        kind, text = cast(leaf.text)
    except FlagValueError as error:
        where = ".".join(path)
        message = f"error while interpolating {where}: failed to cast to expected type: {error}"
        code = "boolean" if str(error).startswith("invalid boolean") else "number"
        raise refused(leaf.place, code, message) from None
    return evolve(leaf, kind=kind, text=text)
