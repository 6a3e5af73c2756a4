"""``# syntax=``: the image of the frontend that a Dockerfile asks for.

BuildKit hands the whole build to that image. The official one, ``docker/dockerfile``, is
BuildKit's own frontend by release (`dialects.frontend`); the rules of others are not known.
Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/directives.go DetectSyntax,
frontend/dockerfile/builder/build.go.
"""

from __future__ import annotations

from cmdresolve import dialects
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.go_text import decimal
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.source import Source, Span

# The first character of a text that can have a directive: a comment, `//`, a byte order mark, or a
# JSON object with the blanks before it. Most files begin with FROM, and are done here.
_MAY_START_DIRECTIVE = frozenset("#/\ufeff{ \t\r\n")
# The second character of a first line that cannot be ruled out by having no `=`.
_MAY_FOLLOW = frozenset("!#/")
_JSON_BLANKS = " \t\r\n"
_SHEBANG = pattern(r"#![^\n]*\n?")
# The pattern of directives.go setComment, where \s is Go's, which has no \v.
_DIRECTIVE_LINE = pattern(
    r"(#|//)[\t\n\f\r ]*([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*(.+?)[\t\n\f\r ]*\Z"
)
# The official frontend: with a tag that is a version 1.N, or a channel, or both; and a digest,
# which cannot be checked offline, so that the tag is believed.
_OFFICIAL = pattern(
    # Docker Hub by each of its names, and its public mirror.
    r"(?:(?:index\.|registry-1\.)?docker\.io/|registry\.hub\.docker\.com/|mirror\.gcr\.io/)?"
    r"docker/dockerfile(?:-upstream)?"
    r"(?::(?:1(?:\.([0-9]+)(?:\.[0-9]+)?)?(-labs|-experimental)?"
    r"|(labs|experimental|master-labs)|latest|master|stable))?(?:@sha256:[0-9a-f]{64})?"
)
#: The build argument that overrides the directive (build.go keySyntaxArg).
ARGUMENT = "BUILDKIT_SYNTAX"


def builder_for(text: str, builder: Builder) -> Builder:
    """Return the record that applies to a text: the builder's own, or that of a frontend.

    Raises:
        UnknownImageError: the directive names a frontend whose rules are not known.
    """
    if not builder.reading.honours_syntax or not may_ask(text, "syntax"):
        return builder
    if text.startswith("\ufeff") and not builder.reading.syntax_behind_mark:
        return builder
    found = detect_syntax(text)
    if found is None:
        return builder
    name, span = found
    return frontend_named(name, Source("Dockerfile", text), span)


def frontend_named(name: str, source: Source | None = None, span: Span | None = None) -> Builder:
    """Return the record of a frontend by its image reference.

    Args:
        name: the image reference.
        source: the text that names it, if one does.
        span: its extent in `source`.

    Raises:
        UnknownImageError: the rules of that frontend are not known.
    """
    match = _OFFICIAL.fullmatch(name)
    if match is None:
        raise UnknownImageError(
            f"the frontend {name} decides how this file is read, and is not known here",
            needs=(f"how the frontend {name} reads this file",),
            code="unknown-frontend",
            source=source,
            span=span,
            hint="drop the syntax directive, or name docker/dockerfile:1.N",
        )
    minor = None if match[1] is None else decimal(match[1])
    return dialects.frontend(minor, labs=bool(match[2] or match[3]))


def may_start_with_directive(text: str) -> bool:
    """Return whether a text can have any directive that BuildKit looks for before it parses."""
    return text[:1] in _MAY_START_DIRECTIVE


def may_ask(text: str, key: str) -> bool:
    """Return, at little cost, whether a text can have the directive `key`; `detect` decides."""
    first = text[:1]
    if first not in _MAY_START_DIRECTIVE:
        return False
    if first != "#" and text.lstrip(_JSON_BLANKS + "\ufeff")[:1] == "{":
        return key in text
    if text[1:2] not in _MAY_FOLLOW and text.find("=", 0, text.find("\n")) < 0:
        # Directives come first, so the first line has to be one. Not ruled out in this way: what
        # begins with `#!`, `//`, or a byte order mark and one of them.
        return False
    return key in text[:4096].lower()


def detect_syntax(text: str) -> tuple[str, Span] | None:
    """Return the frontend that a text names, and its extent; None if it names none."""
    found = detect(text, "syntax", ("#", "//"))
    return _detect_in_json(text) if found is None else found


def _detect_in_json(text: str) -> tuple[str, Span] | None:
    """Return the frontend named by a text that is, as a whole, a JSON object with ``syntax``."""
    start = _first_line(text)
    if text[start:].lstrip(_JSON_BLANKS)[:1] != "{":
        return None
    import json  # noqa: PLC0415 - hardly any Dockerfile is one

    try:
        named = json.loads(text[start:]).get("syntax")
    except (ValueError, RecursionError):
        return None
    return (named, Span(start, len(text))) if isinstance(named, str) else None


def _first_line(text: str) -> int:
    """Return the offset after a byte order mark and a first line ``#!…``, if there are any."""
    start = 1 if text.startswith("\ufeff") else 0
    shebang = _SHEBANG.match(text, start)
    return start if shebang is None else shebang.end()


def detect(text: str, key: str, marks: tuple[str, ...] = ("#",)) -> tuple[str, Span] | None:
    """Return the value of a directive that BuildKit looks for before it parses, and its extent.

    The value ends at its first blank, its extent at the end of the line. This is looser than the
    parser's own reading of directives: a first line ``#!…`` is skipped.

    Args:
        text: the Dockerfile.
        key: the name of the directive.
        marks: what its line may begin with; for ``syntax`` alone, ``//`` too.

    Returns:
        The value and its extent; None if the text has no such directive.
    """
    start = _first_line(text)
    for mark in marks:
        found = _detect(text, start, mark, key)
        if found is not None:
            return found
    return None


def _detect(text: str, start: int, mark: str, wanted: str) -> tuple[str, Span] | None:
    """Search the leading run of directives, which an unknown or repeated one ends."""
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
