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

# Kinds that have nothing but a Pod's spec: one that is no object is refused.
_ALWAYS = frozenset(("Pod", "PodTemplate", "CronJob"))
_ON_THE_WAY = frozenset(("spec", "template", "taskSpec", "leaderWorkerTemplate"))
# Where one container stands by itself, in an Argo template and in a Tekton StepAction.
_ALONE = frozenset(("container", "script", "spec"))


@frozen
class Pod:
    """A Pod that an object starts.

    Attributes:
        spec: its spec.
        metadata: the metadata it is given.
        name: what to call it beside others of its object; empty where it is the only one.
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
        place: the whole of it.
        workload: how its kind is read.
        pods: the Pods it starts; none where it starts none.
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
        within: the list it stands in, or the field where it stands alone.
        name: its name.
        image: the image it is started from; empty where none is named.
        place: the whole of it.
        command: its command, as a list of texts or None.
        args: its args, the same.
        unknown: what would have to be known of these.
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
    """Read the objects of a document, those of its lists among them.

    Raises:
        OverrideError: the reader refuses it.
    """
    place = ManifestValue(document.root, (), document.source, rules)
    check(document.root, place)
    return () if place.missing else tuple(_objects(place))


def _objects(place: ManifestValue) -> Iterator[Object]:
    if not isinstance(place.node, Mapping):
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
    """Find the Pods; where each field on the way has to be an object, it is refused if not."""
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
    """Return what to call a Pod's template: its name, or the key or number it stands under."""
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
        # Of an object that starts nothing nothing else is looked at.
        return ""


def containers(owner: Object) -> tuple[Container, ...]:
    """Read the containers of an object's Pods.

    Raises:
        OverrideError: a field that bears on what they start is not what it must be.
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
    """Return the containers in a list, or the one that stands alone."""
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
    """Read the fields of all variables: a decoder is through with them before one is looked at."""
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
    """Return every way to call a container, such as ``main``, ``web/main`` and ``web/pod/main``.

    ``web`` is the object, ``pod`` one of several Pods that it starts. Names may be left out and may
    be alike; the line that the container begins in, such as ``line 12``, is always its own.
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
    """Say which container it is, as ``web/main`` (of a Deployment called ``web``)."""
    parts = (container.owner.name, container.pod.name, container.name)
    return "/".join(part for part in parts if part)


def path(container: Container) -> str:
    """Write the path of a container, as ``spec.containers[0]``."""
    return path_text(container.place.path)
