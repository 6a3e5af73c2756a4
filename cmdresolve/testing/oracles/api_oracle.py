"""What the oracles over a Docker-like API share: images in, containers created, all out again.

An oracle works through its requests in chunks.  It has the engine to itself for a chunk, makes
the images of all requests that name the same bases, creates their containers, reads off the
words of each, and removes everything before it lets the next one in.
"""

from __future__ import annotations

import json
import threading
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

from attrs import field, frozen

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
from cmdresolve.testing.oracles.probe import run as run_probe
from cmdresolve.testing.oracles.shelf import Shelf
from cmdresolve.testing.wire.archive import ImageFile, build_context, docker_archive, image_file
from cmdresolve.testing.wire.docker_api import DockerApi, Refused, RefusedError
from cmdresolve.testing.wire.unix_http import HungUpError, UnixHttp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

_CHUNK = 64
_BUILDS_BETWEEN_PRUNES = 500
_FAULT = "engine-fault"

_T = TypeVar("_T")
_R = TypeVar("_R", "Made", "Created")


@frozen
class Made:
    """An image in the engine, or the engine's refusal to make one."""

    id: str = ""
    config: Mapping[str, Any] = field(factory=dict)
    error: dict[str, Any] | None = None


@frozen
class Created:
    """A container in the engine, or the engine's refusal to create one.

    Attributes:
        id: the container; empty when none is there.
        words: the words of PID 1, when they were seen on the way.
        error: the refusal.
    """

    id: str = ""
    words: tuple[str, ...] | None = None
    error: dict[str, Any] | None = None


@frozen
class _Load:
    """An image that is given as a config."""

    image: ImageFile
    bases: str | None = None


@frozen
class Build:
    """One build, as the engine is asked for it."""

    dockerfile: bytes
    parameters: tuple[tuple[str, str], ...]
    bases: str


_Plan: TypeAlias = _Load | Build


