"""Answers as SVG pictures: of a coloured terminal, and of how argv was put together.

A picture has no script and loads no font; its colours are those of origins, and follow the reader's
light or dark theme. Source of the format: SVG 1.1, chapters 10 and 11.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cmdresolve.model.image import Unknown
from cmdresolve.model.quoting import clip, columns, exec_form, json_word, placeholder, printable
from cmdresolve.render.layout import WIDTH, Fragment, TextLine
from cmdresolve.render.text import style_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cmdresolve.model.image import Words
    from cmdresolve.resolving.resolution import Resolution

# A character cell of 8.4 by 18 units fits a monospaced font of 14, whichever the reader has.
_CELL, _LINE, _EDGE, _SIZE = 8.4, 18, 16, 14
_LONGEST = 24
_MOST = 8
_LIGHT = {
    "plain": "#1f2328",
    "file": "#0b62c4",
    "image": "#8430ce",
    "given": "#127a3c",
    "default": "#955a00",
    "unknown": "#1f2328",
    "dim": "#6e7781",
    "mend": "#127a3c",
    "removed": "#c0262d",
    "error": "#c0262d",
    "warning": "#955a00",
    "info": "#0b62c4",
    "note": "#955a00",
}
_DARK = {
    "plain": "#e6edf3",
    "file": "#6cb6ff",
    "image": "#cf9bff",
    "given": "#5fd28b",
    "default": "#e3b341",
    "unknown": "#e6edf3",
    "dim": "#8d96a0",
    "mend": "#5fd28b",
    "removed": "#ff7b72",
    "error": "#ff7b72",
    "warning": "#e3b341",
    "info": "#6cb6ff",
    "note": "#e3b341",
}
_HEAVY = "error warning info note title caret unknown".split()


def terminal(lines: Iterable[TextLine], *, title: str, command: str = "") -> str:
    """Return a picture of styled lines in a terminal.

    Args:
        lines: the lines.
        title: the accessible name of the picture.
        command: the command that printed them, shown above them.
    """
    prompt: list[TextLine] = (
        [(Fragment("$ ", "dim"), Fragment(command, "title"))] if command else []
    )
    shown = [*prompt, *lines]
    width = max([WIDTH, *(sum(columns(piece.text) for piece in line) for line in shown)])
    rows = [_text(_EDGE, _EDGE + (n + 1) * _LINE, line) for n, line in enumerate(shown)]
    return _picture(title, width * _CELL + 2 * _EDGE, (len(shown) + 1) * _LINE + 2 * _EDGE, rows)


def merge(resolution: Resolution) -> str:
    """Return a picture of how the image's ENTRYPOINT and CMD and what was given became argv."""
    image = resolution.image
    rows: list[tuple[str, Sequence[TextLine]]] = [
        ("image ENTRYPOINT", [_half(image.entrypoint, resolution, "entrypoint")]),
        ("image CMD", [_half(image.cmd, resolution, "cmd")]),
        ("given ENTRYPOINT", [_said(resolution.given_entrypoint, "given")]),
        ("given arguments", [_said(resolution.given_args, "given")]),
        ("argv", [_argv(resolution)]),
    ]
    left = max(len(name) for name, _ in rows) + 3
    drawn: list[str] = []
    at = float(_EDGE)
    for name, lines in rows:
        if name == "argv":
            drawn.append(_line_at(at + _LINE / 2))
            at += _LINE
        drawn.append(_text(_EDGE, at + _LINE, (Fragment(name, "dim"),)))
        for line in lines:
            drawn.append(_text(_EDGE + left * _CELL, at + _LINE, line))
            at += _LINE * 1.5
    size = left + max(sum(columns(p.text) for p in line) for _, lines in rows for line in lines)
    title = "argv: " + exec_form(tuple(word.value for word in resolution.words[:_MOST]))
    return _picture(title, max(size, WIDTH) * _CELL + 2 * _EDGE, at + _EDGE, drawn)


