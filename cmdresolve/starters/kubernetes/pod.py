"""A container of a manifest as a `StartCommand`: the public functions of this package.

``command`` overrides the entrypoint and ``args`` its arguments; absent, null and empty are the
same. Podman plays a manifest as a whole or not at all, so all of its Pods are read before a
container is chosen. Kubernetes applies each object by itself. Fields without bearing on the first
process (ports, volumes, probes…) are not checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import frozen

from cmdresolve import dialects
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.readers.pods import Pods
from cmdresolve.go.numbers import FlagValueError, parse_bool
from cmdresolve.model.argument_types import check_text, check_texts
from cmdresolve.model.errors import CmdResolveError, DialectError, OverrideError
from cmdresolve.model.image_reference import ReferenceFormatError, check_any
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits, Room
from cmdresolve.model.origin import InYaml
from cmdresolve.model.override import Override
from cmdresolve.model.source import Source
from cmdresolve.model.trace import Note
from cmdresolve.model.variables import Variables
from cmdresolve.resolving.pod_variables import needs
from cmdresolve.starters.kubernetes.hints import hints
from cmdresolve.starters.kubernetes.manifest import (
    Stream,
    explained,
    names_of_unread,
    table_of,
)
from cmdresolve.starters.kubernetes.objects import (
    Container,
    Object,
    containers,
    names,
    path,
    where,
)
from cmdresolve.starters.kubernetes.reading import ManifestValue
from cmdresolve.starters.kubernetes.variables import Tables, env_as_written, pod_name, variables
from cmdresolve.starters.start import StartCommand
from cmdresolve.starters.yaml_nodes import path_text
from cmdresolve.starters.yaml_writer import as_text

_MOST_NAMES = 12
_NOT_OF_INIT = ("lifecycle", "livenessProbe", "readinessProbe", "startupProbe")
_NO_VALUES: Mapping[str, str] = MappingProxyType({})
_NAME = pattern(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*")


@frozen(eq=False, repr=False, kw_only=True)
class PodContainer(StartCommand):
    """A container that a manifest starts.

    Attributes:
        container: the container's name.
        kind: the kind of its object, such as ``Deployment``.
        name: the object's name.
        path: its path, such as ``spec.template.spec.containers[0]``.
        env: its variables as written, None for a value that comes from elsewhere.
        unknown: the variables that its own words use and whose values are not known.
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
    env: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> PodContainer:
    """Read what a container of a manifest starts.

    Args:
        manifest: the text, YAML or JSON, of one or more documents; or the parsed documents: one
            object, or a list of them.
        container: the container's name, or ``OBJECT/NAME`` where several have that name; None for
            the only container.
        engine: what starts it: ``kubernetes`` (the kubelet on containerd; the default),
            ``kubernetes/cri-o``, ``containerd-cri@2.1`` (the kubelet on that), ``kube-play@5.8``…
        name: what to call the manifest in origins and errors.
        env: the values of variables that come from elsewhere, such as a ConfigMap or a Service.
        limits: the limits on reading and on the result.

    Raises:
        YamlError: the manifest is not YAML.
        WrongTypeError: the manifest is neither a text nor a parsed document, or `env` no mapping
            of texts.
        OverrideError: the reader refuses it, or not exactly one container fits.
        DialectError: the engine reads no manifests, or is not known.
        LimitError: a limit is exceeded.
    """
    starter = _starter(engine)
    check_text(container, "container", "web", optional=True)
    stream = Stream(Source(name, as_text(manifest, "a manifest")), _rules(starter), limits)
    read = _read(stream, starter, container, _variables(env))
    if stream.rules.kinds is None and not _fitting(read, container):
        # Documents without the name were skipped; they are read now for a better error message.
        read = _read(stream, starter, None, _variables(env))
        if not (read.containers or read.faults or read.unread):
            stream.check()
    chosen = _choose(read, container)
    return _given(chosen, starter, read.faults)


def _variables(env: Mapping[str, str] | None) -> Mapping[str, str]:
    if env is None:
        return {}
    check_texts(env, "env")
    return env


