"""What comes of a suite, counted."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from tests.suites.reporting import Difference, Report, judged_report, markdown, table
from tests.suites.suite import ACCEPTED, REFUSED, Case, NotAsked, Suite


def refuses() -> object:
    raise cr.DockerfileError("no", code="x", stage="build")


CASES: list[Case | NotAsked] = [
    Case("a", 1, lambda: 1),
    Case("a", 2, lambda: 1),
    Case("taken", ACCEPTED, lambda: "anything"),
    Case("refused", REFUSED, refuses),
    Case("falsely", ACCEPTED, refuses),
    NotAsked("b", "it is computed"),
]


@pytest.fixture
def report() -> Report:
    suite = Suite("s", "o/n", lambda _: CASES)
    known = [Difference("^a #2$", "they round"), Difference("gone", "it was so")]
    return judged_report(suite, suite.read({}), ("v1", "2026-01-02"), known)


def test_cases_are_counted_by_what_came_of_them(report: Report) -> None:
    assert report.row == ("s", "v1", "2026-01-02", "5", "3", "1", "1", "1")
    assert [judged.case.name for judged in report.unknown] == ["falsely"]
    assert [one.case for one in report.stale] == ["gone"]


def test_reasons_are_told_with_their_numbers(report: Report) -> None:
    assert report.reasons == [("differ", 1, "they round"), ("not asked", 1, "it is computed")]
    assert table([report]).splitlines()[-1] == "s: 1 not asked: it is computed"
    assert markdown([report]).splitlines()[-1] == "| s | 1 not asked | it is computed |"
