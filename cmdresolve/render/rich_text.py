"""Styled lines written in colour, by rich if it is installed."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cmdresolve.render.layout import TextLine

_LOOKS = {
    "file": "cyan",
    "image": "magenta",
    "given": "green",
    "default": "yellow",
    "unknown": "bold",
    "title": "bold",
    "dim": "dim",
    "caret": "bold",
    "note": "bold yellow",
    "mend": "green",
    "removed": "red",
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold blue",
}


def write(lines: Iterable[TextLine], stream: IO[str], *, force: bool = False) -> bool:
    """Write styled lines to a stream, in the colours that its terminal supports.

    Args:
        lines: the lines.
        stream: the stream.
        force: whether to use colours if the stream is not a terminal.

    Returns:
        True, or False if rich is not installed and nothing was written.
    """
    try:
        from rich.console import Console  # noqa: PLC0415 - optional, and slow to load
        from rich.text import Text  # noqa: PLC0415 - same
    except ImportError:
        return False
    console = Console(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
        force_terminal=True if force else None,
        color_system="standard" if force else "auto",
    )
    for line in lines:
        shown = Text()
        for piece in line:
            shown.append(piece.text, _LOOKS.get(piece.style))
        shown.rstrip()
        console.print(shown)
    return True
