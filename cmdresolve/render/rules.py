"""The rules of findings as text, as pages of the documentation, and as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmdresolve.checks.rule import Rule
from cmdresolve.render.layout import Fragment, TextLine, paragraph, plain


def text(rules: Sequence[Rule], width: int) -> str:
    """Return one rule in full, or several with a line each."""
    if len(rules) != 1:
        size = max(len(rule.code) for rule in rules)
        rows: list[TextLine] = []
        for rule in rules:
            edge = f"{rule.code:<{size}}  {rule.severity:<7}  "
            rows += paragraph(rule.summary, width, first=edge, rest=" " * len(edge))
        return plain(rows)
    (rule,) = rules
    lines: list[TextLine] = [(Fragment(f"{rule.code} ({rule.severity})"),), ()]
    lines += [*paragraph(rule.summary, width), (), *paragraph(rule.why, width), ()]
    for title, example in (("Bad", rule.bad), ("Good", rule.good)):
        lines.append((Fragment(f"{title}:"),))
        lines += [(Fragment(f"    {line}"),) for line in example.split("\n")]
    return plain(lines)


def markdown(rules: Sequence[Rule]) -> str:
    """Return the documentation pages of rules, one after the other."""
    return "\n".join(page(rule) for rule in rules).rstrip("\n")


def page(rule: Rule) -> str:
    """Return the documentation page of a rule."""
    examples = "\n".join(
        f"{title}:\n\n```text\n{example}\n```\n"
        for title, example in (("Bad", rule.bad), ("Good", rule.good))
    )
    return f"# {rule.code}\n\n*{rule.severity}*: {rule.summary}\n\n{rule.why}\n\n{examples}"


def to_json(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Return the rules as JSON values."""
    names = ("code", "severity", "summary", "why", "bad", "good")
    return [{name: getattr(rule, name) for name in names} for rule in rules]
