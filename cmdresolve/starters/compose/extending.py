"""``extends``: a service based on another.

Source: compose-go v2.9.1 loader/extends.go applyServiceExtends, v2.0.2 where it differs;
recorded ``merge_extends_anchors``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.starters.compose.merging import merge_tables, without
from cmdresolve.starters.compose.values import ComposeValue, Leaf, Path, Table, refused


@frozen
class BaseServices:
    """The services of a file, for those of another that extend them.

    Attributes:
        services: the services; None where the file was not given.
        file: its name.
        resets: the paths of its ``!reset`` and ``!override`` tags.
    """

    services: dict[str, ComposeValue] | None
    file: str
    resets: tuple[Path, ...] = ()


Open = Callable[[Leaf, str], BaseServices]
# Of each service whether its base is in a file that it names, which file counts, and its name.
ExtendsPath = tuple[tuple[bool, str, str], ...]


class Extender:
    """Applies every ``extends`` of a file's services, in a given order.

    Args:
        compose: the version of Compose.
        open_base: reads the file an ``extends`` names, found from the file it stands in.
    """

    def __init__(self, compose: Compose, open_base: Open) -> None:
        self._compose = compose
        self._open = open_base

    def apply(
        self, services: Table, file: str, resets: Sequence[Path], names: Sequence[str]
    ) -> Table:
        """Return the services, each merged over the service that it extends.

        Args:
            services: the services of one file.
            file: its name.
            resets: the paths of its ``!reset`` and ``!override``.
            names: the services' names, in the order in which Compose reads them.

        Raises:
            ComposeError: a service extends one that does not exist, or, directly or not, itself.
        """
        found = dict(services.entries)
        for name in names:
            found[name] = self._extended(name, found, file, tuple(resets), (), first=file)
        return evolve(services, entries=found)

    def _extended(
        self,
        name: str,
        services: dict[str, ComposeValue],
        file: str,
        resets: tuple[Path, ...],
        chain: ExtendsPath,
        *,
        first: str,
    ) -> ComposeValue:
        """Return a service merged over its base.

        Args:
            name: its name.
            services: those of its file.
            file: its file.
            resets: the paths that are taken out of what it inherits.
            chain: the services that extend each other down to this one.
            first: the file whose services are being read, from which the chain starts.
        """
        service = services[name]
        if isinstance(service, Leaf) and service.kind == "null":
            return service
        if not isinstance(service, Table):
            raise refused(service.place, "schema", f"services.{name} must be a mapping")
        extends = service.entries.get("extends")
        if extends is None:
            return service
        ref, other = self._reference(name, extends)
        # `resets` are removed from what this service inherits, `inherited` from what its base does.
        # Compose passes on the paths of either file, of both or of none, by version
        # (applyServiceExtends and its post-processors).
        inherited, siblings = resets, services
        if self._compose.inherited_resets == "no":
            inherited = ()
        here = file
        if other is not None:
            base = self._open(other, file)
            here = base.file
            if base.services is None:
                return evolve(_without_extends(service), missing=(base.file,))
            siblings = base.services
            if self._compose.inherited_resets == "both":
                inherited = resets = (*resets, *base.resets)
            elif self._compose.inherited_resets != "extending":
                inherited = base.resets
        if ref not in siblings:
            message = f'cannot extend service "{name}" in {file}: service "{ref}" not found'
            where = "" if other is None else f" in {here}"
            raise refused(extends.place, "cannot-extend", message + where)
        step = (*self._tracked(other, here, chain, first), name)
        if step in chain:
            steps = (*chain, step)
            message = " extends ".join(f"{service} in {where}" for _, where, service in steps)
            raise refused(extends.place, "extends-cycle", f"Circular reference: {message}")
        found = self._extended(ref, siblings, here, inherited, (*chain, step), first=first)
        if not isinstance(found, Table):
            return service
        lower = without(found, resets, ("services", name))
        # Any name will do for the path: the rules of merging are the same for every service.
        merged = merge_tables(lower, service, ("services", "x"))
        # Written back, as Compose does: who extends this service later finds it without extends, so
        # that with !reset the result may depend on the order (see service._may_vary).
        services[name] = _without_extends(merged)
        return services[name]

    def _tracked(
        self, other: Leaf | None, here: str, chain: ExtendsPath, first: str
    ) -> tuple[bool, str]:
        """Return whether a base is known by a file that is named, and under which name.

        A base of the same file counts as the first file's, whichever file that is. The first file
        that is named counts as it is written, so that ``./a.yaml`` is another than ``a.yaml``;
        those that a base names were made normal, and relative, when it was loaded.

        Source: compose-go v2.9.1 loader/extends.go applyServiceExtends, paths/extends.go.
        """
        if other is None or not self._compose.tracks_bases_by_file:
            return False, first
        if posixpath.isabs(other.text) or not any(by_file for by_file, _, _ in chain):
            return True, other.text
        return True, here.lstrip("/")

    def _reference(self, name: str, extends: ComposeValue) -> tuple[str, Leaf | None]:
        if isinstance(extends, Leaf):
            return (extends.text if extends.kind == "string" else ""), None
        if not isinstance(extends, Table):
            return "", None
        ref, file = extends.entries.get("service"), extends.entries.get("file")
        if not isinstance(ref, Leaf) or ref.kind != "string":
            message = f"extends.{name}.service is required"
            code = "schema" if self._compose.names_service else "compose-fault"
            raise refused(extends.place, code, message)
        if isinstance(file, Leaf) and file.kind == "null":
            file = None
        if file is not None and (not isinstance(file, Leaf) or file.kind != "string"):
            raise refused(file.place, "compose-fault", f"extends.{name}.file must be a string")
        return ref.text, file


def _without_extends(service: Table) -> Table:
    return evolve(service, entries={k: v for k, v in service.entries.items() if k != "extends"})
