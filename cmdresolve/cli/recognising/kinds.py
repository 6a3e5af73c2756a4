"""`Kind`: what an input is, of a kind that is read or of any other."""

from __future__ import annotations

from cmdresolve.model.record import NamedTuple


class Kind(NamedTuple):
    """What an input is.

    Attributes:
        reader: which reader takes it: ``dockerfile``, ``compose``, ``manifest``, ``quadlet``,
            ``config`` or ``archive``; None where there is none.
        what: its name, with an article.
        hint: what to do if it is not read.
        code: the code of the error if it is not read: ``not-read`` for the file of another
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
