"""The verb ``completion``: the completion script for a shell."""

from __future__ import annotations

from cmdresolve.cli import streams
from cmdresolve.cli.asking import at_most
from cmdresolve.cli.language import completion
from cmdresolve.cli.telling import ANSWERED


def run(words: list[str]) -> int:
    """Print the completion script for a shell.

    Raises:
        UsageError: the shell is not known, or several are named.
    """
    streams.write_text(completion.script("".join(at_most(words, 1))))
    return ANSWERED
