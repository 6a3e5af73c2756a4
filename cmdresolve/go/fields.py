"""One CSV record, as Go's ``encoding/csv`` reads it: the values of ``--mount`` and ``--device``.

Source: Go 1.19 encoding/csv reader.go readRecord.
"""

from __future__ import annotations

from cmdresolve.go.numbers import FlagValueError


def csv_record(text: str) -> list[str]:
    """Return the fields of the first record of a CSV text.

    Raises:
        FlagValueError: a quote is misplaced, or there is no record (``EOF``). The message has
            Go's line and column, which counts bytes from 1.
    """
    # As readLine does: \r\n counts as \n, and a \r at the very end goes. Then empty lines are
    # skipped.
    text = text.replace("\r\n", "\n").removesuffix("\r")
    pos = len(text) - len(text.lstrip("\n"))
    if pos == len(text):
        raise FlagValueError("EOF")
    fields: list[str] = []
    while True:
        if text.startswith('"', pos):
            field, pos = _quoted(text, pos + 1)
        else:
            field, pos = _plain(text, pos)
        fields.append(field)
        if not text.startswith(",", pos):
            return fields
        pos += 1


def _plain(text: str, pos: int) -> tuple[str, int]:
    ends = [end for end in (text.find(",", pos), text.find("\n", pos)) if end >= 0]
    end = min(ends, default=len(text))
    field = text[pos:end]
    if '"' in field:
        place = pos + field.index('"')
        raise FlagValueError(_parse_error(text, pos, place, 'bare " in non-quoted-field'))
    return field, end


def _quoted(text: str, pos: int) -> tuple[str, int]:
    """Read a field from the character after its opening quote; a quote in it is written twice."""
    start = pos
    parts = []
    while True:
        quote = text.find('"', pos)
        if quote < 0:
            place = len(text)
            break
        parts.append(text[pos:quote])
        pos = quote + 1
        if not text.startswith('"', pos):
            if text[pos : pos + 1] in ("", ",", "\n"):
                return "".join(parts), pos
            place = quote
            break
        parts.append('"')
        pos += 1
    raise FlagValueError(
        _parse_error(text, start, place, 'extraneous or missing " in quoted-field')
    )


def _parse_error(text: str, start: int, place: int, what: str) -> str:
    first, line = (text.count("\n", 0, x) + 1 for x in (start, place))
    begin = text.rfind("\n", 0, place) + 1
    column = len(text[begin:place].encode("utf-8", "surrogateescape")) + 1
    record = f"record on line {first}; " if first != line else ""
    return f"{record}parse error on line {line}, column {column}: {what}"
