"""Images that the repository itself builds, by a Compose file's ``build:`` or a bake file's target.

Named contexts (``additional_contexts:``, ``contexts``) put images or files in the place of others.

The files are looked for in the folder that is asked about and, inside a repository, in those above
up to the one that holds ``.git``. Nothing is read unless the image's name stands in it.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from cmdresolve.cli.inputs import bake
from cmdresolve.cli.inputs.files import COMPOSE_FILES, is_pipe
from cmdresolve.cli.inputs.readings import Readings
from cmdresolve.images.sources import PLATFORM, Found
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.image_reference import same_key
from cmdresolve.model.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from cmdresolve.dialects.builders.builder import Builder
    from cmdresolve.images.sources import ImageSource
    from cmdresolve.starters.compose import ServiceCommand

_HIGHEST = 64
_LARGEST = 4 << 20
_TARGET, _SERVICE, _IMAGE, _LAYOUT = "target:", "service:", "docker-image://", "oci-layout://"
_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Recipe(NamedTuple):
    """How a file of the repository builds an image.

    Attributes:
        dockerfile: the path of the Dockerfile.
        text: its text if it is inline, or None.
        target: the stage, or None.
        args: the build arguments.
        contexts: images that replace bases, by the names that FROM uses.
        named_by: the file that says so.
    """

    dockerfile: str
    text: str | None
    target: str | None
    args: Mapping[str, str]
    contexts: Mapping[str, str]
    named_by: str


class StandIn(NamedTuple):
    """What a named context replaces an image with.

    Attributes:
        image: the image that is pulled instead; None for files, which have no config.
        named_by: the file that says so.
    """

    image: str | None
    named_by: str


class Tree:
    """A source of images that other files of the repository build."""

    def __init__(
        self,
        folder: str,
        builder: str | Builder,
        others: Callable[[], ImageSource],
        readings: Readings | None = None,
    ) -> None:
        """Make the source of a folder.

        Args:
            folder: the folder of the question.
            builder: the builder.
            others: returns the source of the bases of these images.
            readings: the Compose projects that were read before.
        """
        self._readings = Readings() if readings is None else readings
        self._folder = folder or "."
        self._builder = builder
        self._others = others
        self._building: set[str] = set()

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        """Return the image that a file of the repository builds under this name, or None.

        Raises:
            CmdResolveError: the builder refuses its Dockerfile.
        """
        key = same_key(reference)
        if key in self._building:
            return None
        recipe = next(self._recipes(reference), None)
        if recipe is None:
            return None
        self._building.add(key)
        try:
            if isinstance(recipe, StandIn):
                return self._stood_in(recipe, reference, platform)
            return self._built(recipe, platform)
        finally:
            self._building.discard(key)

    def _stood_in(self, stand_in: StandIn, reference: str, platform: str) -> Found | None:
        if stand_in.image is not None:
            return self._others().find(stand_in.image, platform)
        # BuildKit starts from an empty config: frontend/dockerfile/dockerfile2llb/convert.go at
        # v0.26, emptyImage; frontend/dockerui/namedcontext.go gives none for files.
        image = ImageConfig(name=reference, env=(_PATH,), working_dir="/")
        return Found(image, "tree", f"files, by {stand_in.named_by}")

    def _built(self, recipe: Recipe, platform: str) -> Found | None:
        from cmdresolve.dockerfile import Dockerfile  # noqa: PLC0415 - where there is one

        text: str | bytes | None = recipe.text
        if text is None:
            text = _read(recipe.dockerfile)
        if text is None:
            return None
        parsed = Dockerfile.parse(text, name=recipe.dockerfile, builder=self._builder)
        image = parsed.image(
            target=recipe.target,
            build_args=recipe.args,
            bases=_Contexts(recipe.contexts, self._others()),
            platform=platform,
        )
        return Found(image, "tree", f"{recipe.dockerfile}, by {recipe.named_by}")

    def _recipes(self, reference: str) -> Iterator[Recipe | StandIn]:
        name = same_key(reference).rpartition("/")[2].partition(":")[0].partition("@")[0]
        for folder in _upwards(self._folder):
            of_compose = partial(_of_compose, readings=self._readings)
            for names, read in ((COMPOSE_FILES, of_compose), (bake.NAMES, _of_bake)):
                for file in names:
                    path = posixpath.normpath(posixpath.join(folder, file))
                    data = _read(path)
                    if data is not None and name.encode() in data:
                        yield from read(path, data, reference)


class _Contexts:
    """The images that a bake file names for those that FROM names, and behind them the others."""

    def __init__(self, names: Mapping[str, str], others: ImageSource) -> None:
        self._names = {same_key(name): image for name, image in names.items()}
        self._others = others

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        return self._others.find(self._names.get(same_key(reference), reference), platform)


def _upwards(folder: str) -> Iterator[str]:
    """Return a folder and those above it, up to the one that holds ``.git``.

    Where none does there is no repository: what lies above is somebody else's, and only the folder
    itself is looked at.
    """
    places = [folder]
    for _ in range(_HIGHEST):
        if os.path.exists(os.path.join(places[-1], ".git")):  # noqa: PTH110, PTH118 - pathlib costs more
            yield from places
            return
        above = os.path.join(places[-1], os.pardir)  # noqa: PTH118 - same
        if os.path.samefile(places[-1], above):  # noqa: PTH121 - same
            break
        places.append(above)
    yield folder


def _read(path: str) -> bytes | None:
    if is_pipe(path):
        return None
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - as above
            data = stream.read(_LARGEST + 1)
    except OSError:
        return None
    return data if len(data) <= _LARGEST else None


def _of_compose(
    path: str, data: bytes, reference: str, readings: Readings
) -> Iterator[Recipe | StandIn]:
    """Return how a Compose file makes the image of a name: a service's, or a named context."""
    try:
        from cmdresolve.cli.inputs.project_files import ProjectFiles, as_text  # noqa: PLC0415 - where there is one

        services = ProjectFiles(path, as_text(data, path), readings=readings).services()
    except CmdResolveError:
        # Errors of that file are reported to whoever asks about it.
        return
    wanted = same_key(reference)
    for service in services.values():
        if service.image is not None and same_key(service.image) == wanted:
            yield from _of_service(service, path)
    where = _one_context(
        (service.build.additional_contexts for service in services.values() if service.build),
        wanted,
    )
    if where is None:
        return
    other = services.get(where.removeprefix(_SERVICE)) if where.startswith(_SERVICE) else None
    if other is None:
        yield from _stand_in(where, path)
    elif other.build is not None:
        yield from _of_service(other, path)
    else:
        yield StandIn(other.image, path)


