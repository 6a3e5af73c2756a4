"""A ``.container`` unit of Quadlet as the ``podman run`` line that its generator writes.

Source: podman v5.8.2 pkg/systemd/quadlet/quadlet.go ConvertContainer, pkg/systemd/parser/split.go
and unitfile.go; systemd.syntax(7), systemd.unit(5) Specifiers, systemd.service(5) COMMAND LINES.
"""

from __future__ import annotations

import re

from attrs import evolve

from cmdresolve import dialects
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.version import Version
from cmdresolve.model.errors import OverrideError
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.model.trace import Note
from cmdresolve.starters.command_line.docker_run import RunCommand, docker_run
from cmdresolve.starters.command_line.flag_tables import newest

_PROGRAM, _GROUP = "podman", "Container"
# An empty Entrypoint= is passed on, and clears the image's: seen of quadlet -dryrun 5.4 and 5.8.6.
_PASSES_EMPTY: tuple[tuple[Version, bool], ...] = (((0,), False), ((5, 8), True))
# What becomes of quotes around a value that is no list of words: podman v4.9, v5.4.2 and v5.8.2
# pkg/systemd/parser/unitfile.go Lookup; seen of quadlet -dryrun 5.4 and 5.8.6.
_QUOTES: tuple[tuple[Version, str], ...] = (((0,), "kept"), ((5,), "stripped"), ((5, 8), "paired"))
_TRUE = frozenset(("1", "yes", "true", "on"))
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "s": " ", "t": "\t", "v": "\v"}
_NUMBERED = re.compile(r"x([0-9a-fA-F]{2})|([0-7]{3})")
# A word with a specifier (%n) or a variable ($NAME, ${NAME}), which systemd expands when the unit
# starts. A doubled sign stands for itself, so pairs are stepped over first.
_EXPANDS = re.compile(r"(?:[^%$]|%%|\$\$|\$(?![\w{$]))*(?:%[^%]|\$[\w{])")


def quadlet_container(
    text: str, *, engine: str | Engine | None = None, limits: Limits = DEFAULT_LIMITS
) -> RunCommand:
    """Read what the container of a unit is started with.

    Args:
        text: the unit.
        engine: who starts it, as for `docker_run`; by default the newest podman that was
            recorded.
        limits: how long it, and the line that it stands for, may be.

    Raises:
        OverrideError: Quadlet cannot read it, it names no image, or podman refuses what it is given
            (`docker_run`).
        DialectError: no such engine is known.
        LimitError: it is longer than the limits allow.
    """
    limits.check("text", len(text), "the length of the unit")
    keys = _keys(text)
    asked = dialects.engine_of(engine, _PROGRAM)
    quotes = newest(_QUOTES, asked.version)
    image = _unquoted(_last(keys, "Image"), quotes)
    if not image:
        raise OverrideError(
            "the unit names no image", code="no-image", hint="write Image=NAME under [Container]"
        )
    words, notes = [_PROGRAM, "run"], list[Note]()
    entrypoint = _unquoted(_last(keys, "Entrypoint"), quotes)
    if entrypoint or ("Entrypoint" in keys and newest(_PASSES_EMPTY, asked.version)):
        words += ["--entrypoint", entrypoint]
    elif "Entrypoint" in keys:
        message = "an empty Entrypoint= clears nothing before Podman 5.8: the image's is kept"
        notes.append(Note("empty-entrypoint-key", message))
    if _unquoted(_last(keys, "RunInit"), quotes).lower() in _TRUE:
        words.append("--init")
    for value in keys.get("PodmanArgs", ()):
        words += _split(value, notes)
    words += [image, *_split(_last(keys, "Exec"), notes)]
    command = docker_run([_unescaped(word) for word in words], engine=asked, limits=limits)
    unknown = [f"what systemd makes of {word}" for word in words if _EXPANDS.match(word)]
    return evolve(
        command,
        override=command.override._replace(unknown=tuple(unknown)),
        notes=(*command.notes, *notes),
    )


