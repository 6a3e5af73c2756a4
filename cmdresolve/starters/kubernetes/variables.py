"""The variables of a container, as ``$(NAME)`` in its command sees them.

Sources: kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, getServiceEnvVarMap,
pkg/kubelet/envvars/envvars.go; podman v5.8.2 pkg/specgen/generate/kube/kube.go envVarValue,
envVarsFrom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.resolving.pod_variables import Elsewhere, Variables, check_characters, expand
from cmdresolve.starters.kubernetes.objects import Container, Object
from cmdresolve.starters.kubernetes.reading import Place

_KEY = r"[-._a-zA-Z0-9]+"
_SERVICE = (
    r"(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?"
    r"|PORT(?:_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)"
)
_LABEL = pattern(r"metadata.labels\['(.+)'\]")
_ANNOTATION = pattern(r"metadata.annotations\['(.+)'\]")
_OF_CONFIG_MAP, _OF_SECRET = "ConfigMap", "Secret"


@frozen
class Unresolved:
    """A value that nobody here knows.

    Attributes:
        says: what has it.
    """

    says: str


def variables(
    container: Container, config_maps: dict[str, dict[str, str]], engine: Engine
) -> Variables:
    """Give the variables of a container.

    Args:
        container: the container.
        config_maps: the ConfigMaps that stand in the manifest, for a reader without a cluster.
        engine: who starts it.

    Raises:
        OverrideError: the reader refuses a variable, or what it comes from is not there.
    """
    rules = container.place.rules
    table = _Table(list(_services(container)) if rules.from_cluster else [])
    if not rules.env_from_wins:
        table.add_sources(container, config_maps)
    for place in container.place.get("env").items():
        name, value = _variable(place, container, config_maps)
        if isinstance(value, Unresolved):
            table.unresolved[name] = value.says
        elif value is not None and rules.expands_env:
            table.set_expanded(name, value, engine)
        elif value is not None:
            table.set(name, value)
    if rules.env_from_wins:
        table.add_sources(container, config_maps)
    return table.so_far()


class _Table:
    """The variables as they come, one after the other."""

    def __init__(self, services: list[Elsewhere]) -> None:
        self.known: dict[str, str] = {}
        self.unresolved: dict[str, str] = {}
        self.sources: list[Elsewhere] = []
        self.services = services

    def so_far(self) -> Variables:
        return Variables(self.known, self.unresolved, (*self.sources, *self.services))

    def set(self, name: str, value: str) -> None:
        self.known[name] = value
        self.unresolved.pop(name, None)

    def set_expanded(self, name: str, value: str, engine: Engine) -> None:
        missing = next(iter(self.so_far().needs((value,))), None)
        if missing is not None:
            self.unresolved[name] = f"env, whose value uses {missing}"
            return
        if engine.before_a_character == "refused":
            check_characters(value)
        torn = engine.before_a_character == "torn"
        self.set(name, expand(value, self.known, splits_characters=torn))

    def add_sources(self, container: Container, config_maps: dict[str, dict[str, str]]) -> None:
        for place in container.place.get("envFrom").items():
            found = _source(place, config_maps)
            if isinstance(found, Elsewhere):
                self.sources.append(found)
                for name in filter(found.may_give, self.known):
                    self.unresolved[name] = found.says
            else:
                for name, value in found.items():
                    self.set(name, value)


def env_as_written(container: Container) -> tuple[tuple[str, str | None], ...]:
    """Give the names and values of `env`, None for a value that comes from elsewhere."""
    return tuple(
        (
            place.get("name").text(),
            place.get("value").text() if place.get("valueFrom").missing else None,
        )
        for place in container.place.get("env").items()
    )


def _variable(
    place: Place, container: Container, config_maps: dict[str, dict[str, str]]
) -> tuple[str, str | Unresolved | None]:
    name, value = place.get("name").text(), place.get("value").text()
    source = place.get("valueFrom")
    if place.rules.from_cluster:
        if not name or "=" in name:
            raise place.refuse(f"{name!r} is no name of a variable")
        if value and not source.missing:
            raise place.refuse(f"{name} has a value and a valueFrom, and may have one of them")
    if source.missing or (value and place.rules.from_cluster):
        return name, value
    for kind, key in ((_OF_CONFIG_MAP, "configMapKeyRef"), (_OF_SECRET, "secretKeyRef")):
        reference = source.get(key)
        if not reference.missing:
            return name, _of_key(name, kind, reference, config_maps)
    field = source.get("fieldRef")
    if not field.missing:
        return name, _of_field(name, field.get("fieldPath"), container)
    resource = source.get("resourceFieldRef")
    if not resource.missing:
        return name, Unresolved(f"the resource {resource.get('resource').text()}")
    if place.rules.from_cluster:
        return name, Unresolved("valueFrom")
    return name, value


def _of_key(
    name: str, kind: str, reference: Place, config_maps: dict[str, dict[str, str]]
) -> str | Unresolved | None:
    owner, key = reference.get("name").text(), reference.get("key").text()
    optional = reference.get("optional").flag()
    if kind == _OF_SECRET or reference.rules.from_cluster:
        return Unresolved(f"{kind} {owner}, key {key}")
    if key in config_maps.get(owner, {}):
        return config_maps[owner][key]
    if optional:
        return None
    if owner in config_maps:
        told = f"cannot set env {name}: key {key} not found in configmap {owner}"
    else:
        told = f"cannot set env {name}: configmap {owner} not found"
    raise reference.refuse(told, hint="put the ConfigMap into the manifest")


def _of_field(name: str, field: Place, container: Container) -> str | Unresolved:
    path = field.text()
    if path == "metadata.name" and container.owner.kind == "Pod" and container.owner.name:
        return container.owner.name
    if field.rules.from_cluster:
        return Unresolved(f"the Pod's {path}")
    if path == "metadata.name":
        return pod_name(container.owner)
    if path == "metadata.uid":
        return Unresolved("the Pod's metadata.uid")
    label, annotation = _LABEL.fullmatch(path), _ANNOTATION.fullmatch(path)
    if label:
        return container.owner.pod_metadata.get("labels").table().get(label[1], "")
    if annotation:
        metadata = container.owner.place.get("metadata")
        return metadata.get("annotations").table().get(annotation[1], "")
    raise field.refuse(
        f"can not set env {name}. Reason: fieldPath {path} is either not valid or not supported"
    )


def _source(place: Place, config_maps: dict[str, dict[str, str]]) -> Elsewhere | dict[str, str]:
    prefix = re.escape(place.get("prefix").text())
    config_map, secret = place.get("configMapRef"), place.get("secretRef")
    if place.rules.from_cluster:
        reference = secret if config_map.missing else config_map
        kind = _OF_SECRET if config_map.missing else _OF_CONFIG_MAP
        return Elsewhere(f"{kind} {reference.get('name').text()}", prefix + _KEY)
    found: dict[str, str] = {}
    if not config_map.missing:
        owner, optional = config_map.get("name").text(), config_map.get("optional").flag()
        if owner not in config_maps and not optional:
            raise config_map.refuse(
                f"configmap {owner} not found", hint="put the ConfigMap into the manifest"
            )
        found = config_maps.get(owner, {})
    if not secret.missing:
        # Podman's own secrets; their keys are what its files say.
        return Elsewhere(f"Secret {secret.get('name').text()}", r"(?s:.*)")
    return found


def _services(container: Container) -> Iterator[Elsewhere]:
    links = container.owner.spec.get("enableServiceLinks")
    if links.missing or links.flag():
        yield Elsewhere("a Service of the namespace", "[A-Z0-9_]+_" + _SERVICE)
    else:
        yield Elsewhere("the Service kubernetes", "KUBERNETES_" + _SERVICE)


def pod_name(owner: Object) -> str:
    """Give the name that Podman gives the Pod of an object."""
    return owner.name if owner.kind == "Pod" else f"{owner.name}-pod"
