"""A Docker engine as an oracle, over nothing but its API.

Both of Docker's builders answer to ``POST /build``: version 1 is the classic builder, version 2
is BuildKit, which takes its context from the request's body as well.  The argv comes from the
created container: ``Path`` and ``Args`` are decided when it is created, so nothing has to start.
"""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, TypeVar

from attrs import field, frozen

from cmdresolve.testing.archive import ImageFile, build_context, docker_archive, image_file
from cmdresolve.testing.dockerapi import DockerApi, Refused, RefusedError
from cmdresolve.testing.messages import HUNG_UP
from cmdresolve.testing.oracle import (
    Answer,
    OracleError,
    Place,
    Request,
    dockerfile_bytes,
    refusal,
    stored,
)
from cmdresolve.testing.shelf import Shelf
from cmdresolve.testing.unixhttp import HungUpError, UnixHttp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Builder: TypeAlias = Literal["buildkit", "classic"]

_BUILD_VERSIONS: dict[str, str] = {"classic": "1", "buildkit": "2"}
_CHUNK = 64
_BUILDS_BETWEEN_PRUNES = 500

_T = TypeVar("_T")
_R = TypeVar("_R")


@frozen
class _Load:
    """An image that is given as a config."""

    image: ImageFile
    bases: str | None = None


@frozen
class _Build:
    """One build, as the engine is asked for it."""

    dockerfile: bytes
    parameters: tuple[tuple[str, str], ...]
    bases: str

    @classmethod
    def of(cls, request: Request, builder: Builder) -> _Build:
        dockerfile = dockerfile_bytes(request)
        if dockerfile is None:
            raise OracleError("a request holds `image`, `dockerfile` or `dockerfile_b64`")
        # Classic's cache takes null and [] for equal, so a cached step may answer with either.
        parameters = {"version": _BUILD_VERSIONS[builder], "nocache": "1", "rm": "1"}
        if request.get("target"):
            parameters["target"] = request["target"]
        if request.get("build_args"):
            parameters["buildargs"] = json.dumps(request["build_args"], sort_keys=True)
        if request.get("platform"):
            parameters["platform"] = request["platform"]
        return cls(dockerfile, tuple(parameters.items()), json.dumps(request.get("bases") or {}))


_Plan: TypeAlias = _Load | _Build


@frozen
class _Made:
    """An image in the engine, or the engine's refusal to make one."""

    id: str = ""
    config: Mapping[str, Any] = field(factory=dict)
    error: dict[str, Any] | None = None


