"""GitLab's code quality report."""

from __future__ import annotations

import json

from cmdresolve.model.finding import Finding
from cmdresolve.model.source import Source, Span
from cmdresolve.render.reports import gitlab
from cmdresolve.render.reports.checked import Checked
from tests.render.reports.samples import FILES, SPAN, TEXT


def test_gitlab_s_report_tells_findings_apart() -> None:
    report = json.loads(gitlab.text([*FILES, FILES[0]]))

    assert report[0]["location"] == {"path": "web, x/Dockerfile", "lines": {"begin": 2}}
    assert [x["severity"] for x in report[:3]] == ["major", "info", "minor"]
    assert len({x["fingerprint"] for x in report}) == len(report) == 5


def test_a_fingerprint_does_not_move_with_its_line() -> None:
    moved = Source("Dockerfile", "\n\n" + TEXT)
    there = Finding(
        "array-is-shell-form",
        "error",
        "50% a:b\nc",
        source=moved,
        span=Span(SPAN.start + 2, SPAN.end + 2),
    )
    one, other = (
        json.loads(gitlab.text([Checked("web, x/Dockerfile", findings=(x,))]))[0]
        for x in (FILES[0].findings[0], there)
    )

    assert one["fingerprint"] == other["fingerprint"]
    assert one["location"] != other["location"]
