"""What is found of a start, and the argv after a mend that is offered.

``mends.jsonl`` holds a request of the batch protocol a line, with the code of the finding and the
argv that its writer meant; ``right.jsonl`` requests of which nothing is to be told.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.batch.protocol import answer

pytest.importorskip("ruamel.yaml")

HERE = Path(__file__).parent
BASES = {
    "debian:12": {"Cmd": ["bash"]},
    "node:22": {"Entrypoint": ["docker-entrypoint.sh"], "Cmd": ["node"]},
    "nginx": {"Entrypoint": ["/docker-entrypoint.sh"], "Cmd": ["nginx", "-g", "daemon off;"]},
}
# What is told of how a file was read, and of what nobody described.
QUIET = ("on-build-unknown", "variable")


def read(name: str) -> list[dict[str, Any]]:
    """Read cases, one a line."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def findings(request: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask for what is found of a request."""
    bases = {"bases": BASES} if "dockerfile" in request else {}
    found = answer({**bases, **request, "explain": True})["findings"]
    return [x for x in found if x["code"] not in QUIET]


@pytest.mark.parametrize("case", read("mends.jsonl"), ids=lambda x: x["code"])
def test_a_mend_gives_the_argv_that_was_meant(case: dict[str, Any]) -> None:
    """It was asked about again before it is offered; here it is held to what a reader means."""
    mends = {x["code"]: [mend["argv"] for mend in x["mends"]] for x in findings(case["request"])}

    assert case["argv"] in mends[case["code"]]


@pytest.mark.parametrize("request_", read("right.jsonl"))
def test_nothing_is_told_of_what_is_right(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert [(x["code"], x["message"]) for x in findings(request_)] == []


@pytest.mark.parametrize("case", read("mends.jsonl"), ids=lambda x: x["code"])
def test_every_finding_is_of_a_rule_that_says_why(case: dict[str, Any]) -> None:
    """With a severity, a message of one line, and mends that have something to paste."""
    from cmdresolve.checks.registry import RULES

    for found in findings(case["request"]):
        assert found["severity"] in ("error", "warning", "info")
        assert found["message"]
        assert "\n" not in found["message"]
        assert found["code"] in RULES
        assert all(mend["text"] and mend["edits"] for mend in found["mends"])
