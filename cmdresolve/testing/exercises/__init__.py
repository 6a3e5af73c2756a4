"""Exercises for a class: an answer is checked, and its fault is named without the right answer.

The right answer is computed when it is needed, so that no list of solutions can be outdated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from cmdresolve.dialects import DEFAULT
from cmdresolve.dialects import engine as engine_named
from cmdresolve.dockerfile import Dockerfile
from cmdresolve.model.errors import CmdResolveError, NoCommandError
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.override import Override
from cmdresolve.model.quoting import exec_form
from cmdresolve.model.value import Value
from cmdresolve.resolving.resolver import resolve
from cmdresolve.testing.exercises.texts import ENGLISH


@frozen(eq=False, repr=False)
class Verdict(Value):
    """The verdict on an answer; true if the answer is right.

    Attributes:
        key: the key of its text: ``right``, or what is wrong.
        values: the values to insert into the text.
        texts: the texts of a language by key.
    """

    key: str
    values: tuple[object, ...] = ()
    texts: Mapping[str, str] = ENGLISH

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.key == "right"

    @property
    def text(self) -> str:
        """What is wrong with the answer, or that it is right."""
        return self.texts[self.key].format(*self.values)

    def __bool__(self) -> bool:
        return self.right

    def __str__(self) -> str:
        return ("✓ " if self.right else "✗ ") + self.text

    def __repr__(self) -> str:
        return str(self)


@frozen(eq=False, repr=False)
class Start(Value):
    """The start in an exercise: a Dockerfile, and what is given at start.

    Attributes:
        dockerfile: its text.
        arguments: the words after the image's name.
        entrypoint: the words that replace ENTRYPOINT, or None.
        bases: the images that it starts from, by name.
        engine: the engine, such as ``docker@28.5``, whose builder builds it.
    """

    dockerfile: str
    arguments: tuple[str, ...] = ()
    entrypoint: tuple[str, ...] | None = None
    bases: Mapping[str, ImageConfig] | None = None
    engine: str = DEFAULT.key

    def argv(self) -> tuple[str, ...] | None:
        """Return the argv, or None if the engine finds no command.

        Raises:
            CmdResolveError: it does not build, or its answer is not known.
        """
        engine = engine_named(self.engine)
        file = Dockerfile.parse(self.dockerfile, builder=engine.builder)
        override = Override(entrypoint=self.entrypoint, args=self.arguments or None)
        try:
            return resolve(file.image(bases=self.bases or {}), override, engine=engine).argv
        except NoCommandError:
            return None


def predict(answer: Any, dockerfile: str, *arguments: str, **given: Any) -> Verdict:
    """Check a prediction of what a Dockerfile starts.

    Args:
        answer: a list of words, or None for “the engine refuses to start it”; ``...`` while there
            is no answer yet.
        dockerfile: the Dockerfile's text.
        arguments: the words after the image's name.
        given: further attributes of `Start`.

    Raises:
        CmdResolveError: the exercise itself does not build, or its answer is not known.
    """
    wanted = Start(dockerfile, tuple(arguments), **given).argv()
    if answer is ...:
        return Verdict("no-list")
    if answer is None or wanted is None:
        if answer is wanted:
            return _RIGHT
        if answer is None:
            return Verdict("starts")
        return Verdict("starts-nothing")
    if isinstance(answer, str):
        return Verdict("one-text")
    words = list(answer) if isinstance(answer, Sequence) else None
    if words is None or not all(isinstance(word, str) for word in words):
        return Verdict("no-words")
    return _compared(tuple(words), wanted)


def compare(argv: Sequence[str], wanted: Sequence[str]) -> Verdict:
    """Check the argv of a start against the wanted argv, and name the difference.

    Args:
        argv: the argv.
        wanted: the wanted argv.
    """
    if tuple(argv) == tuple(wanted):
        return _RIGHT
    return Verdict("other-words", (exec_form(argv),))


def write(dockerfile: Any, wanted: Sequence[str], *arguments: str, **given: Any) -> Verdict:
    """Check a Dockerfile that has to start a wanted argv.

    Args:
        dockerfile: its text; ``...`` while there is no answer yet.
        wanted: the wanted argv.
        arguments: the words after the image's name.
        given: further attributes of `Start`.
    """
    argv = _started(dockerfile, arguments, given)
    if isinstance(argv, Verdict):
        return argv
    if argv is None:
        return Verdict("refused")
    return compare(argv, wanted)


def refute(
    dockerfile: Any, model: Callable[..., Sequence[str] | None], *arguments: str, **given: Any
) -> Verdict:
    """Check a Dockerfile that has to refute a model.

    Args:
        dockerfile: its text; ``...`` while there is no answer yet.
        model: takes the Dockerfile and the arguments, and returns the argv that it predicts,
            or None if it predicts a refusal.
        arguments: the words after the image's name.
        given: further attributes of `Start`.
    """
    argv = _started(dockerfile, arguments, given)
    if isinstance(argv, Verdict):
        return argv
    thought = model(dockerfile, *arguments)
    if argv == (None if thought is None else tuple(thought)):
        return Verdict("both-refuse") if argv is None else Verdict("both", (exec_form(argv),))
    return _RIGHT


def _started(
    dockerfile: Any, arguments: tuple[str, ...], given: Mapping[str, Any]
) -> tuple[str, ...] | Verdict | None:
    """Return the argv of a given Dockerfile, or the verdict on why nothing starts."""
    if dockerfile is ...:
        return Verdict("no-file")
    if not isinstance(dockerfile, str):
        return Verdict("no-text")
    try:
        return Start(dockerfile, arguments, **given).argv()
    except CmdResolveError as error:
        return Verdict("no-build", (error.message,))


_RIGHT = Verdict("right")


def _compared(words: tuple[str, ...], wanted: tuple[str, ...]) -> Verdict:
    """Return a verdict on where words differ from the wanted ones, without the wanted words."""
    if words == wanted:
        return _RIGHT
    if sorted(words) == sorted(wanted):
        return Verdict("order")
    place = next(
        (i for i, (one, other) in enumerate(zip(words, wanted, strict=False)) if one != other),
        None,
    )
    if place is not None:
        joined = words[place].startswith(f"{wanted[place]} ")
        if joined or _letters(words) == _letters(wanted):
            return Verdict("bounds", (place,))
        return Verdict("word", (place,))
    return Verdict("more" if len(words) < len(wanted) else "fewer")


def _letters(words: tuple[str, ...]) -> str:
    """Return all characters of words except blanks, to compare them without word boundaries."""
    return "".join("".join(words).split())
