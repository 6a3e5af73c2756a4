"""Validation against Compose's schema, as far as it bears on what a service starts.

It finds unknown keys of a file, a service and its build, and values of a wrong kind there. Deeper
values are not checked.
Source: compose-go v2.9.1 schema/compose-spec.json, schema/schema.go; recorded ``yaml_typing``.
"""

from __future__ import annotations

from cmdresolve.dialects.readers.compose import COMPOSES, Compose
from cmdresolve.model.did_you_mean import nearest
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.starters.compose.shapes import OF_BUILD, OF_FILE, OF_SERVICE
from cmdresolve.starters.compose.shapes import check as check_shape
from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Table, kind_of, refused

_NAME = pattern(r"[a-zA-Z0-9._-]+")
_CONTAINER = pattern(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")
_STRING = ("string",)
_OF_ENV_FILE = {"path": _STRING, "required": ("boolean", "string"), "format": _STRING}
#: The keys of a service that are checked, and merged by no rule of their own.
PLAIN_KEYS = frozenset(OF_SERVICE) - {"build"}
_CODE = "schema"


def check(root: Table, compose: Compose) -> None:
    """Check the files merged so far.

    Raises:
        ComposeError: Compose's schema does not allow them.
    """
    _check_keys(root, compose.top_keys, "", compose)
    for key, shape in OF_FILE.items():
        if key in root.entries:
            check_shape(root.entries[key], shape, key)
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
    _check_keys(service, compose.service_keys, path, compose)
    texts = (*_STRING, "timestamp") if compose.dates_are_texts else _STRING
    for key, value in service.entries.items():
        if key in ("command", "entrypoint"):
            _check_command(value, f"{path}.{key}", texts)
        elif key in OF_SERVICE:
            dates = compose.dates_are_texts
            check_shape(value, OF_SERVICE[key], f"{path}.{key}", dates=dates)
        if key == "env_file" and isinstance(value, Items):
            for number, item in enumerate(value.items):
                _check_env_file(item, f"{path}.env_file.{number}")
        if key == "container_name" and isinstance(value, Leaf) and compose.checks_container_names:
            _check_container_name(value, path)
    build = service.entries.get("build")
    if isinstance(build, Table):
        _check_keys(build, compose.build_keys, f"{path}.build", compose)
        for key, value in build.entries.items():
            if key in OF_BUILD:
                dates = compose.dates_are_texts
                check_shape(value, OF_BUILD[key], f"{path}.build.{key}", dates=dates)


def _check_env_file(item: ComposeValue, path: str) -> None:
    # An entry without a path is refused before the schema is asked.
    entries = item.entries if isinstance(item, Table) and "path" in item.entries else {}
    for key, value in entries.items():
        kinds = _OF_ENV_FILE.get(key)
        if kinds is None:
            message = f"{path} additional properties '{key}' not allowed"
            raise refused(value.place, _CODE, message)
        if kind_of(value) not in kinds:
            message = f"{path}.{key} must be a {' or '.join(kinds)}"
            # It is a path before the schema is asked.
            code = "compose-fault" if key == "path" else _CODE
            raise refused(value.place, code, message, _quote_it(value))


def _check_container_name(leaf: Leaf, path: str) -> None:
    if _CONTAINER.search(leaf.text) is None:
        message = f"{path}.container_name '{leaf.text}' does not match pattern"
        raise refused(leaf.place, _CODE, f"{message} '{_CONTAINER.pattern}'")


def _check_command(value: ComposeValue, path: str, texts: tuple[str, ...]) -> None:
    if isinstance(value, Items):
        for number, item in enumerate(value.items):
            if not isinstance(item, Leaf) or item.kind not in texts:
                message = f"{path}.{number} must be a string"
                raise refused(item.place, _CODE, message, _quote_it(item))
    elif not isinstance(value, Leaf) or value.kind not in (*texts, "null"):
        message = f"{path} must be a null, a string or a list of strings"
        raise refused(value.place, _CODE, message, _quote_it(value))


def _quote_it(value: ComposeValue) -> str | None:
    if not isinstance(value, Leaf) or value.kind == "null":
        return None
    return f'write it as "{value.text}": without quotes YAML reads it as {value.kind}'


def _table(value: ComposeValue, path: str) -> Table:
    if not isinstance(value, Table):
        raise refused(value.place, _CODE, f"{path} must be a mapping")
    return value


def _check_keys(table: Table, known: frozenset[str], path: str, compose: Compose) -> None:
    for key, value in table.entries.items():
        if key not in known and not key.startswith("x-"):
            message = f"{path} additional properties '{key}' not allowed".strip()
            raise refused(value.place, _CODE, message, _hint(key, known, compose))


def _hint(key: str, known: frozenset[str], compose: Compose) -> str | None:
    """Return the hint that a newer Compose has the key, or which key may be meant; or None."""
    for later in COMPOSES:
        newer = later.version > compose.version
        if newer and any(
            known < keys and key in keys
            for keys in (later.service_keys, later.build_keys, later.top_keys)
        ):
            version = ".".join(map(str, later.version))
            return f"Compose has this key from {version} on"
    close = nearest(key, sorted(known))
    return None if close is None else f"did you mean {close}?"
