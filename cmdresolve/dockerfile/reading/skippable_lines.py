r"""The lines that a reader may step over: they set no field of an image, and cannot fail.

Most lines of real Dockerfiles are such: RUN with its text, COPY of plain paths, LABEL of plain
values, comments. One regular expression steps over a run of them in a hundredth of the time it
takes to read them; whatever it does not know for sure is read. It is made of the parts below, each
for one instruction, so that a rule that refuses something more has one place to be taken note of.

Where the text ends up with the same image and the same first fault whether lines are stepped over
or not is held by ``tests/property/test_skipped_lines.py``.
"""

from __future__ import annotations

import re
from functools import cache

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.model.lazy_pattern import pattern

#: The groups of a match of `lines_before_from` and `lines_after_from`: the keyword of the plain
#: instruction behind the lines stepped over, its flags or None, and its arguments with the blanks
#: after them. There is none where the next instruction has to be read character by character.
KEYWORD, FLAGS, ARGUMENTS = 1, 2, 3

# Instructions that neither take heredocs nor hold other instructions. Who mixes cases is read
# character by character: a pattern that does not mind takes longer.
_PLAIN_KEYWORDS = "ARG|CMD|ENTRYPOINT|ENV|FROM|SHELL|STOPSIGNAL|USER|WORKDIR"

_RARER_KEYWORD = pattern(r"LABEL|ADD|MAINTAINER|VOLUME|label|add")

_ODD = (
    *"\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff",
    *map(chr, range(0x2000, 0x200B)),
)


def may_skip(text: str, builder: Builder) -> bool:
    """Say whether lines of a text may be stepped over.

    Args:
        text: the Dockerfile.
        builder: who reads it.
    """
    if builder.asks_every_line:
        return False
    # Carriage returns and odd spaces have rules of their own (`cmdresolve.model.go_text.SPACE`).
    if "\r" in text or "\v" in text or "\f" in text:
        return False
    if not text.isascii() and _has_odd_characters(text):
        return False
    limit = builder.reading.line_limit // 4  # a character has four bytes at most
    return len(text) <= limit or max(map(len, text.split("\n"))) <= limit


def starts_rarer_line(text: str, at: int) -> bool:
    """Say whether LABEL, ADD, MAINTAINER or VOLUME stands at a place of a text."""
    return _RARER_KEYWORD.match(text, at) is not None


