"""The lock file: the configs of images at one time, kept beside the files that need them.

It is sorted JSON with the fields that bear on the first process, written to be reviewed in a diff.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cmdresolve.images.oci import fault
from cmdresolve.images.sources import PLATFORM, Found
from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.model.image_reference import same_key
from cmdresolve.model.platform import parse_platform
from cmdresolve.model.record import NamedTuple

_LISTS = frozenset({"entrypoint", "cmd", "shell", "on_build"})
VERSION = 1
_LARGEST = 16 << 20
_FIELDS = (
    ("Entrypoint", "entrypoint"),
    ("Cmd", "cmd"),
    ("Shell", "shell"),
    ("OnBuild", "on_build"),
    ("Env", "env"),
    ("WorkingDir", "working_dir"),
    ("User", "user"),
    ("StopSignal", "stop_signal"),
)


class Locked(NamedTuple):
    """One image of a lock file.

    Attributes:
        reference: the image, as it is asked for.
        platform: ``os/architecture[/variant]``.
        found: the image.
        entry: its entry in the file that it was read from, or None; it is written again unchanged.
    """

    reference: str
    platform: str
    found: Found
    entry: Mapping[str, Any] | None = None


class Lock:
    """A source that answers from a lock file.

    Attributes:
        path: the path of the file.
        images: its images, sorted.
    """

    def __init__(self, path: str, images: Iterable[Locked]) -> None:
        """Make a lock of images."""
        self.path = path
        self.images = tuple(sorted(images, key=lambda one: (one.reference, one.platform)))
        self._by_key = {_key(x.reference, x.platform): x.found for x in self.images}

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        """Return a locked image, or None."""
        return self._by_key.get(_key(reference, platform))

    def dumps(self) -> str:
        """Return the text of the file."""
        images: dict[str, dict[str, Any]] = {}
        for one in self.images:
            entry = _entry(one.found) if one.entry is None else dict(one.entry)
            images.setdefault(one.reference, {})[one.platform] = entry
        return (
            json.dumps({"version": VERSION, "images": images}, indent=2, ensure_ascii=False) + "\n"
        )


def _key(reference: str, platform: str) -> tuple[str, str]:
    """Return a key that all spellings of an image and of a platform share."""
    return same_key(reference), str(parse_platform(platform) or platform)


def read_lock(path: str) -> Lock:
    """Read a lock file.

    Raises:
        ImageConfigError: the file is not a lock file, or cannot be read.
    """
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - as above
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise fault(path, f"it cannot be read: {error.strerror}", "lock") from None
    if len(data) > _LARGEST:
        raise fault(path, f"it is larger than {_LARGEST >> 20} MiB", "lock")
    try:
        record = json.loads(data)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _wrong(path, f"it is not JSON: {error.msg}, {place}") from None
    except (ValueError, RecursionError):
        raise _wrong(path, "it is not JSON") from None
    if not isinstance(record, dict) or record.get("version") != VERSION:
        raise _wrong(path, f"it is not a lock file of version {VERSION}")
    images = record.get("images")
    if not isinstance(images, dict):
        raise _wrong(path, "it has no images")
    listed = []
    for reference, platforms in images.items():
        if not isinstance(platforms, dict):
            raise _wrong(path, f"{reference} has no platforms")
        for platform, entry in platforms.items():
            found = _found(path, reference, entry, platform)
            listed.append(Locked(reference, platform, found, entry))
    return Lock(path, listed)


def _entry(found: Found) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "digest": found.digest,
        "from": found.origin,
        "source": found.source,
        "as_of": found.as_of,
    }
    record = {key: value for key, value in fields.items() if value}
    if found.shells is not None:
        record["shells"] = sorted(found.shells)
    if found.unknown_env:
        record["unknown_env"] = list(found.unknown_env)
    record["config"] = _config(found.config)
    return record


def _config(config: ImageConfig) -> dict[str, Any]:
    record: dict[str, Any] = {"os": config.os} if config.os != "linux" else {}
    for name, attribute in _FIELDS:
        value = getattr(config, attribute)
        if isinstance(value, Unknown):
            record[name] = {"unknown": value.need}
        elif value is not None and not (attribute not in _LISTS and not value):
            record[name] = list(value) if isinstance(value, tuple) else value
    if config.exposed_ports:
        record["ExposedPorts"] = {port: {} for port in config.exposed_ports}
    if config.args_escaped:
        record["ArgsEscaped"] = True
    return record


def _found(path: str, reference: str, entry: Any, platform: str) -> Found:
    if not isinstance(entry, dict) or not isinstance(entry.get("config"), Mapping):
        raise _wrong(path, f"{reference} for {platform} has no config")
    record = dict(entry["config"])
    unknown: dict[str, Any] = {
        attribute: Unknown(reference, name)
        for name, attribute in _FIELDS
        if isinstance(record.get(name), dict)
    }
    for name, attribute in _FIELDS:
        if attribute in unknown:
            del record[name]
    system = record.pop("os", "linux")
    try:
        config = ImageConfig.from_json(record, name=reference, os=system)
    except ImageConfigError as error:
        raise _wrong(path, f"{reference} for {platform}: {error.message}") from None
    if unknown:
        config = config._replace(**unknown)
    shells = _names(entry.get("shells"))
    return Found(
        config,
        "lock",
        f"{path}, from {entry.get('source') or entry.get('from') or 'an unknown source'}",
        as_of=_text(entry.get("as_of")),
        digest=_text(entry.get("digest")),
        shells=None if shells is None else frozenset(shells),
        unknown_env=_names(entry.get("unknown_env")) or (),
    )


def _names(value: Any) -> tuple[str, ...] | None:
    return tuple(map(str, value)) if isinstance(value, list) else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _wrong(path: str, message: str) -> Exception:
    hint = "restore it, or remove it and write it again: cmdresolve lock PATH"
    return fault(path, message, "lock", hint)
