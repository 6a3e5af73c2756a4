"""Finding the engine of this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from cmdresolve.testing import OracleError
from cmdresolve.testing.oracles.engines import local_oracle


def test_what_docker_host_names_is_asked_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where nothing stands there, the message says where it was looked for."""
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/sock")

    with pytest.raises(OracleError, match=f"no socket at {tmp_path}/sock$"):
        local_oracle()


def test_an_engine_far_away_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Oracles look at an engine's files, and ask through a socket."""
    monkeypatch.setenv("DOCKER_HOST", "tcp://10.0.0.1:2375")

    with pytest.raises(OracleError, match="DOCKER_HOST is tcp://10"):
        local_oracle()


def test_a_socket_behind_which_nobody_is_is_no_engine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Podman's own place is looked at too, where there is no Docker."""
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    if Path("/var/run/docker.sock").is_socket():
        pytest.skip("this machine has Docker")
    (tmp_path / "podman").mkdir()
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "podman/podman.sock"))

        with pytest.raises(OracleError, match=r"podman\.sock"):
            local_oracle()
