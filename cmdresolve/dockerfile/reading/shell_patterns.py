"""The patterns of ``${V#p}``, ``${V%p}`` and ``${V/p/r}`` as BuildKit matches them.

``?`` and ``*`` are the only wildcards, neither matches a newline, and a backslash escapes them and
itself. BuildKit translates such a pattern to one of Go's regular expressions, which take linear
time. Python's backtrack: a pattern of ten stars, translated in the same way, can take exponential
time. So a pattern is split at its stars, and each part is searched for once; the time is at most
the length of the text times that of the pattern.

Source: moby/buildkit v0.25.2 frontend/dockerfile/shell/lex.go convertShellPatternToRegex,
trimPrefix, trimSuffix; Go 1.24 regexp.go replaceAll and expand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from cmdresolve.model.bounded_cache import kept_when_short
from cmdresolve.model.lazy_pattern import pattern as lazy_pattern
from cmdresolve.model.record import NamedTuple

_TOKEN = lazy_pattern(r"\\.|.", re.DOTALL)
#: ``$$``, ``$name`` and ``${name}`` in a replacement (Go 1.24 regexp.go extract).
_TEMPLATE = lazy_pattern(r"\$(?:(\$)|([^\W]+)|\{([^\W]+)\})")


class PatternError(ValueError):
    """A backslash in the pattern stands before a character that cannot be escaped."""


class _Match(NamedTuple):
    start: int
    end: int


class _Pattern(NamedTuple):
    """A pattern, split at its stars.

    Attributes:
        head: matches the part before the first star.
        shortest: matches the shortest rest, from the end of `head`. Its groups are atomic: if some
            part can be found, then the first place is as good as any, because a star can match
            whatever of the line is left before the next part.
        backwards: matches the reversed text, for the longest match. With greedy stars, the parts
            stand as far to the right as they can: these are the first places from the end. The
            empty group marks where the last part ends.
        stars: whether there is a star.
        newlines: the number of newlines in every match, since no wildcard matches one.
        newline_in_head: whether one of them is in the head.
    """

    head: re.Pattern[str]
    shortest: re.Pattern[str]
    backwards: re.Pattern[str]
    stars: bool
    newlines: int
    newline_in_head: bool

    def match_at(self, value: str, start: int, *, greedy: bool) -> _Match | None:
        """Return the match that begins at an offset, shortest or longest, or None."""
        head = self.head.match(value, start)
        if head is None or not self.stars:
            return None if head is None else _Match(*head.span())
        rest = self.shortest.match(value, head.end())
        if rest is None:
            return None
        return _Match(start, self._longest(value, start) if greedy else rest.end())

    def _longest(self, value: str, start: int) -> int:
        """Return the end of the longest match from an offset where there is a match."""
        # A match has exactly `newlines` newlines, so it ends before the next one.
        end = start - 1
        for _ in range(self.newlines + 1):
            end = value.find("\n", end + 1)
            if end < 0:
                end = len(value)
                break
        # There is a shortest match, so there is a longest.
        found = cast("re.Match[str]", self.backwards.match(value[start:end][::-1]))
        return end - found.start(1)

    def search(self, value: str, start: int) -> _Match | None:
        """Return the leftmost match, with stars as long as possible, or None.

        If the rest is not found after a head, then not after a later head in the same line either,
        of which less is left. So each line is searched once, and the time stays linear.
        """
        while True:
            head = self.head.search(value, start)
            if head is None:
                return None
            found = self.match_at(value, head.start(), greedy=True)
            if found is not None:
                return found
            if self.newline_in_head:
                start = head.start() + 1
                continue
            line_end = value.find("\n", head.end())
            if line_end < 0:
                return None
            start = line_end + 1


def trim_prefix(pattern: str, value: str, *, greedy: bool) -> str:
    """Return `value` without the shortest (or longest) match of `pattern` at its beginning.

    Raises:
        PatternError: a backslash in `pattern` stands before a character that cannot be escaped.
    """
    found = _cut(pattern).match_at(value, 0, greedy=greedy)
    return value if found is None else value[found.end :]


def trim_suffix(pattern: str, value: str, *, greedy: bool) -> str:
    """Return `value` without the shortest (or longest) match of `pattern` at its end.

    Raises:
        PatternError: a backslash in `pattern` stands before a character that cannot be escaped.
    """
    # As BuildKit does (trimSuffix): a search finds the shortest match from the left only, so both
    # are reversed.
    return trim_prefix(_reverse(pattern), value[::-1], greedy=greedy)[::-1]


def replace(pattern: str, value: str, new: str, *, everywhere: bool) -> Iterator[str]:
    """Yield `value` in pieces, with the first match of `pattern` replaced, or every match.

    If every match is replaced, BuildKit calls ReplaceAllString: ``$0`` and ``${0}`` in `new` stand
    for the match, ``$$`` for a dollar, and any other name for nothing. A single replacement is
    used as it is.

    Raises:
        PatternError: a backslash in `pattern` stands before a character that cannot be escaped.
    """
    cut = _cut(pattern)
    if not everywhere:
        found = cut.search(value, 0)
        return iter((value,) if found is None else (value[: found.start], new, value[found.end :]))
    return _replaced_everywhere(cut, value, new)


def _replaced_everywhere(cut: _Pattern, value: str, new: str) -> Iterator[str]:
    pos = last_end = 0
    while pos <= len(value):
        found = cut.search(value, pos)
        if found is None:
            break
        yield value[last_end : found.start]
        # Go ignores an empty match right after another one (Go 1.24 regexp.go replaceAll).
        if found.end > last_end or found.start == 0:
            yield _filled_in(new, value[found.start : found.end]) if "$" in new else new
        last_end = found.end
        pos = max(pos + 1, found.end)
    yield value[last_end:]


def _filled_in(template: str, matched: str) -> str:
    def fill(match: re.Match[str]) -> str:
        if match[1]:
            return "$"
        return matched if (match[2] or match[3]) == "0" else ""

    return _TEMPLATE.sub(fill, template)


@kept_when_short
def _cut(pattern: str) -> _Pattern:
    """Split a pattern at its stars, and compile the parts."""
    parts: list[list[str]] = [[]]
    for piece in _TOKEN.findall(pattern):
        if piece == "*":
            parts.append([])
        elif piece == "?":
            parts[-1].append(".")
        elif piece[0] != "\\":
            parts[-1].append(re.escape(piece))
        elif piece[1:] in ("*", "?", "\\", "}", "/"):
            parts[-1].append(re.escape(piece[1:]))
        else:
            raise PatternError(f"invalid escape '{piece}'")
    head, *rest = parts
    between = "".join(f"(?>.*?{''.join(part)})" for part in rest[:-1])
    last = "".join(rest[-1]) if rest else ""
    # In the reversed text the last part comes first, after what the match does not include.
    back = [f"(?>.*?()({_backwards(rest[-1])}))" if last else "()"] if rest else []
    back += [f"(?>.*?{_backwards(part)})" for part in reversed(rest[:-1])]
    newlines = [part.count(re.escape("\n")) for part in parts]
    return _Pattern(
        re.compile("".join(head)),
        re.compile(f"{between}(?>.*?{last})" if last else between),
        re.compile("".join(back) + f".*{_backwards(head)}\\Z"),
        bool(rest),
        sum(newlines),
        newlines[0] > 0,
    )


def _backwards(part: list[str]) -> str:
    return "".join(reversed(part))


def _reverse(pattern: str) -> str:
    r"""Reverse a pattern, keeping a backslash before what it escapes: ``a\*c`` is ``c\*a``."""
    return "".join(reversed(_TOKEN.findall(pattern)))
