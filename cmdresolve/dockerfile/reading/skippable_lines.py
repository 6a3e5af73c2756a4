"""What the quick reading steps over, and the few instructions it reads itself, as patterns.

Most lines of real Dockerfiles neither bear on the command nor can fail: RUN with its text, COPY of
plain paths, ENV and LABEL of plain values, comments. One regular expression steps over runs of
those and stops at the next instruction that counts (`cmdresolve.dockerfile.reading.outline`).
"""

from __future__ import annotations

import re

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.model.lazy_pattern import pattern

# Carriage returns and odd spaces have rules of their own (`cmdresolve.go.text.SPACE`).
_ODD = (
    *"\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff",
    *map(chr, range(0x2000, 0x200B)),
)
_LEADING_COMMENTS = pattern(r"(?:[ \t]*+#[^\n]*+\n)*+")

_BACKQUOTE_ESCAPES = pattern(r"#[ \t]*escape[ \t]*=[ \t]*`[ \t]*\n", re.IGNORECASE)

#: The group of a match that was taken last tells what follows the lines stepped over: FROM with
#: its base, and a name; COPY from elsewhere; CMD or ENTRYPOINT in exec form; or another keyword,
#: with arguments. None is the end of the text.
BASE, NAME, COPIED, FORM, ARRAY, KEYWORD, ARGUMENTS = range(1, 8)

#: A word of a plain array.
WORD = pattern(r'"([^"]*+)"')


def _patterns(escape: str, *, heredocs: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match lines that do not count, and the one after them that may.

    Before the first FROM, where nothing is harmless but comments; and after it. A line that may
    have a heredoc is none of them.
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
    # Of a mount, as most are written, that is refused nowhere and comes from the build context.
    place = r"(?:target|dst|destination)=/\w[\w/.:\-]*+"
    option = r"(?:id|source|src)=[\w/.:\-]++|ro|rw|readonly|readwrite"
    sharing = r"sharing=(?:shared|private|locked)"
    mount = (
        rf"type=cache(?=\S*,{place})(?:,(?:{place}|{option}|{sharing}))++"
        rf"|type=bind(?=\S*,{place})(?:,(?:{place}|{option}))++"
    )
    mounts = rf"(?:[ \t]++--mount=(?:{mount})(?=[ \t]))*+"
    # A test, which no JSON array begins like.
    brackets = r"\[[ \t\[]*+(?:-[A-Za-z]|[!A-Z$])"
    owner = rf"(?:[ \t]++--chown=(?:[\w.:\-]++|{variable})++)?(?:[ \t]++--chmod=[0-7]{{3,4}})?"
    added = rf"{owner}(?:[ \t]++{path}){{2,}}+[ \t]*+"
    # COPY refuses a URL and a git repository, which a variable may hold.
    no_url = r"(?![^\n:@]*+(?::(?!//)[^\n:@]*+)*+[:@])"
    source = rf"[^\s\"'${e}<\[\-][^\s\"'${e}<]*+(?=[ \t]++[^ \t\n])"
    paths = rf"(?:[ \t]++{source})++[ \t]++{path}"
    quoted_path = r"\"/[^\"\\$'`\x00-\x1f]*+\"[ \t]*+"
    array = rf"\[[ \t]*+{quoted_path}(?:,[ \t]*+{quoted_path})*+\]"
    any_path = r"\"[^\"\\$'`<\x00-\x1f]++\"[ \t]*+"
    several = rf"\[[ \t]*+{any_path}(?:,[ \t]*+{any_path})++\]"
    harmless = "|".join(
        (
            r"\#[^\n]*+",
            rf"[Rr](?:UN|un){mounts}{gap}(?={brackets}|[^\[\-\s{e}])(?:{lines_of_text}|{body})",
            rf"[Cc](?:OPY|opy){no_url}{owner}{paths}[ \t]*+",
            rf"[Aa](?:DD|dd){added}",
            rf"[Ww](?:ORKDIR|orkdir)[ \t]++{sure_path}[ \t]*+",
            rf"[Uu](?:SER|ser)[ \t]++{path}[ \t]*+",
            rf"[Ll](?:ABEL|abel){pairs}[ \t]*+",
            rf"[Ee](?:XPOSE|xpose)(?:[ \t]++{port})++[ \t]*+",
            rf"[Mm](?:AINTAINER|aintainer){gap}(?=[^\s\-{e}]){body}",
            rf"[Vv](?:OLUME|olume)(?:(?:[ \t]++{sure_path})++|[ \t]++{array})[ \t]*+",
            rf"[Ee](?:NV|nv){pairs}[ \t]*+",
            rf"[Aa](?:RG|rg)(?=[ \t])(?:{blanks}[A-Za-z_]\w*+(?:={value})?)++[ \t]*+",
        )
    )
    written = r"[^\\\\\"\x00-\x1f\x7f]*+"
    exec_form = rf"\[[ \t]*+\"{written}\"(?:[ \t]*+,[ \t]*+\"{written}\")*+[ \t]*+\]"
    platform = (
        r"(?:[ \t]++--platform=(?:\$(?:BUILD|TARGET)PLATFORM|\$\{(?:BUILD|TARGET)PLATFORM\}"
        r"|linux/(?:amd64|arm64)))?"
    )
    named = r"(?:[ \t]++[aA][sS][ \t]++([A-Za-z][\w.\-]*+))?"
    base = r"[^\s\"'\\`<>#\-][^\s\"'\\`]*+"
    elsewhere = (
        rf"(?:{owner}(?=[ \t]++--from=[^\s]++[ \t]++[^\-]))?+"
        rf"[ \t]++--from=([A-Za-z0-9][\w./:@\-]*+){owner}"
    )
    end = r"[ \t]*+(?=\n|\Z)"
    counting = "|".join(
        (
            rf"[Ff](?:ROM|rom){platform}[ \t]++({base}){named}{end}",
            rf"[Cc](?:OPY|opy){no_url}{elsewhere}(?:{paths}|[ \t]++{several}){end}",
            rf"(CMD|cmd|ENTRYPOINT|entrypoint)[ \t]++({exec_form}){end}",
            rf"([A-Za-z]++)(?:[ \t]++({body}))?",
        )
    )

    def lines(passed: str) -> re.Pattern[str]:
        return pattern(
            rf"(?:\n++|(?:{passed})\n|[ \t]++(?:{passed})?\n|[ \t]*+(?:{passed})?(?<!\n)\Z)*+"
            rf"(?:[ \t]*+(?:{counting})(?:\n|\Z))?",
            re.ASCII,
        )

    return lines(r"\#[^\n]*+"), lines(harmless)


_PATTERNS = {
    (escape, heredocs): _patterns(escape, heredocs=heredocs)
    for escape in ("\\", "`")
    for heredocs in (False, True)
}


def patterns_for(text: str, escape: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give the patterns for the lines before the first FROM of a text, and after it."""
    return _PATTERNS[escape, "<<" in text]


def is_odd(text: str, builder: Builder) -> bool:
    """Say whether there is anything in a text that the patterns do not know."""
    if "\r" in text or "\v" in text or "\f" in text:
        return True
    if not text.isascii() and _has_odd_characters(text):
        return True
    limit = builder.reading.line_limit // 4
    return len(text) > limit and max(map(len, text.split("\n"))) > limit


def _has_odd_characters(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return any(odd in text for odd in _ODD)


def escape_of(text: str) -> str | None:
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