def pod_containers(
    manifest: Manifest,
    *,
    engine: str | Engine | None = None,
    name: str = "<manifest>",
    env: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[PodContainer, ...]:
    """Read what each container of a manifest starts, in the order of the manifest.

    Args are those of `pod_container`. The notes of each name the objects that are refused.

    Raises:
        CmdResolveError: as for `pod_container`, but a manifest without containers is no error.
    """
    starter = _starter(engine)
    stream = Stream(Source(name, as_text(manifest, "a manifest")), _rules(starter), limits)
    read = _read(stream, starter, None, _variables(env))
    if read.faults and not read.containers:
        raise read.faults[0]
    return tuple(_given(one, starter, read.faults) for one in read.containers)


def container_names(
    manifest: Manifest, *, engine: str | Engine | None = None, name: str = "<manifest>"
) -> tuple[str, ...]:
    """Return for each container of a manifest a name by which `pod_container` finds only it.

    Args:
        manifest: as for `pod_container`.
        engine: as for `pod_container`.
        name: as for `pod_container`.

    Returns:
        The shortest unique name of each, in the order of the manifest.

    Raises:
        CmdResolveError: as for `pod_containers`.
    """
    starter = _starter(engine)
    source = Source(name, as_text(manifest, "a manifest"))
    read = _read(Stream(source, _rules(starter), DEFAULT_LIMITS), starter)
    if read.faults and not read.containers:
        raise read.faults[0]
    called = [names(one) for one, _ in read.containers]
    counts = Counter(x for found in called for x in dict.fromkeys(found))
    return tuple(
        next((x for x in found if x.strip("/") == x and x and counts[x] == 1), found[-1])
        for found in called
    )


@frozen
class _Read:
    """The containers of a manifest, the errors of refused objects, and kinds that are not known."""

    containers: tuple[tuple[Container, Variables], ...]
    faults: tuple[CmdResolveError, ...]
    unread: tuple[str, ...] = ()


def _read(
    stream: Stream,
    starter: Engine,
    container: str | None = None,
    env: Mapping[str, str] = _NO_VALUES,
) -> _Read:
    if stream.rules.kinds is None:
        return _read_each(stream, starter, container, env)
    found = stream.all()
    owners = [one for one in found.objects if one.kind in stream.rules.kinds]
    _check_kinds(found.objects, owners, stream.rules)
    tables, room = _tables(found.objects), Room(stream.limits)
    read: list[tuple[Container, Variables]] = []
    for owner in owners:
        inside = containers(owner)
        _check_owner(owner)
        read += _checked(
            [one for one in inside if one.within != "ephemeralContainers"],
            lambda kind, name, _: tables.get((kind, name)),
            starter,
            env,
            room,
        )
    return _Read(tuple(read), ())


def _read_each(
    stream: Stream, starter: Engine, container: str | None, env: Mapping[str, str]
) -> _Read:
    """Read each object by itself; one that is refused does not affect the others."""
    found = stream.starting(container)
    faults, room = list(found.faults), Room(stream.limits)
    read: list[tuple[Container, Variables]] = []
    for owner in found.objects:
        try:
            read += _checked(list(containers(owner)), stream.table, starter, env, room)
        except OverrideError as error:
            faults.append(explained(error, owner.place.source.text))
    return _Read(tuple(read), tuple(faults), tuple(dict.fromkeys(names_of_unread(found))))


def _checked(
    inside: Sequence[Container],
    tables: Tables,
    starter: Engine,
    env: Mapping[str, str],
    room: Room,
) -> list[tuple[Container, Variables]]:
    before: set[tuple[str, str]] = set()
    read = []
    for one in inside:
        _check_container(one, before)
        for words in (one.command, one.args):
            room.limits.check("words", len(words or ()), f"the number of words of {one.name}")
        read.append((one, variables(one, tables, starter, env, room)))
        before.add((path_text(one.pod.spec.path), one.name))
    return read


def _given(
    read: tuple[Container, Variables], starter: Engine, faults: tuple[CmdResolveError, ...]
) -> PodContainer:
    container, these = read
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
            unknown=container.unknown,
        ),
        env=env_as_written(container),
        engine=starter.key,
        notes=(*hints(container), *(_refused_neighbour(fault) for fault in faults)),
        unknown=tuple(dict.fromkeys(needs(these, words))),
    )


def _starter(engine: str | Engine | None) -> Engine:
    starter = dialects.engine_of(engine, dialects.PODS_DEFAULT)
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


def _check_kinds(found: tuple[Object, ...], owners: list[Object], rules: Pods) -> None:
    """Refuse a manifest that has no object which ``podman kube play`` starts or creates."""
    # PlayKube creates these two as well, and is satisfied with either (abi/play.go, validKinds).
    has_something = owners or any(x.kind in {"PersistentVolumeClaim", "Secret"} for x in found)
    if rules.kinds is None or has_something:
        return
    if any(one.kind == "ConfigMap" for one in found):
        message = "ConfigMaps in podman are not a standalone object and must be used in a container"
    else:
        message = "YAML document does not contain any supported kube kind"
    supported = "supported: " + ", ".join(sorted(rules.kinds))
    raise OverrideError(message, code="manifest", stage="create", hint=supported)


