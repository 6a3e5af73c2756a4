"""Shell patterns of ``${V#p}``, ``${V%p}`` and ``${V/p/r}``, in time linear in text times pattern.

``?`` and ``*`` are the only wildcards, neither takes a newline, and a backslash escapes them and
itself. Builders hand such a pattern to Go's regular expressions, which never go back; Python's do,
and a pattern of ten stars would keep them busy for longer than the machine lives. So a pattern is
cut at its stars into parts, and each part is looked for once.

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
    """A backslash in the pattern escapes nothing that may be escaped."""


class _Match(NamedTuple):
    start: int
    end: int


class _Pattern(NamedTuple):
    """A pattern, cut at its stars.

    Attributes:
        head: what stands before the first star.
        shortest: from the end of `head`, the shortest match of the rest; its groups are atomic:
            where a part is found earlier, all that follows it is found as well, since a star takes
            anything that is left of the line.
        backwards: the same parts, from the end of the text back to the head. The longest match of
            all stars, the first served first, is the one whose parts stand as far right as they
            can, and that is the first to be found from the end.
        stars: whether there is a star.
        newlines: how many newlines a match has: no star or question mark takes one.
        newline_in_head: whether one of them is before the first star.
    """

    head: re.Pattern[str]
    shortest: re.Pattern[str]
    backwards: re.Pattern[str]
    stars: bool
    newlines: int
    newline_in_head: bool

    def match_at(self, value: str, start: int, *, greedy: bool) -> _Match | None:
        """Match at one place."""
        head = self.head.match(value, start)
        if head is None or not self.stars:
            return None if head is None else _Match(*head.span())
        rest = self.shortest.match(value, head.end())
        if rest is None:
            return None
        return _Match(start, self._longest(value, start) if greedy else rest.end())

    def _longest(self, value: str, start: int) -> int:
        """Return the end of the longest match, where it is known that there is one."""
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
        """Find the leftmost match, its stars as long as they can be.

        Where what follows the head is not in the rest of its line, it is not there for a head that
        begins later in that line either: so each line is looked through once.
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
    """Take the shortest (or longest) match of `pattern` off the front of `value`.

    Raises:
        PatternError: a backslash in `pattern` escapes nothing that may be escaped.
    """
    found = _cut(pattern).match_at(value, 0, greedy=greedy)
    return value if found is None else value[found.end :]


def trim_suffix(pattern: str, value: str, *, greedy: bool) -> str:
    """Take the shortest (or longest) match of `pattern` off the end of `value`.

    Raises:
        PatternError: a backslash in `pattern` escapes nothing that may be escaped.
    """
    # As the builder does: the shortest match is found from the left only, so both are reversed.
    return trim_prefix(_reverse(pattern), value[::-1], greedy=greedy)[::-1]


def replace(pattern: str, value: str, new: str, *, everywhere: bool) -> Iterator[str]:
    """Return the pieces of `value` with the first match of `pattern` replaced, or all of them.

    Where all are replaced, ``$0`` and ``${0}`` in `new` stand for what was matched, ``$$`` for a
    dollar, and any other name for nothing; where one is, `new` is taken as it stands.

    Raises:
        PatternError: a backslash in `pattern` escapes nothing that may be escaped.
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
        # An empty match right behind another is passed over (Go 1.24 regexp.go replaceAll).
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
    # In reverse the last part comes first, behind what the match leaves over.
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
    return "".join(reversed(_TOKEN.findall(pattern)))
