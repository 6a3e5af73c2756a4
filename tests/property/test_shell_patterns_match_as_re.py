"""Law: a pattern matches what the same regular expression matches.

"out.WriteString(starPattern)" (moby/buildkit v0.25.2 frontend/dockerfile/shell/lex.go
convertShellPatternToRegex): a star is ``.*`` or ``.*?``, a question mark is a dot. Python's own
expressions mean the same by these, and on short texts they take no time.
"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cmdresolve.dockerfile.reading.shell_patterns import replace, trim_prefix

PATTERNS = st.text("ab*?\n", max_size=8)
VALUES = st.text("ab\n", max_size=10)


def written(pattern: str, *, greedy: bool) -> re.Pattern[str]:
    star = ".*" if greedy else ".*?"
    return re.compile(pattern.replace("?", ".").replace("*", star))


@given(pattern=PATTERNS, value=VALUES, greedy=st.booleans())
def test_at_the_front(pattern: str, value: str, *, greedy: bool) -> None:
    """Shortest and longest."""
    found = written(pattern, greedy=greedy).match(value)

    expected = value if found is None else value[found.end() :]
    assert trim_prefix(pattern, value, greedy=greedy) == expected


@given(pattern=PATTERNS, value=VALUES)
def test_anywhere(pattern: str, value: str) -> None:
    """The leftmost match, its stars as long as they can be."""
    expected = written(pattern, greedy=True).sub("-", value, count=1)

    assert "".join(replace(pattern, value, "-", everywhere=False)) == expected
