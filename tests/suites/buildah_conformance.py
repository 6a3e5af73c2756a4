"""Buildah's conformance tests: what Docker and Buildah make of one Dockerfile must be the same.

The suite compares two programs, and so does this: our Buildah against our classic builder, or our
BuildKit where the suite asks for that one. Files and commands are none of ours, so that a build
that fails for a file is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import cmdresolve as cr
from tests.suites.go_source import structs, variables
from tests.suites.go_steps import Scope
from tests.suites.go_values import Name, is_read, plain, rows
from tests.suites.suite import REFUSED, Case, Files, NotAsked, Suite

FOLDER = "tests/conformance/"
_BUILDAH, _CLASSIC, _BUILDKIT = "buildah@1.44/docker", "classic@28.5", "buildkit@28.5"
#: What is compared: all of a config that Dockerfiles set and that is read here, but for what one of
#: the two programs alone writes (BuildKit's ArgsEscaped).
_COMPARED = ("entrypoint", "cmd", "shell", "env", "working_dir", "user", "stop_signal", "on_build")

_SAME = "the same config"


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield its cases."""
    source = files[f"{FOLDER}conformance_test.go"]
    scope = Scope({}, structs(source))
    for names, values in variables(source):
        if names == ["internalTestCases"]:
            for row in rows(scope.of(values[0])):
                yield _case(files, {key: plain(value) for key, value in row.items()})


def _case(files: Files, row: Mapping[str, Any]) -> Case | NotAsked:
    name = row["name"]
    if row.get("withoutDocker"):
        return NotAsked(name, "Docker is not asked either")
    text = row.get("dockerfileContents") or _file(files, row)
    arguments = row.get("buildArgs") or {}
    if not is_read(text) or not is_read(arguments):
        return NotAsked(name, "its Dockerfile is computed")
    docker = _BUILDKIT if row.get("dockerUseBuildKit") else _CLASSIC
    if row.get("shouldFailAt"):
        if "no such file" in (row.get("failureRegex") or ""):
            return NotAsked(name, "the build fails for a file")
        return Case(name, (REFUSED, REFUSED), partial(_both, text, arguments, docker))
    return Case(name, _SAME, partial(_same, text, arguments, docker))


def _file(files: Files, row: Mapping[str, Any]) -> Any:
    place = "/".join(filter(None, (row.get("contextDir"), row.get("dockerfile") or "Dockerfile")))
    return files.get(f"{FOLDER}testdata/{place}") or Name("missing")


def _built(text: str, arguments: Mapping[str, str], builder: str) -> Any:
    """Return what is compared of an image, or that it is refused."""
    try:
        image = cr.Dockerfile.parse(text, builder=builder).image(
            build_args=dict(arguments), bases=_base
        )
    except cr.DockerfileError as error:
        return REFUSED if error.code != "internal" else error
    return {field: getattr(image, field) or None for field in _COMPARED}


def _base(reference: str) -> cr.ImageConfig:
    """Describe every base alike: what it says is the same for both."""
    return cr.ImageConfig(cmd=["sh"], env=["PATH=/bin"], name=reference)


def _both(text: str, arguments: Mapping[str, str], docker: str) -> tuple[Any, Any]:
    return _built(text, arguments, docker), _built(text, arguments, _BUILDAH)


def _same(text: str, arguments: Mapping[str, str], docker: str) -> Any:
    by_docker, by_buildah = _both(text, arguments, docker)
    if REFUSED in (by_docker, by_buildah):
        return (by_docker, by_buildah)
    return _SAME if by_docker == by_buildah else (by_docker, by_buildah)


SUITE = Suite("Buildah, conformance", "containers/buildah", read)
