"""What podman's command line refuses once it has read all flags.

Source: podman v5.8.2 cmd/podman/containers/create.go (create, CreateInit) and run.go,
pkg/specgen/namespaces.go, pkg/specgen/generate/storage.go; the same in v4.3.1 and v5.0.0.
"""

from __future__ import annotations

from cmdresolve.go.text import lower, quote
from cmdresolve.starters.command_line.flag_values import Given

_MAPS = ("uidmap", "gidmap", "subuidname", "subgidname")
_LEVELS = ("trace", "debug", "info", "warn", "warning", "error", "fatal", "panic")
_STREAMS = ("stdin", "stdout", "stderr")


def log_level(given: Given) -> None:
    """``--log-level``: one that is known, in any case (cmd/podman/root.go loggingHook)."""
    level = given.text("log-level")
    if given.last("log-level") is not None and lower(level) not in _LEVELS:
        given.refuse(
            "log-level",
            f"Log Level {quote(level)} is not supported, choose from: {', '.join(_LEVELS)}",
        )


def init_container(given: Given) -> None:
    """``--init-ctr`` needs a pod and one of two values."""
    if given.last("pod") is None:
        given.refuse("init-ctr", "must specify pod value with init-ctr")
    if given.text("init-ctr") not in ("always", "once"):
        given.refuse("init-ctr", "init-ctr value must be 'always' or 'once'")


def user_namespace(given: Given) -> None:
    """``--userns`` does not go with a map of users."""
    if any(given.text(name) for name in _MAPS):
        given.refuse(
            "userns",
            "--userns and --uidmap/--gidmap/--subuidname/--subgidname are mutually exclusive",
        )


def cpus(given: Given) -> None:
    """``--cpus`` is a period and a quota in one."""
    for name in ("cpu-period", "cpu-quota"):
        if given.last("cpus") is not None:
            given.refuse(name, f"--{name} and --cpus cannot be set together")


def hosts(given: Given) -> None:
    """``--no-hosts`` makes no file that anything could be added to."""
    if given.is_true("no-hosts"):
        for name in ("add-host", "hosts-file"):
            given.refuse(name, f"--no-hosts and --{name} cannot be set together")


def streams(given: Given) -> None:
    """``run --attach``: streams in any case."""
    names = ",".join(given.values("attach")).split(",") if given.command == "run" else ()
    for name in names:
        if name and lower(name) not in _STREAMS:
            given.refuse(
                "attach",
                f"invalid stream {quote(name)} for --attach - must be one of stdin, stdout, or "
                "stderr: invalid argument",
            )


def namespace(given: Given) -> None:
    """``--pid``: a mode of namespaces."""
    mode = given.text("pid")
    known = mode in ("", "pod", "host", "private") or mode.startswith(("ns:", "container:"))
    if not known:
        given.refuse("pid", f"unrecognized namespace mode {mode} passed")


def init(given: Given) -> None:
    """``--init`` needs a PID namespace of its own, and no systemd in it."""
    if given.is_true("init"):
        if given.text("pid") not in ("", "private"):
            given.refuse("init", "cannot add init binary as PID 1 (PID namespace isn't private)")
        if given.text("systemd") == "always":
            given.refuse("init", "cannot use container-init binary with systemd=always")
