"""The public names with their signatures: ``python -m tests.surface > tests/surface.json``."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any

import cmdresolve


def surface() -> dict[str, Any]:
    """Return each public name with what it is called with, and what its values have."""
    return {name: _described(getattr(cmdresolve, name)) for name in sorted(cmdresolve.__all__)}


def _described(value: Any) -> Any:
    if not inspect.isclass(value):
        # Python 3.14 calls a union by one name, however it is written.
        kind = type(value).__name__.replace("UnionType", "Union")
        return _signature(value) if callable(value) else kind
    members = {
        name: _member(inspect.getattr_static(value, name))
        for name in sorted(dir(value))
        if not name.startswith("_") and not _is_inherited(value, name)
    }
    # Values whose class has no slots have their fields in each of them, not in the class.
    fields = [field.name for field in getattr(value, "__attrs_attrs__", ())]
    members |= {name: "attribute" for name in fields if not name.startswith("_")}
    return {"call": _signature(value), "members": dict(sorted(members.items()))}


def _is_inherited(kind: type, name: str) -> bool:
    """Say whether a member is Python's own."""
    owner = next((x for x in kind.__mro__ if name in vars(x)), object)
    return owner.__module__.partition(".")[0] != "cmdresolve"


def _member(value: Any) -> str:
    if isinstance(value, classmethod | staticmethod):
        return f"{type(value).__name__} {_signature(value.__func__)}"
    return _signature(value) if inspect.isfunction(value) else "attribute"


def _signature(value: Any) -> str:
    try:
        told = str(inspect.signature(value)).replace("'", "")
    except (TypeError, ValueError):
        return "…"
    # Before Python 3.14 a named tuple tells of names that it has not looked up.
    told = re.sub(r"ForwardRef\(([^()]*?)(?:, [a-z_]+=[^()]*)?\)", r"\1", told)
    return re.sub(r" at 0x[0-9a-f]+", "", told)


if __name__ == "__main__":
    print(json.dumps(surface(), indent=1, ensure_ascii=False))
