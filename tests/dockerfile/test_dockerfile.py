"""The Dockerfile class: reading, building, and what it can be asked."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.model.source import Span

TEXT = "# escape=`\n\nARG X=scratch\n# c\nFROM $X AS a\nCMD a `\n  b\nFROM a\n"


def test_tells_its_stages_instructions_and_directives() -> None:
    """Everything is there as it was written, with its place."""
    parsed = cr.Dockerfile.parse(TEXT, name="F")

    assert [(stage.label, stage.base, stage.index) for stage in parsed.stages] == [
        ("a", "$X", 0),
        ("1", "a", 1),
    ]
    assert [(x.keyword, x.args) for x in parsed.instructions] == [
        ("ARG", "X=scratch"),
        ("FROM", "$X AS a"),
        ("CMD", "a   b"),
        ("FROM", "a"),
    ]
    assert [(x.key, x.value, x.span) for x in parsed.syntax.directives] == [
        ("escape", "`", Span(0, 10))
    ]
    assert parsed.syntax.escape == "`"
    assert TEXT[slice(*parsed.stages[0].base_span)] == "$X"
    assert (parsed.source.name, parsed.builder.key) == ("F", "buildkit@28.5")


def test_reads_bytes() -> None:
    """Those that are no UTF-8 are kept, and become U+FFFD in the config."""
    image = cr.Dockerfile.parse(b"FROM scratch\nCMD a\xff\n").image()

    assert image.cmd == ("/bin/sh", "-c", "a\ufffd")


@pytest.mark.parametrize("text", ["", b""])
def test_an_empty_file_is_refused(text: str | bytes) -> None:
    """With a place, and a way out."""
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(text)

    error = caught.value
    assert (error.code, error.line, error.column) == ("empty-dockerfile", 1, 1)
    assert error.hint == "start it with FROM"


def test_another_builder_can_build_it() -> None:
    """It reads the text anew, by its own rules."""
    parsed = cr.Dockerfile.parse('FROM scratch\nCMD ["a"] # c\n')

    assert parsed.image(builder="buildkit@28.5").cmd == ("/bin/sh", "-c", '["a"] # c')
    assert parsed.image(builder="buildah@1.43").cmd == ("a",)
    assert parsed.image(builder=dialects.builder("classic@20.10")).cmd == ("a",)


def test_the_same_builder_does_not_read_it_again() -> None:
    """A syntax directive decides who that is."""
    parsed = cr.Dockerfile.parse("# syntax=docker/dockerfile:1.8\nFROM scratch\nCMD a\n")

    assert parsed.builder.key == "buildkit@27.0"
    assert parsed.image(builder="buildkit@28.5").cmd == ("/bin/sh", "-c", "a")


def test_a_platform_must_be_one() -> None:
    """Of the build itself, so that it has no place in the text."""
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse("FROM scratch\n").image(platform="nope/")

    assert (caught.value.code, caught.value.line) == ("platform", None)


def test_dockerfiles_compare_by_text_name_and_builder() -> None:
    """Two readings of one text are equal."""
    first = cr.Dockerfile.parse("FROM a\n")

    assert first == cr.Dockerfile.parse("FROM a\n")
    assert first != cr.Dockerfile.parse("FROM a\n", name="other")
    assert first != cr.Dockerfile.parse("FROM a\n", builder="classic")


def test_no_such_builder() -> None:
    """A name nobody knows is the question's fault."""
    with pytest.raises(cr.CmdResolveError) as caught:
        cr.Dockerfile.parse("FROM a\n", builder="nope")

    assert caught.value.code == "unknown-dialect"


def test_a_dockerfile_shows_what_it_is_called() -> None:
    """Its length and who read it, not its text."""
    file = cr.Dockerfile.parse("FROM a\n", name="web/Dockerfile", builder="classic@28.5")

    assert repr(file) == "Dockerfile('web/Dockerfile', 7 characters, builder='classic@28.5')"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"target": 0}, "target is a text, not a value of type int"),
        ({"target": False}, "target is a text, not a value of type bool"),
        ({"platform": ("linux", "arm64")}, "platform is a text, not a value of type tuple"),
        ({"build_args": {"A": None}}, "build_args has texts, not a value of type NoneType for 'A'"),
        ({"builder": 28.5}, "a builder is a name or a record, not a value of type float"),
    ],
)
def test_an_argument_of_another_type_is_not_passed_over(
    given: dict[str, Any], message: str
) -> None:
    """The stage 0 is not the last one, which a false value would stand for."""
    with pytest.raises(cr.WrongTypeError) as caught:
        cr.Dockerfile.parse("FROM scratch AS a\nFROM scratch\n").image(**given)
    assert caught.value.message == message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("contexts", "message"),
    [
        (["a"], "contexts is a mapping, not a value of type list"),
        ({3: cr.ImageConfig()}, "contexts has names, not a value of type int: 3"),
        ({"a": "alpine"}, "contexts has image configs, not a value of type str: 'alpine'"),
    ],
)
def test_contexts_are_image_configs_by_name(contexts: Any, message: str) -> None:
    with pytest.raises(cr.WrongTypeError) as caught:
        cr.Dockerfile.parse("FROM a\n").image(contexts=contexts)
    assert caught.value.message == message


def test_the_name_of_a_file_is_a_text() -> None:
    wrong: Any = 3

    with pytest.raises(cr.WrongTypeError, match="name is a text, not a value of type int"):
        cr.Dockerfile.parse("FROM a\n", name=wrong)