def _keys(text: str) -> dict[str, list[str]]:
    """Collect the values of each key of ``[Container]``; an empty value clears those before it.

    A cleared key stays in the result with no values: an ``Entrypoint=`` that is set to nothing is
    not the same as none.

    Raises:
        OverrideError: a line is neither a group nor a key with its value, or stands before any
            group (unitfile.go Parse; seen of quadlet -dryrun 5.4 and 5.8.6).
    """
    found: dict[str, list[str]] = {}
    group: str | None = None
    for number, line in _lines(text):
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1]
            continue
        name, equals, value = line.partition("=")
        if not (name and equals):
            raise OverrideError(
                f'line {number} of the unit, "{line}", is neither a group nor KEY=VALUE',
                code="unit-line",
                hint="Quadlet rejects the whole file: correct the line, or remove it",
            )
        if group is None:
            raise OverrideError(
                f'line {number} of the unit, "{line}", stands before any group',
                code="unit-line",
                hint="write [Container] before it",
            )
        if group == _GROUP:
            values = found.setdefault(name.strip(), [])
            values.append(value.strip())
            if not value.strip():
                values.clear()
    return found


def _lines(text: str) -> list[tuple[int, str]]:
    """Return the logical lines of a unit, each with the number of its first line.

    A line that ends in a backslash is joined with the next, with nothing in between. Comments and
    empty lines are dropped, also between the lines of a continuation (podman v5.8.2
    pkg/systemd/parser/unitfile.go Parse; seen of ``quadlet -dryrun`` 5.4 and 5.8.6).
    """
    lines: list[tuple[int, list[str]]] = []
    goes_on = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith(("#", ";")):
            continue
        is_open = line.endswith("\\")
        part = line[:-1] if is_open else line
        if goes_on:
            lines[-1][1].append(part)
        else:
            lines.append((number, [part]))
        goes_on = is_open
    return [(number, "".join(parts)) for number, parts in lines]


def _last(keys: dict[str, list[str]], name: str) -> str:
    values = keys.get(name)
    return values[-1] if values else ""


def _unquoted(value: str, quotes: str) -> str:
    """Return a value without the quotes that Quadlet removes, by the rule named in `_QUOTES`."""
    if quotes == "stripped":
        return value.strip('"')
    paired = quotes == "paired" and len(value) > 1 and value[0] == value[-1] == '"'
    return value[1:-1] if paired else value


def _split(text: str, notes: list[Note]) -> list[str]:
    """Split a value into words, as systemd splits ``ExecStart=``.

    Quotes and C escapes are read anywhere in a word. A value with an unknown escape is dropped as a
    whole, with a note: Quadlet gets an error from its splitter and goes on without the value
    (podman v5.8.2 pkg/systemd/parser/unitfile.go LookupLastArgs, split.go cUnescapeOne).
    """
    words: list[str] = []
    word: list[str] | None = None
    quote, pos = "", 0
    while pos < len(text):
        character = text[pos]
        pos += 1
        if not quote and character in " \t\n\r":
            if word is not None:
                words.append("".join(word))
            word = None
            continue
        word = [] if word is None else word
        if character == "\\" and pos < len(text):
            numbered = _NUMBERED.match(text, pos)
            if numbered is not None:
                word.append(chr(int(numbered[1], 16) if numbered[1] else int(numbered[2], 8)))
                pos = numbered.end()
                continue
            if text[pos] not in _ESCAPES and text[pos] not in "\\\"'":
                message = f"Quadlet drops {text}: \\{text[pos]} is no escape of systemd"
                notes.append(Note("unit-escape", message))
                return []
            word.append(_ESCAPES.get(text[pos], text[pos]))
            pos += 1
        elif quote:
            if character == quote:
                quote = ""
            else:
                word.append(character)
        elif character in "\"'":
            quote = character
        else:
            word.append(character)
    if word is not None:
        words.append("".join(word))
    return words


def _unescaped(word: str) -> str:
    """Halve ``%%`` and ``$$``, as systemd does: single ones would be specifiers and variables."""
    return word.replace("%%", "%").replace("$$", "$")
