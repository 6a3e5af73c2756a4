"""The login that Docker's and Podman's files, and credential helpers, hold for a registry."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.images.registry.credentials import Login, login_for
from cmdresolve.model.errors import ImageConfigError

PACKED = base64.b64encode(b"mara:pass:word").decode()
MARA = Login("mara", "pass:word")
HUB = "https://index.docker.io/v1/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a PATH of its own."""
    for name in ("DOCKER_CONFIG", "REGISTRY_AUTH_FILE", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    (tmp_path / ".docker").mkdir()
    return tmp_path


def configure(folder: Path, record: Any, file: str = ".docker/config.json") -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record if isinstance(record, str) else json.dumps(record))


def helper(folder: Path, name: str, script: str) -> None:
    program = folder / f"docker-credential-{name}"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("entry", "login"),
    [
        ({"auth": PACKED}, MARA),
        ({"username": "mara", "password": "pass:word"}, MARA),
        ({"identitytoken": "t", "auth": PACKED}, Login(token="t")),
        ({"auth": "!"}, None),
        ({"auth": 1}, None),
        ({}, None),
        ("x", None),
    ],
)
def test_an_entry_is_read_as_docker_writes_it(
    folder: Path, entry: Any, login: Login | None
) -> None:
    configure(folder, {"auths": {"ghcr.io": entry}})
    assert login_for("ghcr.io", "a/b") == login


@pytest.mark.parametrize(
    ("key", "host", "found"),
    [
        (HUB, "docker.io", True),
        ("index.docker.io", "docker.io", True),
        ("docker.io", "docker.io", True),
        ("https://ghcr.io", "ghcr.io", True),
        ("ghcr.io/team", "ghcr.io", True),
        ("ghcr.io/team/app", "ghcr.io", True),
        ("ghcr.io/te", "ghcr.io", False),
        ("ghcr.io.evil.example", "ghcr.io", False),
        ("localhost:5000", "localhost:5000", True),
        ("localhost:5000", "localhost:5001", False),
    ],
)
def test_a_registry_is_known_by_its_names(
    folder: Path, key: str, host: str, *, found: bool
) -> None:
    configure(folder, {"auths": {key: {"auth": PACKED}}})
    assert (login_for(host, "team/app") == MARA) is found


@pytest.mark.parametrize("file", [".config/containers/auth.json", "elsewhere.json"])
def test_podman_s_files_count_too(folder: Path, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRY_AUTH_FILE", str(folder / "elsewhere.json"))
    configure(folder, {"auths": {"quay.io": {"auth": PACKED}}}, file)
    assert login_for("quay.io", "a") == MARA


def test_a_helper_is_asked_for_the_server(folder: Path) -> None:
    answer = '{"ServerURL": "x", "Username": "mara", "Secret": "\'$(cat)\'"}'
    helper(folder, "store", f"printf '%s' '{answer}'")
    configure(folder, {"credsStore": "store"})
    assert login_for("docker.io", "a/b") == Login("mara", HUB)
    assert login_for("ghcr.io", "a/b") == Login("mara", "ghcr.io")

    helper(folder, "own", 'echo \'{"Username": "<token>", "Secret": "t"}\'')
    configure(folder, {"credsStore": "store", "credHelpers": {"ghcr.io": "own"}})
    assert login_for("ghcr.io", "a/b") == Login(token="t")


@pytest.mark.parametrize("script", ["echo credentials not found; exit 1", "echo '{}'"])
def test_a_helper_that_has_none_leaves_the_file(folder: Path, script: str) -> None:
    helper(folder, "store", script)
    configure(folder, {"credsStore": "store", "auths": {"ghcr.io": {"auth": PACKED}}})
    assert login_for("ghcr.io", "a") == MARA
    configure(folder, {"credsStore": "gone", "auths": {"ghcr.io": {"auth": PACKED}}})
    assert login_for("ghcr.io", "a") == MARA


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("{hunter2", "it is not JSON"),
        ("[]", "it is not a JSON object"),
        ({"credsStore": "../../bin/sh"}, "name is not a program's name"),
        ({"credsStore": "noise"}, "its answer is not JSON"),
    ],
)
def test_what_is_wrong_is_said_without_what_was_read(
    folder: Path, record: Any, message: str
) -> None:
    helper(folder, "noise", "echo hunter2")
    configure(folder, record)
    with pytest.raises(ImageConfigError) as caught:
        login_for("ghcr.io", "a")
    assert message in caught.value.message
    assert "hunter2" not in str(caught.value)


def test_a_login_does_not_show_itself() -> None:
    assert repr(MARA) == "Login(…)"
    assert login_for("ghcr.io", "a") is None
