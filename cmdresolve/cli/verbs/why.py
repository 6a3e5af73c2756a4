"""The verb ``why``: an error message in, its cause out, and what a file has of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmdresolve.checks import check
from cmdresolve.checks.further_messages import Cause
from cmdresolve.checks.messages import causes
from cmdresolve.cli import streams
from cmdresolve.cli.asking import parse, question
from cmdresolve.cli.inputs.files import read_bytes
from cmdresolve.cli.inputs.question import Question
from cmdresolve.cli.inputs.subjects import subject_of
from cmdresolve.cli.language.arguments import UsageError, leading_options
from cmdresolve.cli.printing import print_json, print_lines, width
from cmdresolve.cli.telling import ANSWERED, UNKNOWN
from cmdresolve.model.finding import Finding
from cmdresolve.render.as_json import SCHEMA, finding_to_json
from cmdresolve.render.finding_frame import frame
from cmdresolve.render.layout import TextLine, paragraph


def run(words: list[str]) -> int:
    """Print the causes of a message; return 3 if it is not known and nothing was found.

    Raises:
        UsageError: there is no message.
        CmdResolveError: the FILE cannot be read.
    """
    place = leading_options("why", words)
    message = "".join(words[place : place + 1])
    rest = [*words[:place], *words[place + 1 :]]
    options, asked = parse("why", rest)
    about = question(options, asked)
    if message == "-":
        message = _typed(about)
    subject = subject_of(about) if about.names_something else None
    if subject is not None and subject.error is not None and subject.error.stage == "request":
        raise subject.error
    if not message.strip():
        raise UsageError(
            "there is no message",
            code="bad-usage",
            hint="paste what the engine said: cmdresolve why 'exec: \"npm start\": …' [FILE], "
            "or pipe it: … 2>&1 | cmdresolve why - [FILE]",
        )
    behind = list(causes(message))
    found = [] if subject is None else _of(behind, check(subject))
    if options.format == "json":
        print_json(_to_json(behind, found))
    else:
        lines = _lines(behind, found, width(), has_file=subject is not None)
        if lines:
            print_lines(lines, options.color, lambda: _to_json(behind, found))
    if not behind:
        name_it = "; name the file that it is about" if subject is None else ""
        streams.complain(f"the message is not known{name_it}")
    return ANSWERED if behind or found else UNKNOWN


def _typed(about: Question) -> str:
    """Read the message from standard input.

    Raises:
        UsageError: a file is to be read there too.
        InputError: it cannot be read, or is too large.
    """
    bases = (text.partition("=")[2] for text in about.bases)
    if "-" in (about.operand, about.file, about.image_config, *bases):
        raise UsageError(
            "the message and a file cannot both be standard input",
            code="bad-usage",
            hint="give one of them by its name: cmdresolve why - FILE < MESSAGE",
        )
    return read_bytes("-").decode("utf-8", "replace")


def _of(behind: Sequence[Cause], findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that the causes name, in their order; if none, all grave findings."""
    wanted = [code for cause in behind for code in cause.rules]
    named = [finding for finding in findings if finding.code in wanted]
    if named:
        return sorted(named, key=lambda finding: wanted.index(finding.code))
    return [finding for finding in findings if finding.severity != "info"]


def _to_json(behind: Sequence[Cause], found: Sequence[Finding]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "causes": [
            {"code": cause.code, "text": cause.text, "rules": list(cause.rules)} for cause in behind
        ],
        "findings": [finding_to_json(finding) for finding in found],
    }


def _lines(
    behind: Sequence[Cause], found: Sequence[Finding], columns: int, *, has_file: bool
) -> list[TextLine]:
    lines: list[TextLine] = []
    for cause in behind:
        lines += paragraph(cause.text, columns)
        if cause.rules and not found:
            rules = ", ".join(cause.rules)
            lines += paragraph(f"see: cmdresolve rule {rules}", columns, first="  ", rest="  ")
        lines.append(())
    for finding in found:
        lines += [*frame(finding, columns), ()]
    if has_file and not found:
        lines += [*paragraph("nothing of it is seen in the file", columns, style="dim"), ()]
    return lines[:-1]
