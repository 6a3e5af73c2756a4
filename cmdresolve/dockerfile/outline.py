"""A quick reading that keeps only the instructions an image's command can depend on.

Most lines of real Dockerfiles neither bear on the command nor can fail: RUN with its text, COPY of
plain paths, ENV and LABEL of plain values, comments. One regular expression steps over runs of
those. Whatever is not plainly harmless is kept, and a text with anything unusual in it is left to
`cmdresolve.dockerfile.syntax.read`, whose rules are the reference: both readings must build the
same image, and the tests hold them to that.

ENV and ARG are harmless as long as nothing that is kept can fail for a variable's value. Where
something can, the text is gone over again and they are kept too. Some can only where the base's own
environment is known: an outline says so, and such a build is left to the reference.
"""

from __future__ import annotations

import re

from cmdresolve.dialects.builder import Builder
from cmdresolve.dockerfile.instruction import Instruction, Line
from cmdresolve.dockerfile.lineparser import CANONICAL, LOOKED_INTO, PLAIN_FLAGS, LineParser
from cmdresolve.dockerfile.syntax import Reader, Syntax
from cmdresolve.pattern import pattern
from cmdresolve.source import Source
from cmdresolve.value import new_tuple

# Carriage returns and odd spaces have rules of their own (`cmdresolve.gotext.SPACE`).
_ODD = (
    *"\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff",
    *map(chr, range(0x2000, 0x200B)),
)
_LEADING_COMMENTS = pattern(r"(?:[ \t]*+#[^\n]*+\n)*+")

_BACKQUOTE_ESCAPES = pattern(r"#[ \t]*escape[ \t]*=[ \t]*`[ \t]*\n", re.IGNORECASE)


