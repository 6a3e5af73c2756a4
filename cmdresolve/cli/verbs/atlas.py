"""The verb ``atlas``: what the atlas knows of an image, and since when."""

from __future__ import annotations

from cmdresolve.cli import atlas_page, streams
from cmdresolve.cli.asking import named, parse
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.printing import print_json
from cmdresolve.cli.telling import ANSWERED, UNKNOWN
from cmdresolve.images.atlas import Atlas
from cmdresolve.images.sources import PLATFORM
from cmdresolve.model.platform import parse_platform


def run(words: list[str]) -> int:
    """Show what the atlas knows of an image.

    Raises:
        UsageError: no image is named, or several; or the platform is none.
    """
    options, asked = parse("atlas", words)
    names = named(asked, 1)
    if not names:
        raise UsageError("name an image", code="no-input", hint="cmdresolve atlas python:3.12")
    platform = options.platform or PLATFORM
    if parse_platform(platform) is None:
        raise UsageError(
            f"--platform {platform}: not a platform",
            code="bad-usage",
            hint="write OS/ARCH, such as linux/arm64",
        )
    known = Atlas(options.as_of)
    found = known.find(names[0], platform)
    if options.format == "json":
        print_json(atlas_page.to_json(names[0], known, found))
    else:
        streams.write_text("\n".join(atlas_page.page(names[0], known, found)))
    return UNKNOWN if found is None or found.supposed else ANSWERED
