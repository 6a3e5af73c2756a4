"""One container of a manifest: the door to this front-end.

``command`` is the entrypoint's override and ``args`` the words'; absent, null and empty are alike.
A reader that refuses a manifest refuses all of it, so all of its Pods are read before one
container is looked for. What has no bearing on the first process (ports, volumes, probes…) is not
checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import frozen

from cmdresolve import dialects
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.readers.pods import Pods
from cmdresolve.go.numbers import FlagValueError, parse_bool
from cmdresolve.model.errors import DialectError, OverrideError
from cmdresolve.model.image_reference import ReferenceFormatError, check_any
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import InYaml
from cmdresolve.model.override import Override
from cmdresolve.resolving.pod_variables import Variables
from cmdresolve.starters.kubernetes.hints import hints
from cmdresolve.starters.kubernetes.objects import (
    Container,
    Object,
    containers,
    objects,
    path,
    where,
)
from cmdresolve.starters.kubernetes.reading import Place
from cmdresolve.starters.kubernetes.variables import env_as_written, pod_name, variables
from cmdresolve.starters.start import StartCommand
from cmdresolve.starters.yaml_nodes import read_yaml
from cmdresolve.starters.yaml_writer import as_text

_MOST_NAMES = 12
_NAME = pattern(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*")


@frozen(eq=False, repr=False, kw_only=True)
class PodContainer(StartCommand):
    """A container that a manifest has started.

    Attributes:
        container: the container's name.
        kind: the kind of the object it is in, such as ``Deployment``.
        name: the object's name.
        path: where it stands, such as ``spec.template.spec.containers[0]``.
        env: its variables as written, None for a value that comes from elsewhere.
        unknown: the variables that its own words use and nobody here knows.
    """

    image: str
    container: str
    kind: str
    name: str
    path: str
    env: tuple[tuple[str, str | None], ...]
    unknown: tuple[str, ...] = ()


Manifest: TypeAlias = str | Mapping[str, Any] | Sequence[Mapping[str, Any]]


def pod_container(
    manifest: Manifest,
    container: str | None = None,
    *,
    engine: str | Engine | None = None,
    name: str = "<manifest>",
) -> PodContainer:
    """Read what a manifest has a container start.

    Args:
        manifest: the text, YAML or JSON, which may have several documents; or what a reader made
            of it: one object, or a list with an object for each document.
        container: which container: its name, or ``OBJECT/NAME`` where several have it; None for the
            only one there is.
        engine: who starts it: ``kubernetes`` (the kubelet on containerd; the default),
            ``kubernetes/cri-o``, ``containerd-cri@2.1`` (the kubelet on that), ``kube-play@5.8``…
        name: what to call the manifest in origins and errors.

    Raises:
        YamlError: the manifest is no YAML.
        WrongTypeError: the manifest is neither a text nor what a reader makes of one.
        OverrideError: the reader refuses it, or there is no such container, or more than one.
        DialectError: the engine reads no manifests, or is not known.
    """
    starter = _starter(engine)
    read = _read(manifest, starter, name)
    chosen = _choose([one for one, _ in read], container)
    return _given(chosen, next(these for one, these in read if one is chosen), starter)


def pod_containers(
    manifest: Manifest, *, engine: str | Engine | None = None, name: str = "<manifest>"
) -> tuple[PodContainer, ...]:
    """Read what a manifest has each of its containers start, in the order they stand in it.

    Raises:
        CmdResolveError: as for `pod_container`; that there is no container is no fault here.
    """
    starter = _starter(engine)
    return tuple(_given(one, these, starter) for one, these in _read(manifest, starter, name))


def _read(manifest: Manifest, starter: Engine, name: str) -> list[tuple[Container, Variables]]:
    rules = _rules(starter)
    found = objects(read_yaml(as_text(manifest, "a manifest"), name), rules)
    owners = [one for one in found if one.spec.node is not None or _is_played(one, rules)]
    _check_kinds(found, owners, rules)
    config_maps = {} if rules.from_cluster else _config_maps(found)
    read: list[tuple[Container, Variables]] = []
    for owner in owners:
        inside = containers(owner)
        if rules.kinds is not None:
            inside = tuple(one for one in inside if one.within != "ephemeralContainers")
            _check_owner(owner)
        names: set[str] = set()
        for one in inside:
            _check_container(one, names)
            read.append((one, variables(one, config_maps, starter)))
            names.add(one.name)
    return read


def _given(container: Container, these: Variables, starter: Engine) -> PodContainer:
    words = (*(container.command or ()), *(container.args or ()))
    return PodContainer(
        image=container.image,
        container=container.name,
        kind=container.owner.kind,
        name=container.owner.name,
        path=path(container),
        override=Override(
            entrypoint=container.command,
            args=container.args,
            init=_init(container),
            entrypoint_origins=_origins(container, "command"),
            args_origins=_origins(container, "args"),
            variables=these,
        ),
        env=env_as_written(container),
        engine=starter.key,
        notes=hints(container),
        unknown=tuple(dict.fromkeys(these.needs(words))),
    )


def _starter(engine: str | Engine | None) -> Engine:
    if engine is None:
        engine = dialects.PODS_DEFAULT
    starter = dialects.engine(engine) if isinstance(engine, str) else engine
    _rules(starter)
    return starter


def _rules(starter: Engine) -> Pods:
    if starter.pods is None:
        readers = dict.fromkeys(one.name for one in dialects.ENGINES if one.pods is not None)
        raise DialectError(
            f"{starter.key} reads no manifest of Kubernetes",
            code="no-manifests",
            hint="these do: " + ", ".join(readers),
        )
    return starter.pods


def _is_played(owner: Object, rules: Pods) -> bool:
    return rules.kinds is not None and owner.kind in rules.kinds


def _check_kinds(found: tuple[Object, ...], owners: list[Object], rules: Pods) -> None:
    """Refuse a manifest of which Podman plays nothing."""
    # A claim to a volume and a Secret are enough for it to have had something to do.
    has_something = owners or any(x.kind in {"PersistentVolumeClaim", "Secret"} for x in found)
    if rules.kinds is None or has_something:
        return
    if any(one.kind == "ConfigMap" for one in found):
        told = "ConfigMaps in podman are not a standalone object and must be used in a container"
    else:
        told = "YAML document does not contain any supported kube kind"
    supported = "supported: " + ", ".join(sorted(rules.kinds))
    raise OverrideError(told, code="manifest", stage="create", hint=supported)


def _check_owner(owner: Object) -> None:
    for metadata in (owner.place.get("metadata"), owner.pod_metadata):
        metadata.get("labels").table()
        metadata.get("annotations").table()
    if not owner.name:
        kind = owner.kind[:1].lower() + owner.kind[1:]
        raise owner.place.refuse(f"{kind} does not have a name")
    _check_name(pod_name(owner), owner.place.get("metadata", "name"))


def _check_name(name: str, place: Place) -> None:
    if _NAME.fullmatch(name) is None:
        told = "names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument"
        raise place.refuse(told)


def _check_container(container: Container, names: set[str]) -> None:
    """Refuse what no reader starts; `names` are those of the containers before it."""
    if container.name in names:
        raise container.place.get("name").refuse(
            f'the pod "{pod_name(container.owner)}" is invalid; duplicate container name '
            f'"{container.name}" detected'
        )
    if container.place.rules.kinds is not None:
        _check_image(container)
    _init(container)
    if container.place.rules.kinds is not None:
        _check_name(f"{pod_name(container.owner)}-{container.name}", container.place.get("name"))


def _check_image(container: Container) -> None:
    """Refuse a container whose image Podman would not look for."""
    if not container.image and container.place.rules.wants_image:
        raise container.place.refuse(
            f"container \"{container.name}\" is missing the required 'image' field"
        )
    try:
        check_any(container.image)
    except ReferenceFormatError as error:
        told = f'parsing reference "{container.image}": {error}'
        raise container.place.get("image").refuse(told, "reference") from None


def _config_maps(found: Iterable[Object]) -> dict[str, dict[str, str]]:
    """Give the ConfigMaps of a manifest; the first of a name counts."""
    tables: dict[str, dict[str, str]] = {}
    for one in found:
        if one.kind == "ConfigMap":
            tables.setdefault(one.name, one.place.get("data").table())
    return tables


def _choose(found: list[Container], wanted: str | None) -> Container:
    if not found:
        raise _unclear("no container is in the manifest", "no-container")
    fitting = [one for one in found if wanted in {None, one.name, where(one)}]
    if len(fitting) == 1:
        return fitting[0]
    names = list(dict.fromkeys(one.name for one in found))
    if len(names) < len(found):
        names = [where(one) for one in found]
    shown = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
    if fitting:
        told = f"{len(fitting)} containers " + (
            "are in the manifest" if wanted is None else f"are called {wanted!r}"
        )
        raise _unclear(told, "which-container", f"name one of: {shown}")
    raise _unclear(f"no container is called {wanted!r}", "no-container", f"there are: {shown}")


def _unclear(message: str, code: str, hint: str | None = None) -> OverrideError:
    return OverrideError(message, code=code, stage="request", hint=hint)


def _origins(container: Container, field: str) -> tuple[InYaml, ...]:
    return tuple(item.origin for item in container.place.get(field).items())


def _init(container: Container) -> bool:
    rules = container.place.rules
    if rules.init_annotation is None:
        return False
    annotations = container.owner.place.get("metadata", "annotations")
    text = annotations.table().get(rules.init_annotation + container.name)
    if text is None:
        return False
    try:
        return parse_bool(text)
    except FlagValueError as error:
        raise annotations.refuse(str(error)) from None
