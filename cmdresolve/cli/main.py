"""The command line: a verb reads its flags, calls the library and prints what it says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from cmdresolve.cli import streams
from cmdresolve.cli.arguments import UsageError, read_options, sort_words
from cmdresolve.cli.options import HELP, VERSION
from cmdresolve.cli.printing import print_json, print_lines, width
from cmdresolve.model.errors import CmdResolveError, InternalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cmdresolve.checks import Finding, Subject
    from cmdresolve.cli.arguments import Options, SortedWords
    from cmdresolve.cli.question import Case, Question
    from cmdresolve.model.trace import Note
    from cmdresolve.resolving.resolution import Assumption

#: Exit statuses: answered; the engine would refuse; bad usage or input; cannot know.
ANSWERED, REFUSED, BAD_INPUT, UNKNOWN = 0, 1, 2, 3


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
    own = sort_words(rest, verb=verb).own
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
    assumption = resolution.assumed if options.assume_empty else None
    shown = resolution if assumption is None else assumption.resolution
    if options.porcelain:
        from cmdresolve.render.porcelain import rows  # noqa: PLC0415 - loads when asked for

        _complain_of(subject.notes)
        _complain_of_assumption(assumption)
        streams.write_json_lines(rows(shown))
    elif options.format == "html":
        from cmdresolve.render import html  # noqa: PLC0415 - same

        streams.write_html(html.resolution(shown, findings=findings))
    else:
        from cmdresolve.render.as_json import assumed_to_json, to_json  # noqa: PLC0415 - same

        def record() -> dict[str, Any]:
            answer = to_json(shown, findings=findings)
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
    return UNKNOWN if shown.unknown else ANSWERED


def resolve(words: list[str]) -> int:
    """Print argv as one JSON line."""
    options, asked = _parse("resolve", words)
    case = _load(_question(options, asked))
    _complain_of(case.notes)
    resolution = case.resolve()
    assumption = resolution.assumed if options.assume_empty else None
    _complain_of_assumption(assumption)
    argv = resolution.argv if assumption is None else assumption.argv
    print_json(list(argv), indent=None)
    return ANSWERED


def check(words: list[str]) -> int:
    """Look for findings over files and folders, and print or mend them."""
    from cmdresolve.cli.checking import command  # noqa: PLC0415 - a verb loads what it needs

    options, asked = _parse("check", words)
    if options.format == "text":
        # It shows no finding that is not grave; the other formats do.
        _complain_of_versions(options)
    return command.check(options, _named(asked))


def scan(words: list[str]) -> int:
    """Say what each Dockerfile, service and container under some paths starts."""
    from cmdresolve.cli.checking import scan  # noqa: PLC0415 - a verb loads what it needs

    options, asked = _parse("scan", words)
    if options.format == "text":
        _complain_of_versions(options)
    return scan.scan(options, _named(asked))


def rule(words: list[str]) -> int:
    """Print what a rule looks for, why, and how it looks."""
    from cmdresolve.cli.checking import command  # noqa: PLC0415 - a verb loads what it needs

    options, asked = _parse("rule", words)
    return command.rule(options, _named(asked))


def _named(asked: SortedWords) -> list[str]:
    """Return the words that are no options, where they name what a verb works on."""
    return [word for word in (asked.operand, *asked.command, *asked.arguments) if word is not None]


def why(words: list[str]) -> int:
    """Say what is behind an error message."""
    from cmdresolve.cli.subjects import subject_of  # noqa: PLC0415 - a verb loads what it needs
    from cmdresolve.cli.why import why as tell  # noqa: PLC0415 - same

    message, rest = (words[0], words[1:]) if words else ("", [])
    options, asked = _parse("why", rest)
    question = _question(options, asked)
    subject = subject_of(question) if question.names_something else None
    return tell(options, message, subject)


def matrix(words: list[str]) -> int:
    """Print the documented matrix, with the cell that a FILE's image falls in marked."""
    from cmdresolve.published import matrix  # noqa: PLC0415 - a verb loads what it needs

    options, asked = _parse("matrix", words)
    _complain_of_versions(options)
    table = matrix.matrix(options.form, engine=_last(options.engine))
    question = _question(options, asked)
    if question.names_something:
        table = table.mark(_load(question).image)
    if options.format == "json":
        print_json(table.to_json())
    elif options.format == "html":
        from cmdresolve.render import html  # noqa: PLC0415 - a renderer loads when asked for

        streams.write_html(html.matrix(table))
    else:
        as_markdown = options.format == "markdown"
        room = max(80, width())
        streams.write_text(table.to_markdown() if as_markdown else table.to_text(width=room))
    return ANSWERED


