"""A quick reading that keeps only the instructions an image's command can depend on.

Most lines of real Dockerfiles neither bear on the command nor can fail: RUN with its text, COPY of
plain paths, ENV and LABEL of plain values, comments. One regular expression steps over runs of
those. Whatever is not plainly harmless is kept, and a text with anything unusual in it is left to
`cmdresolve.dockerfile.syntax.read`, whose rules are the reference: both readings must build the
same image, and the tests hold them to that.

ENV and ARG are harmless as long as nothing that is kept names a variable. Where something does,
the text is gone over again and they are kept too.
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
# One that cannot fail, by itself or with a word to stand in for it.
_VARIABLE = r"\$(?:\{[A-Za-z_]\w*+(?::[\-+][\w./\-]*+)?\}|(?!\{))"
_PATH_REST = rf"(?:[^\s\"'$\\<`]++|{_VARIABLE})*+"
_PATH = rf"(?:[^\s\"'$\\<`\[\-]|{_VARIABLE}){_PATH_REST}"
# It is not empty, whatever its variables are.
_SURE_PATH = rf"[^\s\"'$\\<`\[\-]{_PATH_REST}"
_QUOTED = rf"\"(?:[^\"\\$`\n]++|{_VARIABLE})*+\"|'[^'\\`\n]*+'"
_VALUE = rf"(?:[^\s\"'$\\`]++|{_VARIABLE}|{_QUOTED})*+"
_NAME = r"[\w./][\w./\-]*+"  # no flag
_PAIRS = (
    rf"(?:(?:{_BLANKS}{_NAME}={_VALUE})++"
    rf"|[ \t]++{_NAME}[ \t]++(?:[^\"'$\\`\n]++|{_VARIABLE}|{_QUOTED})++)"
)
_OWNER = rf"(?:[ \t]++--chown=(?:[\w.:\-]++|{_VARIABLE})++)?"
_QUOTED_PATH = r"\"/[^\"\\$'`\x00-\x1f]*+\"[ \t]*+"
_ARRAY = rf"\[[ \t]*+{_QUOTED_PATH}(?:,[ \t]*+{_QUOTED_PATH})*+\]"
_SETS_VARIABLES = (
    rf"(?:ENV|env){_PAIRS}[ \t]*+",
    rf"(?:ARG|arg)(?:{_BLANKS}[A-Za-z_]\w*+(?:={_VALUE})?)++[ \t]*+",
)
_HARMLESS = (
    rf"(?:RUN|run)[ \t]++(?![\[\-\s]){_BODY}",
    rf"(?:COPY|copy|ADD|add){_OWNER}(?:[ \t]++{_PATH}){{2,}}+[ \t]*+",
    rf"(?:WORKDIR|workdir)[ \t]++{_SURE_PATH}[ \t]*+",
    rf"(?:USER|user)[ \t]++{_PATH}[ \t]*+",
    rf"(?:LABEL|label){_PAIRS}[ \t]*+",
    r"(?:EXPOSE|expose)(?:[ \t]++(?:[1-5][0-9]{4}|[1-9][0-9]{0,3})(?:/tcp|/udp)?)++[ \t]*+",
    rf"(?:MAINTAINER|maintainer)[ \t]++(?=[^\s\-\\]){_BODY}",
    rf"(?:VOLUME|volume)(?:(?:[ \t]++{_SURE_PATH})++|[ \t]++{_ARRAY})[ \t]*+",
)
_KEPT = rf"(?:([ \t]*+)([A-Za-z]++)(?:[ \t]++({_BODY}))?(?:\n|\Z))?"


def _lines(*harmless: str) -> re.Pattern[str]:
    """Match lines that do not count, and the one after them that may."""
    passed = "|".join((r"\#[^\n]*+", *harmless))
    return pattern(rf"(?:[ \t]*+(?:{passed})?(?:\n|(?<!\n)\Z))*+{_KEPT}", re.ASCII)


# Before the first FROM nothing is harmless but comments.
_HEAD_LINE = _lines()
_STAGE_LINE = _lines(*_HARMLESS, *_SETS_VARIABLES)
_STAGE_LINE_WITH_VARIABLES = _lines(*_HARMLESS)
# What never looks at a variable of its stage. ONBUILD leaves words to stages that may.
_READS_NO_VARIABLE = frozenset(
    {"FROM", "CMD", "ENTRYPOINT", "SHELL", "RUN", "HEALTHCHECK", "MAINTAINER"}
)


def outline(source: Source, builder: Builder) -> Syntax | None:
    """Give the instructions that matter, or None when the text is not plain enough to tell.

    Raises:
        DockerfileError: an instruction that was kept cannot be read.
    """
    text = source.text
    if (
        builder.refuses_empty_image
        or builder.keeps_untouched_image
        or not builder.checks_every_stage
        or not builder.copies_many_to_any
    ):
        # To those builders it matters whether anything ran at all, or more can fail.
        return None
    if "\r" in text or "\v" in text or "\f" in text or not _directives_are_plain(text):
        return None
    if not text.isascii() and _ODD.search(text) is not None:
        return None
    if len(text) > builder.line_limit // 4 and _has_long_line(text, builder.line_limit // 4):
        return None
    parser = LineParser(source, builder)
    kept = _kept(source, builder, parser, _STAGE_LINE)
    if kept is not None and any(map(_reads_variable, kept)):
        kept = _kept(source, builder, parser, _STAGE_LINE_WITH_VARIABLES)
    return Syntax(tuple(kept), (), parser.escape, whole=False) if kept else None


def _kept(
    source: Source, builder: Builder, parser: LineParser, stage_line: re.Pattern[str]
) -> list[Instruction] | None:
    text = source.text
    kept: list[Instruction] = []
    pos = 0
    size = len(text)
    match_at = _HEAD_LINE.match
    while pos < size:
        match = match_at(text, pos)
        if match is None or match.end() == pos:
            return None
        pos = match.end()
        _, written, args = match.groups()
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
            match_at = stage_line.match
    return kept


def _reads_variable(instruction: Instruction) -> bool:
    return instruction.keyword not in _READS_NO_VARIABLE and "$" in instruction.line.text


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
