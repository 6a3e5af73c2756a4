"""The options of Buildah's RUN ``--mount``, by the type of the mount.

An option that ends in ``=`` must have a value, one in ``?`` may have one, and others must not.
Source: buildah v1.43.1 internal/volumes/volumes.go, run_common.go. Each option was tried with each
type on 1.28.2, 1.39.3 and 1.43.2, which agree except for the differences here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_TARGET = "target= dst= destination="
_PROPAGATION = "shared rshared private rprivate slave rslave"
_SHARED = f"nosuid nodev noexec ro readonly {_PROPAGATION} Z z U bind-propagation= src= source="
_FILE = f"id? {_TARGET} mode= uid= gid="


def _options(**by_type: str) -> Mapping[str, frozenset[str]]:
    """Return options by type; a mount of any type may have ``type`` and ``from``."""
    return MappingProxyType(
        {kind: frozenset(f"type? from? {text}".split()) for kind, text in by_type.items()}
    )


MOUNTS_1_39 = _options(
    bind=f"{_SHARED} {_TARGET} bind-nonrecursive rw readwrite no-dereference relabel= consistency?",
    cache=f"{_SHARED} {_TARGET} rw readwrite id? sharing= mode= uid= gid=",
    tmpfs=f"nosuid nodev noexec ro readonly tmpcopyup tmpfs-mode= tmpfs-size= {_TARGET}",
    secret=f"{_FILE} required?",
    ssh=f"{_FILE} required=",
)
# The options of later versions that 1.28 does not know. It also ignored values of options that have
# none.
_NOT_YET = {"bind": {"no-dereference", "relabel="}, "cache": {"rw", "readwrite"}}
MOUNTS_1_28 = MappingProxyType(
    {
        kind: frozenset(
            name if name[-1] in "=?" else f"{name}?" for name in options - _NOT_YET.get(kind, set())
        )
        for kind, options in MOUNTS_1_39.items()
    }
)
