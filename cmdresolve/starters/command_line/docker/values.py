"""Checks of those values of docker's flags that bear on the first process.

Source: docker/cli v28.5.2 cli/command/container/opts.go (parse) and moby v28.5.2
api/types/container/hostconfig.go (PidMode); v20.10.24 of the same for the older rule. And the
checks of the flags that say how docker itself runs, whatever it is to do: docker/cli v28.5.2
cli/flags/options.go (SetLogLevel), cli/command/cli.go (Initialize, initialize, getServerHost),
opts/hosts.go (parseDockerDaemonHost); asked of 20.10.24 and 28.5.2.
"""

from __future__ import annotations

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.model.go_text import SPACE, lower
from cmdresolve.starters.command_line.flag_values import FlagValues

# logrus ParseLevel.
_LEVELS = ("panic", "fatal", "error", "warn", "warning", "info", "debug", "trace")
_PROTOCOLS = ("tcp", "unix", "npipe", "fd", "ssh")
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


def log_level(text: str) -> None:
    """``--log-level``, which may be empty."""
    if text and lower(text) not in _LEVELS:
        raise FlagValueError(f"Unable to parse logging level: {text}")


def conflict(given: FlagValues) -> None:
    """``--context`` beside ``--host``; an empty context is not given, and an empty host is."""
    _refuse_both(given, "conflicting options: cannot specify both --host and --context")


def conflict_before_28_0(given: FlagValues) -> None:
    """The same in other words."""
    _refuse_both(given, "conflicting options: either specify --host or --context, not both")


def _refuse_both(given: FlagValues, message: str) -> None:
    if given.each("host") and given.text("context"):
        given.refuse("context", message)


def hosts(given: FlagValues) -> None:
    """``--host``, given once and of a known protocol."""
    uses = given.each("host")
    if len(uses) > 1:
        given.refuse("host", "specify only one -H")
    for use in uses:
        protocol, has_protocol, _ = use.value.strip(SPACE).partition("://")
        if has_protocol and protocol not in _PROTOCOLS:
            given.refuse("host", f"invalid bind address format: {use.value}")
