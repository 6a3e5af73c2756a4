"""The checks that Compose makes of a whole project, after its files are merged.

Source: compose-go v2.9.1 loader/validate.go checkConsistency, types/command.go, graph/cycle.go;
loader/normalize.go for what depends on what.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.go.numbers import FlagValueError, parse_size
from cmdresolve.go.shellwords import ShellwordsError, Split, split
from cmdresolve.model.source import Span
from cmdresolve.starters.compose.exclusive import check as check_exclusive
from cmdresolve.starters.compose.places import of_word
from cmdresolve.starters.compose.project import Project
from cmdresolve.starters.compose.references import check as check_references
from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Table, refused

_BUILT = frozenset(("build", "provider"))
_SIZES = ("mem_limit", "mem_reservation", "memswap_limit", "shm_size")
_HOOKS = ("post_start", "pre_stop", "pre_start")


class ReadProject:
    """The services of a loaded project, which is checked on first use and only once.

    Args:
        project: the project.
        compose: the version of Compose.
    """

    def __init__(self, project: Project, compose: Compose) -> None:
        self.project = project
        self._compose = compose

    @property
    def is_accepted(self) -> bool:
        """Whether the project was checked, without errors."""
        # A cached_property is stored only if computing it did not raise.
        return "_known" in self.__dict__

    @cached_property
    def _known(self) -> Mapping[str, ComposeValue]:
        return _checked(self.project, self._compose)

    def service(self, name: str) -> Table | None:
        """Find a service of the project, enabled by its profiles or not.

        Returns:
            The service, or None where it may be in a file that was not given.

        Raises:
            ComposeError: Compose refuses the project, or it has no such service.
        """
        project, known = self.project, self._known
        found = known.get(name)
        if found is None and project.missing:
            return None
        if not isinstance(found, Table):
            message = f"no such service: {name}"
            raise refused(project.root.place, "no-service", message, _others(known))
        _check_image(name, found, named=True)
        return found

    @cached_property
    def enabled(self) -> dict[str, Table]:
        """The services that are enabled by their profiles, by name.

        Raises:
            ComposeError: Compose refuses the project.
        """
        enabled = {
            name: service
            for name, service in self._known.items()
            if isinstance(service, Table) and _is_enabled(service, self.project)
        }
        if self._compose.unique_container_names:
            _check_names(enabled)
        return enabled


def _checked(project: Project, compose: Compose) -> Mapping[str, ComposeValue]:
    root = project.root
    if not root.entries:
        if project.missing:
            return {}
        raise refused(root.place, "empty-compose-file", "empty compose file")
    services = root.entries.get("services")
    known = services.entries if isinstance(services, Table) else {}
    tables = {key: one for key, one in known.items() if isinstance(one, Table)}
    for key, service in tables.items():
        _check_texts(key, service, compose)
        _check_sizes(key, service)
        _check_hooks(key, service, compose)
        _check_pid(key, service)
    enabled = {key: one for key, one in tables.items() if _is_enabled(one, project)}
    for key, service in tables.items():
        _check_image(key, service, named=key in enabled)
    if not project.missing and not any(one.missing for one in tables.values()):
        check_references(root, enabled, tables)
        check_exclusive(root, enabled)
    return known


def _others(known: Mapping[str, ComposeValue]) -> str | None:
    return "there are: " + ", ".join(known) if known else None


def _check_pid(name: str, service: Table) -> None:
    """Refuse a ``pid`` of null, which the schema allows and at which Compose crashes."""
    pid = service.entries.get("pid")
    if isinstance(pid, Leaf) and pid.kind == "null":
        message = f"services.{name}.pid is null, at which Compose crashes"
        raise refused(pid.place, "compose-fault", message, "leave the key out")


def _check_hooks(name: str, service: Table, compose: Compose) -> None:
    for key in _HOOKS:
        hooks = service.entries.get(key)
        for number, hook in enumerate(hooks.items if isinstance(hooks, Items) else ()):
            value = hook.entries.get("command") if isinstance(hook, Table) else None
            if isinstance(value, Leaf) and value.kind == "string":
                split_leaf(value, f"services[{name}].{key}[{number}].command", compose)


def _check_texts(name: str, service: Table, compose: Compose) -> None:
    """Refuse a command that cannot be split, in any service: Compose decodes all of them."""
    for key in ("command", "entrypoint"):
        value = service.entries.get(key)
        if isinstance(value, Leaf) and value.kind == "string":
            split_leaf(value, f"services[{name}].{key}", compose)
        for item in value.items if isinstance(value, Items) else ():
            if isinstance(item, Leaf) and item.kind == "timestamp":
                message = (
                    f"'services[{name}].{key}' has a date among its words, at which Compose crashes"
                )
                raise refused(item.place, "compose-fault", message, f'write it as "{item.text}"')


def _check_sizes(name: str, service: Table) -> None:
    """Refuse a text that is no size, in any service (compose-go v2.9.1 types/bytes.go)."""
    for key in _SIZES:
        value = service.entries.get(key)
        if isinstance(value, Leaf) and value.kind == "string":
            try:
                parse_size(value.text)
            except FlagValueError as fault:
                message = f"'services[{name}].{key}' {fault}"
                raise refused(value.place, "schema", message) from None


def split_leaf(leaf: Leaf, path: str, compose: Compose) -> Split:
    """Split a command or entrypoint that is a single text.

    Args:
        leaf: the text.
        path: what to call it in an error.
        compose: the version of Compose.

    Raises:
        ComposeError: it cannot be split.
    """
    try:
        return split(leaf.text, compose)
    except ShellwordsError as error:
        message = f"'{path}' {error}"
        hint = "close the quote, or write the command as a list"
        place = of_word(leaf, Span(error.pos, error.pos + 1))
        raise refused(place, "cannot-split", message, hint) from None


def _check_names(services: Mapping[str, Table]) -> None:
    """Refuse services that are to be started together and name their containers alike.

    Source: compose-go v2.9.1 types/project.go CheckContainerNameUnicity; docker/compose v2.27.0
    pkg/compose/create.go.
    """
    named: dict[str, str] = {}
    for name, service in services.items():
        value = service.entries.get("container_name")
        if not isinstance(value, Leaf) or not value.text:
            continue
        first = named.setdefault(value.text, name)
        if first != name:
            message = f'services.{name}: container name "{value.text}" is already in use by {first}'
            hint = "leave the name out of one of the two, or start them separately"
            raise refused(value.place, "exclusive-keys", message, hint)


def _check_image(name: str, service: Table, *, named: bool) -> None:
    """Refuse a service without image and build, if `named` (it is enabled, or asked for)."""
    image = service.entries.get("image")
    given = isinstance(image, Leaf) and image.text
    if named and not (given or service.missing or _BUILT & service.entries.keys()):
        message = f'service "{name}" has neither an image nor a build context specified'
        raise refused(service.place, "no-image", message)


def _is_enabled(service: Table, project: Project) -> bool:
    profiles = service.entries.get("profiles")
    if not isinstance(profiles, Items) or not profiles.items:
        return True
    active = project.profiles
    return "*" in active or any(isinstance(x, Leaf) and x.text in active for x in profiles.items)
