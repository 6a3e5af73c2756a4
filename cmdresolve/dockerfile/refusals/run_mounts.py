"""BuildKit's RUN ``--mount``: what a mount takes files from, and what is refused in it.

Source: moby/buildkit v0.8.3, v0.10.6, v0.15.0 and v0.25.2
frontend/dockerfile/instructions/commands_runmount.go, dockerfile2llb/convert_runmount.go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.go.fields import csv_record
from cmdresolve.go.numbers import FlagValueError, parse_bool, parse_size, parse_uint
from cmdresolve.model.go_text import lower, quote
from cmdresolve.model.record import NamedTuple

_FLAG = "--mount="
_EMPTY_IMAGE = "scratch"
_TYPES = ("bind", "cache", "secret", "ssh", "tmpfs")
_SHARING = ("locked", "private", "shared")
_ACCESS = frozenset({"readonly", "ro", "readwrite", "rw"})
_OF_FILES = ("mode", "uid", "gid")
#: The types that are mounted at a place of the file system.
MOUNTED = frozenset({"bind", "cache", "tmpfs"})
_HAVE_FILES = frozenset({"cache", "secret", "ssh"})
_MAY_BE_REQUIRED = frozenset({"secret", "ssh"})
_SAME = {"src": "source", "dst": "target", "destination": "target"}
_BITS = 32


class MountError(ValueError):
    """The builder refuses a mount; the message is its own."""


class Mount(NamedTuple):
    """A mount.

    Attributes:
        kind: its type.
        source: the stage or image that it takes files from; empty without one.
        target: the path at which it is mounted.
    """

    kind: str
    source: str
    target: str


def mount_texts(instruction: Instruction) -> Iterator[tuple[int, str]]:
    """Yield the index of each flag that is a mount, and its value."""
    for index, word in enumerate(instruction.flags):
        if word.startswith(_FLAG):
            yield index, word[len(_FLAG) :]


def check_mount(text: str, builder: Builder) -> None:
    """Check what the builder checks of a mount before it builds anything.

    Raises:
        MountError: the builder refuses it.
    """
    if builder.running.mounts == "at-once":
        read_mount(text, builder, lambda value: value)
        return
    for field in _fields(text):
        key, _, value = field.partition("=")
        # Variables are known only when the build reaches the RUN, and stages are looked up before
        # it starts. A dollar at the end begins none.
        if lower(key) == "from" and "$" in value[:-1]:
            raise MountError(
                f"'{lower(key)}' doesn't support variable expansion, define alias stage instead"
            )


def mount_source(text: str, builder: Builder) -> str | None:
    """Return the stage or image that a mount takes files from; None if it takes none.

    The mount must have been checked by `check_mount`; a trigger's is when the trigger is read.
    """
    kind, source = "bind", ""
    for field in _fields(text):
        key, _, value = field.partition("=")
        if lower(key) == "from":
            source = value
        elif lower(key) == "type":
            kind = lower(value)
    if builder.running.mounts == "late":
        return source or _EMPTY_IMAGE
    if kind == "tmpfs":
        return None
    return source or (_EMPTY_IMAGE if kind == "cache" else None)


def read_mount(text: str, builder: Builder, expand: Callable[[str], str | None]) -> Mount | None:
    """Parse a mount.

    Args:
        text: the value of ``--mount``.
        builder: the record of the builder.
        expand: substitutes variables in a value; returns None if the result is not known.

    Returns:
        The mount; None if one of its values is not known.

    Raises:
        MountError: the builder refuses it.
    """
    # Field by field, in order: a key is judged by the type that has been read before it, so
    # `size=1,type=tmpfs` is refused and `type=tmpfs,size=1` is not (parseMount). What needs the
    # whole mount is checked at the end.
    given = {"type": "bind"}
    for field in _fields(text):
        key, equals, value = field.partition("=")
        key = lower(key)
        if not equals:
            _check_bare(key, field, given["type"])
            continue
        # Variables are substituted before the key is checked: for `odd=${A:?no}` the builder
        # reports the variable.
        expanded = expand(value)
        if expanded is None:
            return None
        if key not in builder.running.mount_keys:
            raise MountError(f"unexpected key '{key}' in '{field}'")
        given[_SAME.get(key, key)] = _value(key, expanded, given["type"])
    _check_together(given)
    return Mount(given["type"], given.get("from", ""), given.get("target", ""))


def _fields(text: str) -> list[str]:
    try:
        return csv_record(text)
    except FlagValueError as fault:
        raise MountError(f"failed to parse csv mounts: {fault}") from None


def _check_bare(key: str, field: str, kind: str) -> None:
    """Check a key without a value."""
    if key in _ACCESS:
        return
    if key != "required":
        raise MountError(f"invalid field '{field}' must be a key=value pair")
    if kind not in _MAY_BE_REQUIRED:
        raise _unexpected(key, kind)


def _unexpected(key: str, kind: str) -> MountError:
    return MountError(f"unexpected key '{key}' for mount type '{kind}'")


def _value(key: str, text: str, kind: str) -> str:
    """Return the value of a key, in lower case if case does not count.

    Raises:
        MountError: the builder refuses it.
    """
    if key == "type":
        if lower(text) not in _TYPES:
            raise MountError(f"unsupported mount type {quote(text)}")
        return lower(text)
    if key == "sharing":
        if lower(text) not in _SHARING:
            raise MountError(f"unsupported sharing value {quote(text)}")
        return lower(text)
    if (key == "required" and kind not in _MAY_BE_REQUIRED) or (key == "size" and kind != "tmpfs"):
        raise _unexpected(key, kind)
    try:
        if key == "required" or key in _ACCESS:
            parse_bool(text)
        elif key == "size":
            parse_size(text)
    except FlagValueError:
        raise MountError(f"invalid value for {key}: {text}") from None
    try:
        if key in _OF_FILES:
            parse_uint(text, 8 if key == "mode" else 10, _BITS)
    except FlagValueError:
        raise MountError(f"invalid value {text} for {key}") from None
    return text


def _check_together(given: dict[str, str]) -> None:
    """Check what depends on several keys, in the order of the end of parseMount."""
    kind = given["type"]
    for key in _OF_FILES:
        if key in given and kind not in _HAVE_FILES:
            raise MountError(f'{key} not allowed for "{kind}" type mounts')
    if kind == "secret":
        if given.get("from"):
            raise MountError("secret mount should not have a from")
        if "sharing" in given:
            raise MountError("secret mount should not define sharing")
        if not any(given.get(key) for key in ("source", "target", "id")):
            raise MountError("invalid secret mount. one of source, target required")
        if given.get("source") and given.get("id"):
            raise MountError("both source and id can't be set")
    if "sharing" in given and kind != "cache":
        raise MountError(f"invalid cache sharing set for {kind} mount")