class ApiOracle(ABC):
    """An engine that answers batch-protocol requests over a Docker-like API.

    Several oracles, in several processes, may ask one engine: each takes it for itself while it
    works on a chunk of requests.

    Attributes:
        exact_config: whether `image` of an answer is read from the stored blob.  If not, it is
            what the API shows of it, and that of Docker 28 shows ``[]`` as null.
        versions: the engine's parts and their versions, as it tells them.
    """

    def __init__(self, place: Place, *, timeout: float, workers: int) -> None:
        """Talk to the engine at `place`.

        Args:
            place: where the engine lives.
            timeout: how many seconds the engine may take for one call.
            workers: how many calls may be under way at once.

        Raises:
            OracleError: no engine answers at `place`.
        """
        self._place = place
        self._timeout = timeout
        self._local = threading.local()
        self._silence = threading.Event()
        self._apis: list[DockerApi] = []
        self._containers_left: set[str] = set()
        self._images_left: set[str] = set()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="oracle")
        self._builds = 0
        version = self._api.get("/version")
        self.versions: dict[str, str] = {
            part["Name"]: part["Version"].partition("\n")[0]
            for part in version.get("Components") or []
        }
        self._release = ".".join(version["Version"].split(".")[:2])
        self._info: Mapping[str, Any] = self._api.get("/info")
        self._store = place.inside(self._info["DockerRootDir"])
        self.exact_config = self._blob_folder().is_dir()
        self._shelf = Shelf(place.socket, self._store_id())

    @property
    @abstractmethod
    def engine(self) -> str:
        """Who starts the container."""

    @property
    @abstractmethod
    def builder(self) -> str:
        """Who builds a Dockerfile."""

    def observe(self, request: Request) -> Answer:
        """Put one request to the engine; see `Oracle.observe`."""
        return self.observe_many([request])[0]

    def observe_many(self, requests: Sequence[Request]) -> list[Answer]:
        """Put many requests to the engine; see `Oracle.observe_many`."""
        return self._in_chunks(requests, self._answer_group)

    def observe_configs(self, requests: Sequence[Request]) -> list[Mapping[str, Any] | None]:
        """Return the whole config that the image of each request has, None where it is refused.

        Raises:
            OracleError: the engine cannot be asked.
        """

        def group(_: Sequence[Request], images: Sequence[Made]) -> list[Answer]:
            return [{"config": None if image.error else image.config} for image in images]

        return [answer["config"] for answer in self._in_chunks(requests, group)]

    def run_probe(
        self, request: Request, *, programs: Mapping[str, int] | None = None
    ) -> dict[str, Any]:
        """Start the container of a request for real and return what its process saw of itself.

        Args:
            request: as for `observe`; its image needs no program in it.
            programs: paths at which a program is put, with their modes, such as
                ``{"/bin/tool": 0o755}``. None puts one where the engine will look for the first
                word, so that whatever the words are, something starts and tells them.

        Returns:
            The answer `observe` gives, and `status`, the container's exit status. `argv` is what
            the process found in its own memory; beside it stand `pid`, `cwd` and `pid1`, the
            words of PID 1 as ``/proc/1/cmdline`` shows them.  If the engine could not start the
            process, there is an `error` of stage ``start`` instead of these.

        Raises:
            OracleError: the engine cannot be asked, or no C compiler is here.
        """

        def group(requests: Sequence[Request], images: Sequence[Made]) -> list[Answer]:
            return [
                self._probe(request, image, programs)
                for request, image in zip(requests, images, strict=True)
            ]

        return self._in_chunks([request], group)[0]

    def close(self) -> None:
        """Remove the named bases and close all connections."""
        # Nothing can be removed from an engine that is gone or does not answer.
        with suppress(OracleError), self._shelf.alone():
            self._arrange({})
            self._take_away()
        self._pool.shutdown()
        for api in self._apis:
            api.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _connected(self, http: UnixHttp) -> DockerApi:
        """Return the calls of the engine's API, made over `http`."""
        return DockerApi(http)

    @abstractmethod
    def _build_parameters(self, request: Request) -> dict[str, str]:
        """Return the query of a build request."""

    @abstractmethod
    def _blob_folder(self) -> Path:
        """Return the folder of the stored config blobs."""

    @abstractmethod
    def _blob(self, image: str) -> Path:
        """Return the file of an image's config blob."""

    @abstractmethod
    def _create(self, request: Request, image: str) -> Created:
        """Create the container of a request."""

    @abstractmethod
    def _words(self, containers: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the words PID 1 of each container will have, without those of an init."""

    @abstractmethod
    def _clean(self) -> None:
        """Remove what builds have left; called once in a while."""

    @property
    def _api(self) -> DockerApi:
        api: DockerApi | None = getattr(self._local, "api", None)
        if api is None:
            api = self._connected(UnixHttp(self._place.socket, self._timeout, self._silence))
            self._local.api = api
            self._apis.append(api)
        return api

    def _in_chunks(
        self,
        requests: Sequence[Request],
        group: Callable[[Sequence[Request], Sequence[Made]], list[Answer]],
    ) -> list[Answer]:
        answers: list[Answer] = []
        for start in range(0, len(requests), _CHUNK):
            chunk = requests[start : start + _CHUNK]
            self._silence.clear()
            self._wake()
            try:
                answers += self._chunk(chunk, group)
            except HungUpError:
                # The engine died under the chunk, not of one request: those are told apart.
                self._wake()
                answers += self._chunk(chunk, group)
        return answers

    def _chunk(
        self,
        requests: Sequence[Request],
        group: Callable[[Sequence[Request], Sequence[Made]], list[Answer]],
    ) -> list[Answer]:
        plans = [self._plan(request) for request in requests]
        answers: dict[int, Answer] = {}
        with self._shelf.alone():
            for bases in dict.fromkeys(plan.bases for plan in plans):
                # Group by group to the end: taking a name away may delete an image of the group.
                numbers = [number for number, plan in enumerate(plans) if plan.bases == bases]
                try:
                    made = self._make(list(dict.fromkeys(plans[number] for number in numbers)))
                    observed = group(
                        [requests[number] for number in numbers],
                        [made[plans[number]] for number in numbers],
                    )
                except OracleError:
                    # What cannot be removed now is tried again; the first failure is reported.
                    with suppress(OracleError):
                        self._take_away()
                    raise
                self._take_away()
                answers.update(zip(numbers, observed, strict=True))
        return [answers[number] for number in range(len(requests))]

    def _plan(self, request: Request) -> _Plan:
        if "image" in request:
            return _Load(image_file(request["image"]))
        dockerfile = dockerfile_bytes(request)
        if dockerfile is None:
            raise OracleError("a request holds `image`, `dockerfile` or `dockerfile_b64`")
        parameters = self._build_parameters(request)
        if request.get("target"):
            parameters["target"] = request["target"]
        if request.get("build_args"):
            parameters["buildargs"] = json.dumps(request["build_args"], sort_keys=True)
        if request.get("platform"):
            parameters["platform"] = request["platform"]
        bases = json.dumps(request.get("bases") or {})
        return Build(dockerfile, tuple(parameters.items()), bases)

    def _make(self, plans: Sequence[_Plan]) -> dict[_Plan, Made]:
        made: dict[_Plan, Made] = {}
        made.update(self._load([plan for plan in plans if isinstance(plan, _Load)]))
        builds = [plan for plan in plans if isinstance(plan, Build)]
        if not builds:
            return made
        error = self._put_bases(json.loads(builds[0].bases))
        if error is not None:
            return made | dict.fromkeys(builds, Made(error=error))
        self._builds += len(builds)
        if self._builds >= _BUILDS_BETWEEN_PRUNES:
            self._clean()
            self._builds = 0
        return made | dict(zip(builds, self._each(self._build, builds, _unbuilt), strict=True))

    def _load(self, plans: Sequence[_Load]) -> dict[_Plan, Made]:
        if not plans:
            return {}
        refused = self._api.load(docker_archive(plan.image for plan in plans))
        if refused is None:
            self._images_left.update(plan.image.id for plan in plans)
            return {plan: Made(plan.image.id, plan.image.config) for plan in plans}
        if len(plans) == 1:
            return {plans[0]: Made(error=refusal("create", refused.message))}
        # One bad config fails the whole archive: find it by loading them one by one.
        return {plan: made for single in plans for plan, made in self._load([single]).items()}

    def _put_bases(self, bases: Mapping[str, Any]) -> dict[str, Any] | None:
        """Make `bases` the only named images; return the error of one that cannot be made."""
        names: dict[str, str] = {}
        for reference, base in bases.items():
            if isinstance(base, str):
                # Its own FROM may name a base listed before it.
                self._arrange(names)
                plan = self._plan({"dockerfile": base})
            else:
                plan = self._plan({"image": base})
            made = self._made_base(plan)
            if made.error is not None:
                return made.error | {"message": f"base {reference}: {made.error['message']}"}
            names[reference] = made.id
        self._arrange(names)
        return None

    def _made_base(self, plan: _Plan) -> Made:
        if isinstance(plan, _Load):
            return self._load([plan])[plan]
        return self._each(self._build, [plan], _unbuilt)[0]

    def _arrange(self, names: Mapping[str, str]) -> None:
        self._shelf.arrange(names, tag=self._api.tag, untag=self._api.remove_image)

    def _build(self, build: Build) -> Made:
        built = self._api.build(build_context(build.dockerfile), dict(build.parameters))
        if isinstance(built, Refused):
            return Made(error=refusal("build", built.message))
        self._images_left.add(built)
        return Made(built, self._config(built))

    def _config(self, image: str) -> Mapping[str, Any]:
        config: Mapping[str, Any] | None
        if self.exact_config:
            config = json.loads(self._blob(image).read_bytes()).get("config")
        else:
            config = self._api.get(f"/images/{image}/json")["Config"]
        return config or {}

    def _answer_group(self, requests: Sequence[Request], images: Sequence[Made]) -> list[Answer]:
        pairs = list(zip(requests, images, strict=True))
        startable = [number for number, pair in enumerate(pairs) if _is_started(*pair)]
        outcomes = self._each(self._created, [pairs[number] for number in startable], _uncreated)
        created = dict(zip(startable, outcomes, strict=True))
        words = self._words([one.id for one in outcomes if one.id and one.words is None])
        return [self._answer(pair, created.get(number), words) for number, pair in enumerate(pairs)]

    def _answer(
        self,
        pair: tuple[Request, Made],
        created: Created | None,
        words: Mapping[str, tuple[str, ...]],
    ) -> Answer:
        request, image = pair
        answer: Answer = {"id": request["id"]} if "id" in request else {}
        if image.error is not None:
            return answer | {"error": image.error}
        answer["image"] = stored(image.config)
        if created is None:
            return answer
        if created.error is not None:
            return answer | {"error": created.error}
        seen = created.words if created.words is not None else words[created.id]
        return answer | self._shown(request, list(seen))

    def _shown(self, request: Request, words: list[str]) -> dict[str, Any]:  # noqa: ARG002 - Podman's words tell of an init
        return {"argv": words}

    def _created(self, pair: tuple[Request, Made]) -> Created:
        request, image = pair
        created = self._create(request, image.id)
        if created.id:
            self._containers_left.add(created.id)
        return created

    def _probe(self, request: Request, image: Made, programs: Mapping[str, int] | None) -> Answer:
        if image.error is not None:
            return self._answer((request, image), None, {})
        created = self._each(self._created, [(request, image)], _uncreated)[0]
        if created.error is not None:
            return self._answer((request, image), created, {})
        words = created.words or self._words([created.id])[created.id]
        answer = self._answer((request, image), created, {created.id: words})
        seen = run_probe(self._api, created.id, answer["argv"], programs)
        if "error" in seen:
            del answer["argv"]
        return answer | seen

    def _take_away(self) -> None:
        """Remove the containers and images that are still there, but not the named bases."""
        list(self._pool.map(self._take_container, list(self._containers_left)))
        self._discard(self._images_left - self._shelf.images)
        self._images_left &= self._shelf.images

    def _take_container(self, container: str) -> None:
        self._remove(container)
        self._containers_left.discard(container)

    def _remove(self, container: str) -> None:
        self._api.remove(container)

    def _discard(self, images: Iterable[str]) -> None:
        list(self._pool.map(self._remove_image, images))

    def _remove_image(self, image: str) -> None:
        # Docker 20.10 builds an image for Windows but cannot remove it; it stays.
        with suppress(RefusedError):
            self._api.remove_image(image)

    def _each(
        self, ask: Callable[[_T], _R], items: Sequence[_T], fault: Callable[[_T], _R]
    ) -> list[_R]:
        """Ask for all `items` at once, and again one by one for those that failed with the engine.

        A crashing engine fails all requests under way, so only an item that fails when
        asked alone is to blame: it gets what `fault` returns.
        """

        def guarded(item: _T) -> _R:
            try:
                return ask(item)
            except HungUpError:
                return fault(item)

        # What there is to remove is only known when all have ended.
        tasks = [self._pool.submit(guarded, item) for item in items]
        wait(tasks)
        results = [task.result() for task in tasks]
        for number, result in enumerate(results):
            if result.error is not None and result.error["code"] == _FAULT:
                self._wake()
                results[number] = guarded(items[number])
                self._wake()
        return results

    def _wake(self) -> None:
        """Wait until the engine answers, starting it again if necessary.

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

    def _store_id(self) -> str:
        try:
            status = self._store.stat()
        except OSError:
            return str(self._info.get("ID"))
        return f"{status.st_dev}:{status.st_ino}"


def _is_started(request: Request, image: Made) -> bool:
    return image.error is None and request.get("run") is not False


def _unbuilt(_: Build) -> Made:
    return Made(error=refusal("build", HUNG_UP))


def _uncreated(_: tuple[Request, Made]) -> Created:
    return Created(error=refusal("create", HUNG_UP))
