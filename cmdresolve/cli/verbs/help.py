"""The verb ``help``: the help of all, of a verb or of a topic."""

from __future__ import annotations

from cmdresolve.cli import streams
from cmdresolve.cli.language import help_pages
from cmdresolve.cli.telling import ANSWERED


def run(words: list[str]) -> int:
    """Print the help of all, of a verb or of a topic."""
    streams.write_text(help_pages.page(words[0] if words else ""))
    return ANSWERED
