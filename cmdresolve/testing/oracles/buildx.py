"""A Docker engine whose images `docker buildx build` makes, so that contexts can be named."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from cmdresolve.testing.oracle import OracleError, Place, Request, refusal
from cmdresolve.testing.oracles.api_oracle import Build, Made
from cmdresolve.testing.oracles.docker import DockerOracle
from cmdresolve.testing.wire.archive import build_context
from cmdresolve.testing.wire.programs import AS_PLUGIN, plugin, run_program

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTEXT = "context:"
_SOLVES = re.compile(r"^ERROR: (?:failed to build: )?(?:failed to solve: )?", re.MULTILINE)


class BuildxOracle(DockerOracle):
    """A Docker engine that builds by the program beside it, which names the contexts of a request.

    A context is one of the request's bases under another name.
    """

    def __init__(self, place: Place, *, timeout: float = 60.0, workers: int = 4) -> None:
        """Talk to the engine at `place`, beside which `docker buildx` is installed.

        Args:
            place: where the engine and the program live.
            timeout: how many seconds the program may take, and the engine for one call.
            workers: how many programs may run at once.

        Raises:
            OracleError: no engine answers at `place`, or there is no buildx beside it.
        """
        super().__init__(place, timeout=timeout, workers=workers)
        self._plugin = plugin("buildx", place, timeout)

    def _plan(self, request: Request) -> Any:
        plan = super()._plan(request)
        contexts = request.get("contexts") or {}
        if not isinstance(plan, Build) or not contexts:
            return plan
        named = tuple(
            (f"{_CONTEXT}{name}", reference(context, request.get("bases") or {}))
            for name, context in contexts.items()
        )
        return evolve(plan, parameters=(*plan.parameters, *named))

    def _build(self, build: Build) -> Made:
        words = build_words(dict(build.parameters))
        place = self._place
        host = f"DOCKER_HOST=unix://{place.folder or place.socket.parent}/{place.socket.name}"
        ended = run_program(
            [*place.enter, "env", AS_PLUGIN, host, self._plugin, "buildx", *words],
            self._timeout,
            given=build_context(build.dockerfile),
        )
        if ended.returncode:
            message = _SOLVES.split(ended.stderr.decode(errors="replace"))[-1].strip()
            return Made(error=refusal("build", message))
        built = ended.stdout.decode().strip()
        self._images_left.add(built)
        return Made(built, self._config(built))


def build_words(parameters: Mapping[str, str]) -> list[str]:
    """Return what follows ``docker buildx`` for a build.

    Args:
        parameters: those of the API's build; a context is called ``context:NAME``, and is the name
            of an image.
    """
    words = ["build", "--quiet", "--no-cache", "--provenance=false"]
    for name, image in parameters.items():
        if name.startswith(_CONTEXT):
            context = f"{name.removeprefix(_CONTEXT)}=docker-image://{image}"
            words.append(f"--build-context={context}")
    words += [f"--{x}={parameters[x]}" for x in ("target", "platform") if x in parameters]
    arguments = json.loads(parameters.get("buildargs", "{}"))
    return [*words, *(f"--build-arg={name}={value}" for name, value in arguments.items()), "-"]


def reference(context: Any, bases: Mapping[str, Any]) -> str:
    """Return the base that a context is.

    Raises:
        OracleError: the context is none of `bases`.
    """
    found = next((name for name, base in bases.items() if base == context), None)
    if found is None:
        raise OracleError("a context is one of the bases, under another name")
    return found
