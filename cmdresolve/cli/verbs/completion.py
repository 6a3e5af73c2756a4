"""The verb ``completion``: the completion script for a shell."""

from __future__ import annotations

from cmdresolve.cli import streams
from cmdresolve.cli.language import completion
from cmdresolve.cli.telling import ANSWERED


def run(words: list[str]) -> int:
    """Print the completion script for a shell."""
    streams.write_text(completion.script(words[0] if words else ""))
    return ANSWERED
