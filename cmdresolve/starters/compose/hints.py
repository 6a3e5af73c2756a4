"""Notes on the variables that a service's command uses, and on an override that comes too late."""

from __future__ import annotations

from collections.abc import Iterator

from cmdresolve.model.origin import InYaml
from cmdresolve.model.quoting import clip, yaml_word
from cmdresolve.model.trace import Note
from cmdresolve.starters.compose.merging import as_table
from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Place, Table, VariableUse
from cmdresolve.starters.yaml_nodes import path_text

_LONGEST = 60


def leaves(value: ComposeValue | None) -> tuple[Leaf, ...]:
    """Return the scalars of a command, which is one or a list of them."""
    found = value.items if isinstance(value, Items) else (value,)
    return tuple(x for x in found if isinstance(x, Leaf))


def needs(service: Table, keys: frozenset[str]) -> tuple[str, ...]:
    """Return what would have to be given for the texts under these keys to be known."""
    uses = (use for key in keys for leaf in leaves(service.entries.get(key)) for use in leaf.uses)
    return tuple(dict.fromkeys(need for use in uses for need in use.needs))


def variable_notes(service: Table, name: str) -> tuple[Note, ...]:
    """Return a note for each variable that the entrypoint and the command of a service use.

    Args:
        service: the service.
        name: its name.
    """
    found: dict[str, Note] = {}
    for key in ("entrypoint", "command"):
        for leaf in leaves(service.entries.get(key)):
            path = path_text(("services", name, key))
            for use in leaf.uses:
                for note in _notes(use, service, InYaml(leaf.place.source, path, leaf.place.span)):
                    found.setdefault(note.text, note)
    return tuple(found.values())


def late_note(name: str, base: str, file: str, place: Place) -> Note:
    """Return the note that a later file changes a service after another has extended it.

    Source: compose-go v2.9.1 loader/loader.go loadYamlFile: extends is applied to each file before
    it is laid over those before.
    """
    return Note(
        "extends-first",
        f"what {file} sets for {base} does not reach {name}, which extends it in an earlier file: "
        f"extends is applied before files are merged; set it for {name}",
        origin=InYaml(place.source, path_text(("services", base)), place.span),
    )


def _notes(use: VariableUse, service: Table, origin: InYaml) -> Iterator[Note]:
    if use.value is None:
        feeder = _feeds_container(use.name, service)
        if feeder is not None:
            yield Note(
                "container-variable",
                f"{feeder} sets {use.name} in the container, and not for this file: "
                f"write $${use.name} where a shell in the container is to read it, "
                "or set it in .env",
                origin=origin,
            )
    elif use.counts and not use.needs:
        value = clip(yaml_word(use.value), _LONGEST)
        yield Note("variable", f"{use.name} is {value}, by {use.whence}", origin=origin)


def _feeds_container(name: str, service: Table) -> str | None:
    """Return what sets a variable in a service's container, or may set it; None if nothing does."""
    given = service.entries.get("environment")
    table = None if given is None else as_table(given)
    if isinstance(table, Table) and name in table.entries:
        return "environment"
    return "what env_file names, if anything," if "env_file" in service.entries else None
