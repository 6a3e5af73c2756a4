"""A question with its answer or refusal, asked again of changed inputs."""

from __future__ import annotations

import pytest

from cmdresolve import Dockerfile, ImageConfig, Override, resolve
from cmdresolve.checks import Asked, Inputs, Subject
from cmdresolve.model.finding import Edit

TEXT = "FROM scratch\nCMD a\n"


def subject(text: str = TEXT) -> Subject:
    def ask(inputs: Inputs) -> Asked:
        return Asked(Dockerfile.parse(inputs.texts.get("Dockerfile", text)).image())

    return Subject(ask, Inputs())


def test_an_answer_and_its_words() -> None:
    """The image, argv, and the script of a shell."""
    found = subject()

    assert found.argv == ("/bin/sh", "-c", "a")
    assert found.shell is not None
    assert found.error is None
    assert found.texts == {"Dockerfile": TEXT}
    assert (found.engine_key, found.is_pod, found.is_certain) == ("docker@28.5", False, True)


def test_a_refusal_has_no_answer() -> None:
    """Nothing but its place."""
    found = subject("FROM scratch\nNO x\n")

    assert found.error is not None
    assert found.error.code == "unknown-instruction"
    assert (found.argv, found.image, found.words) == (None, None, ())
    assert found.texts == {"Dockerfile": "FROM scratch\nNO x\n"}


def test_it_is_asked_again_of_a_changed_text() -> None:
    """The first question stays what it was."""
    first = subject()
    again = first.again([Edit("Dockerfile", 17, 18, "b")])

    assert again.argv == ("/bin/sh", "-c", "b")
    assert first.argv == ("/bin/sh", "-c", "a")
    with pytest.raises(KeyError):
        first.again([Edit("Other", 0, 0, "x")])


def test_fields_of_the_image_may_be_changed() -> None:
    """In place of those that it has."""
    image = ImageConfig(entrypoint=["e"], cmd=["c"])
    first = Subject.of_resolution(resolve(image))

    assert first.again(image=[("entrypoint", ("x",))]).argv == ("x", "c")
    assert first.again(image=[("cmd", ())]).argv == ("e",)


@pytest.mark.parametrize(
    ("override", "engine", "line"),
    [
        (Override(), "docker", ("docker", "run", "img")),
        (Override(entrypoint="e"), "docker", ("docker", "run", "--entrypoint", "e", "img")),
        (Override(args=["a"], init=True), "podman", ("podman", "run", "--init", "img", "a")),
        (Override(entrypoint=["e", "f"]), "docker", ()),
        (Override(args=["a"]), "kubernetes", ()),
    ],
)
def test_values_are_given_by_the_line_that_means_the_same(
    override: Override, engine: str, line: tuple[str, ...]
) -> None:
    """None where no line can say it."""
    answer = resolve(ImageConfig(cmd=["c"]), override, engine=engine)

    assert Subject.of_resolution(answer).inputs.line == line


def test_an_answer_that_hangs_on_an_unknown_base_is_supposed() -> None:
    """As if the base said nothing."""
    found = subject('FROM base\nCMD ["a"]\n')

    assert not found.is_certain
    assert found.argv == ("a",)


@pytest.mark.parametrize(("parts", "has"), [(("cmd",), True), (("arg", "<<"), False)])
def test_a_text_is_searched_whatever_its_case(parts: tuple[str, ...], has: bool) -> None:  # noqa: FBT001
    """For any of the parts."""
    assert subject().text_has(*parts) == has
