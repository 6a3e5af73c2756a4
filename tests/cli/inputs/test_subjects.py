"""What the command line asks about, asked again with a mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve.cli.inputs.question import Question
from cmdresolve.cli.inputs.subjects import subject_of
from cmdresolve.model.finding import Edit


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Dockerfile").write_text("FROM scratch\nCMD a\n")
    (tmp_path / "compose.yaml").write_text("services: {a: {image: x}}\n")


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (Question("Dockerfile"), ("docker", "run", "img")),
        (
            Question("Dockerfile", entrypoint="e", arguments=("x",), init=True),
            ("docker", "run", "--init", "--entrypoint", "e", "img", "x"),
        ),
        (Question("Dockerfile", engine="podman"), ("podman", "run", "img")),
        (Question("Dockerfile", engine="kubernetes"), ()),
        (Question("Dockerfile", engine="nobody"), ()),
        (Question("compose.yaml", arguments=("a",)), ()),
        (Question(command=("docker", "run", "x")), ("docker", "run", "x")),
    ],
)
def test_a_file_s_words_are_those_of_a_line(question: Question, line: tuple[str, ...]) -> None:
    """A mend may change it; nothing where no line gives them."""
    assert subject_of(question).inputs.line == line


def test_a_mend_is_asked_about_again() -> None:
    """Of the file's text, or of the line in its place."""
    subject = subject_of(Question("Dockerfile"))

    assert subject.argv == ("/bin/sh", "-c", "a")
    assert subject.again([Edit("Dockerfile", 17, 18, "b")]).argv == ("/bin/sh", "-c", "b")
    assert subject.again(line=("docker", "run", "img", "x")).argv == ("x",)


def test_what_is_wrong_stands_in_the_subject() -> None:
    """A file that is not there is no exception here."""
    subject = subject_of(Question("nowhere"))

    assert subject.error is not None
    assert subject.error.code == "unreadable"
