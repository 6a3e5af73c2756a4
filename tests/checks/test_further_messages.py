"""Messages as they stand in public reports, each with its cause, or with none.

``messages.jsonl`` holds one a line; ``cause`` is null for what no words of a start bring about.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve.checks.further_messages import EARLIER, LATER
from cmdresolve.checks.messages import causes
from cmdresolve.checks.registry import RULES

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "messages.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda x: x["message"][-40:])
def test_a_message_has_its_cause_first(case: dict[str, str | None]) -> None:
    found = list(causes(str(case["message"])))

    assert [x.code for x in found][:1] == ([case["cause"]] if case["cause"] else [])
    assert all("{word" not in x.text for x in found)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('time="2024" level=error msg="', '"'),
        ("2024-01-01T00:00:00Z ", "\n\nRun 'docker run --help' for more information\n"),
        ("\x1b[31m", "\x1b[0m"),
    ],
)
def test_what_stands_around_a_message_does_not_matter(before: str, after: str) -> None:
    for case in CASES:
        found = [x.code for x in causes(f"{before}{case['message']}{after}")]
        assert found[:1] == ([case["cause"]] if case["cause"] else []), case


def test_a_path_of_the_host_is_told() -> None:
    (cause, *_) = causes('exec: "C:/Program Files/Git/usr/bin/bash": no such file or directory')

    assert "C:/Program Files/Git/usr/bin/bash is a path of the host" in cause.text
    assert "MSYS_NO_PATHCONV=1" in cause.text


def test_every_rule_that_is_named_is_one() -> None:
    assert {code for known in (*EARLIER, *LATER) for code in known.cause.rules} <= set(RULES)


@pytest.mark.parametrize(
    "text", ["CreateProcess: " * 9_000, "[dumb-init] a b" * 9_000, "exit code " * 9_000]
)
def test_a_long_message_takes_no_time(text: str) -> None:
    assert list(causes(text)) is not None
