"""The known engines and builders and the differences between builders: text, Markdown, JSON."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cmdresolve import dialects
from cmdresolve.dialects import BUILDERS, DEFAULT, ENGINES
from cmdresolve.dialects.version import show_version
from cmdresolve.model.quoting import exec_form
from cmdresolve.model.value import Record
from cmdresolve.published.differences import columns, differences, published
from cmdresolve.render.layout import wrap

if TYPE_CHECKING:
    from cmdresolve.dialects import Builder, Engine
    from cmdresolve.published.differences import Difference, Outcome, Stored

SCHEMA = 2
_COLUMNS = 24
_NAMES, _MARKS = 17, 5
_LETTERS = "abcdefgh"

_INTRODUCTION = """\
# Engines and builders

This page is what `cmdresolve dialects --format markdown` prints. It is made of the records the
library answers from (`cmdresolve/dialects`) and of the observations in
[`builders.json`](../../tables/disagreements/builders.json); the tests hold it to both.

A name without a version means its newest, of Docker, Podman and their builders the newest that was
recorded: `docker` is `docker@28.5`. A version that is not listed means the newest one before it.
Where *recorded* says yes, recorded runs of this very version stand behind the record; the others
were read from the source that is named."""

_READING = """\
## Where builders part

One row for each difference, one column for each builder that was asked. The same letter is the
same outcome; each row's Dockerfile, and what was observed, stands below under its name. What
bears on nothing that starts is left out: `ArgsEscaped`, which BuildKit sets with every CMD and no
engine heeds on Linux, and the longest line a builder reads (65,535 bytes; Buildah 2 MiB)."""


def text(width: int) -> str:
    """Return them as plain text of at most `width` columns."""
    lines = [f"  {'Engines':<{_COLUMNS}} build with"]
    lines += [f"{_mark(engine)} {engine.key:<{_COLUMNS}} {engine.builder}" for engine in ENGINES]
    lines += ["", "  Builders"]
    lines += [f"{_mark(builder)} {builder.key}" for builder in BUILDERS]
    lines.append("")
    lines += wrap(
        f"The default is {DEFAULT.key}. A name without a version means its newest, of Docker, "
        "Podman and their builders the newest that is marked; a version that is not listed means "
        "the newest one before it. Recorded runs of this very version stand behind those marked *; "
        "the others were read from source: --format markdown names it.",
        width,
    )
    lines += ["", *_grid(), ""]
    lines += wrap(
        "The same letter is the same outcome; - is refused, ! is a crash of the builder itself. "
        "--format markdown has the Dockerfile of each row and what was observed.",
        width,
    )
    return "\n".join(lines)


def markdown() -> str:
    """Return them as a Markdown page: the records, the differences in a table and one by one."""
    lines = [_INTRODUCTION, "", "## Engines", ""]
    lines += ["| engine | builds with | recorded | source |", "| :--- | :--- | :--- | :--- |"]
    lines += [f"| `{x.key}` | `{x.builder}` | {_recorded(x)} | {x.citation} |" for x in ENGINES]
    lines += ["", "## Builders", ""]
    lines += ["| builder | recorded | source |", "| :--- | :--- | :--- |"]
    lines += [f"| `{x.key}` | {_recorded(x)} | {x.citation} |" for x in BUILDERS]
    lines += ["", _READING, ""]
    heads = [name.replace("@", "<br>") for name in columns()]
    lines += [f"| | {' | '.join(heads)} |", f"| :--- |{' :---: |' * len(heads)}"]
    for difference in differences():
        marks = _marks(difference, refused="refused", crashed="crashes")
        cells = " | ".join(marks[name] for name in columns())
        lines.append(f"| [{difference.name}](#{difference.name}) | {cells} |")
    for difference in differences():
        lines += ["", *_section(difference)]
    lines += ["", "## Who was asked", ""]
    recorded = published()["recorded"]
    lines += [f"- `{name}`: {product}" for name, product in columns().items()]
    lines += ["", f"On {recorded['date']}: {recorded['how']}."]
    return "\n".join(lines)


def to_json() -> dict[str, Any]:
    """Return every field of every record."""
    return {
        "schema": SCHEMA,
        "default": DEFAULT.key,
        "engines": [_record(x) for x in ENGINES],
        "builders": [_record(x) for x in BUILDERS],
        "differences": published()["differences"],
    }


def _grid() -> list[str]:
    """Return the table of differences as letters, narrow enough for 80 columns."""
    builders = [dialects.builder(name) for name in columns()]
    groups = [(key, list(group)) for key, group in groupby(builders, lambda x: (x.name, x.variant))]

    def line(name: str, cells: Mapping[str, str]) -> str:
        row = ("".join(f"{cells[x.key]:>{_MARKS}}" for x in group) for _, group in groups)
        return f"{name:<{_NAMES}}" + " ".join(row)

    titles = (
        f"{f'{name}/{variant}' if variant else name:>{_MARKS * len(group)}}"
        for (name, variant), group in groups
    )
    lines = ["Where builders part", " " * _NAMES + " ".join(titles)]
    lines.append(line("", {x.key: show_version(x.version) for x in builders}))
    lines += [line(x.name, _marks(x, refused="-", crashed="!")) for x in differences()]
    return lines


def _marks(difference: Difference, *, refused: str, crashed: str) -> dict[str, str]:
    """Return for each builder the letter of its outcome, or the mark of a refusal or crash."""
    marks: dict[str, str] = {}
    for letter, (outcome, builders) in zip(_LETTERS, difference.kinds().items(), strict=False):
        mark = letter if outcome.refusal is None else crashed if outcome.crashed else refused
        marks.update(dict.fromkeys(builders, mark))
    return marks


def _section(difference: Difference) -> list[str]:
    lines = [f"### {difference.name}", "", difference.says, "", "```dockerfile"]
    lines += difference.request["dockerfile"].replace("\r", "␍").rstrip("\n").split("\n")
    lines += ["```", ""]
    if "\r" in difference.request["dockerfile"]:
        lines += ["(␍ stands for a carriage return.)", ""]
    if "target" in difference.request:
        lines += [f"Built with `--target {difference.request['target']}`.", ""]
    marks = _marks(difference, refused="refused", crashed="crashes")
    for outcome, builders in difference.kinds().items():
        names = ", ".join(f"`{name}`" for name in builders)
        summary = _outcome_text(
            outcome, [difference.outcomes[name].message or "" for name in builders]
        )
        lines.append(f"- **{marks[builders[0]]}** {summary}: {names}")
    lines += [f"\n{note}" for note in dict.fromkeys(difference.notes.values())]
    return lines


def _outcome_text(outcome: Outcome, messages: list[str]) -> str:
    if outcome.refusal is None:
        return ", or ".join(map(_fields, outcome.stored))
    shortest = min(messages, key=len).replace("`", "'")
    return f"({outcome.refusal}) “{shortest}”"


def _fields(stored: Stored) -> str:
    return ", ".join(
        f"no {name}" if words is None else f"{name} `{exec_form(words)}`" for name, words in stored
    )


def _mark(record: Engine | Builder) -> str:
    return "*" if record.verified else " "


def _recorded(record: Engine | Builder) -> str:
    return "yes" if record.verified else "no"


def _record(record: Engine | Builder) -> dict[str, Any]:
    fields = _plain(record)
    return {"key": record.key, **fields, "version": show_version(record.version)}


def _plain(value: Any) -> Any:
    """Return a field as a JSON value: a function as its name, a set as a sorted list."""
    if isinstance(value, Record):
        return {name: _plain(getattr(value, name)) for name in value._fields}
    if callable(value):
        return value.__name__
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {name: _plain(x) for name, x in value.items()}
    return value
