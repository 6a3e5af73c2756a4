"""``# syntax=``: the frontend a Dockerfile names for itself.

BuildKit hands the whole build to that image. The official one, ``docker/dockerfile``, is
BuildKit's own frontend by release: 1.N is BuildKit 0.(N+6).
Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/directives.go DetectSyntax,
frontend/dockerfile/builder/build.go.
"""

from __future__ import annotations

from cmdresolve import dialects
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.go.text import decimal
from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.source import Source, Span

_MAY_START_DIRECTIVE = frozenset("#/\ufeff")
_MAY_FOLLOW = frozenset("!#/")
_SHEBANG = pattern(r"#![^\n]*\n?")
_DIRECTIVE_LINE = pattern(
    r"(#|//)[\t\n\f\r ]*([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*\Z"
)
_OFFICIAL = pattern(
    r"(?:docker\.io/)?docker/dockerfile(?:-upstream)?(?::([0-9]+)(?:\.([0-9]+))?(?:\.[0-9]+)?"
    r"(?:-labs|-experimental)?|:labs|:latest|:master|:stable)?(?:@sha256:[0-9a-f]{64})?"
)
_BY_MINOR = (
    (2, "buildkit@20.10"),
    (4, "buildkit@23.0"),
    (5, "buildkit@24.0"),
    (6, "buildkit@25.0"),
    (7, "buildkit@26.1"),
    (8, "buildkit@27.0"),
    (9, "buildkit@27.1"),
    (14, "buildkit@28.0"),
    (15, "buildkit@28.1"),
    (16, "buildkit@28.2"),
    (19, "buildkit@28.5"),
)
_OLDEST_MINOR = _BY_MINOR[0][0]


def builder_for(text: str, builder: Builder) -> Builder:
    """Give the builder that really reads `text` when it is given to `builder`.

    Raises:
        UnknownImageError: the directive names a frontend whose rules nobody knows.
    """
    if not builder.reading.honours_syntax or not may_ask(text, "syntax"):
        return builder
    if text.startswith("\ufeff") and not builder.reading.syntax_behind_mark:
        return builder
    found = detect_syntax(text)
    if found is None:
        return builder
    name, span = found
    match = _OFFICIAL.fullmatch(name)
    if match is None or (match[1] is not None and match[1] != "1"):
        raise UnknownImageError(
            f"the frontend {name} decides how this file is read, and is not known here",
            needs=(f"how the frontend {name} reads this file",),
            code="unknown-frontend",
            source=Source("Dockerfile", text),
            span=span,
            hint="drop the syntax directive, or name docker/dockerfile:1.N",
        )
    if match[2] is None:
        return dialects.builder("buildkit")
    minor = max(decimal(match[2]), _OLDEST_MINOR)
    key = next(key for first, key in reversed(_BY_MINOR) if minor >= first)
    return dialects.builder(key)


def may_ask(text: str, key: str) -> bool:
    """Say whether a text may have a directive that BuildKit looks for before it parses."""
    if text[:1] not in _MAY_START_DIRECTIVE:
        return False
    if text[1:2] not in _MAY_FOLLOW and text.find("=", 0, text.find("\n")) < 0:
        # The first line would have to be one, unless it is a shebang or a mark stands before it.
        return False
    return key in text[:4096].lower()


def detect_syntax(text: str) -> tuple[str, Span] | None:
    """Find the frontend a text names, and its place."""
    return detect(text, "syntax")


def detect(text: str, key: str) -> tuple[str, Span] | None:
    """Find the value of a directive that BuildKit looks for before it parses, and its place.

    The value ends at its first blank, its place does not. Looser than the parser's own directives:
    a first line ``#!…`` is stepped over, and ``//`` may stand for ``#``.
    """
    start = 1 if text.startswith("\ufeff") else 0
    shebang = _SHEBANG.match(text, start)
    if shebang is not None:
        start = shebang.end()
    for mark in ("#", "//"):
        found = _detect(text, start, mark, key)
        if found is not None:
            return found
    return None


def _detect(text: str, start: int, mark: str, wanted: str) -> tuple[str, Span] | None:
    seen = set()
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        match = _DIRECTIVE_LINE.match(text[start:end].rstrip("\r"))
        if match is None or match[1] != mark:
            return None
        key = match[2].lower()
        if key not in ("syntax", "escape", "check") or key in seen:
            return None
        if key == wanted:
            return match[3].partition(" ")[0], Span(start + match.start(3), start + match.end(3))
        seen.add(key)
        start = end + 1
    return None
