"""Exercises: what is wrong is said, and the answer is not given away."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image import ImageConfig
from cmdresolve.testing.exercises import ko, predict, refute, write
from cmdresolve.testing.exercises.texts import ENGLISH, KOREAN

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
        (["/bin/sh -c 'serve'", "--port", "80"], "argv[0] begins or ends elsewhere."),
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


def first_line_alone(dockerfile: str, *arguments: str) -> list[str] | None:
    """A model that knows the words of one CMD, in exec form."""
    if "CMD" not in dockerfile:
        return None
    return list(arguments) or dockerfile.split("CMD ")[1].strip('[]"\n').split('", "')


@pytest.mark.parametrize(
    ("dockerfile", "text"),
    [
        ('FROM scratch\nENTRYPOINT ["a"]\nCMD ["b"]\n', "Right."),
        ("FROM scratch\nCMD []\n", "Right."),
        ('FROM scratch\nENTRYPOINT ["a"]\n', "Right."),
        ('FROM scratch\nCMD ["a"]\n', 'It shows nothing: the engine and the model start ["a"].'),
        (NOTHING, "It shows nothing: the engine and the model refuse to start it."),
        ("FRM x\n", "It does not come to a start: "),
        (7, "A Dockerfile is a text."),
        (..., "There is no answer yet"),
    ],
)
def test_a_model_is_refuted_by_a_file_that_it_is_wrong_about(dockerfile: Any, text: str) -> None:
    """By one that both agree on it is not."""
    verdict = refute(dockerfile, first_line_alone)

    assert verdict.text.startswith(text)
    assert bool(verdict) is (text == "Right.")


def test_a_model_is_given_the_arguments_too() -> None:
    """As the engine is."""
    assert not refute('FROM scratch\nCMD ["a"]\n', first_line_alone, "b")
    assert refute('FROM scratch\nENTRYPOINT ["a"]\nCMD ["b"]\n', first_line_alone, "b")


def test_every_verdict_can_be_had_in_korean() -> None:
    """With the same values in it."""
    assert set(KOREAN) == set(ENGLISH)
    for key, text in ENGLISH.items():
        assert KOREAN[key].count("{}") == text.count("{}")
        assert re.search("[가-힣]", KOREAN[key])


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (ko.predict(..., SHELL), "✗ 아직 답이 없습니다. 점 세 개 대신 단어의 리스트를 쓰세요."),
        (ko.predict(["/bin/sh", "c"], SHELL), "✗ argv[1]: 이 자리에는 다른 단어가 옵니다."),
        (
            ko.write("FROM scratch\nCMD a\n", ["a"]),
            '✗ 실제로 시작되는 것은 이것입니다: ["/bin/sh", "-c", "a"]',
        ),
        (ko.compare(["a"], ["b"]), '✗ 실제로 시작되는 것은 이것입니다: ["a"]'),
        (ko.compare(["a"], ["a"]), "✓ 맞았습니다."),
        (
            ko.refute(NOTHING, first_line_alone),
            "✗ 반례가 아닙니다. 엔진도 모델도 시작을 거부합니다.",
        ),
    ],
)
def test_korean_verdicts_follow_the_same_rules(verdict: Any, text: str) -> None:
    """They are right and wrong as the English are."""
    assert bool(verdict) is str(verdict).startswith("✓")
    assert str(verdict) == text
