"""The kinds of values that the keys of a service, of its build and of a file may have.

Source: compose-go v2.9.1 and v2.13.0 schema/compose-spec.json; recorded on Compose 2.26 and 2.40,
each key with a value of each kind.
"""

from __future__ import annotations

from attrs import frozen

from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Table, kind_of, refused

_NUMBER = frozenset(("integer", "number"))
_TEXT = frozenset(("string",))
_SCALARS = frozenset(("string", "integer", "number", "boolean", "null"))


@frozen
class Shape:
    """The kinds that a value may have, and the values directly in it.

    Attributes:
        kinds: the kinds of the value.
        items: the kinds of an item, if it is a list.
        entries: the kinds of an entry, if it is a mapping; None for any.
        keys: the keys of an item that is a mapping; None for any.
    """

    kinds: frozenset[str]
    items: frozenset[str] = frozenset()
    entries: frozenset[str] | None = None
    keys: frozenset[str] | None = None


def _shape(kinds: str, items: frozenset[str] = _TEXT, entries: str | None = None) -> Shape:
    inside = None if entries is None else frozenset(entries.split())
    return Shape(frozenset(kinds.split()), items, inside)


_ANY_TEXTS = Shape(frozenset(("list", "mapping")), _TEXT, _SCALARS)
_STRING, _NUMERIC = _shape("string"), _shape("integer number string")
_TEXTS, _TEXT_OR_TEXTS = _shape("list"), _shape("string list")
_MAPPINGS = _TEXT | {"mapping"}
_FILES = Shape(
    frozenset(("list",)), _MAPPINGS, keys=frozenset("source target uid gid mode".split())
)
_OF_KEYS = {
    "cgroup cgroup_parent container_name cpuset domainname hostname image ipc isolation": _STRING,
    "mac_address network_mode platform pull_policy pull_refresh_after restart runtime": _STRING,
    "stop_grace_period stop_signal user userns_mode uts working_dir": _STRING,
    "pid": _shape("string null"),
    "build extends": _shape("string mapping"),
    "attach init oom_kill_disable privileged read_only stdin_open tty": _shape("boolean string"),
    "use_api_socket": _shape("boolean"),
    "cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus": _NUMERIC,
    "mem_limit memswap_limit pids_limit shm_size": _NUMERIC,
    "cpu_count cpu_percent mem_reservation mem_swappiness": _shape("integer string"),
    "oom_score_adj scale": _shape("integer string"),
    "blkio_config credential_spec healthcheck logging provider": _shape("mapping"),
    "deploy develop": _shape("mapping null"),
    "storage_opt": _shape("mapping", entries="string integer number null"),
    "ulimits": _shape("mapping", entries="integer string mapping"),
    "annotations environment labels sysctls": _ANY_TEXTS,
    "depends_on models networks": _shape("list mapping", entries="mapping null"),
    "cap_add cap_drop device_cgroup_rules dns_opt external_links links": _TEXTS,
    "profiles security_opt volumes_from": _TEXTS,
    "dns dns_search label_file tmpfs": _TEXT_OR_TEXTS,
    "extra_hosts": _shape("list mapping", entries="string list"),
    "expose group_add": _shape("list", _TEXT | _NUMBER),
    "ports": _shape("list", _MAPPINGS | _NUMBER),
    "configs secrets": _FILES,
    "devices volumes": _shape("list", _MAPPINGS),
    "env_file": _shape("string list", _MAPPINGS),
    "post_start pre_start pre_stop": _shape("list", frozenset(("mapping",))),
    "gpus": _shape("string list", frozenset(("mapping",))),
}
#: The shape of each key of a service, except of command and entrypoint.
OF_SERVICE = {key: shape for keys, shape in _OF_KEYS.items() for key in keys.split()}
#: The shape of each key of a service's ``build``.
OF_BUILD = {
    **dict.fromkeys(
        "context dockerfile dockerfile_inline isolation network target".split(), _shape("string")
    ),
    **dict.fromkeys("no_cache privileged pull".split(), _shape("boolean string")),
    **dict.fromkeys("cache_from cache_to entitlements platforms tags".split(), _TEXTS),
    "no_cache_filter": _TEXT_OR_TEXTS,
    **dict.fromkeys("args labels".split(), _ANY_TEXTS),
    "additional_contexts": _ANY_TEXTS,
    "extra_hosts": OF_SERVICE["extra_hosts"],
    "provenance": _shape("string boolean"),
    "sbom": _shape("string boolean"),
    "secrets": OF_SERVICE["secrets"],
    "shm_size": _shape("integer string"),
    "ssh": Shape(frozenset(("list", "mapping")), _TEXT, _SCALARS),
    "ulimits": OF_SERVICE["ulimits"],
}
#: The shape of each key of a file, except of services.
OF_FILE = {
    **dict.fromkeys(("networks", "volumes"), _shape("mapping", entries="mapping null")),
    **dict.fromkeys(("secrets", "configs", "models"), _shape("mapping", entries="mapping")),
    **dict.fromkeys(("name", "version"), _shape("string")),
}


def check(value: ComposeValue, shape: Shape, path: str, *, dates: bool = False) -> None:
    """Check a value.

    Args:
        value: the value.
        shape: the shape that it must have.
        path: its path, for messages.
        dates: whether a timestamp passes where any scalar does.

    Raises:
        ComposeError: it has another shape.
    """
    _check_kind(value, shape.kinds, path)
    if isinstance(value, Items):
        for number, item in enumerate(value.items):
            _check_kind(item, shape.items, f"{path}.{number}")
            if shape.keys is not None and isinstance(item, Table):
                _check_keys(item, shape.keys, f"{path}.{number}")
    elif isinstance(value, Table) and shape.entries is not None:
        for key, entry in value.entries.items():
            passes = dates and shape.entries is _SCALARS and kind_of(entry) == "timestamp"
            if not key.startswith("x-") and not passes:
                _check_kind(entry, shape.entries, f"{path}.{key}")


def _check_keys(item: Table, keys: frozenset[str], path: str) -> None:
    for key, entry in item.entries.items():
        if key not in keys and not key.startswith("x-"):
            message = f"{path} additional properties '{key}' not allowed"
            raise refused(entry.place, "schema", message)


def _check_kind(value: ComposeValue, kinds: frozenset[str], path: str) -> None:
    if kind_of(value) not in kinds:
        message = f"{path} must be a {' or '.join(sorted(kinds))}"
        raise refused(value.place, "schema", message, _quoted(value, kinds))


def _quoted(value: ComposeValue, kinds: frozenset[str]) -> str | None:
    if isinstance(value, Leaf) and value.kind != "null" and "string" in kinds:
        return f'write it as "{value.text}"'
    return None
