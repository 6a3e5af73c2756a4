"""The way from an index or a manifest to an image config: platforms, media types, digests.

It is the same for an archive, a layout and a registry, which differ in how they fetch a blob.
Sources: opencontainers/image-spec v1.1.1 descriptor.md, image-index.md, manifest.md, config.md;
distribution v2.8.3 docs/spec/manifest-v2-2.md; containerd/platforms v0.2.1 compare.go.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.platform import Platform
from cmdresolve.model.record import NamedTuple

#: The most bytes of a manifest or config that are read; registries accept manifests of 4 MiB.
LIMIT = 8 << 20
#: The platform that is chosen of an index if none is named.
DEFAULT_PLATFORM = Platform()

INDEXES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
)
MANIFESTS = (
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
_CONFIGS = (
    "application/vnd.oci.image.config.v1+json",
    "application/vnd.docker.container.image.v1+json",
)
_ATTESTATION = "vnd.docker.reference.type"
_REFERENCE_NAMES = ("io.containerd.image.name", "org.opencontainers.image.ref.name")
_DEEPEST = 4
_MOST_NAMED = 12
_DIGEST = pattern(r"(sha256|sha384|sha512):([0-9a-f]{64,128})")
#: The variants of arm; each runs itself and those after it.
_ARM = ("v8", "v7", "v6", "v5")


class Descriptor(NamedTuple):
    """A reference to a blob.

    Attributes:
        digest: its digest, ``sha256:…``.
        size: its size in bytes, or None if not stated.
        media_type: its media type, or empty.
        platform: its platform, or None.
        names: the names of the image in the descriptor's annotations.
        data: the blob itself, if it is embedded in the descriptor.
        attestation: whether it is an attestation about another image.
    """

    digest: str
    size: int | None = None
    media_type: str = ""
    platform: Platform | None = None
    names: tuple[str, ...] = ()
    data: bytes | None = None
    attestation: bool = False


class FoundConfig(NamedTuple):
    """The config that a manifest leads to.

    Attributes:
        config: the config's own bytes.
        digest: the digest of the manifest that names it, empty where there is none.
    """

    config: bytes
    digest: str


#: Returns the bytes of a ``manifest`` or ``config``; the caller checks them.
Fetch: TypeAlias = Callable[[Descriptor, str], bytes]


def follow(
    document: bytes, digest: str, fetch: Fetch, *, platform: Platform | None, where: str
) -> FoundConfig:
    """Follow an index or a manifest to the config.

    Args:
        document: the index or manifest.
        digest: its digest.
        fetch: returns the bytes of a blob; they are checked here.
        platform: the wanted platform; by default linux/amd64 of an index, and any platform of a
            single manifest.
        where: what to call the archive or registry in messages.

    Raises:
        ImageConfigError: it is neither, or has no image for the platform, or a blob has another
            digest.
    """
    chosen: Descriptor | None = None
    for _ in range(_DEEPEST):
        record = load(document, where, "manifest")
        if not isinstance(record, dict):
            raise fault(where, "its manifest is not a JSON object", "image-manifest")
        kind = _kind(record, where)
        if kind == "index":
            chosen = choose(descriptors(record, where), platform, where)
            document, digest = _fetched(chosen, "manifest", fetch, where), chosen.digest
            continue
        config = _descriptor(record["config"], where)
        if config.media_type and config.media_type not in _CONFIGS:
            raise fault(
                where,
                f"it is not a runnable image: its config is {config.media_type}",
                "no-image",
                "name an image; charts, signatures and other artifacts have no command",
            )
        found = _fetched(config, "config", fetch, where)
        check_platform(found, platform, where)
        return FoundConfig(found, digest)
    raise fault(where, f"its indexes are nested more than {_DEEPEST} deep", "image-manifest")


def descriptors(record: dict[str, Any], where: str) -> list[Descriptor]:
    """Read the descriptors of an index.

    Raises:
        ImageConfigError: ``manifests`` is not a list of descriptors.
    """
    listed = record.get("manifests")
    if not isinstance(listed, list):
        raise fault(where, "its index has no list of manifests", "image-manifest")
    return [_descriptor(item, where) for item in listed]


def choose(candidates: Sequence[Descriptor], platform: Platform | None, where: str) -> Descriptor:
    """Return the descriptor for a platform, or the best one that the platform runs.

    Raises:
        ImageConfigError: no manifest is for the platform.
    """
    images = [one for one in candidates if not one.attestation]
    wanted = platform or DEFAULT_PLATFORM
    for accepted in _accepted(wanted):
        for one in images:
            if one.platform is not None and _same(one.platform, accepted):
                return one
    without_platform = [one for one in images if one.platform is None]
    if len(without_platform) == 1:
        return without_platform[0]
    if without_platform:
        raise fault(where, "its index has several images without a platform", "image-manifest")
    there = list(dict.fromkeys(str(one.platform) for one in images))
    listed = ", ".join(there[:_MOST_NAMED]) or "nothing"
    raise fault(
        where,
        f"it has no image for {wanted}; it has {listed}",
        "platform-not-found",
        f'name another: platform="{there[0]}"' if there else None,
    )


def check_platform(config: bytes, platform: Platform | None, where: str) -> None:
    """Check that an image is for a platform, if one is asked for.

    Raises:
        ImageConfigError: it is for another platform.
    """
    if platform is None:
        return
    record = load(config, where, "config")
    its = _platform(record)
    if its is None or not its.os or not its.architecture:
        return
    if not any(_same(its, accepted) for accepted in _accepted(platform)):
        raise fault(
            where, f"it is for {its}, not for {platform}", "platform-not-found", "name no platform"
        )


def digest_of(data: bytes) -> str:
    """Return the sha256 digest of a blob, with its algorithm in front."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def verify(data: bytes, digest: str, where: str) -> bytes:
    """Return the bytes if they have the digest.

    Raises:
        ImageConfigError: the bytes have another digest, or `digest` is not valid.
    """
    match = _DIGEST.fullmatch(digest)
    if match is None:
        raise fault(
            where, f"it names a blob by {digest[:80]!r}, which is not a digest", "bad-digest"
        )
    if hashlib.new(match[1], data).hexdigest() != match[2]:
        raise fault(
            where,
            f"what it gives for {digest} has another digest",
            "digest-mismatch",
            "it was changed or damaged; get it again",
        )
    return data


