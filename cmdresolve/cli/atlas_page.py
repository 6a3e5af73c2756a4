"""The verb ``atlas``: what the atlas knows of an image, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cmdresolve.model.image import Unknown
from cmdresolve.model.quoting import exec_form, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cmdresolve.images.atlas import Atlas, Held
    from cmdresolve.images.sources import Found
    from cmdresolve.model.image import ImageConfig, Words

_FIELDS = (
    ("ENTRYPOINT", "Entrypoint", "entrypoint"),
    ("CMD", "Cmd", "cmd"),
    ("SHELL", "Shell", "shell"),
    ("ONBUILD", "OnBuild", "on_build"),
)
_TEXTS = (
    ("USER", "User", "user"),
    ("WORKDIR", "WorkingDir", "working_dir"),
    ("STOPSIGNAL", "StopSignal", "stop_signal"),
)


def page(reference: str, atlas: Atlas, found: Found | None) -> Iterator[str]:
    """Return what the atlas knows of an image, as lines of text.

    Args:
        reference: the image.
        atlas: the atlas, which has the history and the sources.
        found: what it has for the platform that is asked about, or None.
    """
    name = printable(reference)
    if found is None:
        yield f"{name} is not in the atlas, and neither is its line"
        return
    yield f"{name} ({found.source})"
    if found.supposed:
        yield "  supposed: this tag is not known; it is what the others of its line agree on"
    yield from (f"  {line}" for line in _config(found))
    yield from _history(atlas.history(reference))
    sources = atlas.sources(reference)
    if sources:
        yield "sources (each value's commit and file is in tables/atlas/full of cmdresolve)"
        yield from (f"  {printable(source)}" for source in sources)


def to_json(reference: str, atlas: Atlas, found: Found | None) -> dict[str, Any]:
    """Return the same as JSON values."""
    return {
        "image": reference,
        "found": None if found is None else _record(found),
        "history": [
            {"since": held.since, "os": held.system, **_record(held.found)}
            for held in atlas.history(reference)
        ],
        "sources": list(atlas.sources(reference)),
    }


def _record(found: Found) -> dict[str, Any]:
    config = found.config
    lists = ((key, getattr(config, field)) for _, key, field in _FIELDS)
    return {
        **{
            key: {"unknown": value.need} if isinstance(value, Unknown) else value and list(value)
            for key, value in lists
        },
        **{key: getattr(config, field) for _, key, field in _TEXTS},
        "Env": list(config.env),
        "unknown_env": list(found.unknown_env),
        "as_of": found.as_of,
        "source": found.source,
        "supposed": found.supposed,
        "shells": None if found.shells is None else sorted(found.shells),
    }


def _config(found: Found) -> Iterator[str]:
    config = found.config
    for name, text in _stated(config):
        if text:
            yield f"{name:<10} {text}"
    for entry in config.env:
        yield f"{'ENV':<10} {printable(entry)}"
    if found.unknown_env:
        yield f"{'ENV':<10} {', '.join(map(printable, found.unknown_env))}: values not known"
    if found.shells is not None:
        yield f"{'shells':<10} {', '.join(sorted(found.shells)) or 'none'}"


def _stated(config: ImageConfig) -> Iterator[tuple[str, str]]:
    """Return what an image sets, by instruction; nothing for what it does not set."""
    for name, _, field in _FIELDS:
        value: Words = getattr(config, field)
        if isinstance(value, Unknown):
            yield name, "not known"
        else:
            yield name, "" if value is None else exec_form(value)
    for name, _, field in _TEXTS:
        yield name, printable(getattr(config, field))


def _history(history: Sequence[Held]) -> Iterator[str]:
    """Return what changed over time; of variables, which do not bear on the command, how often."""
    if len(history) < 2:  # noqa: PLR2004 - one value is no history
        return
    yield "history"
    before: dict[str, dict[str, str]] = {}
    variables = 0
    for held in history:
        fields = dict(_stated(held.found.config))
        old = before.get(held.system)
        before[held.system] = fields
        if fields == old:
            variables += 1
            continue
        since = f"since {held.since}" if held.since else "before"
        said = [
            f"{name} {text}" for name, text in fields.items() if text and _shown(name, text, old)
        ]
        gone = [f"no {name}" for name, text in (old or {}).items() if text and not fields[name]]
        now = ", ".join([*said, *gone]) or "neither ENTRYPOINT nor CMD"
        yield f"  {since} ({held.system}): {now}"
    if variables:
        yield f"  and {variables} more, of variables alone"


def _shown(name: str, text: str, old: dict[str, str] | None) -> bool:
    """Say whether a line of the history shows a field: the command always, others if changed."""
    return name in {"ENTRYPOINT", "CMD"} or old is None or old[name] != text
