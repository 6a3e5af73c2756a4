"""One harness for each reader of strangers' texts, and one for the batch protocol.

A harness takes bytes, reads them as its input, and returns nothing: a `CmdResolveError` is an
answer, anything else that is raised is a fault. So is a code ``internal``, which stands for an
exception that the backstop caught.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.batch import answer_lines
from cmdresolve.images.inspect import read_config

BUILDERS = [record.key for record in dialects.BUILDERS]
ENGINES = [record.key for record in dialects.ENGINES]
#: Far below the defaults: a fuzzer is to reach them with few bytes.
LIMITS = cr.Limits(expanded=200_000, yaml_nodes=20_000)

Harness = Callable[[bytes], None]


class FaultError(AssertionError):
    """The library answered with a fault of its own."""


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def dockerfile(data: bytes) -> None:
    """Read, build and explain: the first byte chooses the builder."""
    builder = BUILDERS[data[0] % len(BUILDERS)] if data else None
    bases = {"a": cr.ImageConfig(cmd=["c"], on_build=["CMD x"], shell=["s", "-c"])}
    with suppress(cr.CmdResolveError):
        image = cr.Dockerfile.parse(data[1:], builder=builder).image(bases=bases)
        cr.resolve(image).explain()


def command_line(data: bytes) -> None:
    """Read words that are divided by NUL bytes; without any, a typed text."""
    given: str | list[str] = _text(data)
    if "\0" in given:
        given = given.split("\0")
    with suppress(cr.CmdResolveError):
        command = cr.docker_run(given)
        cr.resolve(cr.ImageConfig(entrypoint=["e"], cmd=["c"]), command.override).explain()


def compose(data: bytes) -> None:
    """Read a Compose file; the service is called ``a``."""
    with suppress(cr.CmdResolveError):
        found = cr.compose_service([_text(data)], "a", env={"A": "x y", "B": ""})
        cr.resolve(cr.ImageConfig(cmd=["c"]), found.override).explain()


def kubernetes(data: bytes) -> None:
    """Read a manifest."""
    with suppress(cr.CmdResolveError):
        found = cr.pod_container(_text(data))
        cr.resolve(cr.ImageConfig(cmd=["c"]), found.override, engine="kubernetes").explain()


def image_config(data: bytes) -> None:
    """Read what a tool may print of an image."""
    with suppress(cr.CmdResolveError):
        cr.resolve(read_config(data, name="a", source_name="a.json")).explain()


def batch(data: bytes) -> None:
    """Answer lines of the protocol; every answer is JSON, and none is a fault of ours."""
    lines = _text(data).split("\n")
    for line in answer_lines(lines):
        error = json.loads(line).get("error") or {}
        if error.get("code") == "internal":
            raise FaultError(error["message"])


HARNESSES: dict[str, Harness] = {
    one.__name__: one
    for one in (dockerfile, command_line, compose, kubernetes, image_config, batch)
}
