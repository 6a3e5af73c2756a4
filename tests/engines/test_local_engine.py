"""``--ask`` and ``--image`` with the real programs, their contexts and a daemon that is dead."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.images.engine import LocalEngine, inspect_image
from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.image import Unknown
from cmdresolve.testing.oracle import Place
from tests.engines.conftest import bring_up, chosen
from tests.engines.lab import engine_named, place

pytestmark = pytest.mark.engine

NAME = "cmdresolve-test/local:1"
DOCKERFILE = b"""FROM scratch
SHELL ["/bin/bash", "-c"]
ENTRYPOINT ["/entry", "a b"]
CMD ["serve", "$PORT"]
ONBUILD RUN echo
"""
ENTRYPOINT, CMD = ("/entry", "a b"), ("serve", "$PORT")
#: What of the caller's environment reaches a program in the lab.
PASSED = ("DOCKER_HOST", "DOCKER_CONTEXT", "CONTAINER_HOST", "CONTAINER_CONNECTION")
DEAD = "unix:///nowhere/cmdresolve.sock"


def run(words: Sequence[str], data: bytes = b"") -> bytes:
    done = subprocess.run(words, input=data, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that stands first in PATH."""
    for name in PASSED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/sbin:/usr/bin:/sbin:/bin")
    return tmp_path


