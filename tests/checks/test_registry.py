"""All rules together: their codes, their examples, and that they are silent of what is right.

``right_starts.jsonl`` holds requests of the batch protocol of which nothing is to be told.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.checks import registry
from cmdresolve.checks.registry import RULES, chosen
from cmdresolve.checks.starts import told_by_starters
from cmdresolve.model.errors import CmdResolveError
from tests.checks.asking import BASES, findings

pytest.importorskip("ruamel.yaml")

# What is told of how a file was read, and of what nobody described.
QUIET = ("on-build-unknown", "variable")
RIGHT = [
    json.loads(line)
    for line in (Path(__file__).parent / "right_starts.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("request_", RIGHT)
def test_nothing_is_told_of_what_is_right(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    bases = {"bases": BASES} if "dockerfile" in request_ else {}
    found = findings({**bases, **request_})

    assert [x["message"] for x in found if x["code"] not in QUIET] == []


def test_rules_are_chosen_by_code() -> None:
    """In the order that was asked for; all of them, by name, where none is."""
    assert [x.code for x in chosen(["two-inits", "array-as-text"])] == [
        "two-inits",
        "array-as-text",
    ]
    assert [x.code for x in chosen([])] == sorted(RULES)


@pytest.mark.parametrize(
    ("code", "hint"),
    [("two-init", "did you mean two-inits?"), ("xyzzy", "cmdresolve rule lists them")],
)
def test_a_code_that_no_rule_has_is_refused(code: str, hint: str) -> None:
    """With the nearest."""
    with pytest.raises(CmdResolveError) as caught:
        chosen([code])

    assert (caught.value.message, caught.value.hint) == (f"no rule is called {code}", hint)


def test_a_rule_is_found_by_the_name_of_its_module() -> None:
    """Each by its code, but those that pass notes of starters on."""
    folder = Path(registry.__file__).parent
    shared = {code for code in RULES if RULES[code] in told_by_starters.RULES.values()}
    modules = {path.stem for path in folder.glob("*/*.py") if "\nRULE = Rule(" in path.read_text()}
    assert modules == {code.replace("-", "_") for code in RULES.keys() - shared}
    assert len(shared) == 7
