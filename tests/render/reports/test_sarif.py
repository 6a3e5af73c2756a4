"""SARIF 2.1.0, as code scanning reads it."""

from __future__ import annotations

import json

from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from cmdresolve.checks.registry import RULES
from cmdresolve.render.reports import sarif
from tests.render.reports.samples import FILES


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
