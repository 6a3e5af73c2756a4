"""Images saved to files: what `docker save` and `podman save` write, and OCI layouts.

An archive is read once from front to back, and nothing is extracted: names in it can only lead to
its own members. How much is read is bounded, and content is checked against its digest.
"""

from __future__ import annotations

import os
import re
import stat
import tarfile
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any, Protocol

from cmdresolve.images import oci
from cmdresolve.images.inspect import read_config
from cmdresolve.images.oci import LIMIT, Descriptor, FoundConfig, fault
from cmdresolve.images.unpacking import unpacked
from cmdresolve.model.image_reference import same_key
from cmdresolve.model.record import NamedTuple

if TYPE_CHECKING:
    from cmdresolve.model.errors import ImageConfigError
    from cmdresolve.model.image import ImageConfig
    from cmdresolve.model.platform import Platform

_MOST_MEMBERS = 20_000
_MOST_KEPT = 64 << 20
#: A decompression bomb is refused: more than this many bytes and this many times the packed size.
_MOST_UNPACKED, _MOST_GAIN = 1 << 30, 50
_STRIDE = 1 << 20
#: The messages of `tarfile` for an archive that ends in the middle.
_TORN = frozenset({"", "unexpected end of data", "empty file", "truncated header"})
_JSON_STARTS = frozenset({b"{", b"[", b" ", b"\n", b"\r", b"\t"})
_HEX = re.compile(r"[0-9a-f]{64}")
_BLOB = re.compile(r"([a-z0-9]+):([0-9a-f]{64,128})")
_MOST_NAMED = 12


class StoredImage(NamedTuple):
    """An image that was found in an archive or layout.

    Attributes:
        config: its config.
        digest: the digest of its manifest, or of its config where there is no manifest.
    """

    config: ImageConfig
    digest: str


class Wanted(NamedTuple):
    """Which image of an archive or layout to read.

    Attributes:
        where: what to call the archive in messages.
        reference: the image to read; an error if the archive does not have it.
        name: the name that the caller uses for the image; it chooses among several images, but the
            only image is read whatever it is called.
        platform: the platform to read; by default linux/amd64 if there are several.
    """

    where: str
    reference: str | None = None
    name: str | None = None
    platform: Platform | None = None


class Members(Protocol):
    """The files of an archive or folder, by name."""

    def get(self, name: str) -> bytes | None:
        """Return a small file, or None where there is none.

        Raises:
            ImageConfigError: the member is not a file, or too large.
        """


def read_archive(stream: IO[bytes], wanted: Wanted) -> StoredImage:
    """Read an image from an archive, plain or compressed with gzip or zstd.

    Raises:
        ImageConfigError: it is damaged, does not have the image, or exceeds a limit.
    """
    return _read(_tar_members(stream, wanted.where), wanted)


def read_layout(folder: str, wanted: Wanted) -> StoredImage:
    """Read an image from a folder: an OCI layout, or what ``skopeo copy … dir:`` writes.

    Raises:
        ImageConfigError: it is damaged, or does not have the image.
    """
    return _read(_FolderMembers(folder, wanted.where), wanted)


def _read(members: Members, wanted: Wanted) -> StoredImage:
    where = wanted.where
    index = members.get("index.json")
    manifest = members.get("manifest.json")
    # `docker save` writes both from 25 on (moby image/tarexport/save.go); the layout has more.
    if index is not None and (manifest is None or members.get("oci-layout") is not None):
        return _from_layout(members, index, wanted)
    if manifest is None:
        raise fault(
            where,
            "it holds no image: neither manifest.json nor an OCI layout's index.json is in it",
            "no-image",
            "save one with `docker save IMAGE`, `podman save IMAGE` or `skopeo copy`",
        )
    record = oci.load(manifest, where, "manifest.json")
    if isinstance(record, dict):
        return _from_folder_of_blobs(members, manifest, wanted)
    return _from_docker(members, record, wanted)


def _from_layout(members: Members, index: bytes, wanted: Wanted) -> StoredImage:
    where, platform = wanted.where, wanted.platform
    record = oci.load(index, where, "index.json")
    if not isinstance(record, dict):
        raise fault(where, "its index.json is not a JSON object", "image-manifest")
    listed = [one for one in oci.descriptors(record, where) if not one.attestation]
    meant, called = _named(((one.names, one) for one in listed), wanted)
    if len({one.digest for one in meant}) > 1:
        chosen = oci.choose(meant, platform, where)
    elif meant:
        chosen = meant[0]
    else:
        raise fault(where, "its index.json names no image", "no-image")

    def fetch(descriptor: Descriptor, _: str) -> bytes:
        return _blob(members, descriptor.digest, where)

    manifest = oci.verify(fetch(chosen, "manifest"), chosen.digest, where)
    found = oci.follow(manifest, chosen.digest, fetch, platform=platform, where=where)
    return _stored(found, where, called)


