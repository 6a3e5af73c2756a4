"""The objects of a manifest that hold Pods, and the containers in these.

Sources: kubernetes pkg/apis/core/types.go and pkg/apis/{apps,batch}/types.go for where a Pod's
template stands; podman v5.8.2 pkg/domain/infra/abi/play.go PlayKube for what it plays.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, field, frozen

from cmdresolve.dialects.readers.pods import Pods
from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.kubernetes.reading import Place, check
from cmdresolve.starters.yaml_nodes import Document, Mapping, path_text

#: Where each kind has a Pod's spec; every other kind that holds a template has it as a Deployment.
_SPECS = {
    "Pod": ("spec",),
    "PodTemplate": ("template", "spec"),
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
}
_TEMPLATE = ("spec", "template", "spec")
#: In the order in which they are started; ephemeral ones are only added to what runs.
FIELDS = ("initContainers", "containers", "ephemeralContainers")


@frozen
class Object:
    """An object of a manifest.

    Attributes:
        kind: its kind.
        name: its name; empty where it has none.
        place: the whole of it.
        spec: the spec of the Pods it starts; absent where it starts none.
        pod_metadata: the metadata of these Pods.
    """

    kind: str
    name: str
    place: Place
    spec: Place
    pod_metadata: Place


@frozen
class Container:
    """A container of an object's Pods.

    Attributes:
        owner: the object.
        within: the list it stands in, one of `FIELDS`.
        name: its name.
        image: the image it is started from; empty where none is named.
        place: the whole of it.
        command: its command, as a list of texts or None.
        args: its args, the same.
    """

    owner: Object
    within: str
    name: str
    image: str
    place: Place = field(repr=False)
    command: tuple[str, ...] | None = None
    args: tuple[str, ...] | None = None


def objects(documents: tuple[Document, ...], rules: Pods) -> tuple[Object, ...]:
    """Read the objects of a manifest, those of its lists among them.

    Raises:
        OverrideError: the reader refuses the manifest for one.
    """
    places = [Place(one.root, (), one.source, rules) for one in documents]
    for place in places:
        if place.node is not None:
            check(place.node, place)
    return tuple(one for place in places if not place.missing for one in _objects(place))


def _objects(place: Place) -> Iterator[Object]:
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
    at = _SPECS.get(kind, _TEMPLATE)
    if _starts_containers(kind, place):
        yield Object(
            kind,
            place.get("metadata", "name").text(),
            place,
            place.get(*at),
            place.get(*at[:-1], "metadata"),
        )
    else:
        nothing = evolve(place, node=None)
        yield Object(kind, _name(place), place, nothing, nothing)


def _starts_containers(kind: str, place: Place) -> bool:
    if place.rules.kinds is not None:
        return kind in place.rules.kinds
    at = _SPECS.get(kind, _TEMPLATE)
    if kind in _SPECS:
        return True
    spec: Place = place
    for name in at:
        if not isinstance(spec.node, Mapping):
            return False
        spec = spec.get(name)
    return isinstance(spec.node, Mapping)


def _name(place: Place) -> str:
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
        Container(
            owner=owner,
            within=name,
            name=place.get("name").text(),
            image=place.get("image").text(),
            place=place,
            command=place.get("command").texts(),
            args=place.get("args").texts(),
        )
        for name in FIELDS
        for place in owner.spec.get(name).items()
    )
    for one in found:
        _decode_variables(one.place)
    return found


def _decode_variables(container: Place) -> None:
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


def where(container: Container) -> str:
    """Say which container it is, as ``web/main`` (of a Deployment called ``web``)."""
    return f"{container.owner.name}/{container.name}" if container.owner.name else container.name


def path(container: Container) -> str:
    """Write the path of a container, as ``spec.containers[0]``."""
    return path_text(container.place.path)
