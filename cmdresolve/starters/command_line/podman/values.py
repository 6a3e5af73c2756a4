"""Checks of those values of podman's flags that bear on the first process and its image.

Source: podman v5.8.2 cmd/podman/containers/create.go (CreateInit) and run.go,
pkg/specgen/namespaces.go, pkg/specgen/generate/storage.go; the same in v4.3.1 and v5.0.0.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.model.go_text import quote
from cmdresolve.model.image_reference import ReferenceFormatError, check_any
from cmdresolve.starters.command_line.flag_values import FlagValues


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
