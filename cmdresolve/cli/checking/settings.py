"""Settings of ``check``: ``.cmdresolve.toml``, or ``[tool.cmdresolve]`` of ``pyproject.toml``."""

from __future__ import annotations

import os
from typing import Any

from attrs import frozen

from cmdresolve import dialects
from cmdresolve.cli.inputs.files import InputError, read_bytes
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.finding import SEVERITIES
from cmdresolve.model.value import Value

_OWN, _SHARED = ".cmdresolve.toml", "pyproject.toml"
_LISTS = ("select", "ignore", "exclude")
_TEXTS = ("engine", "builder")
_FAIL_ON = "fail-on"
_NEVER = "never"
#: The values of ``fail-on``, the least severity for exit status 1.
LEVELS = (*SEVERITIES, _NEVER)


@frozen(eq=False, repr=False)
class Settings(Value):
    """The settings of a project.

    Attributes:
        select: the codes to report; empty for all.
        ignore: the codes that are left out.
        exclude: patterns of paths to skip.
        fail_on: the least severity for exit status 1, or ``never``.
        engine: the engine, or None.
        builder: the builder, or None.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str = "error"
    engine: str | None = None
    builder: str | None = None


def settings_for(path: str) -> Settings:
    """Return the settings in the nearest file in or above a path.

    Raises:
        InputError: they cannot be read, or are not valid.
    """
    folder = os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path))  # noqa: PTH100, PTH112, PTH120 - pathlib costs more than the look
    while True:
        own = os.path.join(folder, _OWN)  # noqa: PTH118 - same
        if os.path.isfile(own):  # noqa: PTH113 - same
            return _read(_table(own), own)
        shared = os.path.join(folder, _SHARED)  # noqa: PTH118 - same
        if os.path.isfile(shared):  # noqa: PTH113 - same
            tools = _table(shared).get("tool")
            if isinstance(tools, dict) and "cmdresolve" in tools:
                return _read(tools["cmdresolve"], f"{shared} [tool.cmdresolve]")
        above = os.path.dirname(folder)  # noqa: PTH120 - same
        if above == folder:
            return Settings()
        folder = above


def _table(path: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - only where there are settings

    try:
        return tomllib.loads(read_bytes(path).decode())
    except RecursionError:
        raise InputError(f"{path} is nested too deeply", code="settings") from None
    except ValueError as error:
        # Not UTF-8, not TOML, or an integer of more digits than int() accepts.
        raise InputError(f"{path} is not TOML: {error}", code="settings") from None


def _read(table: Any, where: str) -> Settings:
    if not isinstance(table, dict):
        raise InputError(f"{where}: settings must be a table", code="settings")
    for name, value in table.items():
        _check_type(name, value, where)
    fail_on = table.get(_FAIL_ON, "error")
    if fail_on not in LEVELS:
        raise InputError(f"{where}: {_FAIL_ON} must be one of {', '.join(LEVELS)}", code="settings")
    engine, builder = table.get("engine"), table.get("builder")
    try:
        if engine is not None:
            dialects.engine(engine)
        if builder is not None:
            dialects.builder(builder)
    except CmdResolveError as error:
        message = f"{where}: {error.message}"
        raise InputError(message, code="settings", hint=error.hint) from None
    lists = {name: tuple(table.get(name, ())) for name in _LISTS}
    return Settings(**lists, fail_on=fail_on, engine=engine, builder=builder)


def _check_type(name: str, value: Any, where: str) -> None:
    known = (*_LISTS, *_TEXTS, _FAIL_ON)
    if name not in known:
        from cmdresolve.model.did_you_mean import nearest  # noqa: PLC0415 - for an error only

        close = nearest(name, known)
        raise InputError(
            f"{where}: there is no setting {name!r}",
            code="settings",
            hint=f"did you mean {close}?" if close else "known: " + ", ".join(known),
        )
    is_list = isinstance(value, list) and all(isinstance(x, str) for x in value)
    if name in _LISTS and not is_list:
        raise InputError(f"{where}: {name} must be a list of strings", code="settings")
    if name not in _LISTS and not isinstance(value, str):
        raise InputError(f"{where}: {name} must be a string", code="settings")
