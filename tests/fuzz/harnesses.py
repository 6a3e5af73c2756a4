"""One harness for each reader of strangers' texts, and one for the batch protocol.

A harness takes bytes, reads them as its input, and returns nothing: a `CmdResolveError` is an
answer, anything else that is raised is a fault. So is a code ``internal``, which stands for an
exception that the backstop caught.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.batch import answer, answer_lines
from cmdresolve.checks.messages import causes
from cmdresolve.cli.checking.settings import settings_for
from cmdresolve.cli.inputs import bake as bake_files
from cmdresolve.cli.language.arguments import read_options, sort_words
from cmdresolve.cli.language.options import VERBS
from cmdresolve.cli.recognising.recognise import recognise
from cmdresolve.images.archive import Wanted, read_archive
from cmdresolve.images.inspect import read_config
from cmdresolve.images.lock import read_lock
from cmdresolve.model.platform import asked_platform
from cmdresolve.starters.command_line.typed import read_line
from cmdresolve.starters.compose import project_variables
from cmdresolve.starters.quadlet import quadlet_container
from tests.fuzz.archives import archive_of

BUILDERS = [record.key for record in dialects.BUILDERS]
ENGINES = [record.key for record in dialects.ENGINES]
PODS = [record.key for record in dialects.ENGINES if record.pods is not None]
COMPOSES = [record.key for record in dialects.ENGINES if record.compose is not None]
CHANGERS = ("docker@28.5", "docker@20.10", "podman@5.8", "podman@4.3")
#: Far below the defaults: a fuzzer is to reach them with few bytes.
LIMITS = cr.Limits(expanded=200_000, yaml_nodes=200_000)
BASES = {"a": cr.ImageConfig(cmd=["c"], on_build=["CMD x"], shell=["s", "-c"])}
IMAGE = cr.ImageConfig(entrypoint=["e"], cmd=["c"], env=["A=b"])

Harness = Callable[[bytes], None]


class FaultError(AssertionError):
    """The library answered with a fault of its own."""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _chosen(data: bytes, names: list[str]) -> tuple[str, bytes]:
    """Let the first byte choose who reads the rest."""
    return names[data[0] % len(names)] if data else names[-1], data[1:]


def _no_fault(record: dict[str, object]) -> None:
    error = record.get("error")
    if isinstance(error, dict) and error.get("code") == "internal":
        raise FaultError(error["message"])


def dockerfile(data: bytes) -> None:
    """Read, build and explain: the first byte chooses the builder."""
    builder, text = _chosen(data, BUILDERS)
    with suppress(cr.CmdResolveError):
        parsed = cr.Dockerfile.parse(text, builder=builder, limits=LIMITS)
        whole = parsed.source.text
        assert "".join(whole[slice(*piece.span)] for piece in parsed.pieces) == whole
        cr.resolve(parsed.image(bases=BASES)).explain()


def findings(data: bytes) -> None:
    """Look for findings in a Dockerfile, and prove their mends."""
    builder, text = _chosen(data, BUILDERS)
    _no_fault(
        answer(
            {
                "dockerfile": _text(text),
                "builder": builder,
                "bases": {"a": {"Cmd": ["c"], "OnBuild": ["CMD x"]}},
                "explain": True,
            },
            limits=LIMITS,
        )
    )


def command_line(data: bytes) -> None:
    """Read words that are divided by NUL bytes; without any, a typed text."""
    given: str | list[str] = _text(data)
    if "\0" in given:
        given = given.split("\0")
    with suppress(cr.CmdResolveError):
        read_line(given)
    with suppress(cr.CmdResolveError):
        command = cr.docker_run(given)
        cr.resolve(IMAGE, command.override).explain()


def compose(data: bytes) -> None:
    """Read a Compose file; the service is called ``a``, and the first byte chooses the reader."""
    engine, text = _chosen(data, COMPOSES)
    beside = {".env": "A=1\n", "b.yaml": "services: {b: {image: b, command: $A}}\n"}
    with suppress(cr.CmdResolveError):
        found = cr.compose_service(
            [_text(text)],
            "a",
            env={"A": "x y", "B": ""},
            beside=beside,
            engine=engine,
            limits=LIMITS,
        )
        cr.resolve(IMAGE, found.override).explain()


def env_file(data: bytes) -> None:
    """Read a file of variables."""
    with suppress(cr.CmdResolveError):
        project_variables([(".env", _text(data))], ("A", "B"), env={"C": "x"})


def kubernetes(data: bytes) -> None:
    """Read a manifest; the first byte chooses who plays it, the length which door it comes by."""
    engine, text = _chosen(data, PODS)
    with suppress(cr.CmdResolveError):
        if len(text) % 2:
            cr.pod_container(_text(text), "a", engine=engine, limits=LIMITS)
            return
        for found in cr.pod_containers(_text(text), engine=engine, limits=LIMITS):
            cr.resolve(IMAGE, found.override, engine=engine).explain()


def quadlet(data: bytes) -> None:
    """Read a unit of Quadlet."""
    with suppress(cr.CmdResolveError):
        cr.resolve(IMAGE, quadlet_container(_text(data)).override, engine="podman").explain()


def image_config(data: bytes) -> None:
    """Read what a tool may print of an image."""
    with suppress(cr.CmdResolveError):
        cr.resolve(read_config(data, name="a", source_name="a.json")).explain()


def changes(data: bytes) -> None:
    """Change an image by lines, as a commit does; the first byte chooses the engine."""
    engine, text = _chosen(data, list(CHANGERS))
    with suppress(cr.CmdResolveError):
        IMAGE.changed(_text(text).split("\0"), engine=engine)


def archive(data: bytes) -> None:
    """Read an archive: the bytes as they are, or members that they name (`archive_of`)."""
    with suppress(cr.CmdResolveError):
        read_archive(io.BytesIO(archive_of(data)), Wanted("a.tar", None, None, None))


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="cmdresolve-fuzz-"))


def lock_file(data: bytes) -> None:
    """Read a lock file."""
    path = _folder() / "cmdresolve.lock"
    path.write_bytes(data)
    with suppress(cr.CmdResolveError):
        read_lock(str(path)).find("a")


def settings(data: bytes) -> None:
    """Read settings, of ours or among those of others: the first byte chooses the file."""
    name, text = _chosen(data, [".cmdresolve.toml", "pyproject.toml"])
    path = _folder() / name
    path.write_bytes(text)
    with suppress(cr.CmdResolveError):
        settings_for(str(_folder()))
    path.unlink()


def bake(data: bytes) -> None:
    """Read a bake file: the first byte chooses its kind."""
    name, text = _chosen(data, ["docker-bake.json", "docker-bake.hcl"])
    with suppress(cr.CmdResolveError):
        bake_files.targets(name, text)


def message(data: bytes) -> None:
    """Look for what is behind a message."""
    list(causes(_text(data)))


def own_words(data: bytes) -> None:
    """Read words of our own command line."""
    words = _text(data).split("\0")
    for verb in VERBS:
        with suppress(cr.CmdResolveError):
            asked = sort_words(words, lambda word: word == "FILE", verb=verb.name)
            read_options(verb.name, asked.own)


def names(data: bytes) -> None:
    """Look up a name: of a dialect, a platform, an image in the atlas."""
    text = _text(data)
    for ask in (cr.dialect, asked_platform, cr.atlas().find):
        with suppress(cr.CmdResolveError):
            ask(text)


def kinds(data: bytes) -> None:
    """Say what a file is."""
    recognise(data, "a.yaml")


def batch(data: bytes) -> None:
    """Answer lines of the protocol; every answer is JSON, and none is a fault of ours."""
    for line in answer_lines(_text(data).split("\n"), limits=LIMITS):
        _no_fault(json.loads(line))


HARNESSES: dict[str, Harness] = {
    one.__name__: one
    for one in (
        *(dockerfile, findings, command_line, compose, env_file, kubernetes, quadlet),
        *(image_config, changes, archive, lock_file, settings, bake, message, own_words),
        *(names, kinds, batch),
    )
}
