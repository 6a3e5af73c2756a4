"""What the command line asks, as a value."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig, Override, dialects
from cmdresolve.cli.inputs.question import Case, Question

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        (Question(), ""),
        (Question("x"), "yes"),
        (Question(command=("docker",)), "yes"),
        (Question(image="x"), "yes"),
        (Question(engine="docker"), ""),
    ],
)
def test_a_question_knows_whether_it_names_an_image(question: Question, names: str) -> None:
    assert question.names_something is bool(names)


def test_a_case_is_answered_by_its_engine() -> None:
    """With what is given at start."""
    case = Case(ImageConfig(cmd=["c"]), Override(args=["x"]), dialects.engine("podman"))

    assert case.resolve().argv == ("x",)
    assert case.resolve().engine.name == "podman"
