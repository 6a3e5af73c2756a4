"""The verb ``dialects``: the engines and builders that are known."""

from __future__ import annotations

from cmdresolve.cli import streams
from cmdresolve.cli.language.arguments import read_options
from cmdresolve.cli.printing import print_json, width
from cmdresolve.cli.telling import ANSWERED
from cmdresolve.render import dialects as renderer


def run(words: list[str]) -> int:
    """Print the engines and builders that are known."""
    options = read_options("dialects", words)
    if options.format == "json":
        print_json(renderer.to_json())
    else:
        as_markdown = options.format == "markdown"
        streams.write_text(renderer.markdown() if as_markdown else renderer.text(width()))
    return ANSWERED
