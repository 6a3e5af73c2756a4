"""What keeps the arguments of CMD and ENTRYPOINT from being the list that they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.dockerfile.reading.instruction import Instruction

if TYPE_CHECKING:
    from cmdresolve.dockerfile.reading.near_json import Fault

# A text that starts otherwise does not look like an array.
_MAY_BE_ARRAY = frozenset("[\ufeff\u200b\u200c\u200d\u2060\0")


def array_fault(instruction: Instruction) -> Fault | None:
    """Return what keeps an instruction's arguments from being exec form; None if nothing does."""
    if instruction.words is not None or instruction.args[:1] not in _MAY_BE_ARRAY:
        return None
    from cmdresolve.dockerfile.reading.near_json import near_json  # noqa: PLC0415 - rarely needed

    at = instruction.args_at
    breaks = [place for place, _ in instruction.line.pieces or ()]
    return near_json(instruction.line.text, at, at + len(instruction.args), breaks=breaks)