def _from_docker(members: Members, record: Any, wanted: Wanted) -> StoredImage:
    """Read what `docker save` and ``podman save --format docker-archive`` write."""
    where = wanted.where
    if not isinstance(record, list) or not all(isinstance(one, dict) for one in record):
        raise fault(where, "its manifest.json is not a list of images", "image-manifest")
    entries = [(_tags(one), one.get("Config")) for one in record]
    meant, called = _named(entries, wanted)
    configs = list(dict.fromkeys(one for one in meant if isinstance(one, str) and one))
    if not configs:
        raise fault(where, "its manifest.json names no image", "no-image")
    if len(configs) > 1:
        raise _several(where, [tags[0] for tags, _ in entries if tags])
    data = members.get(configs[0])
    if data is None:
        raise _missing(where, configs[0])
    digits = _HEX.search(configs[0])
    digest = "" if digits is None else f"sha256:{digits[0]}"
    if digest:
        oci.verify(data, digest, where)
    oci.check_platform(data, wanted.platform, where)
    return _stored(FoundConfig(data, digest), where, called)


def _from_folder_of_blobs(members: Members, manifest: bytes, wanted: Wanted) -> StoredImage:
    """Read what ``skopeo copy … dir:`` and ``podman save --format docker-dir`` write."""
    where = wanted.where

    def fetch(descriptor: Descriptor, _: str) -> bytes:
        hexadecimal = descriptor.digest.rpartition(":")[2]
        if not _HEX.fullmatch(hexadecimal):
            raise fault(where, "it names a blob by something that is not a digest", "bad-digest")
        for inside in (hexadecimal, f"{hexadecimal}.manifest.json"):
            data = members.get(inside)
            if data is not None:
                return data
        raise _missing(where, descriptor.digest)

    digest = oci.digest_of(manifest)
    found = oci.follow(manifest, digest, fetch, platform=wanted.platform, where=where)
    return _stored(found, where, wanted.name)


def _stored(found: FoundConfig, where: str, called: str | None) -> StoredImage:
    config = read_config(found.config, name=called, source_name=where)
    return StoredImage(config, found.digest or oci.digest_of(found.config))


def _blob(members: Members, digest: str, where: str) -> bytes:
    match = _BLOB.fullmatch(digest)
    if match is None:
        raise fault(
            where, f"it names a blob by {digest[:80]!r}, which is not a digest", "bad-digest"
        )
    data = members.get(f"blobs/{match[1]}/{match[2]}")
    if data is None:
        raise _missing(where, digest)
    return data


def _tags(entry: dict[str, Any]) -> tuple[str, ...]:
    tags = entry.get("RepoTags")
    listed = tags if isinstance(tags, list) else []
    return tuple(tag for tag in listed if isinstance(tag, str))


def _named(
    entries: Iterable[tuple[tuple[str, ...], Any]], wanted: Wanted
) -> tuple[list[Any], str | None]:
    """Return the wanted ones among images, each given with its names, and the image's name.

    An image may have several names. A name in a layout may be a tag alone, so names are compared
    as they are, too, and not only as references.
    """
    listed = list(entries)
    where, reference = wanted.where, wanted.reference
    called = reference or wanted.name
    if called is not None:
        key = same_key(called)
        found = [
            one
            for names, one in listed
            if any(called == its or key == same_key(its) for its in names)
        ]
        if found:
            return found, called
        if reference is not None:
            there = list(dict.fromkeys(its for names, _ in listed for its in names))
            raise fault(
                where,
                f"it holds no image called {reference}",
                "no-image",
                "it holds " + ", ".join(there[:_MOST_NAMED]) if there else None,
            )
    whole = {names for names, _ in listed if names}
    if len(whole) > 1:
        raise _several(where, [names[0] for names, _ in listed if names])
    own = next((names[0] for names in whole), None)
    return [one for _, one in listed], wanted.name or own


def _several(where: str, names: list[str]) -> ImageConfigError:
    listed = list(dict.fromkeys(names))
    return fault(
        where,
        f"it holds several images: {', '.join(listed[:_MOST_NAMED])}",
        "several-images",
        f"name one: {where}:{listed[0]}" if listed else None,
    )


def _missing(where: str, name: str) -> ImageConfigError:
    return fault(
        where,
        f"its manifest names {name[:200]}, which is not in it",
        "archive-damaged",
        "it is incomplete or was changed; save it again",
    )


