"""Arguments as most people write them, read by one pattern instead of character by character.

What a pattern here does not match is left to `line_parser`: it may mean the same, and takes longer.
"""

from __future__ import annotations

import re

from cmdresolve.dockerfile.reading.instruction import Assignments
from cmdresolve.model.lazy_pattern import pattern

# A value with double quotes around parts of it, or none.
_VALUE = r"(?:[^\s'\"\\`]++|\"[^\"\\`\n]*+\")*+"
# A pair alone, as most instructions have; ENV and LABEL have long been written as a name and a text
# behind a blank as well (line_parsers.go parseNameVal); of ARG the value may be missing.
_PAIR = pattern(rf"([^\s'\"\\`=]++)(?:=({_VALUE})\Z|[ \t]++(\S[\s\S]*+))")
_ARGUMENT = pattern(rf"([^\s'\"\\`=]++)(?:=({_VALUE}))?")
# Several, a match for each; the last has no name where the rest needs a look at each character.
# Names of ARG may stand alone, so that its second of three groups is the equals sign.
_PAIRS = pattern(rf"([^\s'\"\\`=]++)=({_VALUE})(?:[ \t]++|\Z)|[\s\S]++")
_ARGUMENTS = pattern(rf"([^\s'\"\\`=]++)(?:(=)({_VALUE}))?(?:[ \t]++|\Z)|[\s\S]++")
# COPY from another stage: no variable, no address of anything outside, nothing refused as a source.
_COPIED = pattern(r"--from=[\w.:/@\-]++", re.ASCII)
_PATHS = pattern(r"(?:(?!\S*\.(?:\.|git))[\w./][\w./\-]*+(?:[ \t]++|\Z)){2,}+", re.ASCII)
_MEMBER = r'"(?![^"]*\.(?:\.|git))[\w./][\w./\- ()]*+"'
_LIST = pattern(rf"\[ *+{_MEMBER}(?: *+, *+{_MEMBER})++ *+\]", re.ASCII)


def plain_assignments(keyword: str, args: str) -> Assignments:
    """Split assignments that are written plainly.

    Args:
        keyword: ``ENV``, ``LABEL`` or ``ARG``.
        args: its arguments, trimmed.

    Returns:
        The names and values as written; nothing where each character needs a look.
    """
    if keyword != "ARG":
        one = _PAIR.fullmatch(args)
        if one is not None:
            name, value, text = one.groups()
            return ((name, text if value is None else value),)
        pairs = _PAIRS.findall(args)
        return tuple(pairs) if pairs and pairs[-1][0] else ()
    one = _ARGUMENT.fullmatch(args)
    if one is not None:
        return (one.groups(),)  # type: ignore[return-value] # two
    found = _ARGUMENTS.findall(args)
    if not found or not found[-1][0]:
        return ()
    return tuple([(name, value if equals else None) for name, equals, value in found])


def is_plain_copy(flags: tuple[str, ...], args: str) -> bool:
    """Say whether COPY has plain paths, and ``--from`` alone, whose value may be wrong."""
    return (
        len(flags) == 1
        and _COPIED.fullmatch(flags[0]) is not None
        and (_LIST if args[:1] == "[" else _PATHS).fullmatch(args) is not None
    )
