"""From the words after a verb to its options, its question, and what the question loads."""

from __future__ import annotations

from cmdresolve.cli.inputs.files import names_input
from cmdresolve.cli.language.arguments import read_options, sort_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmdresolve.cli.inputs.question import Case, Question
    from cmdresolve.cli.language.arguments import Options, SortedWords


def parse(verb: str, words: Sequence[str]) -> tuple[Options, SortedWords]:
    """Return the options of a verb, and its other words by kind.

    Raises:
        UsageError: an option is not the verb's, or lacks its value.
    """
    asked = sort_words(words, names_input, verb=verb)
    return read_options(verb, asked.own), asked


def question(options: Options, asked: SortedWords) -> Question:
    """Return the question that options and words make."""
    from cmdresolve.cli.inputs.question import Question  # noqa: PLC0415 - some verbs ask nothing
    from cmdresolve.cli.inputs.sources import sources_of  # noqa: PLC0415 - same
    from cmdresolve.cli.language.asked_limits import limits_of  # noqa: PLC0415 - some verbs ask nothing

    return Question(
        operand=asked.operand,
        command=asked.command,
        arguments=asked.arguments,
        engine=last(options.engine),
        builder=last(options.builder),
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


def named(asked: SortedWords) -> list[str]:
    """Return the words that are not options, for a verb whose words name what it works on."""
    return [word for word in (asked.operand, *asked.command, *asked.arguments) if word is not None]


def load_case(asked: Question) -> Case:
    """Read everything that a question names.

    Raises:
        CmdResolveError: something cannot be read, or is refused.
    """
    from cmdresolve.cli.inputs.load import load  # noqa: PLC0415 - some verbs ask nothing

    return load(asked)


def last(values: Sequence[str] | None) -> str | None:
    """Return the last value, or None if there is none."""
    return values[-1] if values else None