def dialects(words: list[str]) -> int:
    """Print the engines and builders that are known."""
    from cmdresolve.render import dialects as renderer  # noqa: PLC0415 - a verb loads what it needs

    options = read_options("dialects", words)
    if options.format == "json":
        print_json(renderer.to_json())
    else:
        as_markdown = options.format == "markdown"
        streams.write_text(renderer.markdown() if as_markdown else renderer.text(width()))
    return ANSWERED


def batch(words: list[str]) -> int:
    """Answer the requests on standard input, one JSON object a line, each as soon as it is read."""
    from cmdresolve.batch.protocol import answer_lines  # noqa: PLC0415 - a verb loads what it needs
    from cmdresolve.cli.asked_limits import limits_of  # noqa: PLC0415 - same
    from cmdresolve.cli.files import standard_input  # noqa: PLC0415 - same

    limits = limits_of(read_options("batch", words).limit)
    # Bytes that are no UTF-8 are kept, as a Dockerfile in a request may have them.
    lines = (line.decode("utf-8", "surrogateescape") for line in standard_input())
    stream = streams.output()
    for answer in answer_lines(lines, limits=limits):
        print(answer, file=stream, flush=True)
    return ANSWERED


def diff(words: list[str]) -> int:
    """Say where two engines or builders part on one input, and why."""
    from cmdresolve.cli import diff  # noqa: PLC0415 - a verb loads what it needs

    options, asked = _parse("diff", _with_named(words))
    _complain_of_versions(options)
    found = diff.compare(*_two_questions(options, asked))
    if options.format == "json":
        print_json(found.to_json())
    else:
        print_lines(found.layout(width()), options.color, found.to_json)
    return REFUSED if options.exit_code and not found.same else ANSWERED


def _complain_of_assumption(assumption: Assumption | None) -> None:
    """Say on standard error what an answer for programs rests on."""
    for condition in () if assumption is None else assumption.conditions:
        streams.complain(f"note: assumed: {condition}")


def _parse(verb: str, words: Sequence[str]) -> tuple[Options, SortedWords]:
    from cmdresolve.cli.files import names_input  # noqa: PLC0415 - for what is asked about a file

    asked = sort_words(words, names_input, verb=verb)
    return read_options(verb, asked.own), asked


def _question(options: Options, asked: SortedWords) -> Question:
    from cmdresolve.cli.asked_limits import limits_of  # noqa: PLC0415 - same
    from cmdresolve.cli.question import Question  # noqa: PLC0415 - some verbs ask nothing
    from cmdresolve.cli.sources import sources_of  # noqa: PLC0415 - same

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
        env=options.env or (),
        init=options.init,
        late=asked.late,
        plain=asked.plain,
        sources=sources_of(options, asked.operand or options.file or "."),
        limits=limits_of(options.limit),
    )


def _with_named(words: list[str]) -> list[str]:
    """Write two engines or builders that stand in front as the options they are meant as."""
    named = words[:2]
    if len(named) < 2 or not all("@" in x and not x.startswith("-") for x in named):  # noqa: PLR2004
        return words
    from cmdresolve.dialects import Builder, dialect  # noqa: PLC0415 - for this verb only

    flag = "--builder" if isinstance(dialect(named[0]), Builder) else "--engine"
    return [flag, named[0], flag, named[1], *words[2:]]


