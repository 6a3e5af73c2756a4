"""The command line: a verb reads its flags, calls the library and prints what it says."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from cmdresolve.cli import streams
from cmdresolve.cli.arguments import UsageError, read_options, sort_words
from cmdresolve.cli.options import HELP, VERSION
from cmdresolve.model.errors import CmdResolveError, InternalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cmdresolve.checks import Finding, Subject
    from cmdresolve.cli.arguments import Options, Words
    from cmdresolve.cli.inputs import Case, Question
    from cmdresolve.model.trace import Note
    from cmdresolve.render.layout import Line

#: Exit statuses: answered; the engine would refuse; bad usage or input; cannot know.
ANSWERED, REFUSED, BAD_INPUT, UNKNOWN = 0, 1, 2, 3
_NARROWEST, _WIDEST, _DIGITS = 40, 120, 9


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status.

    Args:
        argv: the words after the program's name; by default those of this process.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    return streams.ending_well(lambda: _run(words))


def _run(words: list[str]) -> int:
    verb = words[0] if words and words[0] in _VERBS else "explain"
    rest = words[1:] if words[:1] == [verb] else words
    own = sort_words(rest).own
    as_json = "--format=json" in own or "--format json" in " ".join(own)
    if VERSION in own:
        from cmdresolve import __version__  # noqa: PLC0415 - rarely asked for

        streams.write_text(f"cmdresolve {__version__}")
        return ANSWERED
    try:
        if not HELP.isdisjoint(own):
            return show_help([] if words == rest else [verb])
        return _VERBS[verb](rest)
    except CmdResolveError as error:
        return _refuse(error, as_json=as_json)
    except (OSError, streams.CannotWriteError):
        raise
    except Exception as fault:  # noqa: BLE001 - the backstop: a fault of ours is no refusal
        return _refuse(InternalError.of(fault), as_json=as_json)


def show_help(words: list[str]) -> int:
    """Print the help of all, of a verb or of a topic."""
    from cmdresolve.cli import help_pages  # noqa: PLC0415 - a verb loads what it needs

    streams.write_text(help_pages.page(words[0] if words else ""))
    return ANSWERED


def complete(words: list[str]) -> int:
    """Print what makes a shell complete our words."""
    from cmdresolve.cli import completion  # noqa: PLC0415 - a verb loads what it needs

    streams.write_text(completion.script(words[0] if words else ""))
    return ANSWERED


def show_manual(words: list[str]) -> int:
    """Print the manual page."""
    from cmdresolve.cli import manual  # noqa: PLC0415 - a verb loads what it needs

    read_options("man", words)
    streams.write_text(manual.page())
    return ANSWERED


def explain(words: list[str]) -> int:
    """Tell what starts, word by word, and why."""
    options, asked = _parse("explain", words)
    from cmdresolve.checks import check  # noqa: PLC0415 - some verbs ask nothing
    from cmdresolve.cli.subjects import subject_of  # noqa: PLC0415 - same

    subject = subject_of(_searching(_question(options, asked)))
    findings = () if options.porcelain else check(subject)
    resolution = subject.resolution
    if resolution is None or subject.error is not None:
        error = subject.error or CmdResolveError("nothing was asked", code="no-input")
        return _refuse(error, as_json=options.format == "json", subject=subject, findings=findings)
    if options.porcelain:
        from cmdresolve.render.porcelain import rows  # noqa: PLC0415 - loads when asked for

        _complain_of(subject.notes)
        streams.write_json_lines(rows(resolution))
    elif options.format == "json":
        from cmdresolve.render.as_json import to_json  # noqa: PLC0415 - same

        _print_json(to_json(resolution, findings=findings))
    elif options.format == "html":
        from cmdresolve.render import html  # noqa: PLC0415 - same

        streams.write_html(html.resolution(resolution, findings=findings))
    else:
        from cmdresolve.render.as_json import to_json  # noqa: PLC0415 - same
        from cmdresolve.render.text import layout  # noqa: PLC0415 - same

        lines = layout(resolution, width=_width(), findings=findings)
        _print_lines(lines, options.color, lambda: to_json(resolution, findings=findings))
    return UNKNOWN if resolution.unknown else ANSWERED


def resolve(words: list[str]) -> int:
    """Print argv as one JSON line."""
    options, asked = _parse("resolve", words)
    case = _load(_question(options, asked))
    _complain_of(case.notes)
    _print_json(list(case.resolve().argv), indent=None)
    return ANSWERED


def matrix(words: list[str]) -> int:
    """Print the documented matrix, with the cell that a FILE's image falls in marked."""
    from cmdresolve.published import matrix  # noqa: PLC0415 - a verb loads what it needs

    options, asked = _parse("matrix", words)
    table = matrix.matrix(options.form, engine=_last(options.engine))
    question = _question(options, asked)
    if question.names_something:
        table = table.mark(_load(question).image)
    if options.format == "json":
        _print_json(table.to_json())
    elif options.format == "html":
        from cmdresolve.render import html  # noqa: PLC0415 - a renderer loads when asked for

        streams.write_html(html.matrix(table))
    else:
        as_markdown = options.format == "markdown"
        width = max(80, _width())
        streams.write_text(table.to_markdown() if as_markdown else table.to_text(width=width))
    return ANSWERED


