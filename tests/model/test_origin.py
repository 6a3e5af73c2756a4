"""Where words come from: `cmdresolve.model.origin`."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.model.origin import (
    ByDefault,
    InCommandLine,
    InDockerfile,
    InImage,
    InOverride,
    InYaml,
    Origin,
)
from cmdresolve.model.source import Source, Span

SOURCE = Source("Dockerfile", 'FROM a\nCMD ["x"]\n')
WORD = InDockerfile(SOURCE, "CMD", Span(7, 16), Span(12, 15))
TRIGGER = InDockerfile(SOURCE, "CMD", Span(7, 16), Span(12, 15), trigger="CMD x")

IN_DOCKERFILE = {
    "kind": "dockerfile",
    "source": "Dockerfile",
    "instruction": "CMD",
    "line": 2,
    "column": 6,
    "span": [12, 15],
    "instruction_span": [7, 16],
}

ORIGINS: list[tuple[Origin, str, dict[str, Any]]] = [
    (WORD, "Dockerfile:2:6 CMD", IN_DOCKERFILE),
    (
        TRIGGER,
        "Dockerfile:2:6 CMD (by ONBUILD CMD x)",
        {**IN_DOCKERFILE, "onbuild": "CMD x"},
    ),
    (
        InImage("debian:12", "Cmd", 0),
        "Cmd[0] of debian:12",
        {"kind": "image", "image": "debian:12", "field": "Cmd", "index": 0},
    ),
    (
        InImage(None, "Entrypoint", 2),
        "Entrypoint[2] of the image",
        {"kind": "image", "image": None, "field": "Entrypoint", "index": 2},
    ),
    (
        InCommandLine("docker run", 3, flag="--entrypoint"),
        "--entrypoint of docker run",
        {
            "kind": "command-line",
            "program": "docker run",
            "position": 3,
            "flag": "--entrypoint",
            "argument": None,
        },
    ),
    (
        InCommandLine("docker run", 5, argument=1),
        "docker run argument 1",
        {
            "kind": "command-line",
            "program": "docker run",
            "position": 5,
            "flag": None,
            "argument": 1,
        },
    ),
    (
        InYaml(Source("pod.yaml", "a:\n- b\n"), "a[0]", Span(5, 6)),
        "pod.yaml:2:3 a[0]",
        {
            "kind": "yaml",
            "source": "pod.yaml",
            "path": "a[0]",
            "line": 2,
            "column": 3,
            "span": [5, 6],
        },
    ),
    (
        InOverride("args", 0),
        "args[0] given at start",
        {"kind": "override", "field": "args", "index": 0},
    ),
    (
        ByDefault("podman@5.8", "one empty word"),
        "one empty word (podman@5.8)",
        {"kind": "default", "who": "podman@5.8", "rule": "one empty word", "because": None},
    ),
    (
        ByDefault("buildkit@28.5", "default shell", WORD),
        "default shell, because CMD at Dockerfile:2 is shell form",
        {
            "kind": "default",
            "who": "buildkit@28.5",
            "rule": "default shell",
            "because": IN_DOCKERFILE,
        },
    ),
]


@pytest.mark.parametrize(("origin", "phrase", "record"), ORIGINS)
def test_an_origin_says_itself(origin: Origin, phrase: str, record: dict[str, Any]) -> None:
    """In one phrase for people, and as a record for programs."""
    assert origin.describe() == phrase
    assert origin.to_json() == record


def test_a_place_is_where_the_word_begins() -> None:
    """Line and column are the word's, not the instruction's."""
    assert (WORD.line, WORD.column) == (2, 6)
