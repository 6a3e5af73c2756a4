"""Checks of those values of docker's flags that bear on the first process.

Source: docker/cli v28.5.2 cli/command/container/opts.go (parse) and moby v28.5.2
api/types/container/hostconfig.go (PidMode); v20.10.24 of the same for the older rule.
"""

from __future__ import annotations

from cmdresolve.go.numbers import FlagValueError

_BAD_PID = "--pid: invalid PID mode"


def pid(text: str) -> None:
    """``--pid`` (from 24.0): ``host``, ``container:NAME`` or nothing."""
    if text not in ("", "host") and not _is_container(text):
        raise FlagValueError(_BAD_PID)


def pid_20_10(text: str) -> None:
    """``--pid`` (before 24.0), where ``host:`` may be followed by anything."""
    if text.partition(":")[0] not in ("", "host") and not (
        _is_container(text) and text.count(":") == 1
    ):
        raise FlagValueError(_BAD_PID)


def _is_container(text: str) -> bool:
    return text.startswith("container:") and text != "container:"
