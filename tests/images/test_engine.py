"""Asking a local engine: which program is started, and what its silence means."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.images.engine import inspect_image
from cmdresolve.model.errors import ImageConfigError, UnknownImageError


def program(folder: Path, name: str, script: str) -> None:
    """Put a program on the only PATH there is; it stands for the process, not for an engine."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_without_a_program_the_image_is_unknown(path: Path) -> None:
    assert list(path.iterdir()) == []
    with pytest.raises(UnknownImageError) as caught:
        inspect_image("img")
    error = caught.value
    assert error.message == "neither docker nor podman nor nerdctl nor buildah is installed here"
    assert error.needs == ("the config of img",)
    assert error.hint == "describe the image with --image-config FILE instead"
    with pytest.raises(UnknownImageError, match=r"^podman is not installed "):
        inspect_image("img", programs=("podman",))


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("reference", ["", "-x", "--help"])
def test_a_flag_is_no_image(reference: str) -> None:
    with pytest.raises(UnknownImageError, match="names no image"):
        inspect_image(reference)


def test_the_next_program_is_asked_where_the_first_is_missing(path: Path) -> None:
    program(path, "podman", 'echo "[{\\"Config\\": {\\"Cmd\\": [\\"$1\\", \\"$2\\", \\"$3\\"]}}]"')
    assert inspect_image("img").cmd == ("image", "inspect", "img")


def test_a_program_that_fails_says_why(path: Path) -> None:
    program(path, "docker", "echo 'first line' >&2; echo 'No such image: img' >&2; exit 1")
    with pytest.raises(UnknownImageError) as caught:
        inspect_image("img")
    assert caught.value.message == "docker does not describe img: No such image: img"
    assert caught.value.hint == "try `docker pull img` first"


def test_a_program_that_fails_silently_gives_its_status(path: Path) -> None:
    program(path, "docker", "exit 7")
    with pytest.raises(UnknownImageError, match="docker does not describe img: exit status 7"):
        inspect_image("img")


def test_a_program_that_hangs_is_given_up(path: Path) -> None:
    program(path, "docker", "exec /bin/sleep 30")
    with pytest.raises(UnknownImageError) as caught:
        inspect_image("img", seconds=0.2)
    assert caught.value.message == "docker gave no answer within 0.2 seconds"
    assert caught.value.hint == "see whether its daemon is running"


def test_a_program_of_another_machine_cannot_be_started(path: Path) -> None:
    (path / "docker").write_bytes(b"\x7fELF\x01\x01\x01" + b"\0" * 60)
    (path / "docker").chmod(0o755)
    with pytest.raises(UnknownImageError, match="docker cannot be started: Exec format error"):
        inspect_image("img")


def test_what_it_prints_has_to_be_an_image_config(path: Path) -> None:
    program(path, "docker", "echo hello")
    with pytest.raises(ImageConfigError) as caught:
        inspect_image("img")
    assert caught.value.source is not None
    assert caught.value.source.name == "docker image inspect img"


def test_the_command_line_asks_the_engine_it_is_about(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program(path, "docker", 'echo "[{\\"Config\\": {\\"Cmd\\": [\\"from-docker\\"]}}]"')
    program(path, "podman", 'echo "[{\\"Config\\": {\\"Cmd\\": [\\"from-podman\\"]}}]"')
    assert main.main(["resolve", "--image", "img"]) == 0
    assert main.main(["resolve", "--image", "img", "--engine", "podman@5.8"]) == 0
    assert main.main(["resolve", "--image", "img", "--engine", "containerd-cri@2.1"]) == 0
    assert capsys.readouterr().out == '["from-docker"]\n["from-podman"]\n["from-docker"]\n'


@pytest.mark.usefixtures("path")
def test_the_command_line_cannot_know_without_an_engine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--image", "img"]) == 3
    assert (
        "neither docker nor podman nor nerdctl nor buildah is installed here"
        in capsys.readouterr().err
    )
