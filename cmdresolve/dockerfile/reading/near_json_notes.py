"""Notes on CMD and ENTRYPOINT that stand in the image, and mean something else than they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.state import Setting, Written
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.go import json_array
from cmdresolve.go.text import SPACE
from cmdresolve.model.origin import InDockerfile
from cmdresolve.model.source import Span
from cmdresolve.model.trace import Note

if TYPE_CHECKING:
    from cmdresolve.dockerfile.reading.near_json import Fault

# A text that starts otherwise does not look like an array.
_MAY_BE_ARRAY = frozenset("[\ufeff\u200b\u200c\u200d\u2060\0")
_ARRAY = "array-is-shell-form"
_IGNORED = "text-after-array-ignored"


def array_fault(instruction: Instruction) -> Fault | None:
    """Say what keeps an instruction's arguments from being exec form; None if nothing does."""
    if instruction.words is not None or instruction.args[:1] not in _MAY_BE_ARRAY:
        return None
    from cmdresolve.dockerfile.reading.near_json import near_json  # noqa: PLC0415 - rarely needed

    at = instruction.args_at
    breaks = [place for place, _ in instruction.line.pieces or ()]
    return near_json(instruction.line.text, at, at + len(instruction.args), breaks=breaks)


def array_notes(setting: Setting, keyword: str, builder: Builder) -> list[Note]:
    """Tell of a list that a builder took for a script, or of text after one that it ignored.

    A field that came with a base image has the notes that the base's own build made.
    """
    by = setting.by
    if by is None:
        image = setting.image
        inherited = image.trace().notes if image is not None and image.trace is not None else ()
        return [
            note
            for note in inherited
            if note.code in (_ARRAY, _IGNORED)
            and isinstance(note.origin, InDockerfile)
            and note.origin.keyword == keyword
        ]
    if setting.words is None:
        # ENTRYPOINT cleared it, or it was bare.
        return []
    fault = array_fault(by.instruction)
    if fault is not None:
        return [_shell_form(by, fault)]
    return _ignored(by, builder)


def _shell_form(by: Written, fault: Fault) -> Note:
    keyword = by.instruction.keyword
    origin = _origin(by, by.instruction.line.span(fault.start, fault.end))
    mend = fault.mended(keyword)
    return Note(
        _ARRAY,
        f"{keyword} at {_place(origin)} looks like exec form, but {fault.why}, so it is a script "
        "for the shell" + ("; as exec form:" if mend else ""),
        mend,
        origin,
    )


def _ignored(by: Written, builder: Builder) -> list[Note]:
    """Tell of text after an array, where only the array is read (json.Decoder)."""
    instruction = by.instruction
    if builder.reading.json_whole or instruction.words is None:
        return []
    line, at = instruction.line, instruction.args_at
    end = at + len(instruction.args)
    _, after = json_array.scan_array(line.text[:end], at, whole=False)
    start = after + len(line.text[after:end]) - len(line.text[after:end].lstrip(SPACE))
    if start == end:
        return []
    from cmdresolve.dockerfile.reading.near_json import array  # noqa: PLC0415 - rarely needed

    origin = _origin(by, line.span(start, end))
    return [
        Note(
            _IGNORED,
            f"{builder.key} ignores the text after the list of {instruction.keyword} at "
            f"{_place(origin)}; Docker 27.1 and later make the whole line a script for the shell; "
            "the same everywhere:",
            f"{instruction.keyword} {array(instruction.words)}",
            origin,
        )
    ]


def _origin(by: Written, span: Span) -> InDockerfile:
    instruction = by.instruction
    return InDockerfile(
        by.source, instruction.keyword, instruction.span, span, by.stage, by.trigger
    )


def _place(origin: InDockerfile) -> str:
    return f"{origin.source.name}:{origin.line}:{origin.column}"
