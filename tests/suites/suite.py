"""A suite of another project: its cases as its files tell them, and our answer to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cmdresolve import CmdResolveError

#: A checkout: each file's text by its path.
Files = Mapping[str, str]


class _Word(NamedTuple):
    word: str

    def __repr__(self) -> str:
        return self.word


#: The program refuses it.
REFUSED = _Word("refused")
#: The program takes it; the suite says no more, or no more that can be asked here.
ACCEPTED = _Word("accepted")


class Case(NamedTuple):
    """A case of a suite.

    Attributes:
        name: what to call it; the same at every run.
        expected: what the suite says, `REFUSED` and `ACCEPTED` among it.
        ask: asks the library for the same; an error of ours is a refusal.
    """

    name: str
    expected: Any
    ask: Callable[[], Any]


class NotAsked(NamedTuple):
    """A case that is not ours to answer, or could not be read, and why."""

    name: str
    reason: str


class Suite(NamedTuple):
    """Where a suite stands, and who reads its cases.

    Attributes:
        name: what to call it.
        repository: ``OWNER/NAME``.
        read: yields its cases from a checkout.
    """

    name: str
    repository: str
    read: Callable[[Files], Iterable[Case | NotAsked]]


class Judged(NamedTuple):
    """A case and what the library said."""

    case: Case
    ours: Any

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        expected = self.case.expected
        return self.ours != REFUSED if expected == ACCEPTED else bool(self.ours == expected)


def judge(cases: Iterable[Case]) -> Iterator[Judged]:
    """Ask the library each case."""
    for case in cases:
        try:
            ours = case.ask()
        except CmdResolveError:
            ours = REFUSED
        yield Judged(case, ours)


def numbered(cases: Iterable[Case | NotAsked]) -> Iterator[Case | NotAsked]:
    """Give cases of one name a number each, so that each can be named."""
    seen: dict[str, int] = {}
    for case in cases:
        count = seen[case.name] = seen.get(case.name, 0) + 1
        yield case if count == 1 else case._replace(name=f"{case.name} #{count}")
