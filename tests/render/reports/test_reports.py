"""Findings in the formats of other programs, read back as these read them."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from cmdresolve import Dockerfile
from cmdresolve.checks.finding import Edit, Finding, Mend
from cmdresolve.checks.registry import RULES
from cmdresolve.model.source import Source, Span
from cmdresolve.render.reports import as_json, github, gitlab, junit, sarif
from cmdresolve.render.reports.checked import Checked, place_of

TEXT = "FROM scratch\nCMD ['a\u2028b',\n  'c']\n"
SOURCE = Source("Dockerfile", TEXT)
SPAN = Span(TEXT.index("['a"), TEXT.index("]") + 1)
MEND = Mend(
    'CMD ["a", "c"]', (Edit("Dockerfile", SPAN.start, SPAN.end, '["a", "c"]'),), argv=("a",)
)
FILES = [
    Checked(
        "web, x/Dockerfile",
        findings=(
            Finding(
                "array-is-shell-form",
                "error",
                "50% a:b\nc",
                source=SOURCE,
                span=SPAN,
                mends=(MEND,),
            ),
            Finding("no-such-rule", "info", "\x1b[31m \ud800", source=SOURCE, span=Span(0, 4)),
        ),
    ),
    Checked("compose.yaml", "a", (Finding("array-is-shell-form", "warning", "no place"),)),
    Checked("empty.yaml", "b"),
]


def test_a_place_is_counted_from_one_and_ends_at_its_last_character() -> None:
    place = place_of(FILES[0], FILES[0].findings[0])

    assert (place.line, place.column, place.end_line, place.end_column) == (2, 5, 3, 6)
    assert place.path == "web, x/Dockerfile"


def test_github_s_commands_are_escaped() -> None:
    """docs.github.com, "Workflow commands": a message may not end its line or its properties."""
    assert github.text(FILES).split("\n") == [
        (
            "::error file=web%2C x/Dockerfile,line=2,endLine=3,col=5,endColumn=6,"
            'title=array-is-shell-form::50%25 a:b%0Ac%0Amend: CMD ["a", "c"]'
        ),
        (
            "::notice file=web%2C x/Dockerfile,line=1,endLine=1,col=1,endColumn=4,"
            r"title=no-such-rule::\u001b[31m \ud800"
        ),
        (
            "::warning file=compose.yaml,line=1,endLine=1,col=1,endColumn=1,"
            "title=array-is-shell-form::no place"
        ),
    ]


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


def test_junit_is_xml_whatever_a_message_holds() -> None:
    suite = ET.fromstring(junit.text(FILES)).find("testsuite")
    assert suite is not None

    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    cases = suite.findall("testcase")
    assert [case.get("name") for case in cases] == [
        "web, x/Dockerfile",
        "compose.yaml a",
        "empty.yaml b",
    ]
    assert [len(case) for case in cases] == [1, 1, 0]


def test_sarif_is_valid_and_has_fixes() -> None:
    """Against the schema of OASIS, as a model that refuses what it does not know."""
    text = sarif.text(FILES, RULES, "1.0")
    log = Sarif.model_validate_json(text.replace("\\ud800", "?"))

    assert log.runs[0].tool.driver.name == "cmdresolve"
    run = json.loads(text)["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "array-is-shell-form",
        "no-such-rule",
    ]
    first = run["results"][0]
    assert first["level"] == "error"
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "web%2C%20x/Dockerfile"
    assert location["region"] == {"startLine": 2, "startColumn": 5, "endLine": 3, "endColumn": 7}
    change = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"]["text"] == '["a", "c"]'
    assert change["deletedRegion"] == location["region"]
    assert "fixes" not in run["results"][1]


def test_json_has_the_findings_of_the_batch_protocol() -> None:
    files = json.loads(as_json.text(FILES))["files"]

    assert [(x["path"], x.get("part")) for x in files] == [
        ("web, x/Dockerfile", None),
        ("compose.yaml", "a"),
        ("empty.yaml", "b"),
    ]
    assert files[0]["findings"][0]["mends"][0]["argv"] == ["a"]


@pytest.mark.parametrize("name", ["build/Dockerfile", "other"])
def test_a_text_of_another_name_is_another_file(name: str) -> None:
    """A base that a service is built from."""
    parsed = Dockerfile.parse("FROM scratch\nCMD x\n", name=name)
    finding = Finding("x", "info", "x", source=parsed.source, span=Span(0, 4))

    assert place_of(Checked("compose.yaml", "a", (finding,)), finding).path == name
    assert Path(name).name
