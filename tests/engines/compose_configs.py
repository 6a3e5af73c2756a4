"""Compose files put to the real `docker compose config`, and to the library beside it."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from cmdresolve import CmdResolveError
from cmdresolve.cli.inputs.project_files import (
    ProjectFiles,
    ProjectOptions,
    named_file,
    read_text,
)
from cmdresolve.starters.compose import ServiceCommand, compose_services
from cmdresolve.testing.oracle import Place
from cmdresolve.testing.oracles.compose import ComposeOracle
from cmdresolve.testing.wire.programs import run_program

if TYPE_CHECKING:
    import pytest

_IN_FOLDER = 'cd -- "$0" && exec "$@"'
_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_LOG = re.compile(r'^time="[^"]*" level=\w+ msg=.*\n?', re.MULTILINE)

Service = tuple[str | None, tuple[str, ...] | None, tuple[str, ...] | None, bool]


@frozen
class Configured:
    """What is made of a project.

    Attributes:
        services: of each service its image, entrypoint, command and init.
        refused: why it is refused instead; None where it is not.
        unknown: what would have to be known, by service.
    """

    services: Mapping[str, Service] = field(factory=dict)
    refused: str | None = None
    unknown: Mapping[str, tuple[str, ...]] = field(factory=dict)


@frozen
class Asked:
    """A project in a folder of its own, and what is said beside it.

    Attributes:
        files: the texts of everything in the folder, by path.
        chosen: the files of ``-f``; without any those that Compose finds.
        env: the variables of the environment.
        name: what ``-p`` says, or None.
        env_files: what ``--env-file`` says.
        profiles: what ``--profile`` says.
    """

    files: Mapping[str, str]
    chosen: Sequence[str] = ()
    env: Mapping[str, str] = field(factory=dict)
    name: str | None = None
    env_files: Sequence[str] = ()
    profiles: Sequence[str] = ()

    def words(self) -> list[str]:
        """Return the options of ``docker compose`` that ask for it."""
        words = [] if self.name is None else [f"--project-name={self.name}"]
        words += [f"--env-file={path}" for path in self.env_files]
        words += [f"--profile={profile}" for profile in self.profiles]
        return words + [f"--file={path}" for path in self.chosen]


class ComposeConfigs:
    """The Compose beside an engine."""

    def __init__(self, oracle: ComposeOracle, place: Place) -> None:
        self._program = oracle.program
        self._place = place

    def observe(self, asked: Asked) -> Configured:
        """Ask the program."""
        name = f"config-{secrets.token_hex(6)}"
        folder = self._place.socket.parent / name
        inside = f"{self._place.folder or self._place.socket.parent}/{name}/moon"
        try:
            write(asked.files, folder / "moon")
            variables = [f"{name}={value}" for name, value in asked.env.items()]
            words = [*self._place.enter, "env", "-i", _PATH, "HOME=/", *variables]
            words += ["/bin/sh", "-c", _IN_FOLDER, inside, *self._program, *asked.words()]
            ended = run_program([*words, "config", "--format=json"], 60)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if ended.returncode:
            told = _LOG.sub("", ended.stderr.decode(errors="replace")).replace(inside, ".").strip()
            return Configured(refused=told or f"ended with {ended.returncode}: {ended.stderr!r}")
        services = json.loads(ended.stdout)["services"] or {}
        return Configured({name: _service(one) for name, one in services.items()})


def write(files: Mapping[str, str], folder: Path) -> None:
    """Write texts into a folder that is not there yet."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")


def _service(found: Mapping[str, Any]) -> Service:
    return (
        _plain(found.get("image") or None),
        _words(found.get("entrypoint")),
        _words(found.get("command")),
        bool(found.get("init")),
    )


def _plain(text: str | None) -> str | None:
    """Read a text that is written with two dollars for one."""
    return None if text is None else text.replace("$$", "$")


def _words(words: list[str] | None) -> tuple[str, ...] | None:
    return None if words is None else tuple(word.replace("$$", "$") for word in words)


def answered(asked: Asked, engine: str) -> Configured:
    """Ask the library for all services that are not left out by a profile.

    Args:
        asked: the project.
        engine: which Compose reads it.
    """
    chosen = asked.chosen or tuple(
        name for name in ("compose.yaml", "compose.override.yaml") if name in asked.files
    )
    env = {"HOME": "/", "PATH": _PATH.partition("=")[2], **asked.env}
    try:
        found = compose_services(
            [(name, asked.files[name]) for name in chosen],
            env=env,
            beside=asked.files,
            engine=engine,
            folder="moon",
            complete=True,
            env_files=asked.env_files,
            project_name=asked.name,
            profiles=asked.profiles,
        )
    except CmdResolveError as error:
        return Configured(refused=str(error))
    return _configured(found)


def answered_on_disk(asked: Asked, engine: str, monkeypatch: pytest.MonkeyPatch) -> Configured:
    """Ask the library as the command line does, which finds the files by itself.

    Args:
        asked: the project.
        engine: which Compose reads it.
        monkeypatch: sets the environment and the working folder.
    """
    with tempfile.TemporaryDirectory() as top, monkeypatch.context() as patch:
        folder = Path(top) / "moon"
        write(asked.files, folder)
        patch.chdir(folder)
        for name in os.environ:
            patch.delenv(name)
        for name, value in {"HOME": "/", "PATH": _PATH, **asked.env}.items():
            patch.setenv(name, value)
        options = ProjectOptions(
            files=tuple(asked.chosen),
            name=asked.name,
            env_files=tuple(asked.env_files),
            profiles=tuple(asked.profiles),
        )
        try:
            first = named_file(options)
            project = ProjectFiles(first, read_text(first), options)
            found = project.enabled(engine)
        except CmdResolveError as error:
            return Configured(refused=str(error))
    return _configured(found)


def _configured(found: Sequence[ServiceCommand]) -> Configured:
    services = {
        one.service: (
            one.image or None,
            _given(one.override.entrypoint),
            _given(one.override.args),
            one.override.init,
        )
        for one in found
    }
    unknown = {one.service: one.override.unknown for one in found if one.override.unknown}
    return Configured(services, unknown=unknown)


def _given(words: tuple[str, ...] | str | None) -> tuple[str, ...] | None:
    return None if words is None else tuple(words)


def parted(asked: Asked, seen: Configured, ours: Configured) -> str | None:
    """Say on what the program and the library part, None where they agree.

    What is unknown to the library is no disagreement.
    """
    if seen.refused is not None or ours.refused is not None:
        if (seen.refused is None) == (ours.refused is None):
            return None
        told = f"Compose: {seen.refused or 'takes it'}; ours: {ours.refused or 'takes it'}"
        return f"{told} {dict(asked.files)} {asked.words()} {dict(asked.env)}"
    for name in {*seen.services, *ours.services} - set(ours.unknown):
        if seen.services.get(name) != ours.services.get(name):
            told = f"{name}: Compose {seen.services.get(name)}, ours {ours.services.get(name)}"
            return f"{told} {dict(asked.files)} {asked.words()} {dict(asked.env)}"
    return None
