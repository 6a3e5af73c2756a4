"""A here-document behind CMD or ENTRYPOINT, which take none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmdresolve.checks.refusals.reading import refused_line
from cmdresolve.checks.rule import Draft, Proposal, Rule
from cmdresolve.model.finding import Edit
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.quoting import exec_form
from cmdresolve.model.source import Source, Span

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject

_OPENED = pattern(
    r"^[ \t]*(?P<keyword>CMD|ENTRYPOINT)[ \t]+(?P<before>[^\n<]*)<<(?P<chomp>-?)[ \t]*"
    r"(?P<quote>['\"]?)(?P<name>\w+)(?P=quote)[ \t]*\r?\n",
    10,  # re.MULTILINE | re.IGNORECASE
)
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
    ended = pattern(rf"^{chr(92)}t*{match['name']}[ \t]*(?=\r?$)", 8).search(text, match.end())
    if ended is None or ended.start() < fault.start:
        return
    # A builder that took one would keep the line ends of Windows, and a shell their halves.
    body = text[match.end() : ended.start()].replace("\r\n", "\n")
    if match["chomp"]:
        body = "".join(line.lstrip("\t") for line in body.splitlines(keepends=True))
    keyword = match["keyword"].upper()
    span = Span(match.start("keyword"), ended.end())
    yield Draft(
        f"{keyword} takes no here-document: only RUN, COPY and ADD do, so the lines after it are "
        "read as instructions",
        None,
        (_mend(fault.source, span, keyword, match["before"].split(), body),),
        source=fault.source,
        span=Span(match.start("keyword"), match.end() - 1),
    )


def _mend(source: Source, span: Span, keyword: str, before: list[str], body: str) -> Proposal:
    program = before or ["sh"]
    shebang = _SHEBANG.match(body)
    if shebang is not None and not before:
        program = [x for x in shebang.groups() if x]
    words = (*program, "-c", body)
    put = f"{keyword} {exec_form(words)}"
    return Proposal(put, (Edit(source.name, span.start, span.end, put),), starts=words[:-1])


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