def _of_service(service: ServiceCommand, path: str) -> Iterator[Recipe]:
    from cmdresolve.cli.inputs.services import dockerfile_of, is_elsewhere  # noqa: PLC0415 - where there is one

    build = service.build
    if build is None or is_elsewhere(build):
        return
    args = {
        name: os.environ.get(name) if value is None else value for name, value in build.args.items()
    }
    yield Recipe(
        dockerfile_of(build, path),
        build.dockerfile_inline,
        build.target,
        {name: value for name, value in args.items() if value is not None},
        _pulled(build.additional_contexts),
        f"service {service.service} of {path}",
    )


def _of_bake(path: str, data: bytes, reference: str) -> Iterator[Recipe | StandIn]:
    """Return how a bake file makes the image of a name: a target's, or a named context."""
    targets = bake.targets(path, data)
    wanted = same_key(reference)
    for name, target in ((name, _object(target)) for name, target in targets.items()):
        if wanted in map(same_key, _strings(target.get("tags"))):
            yield _baked(path, name, target, targets)
    named = (_texts(_object(target).get("contexts")) for target in targets.values())
    where = _one_context(named, wanted)
    if where is None:
        return
    other = where.removeprefix(_TARGET)
    if not where.startswith(_TARGET):
        yield from _stand_in(where, path)
    elif other in targets:
        yield _baked(path, other, _object(targets[other]), targets)


def _one_context(named: Iterable[Mapping[str, str]], wanted: str) -> str | None:
    """Return what named contexts have for an image; None where nothing, or not all the same."""
    found = {
        where for contexts in named for name, where in contexts.items() if same_key(name) == wanted
    }
    return found.pop() if len(found) == 1 else None


def _stand_in(where: str, path: str) -> Iterator[StandIn]:
    if where.startswith(_IMAGE):
        yield StandIn(where.removeprefix(_IMAGE), path)
    elif not where.startswith((_LAYOUT, _SERVICE, _TARGET)):
        yield StandIn(None, path)


def _pulled(contexts: Mapping[str, str]) -> dict[str, str]:
    """Return the images that named contexts pull, by their names."""
    return {
        name: where.removeprefix(_IMAGE)
        for name, where in contexts.items()
        if where.startswith(_IMAGE)
    }


def _baked(path: str, name: str, target: Mapping[str, Any], targets: Mapping[str, Any]) -> Recipe:
    target = _inherited(target, targets)
    context = target.get("context")
    folder = posixpath.join(posixpath.dirname(path), context if isinstance(context, str) else ".")
    inline, stage, file = (target.get(key) for key in ("dockerfile-inline", "target", "dockerfile"))
    args = _object(target.get("args"))
    return Recipe(
        posixpath.normpath(posixpath.join(folder, file if isinstance(file, str) else "Dockerfile")),
        inline if isinstance(inline, str) else None,
        stage if isinstance(stage, str) else None,
        {key: value for key, value in args.items() if isinstance(value, str)},
        _pulled(_texts(target.get("contexts"))),
        f"target {name} of {path}",
    )


def _inherited(target: Mapping[str, Any], targets: Mapping[str, Any]) -> dict[str, Any]:
    """Merge a target over those that it inherits from, one level deep."""
    whole: dict[str, Any] = {}
    for name in _strings(target.get("inherits")):
        whole |= _object(targets.get(name))
    args = {**_object(whole.get("args")), **_object(target.get("args"))}
    return {**whole, **target, "args": args}


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> dict[str, str]:
    return {key: text for key, text in _object(value).items() if isinstance(text, str)}


def _strings(value: Any) -> list[str]:
    return [x for x in value if isinstance(x, str)] if isinstance(value, list) else []
