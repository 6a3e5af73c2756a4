"""Exercises: what is wrong is said, and the answer is not given away."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image import ImageConfig
from cmdresolve.testing.exercises import predict, write

SHELL = 'FROM scratch\nENTRYPOINT serve "$@"\nCMD ["--port", "80"]\n'
NOTHING = "FROM scratch\nLABEL a=b\n"


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (["/bin/sh", "-c", 'serve "$@"', "--port", "80"], "Right."),
        (("/bin/sh", "-c", 'serve "$@"', "--port", "80"), "Right."),
        (["/bin/sh", "-c", 'serve "$@"', "80", "--port"], "The words are right, and their order"),
        (["/bin/sh", "-c", "serve", "--port", "80"], "argv[2] is another word."),
        (["/bin/sh", "-c", 'serve "$@"', "--port80"], "argv[3] begins or ends elsewhere."),
        (["/bin/sh", "-c", 'serve "$@"', "--port 80"], "argv[3] begins or ends elsewhere."),
        (["/bin/sh", "-c", 'serve "$@"'], "As far as it goes it is right, but there are more"),
        (
            ["/bin/sh", "-c", 'serve "$@"', "--port", "80", "x"],
            "As far as it goes it is right, but there are fewer",
        ),
        ([], "As far as it goes it is right, but there are more"),
        ("serve --port 80", "argv is a list of words, and this is one text."),
        ([1], "argv is a list, and each of its words is a text."),
        (7, "argv is a list, and each of its words is a text."),
        (None, "The engine does start something."),
        (..., "There is no answer yet"),
    ],
)
def test_a_prediction_is_checked(answer: Any, text: str) -> None:
    """No verdict names a word that the reader did not write."""
    verdict = predict(answer, SHELL)

    assert verdict.text.startswith(text)
    assert bool(verdict) is (text == "Right.")
    assert str(verdict) == repr(verdict) == ("✓ " if verdict else "✗ ") + verdict.text
    assert verdict or "port" not in verdict.text


def test_that_nothing_starts_is_an_answer_too() -> None:
    """As None."""
    assert predict(None, NOTHING)
    assert predict(["a"], NOTHING).text == "Does anything start at all?"
    assert predict(["a"], NOTHING, "a")


def test_bases_engine_and_entrypoint_are_given() -> None:
    """As to a start of one's own."""
    base = {"x": ImageConfig(cmd=["y"])}
    assert predict(["y"], "FROM x\n", bases=base)
    assert predict(["e", "z"], "FROM x\n", "z", bases=base, entrypoint=("e",))
    comment = 'FROM scratch\nCMD ["a"] # b\n'
    assert predict(["a"], comment, engine="docker@26.1")
    assert predict(["/bin/sh", "-c", '["a"] # b'], comment, engine="docker@28.5")


def test_an_exercise_that_does_not_build_is_the_teachers_fault() -> None:
    """It is raised, as no answer could be right."""
    with pytest.raises(CmdResolveError):
        predict(["a"], "FRM x\n")


@pytest.mark.parametrize(
    ("dockerfile", "text"),
    [
        ('FROM scratch\nENTRYPOINT ["a"]\nCMD ["b"]\n', "Right."),
        ('FROM scratch\nCMD ["a", "b"]\n', "Right."),
        ("FROM scratch\nCMD a b\n", 'It starts ["/bin/sh", "-c", "a b"].'),
        (NOTHING, "The engine refuses to start it"),
        ("FRM x\n", "It does not come to a start: "),
        ("FROM x\n", "It does not come to a start: "),
        (7, "A Dockerfile is a text."),
        (..., "There is no answer yet"),
    ],
)
def test_a_written_dockerfile_is_checked(dockerfile: Any, text: str) -> None:
    """By what it starts, however it is written."""
    assert write(dockerfile, ["a", "b"]).text.startswith(text)


def test_arguments_are_given_to_what_was_written() -> None:
    """A CMD makes way for them, an ENTRYPOINT stays."""
    assert write('FROM scratch\nENTRYPOINT ["a"]\nCMD ["b"]\n', ["a", "c"], "c")
    assert not write('FROM scratch\nCMD ["a", "b"]\n', ["a", "c"], "c")
