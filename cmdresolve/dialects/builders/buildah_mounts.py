"""What Buildah's RUN --mount may hold, by the type of the mount.

An option ends in ``=`` where it has to have a value, in ``?`` where it may have one; the others may
have none. Source: buildah v1.43.1 internal/volumes/volumes.go, run_common.go; each option was asked
of each type on 1.28.2, 1.39.3 and 1.43.2, which agree but for what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_TARGET = "target= dst= destination="
_PROPAGATION = "shared rshared private rprivate slave rslave"
_SHARED = f"nosuid nodev noexec ro readonly {_PROPAGATION} Z z U bind-propagation= src= source="
_FILE = f"id? {_TARGET} mode= uid= gid="


def _options(**by_type: str) -> Mapping[str, frozenset[str]]:
    """Make a table; every mount may have a type and a place to take files from."""
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
_NOT_YET = {"bind": {"no-dereference", "relabel="}, "cache": {"rw", "readwrite"}}
#: Which knew less, and took a value where there is none.
MOUNTS_1_28 = MappingProxyType(
    {
        kind: frozenset(
            name if name[-1] in "=?" else f"{name}?" for name in options - _NOT_YET.get(kind, set())
        )
        for kind, options in MOUNTS_1_39.items()
    }
)
