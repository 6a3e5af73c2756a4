"""Findings as JSON."""

from __future__ import annotations

import json

from cmdresolve.render.reports import as_json
from tests.render.reports.samples import FILES


def test_json_has_the_findings_of_the_batch_protocol() -> None:
    files = json.loads(as_json.text(FILES))["files"]

    assert [(x["path"], x.get("part")) for x in files] == [
        ("web, x/Dockerfile", None),
        ("compose.yaml", "a"),
        ("empty.yaml", "b"),
    ]
    assert files[0]["findings"][0]["mends"][0]["argv"] == ["a"]
