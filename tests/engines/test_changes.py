"""Changes of an image's config: what real commands make of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.image import ImageConfig
from cmdresolve.testing.oracle import Place
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import changes
from cmdresolve.testing.wire.archive import docker_archive, image_file, tar
from cmdresolve.testing.wire.docker_api import DockerApi, Refused
from cmdresolve.testing.wire.programs import run_program
from cmdresolve.testing.wire.unix_http import UnixHttp
from tests.engines.conftest import CASES, SEED, bring_up, chosen
from tests.engines.lab import engine_named, place

pytestmark = pytest.mark.engine

_SECONDS = 60.0
_FIELDS = ("Entrypoint", "Cmd", "Env", "WorkingDir", "User", "StopSignal")
# What Podman puts into the environment of every container.
_PODMAN_ENV = frozenset({"container", "HOME", "HOSTNAME", "TERM"})
_CONFIG: dict[str, Any] = {
    "Entrypoint": ["e", "f"],
    "Cmd": ["c"],
    "Shell": ["/s", "-x"],
    "Env": ["PATH=/bin", "A=b"],
    "WorkingDir": "/w",
    "User": "u",
    "StopSignal": "9",
    "ExposedPorts": {"80/tcp": {}},
}
_WITHOUT_ENTRYPOINT = {key: value for key, value in _CONFIG.items() if key != "Entrypoint"}
# Two runs may ask one engine at a time.
_NAME = f"changes-{os.getpid()}"
_FILES = tar([("f", b"f\n")])


def _shown(config: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that are compared; to those who read a config empty and absent are one."""
    shown = {field: config.get(field) or None for field in _FIELDS}
    shown["Env"] = sorted(
        entry for entry in config.get("Env") or () if entry.partition("=")[0] not in _PODMAN_ENV
    )
    return shown


def _ours(config: dict[str, Any], given: Sequence[str], engine: str, command: str) -> Any:
    try:
        image = ImageConfig.from_json(config).changed(given, engine=engine, command=command)
    except DockerfileError:
        return "refused"
    assert not image.changed([], engine=engine, command="commit").on_build
    return _shown(
        {
            "Entrypoint": list(image.entrypoint or ()),
            "Cmd": list(image.cmd or ()),
            "Env": image.env,
            "WorkingDir": image.working_dir,
            "User": image.user,
            "StopSignal": image.stop_signal,
        }
    )


