"""The verb ``completion``: what makes a shell complete our words."""

from __future__ import annotations

from cmdresolve.cli import streams
from cmdresolve.cli.language import completion
from cmdresolve.cli.telling import ANSWERED


def run(words: list[str]) -> int:
    """Print what makes a shell complete our words."""
    streams.write_text(completion.script(words[0] if words else ""))
    return ANSWERED
