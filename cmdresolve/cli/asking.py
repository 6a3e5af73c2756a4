"""From the words after a verb to its options, its question, and what the question loads."""

from __future__ import annotations

from cmdresolve import dialects
from cmdresolve.cli.inputs.files import names_input
from cmdresolve.cli.inputs.question import described_base
from cmdresolve.cli.language.arguments import UsageError, read_options, sort_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmdresolve.cli.inputs.question import Case, Question
    from cmdresolve.cli.language.arguments import Options, SortedWords


def parse(verb: str, words: Sequence[str]) -> tuple[Options, SortedWords]:
    """Return the options of a verb, and its other words by kind.

    What the options name is looked up here, whether the question comes to need it or not: a
    misspelt engine is wrong usage, and no finding in each of the files that are checked.

    Raises:
        UsageError: an option is not the verb's, lacks its value or has a wrong one, or FILE is an
            empty text.
        CmdResolveError: an engine, a builder, a day of the atlas or a platform is not one.
    """
    asked = sort_words(words, names_input, verb=verb)
    options = read_options(verb, asked.own)
    _check(options)
    if asked.operand == "":
        raise UsageError(
            "the name of FILE is empty",
            code="bad-usage",
            hint="name a file; a variable in the line may not be set",
        )
    return options, asked


def _check(options: Options) -> None:
    """Refuse values of options that are none; an option that the verb lacks has no value."""
    given = vars(options)
    for engine in given.get("engine") or ():
        dialects.engine(engine)
    for builder in given.get("builder") or ():
        dialects.builder(builder)
    for text in given.get("base") or ():
        described_base(text)
    for flag in ("build_arg", "env"):
        for text in given.get(flag) or ():
            _check_pair(f"--{flag.replace('_', '-')}", text)
    for flag in ("select", "ignore"):
        if any(not text.replace(",", "").strip() for text in given.get(flag) or ()):
            raise UsageError(
                f"--{flag} names no rule",
                code="bad-usage",
                hint="a variable in the line may not be set",
            )
    for flag in ("image", "image_config", "file"):
        if given.get(flag) == "":
            raise UsageError(
                f"--{flag.replace('_', '-')} is empty",
                code="bad-usage",
                hint="a variable in the line may not be set",
            )
    day = given.get("as_of")
    if day is not None:
        from cmdresolve.images.atlas import Atlas  # noqa: PLC0415 - for a day only

        Atlas(day)
    if given.get("platform"):
        _check_platform(given["platform"])


def _check_pair(name: str, text: str) -> None:
    # As docker/buildx v0.24 build/opt.go and docker/cli v28.5 opts/env.go refuse it.
    if text.startswith("=") or not text:
        message = f"{name} {text}: the name is missing"
        raise UsageError(message, code="bad-usage", hint=f"write {name} NAME=VALUE")


def _check_platform(text: str) -> None:
    """Refuse what no builder takes for a platform; one may refuse what another takes."""
    from cmdresolve.model.platform import read_platform  # noqa: PLC0415 - where one is given

    if not any(read_platform(text, parser) for parser in ("containerd", "buildah", "parts")):
        message = f"--platform {text}: not a platform"
        hint = "write OS/ARCH, such as linux/arm64"
        raise UsageError(message, code="bad-usage", hint=hint)


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
        # Verbs that are about images alone take nothing that is given at start.
        entrypoint=getattr(options, "entrypoint", None),
        env=options.env or (),
        init=getattr(options, "init", False),
        late=asked.late,
        plain=asked.plain,
        sources=sources_of(options, asked.operand or options.file or "."),
        limits=limits_of(options.limit),
    )


def named(asked: SortedWords, most: int | None = None) -> list[str]:
    """Return the words that are not options, for a verb whose words name what it works on.

    Args:
        asked: the sorted words.
        most: how many the verb takes, or None for any number.

    Raises:
        UsageError: a word is empty, or one too many.
    """
    words = [word for word in (asked.operand, *asked.command, *asked.arguments) if word is not None]
    if "" in words:
        raise UsageError(
            "a name is empty", code="bad-usage", hint="a variable in the line may not be set"
        )
    return at_most(words, len(words) if most is None else most)


def at_most(words: list[str], most: int) -> list[str]:
    """Return the words of a verb that takes only so many.

    Raises:
        UsageError: there are more.
    """
    if len(words) > most:
        taken = "one word is" if most == 1 else f"{most} words are"
        raise UsageError(f"{words[most]}: {taken} taken here", code="bad-usage")
    return words


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
