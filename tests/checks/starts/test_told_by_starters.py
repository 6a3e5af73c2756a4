"""What readers say of how they read their input, as findings of rules."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, findings, line, pod

WEB = {"Cmd": ["web"]}


@pytest.mark.parametrize(
    ("request_", "code", "severity"),
    [
        (line("docker run -entrypoint sh img", WEB), "one-dash", "warning"),
        (
            line("docker run --entrypoint a --entrypoint b img", WEB),
            "entrypoint-repeated",
            "warning",
        ),
        (line("docker run --init --pid host img", WEB), "init-left-out", "info"),
        (pod("command: []"), "empty-is-absent", "info"),
        (pod("Command: [sh]"), "field-case", "warning"),
        (compose("command: serve --port ${PORT}"), "unset-variable", "info"),
    ],
)
def test_a_note_is_told_with_the_severity_of_its_rule(
    request_: dict[str, Any], code: str, severity: str
) -> None:
    """Once, and with nothing to mend."""
    found = [x for x in findings(request_) if x["code"] == code]

    assert [(x["severity"], x["mends"]) for x in found] == [(severity, [])]


@pytest.mark.parametrize(
    "request_",
    [
        line("docker run --name web img", WEB),
        line("docker run --entrypoint a img", WEB),
        pod("command: [a]"),
        compose("command: serve --port ${PORT:-80}"),
    ],
)
def test_what_is_read_as_it_is_meant_has_no_note(request_: dict[str, Any]) -> None:
    """Nothing is told of the usual."""
    codes = {x["code"] for x in findings(request_)}

    assert not codes & {"one-dash", "entrypoint-repeated", "empty-is-absent", "unset-variable"}
