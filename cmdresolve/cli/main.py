"""The command line: a verb reads its flags, calls the library and prints what it says."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from cmdresolve.cli.arguments import options_parser, read_options, sort_words
from cmdresolve.model.errors import CmdResolveError, NoCommandError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cmdresolve.cli.arguments import Options, Words
    from cmdresolve.cli.inputs import Case, Question
    from cmdresolve.render.layout import Line

#: Exit statuses: answered; the engine would refuse; bad usage or input; cannot know.
ANSWERED, REFUSED, BAD_INPUT, UNKNOWN = 0, 1, 2, 3
_INTERRUPTED = 130
_BROKEN_PIPE = 141
_CANNOT_WRITE = 74
_NARROWEST, _WIDEST = 40, 120

_IMAGE = ("--target", "--build-arg", "--base", "--platform", "--builder", "--image-config")
_CASE = (*_IMAGE, "--image", "--file", "--engine", "--entrypoint", "--init")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status.

    Args:
        argv: the words after the program's name; by default those of this process.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    for stream in (sys.stdout, sys.stderr):
        # A word may hold what the terminal's encoding cannot.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has left; what is still buffered must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"cannot write the answer: {error.strerror}", file=sys.stderr)
        return _CANNOT_WRITE
    return status


def _run(words: list[str]) -> int:
    verb = words[0] if words and words[0] in _VERBS else "explain"
    rest = words[1:] if words[:1] == [verb] else words
    try:
        return _VERBS[verb](rest)
    except CmdResolveError as error:
        return _refuse(error, as_json=_wants_json(rest))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else BAD_INPUT


def explain(words: list[str]) -> int:
    """Tell what starts, word by word, and why."""
    formats = ("text", "json", "html")
    options, asked = _parse("explain", words, (*_CASE, "--color", "--porcelain"), formats)
    case = _load(_question(options, asked))
    try:
        resolution = case.resolve()
    except NoCommandError as error:
        return _refuse(error, as_json=options.format == "json", case=case)
    if options.porcelain:
        from cmdresolve.render.porcelain import rows  # noqa: PLC0415 - loads when asked for

        _print(rows(resolution))
    elif options.format == "json":
        from cmdresolve.render.as_json import to_json  # noqa: PLC0415 - same

        _print_json(to_json(resolution, extra=case.notes))
    elif options.format == "html":
        from cmdresolve.render import html  # noqa: PLC0415 - same

        _print([html.resolution(resolution, extra=case.notes)])
    else:
        from cmdresolve.render.text import layout  # noqa: PLC0415 - same

        _print_lines(layout(resolution, width=_width(), extra=case.notes), options.color)
    return UNKNOWN if resolution.unknown else ANSWERED


def resolve(words: list[str]) -> int:
    """Print argv as one JSON line."""
    options, asked = _parse("resolve", words, _CASE)
    _print_json(list(_load(_question(options, asked)).resolve().argv), indent=None)
    return ANSWERED


def matrix(words: list[str]) -> int:
    """Print the documented matrix, with the cell that a FILE's image falls in marked."""
    from cmdresolve.published import matrix  # noqa: PLC0415 - a verb loads what it needs

    formats = ("text", "markdown", "json", "html")
    options, asked = _parse("matrix", words, (*_CASE, "--form"), formats)
    table = matrix.matrix(options.form, engine=_last(options.engine))
    question = _question(options, asked)
    if question.names_something:
        table = table.mark(_load(question).image)
    if options.format == "json":
        _print_json(table.to_json())
    elif options.format == "html":
        from cmdresolve.render import html  # noqa: PLC0415 - a renderer loads when asked for

        _print([html.matrix(table)])
    else:
        as_markdown = options.format == "markdown"
        _print([table.to_markdown() if as_markdown else table.to_text(width=max(80, _width()))])
    return ANSWERED


def dialects(words: list[str]) -> int:
    """Print the engines and builders that are known."""
    from cmdresolve.render import dialects as renderer  # noqa: PLC0415 - a verb loads what it needs

    options = _parse_alone("dialects", words, ("text", "markdown", "json"))
    if options.format == "json":
        _print_json(renderer.to_json())
    else:
        _print([renderer.markdown() if options.format == "markdown" else renderer.text(_width())])
    return ANSWERED


def batch(words: list[str]) -> int:
    """Answer the requests on standard input, one JSON object a line, each as soon as it is read."""
    from cmdresolve.batch.protocol import answer_lines  # noqa: PLC0415 - a verb loads what it needs

    _parse_alone("batch", words, ())
    # Bytes that are no UTF-8 are kept, as a Dockerfile in a request may have them.
    lines = (line.decode("utf-8", "surrogateescape") for line in sys.stdin.buffer)
    for answer in answer_lines(lines):
        print(answer, flush=True)
    return ANSWERED


