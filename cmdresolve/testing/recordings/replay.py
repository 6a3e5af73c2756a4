"""Holding the library, or the engine once more, to recorded observations."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from cmdresolve.batch import protocol
from cmdresolve.testing.recordings.compare import differences
from cmdresolve.testing.recordings.observations import Case, Recording, RecordingError, objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cmdresolve.testing.oracle import Answer

KNOWN_FILE = Path("disagreements", "known.jsonl")
_KNOWN_KEYS = frozenset({"file", "case", "kind", "reason"})


@frozen
class DifferingCase:
    """A case on which two answers differ.

    Attributes:
        case: the case, with the recorded answer.
        got: the other answer.
        parts: what differs, such as ``argv``.
    """

    case: Case
    got: Answer
    parts: tuple[str, ...]


@frozen(kw_only=True)
class Tally:
    """What came of one recording.

    Attributes:
        recording: the recording.
        disagreements: the cases on which the answers differ and nobody has said why.
        known: how many differ for a reason that is written down.
        stale: the names of cases with a reason written down that agree, or that are not there.
    """

    recording: Recording
    disagreements: tuple[DifferingCase, ...]
    known: int
    stale: tuple[str, ...] = ()

    @property
    def agreed(self) -> int:
        """How many cases have the same answer."""
        return len(self.recording.cases) - self.known - len(self.disagreements)


def replay(recording: Recording, known: Iterable[str] = ()) -> Tally:
    """Put every recorded question to the library.

    Args:
        recording: what an engine answered.
        known: the names of cases on which the engine's answer is its own fault, or random.
    """
    got = [protocol.answer(recording.full_request(case)) for case in recording.cases]
    return tally(recording, got, known)


def tally(recording: Recording, got: Sequence[Answer], known: Iterable[str] = ()) -> Tally:
    """Compare other answers to those of a recording, in order."""
    excused = set(known)
    differing = {
        case.name: DifferingCase(case, answer, parts)
        for case, answer in zip(recording.cases, got, strict=True)
        if (parts := differences(case.answer, answer, case.request))
    }
    return Tally(
        recording=recording,
        disagreements=tuple(x for name, x in differing.items() if name not in excused),
        known=len(differing.keys() & excused),
        stale=tuple(sorted(excused - differing.keys())),
    )


def counts(tallies: Sequence[Tally]) -> str:
    """Return a table, in Markdown, of how many cases each engine was asked and how they ended."""
    rows: dict[str, list[int]] = {}
    for one in tallies:
        row = rows.setdefault(one.recording.engine, [0, 0, 0, 0])
        numbers = (len(one.recording.cases), one.agreed, one.known, len(one.disagreements))
        for place, number in enumerate(numbers):
            row[place] += number
    lines = [
        "| engine | recorded | agreed | known | other |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    total = [sum(column) for column in zip(*rows.values(), strict=True)]
    for name, row in (*sorted(rows.items()), ("all", total)):
        lines += [f"| {name} | " + " | ".join(f"{number:,}" for number in row) + " |"]
    return "\n".join(lines)


def read_known(path: Path) -> dict[str, tuple[str, ...]]:
    """Read which cases of which recordings differ for a reason that is written down.

    Raises:
        RecordingError: a line says it otherwise than with `file`, `case`, `kind` and `reason`.
    """
    known: dict[str, list[str]] = {}
    for number, record in objects(path):
        if set(record) != _KNOWN_KEYS or not record["reason"]:
            raise RecordingError(f"{path}:{number}: a line has {', '.join(sorted(_KNOWN_KEYS))}")
        known.setdefault(record["file"], []).append(record["case"])
    repeated = [
        (file, name) for file, names in known.items() for name, n in Counter(names).items() if n > 1
    ]
    if repeated:
        raise RecordingError(f"{path}: {repeated[0]} stands there twice")
    return {file: tuple(names) for file, names in known.items()}


def show(differing: DifferingCase) -> str:
    """Return a disagreement as text, for whoever has to find out why."""
    case = differing.case
    return "\n".join(
        (
            f"  case {case.name}: {', '.join(differing.parts)}",
            f"    request  {_text(case.request)}",
            f"    recorded {_text(case.answer)}",
            f"    got      {_text(differing.got)}",
        )
    )


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True)
