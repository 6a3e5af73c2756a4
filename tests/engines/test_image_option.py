"""``--image``: a real engine is asked through its own program."""

from __future__ import annotations

import json
import secrets
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.testing.wire.archive import docker_archive, image_file
from cmdresolve.testing.wire.docker_api import DockerApi
from cmdresolve.testing.wire.unix_http import UnixHttp
from tests.engines.conftest import bring_up, chosen
from tests.engines.lab import engine_named, place

pytestmark = pytest.mark.engine

_SECONDS = 60.0


@pytest.fixture(params=chosen("docker") or [None])
def image(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An image in the engine, whose program is the only docker on PATH."""
    bring_up(request.param)
    where = place(engine_named(request.param))
    program = tmp_path / "docker"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(where.enter)} docker "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/sbin:/usr/bin:/sbin:/bin")
    file = image_file({"Entrypoint": ["/e"], "Cmd": ["c"], "Labels": {"at": secrets.token_hex(8)}})
    api = DockerApi(UnixHttp(where.socket, _SECONDS))
    try:
        assert api.load(docker_archive([file])) is None
        yield file.id
        api.remove_image(file.id)
    finally:
        api.close()


def test_the_engine_s_own_config_is_resolved(
    image: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """``docker image inspect`` of a real engine is what ``--image`` reads."""
    assert main.main(["resolve", "--image", image, "x"]) == 0
    assert json.loads(capsys.readouterr().out) == ["/e", "x"]


@pytest.mark.usefixtures("image")
def test_an_image_that_the_engine_lacks_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is pulled: the engine says that it has no such image."""
    assert main.main(["--image", "no-such-image-here"]) == 3
    assert "docker does not describe no-such-image-here: " in capsys.readouterr().err
