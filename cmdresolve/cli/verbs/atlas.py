"""The verb ``atlas``: what the atlas knows of an image, and since when."""

from __future__ import annotations

from cmdresolve.cli import atlas_page, streams
from cmdresolve.cli.asking import parse
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.printing import print_json
from cmdresolve.cli.telling import ANSWERED, UNKNOWN
from cmdresolve.images.atlas import Atlas


def run(words: list[str]) -> int:
    """Show what the atlas knows of an image."""
    options, asked = parse("atlas", words)
    if not asked.operand:
        raise UsageError("name an image", code="no-input", hint="cmdresolve atlas python:3.12")
    known = Atlas(options.as_of)
    if options.format == "json":
        print_json(atlas_page.to_json(asked.operand, known, options.platform))
    else:
        lines = atlas_page.page(asked.operand, known, options.platform)
        streams.write_text("\n".join(lines))
    found = known.find(asked.operand, options.platform or "linux/amd64")
    return UNKNOWN if found is None or found.supposed else ANSWERED
