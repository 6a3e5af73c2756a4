"""The image that ``--image`` names, asked of the local engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve import UnknownImageError, dialects
from cmdresolve.cli.inputs.local_images import local_image
from cmdresolve.cli.inputs.question import Question
from cmdresolve.model.errors import CmdResolveError


def program(folder: Path, name: str, script: str) -> None:
    """Put a program on the PATH; it stands for the process, not for an engine."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("engine", "cmd"), [("docker", ("docker",)), ("podman", ("podman",)), ("swarm", ("docker",))]
)
def test_the_engine_that_starts_it_is_asked_first(
    programs: Path, engine: str, cmd: tuple[str, ...]
) -> None:
    """Then the other; the image's description is the engine's."""
    for name in ("docker", "podman"):
        record = [{"RepoTags": ["i:1"], "Os": "linux", "Config": {"Cmd": [name]}}]
        program(programs, name, f"echo '{json.dumps(record)}'")
    image = local_image(Question(image="i:1"), dialects.engine(engine), "i:1")

    assert image.cmd == cmd
    assert image.basis is not None
    assert image.basis.reference == "i:1"


def test_without_an_engine_nobody_knows(programs: Path) -> None:
    """And that is said."""
    del programs
    with pytest.raises(CmdResolveError) as caught:
        local_image(Question(image="i:1"), dialects.DEFAULT, "i:1")

    assert isinstance(caught.value, UnknownImageError)
