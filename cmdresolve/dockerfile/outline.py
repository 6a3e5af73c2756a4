"""A quick reading that keeps only the instructions an image's config can depend on.

Most lines of real Dockerfiles neither bear on the config nor can fail: RUN with its text, COPY of
plain paths, LABEL of plain values, comments. One regular expression steps over runs of those.
Whatever is not plainly harmless is kept, and a text with anything unusual in it is left to
`cmdresolve.dockerfile.syntax.read`, whose rules are the reference: both readings must build the
same image, and the tests hold them to that.
"""

from __future__ import annotations

import re

from cmdresolve.dialects.builder import Builder
from cmdresolve.dockerfile.instruction import KEYWORDS, Instruction, Line
from cmdresolve.dockerfile.lineparser import LineParser
from cmdresolve.dockerfile.syntax import Reader, Syntax
from cmdresolve.pattern import pattern
from cmdresolve.source import Source

# Carriage returns and odd spaces have rules of their own (`cmdresolve.gotext.SPACE`).
_ODD_ASCII = ("\r", "\v", "\f")
_ODD = pattern("[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff\ufeff]")
_LEADING_COMMENTS = pattern(r"(?:[ \t]*+#[^\n]*+\n)*+")

_SKIPPED_LINES = r"(?:[ \t]*+(?:\#[^\n]*+)?\n)*+"
_BODY = (
    r"(?:[^\\\n<]++"
    r"|<(?!<)"
    r"|\\++[ \t]*+(?=[^ \t\n\\])"  # a backslash inside a line, whatever stands before it
    rf"|\\[ \t]*+\n{_SKIPPED_LINES}"  # a single one at its end
    r")*+"
)
_BLANKS = rf"(?:[ \t]|\\[ \t]*+\n{_SKIPPED_LINES})++"
_VARIABLE = r"\$(?:\{[A-Za-z_]\w*+\}|(?!\{))"  # one that cannot fail
_PLAIN_PATH = rf"(?:[^\s\"'$\\<`\[\-]|{_VARIABLE})(?:[^\s\"'$\\<`]++|{_VARIABLE})*+"
_PLAIN_VALUE = (
    rf"(?:\"(?:[^\"\\$`<\n]++|{_VARIABLE})*+\"|'[^'\\`<\n]*+'|(?:[^\s\"'$\\<`]++|{_VARIABLE})++)"
)
_HARMLESS = "|".join(
    (
        rf"(?:RUN|run)[ \t]++(?![\[\-\s]){_BODY}",
        rf"(?:COPY|copy|ADD|add)(?:[ \t]++{_PLAIN_PATH}){{2,}}+[ \t]*+",
        rf"(?:LABEL|label)(?:{_BLANKS}[\w.\-/]++={_PLAIN_VALUE})++[ \t]*+",
        r"(?:EXPOSE|expose)(?:[ \t]++[1-9][0-9]{0,3}(?:/tcp|/udp)?)++[ \t]*+",
    )
)
_KEPT = rf"(?:([ \t]*+)([A-Za-z]++)(?:[ \t]++({_BODY}))?(?:\n|\Z))?"
# Before the first FROM nothing is harmless but comments.
_HEAD_LINE = pattern(rf"(?:[ \t]*+(?:\#[^\n]*+)?(?:\n|(?<!\n)\Z))*+{_KEPT}", re.ASCII)
_STAGE_LINE = pattern(
    rf"(?:[ \t]*+(?:\#[^\n]*+|(?:{_HARMLESS}))?(?:\n|(?<!\n)\Z))*+{_KEPT}", re.ASCII
)


def outline(source: Source, builder: Builder) -> Syntax | None:
    """Give the instructions that matter, or None when the text is not plain enough to tell.

    Raises:
        DockerfileError: an instruction that was kept cannot be read.
    """
    text = source.text
    if builder.refuses_empty_image or builder.keeps_untouched_image:
        # To those builders it matters whether anything ran at all.
        return None
    if any(odd in text for odd in _ODD_ASCII) or not _directives_are_plain(text):
        return None
    if not text.isascii() and _ODD.search(text) is not None:
        return None
    if len(text) > builder.line_limit // 4 and _has_long_line(text, builder.line_limit // 4):
        return None
    parser = LineParser(source, builder)
    kept: list[Instruction] = []
    pos = 0
    size = len(text)
    match_at = _HEAD_LINE.match
    while pos < size:
        match = match_at(text, pos)
        if match is None or match.end() == pos:
            return None
        pos = match.end()
        written, args = match.group(2, 3)
        if written is None:
            continue
        start = match.start(2)
        end = match.end(2) if args is None else match.end(3)
        body = text[start:end]
        if "\n" in body:
            line = next(Reader(source, builder, start, end).logical_lines())
            instruction = parser.parse(line, 0)
        else:
            line = Line(body, start, end)
            keyword = written.upper()
            if args and args[0] != "-" and keyword in KEYWORDS:
                at = match.start(3) - start
                args = args.rstrip(" \t")
                words, trigger = parser.look_inside(keyword, args, at, line)
                instruction = Instruction(
                    keyword, written, (), args, at, line, end, words, (), trigger
                )
            else:
                instruction = parser.parse(line, 0)
        kept.append(instruction)
        if instruction.keyword == "FROM":
            match_at = _STAGE_LINE.match
    return Syntax(tuple(kept), (), parser.escape) if kept else None


def _directives_are_plain(text: str) -> bool:
    """Say whether the leading comments hold no directive but one ``syntax`` and one ``check``."""
    match = _LEADING_COMMENTS.match(text)
    leading = match[0] if match is not None else ""
    if "=" not in leading:
        return True
    lowered = leading.lower()
    return (
        "escape" not in lowered and lowered.count("syntax") < 2 and lowered.count("check") < 2  # noqa: PLR2004
    )


def _has_long_line(text: str, limit: int) -> bool:
    return max(map(len, text.split("\n"))) > limit
