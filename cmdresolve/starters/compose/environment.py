"""The variables that a project's files can use, and the project's name.

The process's environment takes precedence over ``.env`` and ``--env-file``; in an included project
the variables of the including one take precedence over its own. A service's ``environment`` and
``env_file`` are no source of variables for the file.
Source: compose-go v2.9.1 cli/options.go WithDotEnv, withNamePrecedenceLoad; dotenv/env.go
GetEnvFromFile; loader/loader.go projectName; docker/compose v2.40.3 cmd/compose/compose.go
toProjectOptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from attrs import frozen

from cmdresolve.dialects.readers.compose import COMPOSES, Compose
from cmdresolve.model.errors import ComposeError, LimitError
from cmdresolve.model.go_text import lower
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import DEFAULT_LIMITS, Bounds, Room
from cmdresolve.starters.compose.dotenv import Assignment, read_dotenv

PROJECT_NAME = "COMPOSE_PROJECT_NAME"
#: The file of variables that is read where none is named.
USUAL_FILE = ".env"

_NOT_IN_NAMES = pattern(r"[^a-z0-9_-]")


@frozen
class Variable:
    """The value of a variable.

    Attributes:
        value: its value; where that is not known, a ``${NAME}`` in its place.
        whence: where the value is from, in words.
        needs: what would have to be given for it to be known; empty where it is known.
    """

    value: str
    whence: str
    needs: tuple[str, ...] = ()


class Environment:
    """The variables that a project's files see.

    Args:
        process: the variables of the process's environment.
        found: the others.
        bounds: how many characters their values may add to texts, in total; the environments that
            are derived from this one, and the files of variables read with it, share the budget.
    """

    def __init__(
        self,
        process: Mapping[str, str],
        found: Mapping[str, Variable],
        bounds: Bounds = DEFAULT_LIMITS,
    ) -> None:
        self._process = process
        self._found = found
        self.room = Room.within(bounds)

    def __call__(self, name: str) -> str | None:
        """Return the value to insert for a name, None where it is not set, and count it.

        Raises:
            LimitError: the inserted values are more than the limits allow.
        """
        variable = self.get(name)
        if variable is None:
            return None
        self.room.take(len(variable.value))
        return variable.value

    def get(self, name: str) -> Variable | None:
        """Return the variable of a name, None where it is not set."""
        if name in self._found:
            return self._found[name]
        if name in self._process:
            return Variable(self._process[name], "the environment")
        return None

    def with_files(self, files: Sequence[tuple[str, str]], compose: Compose) -> Environment:
        """Return the environment with the variables that files of variables add to it.

        Args:
            files: names and texts.
            compose: the version of Compose.

        Raises:
            ComposeError: Compose refuses one.
        """
        last: dict[str, Assignment] = {}
        for name, text in files:
            values = {key: one.value for key, one in last.items()}
            for one in self.read_file(text, name, compose, values):
                last[one.name] = one
        found = dict(self._found)
        for key, one in last.items():
            if self.get(key) is None:
                found[key] = Variable(one.value, whence(one), self._needs(one))
        return Environment(self._process, found, self.room)

    def read_file(
        self, text: str, name: str, compose: Compose, before: Mapping[str, str] | None = None
    ) -> tuple[Assignment, ...]:
        """Read a file of variables that may use these; see `read_dotenv`.

        Raises:
            ComposeError: Compose refuses it.
        """
        return read_dotenv(text, name, compose, self._value, before, room=self.room)

    def _value(self, name: str) -> str | None:
        found = self.get(name)
        return None if found is None else found.value

    def _needs(self, assignment: Assignment) -> tuple[str, ...]:
        found = (self.get(name) for name in assignment.put_in)
        return tuple(need for one in found if one is not None for need in one.needs)

    def with_project(self, name: Variable) -> Environment:
        """Return the environment with ``COMPOSE_PROJECT_NAME`` set, over any other value of it."""
        return Environment(self._process, {**self._found, PROJECT_NAME: name}, self.room)


def whence(assignment: Assignment) -> str:
    """Say where a file sets a variable."""
    return f"{assignment.source.name}:{assignment.line}"


def project_name(
    env: Environment, given: str | None, written: Variable | None, folder: str | None
) -> Variable:
    """Return the name of a project: ``-p``, ``COMPOSE_PROJECT_NAME``, ``name:`` or the folder's.

    The first two must be normal already; the others are normalised.

    Args:
        env: the variables.
        given: the value of ``-p``, or None.
        written: the value of ``name`` in the files, variables replaced, or None.
        folder: the name of the project's folder, or None where it is not known.

    Raises:
        ComposeError: a name of the first two is not valid.
    """
    chosen = Variable(given, "--project-name") if given else env.get(PROJECT_NAME)
    if chosen is not None and chosen.value:
        if normalized(chosen.value) != chosen.value:
            raise ComposeError(
                f'invalid project name "{chosen.value}": must consist only of lowercase '
                "alphanumeric characters, hyphens, and underscores as well as start with a "
                "letter or number",
                code="project-name",
                stage="create",
                hint=f"write it as {normalized(chosen.value) or 'a'}",
            )
        return chosen
    if written is not None and written.needs:
        return written
    name = "" if written is None else normalized(written.value)
    if written is not None and name:
        return Variable(name, written.whence)
    if written is not None:
        return _unnamed()
    if folder is None:
        return Variable(
            f"${{{PROJECT_NAME}}}", "nobody", ("the project's name, which nobody gave",)
        )
    return Variable(normalized(folder), "the name of the project's folder")


def _unnamed() -> Variable:
    return Variable("", "a name without letters")


def normalized(name: str) -> str:
    """Return a text as a project name: lower-case letters, digits, ``_`` and ``-`` only.

    Source: compose-go v2.9.1 loader/loader.go NormalizeProjectName.
    """
    return _NOT_IN_NAMES.sub("", lower(name)).lstrip("_-")


def project_variables(
    files: Sequence[tuple[str, str]], names: Sequence[str], *, env: Mapping[str, str] | None = None
) -> dict[str, str | None]:
    """Return variables as a project sees them, before it has a name.

    Args:
        files: its files of variables, as names and texts.
        names: the names of the variables.
        env: the process's environment, which takes precedence over the files.

    Returns:
        The value of each name, None where it is not set.

    Raises:
        ComposeError: Compose refuses a file.
    """
    with not_too_deep():
        found = Environment(env or {}, {}).with_files(files, COMPOSES[-1])
    return {name: found(name) for name in names}


@contextmanager
def not_too_deep() -> Iterator[None]:
    """Turn a RecursionError within the block into a LimitError.

    Raises:
        LimitError: variables or services are nested too deeply.
    """
    try:
        yield
    except RecursionError:
        raise LimitError("variables or services are nested too deeply", code="limit") from None
