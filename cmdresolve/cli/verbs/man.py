"""The verb ``man``: the manual page."""

from __future__ import annotations

from cmdresolve.cli import streams
from cmdresolve.cli.language import manual
from cmdresolve.cli.language.arguments import read_options
from cmdresolve.cli.telling import ANSWERED


def run(words: list[str]) -> int:
    """Print the manual page."""
    read_options("man", words)
    streams.write_text(manual.page())
    return ANSWERED
