"""The first word is an option, and there is no ENTRYPOINT before it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, dockerfile, findings, line, mends, pod

CODE = "option-is-program"
IMAGE = {"Cmd": ["serve", "-q"]}


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (compose("command: --port 80", IMAGE), ["serve", "-q", "--port", "80"]),
        (pod("args: ['--port=80']", IMAGE), ["serve", "-q", "--port=80"]),
        (
            {
                "dockerfile": 'FROM b\nCMD ["--port", "80"]\n',
                "bases": {"b": IMAGE},
            },
            ["serve", "-q", "--port", "80"],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """With the program of the CMD that is replaced."""
    assert argv in (mends(CODE, request_) or [])


def test_where_no_program_is_known_it_is_an_info() -> None:
    """An image of a shell alone may stand for another in a description."""
    found = [x for x in findings(dockerfile('CMD ["-p", "80"]')) if x["code"] == CODE]

    assert [(x["severity"], x["mends"]) for x in found] == [("info", [])]


@pytest.mark.parametrize(
    "request_",
    [
        compose("command: --port 80", {"Entrypoint": ["serve"]}),
        compose("entrypoint: serve\ncommand: --port 80", IMAGE),
        pod("command: ['--port']", IMAGE),
        line("docker run i -p 80", IMAGE),
        dockerfile('CMD ["serve", "-p"]'),
        {"dockerfile": 'FROM nobody\nCMD ["-p"]\n'},
    ],
)
def test_nothing_is_told_where_a_program_or_an_unknown_stands_before(
    request_: dict[str, Any],
) -> None:
    """Of lines and of keys that take an entrypoint away other rules tell."""
    assert mends(CODE, request_) is None
