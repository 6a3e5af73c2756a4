"""Asking a local engine: which program is started, and what its silence means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.images.engine import LocalEngine, inspect_image
from cmdresolve.model.errors import ImageConfigError, UnknownImageError
from cmdresolve.model.image import Unknown


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
    assert error.hint == "describe the image in bases, or give its config"
    with pytest.raises(UnknownImageError, match=r"^podman is not installed "):
        inspect_image("img", programs=("podman",))


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("reference", ["", "-x", "--help", "a\0b", "\ud800", "caf\xe9"])
def test_a_flag_is_no_image(reference: str) -> None:
    with pytest.raises(UnknownImageError, match="names no image"):
        inspect_image(reference)


def test_the_next_program_is_asked_where_the_first_is_missing(path: Path) -> None:
    program(path, "podman", 'echo "[{\\"Config\\": {\\"Cmd\\": [\\"$1\\", \\"$2\\", \\"$3\\"]}}]"')
    assert inspect_image("img").config.cmd == ("image", "inspect", "img")


def test_a_program_that_fails_says_why(path: Path) -> None:
    program(path, "docker", "echo 'first line' >&2; echo 'No such image: img' >&2; exit 1")
    with pytest.raises(UnknownImageError) as caught:
        inspect_image("img")
    assert caught.value.message == "docker does not describe img: No such image: img"
    assert caught.value.hint == "try `docker pull img` first"


def test_a_program_that_fails_silently_gives_its_status(path: Path) -> None:
    program(path, "docker", "exit 7")
    with pytest.raises(UnknownImageError, match="docker does not answer: exit status 7"):
        inspect_image("img")


_DEAD = "echo 'Cannot connect to the Docker daemon at unix:///x.' >&2; exit 1"
_WHY = "docker does not answer: Cannot connect to the Docker daemon at unix:///x."


def test_an_engine_that_does_not_answer_is_passed_over_and_named(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is asked once, however many images are wanted."""
    program(path, "docker", f"echo . >> {path}/asked; {_DEAD}")
    program(path, "podman", 'echo \'{"Os": "linux", "Config": {"Cmd": ["x"]}}\'')
    (path / "Dockerfile").write_text("FROM a AS b\nFROM c\nCOPY --from=b / /\n")

    assert main.main(["--ask", str(path / "Dockerfile")]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"c, engine (the local podman; {_WHY})" in told
    assert (path / "asked").read_text() == ".\n"

    found = inspect_image("img")
    assert found.config.cmd == ("x",)
    assert found.source == f"the local podman; {_WHY}"


def test_what_the_next_engine_lacks_is_unknown_for_both(path: Path) -> None:
    """The image may well be in the one that does not answer."""
    program(path, "docker", _DEAD)
    program(path, "podman", "echo 'Error: img: image not known' >&2; exit 125")
    why = f"{_WHY}; podman does not describe img: Error: img: image not known"
    for asked in (LocalEngine().find, inspect_image):
        with pytest.raises(UnknownImageError) as caught:
            asked("img")
        assert caught.value.message == why


@pytest.mark.usefixtures("path")
def test_where_no_engine_answers_each_says_why(path: Path) -> None:
    program(path, "docker", _DEAD)
    program(path, "nerdctl", "exit 7")
    with pytest.raises(UnknownImageError) as caught:
        LocalEngine().find("img")
    assert caught.value.message == f"{_WHY}; nerdctl does not answer: exit status 7"
    assert caught.value.hint == "see whether its daemon is running"


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


def test_the_command_line_says_that_the_engine_told(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program(path, "docker", 'echo \'{"Os": "linux", "Config": {"Cmd": ["x"]}}\'')
    assert main.main(["--format", "json", "--image", "img"]) == 0
    bases = json.loads(capsys.readouterr().out)["bases"]
    assert bases == {"img": {"from": "engine", "source": "the local docker"}}


def test_several_images_are_asked_for_in_one_go(path: Path, tmp_path: Path) -> None:
    """Those that no record names are asked for alone, and what is missing is left to others."""
    digest = "sha256:" + "a" * 64
    named = {"RepoTags": ["localhost/b:1"], "Os": "linux", "Config": {"Cmd": ["b"]}}
    unnamed = {"RepoDigests": [f"c@{digest}"], "Os": "linux", "Config": {}}
    (tmp_path / "named").write_text(json.dumps([named]))
    (tmp_path / "unnamed").write_text(json.dumps([unnamed]))
    program(
        path,
        "docker",
        f'case "$*" in "image inspect c:1") read x < {tmp_path}/unnamed; echo "$x";;\n'
        f'*b:1*) read x < {tmp_path}/named; echo "$x"; exit 1;;\n'
        '*) echo "No such image: x" >&2; exit 1;; esac',
    )
    for file in ("named", "unnamed"):
        (tmp_path / file).write_text((tmp_path / file).read_text() + "\n")
    engine = LocalEngine(("docker",))

    engine.expect(["b:1", "c:1", "d:1", "-x"])

    found = engine.find("b:1")
    assert found is not None
    assert found.config.cmd == ("b",)
    digested = engine.find("c:1")
    assert digested is not None
    assert digested.digest == digest
    assert engine.find("d:1") is None
    assert engine.find("-x") is None

    program(path, "docker", "exit 9")
    engine.expect(["b:1", "c:1", "d:1"])
    assert not engine._silent


def test_an_image_for_another_system_is_said(path: Path) -> None:
    program(path, "docker", 'echo \'{"Os": "linux", "Config": {}}\'')
    with pytest.raises(UnknownImageError, match="has a for linux, not for windows/amd64"):
        LocalEngine(("docker",)).find("a", "windows/amd64")


_ARM = '{"Os": "linux", "Architecture": "arm64", "Variant": "v8", "Config": {"Cmd": ["arm"]}}'
_AMD = '{"Os": "linux", "Architecture": "amd64", "Config": {"Cmd": ["amd"]}}'


@pytest.mark.parametrize(
    ("name", "platform", "cmd"),
    [
        ("docker", "linux/amd64", "amd"),
        ("docker", "linux/arm64", "arm"),
        ("docker", "linux/arm64/v8", "arm"),
        ("docker", "linux/arm64/v9", None),
        ("docker", "linux/s390x", None),
        ("podman", "linux/amd64", "arm"),
        ("podman", "linux/arm64", "arm"),
        ("podman", "linux/s390x", None),
        ("nerdctl", "linux/s390x", None),
    ],
)
def test_a_platform_that_is_named_counts(
    path: Path, name: str, platform: str, cmd: str | None
) -> None:
    """Docker is asked again, by its flag; of the usual platform nobody need have asked."""
    told = f"case \"$3\" in --platform) echo '{_ARM}';; *) echo '{_AMD}';; esac"
    program(path, name, told if name == "docker" else f"echo '{_ARM}'")
    engine = LocalEngine((name,))
    if cmd is not None:
        found = engine.find("a", platform)
        assert found is not None
        assert found.config.cmd == (cmd,)
        assert inspect_image("a", platform=platform, programs=(name,)).config.cmd == (cmd,)
        return
    with pytest.raises(UnknownImageError, match=f"not for {platform}") as caught:
        engine.find("a", platform)
    assert caught.value.hint == f"try `{name} pull --platform {platform} a` first"


def test_the_command_line_passes_the_platform_on(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program(path, "podman", f"echo '{_ARM}'")
    (path / "Dockerfile").write_text("FROM a\n")
    file = str(path / "Dockerfile")

    assert main.main(["resolve", "--ask", "--platform", "linux/arm64", file]) == 0
    assert main.main(["resolve", "--platform", "linux/arm64", "--image", "a"]) == 0
    assert main.main(["lock", "--ask", "--platform", "linux/arm64", file]) == 0
    locked = json.loads((path / "cmdresolve.lock").read_text())["images"]["a"]
    assert list(locked) == ["linux/arm64"]
    capsys.readouterr()
    for words in (["--ask", file], ["--image", "a"]):
        assert main.main(["resolve", "--platform", "linux/s390x", *words]) == 3
        assert "not for linux/s390x" in capsys.readouterr().err


def test_what_podman_does_not_print_is_unknown(path: Path) -> None:
    """Of an image in Docker's format it leaves SHELL and ONBUILD out."""
    kind = "application/vnd.docker.distribution.manifest.v2+json"
    program(path, "podman", f'echo \'[{{"ManifestType": "{kind}", "Config": {{}}}}]\'')
    found = LocalEngine(("podman",)).find("a")
    assert found is not None
    assert found.config.shell == Unknown("a", "Shell")
    assert found.config.on_build == Unknown("a", "OnBuild")


def test_what_nerdctl_does_not_print_is_unknown(path: Path) -> None:
    """Its Config has neither SHELL nor ONBUILD, whatever the image has (nerdctl v2.3.5)."""
    record = {
        "RepoTags": ["a:latest"],
        "RepoDigests": ["a@sha256:" + "b" * 64],
        "Os": "linux",
        "Architecture": "amd64",
        "Config": {"AttachStdin": False, "Cmd": ["x"], "Image": "docker.io/library/a:latest"},
    }
    program(path, "nerdctl", f"echo '{json.dumps([record])}'")
    found = LocalEngine(("nerdctl",)).find("a")
    assert found is not None
    assert (found.config.cmd, found.config.entrypoint) == (("x",), None)
    assert found.digest == "sha256:" + "b" * 64
    assert found.config.shell == Unknown("a", "Shell")
    assert found.config.on_build == Unknown("a", "OnBuild")


def test_nerdctl_says_in_one_line_that_it_has_no_such_image(path: Path) -> None:
    said = 'time="2026-11-30T00:00:00Z" level=fatal msg="1 errors:\\nno such image: a"'
    program(path, "nerdctl", f"printf '%s\\n' '{said}' >&2; exit 1")
    assert LocalEngine(("nerdctl",)).find("a") is None


def test_buildah_s_own_inspect_is_read(path: Path) -> None:
    docker = {"os": "linux", "config": {"Cmd": ["x"], "Shell": ["s"]}}
    record = json.dumps({"Type": "buildah", "Config": "{}", "OCIv1": {}, "Docker": docker})
    program(path, "buildah", f"echo '{record}'")
    found = LocalEngine(("buildah",)).find("a")
    assert found is not None
    assert (found.config.cmd, found.config.shell) == (("x",), ("s",))
