"""Files of variables of the form ``raw``: on each line a name and its value, taken as they are.

Source: docker/compose v2.40.0 cmd/compose/compose.go rawEnv; docker/cli v28.5.0
pkg/kvfile/kvfile.go parseKeyValueFile; asked of Compose 2.40.
"""

from __future__ import annotations

from cmdresolve.model.errors import ComposeError
from cmdresolve.model.go_text import SPACE
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.source import Source, Span

_INVALID = pattern("[\ud800-\udfff]")
# The buffer of Go's bufio.Scanner, into which a line goes whole, with its end.
_LONGEST = 64 * 1024
_BYTE_ORDER_MARK = "\ufeff"


def check_raw(text: str, name: str) -> None:
    """Check a file of variables.

    Args:
        text: the file.
        name: what to call it in messages.

    Raises:
        ComposeError: Compose refuses it (``env-file``): a line has no name or one with a blank, is
            not UTF-8, or is longer than Go's scanner takes.
    """
    source, start = Source(name, text), 0
    for line in text.split("\n"):
        fault = _fault(line, first=start == 0)
        if fault is not None:
            number = source.position(start)[0]
            raise ComposeError(
                f"failed to parse env_file {name}: line {number}: {fault}",
                code="env-file",
                stage="create",
                source=source,
                span=Span(start, start + len(line)),
            )
        start += len(line) + 1


def _fault(line: str, *, first: bool) -> str | None:
    if len(line.encode("utf-8", "surrogateescape")) >= _LONGEST:
        return "bufio.Scanner: token too long"
    if _INVALID.search(line):
        return "invalid utf8 bytes"
    said = line.removeprefix(_BYTE_ORDER_MARK) if first else line
    key, equals, _ = said.lstrip(SPACE).partition("=")
    if key.startswith("#") or not (key or equals):
        return None
    if not key:
        return "no variable name"
    return f"variable '{key}' contains whitespaces" if " " in key or "\t" in key else None