def _check_owner(owner: Object) -> None:
    pods = (pod.metadata for pod in owner.pods)
    for metadata in (owner.place.get("metadata"), *pods):
        metadata.get("labels").table()
        metadata.get("annotations").table()
    if not owner.name:
        kind = owner.kind[:1].lower() + owner.kind[1:]
        raise owner.place.refuse(f"{kind} does not have a name")
    _check_name(pod_name(owner), owner.place.get("metadata", "name"))


def _check_name(name: str, place: ManifestValue) -> None:
    if _NAME.fullmatch(name) is None:
        message = "names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument"
        raise place.refuse(message)


def _check_container(container: Container, before: set[tuple[str, str]]) -> None:
    """Refuse what no reader starts; `before` has the earlier containers, each by Pod and name."""
    if container.name and (path_text(container.pod.spec.path), container.name) in before:
        raise container.place.get("name").refuse(
            f'the pod "{pod_name(container.owner)}" is invalid; duplicate container name '
            f'"{container.name}" detected'
        )
    if container.place.rules.kinds is not None:
        _check_probes(container)
        _check_image(container)
    _init(container)
    if container.place.rules.kinds is not None:
        _check_name(f"{pod_name(container.owner)}-{container.name}", container.place.get("name"))


def _check_probes(container: Container) -> None:
    """Refuse an init container with a field that Podman takes of others alone."""
    if container.within == "initContainers" and any(
        not container.place.get(name).missing for name in _NOT_OF_INIT
    ):
        raise container.place.refuse(
            "cannot create an init container that has either of lifecycle, livenessProbe, "
            "readinessProbe, or startupProbe set"
        )


def _check_image(container: Container) -> None:
    """Refuse a container whose image Podman would not look for."""
    if not container.image and container.place.rules.wants_image:
        raise container.place.refuse(
            f"container \"{container.name}\" is missing the required 'image' field"
        )
    try:
        check_any(container.image)
    except ReferenceFormatError as error:
        message = f'parsing reference "{container.image}": {error}'
        raise container.place.get("image").refuse(message, "reference") from None


def _tables(found: Iterable[Object]) -> dict[tuple[str, str], dict[str, str]]:
    """Return the ConfigMaps and Secrets of a manifest by kind and name.

    Podman takes what starts no container from the end of the file to its beginning (podman v5.8.2
    pkg/domain/infra/abi/play.go sortKubeKinds). So the last of several ConfigMaps is found first,
    and the first of several Secrets is stored last.
    """
    tables: dict[tuple[str, str], dict[str, str]] = {}
    for one in found:
        if one.kind == "ConfigMap":
            tables[one.kind, one.name] = table_of(one)
        elif one.kind == "Secret":
            tables.setdefault((one.kind, one.name), table_of(one))
    return tables


def _fitting(read: _Read, wanted: str | None) -> list[tuple[Container, Variables]]:
    """Return the containers that have this name, or all for None."""
    return [x for x in read.containers if wanted is None or wanted in names(x[0])]


def _choose(read: _Read, wanted: str | None) -> tuple[Container, Variables]:
    fitting = _fitting(read, wanted)
    if len(fitting) == 1:
        return fitting[0]
    if read.faults and not fitting:
        raise read.faults[0]
    found = [one for one, _ in read.containers]
    if not found:
        hint = None
        if read.unread:
            hint = f"where the Pods of {', '.join(read.unread)} stand is not known"
        raise _unclear("the manifest has no container", "no-container", hint)
    shown_names = list(dict.fromkeys(one.name for one in found))
    if len(shown_names) < len(found):
        shown_names = [where(one) for one in found]
    shown = ", ".join(shown_names[:_MOST_NAMES]) + (", …" if len(shown_names) > _MOST_NAMES else "")
    if fitting:
        message = f"{len(fitting)} containers " + (
            "are in the manifest" if wanted is None else f"are called {wanted!r}"
        )
        raise _unclear(message, "which-container", f"name one of: {shown}")
    raise _unclear(f"no container is called {wanted!r}", "no-container", f"there are: {shown}")


def _refused_neighbour(fault: CmdResolveError) -> Note:
    where_it_is = "" if fault.line is None else f", line {fault.line}"
    return Note("refused-object", f"another object is refused{where_it_is}: {fault.message}")


def _unclear(message: str, code: str, hint: str | None = None) -> OverrideError:
    return OverrideError(message, code=code, stage="request", hint=hint)


def _origins(container: Container, field: str) -> tuple[InYaml, ...]:
    origins = tuple(item.origin for item in container.place.get(field).items())
    words = container.command if field == "command" else container.args
    added = len(words or ()) - len(origins)
    # Words that a controller puts in front (Argo's file of the script) have the script's origin.
    script = container.place.get("source")
    return origins if script.missing else (script.origin,) * added + origins


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
