"""``--mount``: CSV of ``key=value``.

Source: docker/cli v28.5.2 opts/mount.go; the same file of v25.0.0, v26.0.0 and v28.0.0 for the
keys that came with them.
"""

from __future__ import annotations

from collections.abc import Callable

from cmdresolve.go.fields import csv_record
from cmdresolve.go.numbers import FlagValueError, parse_bool, parse_size, parse_uint
from cmdresolve.go.text import lower

_ALONE = {"readonly": "", "ro": "", "volume-nocopy": "volume", "bind-nonrecursive": "bind"}
_RECURSIVE = {"enabled": "", "disabled": "bind", "writable": "bind", "readonly": "bind"}
_GROUPS = ("volume", "image", "bind", "tmpfs")
_KEYS_20_10 = frozenset(
    "type source src target dst destination readonly ro consistency bind-propagation "
    "bind-nonrecursive volume-nocopy volume-label volume-driver volume-opt tmpfs-size "
    "tmpfs-mode".split()
)


class Mount:
    """What one ``--mount`` says so far."""

    def __init__(self) -> None:
        self.kind = "volume"
        self.source = ""
        self.target = ""
        self.driver = ""
        self.readonly = False
        self.recursive = ""
        self.propagation = ""
        self.groups: set[str] = set()


def mount_check(*added: str) -> Callable[[str], None]:
    """Make the check of a version that knows `added` keys beside those of 20.10."""
    keys = _KEYS_20_10.union(added)

    def mount(text: str) -> None:
        _check_whole(_read(text, keys))

    return mount


def mount_of(text: str) -> Mount:
    """Read a ``--mount`` that has been checked."""
    return _read(text, None)


def _read(text: str, keys: frozenset[str] | None) -> Mount:
    found = Mount()
    for part in csv_record(text):
        key, equals, value = part.partition("=")
        key = lower(key)
        if equals and keys is not None and key not in keys:
            raise FlagValueError(f"unexpected key '{key}' in '{part}'")
        if equals:
            _take(found, key, value)
        elif key in _ALONE:
            found.groups.add(_ALONE[key])
            found.readonly = found.readonly or not _ALONE[key]
        else:
            raise FlagValueError(f"invalid field '{part}' must be a key=value pair")
    return found


def _take(found: Mount, key: str, value: str) -> None:
    group = key.partition("-")[0]
    if key == "type":
        found.kind = lower(value)
    elif key in ("source", "src"):
        found.source = value
    elif key == "volume-driver":
        found.driver = value
    elif key in ("target", "dst", "destination"):
        found.target = value
    elif key in ("readonly", "ro"):
        found.readonly = _truth(key, value)
    elif key == "bind-recursive":
        group = _recursion(found, value)
    elif key == "bind-propagation":
        found.propagation = lower(value)
    elif key in ("bind-nonrecursive", "volume-nocopy"):
        _truth(key, value)
    elif key in ("tmpfs-size", "tmpfs-mode"):
        _tmpfs(key, value)
    if group in _GROUPS:
        found.groups.add(group)


def _truth(key: str, value: str) -> bool:
    try:
        return parse_bool(value)
    except FlagValueError:
        raise FlagValueError(f"invalid value for {key}: {value}") from None


def _recursion(found: Mount, value: str) -> str:
    if value not in _RECURSIVE:
        raise FlagValueError(
            f"invalid value for bind-recursive: {value} "
            '(must be "enabled", "disabled", "writable", or "readonly")'
        )
    if value in ("writable", "readonly"):
        found.recursive += value
    return _RECURSIVE[value]


def _tmpfs(key: str, value: str) -> None:
    try:
        if key == "tmpfs-size":
            parse_size(value)
        else:
            parse_uint(value, 8, 32)
    except FlagValueError:
        raise FlagValueError(f"invalid value for {key}: {value}") from None


def _check_whole(found: Mount) -> None:
    if not found.kind:
        raise FlagValueError("type is required")
    if not found.target:
        raise FlagValueError("target is required")
    for group in _GROUPS:
        if group in found.groups and found.kind != group:
            raise FlagValueError(f"cannot mix '{group}-*' options with mount type '{found.kind}'")
    for value in ("writable", "readonly"):
        if value in found.recursive and not found.readonly:
            raise FlagValueError(
                f"option 'bind-recursive={value}' requires 'readonly' "
                "to be specified in conjunction"
            )
    if "readonly" in found.recursive and found.propagation != "rprivate":
        raise FlagValueError(
            "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' "
            "to be specified in conjunction"
        )