class _FolderMembers:
    """The files under a folder."""

    def __init__(self, folder: str, where: str) -> None:
        self.folder = folder
        self.where = where

    def get(self, name: str) -> bytes | None:
        if name.startswith("/") or ".." in name.split("/"):
            raise fault(
                self.where, f"it names {name[:200]}, which is outside of it", "archive-damaged"
            )
        path = os.path.join(self.folder, name)  # noqa: PTH118 - pathlib costs more than the read
        try:
            # Opening a named pipe would block until it has a writer.
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None
        except OSError as error:
            raise fault(self.where, f"cannot read {name}: {error.strerror}", "unreadable") from None
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise fault(self.where, f"{name} is not a regular file", "archive-damaged")
            data = stream.read(LIMIT + 1)
        if len(data) > LIMIT:
            raise oci.too_large(self.where, name)
        return data


class _TarMembers:
    """The small members of an archive that look like JSON; no others are ever needed.

    A member that cannot be used is recorded with the reason, and is an error only if it is needed.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self.kept: dict[str, bytes] = {}
        self.refused: dict[str, str] = {}

    def get(self, name: str) -> bytes | None:
        why = self.refused.get(name)
        if why is not None:
            raise fault(self.where, f"{name} in it {why}", "archive-damaged")
        return self.kept.get(name)

    def add(self, tar: tarfile.TarFile, member: tarfile.TarInfo) -> int:
        """Keep a member if it may be needed, and return how many bytes were kept."""
        name = member.name.removeprefix("./")
        if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
            if not member.isdir():
                self.refused[name] = "is a link or a device, not a file"
            return 0
        if member.size > LIMIT:
            self.refused[name] = f"is larger than {LIMIT >> 20} MiB"
            return 0
        inside = tar.extractfile(member)
        data = b"" if inside is None else inside.read(1)
        if inside is None or data not in _JSON_STARTS:
            self.refused[name] = "is not JSON"
            return 0
        data += inside.read(member.size)
        if len(data) != member.size:
            raise _torn(self.where)
        # tar allows a name twice, and readers take the first or the last one: refused, since two
        # tools would then see two images.
        if self.kept.setdefault(name, data) != data:
            self.refused[name] = "occurs twice, with different content"
        return len(data)


def _tar_members(stream: IO[bytes], where: str) -> Members:
    members = _TarMembers(where)
    kept = 0
    try:
        reader: Any = _Forward(stream, where)
        with tarfile.open(fileobj=reader, mode="r:", errorlevel=0) as tar:
            count = 0
            while (member := tar.next()) is not None:
                # TarFile keeps every member it has seen, and memory would grow with the archive.
                tar.members = []  # type: ignore[attr-defined]
                count += 1
                if count > _MOST_MEMBERS:
                    raise fault(where, f"it has more than {_MOST_MEMBERS:,} members", "too-large")
                kept += members.add(tar, member)
                if kept > _MOST_KEPT:
                    raise fault(
                        where, f"it has more than {_MOST_KEPT >> 20} MiB of JSON", "too-large"
                    )
    except RecursionError:
        raise fault(where, "its headers are nested too deeply", "archive-damaged") from None
    except (tarfile.TarError, EOFError, OverflowError) as error:
        torn = isinstance(error, EOFError) or str(error) in _TORN
        raise (
            _torn(where)
            if torn
            else fault(where, f"it is not a tar archive: {error}", "archive-damaged")
        ) from None
    return members


def _torn(where: str) -> ImageConfigError:
    return fault(
        where,
        "it ends in the middle",
        "archive-damaged",
        "it is incomplete; save it again",
    )


class _Forward:
    """The file object that `tarfile` reads from: decompressed, counted, and only read forwards.

    No single read is larger than the largest document that is read. The size of an extended header
    is in the archive, and `tarfile` would ask for all of it at once.
    """

    def __init__(self, stream: IO[bytes], where: str) -> None:
        self.where = where
        self.place = 0
        self.packed, self.stream, self.is_plain = unpacked(stream, where)
        self.jumps = self.is_plain and stream.seekable()

    def tell(self) -> int:
        return self.place

    def seek(self, place: int) -> int:
        if place < self.place:
            raise fault(self.where, "its members overlap", "archive-damaged")
        if self.jumps:
            self.packed.skip(place - self.place)
            self.place = place
            return place
        while self.place < place:
            if not self._some(min(_STRIDE, place - self.place)):
                self.place = place
        return place

    def read(self, size: int) -> bytes:
        if not 0 <= size <= LIMIT + tarfile.RECORDSIZE:
            raise fault(self.where, "it has a header larger than any real one", "archive-damaged")
        parts = []
        while size > 0:
            part = self._some(size)
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _some(self, size: int) -> bytes:
        part = self.stream.read(size)
        self.place += len(part)
        if not self.is_plain and self.place > max(_MOST_UNPACKED, _MOST_GAIN * self.packed.taken):
            raise fault(
                self.where,
                f"it unpacks to more than {_MOST_GAIN} times its size",
                "too-large",
                "save it without compression if it is an image",
            )
        return part
