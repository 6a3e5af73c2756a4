"""How much one question may take: limits as values, and the room that is left under one of them.

Files of strangers are read here, many in one process. A few hundred bytes can ask for gigabytes
(``ENV A=$A$A``, thirty times), which an engine may build and a library must not. The defaults lie
far above any real file; passing one is a `LimitError`, never an engine's refusal.
"""

from __future__ import annotations

from attrs import frozen

from cmdresolve.model.errors import LimitError
from cmdresolve.model.value import Value


@frozen(eq=False, repr=False, kw_only=True)
class Limits(Value):
    """The most that one question may take.

    Attributes:
        text: characters of one text: a Dockerfile, a Compose file, a manifest, a command line.
        expanded: characters that all substitutions of one build or one start may bring, together.
        words: words of one command.
        stages: stages of one Dockerfile.
        nesting: how deep images that are described by Dockerfiles may stand on each other.
        yaml_nodes: nodes of one YAML text, those of documents that are skipped not counted.
        files: files beside the one that is asked about.
    """

    text: int = 64 << 20
    expanded: int = 16 << 20
    words: int = 1_000_000
    stages: int = 1_000_000
    nesting: int = 1_000
    yaml_nodes: int = 2_000_000
    files: int = 1_000

    def check(self, name: str, amount: int, what: str) -> None:
        """Refuse an amount that is above the limit of that name.

        Args:
            name: the limit's name, such as ``text``.
            amount: what there is.
            what: what it is an amount of, for the message.

        Raises:
            LimitError: it is above the limit.
        """
        limit: int = getattr(self, name)
        if amount > limit:
            raise passed(name, limit, what)


#: The limits where nobody names any.
DEFAULT_LIMITS = Limits()


class Room:
    """What is left of a limit while one question is worked on; it belongs to that work alone."""

    __slots__ = ("_left", "_limit")

    def __init__(self, limits: Limits) -> None:
        """Begin with all that may be expanded."""
        self._limit = self._left = limits.expanded

    def take(self, amount: int) -> None:
        """Use some of it up, before what needs it is made.

        Raises:
            LimitError: there is not so much left.
        """
        self._left -= amount
        if self._left < 0:
            raise passed("expanded", self._limit, "what variables stand for")


def passed(name: str, limit: int, what: str) -> LimitError:
    """Make the error of a limit that was passed."""
    return LimitError(
        f"{what} is more than the {limit:,} that Limits.{name} allows",
        code="limit",
        hint=f"where it is meant, allow more: Limits({name}=…)",
    )
