"""Where the words of a start are written."""

from __future__ import annotations

import pytest

from cmdresolve import Dockerfile, ImageConfig, Override, resolve
from cmdresolve.checks import Subject
from cmdresolve.checks.sites import Site


def of(text: str, override: Override | None = None) -> tuple[Site, ...]:
    image = Dockerfile.parse(text).image()
    return Subject.of_resolution(resolve(image, override or Override())).sites


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('FROM scratch\nCMD ["a", "b"]\n', [("CMD", "list", ("a", "b"), 0, 2)]),
        ("FROM scratch\nCMD a b\n", [("CMD", "shell", ("a b",), 0, 3)]),
        (
            'FROM scratch\nENTRYPOINT ["e"]\nCMD ["a"]\n',
            [("ENTRYPOINT", "list", ("e",), 0, 1), ("CMD", "list", ("a",), 1, 1)],
        ),
    ],
)
def test_an_instruction_is_a_site(
    text: str, found: list[tuple[str, str, tuple[str, ...], int, int]]
) -> None:
    """With its words as written, and its place in argv."""
    assert [(x.name, x.form, x.words, x.at, x.count) for x in of(text)] == found


def test_what_is_given_at_start_is_a_site() -> None:
    """A flag takes one word, so the others go behind the image."""
    given = of('FROM scratch\nCMD ["a"]\n', Override(entrypoint="e", args=["x"]))
    change = given[0].rewritten(["sh", "-c"])

    assert [x.name for x in given] == ["--entrypoint", "the command after the image"]
    assert change is not None
    assert change.text == "docker run --entrypoint sh img -c x"


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ('FROM scratch\nENTRYPOINT ["e"]\nCMD ["a"]\n', "ENTRYPOINT []"),
        ('FROM scratch\nENTRYPOINT ["e"]\nCMD ["a"]\n', 'ENTRYPOINT []\nCMD ["b"]'),
    ],
)
def test_an_entrypoint_is_taken_away(text: str, put: str) -> None:
    """With a CMD in its place, or with none."""
    change = of(text)[0].cleared(["b"] if "CMD" in put else None)

    assert change is not None
    assert change.text == put


def test_an_image_s_words_are_fields_of_it() -> None:
    """No text is changed, and no shell form can be written."""
    (site,) = Subject.of_resolution(resolve(ImageConfig(cmd=["a"]))).sites
    change = site.rewritten(["b"])

    assert change is not None
    assert (change.edits, change.image) == ((), (("cmd", ("b",)),))
    assert site.as_text("b") is None


def test_the_instruction_that_set_a_field() -> None:
    """The last of its keyword; none where a base brings it."""
    image = Dockerfile.parse('FROM scratch\nCMD ["a"]\nCMD ["b"]\n').image()
    subject = Subject.of_resolution(resolve(image))
    found = subject.set_by.get("Cmd")

    assert found is not None
    assert (found[0].line, found[1].words) == (3, ("b",))
    assert subject.set_by.get("Entrypoint") is None
