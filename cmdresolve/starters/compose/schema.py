"""What Compose's schema refuses, as far as it bears on what a service starts.

Unknown keys of a file and of a service are found, and wrong types of the keys that are used
here or hold strings, lists or booleans alone. Of the others nothing is checked.
Source: compose-go v2.9.1 schema/compose-spec.json, schema/schema.go; recorded ``yaml_typing``.
"""

from __future__ import annotations

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.model.did_you_mean import nearest
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.starters.compose.values import Items, Leaf, Table, Value, kind_of, refused

_NAME = pattern(r"[a-zA-Z0-9._-]+")
_STRING, _TEXT_OR_NULL = ("string",), ("string", "null")
_STRING_KEYS = (
    "image cgroup cgroup_parent container_name cpuset domainname hostname ipc isolation "
    "mac_address network_mode platform pull_policy restart runtime stop_signal user userns_mode "
    "uts working_dir"
)
_LIST_KEYS = (
    "profiles cap_add cap_drop devices dns_opt expose external_links group_add links ports "
    "security_opt volumes volumes_from post_start pre_stop"
)
#: The keys of a service whose texts are made booleans when variables are put in.
BOOLEAN_KEYS = frozenset("init oom_kill_disable privileged read_only stdin_open tty".split())
_TYPES = {
    **dict.fromkeys(_STRING_KEYS.split(), _STRING),
    **dict.fromkeys(_LIST_KEYS.split(), ("list",)),
    **dict.fromkeys(BOOLEAN_KEYS, ("boolean", "string")),
    "pid": _TEXT_OR_NULL,
    "build": ("string", "mapping"),
    "extends": ("string", "mapping"),
}
#: The keys of a service that are checked, and merged by no rule of their own.
PLAIN_KEYS = frozenset(_TYPES) - {"build"}
_TOP_TYPES = {"name": _STRING, "version": _STRING} | dict.fromkeys(
    ("networks", "volumes", "secrets", "configs", "models"), ("mapping",)
)
_BUILD_STRINGS = ("context", "dockerfile", "dockerfile_inline", "target")
_CODE = "schema"


def check(root: Table, compose: Compose) -> None:
    """Check what the files read so far have become.

    Raises:
        ComposeError: Compose's schema does not allow it.
    """
    _check_keys(root, compose.top_keys, "")
    for key, kinds in _TOP_TYPES.items():
        if key in root.entries:
            _check_kind(root.entries[key], kinds, key)
    services = root.entries.get("services")
    if services is None:
        return
    table = _table(services, "services")
    for name, service in table.entries.items():
        path = f"services.{name}"
        if not _NAME.fullmatch(name):
            raise refused(
                service.place, _CODE, f"services additional properties '{name}' not allowed"
            )
        _check_service(_table(service, path), path, compose)


def _check_service(service: Table, path: str, compose: Compose) -> None:
    _check_keys(service, compose.service_keys, path)
    texts = (*_STRING, "timestamp") if compose.dates_are_texts else _STRING
    for key, value in service.entries.items():
        if key in ("command", "entrypoint"):
            _check_command(value, f"{path}.{key}", texts)
        elif key in _TYPES:
            _check_kind(value, _TYPES[key], f"{path}.{key}")
    build = service.entries.get("build")
    if isinstance(build, Table):
        for key in _BUILD_STRINGS:
            if key in build.entries:
                _check_kind(build.entries[key], _STRING, f"{path}.build.{key}")


def _check_command(value: Value, path: str, texts: tuple[str, ...]) -> None:
    if isinstance(value, Items):
        for number, item in enumerate(value.items):
            if not isinstance(item, Leaf) or item.kind not in texts:
                told = f"{path}.{number} must be a string"
                raise refused(item.place, _CODE, told, _quote_it(item))
    elif not isinstance(value, Leaf) or value.kind not in (*texts, "null"):
        told = f"{path} must be a null, a string or a list of strings"
        raise refused(value.place, _CODE, told, _quote_it(value))


def _quote_it(value: Value) -> str | None:
    if not isinstance(value, Leaf) or value.kind == "null":
        return None
    return f'write it as "{value.text}": without quotes it is of the kind {value.kind}'


def _check_kind(value: Value, kinds: tuple[str, ...], path: str) -> None:
    if kind_of(value) not in kinds:
        raise refused(value.place, _CODE, f"{path} must be a {' or '.join(kinds)}")


def _table(value: Value, path: str) -> Table:
    if not isinstance(value, Table):
        raise refused(value.place, _CODE, f"{path} must be a mapping")
    return value


def _check_keys(table: Table, known: frozenset[str], path: str) -> None:
    for key, value in table.entries.items():
        if key not in known and not key.startswith("x-"):
            close = nearest(key, sorted(known))
            hint = None if close is None else f"did you mean {close}?"
            told = f"{path} additional properties '{key}' not allowed".strip()
            raise refused(value.place, _CODE, told, hint)