def _two_questions(options: Options, asked: SortedWords) -> list[Question]:
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
    from cmdresolve.cli.spoken import in_flags  # noqa: PLC0415 - for a refusal only
    from cmdresolve.render import refusal  # noqa: PLC0415 - a renderer loads when asked for

    error = in_flags(error)
    if as_json:
        print_json(refusal.to_json(error, findings))
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


def _complain_of_versions(options: Options) -> None:
    """Say of versions that are not known who answers for them, where no answer says it."""
    from cmdresolve.dialects.asked_version import notes_on_versions  # noqa: PLC0415 - some verbs ask nobody

    for engine in options.engine or ():
        _complain_of(notes_on_versions(engine, None))
    for builder in getattr(options, "builder", None) or ():
        _complain_of(notes_on_versions(None, builder))


def lock(words: list[str]) -> int:
    """Keep the images that files need, or say what has moved since."""
    from cmdresolve.cli import lock  # noqa: PLC0415 - a verb loads what it needs
    from cmdresolve.cli.sources import sources_of  # noqa: PLC0415 - same

    options, asked = _parse("lock", words)
    paths = [*([asked.operand] if asked.operand else ()), *asked.command, *asked.arguments]
    path = lock.lock_path(paths)
    wanted = lock.LockRequest(
        paths, dict(_pairs(options.build_arg)), options.platform, _last(options.builder)
    )
    sources = sources_of(options, paths[0], lock=False)
    before = lock.read_or_none(path)
    if options.check:
        if before is None:
            raise UsageError(
                f"there is no {path}", code="no-lock", hint="write one: cmdresolve lock PATH"
            )
        checked = lock.check(wanted, sources, before)
        if options.format == "json":
            print_json(lock.to_json(checked))
        else:
            streams.write_text("\n".join(lock.lines(checked)))
        missing = any(move.before is None for move in checked.moves)
        return REFUSED if checked.answers or missing else ANSWERED
    written = lock.write(wanted, sources, before)
    with open(path, "w", encoding="utf-8") as stream:  # noqa: PTH123
        stream.write(written.lock.dumps())
    told = f"{path}: {len(written.lock.images)} images, for {written.starts} starts"
    if options.format == "json":
        unknown = [*written.unknown, *written.supposed]
        print_json({"lock": path, "images": len(written.lock.images), "unknown": unknown})
    else:
        streams.write_text(told)
    for refused in written.refused:
        streams.complain(f"note: not read: {refused}")
    for name in written.unknown:
        streams.complain(f"note: nobody knows {name}; try --registry, --ask or --base")
    for name in written.supposed:
        streams.complain(f"note: of {name} the atlas knows its line only; try --registry or --ask")
    if written.refused:
        return REFUSED
    return UNKNOWN if written.unknown or written.supposed else ANSWERED


def atlas(words: list[str]) -> int:
    """Show what the atlas knows of an image."""
    from cmdresolve.cli import atlas_page  # noqa: PLC0415 - a verb loads what it needs
    from cmdresolve.images.atlas import Atlas  # noqa: PLC0415 - same

    options, asked = _parse("atlas", words)
    if not asked.operand:
        raise UsageError("name an image", code="no-input", hint="cmdresolve atlas python:3.12")
    known = Atlas(options.as_of)
    if options.format == "json":
        print_json(atlas_page.to_json(asked.operand, known, options.platform))
    else:
        lines = atlas_page.page(asked.operand, known, options.platform)
        streams.write_text("\n".join(lines))
    found = known.find(asked.operand, options.platform or "linux/amd64")
    return UNKNOWN if found is None or found.supposed else ANSWERED


def _pairs(texts: Sequence[str] | None) -> Iterable[tuple[str, str]]:
    from cmdresolve.cli.question import named_values  # noqa: PLC0415 - as above

    return named_values(texts or ())


_VERBS = {
    "lock": lock,
    "atlas": atlas,
    "explain": explain,
    "resolve": resolve,
    "check": check,
    "scan": scan,
    "rule": rule,
    "why": why,
    "matrix": matrix,
    "dialects": dialects,
    "batch": batch,
    "diff": diff,
    "help": show_help,
    "completion": complete,
    "man": show_manual,
}
