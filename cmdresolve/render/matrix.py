"""The documented matrix as text, Markdown and JSON, with the argv that starts in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cmdresolve.model.quoting import columns, exec_form, shell_word
from cmdresolve.render.layout import wrap

if TYPE_CHECKING:
    from cmdresolve.published.matrix import Cell, Matrix

SCHEMA = 1

_LEAST_WIDTH = 80
# The share of a line that each of the four columns takes at the least width.
_SHARES = (13, 17, 22, 19)
_HERE = "your image"


def text(matrix: Matrix, *, width: int = _LEAST_WIDTH) -> str:
    """Return the matrix as a grid; in a cell, ``argv:`` precedes the argv that really starts."""
    spare = max(0, width - _LEAST_WIDTH) // len(_SHARES)
    widths = [share + spare for share in _SHARES]
    header = [[""]]
    header += [
        _header(instruction, "no ENTRYPOINT", w)
        for instruction, w in zip(matrix.columns, widths[1:], strict=True)
    ]
    blocks = [_join(header, widths)]
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        shown = [_cell_text(matrix, cell, w) for cell, w in zip(cells, widths[1:], strict=True)]
        blocks.append(_join([_header(row, "no CMD", widths[0]), *shown], widths))
    rule = "-+-".join("-" * w for w in widths)
    lines = f"\n{rule}\n".join("\n".join(block) for block in blocks).split("\n")
    message = (
        f"Each cell: the document's words, then the argv that {matrix.engine} starts; +N counts "
        "the words that the document leaves out, because no script reads them."
    )
    about = wrap(message, width)
    if matrix.marked is not None:
        about += ["", *wrap(_where(matrix.marked), width)]
    return "\n".join([*lines, "", *about, *wrap(f"Source: {matrix.source}", width)])


def markdown(matrix: Matrix) -> str:
    """Return the matrix as a Markdown table."""
    rows = [["", *(_code(x, "no ENTRYPOINT") for x in matrix.columns)]]
    rows.append([":---"] * len(rows[0]))
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        rows.append([_code(row, "no CMD"), *(_cell_markdown(matrix, cell) for cell in cells)])
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    where = "" if matrix.marked is None else f"\n\n{_where(matrix.marked)}"
    return f"{table}{where}\n\nEngine: {matrix.engine}. Source: {matrix.source}."


def to_json(matrix: Matrix) -> dict[str, Any]:
    """Return the matrix as JSON values."""
    return {
        "schema": SCHEMA,
        "form": matrix.form,
        "source": matrix.source,
        "engine": matrix.engine,
        "rows": list(matrix.rows),
        "columns": list(matrix.columns),
        "cells": [[_cell_json(cell) for cell in row] for row in matrix.cells],
        "marked": None if matrix.marked is None else [matrix.marked.row, matrix.marked.column],
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    record: dict[str, Any] = {
        "cmd": cell.cmd,
        "entrypoint": cell.entrypoint,
        "documented": cell.documented,
    }
    if cell.refusal is not None:
        return {**record, "error": cell.refusal.message}
    return {**record, "argv": list(cell.argv or ()), "left_out": list(cell.left_out)}


def _where(cell: Cell) -> str:
    row, column = cell.cmd or "no CMD", cell.entrypoint or "no ENTRYPOINT"
    return f"{_HERE.capitalize()} is in the cell of “{row}” under “{column}”."


def _header(instruction: str | None, absent: str, width: int) -> list[str]:
    if instruction is None:
        return wrap(absent, width)
    keyword, _, rest = instruction.partition(" ")
    return [keyword, *wrap(rest, width)]


def _cell_text(matrix: Matrix, cell: Cell, width: int) -> list[str]:
    mark = [f"[{_HERE}]"] if cell == matrix.marked else []
    return [*mark, *wrap(cell.documented, width), *_argv_text(cell, width)]


def _argv_text(cell: Cell, width: int) -> list[str]:
    if cell.refusal is not None:
        return ["refused:", *wrap(cell.refusal.message, width)]
    more = f" +{len(cell.left_out)}" if cell.left_out else ""
    return [f"argv{more}:", *_wrap_words(cell.argv or (), width)]


def _wrap_words(words: tuple[str, ...], width: int) -> list[str]:
    """Wrap words to a width, breaking between words rather than inside of a quoted one."""
    lines: list[str] = []
    for word in map(shell_word, words):
        if lines and columns(lines[-1]) + 1 + columns(word) <= width:
            lines[-1] += " " + word
        else:
            lines += wrap(word, width)
    return lines


def _join(cells: list[list[str]], widths: list[int]) -> list[str]:
    height = max(len(cell) for cell in cells)
    return [
        " | ".join(
            (cell[i] if i < len(cell) else "").ljust(w)
            for cell, w in zip(cells, widths, strict=True)
        ).rstrip()
        for i in range(height)
    ]


def _code(instruction: str | None, absent: str) -> str:
    return absent if instruction is None else f"`{instruction}`"


def _cell_markdown(matrix: Matrix, cell: Cell) -> str:
    here = f"**[{_HERE}]** " if cell == matrix.marked else ""
    if cell.refusal is not None:
        return f"{here}{cell.documented}<br>refused: {cell.refusal.message}"
    more = f" (+{len(cell.left_out)})" if cell.left_out else ""
    return f"{here}{cell.documented}<br>argv{more}: `{exec_form(cell.argv or ())}`"