class DockerOracle:
    """A Docker engine that answers batch-protocol requests.

    Several oracles, in several processes, may ask one engine: each takes it for itself while it
    works on a chunk of requests.

    Attributes:
        engine: such as ``docker@28.5``.
        builder: such as ``buildkit@28.5``.
        exact_config: whether `image` of an answer is read from the stored blob.  If not, it is
            what the API shows of it, and that of Docker 28 shows ``[]`` as null.
    """

    def __init__(
        self,
        place: Place,
        *,
        builder: Builder = "buildkit",
        timeout: float = 60.0,
        workers: int = 4,
    ) -> None:
        """Talk to the engine at `place`.

        Args:
            place: where the engine lives.
            builder: which of Docker's two builders builds.
            timeout: how many seconds the engine may take for one call.
            workers: how many calls may be under way at once.

        Raises:
            OracleError: no engine answers at `place`.
        """
        self._place = place
        self._timeout = timeout
        self._local = threading.local()
        self._apis: list[DockerApi] = []
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="docker-oracle")
        self._builds = 0
        version = self._api.get("/version")["Version"]
        self._release = ".".join(version.split(".")[:2])
        self._builder = builder
        info = self._api.get("/info")
        self._blobs = place.inside(
            f"{info['DockerRootDir']}/image/{info['Driver']}/imagedb/content/sha256"
        )
        self.exact_config = self._blobs.is_dir()
        self._shelf = Shelf(place.socket, str(info["ID"]))

    @property
    def engine(self) -> str:
        """Who starts the container."""
        return f"docker@{self._release}"

    @property
    def builder(self) -> str:
        """Who builds a Dockerfile."""
        return f"{self._builder}@{self._release}"

    def observe(self, request: Request) -> Answer:
        """Put one request to the engine; see `Oracle.observe`."""
        return self.observe_many([request])[0]

    def observe_many(self, requests: Sequence[Request]) -> list[Answer]:
        """Put many requests to the engine; see `Oracle.observe_many`."""
        answers: list[Answer] = []
        for start in range(0, len(requests), _CHUNK):
            chunk = requests[start : start + _CHUNK]
            self._wake()
            try:
                answers += self._observe_chunk(chunk)
            except HungUpError:
                # The engine died under the chunk, not of one request: those are told apart.
                self._wake()
                answers += self._observe_chunk(chunk)
        return answers

    def close(self) -> None:
        """Take the named bases away and close all connections."""
        # An engine that is gone has nothing left to take away.
        with suppress(OracleError), self._shelf.alone():
            self._arrange({})
        self._pool.shutdown()
        for api in self._apis:
            api.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @property
    def _api(self) -> DockerApi:
        api: DockerApi | None = getattr(self._local, "api", None)
        if api is None:
            api = DockerApi(UnixHttp(self._place.socket, self._timeout))
            self._local.api = api
            self._apis.append(api)
        return api

    def _observe_chunk(self, requests: Sequence[Request]) -> list[Answer]:
        plans = [_plan(request, self._builder) for request in requests]
        answers: dict[int, Answer] = {}
        with self._shelf.alone():
            for bases in dict.fromkeys(plan.bases for plan in plans):
                # Group by group to the end: taking a name away may delete an image of the group.
                group = [number for number, plan in enumerate(plans) if plan.bases == bases]
                observed = self._observe_group(
                    [requests[number] for number in group], [plans[number] for number in group]
                )
                answers.update(zip(group, observed, strict=True))
        return [answers[number] for number in range(len(requests))]

    def _observe_group(self, requests: Sequence[Request], plans: Sequence[_Plan]) -> list[Answer]:
        made = self._make(list(dict.fromkeys(plans)))
        pairs = [(request, made[plan]) for request, plan in zip(requests, plans, strict=True)]
        try:
            return self._each(lambda pair: self._start(*pair), pairs, _start_fault)
        finally:
            self._discard(image.id for image in made.values() if image.error is None)

    def _make(self, plans: Sequence[_Plan]) -> dict[_Plan, _Made]:
        made: dict[_Plan, _Made] = {}
        made.update(self._load([plan for plan in plans if isinstance(plan, _Load)]))
        builds = [plan for plan in plans if isinstance(plan, _Build)]
        if not builds:
            return made
        error = self._put_bases(json.loads(builds[0].bases))
        if error is not None:
            return made | dict.fromkeys(builds, _Made(error=error))
        self._builds += len(builds)
        if self._builds >= _BUILDS_BETWEEN_PRUNES:
            self._api.prune()
            self._builds = 0
        return made | dict(zip(builds, self._each(self._build, builds, _build_fault), strict=True))

    def _load(self, plans: Sequence[_Load]) -> dict[_Plan, _Made]:
        if not plans:
            return {}
        refused = self._api.load(docker_archive(plan.image for plan in plans))
        if refused is None:
            return {plan: _Made(plan.image.id, plan.image.config) for plan in plans}
        if len(plans) == 1:
            return {plans[0]: _Made(error=refusal("create", refused.message))}
        # One bad config fails the whole archive: find it by loading them one by one.
        return {plan: made for single in plans for plan, made in self._load([single]).items()}

    def _put_bases(self, bases: Mapping[str, Any]) -> dict[str, Any] | None:
        """Make `bases` the only named images; return the error of one that cannot be made."""
        names: dict[str, str] = {}
        for reference, base in bases.items():
            if isinstance(base, str):
                # Its own FROM may name a base listed before it.
                self._arrange(names)
                made = self._build(_Build.of({"dockerfile": base}, self._builder))
            else:
                plan = _Load(image_file(base))
                made = self._load([plan])[plan]
            if made.error is not None:
                self._discard(names.values())
                return made.error | {"message": f"base {reference}: {made.error['message']}"}
            names[reference] = made.id
        self._arrange(names)
        return None

    def _arrange(self, names: Mapping[str, str]) -> None:
        self._shelf.arrange(names, tag=self._api.tag, untag=self._api.remove_image)

    def _build(self, build: _Build) -> _Made:
        built = self._api.build(build_context(build.dockerfile), dict(build.parameters))
        if isinstance(built, Refused):
            return _Made(error=refusal("build", built.message))
        return _Made(built, self._config(built))

    def _config(self, image: str) -> Mapping[str, Any]:
        config: Mapping[str, Any] | None
        if self.exact_config:
            blob = self._blobs / image.removeprefix("sha256:")
            config = json.loads(blob.read_bytes()).get("config")
        else:
            config = self._api.get(f"/images/{image}/json")["Config"]
        return config or {}

    def _start(self, request: Request, image: _Made) -> Answer:
        answer = _answer(request)
        if image.error is not None:
            return answer | {"error": image.error}
        answer["image"] = stored(image.config)
        if request.get("run") is False:
            return answer
        container = self._api.create(create_body(image.id, request.get("run") or {}))
        if isinstance(container, Refused):
            return answer | {"error": refusal("create", container.message)}
        try:
            seen = self._api.get(f"/containers/{container}/json")
        finally:
            self._api.remove(container)
        return answer | {"argv": [seen["Path"], *seen["Args"]]}

    def _discard(self, images: Iterable[str]) -> None:
        doomed = [image for image in dict.fromkeys(images) if image not in self._shelf.images]
        list(self._pool.map(self._remove_image, doomed))

    def _remove_image(self, image: str) -> None:
        # Docker 20.10 builds an image for Windows but cannot remove it: it stays, and harms nobody.
        with suppress(RefusedError):
            self._api.remove_image(image)

    def _each(
        self, ask: Callable[[_T], _R], items: Sequence[_T], fault: Callable[[_T], _R]
    ) -> list[_R]:
        """Ask for all `items` at once; those that a dying engine took along again, alone.

        An item the engine hangs up on even when asked alone gets what `fault` returns.
        """

        def guarded(item: _T) -> _R | HungUpError:
            try:
                return ask(item)
            except HungUpError as dropped:
                return dropped

        results = list(self._pool.map(guarded, items))
        for number, result in enumerate(results):
            if isinstance(result, HungUpError):
                self._wake()
                results[number] = guarded(items[number])
        self_made = []
        for item, result in zip(items, results, strict=True):
            if isinstance(result, HungUpError):
                self._wake()
                self_made.append(fault(item))
            else:
                self_made.append(result)
        return self_made

    def _wake(self) -> None:
        """See to it that the engine answers.

        Raises:
            OracleError: it is dead and nobody can start it again.
        """
        try:
            self._api.get("/version")
        except HungUpError:
            if self._place.revive is None:
                raise
            self._place.revive()
            self._api.get("/version")


def create_body(image: str, run: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the engine's API is sent to create a container.

    Args:
        image: the id of the image.
        run: the `run` of a request; its values are passed on as they are, right or wrong.
    """
    body: dict[str, Any] = {"Image": image, "HostConfig": {"NetworkMode": "none"}}
    if "entrypoint" in run:
        body["Entrypoint"] = run["entrypoint"]
    if "args" in run:
        body["Cmd"] = run["args"]
    if "init" in run:
        body["HostConfig"]["Init"] = run["init"]
    return body


def _answer(request: Request) -> Answer:
    return {"id": request["id"]} if "id" in request else {}


def _start_fault(pair: tuple[Request, _Made]) -> Answer:
    return _answer(pair[0]) | {"error": refusal("create", HUNG_UP)}


def _build_fault(_: _Build) -> _Made:
    return _Made(error=refusal("build", HUNG_UP))


def _plan(request: Request, builder: Builder) -> _Plan:
    if "image" in request:
        return _Load(image_file(request["image"]))
    return _Build.of(request, builder)
