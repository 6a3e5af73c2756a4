"""Answers as HTML for notebooks.

Every text is escaped, there is no script, and colours are translucent over the page's own, so
that both light and dark themes are readable. A page can change them by setting
``--cmdresolve-file`` and the like (`_COLOURS`).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cmdresolve.model.command import default_shell
from cmdresolve.model.image import Unknown
from cmdresolve.model.quoting import clip, exec_form, json_word, placeholder, printable, shell_word
from cmdresolve.render.text import style_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cmdresolve.model.finding import Finding
    from cmdresolve.model.image import ImageConfig, Words
    from cmdresolve.model.trace import Dropped
    from cmdresolve.published.matrix import Cell, Matrix
    from cmdresolve.resolving.explanation import Word
    from cmdresolve.resolving.resolution import Resolution

_COLOURS = {
    "file": "56, 132, 255",
    "image": "170, 90, 240",
    "given": "30, 170, 90",
    "default": "230, 150, 20",
    "unknown": "220, 60, 60",
}
_MEANINGS = {
    "file": "a Dockerfile",
    "image": "an image",
    "given": "given at start",
    "default": "a default",
    "unknown": "not known",
}
_LONGEST = 2000
_MOST = 200
_UNBROKEN = 12

_CELL = (
    "padding:.25em .6em;text-align:left;vertical-align:top;border:1px solid rgba(128,128,128,.35)"
)
_FRAME = "color:inherit;background:transparent;line-height:1.45"
_DIM = "opacity:.7"
# Italics as well, since colour alone must not carry meaning (WCAG 2.2, 1.4.1); a lower opacity
# would be hard to read.
_UNREAD = "font-style:italic;opacity:.75"
_MONO = "font-family:ui-monospace,monospace;white-space:pre-wrap"
# Padding and corners on both parts of a word that is broken over two lines.
_WHOLE = "-webkit-box-decoration-break:clone;box-decoration-break:clone"


def image(config: ImageConfig) -> str:
    """Return the fields of an image config that bear on the first process."""
    fields = (
        ("Entrypoint", config.entrypoint),
        ("Cmd", config.cmd),
        ("Shell", config.shell),
        ("OnBuild", config.on_build),
    )
    rows = [_row((_text(name), _words(value))) for name, value in fields]
    return _frame(_title(config.name or "image"), _table((), rows))


def resolution(answer: Resolution, *, findings: Iterable[Finding] | None = None) -> str:
    """Return what starts, each word's origin, and the reasons.

    Args:
        answer: the resolution.
        findings: the findings to show; by default the resolution's notes.
    """
    used: list[str] = []
    line = []
    rows = []
    words = answer.words
    heads = sum(word.role == "entrypoint" for word in words)
    for place, word in enumerate(words[:_MOST]):
        style = style_of(word.origin)
        used.append(style)
        line.append(_chip(shell_word(clip(word.value, _LONGEST)), style, dim=word.unread))
        name = f"argv[{place}]" if not answer.unknown else "…"
        origin = word.origin.describe() + (" · never read by the script" if word.unread else "")
        shown = _chip(json_word(clip(word.value, _LONGEST)), style, dim=word.unread)
        rows.append(_row((_text(name, _DIM), shown, _text(origin))))
    if len(words) > _MOST:
        line.append(_text("…"))
    for value, at in ((answer.tail, heads), (answer.head, 0)):
        if isinstance(value, Unknown):
            used.append("unknown")
            line.insert(min(at, len(line)), _chip(placeholder(value.need), "unknown"))
    parts = [
        f'<p style="margin:.3em 0">{" ".join(line)}</p>',
        _table(("", "word", "from"), rows),
        _legend(used),
    ]
    if answer.shell is not None and answer.shell.unread:
        parts.append(_paragraph("Runs as", _code(answer.documented)))
    parts += [_not_used(item) for item in answer.dropped]
    why = "".join(f"<li>{_text(step.text)}</li>" for step in answer.steps)
    parts.append(
        f"<details open><summary>Why ({_text(answer.engine.key)})</summary><ol>{why}</ol></details>"
    )
    parts += [_note(note) for note in (answer.notes if findings is None else findings)]
    return _frame(*parts)


def matrix(value: Matrix) -> str:
    """Return the documented matrix, with the argv that really starts in each cell."""
    header = ("", *(_heading(x, "no ENTRYPOINT") for x in value.columns))
    rows = [
        _row(
            [_cell(cell) for cell in cells],
            marked=[cell == value.marked for cell in cells],
            head=_heading(row, "no CMD"),
        )
        for row, cells in zip(value.rows, value.cells, strict=True)
    ]
    about = (
        f"Each cell: the document's words, then the argv that {value.engine} starts. Pale words "
        f"are those the document leaves out. Source: {value.source}."
    )
    used = [style for cells in value.cells for cell in cells for _, style in _written(cell)]
    return _frame(
        _table(header, rows, raw=True),
        _legend(used),
        f'<p style="{_DIM}">{_text(about)}</p>',
    )


def _cell(cell: Cell) -> str:
    documented = f"<div>{_text(cell.documented)}</div>"
    if cell.resolution is None:
        message = "" if cell.refusal is None else cell.refusal.message
        return f'{documented}<div style="{_DIM}">refused: {_text(message)}</div>'
    words = " ".join(
        _chip(shell_word(word.value), style, dim=word.unread) for word, style in _written(cell)
    )
    return f'{documented}<div style="margin-top:.3em">{words}</div>'


def _written(cell: Cell) -> Iterator[tuple[Word, str]]:
    """Yield the words of a cell's argv, each with the style it would have in a Dockerfile's build.

    A cell is resolved from an image config, so the origins of its words do not tell. The first
    words of an instruction in shell form are the default shell's; words that the engine adds have
    an origin of their own.
    """
    left = {"entrypoint": _shell_words(cell.entrypoint), "cmd": _shell_words(cell.cmd)}
    for word in () if cell.resolution is None else cell.resolution.words:
        if word.role not in left:
            yield word, style_of(word.origin)
            continue
        left[word.role] -= 1
        yield word, "default" if left[word.role] >= 0 else "file"


def _shell_words(instruction: str | None) -> int:
    is_list = instruction is None or instruction.endswith("]")
    return 0 if is_list else len(default_shell("linux"))


def _heading(instruction: str | None, absent: str) -> str:
    return _text(absent) if instruction is None else _code(instruction)


def _words(value: Words) -> str:
    if isinstance(value, Unknown):
        return _chip(placeholder(value.need), "unknown")
    return _text("absent", _DIM) if value is None else _code(exec_form(value))


def _not_used(item: Dropped) -> str:
    whence = f" ({item.origins[0].describe()})" if item.origins else ""
    lost = f"{item.field} {exec_form(item.words)}"
    return _paragraph("Not used", _code(lost) + _text(f"{whence}: {item.reason}"))


def _note(note: Finding) -> str:
    mend = "" if note.mend is None else f'<pre style="margin:.2em 0 0 1em">{_text(note.mend)}</pre>'
    return _paragraph("Note", _text(note.text) + mend)


def _legend(used: Iterable[str]) -> str:
    keys = [_chip(_MEANINGS[style], style) for style in _MEANINGS if style in set(used)]
    return f'<p style="margin:.3em 0;font-size:85%;{_DIM}">from: {" ".join(keys)}</p>'


def _chip(text: str, style: str, *, dim: bool = False) -> str:
    colour = f"var(--cmdresolve-{style}, rgba({_COLOURS[style]}, .27))"
    faded = f";{_UNREAD}" if dim else ""
    # Short words are not wrapped: a browser breaks lines at hyphens, and so inside of "-c".
    mono = _MONO if len(text) > _UNBROKEN else _MONO.replace("pre-wrap", "pre")
    look = f"background:{colour};padding:0 .25em;border-radius:.2em;{_WHOLE};{mono}{faded}"
    return f'<code style="color:inherit;{look}">{escape(printable(text))}</code>'


def _code(text: str) -> str:
    shown = escape(printable(clip(text, _LONGEST)))
    look = f"background:rgba(128,128,128,.15);{_WHOLE};{_MONO}"
    return f'<code style="color:inherit;{look}">{shown}</code>'


def _text(text: str, style: str = "") -> str:
    shown = "\n".join(escape(printable(line)) for line in clip(text, _LONGEST).split("\n"))
    return f'<span style="{style}">{shown}</span>' if style else shown


def _title(text: str) -> str:
    return f'<p style="margin:.3em 0"><strong>{_text(text)}</strong></p>'


def _paragraph(label: str, content: str) -> str:
    return f'<p style="margin:.3em 0"><strong>{label}:</strong> {content}</p>'


def _row(cells: Iterable[str], *, marked: Iterable[bool] = (), head: str | None = None) -> str:
    """Return a row; the outline of marked cells is inset, so that a scroll box does not clip it."""
    outline = ";outline:3px solid currentColor;outline-offset:-3px"
    look = [_CELL + (outline if here else "") for here in marked]
    shown = list(cells)
    styles = [_CELL] * (len(shown) - len(look)) + look
    first = "" if head is None else f'<th style="{_CELL}">{head}</th>'
    rest = (f'<td style="{style}">{cell}</td>' for style, cell in zip(styles, shown, strict=True))
    return f"<tr>{first}{''.join(rest)}</tr>"


def _table(header: Iterable[str], rows: Iterable[str], *, raw: bool = False) -> str:
    # An empty corner is not a header cell.
    named = ((x, "th" if x else "td") for x in header)
    heads = "".join(f'<{tag} style="{_CELL}">{x if raw else _text(x)}</{tag}>' for x, tag in named)
    head = f"<thead><tr>{heads}</tr></thead>" if heads else ""
    return (
        f'<table style="border-collapse:collapse;background:transparent">{head}'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _frame(*parts: str) -> str:
    return f'<div class="cmdresolve" style="{_FRAME}">{"".join(parts)}</div>'
