r"""Patterns for the lines that a reader may skip: they set no field of an image and cannot fail.

Most lines of real Dockerfiles are skippable: RUN, COPY of plain paths, LABEL of plain values,
comments. One regular expression skips a run of them in a hundredth of the time that reading takes.
It must match only what no builder refuses; every other line is read. It is composed of one part per
instruction, so that a new rule for an instruction has one place here.

``tests/property/test_skipped_lines.py`` checks that a text gives the same image and the same first
fault with and without skipping.
"""

from __future__ import annotations

import re
from functools import cache

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.model.lazy_pattern import all_but, pattern

#: The groups of a match of `lines_before_from` and `lines_after_from`: the keyword of the plain
#: instruction after the skipped lines, its flags or None, and its arguments with trailing blanks.
#: No group matches where the next instruction has to be read character by character.
KEYWORD, FLAGS, ARGUMENTS = 1, 2, 3

# Instructions without heredocs and without instructions in them. A keyword of mixed case is read
# character by character, since a pattern that ignores case is slower.
_PLAIN_KEYWORDS = "ARG|CMD|ENTRYPOINT|ENV|FROM|SHELL|STOPSIGNAL|USER|WORKDIR"

_RARER_KEYWORDS = ("LABEL", "ADD", "MAINTAINER", "VOLUME", "label", "add")

# What ``\s`` means in these patterns.
_SPACES = " \t\n\v\f\r"

# What Go's unicode.IsSpace takes for white space beyond ASCII, and the byte order mark: no pattern
# here knows them.
_ODD = (
    *"\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff",
    *map(chr, range(0x2000, 0x200B)),
)


