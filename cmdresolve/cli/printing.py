"""Printing of JSON, and of styled lines in colour if the terminal has colours."""

from __future__ import annotations

import os
import sys

from cmdresolve.cli import streams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from cmdresolve.render.layout import TextLine

_NARROWEST, _WIDEST, _DIGITS = 40, 120, 9


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """Print a value as JSON."""
    import json  # noqa: PLC0415 - text needs none

    print(json.dumps(value, indent=indent), file=streams.output())


def print_lines(lines: list[TextLine], color: str, value: Callable[[], Any]) -> None:
    """Print lines, in colour if wanted; `value` returns what they say as JSON values."""

    def said() -> str:
        import json  # noqa: PLC0415 - for a narrow encoding only

        return json.dumps(value(), ensure_ascii=False)

    if color == "always" or (color == "auto" and _is_colourful()):
        streams.output()
        from cmdresolve.render import rich_text  # noqa: PLC0415 - slow, and for a terminal only

        if rich_text.write(lines, sys.stdout, force=color == "always"):
            return
        if color == "always":
            streams.complain("note: colour needs rich: pip install 'rich>=13'")
    from cmdresolve.render.layout import plain  # noqa: PLC0415 - a renderer loads when asked for

    streams.write_text(plain(lines), said)


def _is_colourful() -> bool:
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return bool(wanted and sys.stdout and sys.stdout.isatty())


def width() -> int:
    """Return the number of columns: the terminal's, or 80."""
    value = os.environ.get("COLUMNS", "")
    # A longer text is not a width, and int() refuses more than 4,300 digits.
    columns = int(value[:_DIGITS]) if value.isascii() and value.isdigit() else 0
    if not columns and sys.stdout and sys.stdout.isatty():
        try:
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
        except OSError:
            columns = 0
    return min(max(columns, _NARROWEST), _WIDEST) if columns else 80
