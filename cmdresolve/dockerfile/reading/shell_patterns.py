"""Shell patterns of ``${V#p}``, ``${V%p}`` and ``${V/p/r}``.

``?`` and ``*`` are the only wildcards; a backslash escapes them and itself.
Source: moby/buildkit v0.25.2 frontend/dockerfile/shell/lex.go convertShellPatternToRegex.
"""

from __future__ import annotations

import re


class PatternError(ValueError):
    """The pattern is none."""


def trim_prefix(pattern: str, value: str, *, greedy: bool) -> str:
    """Take the shortest (or longest) match of `pattern` off the front of `value`.

    Raises:
        PatternError: an escape in `pattern` is none.
    """
    match = _compile(pattern, greedy=greedy).match(value)
    return value if match is None else value[match.end() :]


def trim_suffix(pattern: str, value: str, *, greedy: bool) -> str:
    """Take the shortest (or longest) match of `pattern` off the end of `value`.

    Raises:
        PatternError: an escape in `pattern` is none.
    """
    # A regular expression finds the shortest match from the left only: so both are reversed.
    return trim_prefix(_reverse(pattern), value[::-1], greedy=greedy)[::-1]


def replace(pattern: str, value: str, new: str, *, everywhere: bool) -> str:
    """Replace the first match of `pattern`, or all of them.

    Raises:
        PatternError: an escape in `pattern` is none.
    """
    return _compile(pattern, greedy=True).sub(lambda _: new, value, count=0 if everywhere else 1)


def _compile(pattern: str, *, greedy: bool) -> re.Pattern[str]:
    out = []
    characters = iter(pattern)
    for character in characters:
        if character == "*":
            out.append(".*" if greedy else ".*?")
        elif character == "?":
            out.append(".")
        elif character == "\\":
            escaped = next(characters, "")
            if escaped not in ("*", "?", "\\", "}", "/"):
                raise PatternError(f"invalid escape '\\{escaped}'")
            out.append(re.escape(escaped))
        else:
            out.append(re.escape(character))
    return re.compile("".join(out))


def _reverse(pattern: str) -> str:
    pieces = re.findall(r"\\.|.", pattern, re.DOTALL)
    return "".join(reversed(pieces))
