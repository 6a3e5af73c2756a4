"""A refusal for a person and as JSON."""

from __future__ import annotations

import pytest

from cmdresolve import (
    Dockerfile,
    DockerfileError,
    ImageConfig,
    NoCommandError,
    Override,
    docker_run,
)
from cmdresolve.checks import Asked, Inputs, Subject, check
from cmdresolve.model.errors import CmdResolveError, OverrideError, UnknownImageError
from cmdresolve.render import refusal

NO_COMMAND = NoCommandError("no command specified", code="no-command", stage="create")


@pytest.mark.parametrize(
    ("stage", "first"),
    [
        ("build", "the builder would refuse this:"),
        ("create", "the engine would refuse to create the container:"),
        ("start", "the container would not start:"),
        ("request", "m [c]"),
    ],
)
def test_who_would_refuse_when_is_said_first(stage: str, first: str) -> None:
    assert refusal.text(CmdResolveError("m", code="c", stage=stage)).split("\n")[0] == first


def test_a_refusal_shows_the_line_and_the_mend() -> None:
    with pytest.raises(DockerfileError) as caught:
        Dockerfile.parse("FROM scratch\nCMD --x\n").image()
    assert refusal.text(caught.value) == (
        "the builder would refuse this:\n"
        "Dockerfile:2:5: unknown flag: --x [unknown-flag]\n"
        "  2 | CMD --x\n"
        "    |     ^^^\n"
        "  hint: CMD takes no such flag; for a word of the command, write it in exec form, or put "
        '"--" before it'
    )


def test_the_flag_of_a_command_line_is_pointed_at() -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run("docker run --entrypiont sh img")
    assert refusal.text(caught.value) == (
        "the engine would refuse to create the container:\n"
        "command line:1:12: unknown flag: --entrypiont [unknown-flag]\n"
        "  1 | docker run --entrypiont sh img\n"
        "    |            ^^^^^^^^^^^^\n"
        "  hint: did you mean --entrypoint?"
    )


@pytest.mark.parametrize(
    ("image", "override", "lines"),
    [
        (ImageConfig(), None, ["  the image has no ENTRYPOINT and no CMD"]),
        (ImageConfig(entrypoint=[""]), None, ['  the image has ENTRYPOINT [""]']),
        (
            ImageConfig(entrypoint=["e"], cmd=["c"]),
            Override(entrypoint=""),
            [
                '  the image has ENTRYPOINT ["e"] and CMD ["c"]',
                "  an empty entrypoint was given at start, which drops ENTRYPOINT and CMD",
            ],
        ),
        (
            ImageConfig(),
            Override(entrypoint=()),
            [
                "  the image has no ENTRYPOINT and no CMD",
                "  an empty entrypoint was given at start, which drops nothing",
            ],
        ),
    ],
)
def test_where_nothing_is_left_it_says_what_there_was(
    image: ImageConfig, override: Override | None, lines: list[str]
) -> None:
    assert refusal.text(NO_COMMAND, image, override).split("\n")[2:] == lines


def test_the_notes_of_the_image_say_how_to_mend_it() -> None:
    base = ImageConfig(cmd=["nginx"], name="web")
    image = Dockerfile.parse("FROM web\nENTRYPOINT []\n").image(bases={"web": base})
    findings = check(Subject(lambda _: Asked(image), Inputs()))
    assert refusal.text(NO_COMMAND, image, findings=findings).endswith(
        "\nnote: ENTRYPOINT at Dockerfile:2 clears the CMD that web brings; to keep it, "
        "repeat it in this stage"
    )


def test_control_characters_are_not_printed() -> None:
    shown = refusal.text(CmdResolveError("a\x1b[31mb", code="c"))
    assert shown == "a\\u001b[31mb [c]"


def test_json_tells_a_refusal_from_what_cannot_be_known() -> None:
    unknown = UnknownImageError("m", needs=("x",))
    assert refusal.is_unknown(unknown)
    assert not refusal.is_unknown(NO_COMMAND)
    assert refusal.to_json(unknown) == {
        "schema": 1,
        "unknown": ["x"],
        "message": "m",
        "findings": [],
    }
    assert refusal.to_json(NO_COMMAND) == {
        "schema": 1,
        "error": {"stage": "create", "code": "no-command", "message": "no command specified"},
        "findings": [],
    }
