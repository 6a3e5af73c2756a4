"""One Dockerfile for each rule of reading, and what ten real builders made of it.

``rules.jsonl`` holds, for each, the groups of builders that agreed: an outcome is the code of the
refusal, or ENTRYPOINT, CMD, SHELL and ONBUILD as stored, an empty list as none. Recorded on Docker
20.10.24, 26.1.5 and 28.5.2, BuildKit and classic, and on Podman 4.3.1, 5.4.2 and 5.8.6.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.batch.protocol import answer

RULES = [
    json.loads(line)
    for line in Path(__file__).with_name("rules.jsonl").read_text(encoding="utf-8").splitlines()
]
ASKED = [
    pytest.param(rule["request"], builder, group["outcome"], id=f"{rule['case']}-{builder}")
    for rule in RULES
    for group in rule["answers"]
    for builder in group["builders"]
]


def outcome(request: dict[str, Any], builder: str) -> Any:
    """Return the library's answer in the terms of the table."""
    answered = answer({**request, "builder": builder, "run": False})
    if "error" in answered:
        return answered["error"]["code"]
    stored = [answered["image"][name] or None for name in ("Entrypoint", "Cmd", "Shell", "OnBuild")]
    # What an image nobody described has is unknown; the engines had no network to ask for it.
    return "base-not-found" if any(isinstance(x, dict) for x in stored) else stored


@pytest.mark.parametrize(("request_", "builder", "expected"), ASKED)
def test_a_rule_holds_as_each_builder_has_it(
    request_: dict[str, Any], builder: str, expected: Any
) -> None:
    """The library makes of the Dockerfile what the builder made of it."""
    assert outcome(request_, builder) == expected


def test_ten_builders_are_held_to_every_rule() -> None:
    """None is left out unseen, but where it would have had to run something."""
    builders = {builder for _, builder, _ in (x.values for x in ASKED)}

    assert len(builders) == 10
    assert len(RULES) > 130
    assert [
        rule["case"] for rule in RULES if sum(len(x["builders"]) for x in rule["answers"]) != 10
    ] == ["heredoc behind a quote"]
