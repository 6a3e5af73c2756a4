"""A real registry: what was pushed is read back, and the login is the user's own."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmdresolve.cli import main
from cmdresolve.images.registry import Registry, place_of
from cmdresolve.model.errors import ImageConfigError, UnknownImageError
from tests.images import saved
from tests.images.registry import real
from tests.images.registry.real import Server

MISSING = [x for x in ("docker-registry", "htpasswd", "openssl") if shutil.which(x) is None]
real_registry = pytest.mark.skipif(
    bool(MISSING), reason=f"needs Debian's docker-registry and apache2-utils: no {MISSING}"
)
DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
ONE, ARM = saved.config("one"), saved.config("arm", architecture="arm64")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without any login, and no proxy on the way."""
    for name in ("DOCKER_CONFIG", "REGISTRY_AUTH_FILE", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return tmp_path


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with real.registry(tmp_path_factory.mktemp("plain")) as server:
        fill(server)
        yield server


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One with a password and TLS by an authority of its own."""
    folder = tmp_path_factory.mktemp("locked")
    with real.registry(folder, password=True, tls=True) as server:
        fill(server)
        yield server._replace(headers={"authority": str(folder / "ca.crt")})


def fill(server: Server) -> None:
    manifest = saved.manifest(ONE)
    server.push("team/app", "oci", manifest, ONE, media_type=saved.MANIFEST)
    docker = json.loads(saved.manifest(ONE, DOCKER_CONFIG)) | {"mediaType": DOCKER}
    server.push("team/app", "docker", saved.packed(docker), media_type=DOCKER)
    arm = saved.manifest(ARM)
    server.push("team/app", "arm", arm, ARM, media_type=saved.MANIFEST)
    both = saved.index(saved.for_platform(manifest, "amd64"), saved.for_platform(arm, "arm64"))
    server.push("team/app", "both", both, media_type=saved.INDEX)


@real_registry
@pytest.mark.parametrize(
    ("version", "platform", "cmd"),
    [
        (":oci", "linux/amd64", ("one",)),
        (":docker", "linux/amd64", ("one",)),
        (":both", "linux/amd64", ("one",)),
        (":both", "linux/arm64", ("arm",)),
        (":arm", "linux/amd64", ("arm",)),
        (f"@{saved.digest(saved.manifest(ARM))}", "linux/arm64/v8", ("arm",)),
        (f":any@{saved.digest(saved.manifest(ONE))}", "linux/amd64", ("one",)),
    ],
)
def test_what_was_pushed_is_read_back(
    plain: Server, version: str, platform: str, cmd: tuple[str, ...]
) -> None:
    found = Registry().find(f"{plain.host}/team/app{version}", platform)

    assert found.config.cmd == cmd
    assert found.origin == "registry"
    assert found.config.name == f"{plain.host}/team/app{version}"


@real_registry
def test_the_digest_is_the_one_that_pins_the_tag(plain: Server) -> None:
    reference = f"{plain.host}/team/app"
    digest = Registry().find(f"{reference}:both").digest

    assert Registry().find(f"{reference}@{digest}").config.cmd == ("one",)
    assert Registry().find(f"{reference}:oci").digest == saved.digest(saved.manifest(ONE))


@real_registry
def test_what_is_not_there_is_said(plain: Server) -> None:
    with pytest.raises(UnknownImageError) as caught:
        Registry().find(f"{plain.host}/team/app:gone")
    assert caught.value.code == "registry-missing"
    assert caught.value.message == f"{plain.host}: it has no {plain.host}/team/app:gone"
    with pytest.raises(ImageConfigError) as wrong:
        Registry().find(f"{plain.host}/team/app:both", "linux/s390x")
    assert wrong.value.code == "platform-not-found"


def log_in(home: Path, host: str, **record: object) -> None:
    folder = home / ".docker"
    folder.mkdir(exist_ok=True)
    packed = base64.b64encode(f"{real.USER}:{real.PASSWORD}".encode()).decode()
    settings = record or {"auths": {host: {"auth": packed}}}
    (folder / "config.json").write_text(json.dumps(settings))


@real_registry
def test_a_registry_with_a_password_is_given_the_user_s(
    locked: Server, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", locked.headers["authority"])
    reference = f"{locked.host}/team/app:both"
    with pytest.raises(UnknownImageError) as caught:
        Registry().find(reference)
    assert caught.value.code == "registry-login"
    assert caught.value.hint == (
        f"log in to it: docker login {locked.host}, or podman login {locked.host}"
    )

    log_in(home, locked.host)
    assert Registry().find(reference).config.cmd == ("one",)

    wrong = base64.b64encode(b"mara:hunter2").decode()
    log_in(home, locked.host, auths={locked.host: {"auth": wrong}})
    with pytest.raises(UnknownImageError, match="to the user that is logged in") as caught:
        Registry().find(reference)
    assert "hunter2" not in f"{caught.value} {wrong}".replace(wrong, "")


@real_registry
def test_a_certificate_that_nobody_vouches_for_is_refused(
    locked: Server, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    log_in(home, locked.host)
    with pytest.raises(UnknownImageError, match="its certificate is not trusted") as caught:
        Registry().find(f"{locked.host}/team/app:oci")
    assert f"/etc/docker/certs.d/{locked.host}/ca.crt" in str(caught.value.hint)

    folder = home / ".config" / "docker" / "certs.d" / locked.host
    folder.mkdir(parents=True)
    shutil.copy(locked.headers["authority"], folder / "ca.crt")
    assert Registry().find(f"{locked.host}/team/app:oci").config.cmd == ("one",)


@real_registry
def test_the_command_line_asks_locks_and_sees_what_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once locked, the registry may be gone; what moved is told when it is back."""
    monkeypatch.chdir(tmp_path)
    store = tmp_path / "registry"
    store.mkdir()
    with real.registry(store) as server:
        server.push("app", "1", saved.manifest(ONE), ONE, media_type=saved.MANIFEST)
        (tmp_path / "Dockerfile").write_text(f"FROM {server.host}/app:1\n")
        assert main.main(["resolve", "Dockerfile"]) == 3
        assert main.main(["resolve", "--registry", "Dockerfile"]) == 0
        assert main.main(["resolve", "--registry", "--image", f"{server.host}/app:1"]) == 0
        assert capsys.readouterr().out == '["one"]\n["one"]\n'
        assert main.main(["lock", "--registry", "."]) == 0
        assert main.main(["lock", "--check", "--registry", "."]) == 0
        assert capsys.readouterr().out.endswith("nothing has moved\n")
        server.push("app", "1", saved.manifest(ARM), ARM, media_type=saved.MANIFEST)
        assert main.main(["lock", "--check", "--registry", "."]) == 1
        assert capsys.readouterr().out.endswith(
            'Dockerfile starts another process:\n  - ["one"]\n  + ["arm"]\n'
        )
    assert main.main(["resolve", "Dockerfile"]) == 0
    assert capsys.readouterr().out == '["one"]\n'


@pytest.mark.parametrize(
    ("reference", "host", "path", "version"),
    [
        ("debian", "registry-1.docker.io", "library/debian", "latest"),
        ("a/b:1", "registry-1.docker.io", "a/b", "1"),
        ("index.docker.io/a/b", "registry-1.docker.io", "a/b", "latest"),
        ("ghcr.io/a/b/c:1", "ghcr.io", "a/b/c", "1"),
        ("localhost:5000/a", "localhost:5000", "a", "latest"),
        (f"quay.io/a/b:1@sha256:{'a' * 64}", "quay.io", "a/b", f"sha256:{'a' * 64}"),
    ],
)
def test_a_name_leads_to_a_place(reference: str, host: str, path: str, version: str) -> None:
    place = place_of(reference)
    assert (place.host, place.path, place.version) == (host, path, version)


def test_a_name_that_is_none_leads_nowhere() -> None:
    with pytest.raises(UnknownImageError, match="names no image"):
        place_of("UPPER")
