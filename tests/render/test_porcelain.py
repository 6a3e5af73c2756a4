"""One line per word, for programs."""

from __future__ import annotations

import pytest

from cmdresolve import Dockerfile, ImageConfig, Override, docker_run, resolve
from cmdresolve.model.origin import InImage
from cmdresolve.render.porcelain import place, rows


@pytest.mark.parametrize(
    ("image", "override", "lines"),
    [
        (ImageConfig(cmd=["a b"], name="i"), Override(), ['i:0:Cmd\targv[0]\t"a b"']),
        (ImageConfig(cmd=["a"]), Override(), [':0:Cmd\targv[0]\t"a"']),
        (
            ImageConfig(cmd=["a"]),
            Override(entrypoint=["e"], args=["b\tc"]),
            [
                ':0:entrypoint\targv[0]\t"e"',
                ':0:args\targv[1]\t"b\\tc"',
                ':0:Cmd\tdropped\t"a"',
            ],
        ),
        (
            ImageConfig.undescribed("app"),
            Override(args=["x"]),
            [':0:args\tknown\t"x"', '::\tunknown\t"Entrypoint of app"'],
        ),
        (
            Dockerfile.parse("FROM scratch\nCMD run\n").image(),
            Override(),
            [
                'buildkit@28.5:2:default\targv[0]\t"/bin/sh"',
                'buildkit@28.5:2:default\targv[1]\t"-c"',
                'Dockerfile:2:CMD\targv[2]\t"run"',
            ],
        ),
    ],
)
def test_each_word_has_a_line(image: ImageConfig, override: Override, lines: list[str]) -> None:
    assert list(rows(resolve(image, override))) == lines


def test_words_of_a_command_line_have_their_place_in_it() -> None:
    override = docker_run("docker run --entrypoint e img a").override
    assert list(rows(resolve(ImageConfig(), override))) == [
        'docker run:3:--entrypoint\targv[0]\t"e"',
        'docker run:5:argument\targv[1]\t"a"',
    ]


def test_a_default_of_the_engine_has_no_line() -> None:
    assert list(rows(resolve(ImageConfig(), engine="podman@5.8"))) == [
        'podman@5.8::default\targv[0]\t""'
    ]


def test_a_name_cannot_break_the_lines() -> None:
    assert place(InImage("a\nb\tc", "Cmd", 0)) == "a\\nb\\tc:0:Cmd"
