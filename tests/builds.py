"""Whole builds of short Dockerfiles, for the tests of the modules that take part in one."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from cmdresolve.batch import protocol

BK = "buildkit@28.5"
CL = "classic@28.5"
BA = "buildah@1.43"
BD = "buildah@1.43/docker"
A = cr.ImageConfig(entrypoint=["/a"], cmd=["a"], env=["X=base"])
BASES = {"a": A, "My Own": A}


def built(text: str, builder: str = BK, **asked: Any) -> cr.ImageConfig:
    """Build a text that may start from the image ``a``."""
    asked.setdefault("bases", BASES)
    return cr.Dockerfile.parse(text, builder=builder).image(**asked)


def refusal(text: str, builder: str = BK, **asked: Any) -> tuple[str, int | None, int | None]:
    """Return the code and the place for which a build is refused."""
    with pytest.raises(cr.DockerfileError) as caught:
        built(text, builder, **asked)
    return caught.value.code, caught.value.line, caught.value.column


def code(text: str, builder: str = BK) -> str | None:
    """Return the code for which a build is refused, or None."""
    try:
        cr.Dockerfile.parse(text, builder=builder).image()
    except cr.DockerfileError as error:
        return error.code
    return None


def fired(text: str, trigger: str, builder: str) -> str | None:
    """Return the code for which a build on ``base``, which has a trigger, is refused, or None."""
    bases = {"base": cr.ImageConfig(on_build=[trigger])}
    try:
        cr.Dockerfile.parse(text, builder=builder).image(bases=bases)
    except cr.DockerfileError as error:
        return error.code
    return None


def faulted(text: str, builder: str = BK) -> tuple[str, int | None, str]:
    """Return the code, the column, and the line with the message of a refusal."""
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(text, builder=builder).image()
    return caught.value.code, caught.value.column, f"{caught.value.line}: {caught.value.message}"


#: What shell form of ``a`` comes to.
SHELL_A = ["/bin/sh", "-c", "a"]


def stored(builder: str, text: str, **more: Any) -> Any:
    """Return the Cmd of the image, or the code of the refusal, or what would have to be known."""
    found = protocol.answer({"builder": builder, "dockerfile": text, "run": False, **more})
    if "error" in found:
        return found["error"]["code"]
    return found["image"]["Cmd"]
