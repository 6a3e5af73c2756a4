"""The targets of a bake file, of JSON or of HCL.

Of HCL's expressions variables alone are replaced, by the environment's value or their default; a
text with any other is not understood. Source: docker/buildx v0.24 bake/bake.go, hclparser.
"""

from __future__ import annotations

import os

from cmdresolve.model.lazy_pattern import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAMES = (
    "docker-bake.json",
    "docker-bake.override.json",
    "docker-bake.hcl",
    "docker-bake.override.hcl",
)
#: The parser of HCL takes a second for 100 kB, and no real bake file is that large.
_LARGEST = 1 << 16
_VARIABLE = pattern(r"\$\{[ ]*([A-Za-z_][A-Za-z0-9_]*)[ ]*\}")


def targets(path: str, data: bytes) -> dict[str, Any]:
    """Return the targets of a bake file by name; none if it cannot be read.

    HCL needs the extra ``bake``.
    """
    record = _of_hcl(data) if path.endswith(".hcl") else _of_json(data)
    found = record.get("target")
    return found if isinstance(found, dict) else {}


def _of_json(data: bytes) -> dict[str, Any]:
    import json  # noqa: PLC0415 - where there is a bake file

    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _of_hcl(data: bytes) -> dict[str, Any]:
    if len(data) > _LARGEST:
        return {}
    try:
        import hcl2  # noqa: PLC0415 - an extra
    except ImportError:
        return {}
    try:
        record = hcl2.loads(data.decode("utf-8"))
    except Exception:  # noqa: BLE001 - whatever its parser raises, the file tells nothing
        return {}
    values = {
        name: os.environ.get(name, _plain(block.get("default"), {}))
        for name, block in _blocks(record.get("variable"))
    }
    known = {name: value for name, value in values.items() if isinstance(value, str)}
    return {"target": {name: _plain(x, known) for name, x in _blocks(record.get("target"))}}


def _blocks(listed: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return the blocks of a kind with their names, as the parser lists them."""
    return [
        (name.strip('"'), block)
        for one in listed or ()
        if isinstance(one, dict)
        for name, block in one.items()
        if isinstance(block, dict)
    ]


def _plain(value: Any, variables: dict[str, str]) -> Any:
    """Return a value with its variables replaced, or None for an unsupported expression."""
    if isinstance(value, dict):
        return {key.strip('"'): _plain(x, variables) for key, x in value.items()}
    if isinstance(value, list):
        return [_plain(x, variables) for x in value]
    if not isinstance(value, str):
        return value
    if len(value) < 2 or value[0] != '"' or value[-1] != '"':  # noqa: PLR2004 - its quotes
        return variables.get(value)
    text = _VARIABLE.sub(lambda match: variables.get(match[1], match[0]), value[1:-1])
    return None if "${" in text or "%{" in text else text.replace('\\"', '"')
