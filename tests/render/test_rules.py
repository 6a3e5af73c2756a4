"""The rules as pages and as values."""

from __future__ import annotations

import json

import pytest

from cmdresolve.checks.registry import RULES, chosen
from cmdresolve.cli.main import main
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.render import rules


def test_every_rule_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line[0] != " "]

    assert listed == sorted(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_told_in_full(code: str) -> None:
    """Without a line that is wider than it may be, examples aside."""
    text = rules.text(chosen([code]), 80)

    assert text.startswith(f"{code} ({RULES[code].severity})\n")
    assert "\nBad:\n" in text
    assert "\nGood:\n" in text
    assert RULES[code].summary in rules.page(RULES[code])


def test_a_code_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(CmdResolveError) as caught:
        chosen(["array-is-shel-form"])

    assert caught.value.hint == "did you mean array-is-shell-form?"


def test_rules_are_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "array-is-shell-form", "--format", "json"]) == 0
    (rule,) = json.loads(capsys.readouterr().out)

    assert set(rule) == {"code", "severity", "summary", "why", "bad", "good"}
