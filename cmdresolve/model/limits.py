"""Limits on the resources that one question may use.

Input comes from strangers, and many questions share a process. A few hundred bytes can ask for
gigabytes (``ENV A=$A$A``, thirty times): an engine may build that, a library must not. The defaults
are far above any real file. Exceeding one is a `LimitError`, never an engine's refusal.
"""

from __future__ import annotations

from cmdresolve.model.argument_types import check_number, check_text
from cmdresolve.model.errors import LimitError, wrong_type
from cmdresolve.model.value import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias


class Limits(Record, kw_only=True):
    """The limits on one question.

    Attributes:
        text: characters of one text: a Dockerfile, a Compose file, a manifest, a command line.
        yaml_text: characters of YAML parsed at a time: a Compose file, a document of a manifest.
        expanded: characters that all substitutions of one build, its bases included, or of one
            start may produce together.
        words: words of one command line, and of one command.
        stages: stages of one Dockerfile.
        nesting: levels of images described by Dockerfiles that build on each other, of nested YAML
            collections and of nested Compose variables; for the last two never more than 200, as
            their readers go no deeper.
        yaml_nodes: nodes of one YAML text, without documents that are skipped; a node repeated by
            an alias counts ten times, since a few characters can repeat many.
        files: files outside a Compose project's own that it names and that are read.
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
        """Check an amount against the limit of a name.

        Args:
            name: the limit's name, such as ``text``.
            amount: the amount, in the limit's unit.
            what: what is measured, for the message.

        Raises:
            LimitError: the amount is above the limit.
            WrongTypeError: the name is no text, or the amount no number.
        """
        check_text(name, "the name of a limit", "text")
        check_number(amount, "an amount", 5)
        limit: int | None = getattr(self, name, None) if name in self._fields else None
        if limit is None:
            known = ", ".join(self._fields)
            raise LimitError(f"no limit is called {name!r}", code="limit", hint=f"known: {known}")
        if amount > limit:
            raise passed(name, limit, what)


#: The limits that apply by default.
DEFAULT_LIMITS = Limits()


def check_limits(value: object, *, or_none: bool = False) -> None:
    """Refuse what is given as `limits` if it is none, or has a limit that is no number.

    Args:
        value: what is given.
        or_none: whether None stands for the limits that apply anyway.

    Raises:
        WrongTypeError: it is of another type.
    """
    if value is None and or_none:
        return
    if not isinstance(value, Limits):
        message = f"limits is a Limits, not a value of type {type(value).__name__}"
        raise wrong_type(message, "write limits=Limits(words=1000), or leave it out")
    for name in value._fields:
        check_number(getattr(value, name), f"Limits.{name}", getattr(DEFAULT_LIMITS, name))


class Room:
    """What is left of one limit while a question is being answered.

    It is mutable, and belongs to one question: builds of its bases share it with the build itself.

    Attributes:
        limits: the limits it was made from.
    """

    __slots__ = ("_left", "_name", "_what", "limits")

    def __init__(
        self, limits: Limits, name: str = "expanded", what: str = "what variables stand for"
    ) -> None:
        """Start with the whole of a limit.

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
        """Return a room as it is, to be shared; for limits, a new room.

        Raises:
            WrongTypeError: it is neither.
        """
        if isinstance(bounds, Room):
            return bounds
        if bounds is not DEFAULT_LIMITS:
            check_limits(bounds)
        return cls(bounds)

    def take(self, amount: int) -> None:
        """Use up an amount; to be called before the memory is allocated.

        Raises:
            LimitError: less than the amount is left.
        """
        self._left -= amount
        if self._left < 0:
            raise passed(self._name, getattr(self.limits, self._name), self._what)


#: The bounds of a piece of work: limits for it alone, or a room shared with other work.
Bounds: TypeAlias = Limits | Room


def passed(name: str, limit: int, what: str) -> LimitError:
    """Return the error for a limit that is exceeded."""
    return LimitError(
        f"{what} is more than the {limit:,} that Limits.{name} allows",
        code="limit",
        hint=f"where it is meant, allow more: Limits({name}=…)",
    )
