"""The verb ``rule``: what a rule looks for, why, and how it looks."""

from __future__ import annotations

from cmdresolve.checks.registry import chosen
from cmdresolve.cli import streams
from cmdresolve.cli.asking import named, parse
from cmdresolve.cli.printing import print_json, width
from cmdresolve.cli.telling import ANSWERED
from cmdresolve.render import rules as renderer


def run(words: list[str]) -> int:
    """Print rules.

    Raises:
        CmdResolveError: there is no such rule.
    """
    options, asked = parse("rule", words)
    found = chosen(named(asked))
    if options.format == "json":
        print_json(renderer.to_json(found))
    elif options.format == "markdown":
        streams.write_text(renderer.markdown(found))
    else:
        streams.write_text(renderer.text(found, width()))
    return ANSWERED
