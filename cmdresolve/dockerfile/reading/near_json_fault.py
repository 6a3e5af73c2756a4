"""What keeps the arguments of CMD and ENTRYPOINT from being the list that they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.model.lazy_pattern import pattern

if TYPE_CHECKING:
    from cmdresolve.dockerfile.reading.near_json import ArrayFault

# A text that starts otherwise does not look like an array.
_MAY_BE_ARRAY = frozenset("[\ufeff\u200b\u200c\u200d\u2060\0")
_MAY_BE_WORDS = frozenset('"({')
_STRING = r"\"(?:[^\"\\]|\\.)*+\""
# Quoted words with commas between them, whatever stands in place of the brackets; or one
# in braces: one in brackets of another kind is a subshell.
_WORDS = pattern(
    rf"[({{]?\s*({_STRING}(?:\s*,\s*{_STRING})+)\s*,?\s*[)}}\]]?\s*"
    rf"|\{{\s*({_STRING})\s*\}}\s*"
)


def array_fault(instruction: Instruction) -> ArrayFault | None:
    """Return what keeps an instruction's arguments from being exec form; None if nothing does."""
    if instruction.words is not None:
        return None
    if instruction.args[:1] in _MAY_BE_WORDS:
        return _without_brackets(instruction)
    if instruction.args[:1] not in _MAY_BE_ARRAY:
        return None
    from cmdresolve.dockerfile.reading.near_json import near_json  # noqa: PLC0415 - rarely needed

    at = instruction.args_at
    breaks = [place for place, _ in instruction.line.pieces or ()]
    return near_json(instruction.line.text, at, at + len(instruction.args), breaks=breaks)


def _without_brackets(instruction: Instruction) -> ArrayFault | None:
    """Return the fault of quoted words with commas, where a bracket is missing or another one."""
    match = _WORDS.fullmatch(instruction.args)
    if match is None:
        return None
    import json  # noqa: PLC0415 - for those few

    from cmdresolve.dockerfile.reading.near_json import ArrayFault  # noqa: PLC0415 - rarely needed

    try:
        words = tuple(json.loads(f"[{match[1] or match[2]}]"))
    except ValueError:
        return None
    return ArrayFault("other-brackets", instruction.args_at, instruction.args_at + 1, words)