def may_skip(text: str, builder: Builder) -> bool:
    """Return whether lines of a text may be skipped at all.

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
    """Return whether LABEL, ADD, MAINTAINER or VOLUME stands at an offset of a text."""
    return text.startswith(_RARER_KEYWORDS, at)


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

    # Repetitions are possessive: a text that does not match is not tried in every division. Some
    # are unrolled, `a*(?:b a*)*` for `(?:a|b)*`, where most have no `b`; to compile a set twice
    # would take longer for the others.
    #
    # What may stand between joined lines: comments and blank lines do not end a continuation.
    passed_over = r"(?:[ \t]*+(?:\n|\#[^\n]*+\n))*+"
    continuation = rf"{e}[ \t]*+\n{passed_over}"
    gap = rf"[ \t]++(?:{continuation}[ \t]*+)*+"
    # The same or no blank before a continuation; the last character was no blank before it.
    blanks = rf"[ \t]*+(?:{continuation}[ \t]*+)*+(?<=[ \t\n])"

    # Any text to the end of a logical line.
    of_text = all_but("\n<" + escape)
    text = (
        rf"(?:{of_text}++"
        + ("|<(?!<)" if heredocs else "|<")
        + rf"|{continuation}"  # a single escape at a line's end
        rf"|{e}++[ \t]*+(?=[^ \t\n{e}])"  # one inside a line, whatever stands before it
        r")*+"
    )
    # The same, a line at a time, which is faster; only for lines that do not end with a blank, as
    # blanks may stand between an escape and the line's end.
    no_heredoc = r"(?![^\n]*<<)" if heredocs else ""
    line = rf"{no_heredoc}[^\n]*+"
    continued = rf"(?<=[^{e}]{e})\n"
    next_lines = rf"(?:{continued}{no_heredoc}[ \t]*+[^\n\#][^\n]*+)*+"
    lines_of_text = (
        rf"{line}{next_lines}(?:{continued}{passed_over}{line}{next_lines})*+(?<![{e} \t])"
    )

    # A variable whose substitution cannot fail, whatever its value: no `:?`, no pattern.
    variable = rf"\$(?:\{{[A-Za-z_]\w*+(?::[\-+][\w./\-]*+)?\}}|(?![\{{{e}]))"
    of_path = all_but(_SPACES + "\"'$<" + escape)
    path_start = all_but(_SPACES + "\"'$<[-" + escape)
    path_rest = rf"(?:{of_path}++|{variable})*+"
    path = rf"(?:{path_start}|{variable}){path_rest}"
    # A path that begins with a literal character, so that it is not empty: VOLUME refuses that.
    sure_path = rf"{path_start}{path_rest}"

    # A shell test, which is no beginning of a JSON array: RUN [ -f /a ], RUN [[ $A ]]. An array is
    # read, as one with a member that is no string is refused.
    test = r"\[[ \t\[]*+(?:-[A-Za-z]|[!A-Z$])"
    run = rf"{gap}(?=[^\[\-\s{e}]|{test})(?:{lines_of_text}|{text})"

    chmod = "--chmod=[0-7]{3,4}"
    owner = rf"(?:[ \t]++(?:--chown=(?:[\w.:\-]++|{variable})++(?:[ \t]++{chmod})?|{chmod}))?"
    # COPY refuses a URL and a git repository, and a source with a variable may become one. So the
    # first source and what follows it have no `:`, `@` and variable, and `$` only in the last path.
    source_start = all_but(_SPACES + "\"'$<[:@-" + escape)
    of_source = all_but(_SPACES + "\"'$<:@" + escape)
    of_paths = all_but(_SPACES[2:] + "\"'$<[:@" + escape)
    copy = (
        rf"(?![^\n]*\.git){owner}[ \t]++{source_start}{of_source}*+"
        rf"[ \t]++(?=[^ \t\n]){of_paths}*+(?:{variable}{of_path}*+)*+"
    )
    # ADD accepts a git repository from some version on, and refuses a malformed address.
    no_git = r"(?![^\n]*(?:\.git|@|[gG][iI][tT]:|[sS][sS][hH]:))"
    add = rf"{no_git}{owner}(?:[ \t]++{path}){{2,}}+"

    # NAME=VALUE …, or NAME and a text.
    escaped = rf"{e}{{1,2}}\w"
    of_quoted = all_but('\n"$' + escape)
    quoted = rf"\"{of_quoted}*+(?:(?:{variable}|{continuation}){of_quoted}*+)*+\"|'[^'{e}\n]*+'"
    of_value = all_but(_SPACES + "\"'$" + escape)
    value = rf"{of_value}*+(?:(?:{variable}|{quoted}|{escaped}){of_value}*+)*+"
    of_values = all_but("\n\"'$" + escape)
    values = rf"(?:{of_values}++|{variable}|{quoted}|{escaped}|{continuation})++"
    name = r"[A-Za-z0-9_./][A-Za-z0-9_./\-]*+"  # no flag
    # Most values are one pair of quotes, which takes fewer steps by itself.
    pair = rf"{name}=(?:\"{of_quoted}*+\"(?![^ \t\n])|{value})"
    label = (
        rf"[ \t]++(?:{continuation}[ \t]*+)*+"
        rf"(?:{pair}(?:{blanks}{pair})*+|{name}(?=[ \t]){blanks}{values})"
    )

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
    """Return the pattern for any number of skippable lines and the plain instruction after them.

    If no plain instruction follows, it matches up to the next character that is not a blank.
    """
    e = re.escape(escape)
    keywords = f"{_PLAIN_KEYWORDS}|{_PLAIN_KEYWORDS.lower()}"
    # COPY with flags, as it may take files from another stage; without a heredoc.
    keyword = rf"{keywords}|(?:COPY|copy)(?=[ \t]++--)(?![^\n]*<<)"
    # Without quotes, escapes and bytes beyond ASCII.
    flags = r"(?:--[!#-&(-\[\]-_a-~]++[ \t]++)++"
    # Arguments may continue on further lines, with comments between them, but with no blank line,
    # no escape in a comment and no `<`: `LineParser._joined` splits at every escape before a line
    # end and drops comments only, and a heredoc is never read here.
    more = rf"{e}\n(?:[ \t]*+\#[^\n{e}]*+\n)*+(?=[ \t]*+[^\s{e}\#])"
    first, rest, next_rest = (all_but(x + escape) for x in (_SPACES + "-", "\n", "\n<"))
    arguments = rf"(?:{first}|{more}[ \t]*+(?!-)){rest}*+(?:{more}{next_rest}*+)*+"
    return pattern(
        rf"(?:[\n\t ]*+(?:{skippable})$)*+[\n\t ]*+"
        rf"(?:({keyword})[ \t]++(?:(?!-)|({flags}))({arguments})$|)",
        re.ASCII | re.MULTILINE,
    )