def dialects(words: list[str]) -> int:
    """Print the engines and builders that are known."""
    from cmdresolve.render import dialects as renderer  # noqa: PLC0415 - a verb loads what it needs

    options = read_options("dialects", words)
    if options.format == "json":
        _print_json(renderer.to_json())
    else:
        as_markdown = options.format == "markdown"
        streams.write_text(renderer.markdown() if as_markdown else renderer.text(_width()))
    return ANSWERED


def batch(words: list[str]) -> int:
    """Answer the requests on standard input, one JSON object a line, each as soon as it is read."""
    from cmdresolve.batch.protocol import answer_lines  # noqa: PLC0415 - a verb loads what it needs
    from cmdresolve.cli.files import standard_input  # noqa: PLC0415 - same

    read_options("batch", words)
    # Bytes that are no UTF-8 are kept, as a Dockerfile in a request may have them.
    lines = (line.decode("utf-8", "surrogateescape") for line in standard_input())
    stream = streams.output()
    for answer in answer_lines(lines):
        print(answer, file=stream, flush=True)
    return ANSWERED


def diff(words: list[str]) -> int:
    """Say where two engines or builders part on one input, and why."""
    from cmdresolve.cli import diff  # noqa: PLC0415 - a verb loads what it needs

    options, asked = _parse("diff", words)
    found = diff.compare(*_two_questions(options, asked))
    if options.format == "json":
        _print_json(found.to_json())
    else:
        _print_lines(found.layout(_width()), options.color, found.to_json)
    return REFUSED if options.exit_code and not found.same else ANSWERED


def _parse(verb: str, words: Sequence[str]) -> tuple[Options, Words]:
    from cmdresolve.cli.files import names_input  # noqa: PLC0415 - for what is asked about a file

    asked = sort_words(words, names_input)
    return read_options(verb, asked.own), asked


def _question(options: Options, asked: Words) -> Question:
    from cmdresolve.cli.inputs import Question  # noqa: PLC0415 - some verbs ask nothing

    return Question(
        operand=asked.operand,
        command=asked.command,
        arguments=asked.arguments,
        engine=_last(options.engine),
        builder=_last(options.builder),
        target=options.target,
        build_args=options.build_arg or (),
        bases=options.base or (),
        platform=options.platform,
        image_config=options.image_config,
        image=options.image,
        file=options.file,
        changes=options.change or (),
        entrypoint=options.entrypoint,
        init=options.init,
        late=asked.late,
        plain=asked.plain,
    )


