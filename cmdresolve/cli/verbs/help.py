"""The verb ``help``: the help of all, of a verb or of a topic."""

from __future__ import annotations

from cmdresolve.cli import streams
from cmdresolve.cli.asking import at_most
from cmdresolve.cli.language import help_pages
from cmdresolve.cli.telling import ANSWERED


def run(words: list[str]) -> int:
    """Print the help of all, of a verb or of a topic.

    Raises:
        UsageError: there is no such page, or several are named.
    """
    streams.write_text(help_pages.page("".join(at_most(words, 1))))
    return ANSWERED
