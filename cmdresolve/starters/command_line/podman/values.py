"""Checks of those values of podman's flags that bear on the first process and its image.

Source: podman v5.8.2 cmd/podman/containers/create.go (CreateInit) and run.go,
pkg/specgen/namespaces.go, pkg/specgen/generate/storage.go; the same in v4.3.1 and v5.0.0. And the
checks of the flags that say how podman itself runs, whatever it is to do: cmd/podman/root.go
(loggingHook, persistentPreRunE, readRemoteCliFlags), pkg/bindings/connection.go
(NewConnectionWithOptions); asked of 4.3.1, 5.4.2 and 5.8.6.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cmdresolve.go.numbers import FlagValueError, parse_int
from cmdresolve.model.go_text import lower, quote
from cmdresolve.model.image_reference import ReferenceFormatError, check_any
from cmdresolve.starters.command_line.flag_values import FlagValues
from cmdresolve.starters.command_line.pflag import FlagUse


def namespace(text: str) -> None:
    """Check the value of ``--pid``, a namespace mode."""
    known = text in ("", "pod", "host", "private") or text.startswith(("ns:", "container:"))
    if not known:
        raise FlagValueError(f"unrecognized namespace mode {text} passed")


def init(given: FlagValues) -> None:
    """Check ``--init``, which needs a private PID namespace and no systemd."""
    if given.is_true("init"):
        if given.text("pid") not in ("", "private"):
            given.refuse("init", "cannot add init binary as PID 1 (PID namespace isn't private)")
        if given.text("systemd") == "always":
            given.refuse("init", "cannot use container-init binary with systemd=always")


_LEVELS = ("trace", "debug", "info", "warn", "warning", "error", "fatal", "panic")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def log_level(given: FlagValues) -> None:
    """Check ``--log-level``, of which the last counts wherever it stands."""
    use = given.last("log-level")
    if use is None:
        return
    if given.is_true("debug") and use.value != "warn":
        given.refuse("log-level", "Setting --log-level and --debug is not allowed")
    if lower(use.value) not in _LEVELS:
        choices = ", ".join(_LEVELS)
        message = f"Log Level {quote(use.value)} is not supported, choose from: {choices}"
        given.refuse("log-level", message)


def workers(given: FlagValues) -> None:
    """Check ``--max-workers``, which a remote client has not."""
    use = given.last("max-workers")
    if use is not None and parse_int(use.value) <= 0:
        message = f"maximum workers must be set to a positive number (got {parse_int(use.value)})"
        given.refuse("max-workers", message)


def connection(given: FlagValues) -> None:
    """Check ``--connection``, ``--context``, ``--url`` and ``--host``: those that name no service.

    A name that is not empty may be one that is configured, and is not looked into.
    """
    _connection(given, 'read cli flags: connection "" not found', url_first=True)


def connection_before_4_8(given: FlagValues) -> None:
    """Check the same where ``--url`` does not keep a context from being looked up."""
    _connection(given, "failed to resolve active destination: no service destination configured")


def _connection(given: FlagValues, not_found: str, *, url_first: bool = False) -> None:
    named, context = given.last("connection"), given.last("context")
    if named is not None:
        if context is not None:
            message = "use of --connection and --context at the same time is not allowed"
            given.refuse("context", message)
        if not named.value:
            given.refuse("connection", not_found)
        return
    if context is not None and not (url_first and given.each("url")):
        if not context.value:
            given.refuse("context", not_found)
        if context.value != "default":
            return
    # The two are one variable.
    addresses = [use for use in given.uses if use.name in ("url", "host")]
    if addresses:
        _address(given, addresses[-1])


def _address(given: FlagValues, use: FlagUse) -> None:
    found = _SCHEME.match(use.value)
    scheme = "" if found is None else lower(found[1])
    if scheme == "tcp" and not use.value.startswith("tcp://"):
        given.refuse(use.name, "tcp URIs should begin with tcp://")
    if scheme not in ("ssh", "unix", "tcp"):
        message = f"unable to create connection. {quote(scheme)} is not a supported schema"
        given.refuse(use.name, message)


_TRANSPORT = re.compile(
    r"(?:atomic|containers-storage|dir|docker|docker-archive|docker-daemon|oci|oci-archive|ostree|"
    r"sif|tarball):"
)


def image_check(begin: str) -> Callable[[str], None]:
    """Return the check of an image's name.

    A name with a transport (``oci:…``) is not checked: what follows is read by its transport.

    Args:
        begin: what an error begins with; ``{}`` stands for the name, quoted.
    """

    def image(text: str) -> None:
        if _TRANSPORT.match(text):
            return
        try:
            check_any(text, names_it=False)
        except ReferenceFormatError as fault:
            message = str(fault)
            if not text:
                message = "repository name must have at least one component"
            elif "lowercase" in message:
                message = "repository name must be lowercase"
            raise ReferenceFormatError(begin.format(quote(text)) + message) from None

    return image