def _two_questions(options: Options, asked: Words) -> list[Question]:
    from cmdresolve.cli.inputs import read_once  # noqa: PLC0415 - some verbs ask nothing

    engines, builders = options.engine or [], options.builder or []
    if max(len(engines), len(builders)) != 2:  # noqa: PLR2004 - a difference is of two
        raise UsageError(
            "name two engines, or two builders",
            code="bad-usage",
            hint="write cmdresolve diff --engine docker@28.5 --engine podman@5.8 FILE",
        )
    question = read_once(_question(options, asked))
    return [
        question._replace(
            engine=engines[min(place, len(engines) - 1)] if engines else None,
            builder=builders[min(place, len(builders) - 1)] if builders else None,
        )
        for place in range(2)
    ]


def _searching(question: Question) -> Question:
    """Ask about this folder where nothing is named."""
    if question.names_something or question.changes:
        return question
    return question._replace(operand=".", is_searched=True)


def _load(question: Question) -> Case:
    from cmdresolve.cli.inputs import load  # noqa: PLC0415 - some verbs ask nothing

    return load(question)


def _last(values: Sequence[str] | None) -> str | None:
    return values[-1] if values else None


def _refuse(
    error: CmdResolveError,
    *,
    as_json: bool,
    subject: Subject | None = None,
    findings: Sequence[Finding] = (),
) -> int:
    """Print a refusal and give the exit status it means."""
    from cmdresolve.render import refusal  # noqa: PLC0415 - a renderer loads when asked for

    if as_json:
        _print_json(refusal.to_json(error, findings))
    else:
        asked = None if subject is None else subject.asked
        image, override = (None, None) if asked is None else (asked.image, asked.override)
        streams.complain(refusal.text(error, image, override, findings))
    return (
        UNKNOWN if refusal.is_unknown(error) else BAD_INPUT if error.stage == "request" else REFUSED
    )


def _complain_of(notes: Iterable[Note]) -> None:
    """Say beside an answer for programs what an answer for people has at its end."""
    for note in notes:
        streams.complain(f"note: {note.text}")


def _print_json(value: Any, *, indent: int | None = 2) -> None:
    import json  # noqa: PLC0415 - text needs none

    print(json.dumps(value, indent=indent), file=streams.output())


def _print_lines(lines: list[Line], color: str, value: Callable[[], Any]) -> None:
    """Print lines, in colour where that is wanted; `value` returns all that they say, as JSON."""

    def said() -> str:
        import json  # noqa: PLC0415 - for a narrow encoding only

        return json.dumps(value(), ensure_ascii=False)

    if color == "always" or (color == "auto" and _is_colourful()):
        streams.output()
        from cmdresolve.render import rich_text  # noqa: PLC0415 - slow, and for a terminal only

        if rich_text.write(lines, sys.stdout, force=color == "always"):
            return
        if color == "always":
            streams.complain("note: colour needs rich: pip install 'rich>=13'")
    from cmdresolve.render.layout import plain  # noqa: PLC0415 - a renderer loads when asked for

    streams.write_text(plain(lines), said)


def _is_colourful() -> bool:
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return bool(wanted and sys.stdout and sys.stdout.isatty())


def _width() -> int:
    """Say how wide to lay text out: 80 columns, or what the terminal has."""
    told = os.environ.get("COLUMNS", "")
    # More digits than a width has are no width; Python refuses to read thousands of them.
    width = int(told[:_DIGITS]) if told.isascii() and told.isdigit() else 0
    if not width and sys.stdout and sys.stdout.isatty():
        try:
            width = os.get_terminal_size(sys.stdout.fileno()).columns
        except OSError:
            width = 0
    return min(max(width, _NARROWEST), _WIDEST) if width else 80


_VERBS = {
    "explain": explain,
    "resolve": resolve,
    "matrix": matrix,
    "dialects": dialects,
    "batch": batch,
    "diff": diff,
    "help": show_help,
    "completion": complete,
    "man": show_manual,
}
