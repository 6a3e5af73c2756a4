"""Findings as JSON, file by file, in the form of the batch protocol."""

from __future__ import annotations

import json
from collections.abc import Iterable

from cmdresolve.render.as_json import SCHEMA, finding_to_json
from cmdresolve.render.reports.checked import Checked


def text(files: Iterable[Checked]) -> str:
    """Return the report, a JSON object."""
    checked = [
        {
            "path": one.path,
            **({"part": one.part} if one.part else {}),
            "findings": [finding_to_json(finding) for finding in one.findings],
        }
        for one in files
    ]
    return json.dumps({"schema": SCHEMA, "files": checked}, indent=2)
