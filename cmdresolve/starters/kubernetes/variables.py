"""The variables of a container that ``$(NAME)`` in its command can use.

Sources: kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, getServiceEnvVarMap,
pkg/kubelet/envvars/envvars.go; podman v5.8.2 pkg/specgen/generate/kube/kube.go envVarValue,
envVarsFrom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from attrs import evolve, frozen

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.go.expansion import as_bytes, expand_by, names_used, table_of
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import Room
from cmdresolve.model.variables import OpaqueSource, Supposed, Variables, need
from cmdresolve.resolving.pod_variables import check_characters
from cmdresolve.starters.kubernetes.objects import Container, Object
from cmdresolve.starters.kubernetes.reading import ManifestValue

_KEY = r"[-._a-zA-Z0-9]+"
# The variables of a Service, after its name (kubernetes pkg/kubelet/envvars/envvars.go
# FromServices, makeLinkVariables).
_SERVICE = (
    r"(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?"
    r"|PORT(?:_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)"
)
_LABEL = pattern(r"metadata.labels\['(.+)'\]")
_ANNOTATION = pattern(r"metadata.annotations\['(.+)'\]")
_OF_CONFIG_MAP, _OF_SECRET = "ConfigMap", "Secret"


Tables = Callable[[str, str, str], dict[str, str] | None]


@frozen
class Unresolved:
    """A value that is not known.

    Attributes:
        says: where it comes from, in words.
        value: the value that it probably has; None where there is nothing to go by.
        condition: the condition on which it has that value, in words.
    """

    says: str
    value: str | None = None
    condition: str = ""


def variables(
    container: Container, tables: Tables, engine: Engine, given: Mapping[str, str], room: Room
) -> Variables:
    """Return the variables of a container.

    Args:
        container: the container.
        tables: returns the data of a ConfigMap or Secret of the manifest, by kind, name and the
            namespace of the Pod.
        engine: the engine that starts it.
        given: the values of variables that come from elsewhere.
        room: how many characters the values may still add.

    Raises:
        OverrideError: the reader refuses a variable, or its source does not exist.
        LimitError: the values are longer than the limits allow.
    """
    rules = container.place.rules
    table = _GatheredVariables(
        list(_services(container)) if rules.from_cluster else [], given, engine, room
    )
    if not rules.env_from_wins:
        table.add_sources(container, tables)
    for place in container.place.get("env").items():
        name, value = _variable(place, container, tables)
        if isinstance(value, Unresolved):
            table.unresolve(name, value)
        elif value is not None and rules.expands_env:
            table.set_expanded(name, value)
        elif value is not None:
            table.set(name, value)
    if rules.env_from_wins:
        table.add_sources(container, tables)
    return table.so_far()


class _GatheredVariables:
    """The variables read so far; each may use those before it, and replaces one of its name."""

    def __init__(
        self, services: list[OpaqueSource], given: Mapping[str, str], engine: Engine, room: Room
    ) -> None:
        self.given = given
        self.engine = engine
        self.known: dict[str, str] = dict(given)
        self.by_bytes = table_of(given)
        self.unresolved: dict[str, str] = {}
        self.supposed: dict[str, Supposed] = {}
        self.sources: list[OpaqueSource] = []
        self.services = services
        # Values can double with every line: without a budget a few lines make gigabytes.
        self.room = room

    def so_far(self) -> Variables:
        elsewhere = (*self.sources, *self.services)
        return Variables(self.known, self.unresolved, elsewhere, tuple(self.supposed.values()))

    def set(self, name: str, value: str) -> None:
        self.known[name] = value
        self.by_bytes[as_bytes(name)] = as_bytes(value)
        self.unresolved.pop(name, None)
        self.supposed.pop(name, None)

    def unresolve(self, name: str, value: Unresolved) -> None:
        if name in self.given:
            self.set(name, self.given[name])
            return
        self.unresolved[name] = value.says
        self.supposed.pop(name, None)
        if value.value is not None:
            self.supposed[name] = Supposed(name, value.value, value.condition)

    def set_expanded(self, name: str, value: str) -> None:
        used = list(dict.fromkeys(names_used(value)))
        needs = {one: self._need(one) for one in used}
        missing = [one for one in used if needs[one] is not None]
        torn = self.engine.dollar_before_non_ascii == "torn"
        if not missing:
            if self.engine.dollar_before_non_ascii == "refused":
                check_characters(value)
            self.set(name, expand_by(value, self.by_bytes, splits_characters=torn, room=self.room))
            return
        unresolved = Unresolved(f"env, whose value uses {needs[missing[0]]}")
        if all(one in self.supposed for one in missing):
            supposed = {as_bytes(x): as_bytes(self.supposed[x].value) for x in missing}
            table = {**self.by_bytes, **supposed}
            text = expand_by(value, table, splits_characters=torn, room=self.room)
            unresolved = evolve(
                unresolved, value=text, condition=self.supposed[missing[0]].condition
            )
        self.unresolve(name, unresolved)

    def _need(self, name: str) -> str | None:
        return need(name, self.known, self.unresolved, (*self.sources, *self.services))

    def add_sources(self, container: Container, tables: Tables) -> None:
        for place in container.place.get("envFrom").items():
            found = _source(place, container, tables)
            if isinstance(found, OpaqueSource):
                self.sources.append(found)
                # It may set any of these again, to a value that is not known.
                for name in filter(found.may_give, list(self.known)):
                    self.unresolve(name, Unresolved(found.says))
            else:
                for name, value in found.items():
                    if isinstance(value, Unresolved):
                        self.unresolve(name, value)
                    else:
                        self.set(name, value)


def env_as_written(container: Container) -> tuple[tuple[str, str | None], ...]:
    """Return the names and values of `env`, None for a value that comes from elsewhere."""
    return tuple(
        (
            place.get("name").text(),
            place.get("value").text() if place.get("valueFrom").missing else None,
        )
        for place in container.place.get("env").items()
    )


def _variable(
    place: ManifestValue, container: Container, tables: Tables
) -> tuple[str, str | Unresolved | None]:
    name, value = place.get("name").text(), place.get("value").text()
    source = place.get("valueFrom")
    if place.rules.from_cluster:
        if not name or "=" in name:
            raise place.refuse(f"{name!r} is not a valid variable name")
        if value and not source.missing:
            raise place.refuse(f"{name} has both value and valueFrom, and may have only one")
    if source.missing or (value and place.rules.from_cluster):
        return name, value
    for kind, key in ((_OF_CONFIG_MAP, "configMapKeyRef"), (_OF_SECRET, "secretKeyRef")):
        reference = source.get(key)
        if not reference.missing:
            return name, _of_key(name, kind, reference, _known(container, tables))
    field = source.get("fieldRef")
    if not field.missing:
        return name, _of_field(name, field.get("fieldPath"), container)
    resource = source.get("resourceFieldRef")
    if not resource.missing:
        return name, Unresolved(f"the resource {resource.get('resource').text()}")
    if place.rules.from_cluster:
        return name, Unresolved("valueFrom")
    return name, value


_Known = Callable[[str, str], dict[str, str] | None]


def _known(container: Container, tables: Tables) -> _Known:
    namespace = _stated(container.owner.place.get("metadata", "namespace")) or ""
    return lambda kind, name: tables(kind, name, namespace)


def _of_key(
    name: str, kind: str, reference: ManifestValue, known: _Known
) -> str | Unresolved | None:
    owner, key = reference.get("name").text(), reference.get("key").text()
    optional = reference.get("optional").flag()
    table = known(kind, owner)
    if reference.rules.from_cluster:
        found = None if table is None else table.get(key)
        return Unresolved(f"{kind} {owner}, key {key}", found, _as_here(kind, owner))
    if kind == _OF_SECRET and table is None:
        return Unresolved(f"{kind} {owner}, key {key}")
    if table is not None and key in table:
        return table[key]
    if optional:
        return None
    if table is not None:
        message = f"cannot set env {name}: key {key} not found in {kind.lower()} {owner}"
    else:
        message = f"cannot set env {name}: configmap {owner} not found"
    raise reference.refuse(message, hint=f"put the {kind} with it into the manifest")


def _as_here(kind: str, name: str) -> str:
    return f"the {kind} {name} is in the cluster as it is in this file"


def _of_field(name: str, field: ManifestValue, container: Container) -> str | Unresolved:
    path = field.text()
    if path == "metadata.name" and container.owner.kind == "Pod" and container.owner.name:
        return container.owner.name
    label, annotation = _LABEL.fullmatch(path), _ANNOTATION.fullmatch(path)
    if field.rules.from_cluster:
        return _of_stated_field(path, container)
    if path == "metadata.name":
        return pod_name(container.owner)
    if path == "metadata.uid":
        return Unresolved("the Pod's metadata.uid")
    if label:
        return container.pod.metadata.get("labels").table().get(label[1], "")
    if annotation:
        metadata = container.owner.place.get("metadata")
        return metadata.get("annotations").table().get(annotation[1], "")
    raise field.refuse(
        f"can not set env {name}. Reason: fieldPath {path} is either not valid or not supported"
    )


def _of_stated_field(path: str, container: Container) -> str | Unresolved:
    """Return a field of the Pod that the manifest states; others are the cluster's to fill in.

    What is stated stands: no controller takes a label or the namespace away, though it may add
    some. Source: kubernetes pkg/fieldpath/fieldpath.go ExtractFieldPathAsString;
    pkg/controller/controller_utils.go GetPodFromTemplate.
    """
    label, annotation = _LABEL.fullmatch(path), _ANNOTATION.fullmatch(path)
    found: str | None = None
    if path == "metadata.namespace":
        found = _stated(container.owner.place.get("metadata", "namespace"))
    elif path in {"spec.serviceAccountName", "spec.nodeName"}:
        found = _stated(container.pod.spec.get(path.partition(".")[2]))
    elif label or annotation:
        key = (label or annotation or ("", ""))[1]
        table = container.pod.metadata.get("labels" if label else "annotations").table()
        found = table.get(key)
    return Unresolved(f"the Pod's {path}") if found is None else found


def _stated(place: ManifestValue) -> str | None:
    return place.text() or None


def _source(
    place: ManifestValue, container: Container, tables: Tables
) -> OpaqueSource | Mapping[str, str | Unresolved]:
    prefix = place.get("prefix").text()
    config_map, secret = place.get("configMapRef"), place.get("secretRef")
    known = _known(container, tables)
    if place.rules.from_cluster:
        reference = secret if config_map.missing else config_map
        kind = _OF_SECRET if config_map.missing else _OF_CONFIG_MAP
        owner = reference.get("name").text()
        table = known(kind, owner)
        if table is None:
            return OpaqueSource(f"{kind} {owner}", re.escape(prefix) + _KEY)
        condition = _as_here(kind, owner)
        return {
            prefix + key: Unresolved(f"{kind} {owner}, key {key}", value, condition)
            for key, value in table.items()
        }
    found: dict[str, str | Unresolved] = {}
    if not config_map.missing:
        owner, optional = config_map.get("name").text(), config_map.get("optional").flag()
        table = known(_OF_CONFIG_MAP, owner)
        if table is None and not optional:
            raise config_map.refuse(
                f"configmap {owner} not found", hint="put the ConfigMap into the manifest"
            )
        found = dict(table or {})
    if not secret.missing:
        owner = secret.get("name").text()
        table = known(_OF_SECRET, owner)
        if table is None:
            # It may be a secret of Podman's store, whose keys are in a file there.
            return OpaqueSource(f"Secret {owner}", r"(?s:.*)")
        found |= table
    return found


def _services(container: Container) -> Iterator[OpaqueSource]:
    links = container.pod.spec.get("enableServiceLinks")
    if links.missing or links.flag():
        yield OpaqueSource("a Service of the namespace", "[A-Z0-9_]+_" + _SERVICE)
    else:
        yield OpaqueSource("the Service kubernetes", "KUBERNETES_" + _SERVICE)


def pod_name(owner: Object) -> str:
    """Return the name that Podman gives the Pod of an object (abi/play.go, playKubeDeployment)."""
    return owner.name if owner.kind == "Pod" else f"{owner.name}-pod"
