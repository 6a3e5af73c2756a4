"""The fault that keeps arguments which look like a list from being exec form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.model.lazy_pattern import pattern

if TYPE_CHECKING:
    from cmdresolve.dockerfile.reading.near_json import ArrayFault

# Checked first, since `near_json` is slow to import: a text that begins otherwise is not a list, or
# one whose bracket is missing or another one.
_MAY_BE_ARRAY = frozenset("[\ufeff\u200b\u200c\u200d\u2060\0")
_MAY_BE_WORDS = frozenset('"({')
_STRING = r"\"(?:[^\"\\]|\\.)*+\""
# Two or more quoted words with commas between them, with or without brackets of any kind; or a
# single one in braces, since one in parentheses is a subshell.
_WORDS = pattern(
    rf"[({{]?\s*({_STRING}(?:\s*,\s*{_STRING})+)\s*,?\s*[)}}\]]?\s*"
    rf"|\{{\s*({_STRING})\s*\}}\s*"
)


def array_fault(instruction: Instruction) -> ArrayFault | None:
    """Return the fault that keeps an instruction's arguments from being exec form.

    Returns:
        The fault; None if they are exec form, or do not look like a list.
    """
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
    """Return the fault of quoted words with commas whose brackets are missing or wrong."""
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
