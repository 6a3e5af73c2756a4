"""Arguments in their common spelling, read by one pattern instead of character by character.

A pattern must match only what `line_parser` reads to the same result; all else is left to that.
"""

from __future__ import annotations

from cmdresolve.dockerfile.reading.instruction import Assignments
from cmdresolve.model.lazy_pattern import all_but, pattern

# What ``\s`` matches up to U+00FF.
_SPACES = " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0"
_NAME = all_but(_SPACES + "'\"\\`=") + "++"
# A value, with or without double quotes around parts of it. Possessive, as all repetitions here: a
# line of thousands of words that does not match must not be tried in every division.
_BARE = all_but(_SPACES + "'\"\\`") + "*+"
_QUOTED = all_but('"\\`\n') + "*+"
_VALUE = rf"{_BARE}(?:\"{_QUOTED}\"{_BARE})*+"
# A single pair, as most instructions have. ENV and LABEL have an old form as well, a name and a
# text after a blank (line_parsers.go parseNameVal); ARG may have a name alone (parseNameOrNameVal).
_PAIR = pattern(rf"({_NAME})(?:=({_VALUE})\Z|[ \t]++(\S[\s\S]*+))")
_ARGUMENT = pattern(rf"({_NAME})(?:=({_VALUE}))?")
# Several pairs, a match for each. The last alternative takes all the rest where no pair matches, so
# that a last match without a name says that `line_parser` has to read the whole.
# For ARG the second of three groups is the equals sign, which tells a name alone from `NAME=`.
_PAIRS = pattern(rf"({_NAME})=({_VALUE})(?:[ \t]++|\Z)|[\s\S]++")
_ARGUMENTS = pattern(rf"({_NAME})(?:(=)({_VALUE}))?(?:[ \t]++|\Z)|[\s\S]++")
# COPY from another stage, named without a variable. Paths have no variable either, and are no URL.
_COPIED = pattern(r"--from=[A-Za-z0-9_.:/@\-]++")
_PATH = r"[A-Za-z0-9_./][A-Za-z0-9_./\-]*+"
_PATHS = pattern(rf"(?:{_PATH}(?:[ \t]++|\Z)){{2,}}+")
_MEMBER = r'"[A-Za-z0-9_./][A-Za-z0-9_./\- ()]*+"'
_LIST = pattern(rf"\[ *+{_MEMBER}(?: *+, *+{_MEMBER})++ *+\]")
# What no plain path has: there are rules of their own for them (`refusals.copy_add`).
_PARENT, _REPOSITORY = "..", ".git"


def plain_assignments(keyword: str, args: str) -> Assignments:
    """Split assignments that are written plainly.

    Args:
        keyword: ``ENV``, ``LABEL`` or ``ARG``.
        args: its arguments, trimmed.

    Returns:
        The names and values as written; () where `line_parser` has to read them.
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
    """Return whether COPY has plain paths and the flag ``--from`` alone.

    Then only the stage or image that it names can be refused.
    """
    return (
        len(flags) == 1
        and _COPIED.fullmatch(flags[0]) is not None
        and _PARENT not in args
        and _REPOSITORY not in args
        and (_LIST if args[:1] == "[" else _PATHS).fullmatch(args) is not None
    )
