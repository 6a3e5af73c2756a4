"""The verb ``atlas``: what the atlas knows of an image, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cmdresolve.images.atlas import Atlas
from cmdresolve.images.sources import PLATFORM
from cmdresolve.model.image import Unknown
from cmdresolve.model.quoting import exec_form, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cmdresolve.images.atlas import Held
    from cmdresolve.images.sources import Found
    from cmdresolve.model.image import ImageConfig, Words

_FIELDS = (
    ("ENTRYPOINT", "entrypoint"),
    ("CMD", "cmd"),
    ("SHELL", "shell"),
    ("ONBUILD", "on_build"),
)
_TEXTS = (("USER", "user"), ("WORKDIR", "working_dir"), ("STOPSIGNAL", "stop_signal"))


def page(reference: str, atlas: Atlas, platform: str | None) -> Iterator[str]:
    """Tell what the atlas knows of an image."""
    found = atlas.find(reference, platform or PLATFORM)
    name = printable(reference)
    if found is None:
        yield f"{name} is not in the atlas, and neither is its line"
        return
    yield f"{name} ({found.source})"
    if found.supposed:
        yield "  supposed: this tag is not known; so are the others of its line"
    yield from (f"  {line}" for line in _config(found))
    history = atlas.history(reference)
    if len(history) > 1:
        yield "history"
        yield from (f"  {line}" for held in history for line in _held(held))


def to_json(reference: str, atlas: Atlas, platform: str | None) -> dict[str, Any]:
    """Return the same as JSON values."""
    found = atlas.find(reference, platform or PLATFORM)
    return {
        "image": reference,
        "found": None if found is None else _record(found),
        "history": [
            {"since": held.since, "os": held.system, **_record(held.found)}
            for held in atlas.history(reference)
        ],
    }


def _record(found: Found) -> dict[str, Any]:
    config = found.config
    fields = {
        name: {"unknown": value.need} if isinstance(value, Unknown) else value and list(value)
        for name, value in ((name, getattr(config, field)) for name, field in _FIELDS)
    }
    return {
        **{name.capitalize(): value for name, value in fields.items()},
        "as_of": found.as_of,
        "source": found.source,
        "supposed": found.supposed,
        "shells": None if found.shells is None else sorted(found.shells),
    }


def _config(found: Found) -> Iterator[str]:
    config = found.config
    for name, field in _FIELDS:
        value: Words = getattr(config, field)
        if value is not None:
            told = "not known" if isinstance(value, Unknown) else exec_form(value)
            yield f"{name:<10} {told}"
    for name, field in _TEXTS:
        if getattr(config, field):
            yield f"{name:<10} {printable(getattr(config, field))}"
    for entry in config.env:
        yield f"{'ENV':<10} {printable(entry)}"
    if found.unknown_env:
        yield f"{'ENV':<10} {', '.join(map(printable, found.unknown_env))}: values not known"
    if found.shells is not None:
        yield f"{'shells':<10} {', '.join(sorted(found.shells)) or 'none'}"


def _held(held: Held) -> Iterator[str]:
    since = f"since {held.since}" if held.since else "before"
    yield f"{since} ({held.system}): {_command(held.found.config)}"


def _command(config: ImageConfig) -> str:
    parts = [
        f"{name} {'not known' if isinstance(value, Unknown) else exec_form(value)}"
        for name, value in (("ENTRYPOINT", config.entrypoint), ("CMD", config.cmd))
        if value is not None
    ]
    return ", ".join(parts) or "neither ENTRYPOINT nor CMD"
