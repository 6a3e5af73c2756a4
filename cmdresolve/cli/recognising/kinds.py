"""The kinds of input, those that are read and all others."""

from __future__ import annotations

from cmdresolve.model.record import NamedTuple


class Kind(NamedTuple):
    """What an input is.

    Attributes:
        reader: which reader takes it: ``dockerfile``, ``compose``, ``manifest``, ``quadlet``,
            ``config`` or ``archive``; None where there is none.
        what: what it is called, with its article.
        hint: what to do where it is not read.
        code: the code of the error where it is not read: ``not-read`` for the file of another
            tool, ``not-text``, or ``not-known``.
    """

    reader: str | None
    what: str
    hint: str | None = None
    code: str = "not-read"


DOCKERFILE = Kind("dockerfile", "a Dockerfile")
COMPOSE = Kind("compose", "a Compose file")
MANIFEST = Kind("manifest", "a Kubernetes manifest")
QUADLET = Kind("quadlet", "a Quadlet unit")
CONFIG = Kind("config", "an image config")
