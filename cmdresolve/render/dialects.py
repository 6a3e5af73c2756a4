"""The engines and builders that are known, as a table and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import asdict

from cmdresolve.dialects import BUILDERS, DEFAULT, ENGINES
from cmdresolve.dialects.version import show_version
from cmdresolve.render.layout import wrap

if TYPE_CHECKING:
    from cmdresolve.dialects import Builder, Engine

SCHEMA = 1
_COLUMNS = 24


def text(width: int) -> str:
    """List them for a person."""
    lines = [f"  {'Engines':<{_COLUMNS}} build with"]
    lines += [f"{_mark(engine)} {engine.key:<{_COLUMNS}} {engine.builder}" for engine in ENGINES]
    lines += ["", "  Builders"]
    lines += [f"{_mark(builder)} {builder.key}" for builder in BUILDERS]
    lines.append("")
    lines += wrap(
        f"The default is {DEFAULT.key}. A name without a version means its newest, a version that "
        "is not listed the newest one before it. Recorded runs of this very version stand behind "
        "those marked *; the others were read from source: --format markdown names it.",
        width,
    )
    return "\n".join(lines)


def markdown() -> str:
    """List them as two Markdown tables."""
    lines = ["| engine | builds with | recorded | source |", "| :--- | :--- | :--- | :--- |"]
    lines += [f"| `{x.key}` | `{x.builder}` | {_recorded(x)} | {x.citation} |" for x in ENGINES]
    lines += ["", "| builder | recorded | source |", "| :--- | :--- | :--- |"]
    lines += [f"| `{x.key}` | {_recorded(x)} | {x.citation} |" for x in BUILDERS]
    return "\n".join(lines)


def to_json() -> dict[str, Any]:
    """Give every field of every record."""
    return {
        "schema": SCHEMA,
        "default": DEFAULT.key,
        "engines": [_record(x) for x in ENGINES],
        "builders": [_record(x) for x in BUILDERS],
    }


def _mark(record: Engine | Builder) -> str:
    return "*" if record.verified else " "


def _recorded(record: Engine | Builder) -> str:
    return "yes" if record.verified else "no"


def _record(record: Engine | Builder) -> dict[str, Any]:
    fields = {name: _plain(value) for name, value in asdict(record).items()}
    return {"key": record.key, **fields, "version": show_version(record.version)}


def _plain(value: Any) -> Any:
    """Make JSON of a field: a function is named, a set is a sorted list."""
    if callable(value):
        return value.__name__
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dict):
        return {name: _plain(x) for name, x in value.items()}
    return value
