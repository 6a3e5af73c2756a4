"""Checks that what services refer to exists: services, networks, volumes, configs and secrets.

Source: compose-go v2.9.1 loader/normalize.go Normalize, loader/validate.go checkConsistency,
graph/cycle.go; format/volume.go ParseVolume for what of a short volume is a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Place, Table, refused

_NAMESPACES = ("network_mode", "ipc", "pid", "uts", "cgroup")
_SERVICE, _CONTAINER = "service:", "container:"
_CODE = "undefined"
_CONDITIONS = ("service_started", "service_healthy", "service_completed_successfully")
# The source of a short volume that begins so is a path on the host, and not a volume's name.
_PATHS = (".", "/", "~")


def check(root: Table, enabled: Mapping[str, Table], known: Mapping[str, Table]) -> None:
    """Check the references of the enabled services.

    Args:
        root: the project.
        enabled: the services that are enabled by their profiles.
        known: all services.

    Raises:
        ComposeError: a service refers to what does not exist, or services depend on each other in
            a circle.
    """
    for name, service in enabled.items():
        _check_conditions(name, service)
        _check_networks(root, name, service)
        for depended, place, required in _depends_on(service):
            if depended not in enabled and (required or depended not in known):
                message = f'service "{name}" depends on undefined service "{depended}"'
                raise refused(place, _CODE, message, _hint(depended, known))
        _check_resources(root, name, service)
    _check_cycles(enabled)


def _hint(name: str, known: Mapping[str, Table]) -> str | None:
    return "its profile is not active: pass the profile as well" if name in known else None


def _check_networks(root: Table, name: str, service: Table) -> None:
    networks = service.entries.get("networks")
    named = list(_names(networks))
    mode = service.entries.get("network_mode")
    if named and isinstance(mode, Leaf) and mode.text:
        message = f"service {name} declares mutually exclusive `network_mode` and `networks`"
        raise refused(mode.place, "exclusive-keys", message)
    for network, place in named:
        if network != "default":
            _check_declared(root, "networks", network, f'service "{name}"', place)


def _check_conditions(name: str, service: Table) -> None:
    written = service.entries.get("depends_on")
    for key, entry in written.entries.items() if isinstance(written, Table) else ():
        condition = entry.entries.get("condition") if isinstance(entry, Table) else None
        if isinstance(condition, Leaf) and condition.text not in _CONDITIONS:
            message = f"services.{name}.depends_on.{key}.condition must be one of "
            raise refused(condition.place, "schema", message + ", ".join(_CONDITIONS))


def _check_resources(root: Table, name: str, service: Table) -> None:
    for volume, place in _volumes(service.entries.get("volumes")):
        _check_declared(root, "volumes", volume, f'service "{name}"', place)
    for key in ("configs", "secrets"):
        for used, place in _sources(service.entries.get(key)):
            _check_declared(root, key, used, f'service "{name}"', place)
    for model, place in _names(service.entries.get("models")):
        _check_declared(root, "models", model, f'service "{name}"', place)


def _check_declared(root: Table, key: str, name: str, who: str, place: Place) -> None:
    declared = root.entries.get(key)
    if not isinstance(declared, Table) or name not in declared.entries:
        raise refused(place, _CODE, f"{who} refers to undefined {key[:-1]} {name}")


def _names(value: ComposeValue | None) -> Iterator[tuple[str, Place]]:
    """Yield the keys of a mapping, or the texts of a list, with their places."""
    if isinstance(value, Table):
        for key, entry in value.entries.items():
            yield key, entry.place
    for item in value.items if isinstance(value, Items) else ():
        if isinstance(item, Leaf):
            yield item.text, item.place


def _sources(value: ComposeValue | None) -> Iterator[tuple[str, Place]]:
    for item in value.items if isinstance(value, Items) else ():
        source = item.entries.get("source") if isinstance(item, Table) else item
        if isinstance(source, Leaf):
            yield source.text, source.place


def _volumes(value: ComposeValue | None) -> Iterator[tuple[str, Place]]:
    """Yield the named volumes of a service, with their places."""
    for item in value.items if isinstance(value, Items) else ():
        if isinstance(item, Table):
            kind, source = item.entries.get("type"), item.entries.get("source")
            named = isinstance(kind, Leaf) and kind.text == "volume"
            if named and isinstance(source, Leaf) and source.text:
                yield source.text, source.place
        elif isinstance(item, Leaf):
            name, colon, _ = item.text.partition(":")
            if colon and "" in item.text.split(":")[:-1]:
                message = f"invalid spec: {item.text}: empty section between colons"
                raise refused(item.place, "volume", message)
            # One letter is a drive of Windows: format/volume.go isWindowsDrive.
            if colon and name and not name.startswith(_PATHS) and len(name) > 1:
                yield name, item.place


def _depends_on(service: Table) -> Iterator[tuple[str, Place, bool]]:
    """Yield the services that one depends on: name, place, and whether each is required.

    Besides ``depends_on`` these are implied by links, shared namespaces and volumes_from
    (loader/normalize.go Normalize).
    """
    written = service.entries.get("depends_on")
    if isinstance(written, Table):
        for name, entry in written.entries.items():
            required = entry.entries.get("required") if isinstance(entry, Table) else None
            yield name, entry.place, not (isinstance(required, Leaf) and required.text == "false")
    elif isinstance(written, Items):
        yield from ((name, place, True) for name, place in _names(written))
    for link, place in _names(service.entries.get("links")):
        parts = link.split(":")
        yield parts[0] if len(parts) <= 2 else link, place, True  # noqa: PLR2004 - name and alias
    for key in _NAMESPACES:
        mode = service.entries.get(key)
        if isinstance(mode, Leaf) and mode.text.startswith(_SERVICE):
            yield mode.text.removeprefix(_SERVICE), mode.place, True
    for name, place in _names(service.entries.get("volumes_from")):
        if not name.startswith(_CONTAINER):
            yield name.partition(":")[0], place, True


def _check_cycles(services: Mapping[str, Table]) -> None:
    """Refuse services that depend on each other in a circle, by a depth-first search.

    `path` is the stack: each service on the way, with its dependencies still to be visited.
    """
    needs = {
        name: {other: place for other, place, _ in _depends_on(one) if other in services}
        for name, one in services.items()
    }
    done: set[str] = set()
    for start, first in needs.items():
        path: dict[str, Iterator[str]] = {} if start in done else {start: iter(first)}
        while path:
            name = next(reversed(path))
            other = next(path[name], None)
            if other is None:
                done.add(name)
                del path[name]
            elif other in path:
                message = "dependency cycle detected: " + " -> ".join([*path, other])
                raise refused(needs[name][other], "dependency-cycle", message)
            elif other not in done:
                path[other] = iter(needs[other])
