"""What the Docker engine refuses in ``--volume``, ``--tmpfs``, ``--mount`` and ``--volumes-from``.

What a path, a volume or another container is on the host is left open.
Source: moby v28.5.2 volume/mounts/linux_parser.go and validate.go, daemon/volumes.go,
volume/service/store.go; recorded from Docker 20.10.24, 26.1.5 and 28.5.2.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.starters.command_line.docker.mounts import mount_of
from cmdresolve.starters.command_line.flag_values import Given, Late
from cmdresolve.starters.command_line.pflag import Use

_PROPAGATIONS = frozenset(("private", "rprivate", "slave", "rslave", "shared", "rshared"))
_MODE_GROUPS = (
    frozenset(("rw", "ro")),
    frozenset(("z", "Z")),
    _PROPAGATIONS,
    frozenset(("nocopy",)),
    frozenset(("default", "consistent", "cached", "delegated")),
)
_VOLUME_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")
_KINDS_20_10 = ("bind", "volume", "tmpfs")
_WITH_MODE = 3
_SHORT = 2


def mounts_check(*more_kinds: str, relative: bool = True) -> Late:
    """Make the check of a version.

    Args:
        more_kinds: the types of ``--mount`` that it has beside those of 20.10.
        relative: whether the command line makes a path of ``./x`` (from 23.0).
    """
    kinds = (*_KINDS_20_10, *more_kinds)

    def mounts(given: Given) -> None:
        seen: set[str] = set()
        for name in ("volumes-from", "volume", "mount", "tmpfs"):
            for use in given.each(name):
                try:
                    target = _target(given, use, kinds, relative=relative)
                except FlagValueError as fault:
                    raise given.line.fault("flag-value", str(fault), use.value_position) from None
                if target in seen:
                    told = f"Duplicate mount point: {target}"
                    raise given.line.fault("flag-value", told, use.value_position)
                # Several --tmpfs of one path are one: the engine is sent them by path.
                if target is not None and name != "tmpfs":
                    seen.add(target)

    return mounts


def _target(given: Given, use: Use, kinds: Iterable[str], *, relative: bool) -> str | None:
    """Check one use and give the place where it mounts something; None where that is not known."""
    if use.name == "volumes-from":
        _volumes_from(use.value)
        return None
    if use.name == "tmpfs":
        path = use.value.partition(":")[0]
        return _destination(path)
    if use.name == "mount":
        return _mount(use.value, kinds)
    return _volume(use.value, given.text("volume-driver"), relative=relative)


def _volumes_from(text: str) -> None:
    if not text:
        raise FlagValueError("volumes-from specification cannot be an empty string")
    _, colon, mode = text.partition(":")
    if colon:
        _check_mode(mode)


def _volume(text: str, driver: str, *, relative: bool) -> str | None:
    parts = text.split(":")
    # One path alone, or what is as short as one, makes a volume that nothing is asked of.
    if len(parts) == 1 or len(text.encode("utf-8", "surrogateescape")) <= _SHORT:
        return None
    bad = f"invalid volume specification: '{text}'"
    if len(parts) > _WITH_MODE or (len(parts) == _WITH_MODE - 1 and _is_mode(parts[1])):
        raise FlagValueError(bad)
    source, target = parts[:2]
    if relative and source.startswith("."):
        source = "/"
    mode = parts[2] if len(parts) == _WITH_MODE else ""
    if mode or len(parts) == _WITH_MODE:
        _check_mode(mode)
    kind = "bind" if source.startswith("/") else "volume"
    try:
        found = _destination(target)
        _check_options(kind, frozenset(mode.split(",")))
    except FlagValueError as fault:
        raise FlagValueError(f'{bad}: invalid mount config for type "{kind}": {fault}') from None
    if kind == "volume" and source:
        _check_name(source, driver)
    return found


def _check_options(kind: str, options: frozenset[str]) -> None:
    if kind == "bind" and "nocopy" in options:
        raise FlagValueError("field VolumeOptions must not be specified")
    if kind == "volume" and options & _PROPAGATIONS:
        raise FlagValueError("field BindOptions must not be specified")


def _mount(text: str, kinds: Iterable[str]) -> str:
    mount = mount_of(text)
    try:
        found = _mount_target(mount.kind, mount.source, mount.target, kinds)
        _check_propagation(mount.propagation)
    except FlagValueError as fault:
        told = f'invalid mount config for type "{mount.kind}": {fault}'
        raise FlagValueError(told) from None
    if mount.kind == "volume" and mount.source:
        _check_name(mount.source, mount.driver)
    return found


def _check_propagation(text: str) -> None:
    if text and text not in _PROPAGATIONS:
        raise FlagValueError(f"invalid propagation mode: {text}")


def _mount_target(kind: str, source: str, target: str, kinds: Iterable[str]) -> str:
    if kind not in kinds:
        raise FlagValueError("mount type unknown")
    found = _destination(target)
    if kind in ("bind", "image") and not source:
        raise FlagValueError("field Source must not be empty")
    if kind == "tmpfs" and source:
        raise FlagValueError("field Source must not be specified")
    if kind == "bind":
        _absolute(source)
    return found


def _absolute(path: str) -> None:
    if not path.startswith("/"):
        raise FlagValueError(f"invalid mount path: '{path}' mount path must be absolute")


def _destination(path: str) -> str:
    if posixpath.normpath(path).strip("/") == "" and path.startswith("/"):
        raise FlagValueError("invalid specification: destination can't be '/'")
    _absolute(path)
    return posixpath.normpath(path)


def _is_mode(text: str) -> bool:
    if not text:
        return True
    parts = text.split(",")
    groups = [next((x for x in _MODE_GROUPS if part in x), None) for part in parts]
    return None not in groups and len(set(groups)) == len(groups)


def _check_mode(text: str) -> None:
    if not _is_mode(text):
        raise FlagValueError(f"invalid mode: {text}")


def _check_name(name: str, driver: str) -> None:
    if driver in ("", "local") and not _VOLUME_NAME.fullmatch(name):
        if len(name) == 1:
            raise FlagValueError(
                f"create {name}: volume name is too short, names should be at least two "
                "alphanumeric characters"
            )
        raise FlagValueError(
            f'create {name}: "{name}" includes invalid characters for a local volume name, only '
            '"[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, '
            "use absolute path"
        )
