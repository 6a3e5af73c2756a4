"""What came of a suite, counted and told."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.suites.suite import Case, Judged, NotAsked, Suite, judge, numbered

DIFFERENCES = Path(__file__).parent / "differences.json"
_HEAD = ("suite", "read at", "day", "cases", "agree", "differ, known", "differ", "not asked")


class Difference(NamedTuple):
    """A kind of difference that is known.

    Attributes:
        case: a pattern of the names of its cases.
        reason: why it differs, and why that is no fault of ours.
    """

    case: str
    reason: str


def known_differences(suite: str) -> list[Difference]:
    """Return what is known of a suite."""
    told = json.loads(DIFFERENCES.read_text(encoding="utf-8"))
    return [Difference(**one) for one in told.get(suite, [])]


class Report(NamedTuple):
    """What came of one suite.

    Attributes:
        suite: the suite.
        version: what git calls the commit that was read.
        day: the day of that commit.
        agree: how many cases agree.
        known: the cases that differ, by the reason that is known.
        unknown: the cases that differ without one.
        stale: the differences that are told and were not seen.
        not_asked: the cases that were not asked.
    """

    suite: Suite
    version: str
    day: str
    agree: int
    known: dict[str, list[Judged]]
    unknown: list[Judged]
    stale: list[Difference]
    not_asked: list[NotAsked]

    @property
    def row(self) -> tuple[str, ...]:
        """Its line of the table."""
        known, unknown = sum(map(len, self.known.values())), len(self.unknown)
        counts = (self.agree + known + unknown, self.agree, known, unknown, len(self.not_asked))
        return (self.suite.name, self.version, self.day, *map(str, counts))

    @property
    def reasons(self) -> list[tuple[str, int, str]]:
        """Each reason with the number of its cases, and whether they differ or are not asked."""
        left = Counter(one.reason for one in self.not_asked)
        return [
            *(("differ", len(cases), reason) for reason, cases in self.known.items()),
            *(("not asked", count, reason) for reason, count in left.most_common()),
        ]

    def tell(self) -> None:
        """Print what does not agree, and what was not asked."""
        for judged in self.unknown:
            told = f"  expected {judged.case.expected!r}\n  ours     {judged.ours!r}"
            print(f"differs: {judged.case.name}\n{told}")
        for difference in self.stale:
            print(f"agrees, or was not seen: {difference.case}")
        for reason, cases in self.known.items():
            print(f"known: {reason}", *(judged.case.name for judged in cases), sep="\n  ")
        for one in self.not_asked:
            print(f"not asked: {one.name}: {one.reason}")


def judged_report(
    suite: Suite,
    cases: Iterable[Case | NotAsked],
    read_at: tuple[str, str],
    differences: Sequence[Difference],
) -> Report:
    """Ask a suite's cases.

    Args:
        suite: the suite.
        cases: its cases.
        read_at: what git calls the commit that was read, and its day.
        differences: what is known of it.
    """
    told = list(numbered(cases))
    agree = 0
    known: dict[str, list[Judged]] = {}
    unknown: list[Judged] = []
    seen: set[Difference] = set()
    for judged in judge(case for case in told if isinstance(case, Case)):
        if judged.agrees:
            agree += 1
            continue
        found = next((x for x in differences if re.search(x.case, judged.case.name)), None)
        if found is None:
            unknown.append(judged)
        else:
            seen.add(found)
            known.setdefault(found.reason, []).append(judged)
    stale = [one for one in differences if one not in seen]
    not_asked = [case for case in told if isinstance(case, NotAsked)]
    return Report(suite, *read_at, agree, known, unknown, stale, not_asked)


def table(reports: Sequence[Report]) -> str:
    """Return the table as text, and the reasons below it."""
    rows = [_HEAD, *(report.row for report in reports)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    lines = [
        "  ".join(x.ljust(width) for x, width in zip(row, widths, strict=True)) for row in rows
    ]
    for report in reports:
        for what, count, reason in report.reasons:
            lines.append(f"{report.suite.name}: {count} {what}: {reason}")
    return "\n".join(line.rstrip() for line in lines)


def markdown(reports: Sequence[Report]) -> str:
    """Return the table and the reasons as the documentation has them."""
    lines = [f"| {' | '.join(_HEAD)} |", "|" + " --- |" * len(_HEAD)]
    lines += [f"| {' | '.join(report.row)} |" for report in reports]
    lines += ["", "| suite | cases | differ or are not asked, because |", "| --- | --- | --- |"]
    lines += [
        f"| {report.suite.name} | {count} {what} | {reason} |"
        for report in reports
        for what, count, reason in report.reasons
    ]
    return "\n".join(lines)
