"""The objects of a manifest that hold Pods, and the containers in these.

Source: podman v5.8.2 pkg/domain/infra/abi/play.go PlayKube for what it plays.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, field, frozen

from cmdresolve.dialects.readers.pods import Pods
from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.kubernetes.controllers import written
from cmdresolve.starters.kubernetes.reading import ManifestValue, check
from cmdresolve.starters.kubernetes.workloads import Workload, workload
from cmdresolve.starters.yaml_nodes import Document, Mapping, path_text

# Kinds whose Pod is at a path that no other resource uses: a wrong type there is an error, and not
# a sign of another resource with the same kind.
_ALWAYS = frozenset(("Pod", "PodTemplate", "CronJob"))
# Parts of a path that say nothing about which of several Pods it is.
_ON_THE_WAY = frozenset(("spec", "template", "taskSpec", "leaderWorkerTemplate"))
# Fields that hold a single container: of an Argo template, and of a Tekton StepAction.
_ALONE = frozenset(("container", "script", "spec"))


@frozen
class Pod:
    """A Pod that an object starts.

    Attributes:
        spec: its spec.
        metadata: its metadata.
        name: its name among several Pods of its object; empty where it is the only one.
    """

    spec: ManifestValue
    metadata: ManifestValue
    name: str = ""


@frozen
class Object:
    """An object of a manifest.

    Attributes:
        kind: its kind.
        name: its name; empty where it has none.
        place: its value.
        workload: how its kind is read.
        pods: the Pods that it starts.
    """

    kind: str
    name: str
    place: ManifestValue
    workload: Workload
    pods: tuple[Pod, ...]


@frozen
class Container:
    """A container of an object's Pods.

    Attributes:
        owner: the object.
        pod: the Pod of it.
        within: the field of the Pod's spec that has it, as in `Workload.lists`.
        name: its name.
        image: its image; empty where none is named.
        place: its value.
        command: its command, or None.
        args: its args, or None.
        unknown: what would have to be given for these to be known.
    """

    owner: Object
    pod: Pod
    within: str
    name: str
    image: str
    place: ManifestValue = field(repr=False)
    command: tuple[str, ...] | None = None
    args: tuple[str, ...] | None = None
    unknown: tuple[str, ...] = ()


def objects(document: Document, rules: Pods) -> tuple[Object, ...]:
    """Read the objects of a document; a List has several.

    Raises:
        OverrideError: the reader refuses it.
    """
    place = ManifestValue(document.root, (), document.source, rules)
    check(document.root, place)
    return () if place.missing else tuple(_objects(place))


def _objects(place: ManifestValue) -> Iterator[Object]:
    if not isinstance(place.node, Mapping):
        # Raises, for what is not an object; a null passes.
        place.get("kind")
    kind = place.get("kind").text()
    if kind == "List" or (
        kind.endswith("List") and place.rules.kinds is None and not place.get("items").missing
    ):
        for item in place.get("items").items():
            if not item.missing:
                yield from _objects(evolve(item, listed=True))
        return
    if not kind and place.rules.kinds is None:
        raise place.refuse("Object 'Kind' is missing", hint="write a line such as kind: Pod")
    read = workload(kind, _text(place, "apiVersion"))
    played = place.rules.kinds is not None and kind in place.rules.kinds
    pods: tuple[Pod, ...] = ()
    if place.rules.kinds is None or played:
        pods = tuple(_pods(place, read, strictly=played or kind in _ALWAYS))
    name = place.get("metadata", "name").text() if pods or played else _name(place)
    yield Object(kind, name, place, read, pods)


def _pods(place: ManifestValue, read: Workload, *, strictly: bool) -> Iterator[Pod]:
    """Yield the Pods of an object; `strictly`, a field on the path must be an object or absent."""
    for path in read.specs:
        head, _, last = path.rpartition(".")
        if strictly:
            around = place.get(*filter(None, head.split(".")))
            yield Pod(around.get(last), around.get("metadata"))
            continue
        if last == "spec":
            holders = [x for x in place.all_at(head or "@") if isinstance(x.node, Mapping)]
            found = [(x.get("spec"), x.get("metadata")) for x in holders]
        else:
            holders = [x for x in place.all_at(path) if isinstance(x.node, Mapping)]
            found = [(x, x.get("metadata")) for x in holders]
        found = [pair for pair in found if isinstance(pair[0].node, Mapping)]
        several = len(found) > 1 or len(read.specs) > 1 or path.endswith("*")
        for spec, metadata in found:
            yield Pod(spec, metadata, _called(spec, path) if several else "")


def _called(spec: ManifestValue, path: str) -> str:
    """Return the name of one of several Pod templates: its own, or its key or index."""
    if path.endswith("*") and not spec.get("name").missing:
        return spec.get("name").text()
    return str(next((part for part in reversed(spec.path) if part not in _ON_THE_WAY), ""))


def _text(place: ManifestValue, name: str) -> str:
    try:
        return place.get(name).text()
    except OverrideError:
        return ""


def _name(place: ManifestValue) -> str:
    try:
        return place.get("metadata", "name").text()
    except OverrideError:
        # An object that starts nothing is not refused for its metadata.
        return ""


def containers(owner: Object) -> tuple[Container, ...]:
    """Read the containers of an object's Pods.

    Raises:
        OverrideError: a field that bears on what they start has the wrong type.
    """
    found = tuple(
        _container(owner, pod, within, number, place)
        for pod in owner.pods
        for within in owner.workload.lists
        for number, place in enumerate(_listed(pod.spec, within))
    )
    for one in found:
        _decode_variables(one.place)
    return found


def _listed(spec: ManifestValue, within: str) -> tuple[ManifestValue, ...]:
    """Return the containers in a list, or the single container of a field."""
    for name in within.split("."):
        spec = spec.get(name)
    return (spec,) if isinstance(spec.node, Mapping) and within in _ALONE else spec.items()


def _container(
    owner: Object, pod: Pod, within: str, number: int, place: ManifestValue
) -> Container:
    defaults = evolve(place, node=None)
    if owner.workload.words == "tekton" and within == "steps":
        defaults = pod.spec.get("stepTemplate")
    these = written(owner.workload.words, place, defaults, pod.metadata, number)
    image = place.get("image").text() or defaults.get("image").text()
    name = place.get("name").text()
    return Container(
        owner=owner,
        pod=pod,
        within=within,
        name=name or ("main" if within in _ALONE else ""),
        image=image,
        place=place,
        command=these.command,
        args=these.args,
        unknown=these.unknown,
    )


def _decode_variables(container: ManifestValue) -> None:
    """Raise for a field of a variable that has the wrong type.

    Readers decode the whole object before they look at any variable, so these errors come first.
    """
    for variable in container.get("env").items():
        variable.get("name").text()
        variable.get("value").text()
        source = variable.get("valueFrom")
        for kind in ("configMapKeyRef", "secretKeyRef"):
            source.get(kind, "name").text()
            source.get(kind, "key").text()
            source.get(kind, "optional").flag()
        source.get("fieldRef", "fieldPath").text()
        source.get("resourceFieldRef", "resource").text()
    for source in container.get("envFrom").items():
        source.get("prefix").text()
        for kind in ("configMapRef", "secretRef"):
            source.get(kind, "name").text()
            source.get(kind, "optional").flag()


def names(container: Container) -> tuple[str, ...]:
    """Return the names by which a container can be asked for.

    They are ``main``, ``web/main`` and ``web/pod/main``, where ``web`` is the object and ``pod``
    one of several Pods that it starts. Names may be absent or repeated. The line where the
    container begins, such as ``line 12``, is always unique.
    """
    owner, pod, own = container.owner.name, container.pod.name, container.name
    found = [own, f"{owner}/{own}"]
    if pod:
        found += [f"{pod}/{own}", f"{owner}/{pod}/{own}"]
        if container.within in _ALONE:
            found += [pod, f"{owner}/{pod}"]
    place = container.place
    if place.node is not None:
        found.append(f"line {place.source.position(place.node.span.start)[0]}")
    return tuple(found)


def where(container: Container) -> str:
    """Return the full name of a container, such as ``web/main`` (of a Deployment ``web``)."""
    parts = (container.owner.name, container.pod.name, container.name)
    return "/".join(part for part in parts if part)


def path(container: Container) -> str:
    """Return the path of a container, such as ``spec.containers[0]``."""
    return path_text(container.place.path)