def _differences(
    ask: Callable[[dict[str, Any], Sequence[str]], Any], engine: str, command: str
) -> list[str]:
    drawn = sample(changes(), count=CASES, seed=SEED)
    plain = sample(changes(valid=True), count=CASES // 2, seed=SEED)
    found = []
    for number, given in enumerate([*drawn, *plain]):
        config = _CONFIG if number % 2 else _WITHOUT_ENTRYPOINT
        seen, ours = ask(config, given), _ours(config, given, engine, command)
        if seen != ours:
            found.append(f"{given}\n  {engine} {command}: {seen}\n  here: {ours}")
    return found


class _Docker:
    def __init__(self, where: Place) -> None:
        self.api = DockerApi(UnixHttp(where.socket, _SECONDS))
        self.names: dict[str, str] = {}

    def commit(self, config: dict[str, Any], given: Sequence[str]) -> Any:
        file = image_file(config)
        if file.id not in self.names:
            assert self.api.load(docker_archive([file])) is None
            self.names[file.id] = name = f"{_NAME}:{len(self.names)}"
            self.api.tag(file.id, name)
        container = self.api.create(
            {"Image": self.names[file.id], "HostConfig": {"NetworkMode": "none"}}
        )
        assert isinstance(container, str)
        try:
            return self._seen(self.api.commit(container, given))
        finally:
            self.api.remove(container)

    def import_files(self, config: dict[str, Any], given: Sequence[str]) -> Any:
        del config
        return self._seen(self.api.import_files(_FILES, given))

    def _seen(self, made: str | Refused) -> Any:
        if isinstance(made, Refused):
            return "refused"
        config = self.api.get(f"/images/{made}/json")["Config"]
        self.api.remove_image(made)
        return _shown(config)

    def close(self) -> None:
        for name in self.names.values():
            self.api.remove_image(name)
        self.api.close()


class _Podman:
    """Asks the programs themselves: the flags are theirs."""

    def __init__(self, where: Place) -> None:
        self.where = where
        self.names: dict[str, str] = {}
        self.files = where.inside(f"{where.folder}/{_NAME}.tar")
        self.files.write_bytes(_FILES)

    def _run(self, *words: str) -> tuple[int, str]:
        done = run_program([*self.where.enter, *words], _SECONDS)
        return done.returncode, done.stdout.decode().strip().rpartition("\n")[2]

    def _image(self, config: dict[str, Any]) -> str:
        file = image_file(config)
        if file.id not in self.names:
            path = f"{self.where.folder}/{_NAME}-{len(self.names)}.tar"
            self.where.inside(path).write_bytes(docker_archive([file]))
            self.names[file.id] = name = f"localhost/{_NAME}:{len(self.names)}"
            assert self._run("podman", "load", "-q", "-i", path)[0] == 0
            assert self._run("podman", "tag", file.id.removeprefix("sha256:"), name)[0] == 0
        return self.names[file.id]

    def commit(self, config: dict[str, Any], given: Sequence[str]) -> Any:
        status, container = self._run("podman", "create", "--pull=never", self._image(config))
        assert status == 0
        flags = [word for text in given for word in ("--change", text)]
        try:
            return self._seen(*self._run("podman", "commit", "-q", *flags, container))
        finally:
            self._run("podman", "rm", container)

    def import_files(self, config: dict[str, Any], given: Sequence[str]) -> Any:
        del config
        flags = [word for text in given for word in ("--change", text)]
        path = f"{self.where.folder}/{_NAME}.tar"
        return self._seen(*self._run("podman", "import", "-q", *flags, path))

    def config(self, config: dict[str, Any], given: Sequence[str]) -> Any:
        """Ask ``buildah config``, where every change has a flag of its name."""
        status, container = self._run("buildah", "from", "--pull=false", self._image(config))
        assert status == 0
        flags = [f"--{x.partition(' ')[0].lower()}={x.partition(' ')[2]}" for x in given]
        try:
            if self._run("buildah", "config", *flags, container)[0]:
                return "refused"
            return self._seen(*self._run("buildah", "commit", "-q", container))
        finally:
            self._run("buildah", "rm", container)

    def _seen(self, status: int, image: str) -> Any:
        if status:
            return "refused"
        _, told = self._run("podman", "image", "inspect", "--format={{json .Config}}", image)
        self._run("podman", "rmi", image)
        return _shown(json.loads(told))

    def close(self) -> None:
        for name in self.names.values():
            self._run("podman", "rmi", name)
        self.files.unlink()


@pytest.fixture(params=chosen("docker") or [None])
def commits(request: pytest.FixtureRequest) -> Iterator[tuple[str, _Docker]]:
    bring_up(request.param)
    asked = _Docker(place(engine_named(request.param)))
    try:
        yield request.param, asked
    finally:
        asked.close()


@pytest.fixture(params=chosen("podman") or [None])
def programs(request: pytest.FixtureRequest) -> Iterator[tuple[str, _Podman]]:
    bring_up(request.param)
    asked = _Podman(place(engine_named(request.param)))
    try:
        yield request.param, asked
    finally:
        asked.close()


def test_docker_commits_changes_alike(commits: tuple[str, _Docker]) -> None:
    """``POST /commit?changes=``, which is what ``docker commit --change`` sends."""
    engine, asked = commits

    assert _differences(asked.commit, engine, "commit") == []


def test_docker_imports_changes_alike(commits: tuple[str, _Docker]) -> None:
    """``POST /images/create?changes=``, which is what ``docker import --change`` sends."""
    engine, asked = commits

    assert _differences(asked.import_files, engine, "import") == []


def test_podman_commits_changes_alike(programs: tuple[str, _Podman]) -> None:
    """``podman commit --change``."""
    engine, asked = programs

    assert _differences(asked.commit, engine, "commit") == []


def test_podman_imports_changes_alike(programs: tuple[str, _Podman]) -> None:
    """``podman import --change``."""
    engine, asked = programs

    assert _differences(asked.import_files, engine, "import") == []


_CONFIG_FLAGS = (
    ["CMD a b"],
    ['CMD ["a","b"]'],
    ['CMD a "b c" $X'],
    ["CMD a; b"],
    ["CMD 'a"],
    ["CMD a (b"],
    ["CMD "],
    ["CMD []"],
    ["CMD null"],
    ["CMD [null]"],
    ['CMD ["a",1]'],
    ['CMD ["a"] x'],
    ["CMD a", "CMD b"],
    ["CMD [1e999]"],
    ['CMD  ["a"] '],
    ["ENTRYPOINT x y"],
    ['ENTRYPOINT ["q"]'],
    ["CMD z", 'ENTRYPOINT ["q"]'],
    ["ENTRYPOINT "],
    ["ENTRYPOINT []"],
    ["ENTRYPOINT null"],
    ['ENTRYPOINT ["a",1]'],
    ['ENTRYPOINT ["a"] x'],
    ["SHELL /z -y", "CMD y"],
    ["SHELL 'a"],
    ["USER v"],
    ["ENV Q=$A-${A}-$NOPE"],
    ["ENV Q=1", "ENV R=$Q"],
)


def test_buildah_config_sets_alike(programs: tuple[str, _Podman]) -> None:
    """``buildah config``, each change by the flag of its name."""
    engine, asked = programs
    version = {"podman@5.8": "1.43", "podman@5.4": "1.39", "podman@4.3": "1.28"}[engine]
    found = []
    for given in _CONFIG_FLAGS:
        for config in (_CONFIG, _WITHOUT_ENTRYPOINT):
            seen = asked.config(config, given)
            ours = _ours(config, given, f"buildah@{version}", "config")
            if seen != ours:
                found.append(f"{given}\n  buildah@{version}: {seen}\n  here: {ours}")
    assert found == []