def _patterns(
    escape: str, *, heredocs: bool
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Match lines that do not count, and the one after them that may.

    Before the first FROM, where nothing is harmless but comments; after it; after it with ENV and
    ARG among those that count. A line that may have a heredoc is none of them.
    """
    e = re.escape(escape)
    skipped_lines = r"(?:[ \t]*+(?:\#[^\n]*+)?\n)*+"
    continuation = rf"{e}[ \t]*+\n{skipped_lines}"
    body = (
        rf"(?:[^{e}\n<]++"
        + ("|<(?!<)" if heredocs else "|<")
        + rf"|{continuation}"  # a single escape at a line's end
        rf"|{e}++[ \t]*+(?=[^ \t\n{e}])"  # one inside a line, whatever stands before it
        r")*+"
    )
    # The same, where no line ends with a blank: it takes a line at a time.
    line = r"(?![^\n]*<<)[^\n]*+" if heredocs else r"[^\n]*+"
    lines_of_text = rf"(?:{line}(?<=[^{e}]{e})\n{skipped_lines})*+{line}(?<![{e} \t])"
    blanks = rf"(?:[ \t]|{continuation})++"
    gap = rf"[ \t]++(?:{continuation}[ \t]*+)*+"
    # One that cannot fail, by itself or with a word to stand in for it.
    variable = rf"\$(?:\{{[A-Za-z_]\w*+(?::[\-+][\w./\-]*+)?\}}|(?![\{{{e}]))"
    escaped = rf"{e}{{1,2}}\w"
    path_rest = rf"(?:[^\s\"'${e}<]++|{variable})*+"
    path = rf"(?:[^\s\"'${e}<\[\-]|{variable}){path_rest}"
    # It is not empty, whatever its variables are.
    sure_path = rf"[^\s\"'${e}<\[\-]{path_rest}"
    quoted = rf"\"(?:[^\"{e}$\n]++|{variable}|{continuation})*+\"|'[^'{e}\n]*+'"
    value = rf"(?:[^\s\"'${e}]++|{variable}|{quoted}|{escaped})*+"
    text = rf"(?:[^\"'${e}\n]++|{variable}|{quoted}|{escaped}|{continuation})++"
    name = r"[\w./][\w./\-]*+"  # no flag
    pairs = rf"(?=[ \t])(?:(?:{blanks}{name}={value})++|[ \t]++{name}(?=[ \t]){blanks}{text})"
    port = "(?:[1-5][0-9]{4}|[1-9][0-9]{0,3})(?:/tcp|/udp)?"
    mounts = r"(?:[ \t]++--mount=(?!\S*[fF][rR][oO][mM]=)[\w/.,=:\-]++)*+"
    # A test, which no JSON array begins like.
    brackets = r"\[[ \t\[]*+(?:-[A-Za-z]|[!A-Z$])"
    owner = rf"(?:[ \t]++--chown=(?:[\w.:\-]++|{variable})++)?"
    copied = rf"{owner}(?:[ \t]++{path}){{2,}}+[ \t]*+"
    quoted_path = r"\"/[^\"\\$'`\x00-\x1f]*+\"[ \t]*+"
    array = rf"\[[ \t]*+{quoted_path}(?:,[ \t]*+{quoted_path})*+\]"
    harmless = "|".join(
        (
            r"\#[^\n]*+",
            rf"[Rr](?:UN|un){mounts}{gap}(?={brackets}|[^\[\-\s{e}])(?:{lines_of_text}|{body})",
            rf"[Cc](?:OPY|opy){copied}",
            rf"[Aa](?:DD|dd){copied}",
            rf"[Ww](?:ORKDIR|orkdir)[ \t]++{sure_path}[ \t]*+",
            rf"[Uu](?:SER|ser)[ \t]++{path}[ \t]*+",
            rf"[Ll](?:ABEL|abel){pairs}[ \t]*+",
            rf"[Ee](?:XPOSE|xpose)(?:[ \t]++{port})++[ \t]*+",
            rf"[Mm](?:AINTAINER|aintainer){gap}(?=[^\s\-{e}]){body}",
            rf"[Vv](?:OLUME|olume)(?:(?:[ \t]++{sure_path})++|[ \t]++{array})[ \t]*+",
        )
    )
    variables = "|".join(
        (
            rf"[Ee](?:NV|nv){pairs}[ \t]*+",
            rf"[Aa](?:RG|rg)(?=[ \t])(?:{blanks}[A-Za-z_]\w*+(?:={value})?)++[ \t]*+",
        )
    )

    def lines(passed: str) -> re.Pattern[str]:
        return pattern(
            rf"(?:\n++|(?:{passed})\n|[ \t]++(?:{passed})?\n|[ \t]*+(?:{passed})?(?<!\n)\Z)*+"
            rf"(?:[ \t]*+([A-Za-z]++)(?:[ \t]++({body}))?(?:\n|\Z))?",
            re.ASCII,
        )

    return lines(r"\#[^\n]*+"), lines(f"{harmless}|{variables}"), lines(harmless)


_PATTERNS = {
    (escape, heredocs): _patterns(escape, heredocs=heredocs)
    for escape in ("\\", "`")
    for heredocs in (False, True)
}
# What never looks at a variable of its stage. ONBUILD leaves words to stages that may.
_READS_NO_VARIABLE = frozenset(
    {"FROM", "CMD", "ENTRYPOINT", "SHELL", "RUN", "HEALTHCHECK", "MAINTAINER"}
)
# What fails for a plain variable only where the base's environment is known; or never.
_SUBSTITUTES = frozenset({"ADD", "COPY", "EXPOSE", "VOLUME", "WORKDIR"})
_FAILS_FOR_NOTHING = frozenset({"ADD", "COPY"})
_PLAIN_VARIABLES = pattern(r"(?:[^\"'\\`$\[]++|\$(?:\{[A-Za-z_]\w*+\}|[A-Za-z_]\w*+))*+", re.ASCII)


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
    if "\r" in text or "\v" in text or "\f" in text:
        return None
    if not text.isascii() and _is_odd(text):
        return None
    if len(text) > builder.line_limit // 4 and _has_long_line(text, builder.line_limit // 4):
        return None
    escape = _escape(text)
    if escape is None:
        return None
    heading, plain, with_variables = _PATTERNS[escape, "<<" in text]
    parser = LineParser(source, builder, escape)
    kept = _kept(parser, heading, plain)
    if not kept:
        return None
    of_unknown = False
    for instruction in kept:
        keyword = instruction.keyword
        joined = instruction.line.text
        if keyword not in _READS_NO_VARIABLE and "$" in joined:
            if keyword in _SUBSTITUTES and _PLAIN_VARIABLES.fullmatch(joined) is not None:
                of_unknown |= keyword not in _FAILS_FOR_NOTHING
                continue
            kept = _kept(parser, heading, with_variables)
            of_unknown = False
            break
    return new_tuple(Syntax, (tuple(kept), (), escape, False, of_unknown)) if kept else None


def _kept(
    parser: LineParser, heading: re.Pattern[str], stage_line: re.Pattern[str]
) -> list[Instruction] | None:
    text = parser.source.text
    kept: list[Instruction] = []
    pos = 0
    size = len(text)
    match_at = heading.match
    while pos < size:
        match = match_at(text, pos)
        if match is None or match.end() == pos:
            found = _one(parser, pos)
            if found is None:
                return None
            instruction = found
            pos = instruction.end + 1
        else:
            (_, pos), (start, written_end), (args_start, args_end) = match.regs
            if start < 0:
                continue
            end = written_end if args_start < 0 else args_end
            body = text[start:end]
            if "\n" in body:
                reader = Reader(parser.source, parser.builder, start, end, parser.escape)
                instruction = parser.parse(next(reader.logical_lines()), 0)
            else:
                line = new_tuple(Line, (body, start, end, None, False))
                instruction = _parsed(parser, line, written_end - start, args_start - start)
        kept.append(instruction)
        if instruction.keyword == "FROM":
            match_at = stage_line.match
    return kept


def _one(parser: LineParser, pos: int) -> Instruction | None:
    """Have the reference read one instruction, and the heredocs behind it.

    None where directives may stand, or a heredoc may name variables.
    """
    reader = Reader(parser.source, parser.builder, pos, escape=parser.escape)
    line = next(reader.logical_lines(), None) if pos else None
    if line is None:
        return None
    instruction = reader.instruction(line)
    return None if instruction.heredocs and instruction.keyword != "RUN" else instruction


def _parsed(parser: LineParser, line: Line, written_end: int, at: int) -> Instruction:
    """Do what the parser does with a plain line; leave any other to it."""
    text, _, end, _, _ = line
    written = text[:written_end]
    keyword = CANONICAL.get(written)
    if keyword is None or not 0 < at < len(text):
        return parser.parse(line, 0)
    flags: tuple[str, ...] = ()
    if text[at] == "-":
        plain = PLAIN_FLAGS.match(text, at)
        if plain is None:
            return parser.parse(line, 0)
        flags = tuple(plain[0].split())
        at = plain.end()
    if written == keyword:
        written = keyword  # one text for all
    args = text[at:].rstrip(" \t")
    words = trigger = None
    if keyword in LOOKED_INTO:
        words, trigger = parser.look_inside(keyword, args, at, line)
    return new_tuple(
        Instruction, (keyword, written, flags, args, at, line, end, words, (), trigger)
    )


def _is_odd(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return any(odd in text for odd in _ODD)


def _escape(text: str) -> str | None:
    """Give the escape character; None when the leading comments are not plain enough to tell.

    They may hold one ``syntax``, one ``check``, and at the very start an escape directive.
    """
    if text[:1] not in "# \t":
        return "\\"
    match = _LEADING_COMMENTS.match(text)
    leading = match[0] if match is not None else ""
    if "=" not in leading:
        return "\\"
    lowered = leading.lower()
    if lowered.count("syntax") > 1 or lowered.count("check") > 1:
        return None
    escapes = lowered.count("escape")
    if not escapes:
        return "\\"
    return "`" if escapes == 1 and _BACKQUOTE_ESCAPES.match(text) is not None else None


def _has_long_line(text: str, limit: int) -> bool:
    return max(map(len, text.split("\n"))) > limit
