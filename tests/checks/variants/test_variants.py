"""The faults that people report, in other words and by other ways in; and starts that are sound.

``faults.jsonl`` holds a request of the batch protocol a line, with the code of the finding and the
argv that its writer meant, null where nobody can be sure of it. ``sound.jsonl`` holds requests of
which no warning or error is to be told. ``bases.json`` describes the images they are built from,
but for those that ask the atlas.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.checks.asking import findings

pytest.importorskip("ruamel.yaml")

HERE = Path(__file__).parent
BASES = json.loads((HERE / "bases.json").read_text(encoding="utf-8"))


def read(name: str) -> list[dict[str, Any]]:
    """Read cases, one a line."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def found(request: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask for what is found of a request."""
    given = "dockerfile" in request and "atlas" not in request
    return findings({**request, "bases": BASES} if given else request)


@pytest.mark.parametrize("case", read("faults.jsonl"), ids=lambda x: x["code"])
def test_a_fault_is_found_and_its_mend_starts_what_was_meant(case: dict[str, Any]) -> None:
    """Whatever program, language and file it is met in."""
    mends: dict[str, list[list[str]]] = {}
    for one in found(case["request"]):
        mends.setdefault(one["code"], []).extend(mend["argv"] for mend in one["mends"])

    assert case["code"] in mends
    assert case["argv"] is None or case["argv"] in mends[case["code"]]


@pytest.mark.parametrize("request_", read("sound.jsonl"))
def test_no_alarm_is_given_where_nothing_is_wrong(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    grave = [(x["code"], x["message"]) for x in found(request_) if x["severity"] != "info"]

    assert grave == []