def _has_odd_characters(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return any(odd in text for odd in _ODD)


@cache
def lines_before_from(escape: str) -> re.Pattern[str]:
    """Return the pattern for the text before the first FROM, where only comments are skippable."""
    return _lines(escape, r"\#[^\n]*+")


@cache
def lines_after_from(escape: str, *, heredocs: bool, all_keywords: bool = False) -> re.Pattern[str]:
    """Return the pattern for the text after the first FROM.

    Args:
        escape: the escape character.
        heredocs: whether ``<<`` stands anywhere in the text; a line that may have a heredoc is not
            skippable.
        all_keywords: whether LABEL, ADD, MAINTAINER and VOLUME are stepped over as well. To compile
            what they need takes longer than to read a file that has none of them.
    """
    e = re.escape(escape)

    # What is between lines that are one: comments and blank lines do not end a continuation.
    passed_over = r"(?:[ \t]*+(?:\n|\#[^\n]*+\n))*+"
    continuation = rf"{e}[ \t]*+\n{passed_over}"
    blanks = rf"(?:[ \t]++|{continuation})++"
    gap = rf"[ \t]++(?:{continuation}[ \t]*+)*+"

    # Any text to the end of a logical line.
    text = (
        rf"(?:[^{e}\n<]++"
        + ("|<(?!<)" if heredocs else "|<")
        + rf"|{continuation}"  # a single escape at a line's end
        rf"|{e}++[ \t]*+(?=[^ \t\n{e}])"  # one inside a line, whatever stands before it
        r")*+"
    )
    # The same a line at a time, which is faster, where no line ends with a blank.
    line = r"(?![^\n]*<<)[^\n]*+" if heredocs else r"[^\n]*+"
    lines_of_text = rf"{line}(?:(?<=[^{e}]{e})\n{passed_over}{line})*+(?<![{e} \t])"

    # A variable whose substitution cannot fail, whatever it holds.
    variable = rf"\$(?:\{{[A-Za-z_]\w*+(?::[\-+][\w./\-]*+)?\}}|(?![\{{{e}]))"
    path_rest = rf"(?:[^\s\"'${e}<]++|{variable})*+"
    path = rf"(?:[^\s\"'${e}<\[\-]|{variable}){path_rest}"
    # A path that is not empty, whatever its variables hold.
    sure_path = rf"[^\s\"'${e}<\[\-]{path_rest}"

    # A test, which no JSON array begins like: RUN [ -f /a ], RUN [[ $A ]].
    test = r"\[[ \t\[]*+(?:-[A-Za-z]|[!A-Z$])"
    run = rf"{gap}(?={test}|[^\[\-\s{e}])(?:{lines_of_text}|{text})"

    owner = rf"(?:[ \t]++--chown=(?:[\w.:\-]++|{variable})++)?(?:[ \t]++--chmod=[0-7]{{3,4}})?"
    # COPY refuses a URL and a git repository, which a variable may hold.
    no_url = r"(?![^\n:@]*+(?::(?!//)[^\n:@]*+)*+[:@])(?![^\n]*\.git)"
    # ADD takes a repository from some version on, and looks into its address.
    no_git = r"(?![^\n]*(?:\.git|@|[gG][iI][tT]:|[sS][sS][hH]:))"
    source = rf"[^\s\"'${e}<\[\-][^\s\"'${e}<]*+(?=[ \t]++[^ \t\n])"
    copy = rf"{no_url}{owner}(?:[ \t]++{source})++[ \t]++{path}"
    add = rf"{no_git}{owner}(?:[ \t]++{path}){{2,}}+"

    # NAME=VALUE …, or NAME and a text.
    escaped = rf"{e}{{1,2}}\w"
    quoted = rf"\"(?:[^\"{e}$\n]++|{variable}|{continuation})*+\"|'[^'{e}\n]*+'"
    value = rf"(?:[^\s\"'${e}]++|{variable}|{quoted}|{escaped})*+"
    values = rf"(?:[^\"'${e}\n]++|{variable}|{quoted}|{escaped}|{continuation})++"
    name = r"[\w./][\w./\-]*+"  # no flag
    label = rf"(?=[ \t])(?:(?:{blanks}{name}={value})++|[ \t]++{name}(?=[ \t]){blanks}{values})"

    port = "(?:[1-5][0-9]{4}|[1-9][0-9]{0,3})(?:/tcp|/udp)?"
    maintainer = rf"{gap}(?=[^\s\-{e}]){text}"
    quoted_path = r"\"/[^\"\\$'`\x00-\x1f]*+\"[ \t]*+"
    volumes = rf"\[[ \t]*+{quoted_path}(?:,[ \t]*+{quoted_path})*+\]"

    skippable = [
        r"\#[^\n]*+",
        rf"[Rr](?:UN|un){run}",
        rf"[Cc](?:OPY|opy){copy}[ \t]*+",
        rf"[Ee](?:XPOSE|xpose)(?:[ \t]++{port})++[ \t]*+",
    ]
    if all_keywords:
        skippable += [
            rf"[Aa](?:DD|dd){add}[ \t]*+",
            rf"[Ll](?:ABEL|abel){label}[ \t]*+",
            rf"[Mm](?:AINTAINER|aintainer){maintainer}",
            rf"[Vv](?:OLUME|olume)(?:(?:[ \t]++{sure_path})++|[ \t]++{volumes})[ \t]*+",
        ]
    return _lines(escape, "|".join(skippable))


def _lines(escape: str, skippable: str) -> re.Pattern[str]:
    """Return the pattern for any number of lines that are skippable, and a plain one after them.

    The blanks before what is none of both are stepped over as well.
    """
    e = re.escape(escape)
    keywords = f"{_PLAIN_KEYWORDS}|{_PLAIN_KEYWORDS.lower()}"
    # COPY that takes files from elsewhere, and no heredoc.
    keyword = rf"{keywords}|(?:COPY|copy)(?=[ \t]++--)(?![^\n]*<<)"
    # Without quotes, escapes and bytes beyond ASCII.
    flags = r"(?:--[!#-&(-\[\]-_a-~]++[ \t]++)++"
    # They may go on over lines, with comments between that have no escape, and no blank line; a
    # heredoc is in none of them.
    more = rf"{e}\n(?:[ \t]*+\#[^\n{e}]*+\n)*+(?=[ \t]*+[^\s{e}\#])"
    arguments = rf"(?:[^\s\-{e}]|{more}[ \t]*+(?!-))[^\n{e}]*+(?:{more}[^\n{e}<]*+)*+"
    return pattern(
        rf"(?:\s*+(?:{skippable})(?:\n|\Z))*+\s*+"
        rf"(?:({keyword})[ \t]++(?:({flags})|)({arguments})(?:\n|\Z)|)",
        re.ASCII,
    )