def _half(words: Words, resolution: Resolution, role: str) -> TextLine:
    """Return ENTRYPOINT or CMD of the image: dim if it is not used, else coloured by origin."""
    used = [word for word in resolution.words if word.role == role]
    if not words or isinstance(words, Unknown) or tuple(word.value for word in used) != words:
        return _said(words, "dim")
    if columns(printable(exec_form(words))) > WIDTH:
        return _said(words, style_of(used[-1].origin))
    line = [Fragment("[")]
    for word in used:
        line += [Fragment(", ")] if len(line) > 1 else []
        line.append(Fragment(printable(json_word(word.value)), style_of(word.origin)))
    return (*line, Fragment("]"))


def _said(words: Words, style: str) -> TextLine:
    if words is None:
        return (Fragment("absent", "dim"),)
    if isinstance(words, Unknown):
        return (Fragment(placeholder(words.need), "unknown"),)
    return (Fragment(clip(printable(exec_form(words)), WIDTH), style),)


def _argv(resolution: Resolution) -> TextLine:
    line: list[Fragment] = []
    words = resolution.words
    for word in words[:_MOST]:
        shown = json_word(clip(word.value, _LONGEST))
        style = "dim" if word.unread else style_of(word.origin)
        line += [Fragment(" ")] if line else []
        line.append(Fragment(shown, style))
    if len(words) > _MOST or resolution.unknown:
        line.append(Fragment(" …", "dim"))
    return tuple(line)


def _picture(title: str, width: float, height: float, parts: Iterable[str]) -> str:
    fonts = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace"
    heavy = "".join(f"{_rule(style)}{{font-weight:bold}}" for style in _HEAVY)
    frame = ".cmdresolve .page{{fill:{0};stroke:{1}}}.cmdresolve .rule{{stroke:{1}}}"
    style = (
        f".cmdresolve text{{font:{_SIZE}px {fonts};white-space:pre}}{heavy}"
        f"{frame.format('#f6f8fa', '#d0d7de')}{_fills(_LIGHT)}"
        f"@media(prefers-color-scheme:dark){{{frame.format('#161b22', '#30363d')}{_fills(_DARK)}}}"
    )
    wide, high, said = round(width), round(height), escape(printable(title))
    size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    root = f'<svg xmlns="http://www.w3.org/2000/svg" class="cmdresolve" {size} role="img"'
    inner = f'width="{wide - 1}" height="{high - 1}"'
    return "\n".join(
        (
            f'{root} aria-label="{said}">',
            f"<title>{said}</title>",
            f"<style>{style}</style>",
            f'<rect class="page" x=".5" y=".5" {inner} rx="8"/>',
            *parts,
            "</svg>",
        )
    )


def _fills(colours: Mapping[str, str]) -> str:
    """Return the rules for the colours of styles; a style without one has the plain colour."""
    plain = f".cmdresolve text{{fill:{colours['plain']}}}"
    return plain + "".join(f"{_rule(style)}{{fill:{colour}}}" for style, colour in colours.items())


def _rule(style: str) -> str:
    """Return the selector of a style within pictures, as the page around may use the same names."""
    return f".cmdresolve .{_name(style)}"


def _text(left: float, base: float, line: TextLine) -> str:
    """Return a line of text, with each piece placed and stretched to its columns in any font."""
    pieces = []
    at = 0
    for piece in line:
        size = columns(piece.text)
        if piece.text.strip():
            pieces.append(
                f'<tspan class="{_name(piece.style)}" x="{left + at * _CELL:.1f}" '
                f'textLength="{size * _CELL:.1f}">{escape(piece.text)}</tspan>'
            )
        at += size
    return f'<text y="{base:.0f}" xml:space="preserve">{"".join(pieces)}</text>'


def _line_at(at: float) -> str:
    return f'<path class="rule" d="M{_EDGE} {at:.0f}h{WIDTH * _CELL:.0f}"/>'


def _name(style: str) -> str:
    return style if style in _LIGHT or style in _HEAVY else "plain"