def diff(words: list[str]) -> int:
    """Say where two engines or builders part on one input, and why."""
    from cmdresolve.cli import diff  # noqa: PLC0415 - a verb loads what it needs

    options, asked = _parse("diff", words, (*_CASE, "--color", "--exit-code"), ("text", "json"))
    found = diff.compare(*_two_questions(options, asked))
    if options.format == "json":
        _print_json(found.to_json())
    else:
        _print_lines(found.layout(_width()), options.color)
    return REFUSED if options.exit_code and not found.same else ANSWERED


def _parse(
    verb: str, words: Sequence[str], names: Iterable[str], formats: Sequence[str] = ()
) -> tuple[Options, Words]:
    asked = sort_words(words)
    options = read_options(verb, asked.own, names, formats)
    if asked.late:
        named = " ".join(dict.fromkeys(asked.late))
        _complain(
            f"note: {named} was read as our own; put -- before the run arguments to pass it on"
        )
    return options, asked


def _parse_alone(verb: str, words: Sequence[str], formats: Sequence[str]) -> Options:
    """Read the options of a verb that is asked about nothing in particular."""
    return read_options(verb, words, (), formats)


def _question(
    options: Options, asked: Words, *, engine: str | None = None, builder: str | None = None
) -> Question:
    from cmdresolve.cli.inputs import Question  # noqa: PLC0415 - some verbs ask nothing

    return Question(
        operand=asked.operand,
        command=asked.command,
        arguments=asked.arguments,
        engine=engine or _last(options.engine),
        builder=builder or _last(options.builder),
        target=options.target,
        build_args=options.build_arg or (),
        bases=options.base or (),
        platform=options.platform,
        image_config=options.image_config,
        image=options.image,
        file=options.file,
        entrypoint=options.entrypoint,
        init=options.init,
    )


def _two_questions(options: Options, asked: Words) -> list[Question]:
    engines, builders = options.engine or [], options.builder or []
    if max(len(engines), len(builders)) != 2:  # noqa: PLR2004 - a difference is of two
        options_parser("diff", (), ()).error("name two engines, or two builders")
    return [
        _question(
            options,
            asked,
            engine=engines[min(place, len(engines) - 1)] if engines else None,
            builder=builders[min(place, len(builders) - 1)] if builders else None,
        )
        for place in range(2)
    ]


def _load(question: Question) -> Case:
    from cmdresolve.cli.inputs import load  # noqa: PLC0415 - some verbs ask nothing

    return load(question)


def _last(values: Sequence[str] | None) -> str | None:
    return values[-1] if values else None


def _wants_json(words: Sequence[str]) -> bool:
    own = sort_words(words).own
    return "--format=json" in own or "--format json" in " ".join(own)


def _refuse(error: CmdResolveError, *, as_json: bool, case: Case | None = None) -> int:
    """Print a refusal and give the exit status it means."""
    from cmdresolve.render import refusal  # noqa: PLC0415 - a renderer loads when asked for

    if as_json:
        _print_json(refusal.to_json(error))
    else:
        image, override = (None, None) if case is None else (case.image, case.override)
        _complain(refusal.text(error, image, override))
    return (
        UNKNOWN if refusal.is_unknown(error) else BAD_INPUT if error.stage == "request" else REFUSED
    )


def _complain(text: str) -> None:
    print(text, file=sys.stderr)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _print_json(value: Any, *, indent: int | None = 2) -> None:
    import json  # noqa: PLC0415 - text needs none

    print(json.dumps(value, indent=indent))


def _print_lines(lines: list[Line], color: str) -> None:
    if color == "always" or (color == "auto" and _is_colourful()):
        from cmdresolve.render import rich_text  # noqa: PLC0415 - slow, and for a terminal only

        if rich_text.write(lines, sys.stdout, force=color == "always"):
            return
        if color == "always":
            _complain("note: colour needs rich: pip install 'cmdresolve[cli]'")
    from cmdresolve.render.layout import plain  # noqa: PLC0415 - a renderer loads when asked for

    print(plain(lines))


def _is_colourful() -> bool:
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()


def _width() -> int:
    """Say how wide to lay text out: 80 columns, or what the terminal has."""
    told = os.environ.get("COLUMNS", "")
    width = int(told) if told.isascii() and told.isdigit() else 0
    if not width and sys.stdout.isatty():
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
}