def load(data: bytes, where: str, what: str) -> Any:
    """Read untrusted JSON.

    Raises:
        ImageConfigError: the bytes are not JSON, or more than `LIMIT`.
    """
    if len(data) > LIMIT:
        raise too_large(where, what)
    try:
        return json.loads(data.decode("utf-8"))
    except RecursionError:
        raise fault(where, f"its {what} is nested too deeply", "not-json") from None
    except ValueError:
        # Without an excerpt: the file may be anything, and hold secrets.
        raise fault(where, f"its {what} is not JSON", "not-json") from None


def too_large(where: str, what: str) -> ImageConfigError:
    """Return the error of a document that is larger than `LIMIT`."""
    return fault(where, f"its {what} is larger than {LIMIT >> 20} MiB", "too-large")


def fault(where: str, message: str, code: str, hint: str | None = None) -> ImageConfigError:
    """Return an error about an image in an archive, a layout or a registry."""
    return ImageConfigError(f"{where}: {message}", code=code, hint=hint)


def _kind(record: dict[str, Any], where: str) -> str:
    """Return ``index`` or ``manifest``; a document that could be both is refused."""
    is_index, is_manifest = "manifests" in record, "config" in record or "layers" in record
    if is_index and is_manifest:
        # CVE-2021-41190: readers could disagree on which of the two it is, and see two images.
        raise fault(where, "its manifest reads as an index as well", "image-manifest")
    media_type = record.get("mediaType")
    if (is_index and media_type in MANIFESTS) or (is_manifest and media_type in INDEXES):
        raise fault(where, "its manifest is not of the media type it names", "image-manifest")
    if "fsLayers" in record or record.get("schemaVersion") == 1:
        raise fault(
            where,
            "its manifest is of Docker's first schema, which has no image config",
            "image-manifest",
            "push it again with a newer Docker",
        )
    if is_index:
        return "index"
    if not isinstance(record.get("config"), dict):
        raise fault(where, "its manifest names no config", "image-manifest")
    return "manifest"


def _descriptor(record: Any, where: str) -> Descriptor:
    if not isinstance(record, dict) or not isinstance(record.get("digest"), str):
        raise fault(where, "its manifest has a descriptor without a digest", "image-manifest")
    size, media_type = record.get("size"), record.get("mediaType")
    annotations = record.get("annotations")
    if not isinstance(annotations, dict):
        annotations = {}
    names = (annotations.get(name) for name in _REFERENCE_NAMES)
    return Descriptor(
        digest=record["digest"],
        size=size if isinstance(size, int) and not isinstance(size, bool) else None,
        media_type=media_type if isinstance(media_type, str) else "",
        platform=_platform(record.get("platform")),
        names=tuple(name for name in names if isinstance(name, str) and name),
        data=_inline(record.get("data")),
        attestation=_ATTESTATION in annotations,
    )


def _inline(data: Any) -> bytes | None:
    if not isinstance(data, str):
        return None
    try:
        return base64.b64decode(data, validate=True)
    except ValueError:
        return None


def _platform(record: Any) -> Platform | None:
    if not isinstance(record, dict):
        return None
    parts = [record.get(name) for name in ("os", "architecture", "variant")]
    return Platform(*(part if isinstance(part, str) else "" for part in parts))


def _fetched(descriptor: Descriptor, kind: str, fetch: Fetch, where: str) -> bytes:
    if descriptor.size is not None and descriptor.size > LIMIT:
        raise too_large(where, "manifest or config")
    data = fetch(descriptor, kind) if descriptor.data is None else descriptor.data
    if descriptor.size is not None and len(data) != descriptor.size:
        raise fault(where, f"what it gives for {descriptor.digest} has another size", "bad-digest")
    return verify(data, descriptor.digest, where)


def _accepted(platform: Platform) -> Iterator[Platform]:
    """Yield the platforms whose images a platform runs, best first."""
    yield platform
    if platform.architecture == "arm":
        own = platform.variant or "v7"
        for variant in _ARM[_ARM.index(own) if own in _ARM else len(_ARM) :]:
            yield platform._replace(variant=variant)


def _same(one: Platform, other: Platform) -> bool:
    return one.os == other.os and _machine(one) == _machine(other)


def _machine(platform: Platform) -> tuple[str, str]:
    # The variants that are implied if not stated: containerd/platforms v0.2.1 database.go
    # normalizeArch.
    usual = {("arm64", "v8"): "", ("amd64", "v1"): "", ("arm", ""): "v7"}
    variant = usual.get((platform.architecture, platform.variant), platform.variant)
    return platform.architecture, variant
