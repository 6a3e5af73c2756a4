"""A rule as data: every rule's own examples show what it is about."""

from __future__ import annotations

import pytest

from cmdresolve.checks.registry import RULES
from cmdresolve.checks.rule import Rule
from tests.checks.asking import dockerfile, mends

#: The rules whose examples are instructions of a Dockerfile that can be built as they stand.
IN_DOCKERFILES = [
    rule
    for rule in RULES.values()
    if rule.bad.split()[0] in {"CMD", "ENTRYPOINT", "EXPOSE", "COPY", "ARG", "[ENTRYPOINT"}
    and "docker run" not in rule.bad
    # One is about another builder; of one the example alone leaves nothing to start.
    and rule.code not in {"text-after-array-ignored", "one-empty-word"}
]


def test_there_are_examples() -> None:
    """The next tests look at many."""
    assert len(IN_DOCKERFILES) > 20


@pytest.mark.parametrize("rule", IN_DOCKERFILES, ids=lambda rule: rule.code)
def test_the_bad_example_has_the_fault(rule: Rule) -> None:
    """As ``cmdresolve rule CODE`` shows it."""
    assert mends(rule.code, dockerfile(rule.bad)) is not None


@pytest.mark.parametrize("rule", IN_DOCKERFILES, ids=lambda rule: rule.code)
def test_the_good_example_has_it_no_more(rule: Rule) -> None:
    """What a reader copies is right."""
    assert mends(rule.code, dockerfile(rule.good)) is None


def test_a_rule_is_called_by_its_code_in_words() -> None:
    """For a page's heading."""
    assert RULES["two-inits"].name == "two inits"
