"""SARIF 2.1.0, as code scanning reads it.

Sources: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; what GitHub
reads of it: docs.github.com, "SARIF support for code scanning".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from cmdresolve.checks.rule import Rule
from cmdresolve.model.finding import Edit, Finding
from cmdresolve.model.source import Source
from cmdresolve.render.reports.checked import Checked, Region, identity_of, pairs, place_of

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def text(files: Iterable[Checked], rules: Mapping[str, Rule], version: str) -> str:
    """Return the log, a JSON object.

    Args:
        files: the checked files.
        rules: all rules by code; the log describes those with findings.
        version: the version of this program.
    """
    found = list(pairs(files))
    codes = sorted({finding.code for _, finding in found})
    driver = {
        "name": "cmdresolve",
        "version": version,
        "rules": [_rule(code, rules.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        # Spans count characters, and UTF-16 has two code units for some (run object, columnKind).
        "columnKind": "unicodeCodePoints",
        "results": [_result(checked, finding, codes) for checked, finding in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(code: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n\nBad:\n{rule.bad}\n\nGood:\n{rule.good}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(checked: Checked, finding: Finding, codes: list[str]) -> dict[str, Any]:
    place = place_of(checked, finding)
    named = identity_of(checked, finding)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _location(place)}],
        "partialFingerprints": {
            "cmdresolve/v1": hashlib.sha256(named.encode(errors="surrogatepass")).hexdigest()
        },
    }
    fixes = [
        {"description": {"text": mend.text}, "artifactChanges": _changes(place.path, source, edits)}
        for mend in finding.mends
        if (source := finding.source) is not None and (edits := _within(mend.edits, source))
    ]
    if fixes:
        result["fixes"] = fixes
    return result


def _location(place: Region) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": _uri(place.path)},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            # One beyond the last character (region object, endColumn).
            "endColumn": place.end_column + 1,
        },
    }


def _within(edits: Iterable[Edit], source: Source) -> list[Edit]:
    """Return the edits if all are in one source, else none: such a fix is not offered."""
    found = list(edits)
    return found if all(edit.source == source.name for edit in found) else []


def _changes(path: str, source: Source, edits: Iterable[Edit]) -> list[dict[str, Any]]:
    return [
        {
            "artifactLocation": {"uri": _uri(path)},
            "replacements": [
                {
                    "deletedRegion": _region(source, edit),
                    "insertedContent": {"text": edit.text},
                }
                for edit in edits
            ],
        }
    ]


def _region(source: Source, edit: Edit) -> dict[str, int]:
    line, column = source.position(edit.start)
    end_line, end_column = source.position(edit.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }


def _uri(path: str) -> str:
    return quote(PurePosixPath(path).as_posix(), errors="surrogatepass")
