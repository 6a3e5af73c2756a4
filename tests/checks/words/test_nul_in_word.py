"""A word with a NUL byte, which ends a word of argv for the kernel."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, dockerfile, findings, pod

CODE = "nul-in-word"


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["a\\u0000b"]'),
        dockerfile('ENTRYPOINT ["\\u0000"]\nCMD ["x"]'),
        {"image": {"Cmd": ["a\0"]}},
        {"image": {"Entrypoint": ["a"]}, "run": {"args": ["\0b"]}},
        compose('command: ["a\\0b"]'),
        pod('args: ["a\\0b"]'),
    ],
)
def test_a_word_that_no_program_can_be_given_is_told(request_: dict[str, Any]) -> None:
    found = [one for one in findings(request_) if one["code"] == CODE]

    assert [(one["severity"], one["mends"]) for one in found] == [("error", [])]


@pytest.mark.parametrize(
    "request_", [dockerfile('CMD ["a\\\\u0000b"]'), dockerfile('CMD ["a\\u0001b"]'), {"image": {}}]
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    assert CODE not in [one["code"] for one in findings(request_)]
