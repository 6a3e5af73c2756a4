"""The verb ``resolve``: argv as one JSON line, for programs."""

from __future__ import annotations

from cmdresolve.cli.asking import load_case, parse, question
from cmdresolve.cli.printing import print_json
from cmdresolve.cli.telling import ANSWERED, complain_of, complain_of_assumption


def run(words: list[str]) -> int:
    """Print argv as one JSON line."""
    options, asked = parse("resolve", words)
    case = load_case(question(options, asked))
    complain_of(case.notes)
    resolution = case.resolve()
    assumption = resolution.assumed if options.assume_empty else None
    complain_of_assumption(assumption)
    argv = resolution.argv if assumption is None else assumption.argv
    print_json(list(argv), indent=None)
    return ANSWERED