@pytest.fixture(params=chosen("docker") or [None])
def has_docker(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A Docker that has the image, and a folder of settings without a context."""
    bring_up(request.param)
    where = place(engine_named(request.param))
    run([*where.enter, "docker", "build", "-t", NAME, "-"], DOCKERFILE)
    yield where
    run([*where.enter, "docker", "image", "rm", "-f", NAME])
    run([*where.enter, "rm", "-rf", f"{where.folder}/tmp/home"])


@pytest.fixture(params=chosen("podman") or [None])
def has_podman(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A Podman that has the image, in Docker's format."""
    bring_up(request.param)
    where = place(engine_named(request.param))
    run([*where.enter, "podman", "build", "--format", "docker", "-t", NAME, "-"], DOCKERFILE)
    yield where
    run([*where.enter, "podman", "image", "rm", "-f", NAME])
    run([*where.enter, "rm", "-rf", f"{where.folder}/tmp/home"])


def put(path: Path, where: Place, name: str) -> None:
    """Put an engine's program into a folder; it hears of the caller's variables, and no others."""
    home = f"{where.folder}/tmp/home"
    given = "".join(f' ${{{one}+"{one}=${one}"}}' for one in PASSED)
    unset = " ".join(f"-u {one}" for one in PASSED)
    words = f"{shlex.join(where.enter)} env {unset} HOME={shlex.quote(home)}{given}"
    (path / name).write_text(f'#!/bin/sh\nexec {words} {name} "$@"\n')
    (path / name).chmod(0o755)


def test_a_dead_docker_is_passed_over_for_podman(
    has_docker: Place,
    has_podman: Place,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(path, has_docker, "docker")
    put(path, has_podman, "podman")
    monkeypatch.setenv("DOCKER_HOST", DEAD)
    (path / "Dockerfile").write_text(f"FROM {NAME}\n")

    assert main.main(["--format", "json", "--ask", str(path / "Dockerfile")]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["argv"] == [*ENTRYPOINT, *CMD]
    source = answer["bases"][NAME]["source"]
    assert source.startswith("the local podman; docker does not answer: ")
    assert "connect" in source

    assert main.main(["--format", "json", "--image", NAME]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["argv"] == [*ENTRYPOINT, *CMD]
    assert told["bases"][NAME]["source"] == source

    assert main.main(["--ask", "--image", "cmdresolve-test/nothing:1"]) == 3
    error = " ".join(capsys.readouterr().err.split())
    assert "docker does not answer: " in error
    assert "podman does not describe cmdresolve-test/nothing:1: " in error


def test_a_docker_that_answers_is_believed(
    has_docker: Place, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it does not have is not looked for elsewhere."""
    put(path, has_docker, "docker")
    monkeypatch.setenv("DOCKER_HOST", f"unix://{has_docker.folder}/sock")
    (path / "podman").write_text("#!/bin/sh\necho '[{\"Config\": {}}]'\n")
    (path / "podman").chmod(0o755)
    engine = LocalEngine()
    assert engine.find("cmdresolve-test/nothing:1") is None
    found = engine.find(NAME)
    assert found is not None
    assert found.source == "the local docker"


def answers(program: str) -> bool:
    """Say whether a program has the image; where it does not answer, that is said."""
    try:
        found = inspect_image(NAME, programs=(program,))
    except UnknownImageError as error:
        said = error.message
    else:
        assert (found.config.entrypoint, found.config.cmd) == (ENTRYPOINT, CMD)
        return True
    assert said.startswith(f"{program} does not answer: ")
    return False


def test_docker_s_contexts_are_honoured(
    has_docker: Place, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DOCKER_HOST, DOCKER_CONTEXT, and the context that `docker context use` chose."""
    put(path, has_docker, "docker")
    socket = f"unix://{has_docker.folder}/sock"
    program = str(path / "docker")
    run([program, "context", "create", "live", "--docker", f"host={socket}"])
    run([program, "context", "create", "dead", "--docker", f"host={DEAD}"])

    run([program, "context", "use", "live"])
    assert answers("docker")
    monkeypatch.setenv("DOCKER_CONTEXT", "dead")
    assert not answers("docker")
    monkeypatch.delenv("DOCKER_CONTEXT")
    run([program, "context", "use", "dead"])
    assert not answers("docker")
    monkeypatch.setenv("DOCKER_CONTEXT", "live")
    assert answers("docker")
    monkeypatch.delenv("DOCKER_CONTEXT")
    monkeypatch.setenv("DOCKER_HOST", socket)
    assert answers("docker")


def test_podman_s_connections_are_honoured(
    has_podman: Place, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CONTAINER_HOST and CONTAINER_CONNECTION; without them Podman is no client."""
    put(path, has_podman, "podman")
    socket = f"unix://{has_podman.folder}/sock"
    program = str(path / "podman")
    assert answers("podman")
    monkeypatch.setenv("CONTAINER_HOST", DEAD)
    assert not answers("podman")
    monkeypatch.setenv("CONTAINER_HOST", socket)
    assert answers("podman")
    monkeypatch.delenv("CONTAINER_HOST")
    run([program, "system", "connection", "add", "live", socket])
    run([program, "system", "connection", "add", "dead", DEAD])
    monkeypatch.setenv("CONTAINER_CONNECTION", "dead")
    assert not answers("podman")
    monkeypatch.setenv("CONTAINER_CONNECTION", "live")
    assert answers("podman")


def test_buildah_is_asked_where_it_is_alone(
    has_podman: Place, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints SHELL and ONBUILD, which Podman does not of an image in Docker's format."""
    put(path, has_podman, "buildah")
    found = LocalEngine(("buildah",)).find(NAME)
    assert found is not None
    assert (found.config.entrypoint, found.config.cmd) == (ENTRYPOINT, CMD)
    assert found.config.shell == ("/bin/bash", "-c")
    assert found.config.on_build == ("RUN echo",)
    assert LocalEngine(("buildah",)).find("cmdresolve-test/nothing:1") is None

    assert main.main(["resolve", "--image", NAME]) == 0
    (path / "Dockerfile").write_text(f"FROM {NAME}\nENTRYPOINT shell $form\n")
    assert main.main(["resolve", "--ask", str(path / "Dockerfile")]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [[*ENTRYPOINT, *CMD], ["/bin/bash", "-c", "shell $form"]]


def test_what_podman_does_not_print_stays_unknown(has_podman: Place, path: Path) -> None:
    put(path, has_podman, "podman")
    found = LocalEngine(("podman",)).find(NAME)
    assert found is not None
    assert isinstance(found.config.shell, Unknown)
