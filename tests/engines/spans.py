"""Whether the origin of each word stands where it says, in requests a real engine agreed with."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from cmdresolve.batch.protocol import answer
from cmdresolve.model.go_text import replace_invalid


def misplaced(request: Mapping[str, Any]) -> list[str]:
    """Return the words whose origin is a span of the Dockerfile that does not hold them.

    A span that goes over a line's end holds the word with what continues the line in it, which
    only a builder can take out, so such a word is held to its instruction alone.
    """
    text = request.get("dockerfile")
    if text is None:
        text = base64.b64decode(request["dockerfile_b64"]).decode(errors="surrogateescape")
    wrong = []
    for word in answer({**request, "explain": True}).get("words", ()):
        origin = word["origin"]
        if origin["kind"] != "dockerfile" or origin["source"] != "Dockerfile":
            continue
        start, end = origin["span"]
        begin, finish = origin["instruction_span"]
        held = text[start:end]
        line = text.count("\n", 0, start) + 1
        if not begin <= start <= end <= finish or line != origin["line"]:
            wrong.append(f"{word['value']!r} is not at line {origin['line']}: {held!r}")
        elif "\n" not in held and word["value"] not in _read(held):
            wrong.append(f"{word['value']!r} is not {held!r}")
    return wrong


def _read(held: str) -> set[str]:
    """Return what a word may be that is written so: as it is, or as a JSON string."""
    plain = {replace_invalid(held)}
    if held[:1] == held[-1:] == '"' and len(held) > 1:
        try:
            plain.add(replace_invalid(json.loads(held)))
        except ValueError:
            return plain
    return plain
