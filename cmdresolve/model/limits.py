"""How much one question may take: limits as values, and the room that is left under one of them.

Files of strangers are read here, many in one process. A few hundred bytes can ask for gigabytes
(``ENV A=$A$A``, thirty times), which an engine may build and a library must not. The defaults lie
far above any real file; passing one is a `LimitError`, never an engine's refusal.
"""

from __future__ import annotations

from cmdresolve.model.errors import LimitError
from cmdresolve.model.value import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


class Limits(Record, kw_only=True):
    """The most that one question may take.

    Attributes:
        text: characters of one text: a Dockerfile, a Compose file, a manifest, a command line.
        yaml_text: characters of YAML parsed at a time: a Compose file, a document of a manifest.
        expanded: characters that all substitutions of one build, that of its bases among them, or
            of one start may bring, together.
        words: words of one command line, and of one command.
        stages: stages of one Dockerfile.
        nesting: how deep images that are described by Dockerfiles may stand on each other, and
            collections of YAML and variables of Compose in each other; of these two never more
            than 200, which is as deep as they are read.
        yaml_nodes: nodes of one YAML text, those of documents that are skipped not counted; one
            that an alias repeats counts ten times, for a few characters may repeat many.
        files: files beside those of a project that it names and that are read.
    """

    text: int = 64 << 20
    yaml_text: int = 2_000_000
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
    """What is left of a limit while one question is worked on; it belongs to that work alone.

    Attributes:
        limits: the limits that it was made of.
    """

    __slots__ = ("_left", "_name", "_what", "limits")

    def __init__(
        self, limits: Limits, name: str = "expanded", what: str = "what variables stand for"
    ) -> None:
        """Begin with all that a limit allows.

        Args:
            limits: the limits.
            name: the limit's name.
            what: what is counted, for the message.
        """
        self.limits = limits
        self._left: int = getattr(limits, name)
        self._name, self._what = name, what

    @classmethod
    def within(cls, bounds: Bounds) -> Room:
        """Return the room that work within some bounds has: one that is given is shared."""
        return bounds if isinstance(bounds, Room) else cls(bounds)

    def take(self, amount: int) -> None:
        """Use some of it up, before what needs it is made.

        Raises:
            LimitError: there is not so much left.
        """
        self._left -= amount
        if self._left < 0:
            raise passed(self._name, getattr(self.limits, self._name), self._what)


#: What a piece of work may take: limits of its own, or room that it shares with other work.
Bounds: TypeAlias = Limits | Room


def passed(name: str, limit: int, what: str) -> LimitError:
    """Make the error of a limit that was passed."""
    return LimitError(
        f"{what} is more than the {limit:,} that Limits.{name} allows",
        code="limit",
        hint=f"where it is meant, allow more: Limits({name}=…)",
    )
