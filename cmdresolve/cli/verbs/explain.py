"""The verb ``explain``, the default: what starts, word by word, and why."""

from __future__ import annotations

from cmdresolve.checks import check
from cmdresolve.cli import streams
from cmdresolve.cli.asking import parse, question
from cmdresolve.cli.inputs.subjects import subject_of
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.printing import print_json, print_lines, width
from cmdresolve.cli.telling import (
    ANSWERED,
    REFUSED,
    UNKNOWN,
    complain_of,
    complain_of_assumption,
    refuse,
)
from cmdresolve.model.errors import CmdResolveError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from cmdresolve.checks import Subject
    from cmdresolve.cli.inputs.question import Question
    from cmdresolve.cli.verifying import Verdict


def run(words: list[str]) -> int:
    """Print what starts, word by word, and why.

    Raises:
        CmdResolveError: options are wrong, or standard input cannot be read.
    """
    options, asked = parse("explain", words)
    if options.porcelain and options.format != "text":
        raise UsageError(
            f"--porcelain and --format {options.format} are two formats", code="bad-usage"
        )
    wanted = _searching(question(options, asked))
    subject = subject_of(wanted)
    findings = () if options.porcelain else check(subject)
    verdict = _verified(subject, wanted.image) if options.verify else None
    resolution = subject.resolution
    if resolution is None or subject.error is not None:
        error = subject.error or CmdResolveError("nothing was asked", code="no-input")
        as_json = options.format == "json"
        status = refuse(error, as_json=as_json, subject=subject, findings=findings)
        return _with_verdict(verdict, status)
    assumption = resolution.assumed if options.assume_empty else None
    shown = resolution if assumption is None else assumption.resolution
    if options.porcelain:
        from cmdresolve.render.porcelain import rows  # noqa: PLC0415 - loads when asked for

        complain_of(subject.notes)
        complain_of_assumption(assumption)
        streams.write_json_lines(rows(shown))
    elif options.format == "html":
        from cmdresolve.render import html  # noqa: PLC0415 - same

        streams.write_html(html.resolution(shown, findings=findings))
    else:

        def record() -> dict[str, Any]:
            from cmdresolve.render.as_json import assumed_to_json, to_json  # noqa: PLC0415 - same

            answer = to_json(shown, findings=findings)
            if verdict is not None:
                answer["verified"] = verdict.to_json()
            return answer if assumption is None else answer | assumed_to_json(resolution)

        if options.format == "json":
            print_json(record())
        else:
            from cmdresolve.render.text import headline, layout  # noqa: PLC0415 - same

            lines = layout(resolution, width=width(), findings=findings, verbose=options.verbose)
            if options.format == "svg":
                from cmdresolve.render import svg  # noqa: PLC0415 - same

                streams.write_html(svg.terminal(lines, title=headline(resolution)))
            else:
                print_lines(lines, options.color, record)
    return _with_verdict(verdict, UNKNOWN if shown.unknown else ANSWERED)


def _verified(subject: Subject, image: str | None) -> Verdict:
    from cmdresolve.cli.verifying import verify  # noqa: PLC0415 - it starts processes

    return verify(subject, image)


def _with_verdict(verdict: Verdict | None, status: int) -> int:
    """Print the verdict of --verify if it was asked for, and return the exit status with it."""
    if verdict is None:
        return status
    streams.complain(verdict.line)
    if verdict.seen is None:
        return max(status, UNKNOWN)
    return status if verdict.same else REFUSED


def _searching(asked: Question) -> Question:
    """Return the question, about the current folder if nothing is named."""
    if asked.names_something or asked.changes:
        return asked
    return asked._replace(operand=".", is_searched=True)
