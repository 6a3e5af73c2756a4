"""A here-document behind CMD or ENTRYPOINT, which take none.

Source: moby/buildkit v0.25.2 frontend/dockerfile/parser/parser.go, heredocDirectives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.refusals.reading import refused_line
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.checks.shells import is_shell
from cmdresolve.model.command import base_name
from cmdresolve.model.finding import Edit
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import exec_form
from cmdresolve.model.source import Source, Span

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_OPENED = pattern(
    r"^[ \t]*(?P<keyword>CMD|ENTRYPOINT)[ \t]+(?P<before>[^\n<]*)<<(?P<chomp>-?)[ \t]*"
    r"(?P<quote>['\"]?)(?P<name>\w+)(?P=quote)[ \t]*\r?\n",
    re.IGNORECASE | re.MULTILINE,
)
# The option of an interpreter that a program's text follows, by its name without a version.
_TAKES_TEXT = {"python": "-c", "perl": "-e", "ruby": "-e", "node": "-e", "php": "-r"}
_TABS = pattern(r"^\t+", re.MULTILINE)
_SHEBANG = pattern(r"#![ \t]*(\S+)(?:[ \t]+(\S+))?[^\n]*\n")


def find(subject: Subject) -> Iterator[Draft]:
    """Look at what stands before the line that is refused."""
    fault = refused_line(subject, "unknown-instruction")
    if fault is None:
        return
    text = fault.source.text
    opened = [x for x in _OPENED.finditer(text) if x.end() <= fault.start]
    if not opened:
        return
    match = opened[-1]
    end = rf"^\t*{match['name']}[ \t]*(?=\r?$)"
    ended = pattern(end, re.MULTILINE).search(text, match.end())
    if ended is None or ended.start() < fault.start:
        return
    # A builder that took one would keep the line ends of Windows, and a shell their halves.
    body = text[match.end() : ended.start()].replace("\r\n", "\n")
    if match["chomp"]:
        body = _TABS.sub("", body)
    keyword = match["keyword"].upper()
    span = Span(match.start("keyword"), ended.end())
    yield Draft(
        f"{keyword} takes no here-document: only RUN, COPY and ADD do, so the lines after it are "
        "read as instructions",
        None,
        tuple(_mends(fault.source, span, keyword, match, body)),
        source=fault.source,
        span=Span(match.start("keyword"), match.end() - 1),
    )


def _mends(
    source: Source, span: Span, keyword: str, match: re.Match[str], body: str
) -> Iterator[Proposal]:
    words = _words(match, body)
    if words is not None:
        put = f"{keyword} {exec_form(words)}"
        edit = Edit(source.name, span.start, span.end, put)
        yield Proposal(put, (edit,), starts=words[:-1])


def _words(match: re.Match[str], body: str) -> tuple[str, ...] | None:
    """Return the words that run a here-document as it was meant, its text last.

    Without a program it is a script for a shell, or for the interpreter that its first line names;
    a shell in front reads it as one; any other program has it as its input, which a shell gives it.
    None where it is not known how an interpreter is given a text.
    """
    program = match["before"].split()
    if program and not is_shell(program[0]):
        ended = f"{match['quote']}{match['name']}{match['quote']}"
        return ("sh", "-c", f"{match['before'].strip()} <<{ended}\n{body}{match['name']}\n")
    shebang = None if program else _SHEBANG.match(body)
    if shebang is not None:
        program = [word for word in shebang.groups() if word]
    name = base_name(program[0]) if program else "sh"
    if name == "env" and len(program) > 1:
        name = program[1]
    option = "-c" if is_shell(name) else _TAKES_TEXT.get(name.rstrip("0123456789."))
    return None if option is None else (*(program or ["sh"]), option, body)


RULE = Rule(
    code="heredoc-on-command",
    summary="A here-document follows CMD or ENTRYPOINT, which take none.",
    why="Only RUN, COPY and ADD read the lines after them as a here-document; here each is an "
    "instruction, and an unknown one. A script of several lines is one string, or a file.",
    bad="CMD <<EOF\n./prepare\n./serve\nEOF",
    good='CMD ["sh", "-c", "./prepare\\n./serve\\n"]',
    severity="error",
    find=find,
    of_refusals="only",
)
