"""Units put to Quadlet's generator, and the line that it writes for each."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Sequence

from cmdresolve.testing.oracle import Place
from cmdresolve.testing.wire.programs import run_program

_PROGRAM = "/usr/libexec/podman/quadlet"
_SECONDS = 120.0
_SERVICE = re.compile(r"---u(\d+)\.service---")
_START = "ExecStart="
_UNREADABLE = re.compile(r'error loading "[^"]*/u(\d+)\.container"')
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
# Before 5.8 a blank in quotes is not escaped.
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^ ]+')
_ESCAPED = re.compile(r"\\(?:x([0-9a-f]{2})|(.))", re.DOTALL)


def has_quadlet(place: Place) -> bool:
    """Say whether there is a Quadlet beside the engine."""
    return place.inside(_PROGRAM).exists()


def generated(place: Place, units: Sequence[str]) -> list[list[str] | None]:
    """Return the words of each unit's line, as they are before systemd reads them.

    A unit that is refused has None.

    Args:
        place: beside which engine.
        units: the texts of the units.
    """
    everyone = dict(enumerate(units))
    lines, told = _run(place, everyone)
    # Where one cannot be read, none of its folder is.
    unreadable = {int(number) for number in _UNREADABLE.findall(told)}
    if unreadable:
        lines, _ = _run(place, {x: y for x, y in everyone.items() if x not in unreadable})
    return [_words(lines[number]) if number in lines else None for number in everyone]


def _run(place: Place, units: dict[int, str]) -> tuple[dict[int, str], str]:
    name = f"units-{secrets.token_hex(6)}"
    folder = place.inside(f"{place.folder}/{name}")
    folder.mkdir()
    try:
        for number, text in units.items():
            (folder / f"u{number}.container").write_bytes(text.encode())
        where = f"QUADLET_UNIT_DIRS={place.folder}/{name}"
        ended = run_program([*place.enter, "env", where, _PROGRAM, "-dryrun"], _SECONDS)
    finally:
        shutil.rmtree(folder)
    lines, number = dict[int, str](), -1
    for line in ended.stdout.decode().split("\n"):
        found = _SERVICE.fullmatch(line)
        if found is not None:
            number = int(found[1])
        elif line.startswith(_START):
            lines[number] = line.removeprefix(_START)
    return lines, ended.stderr.decode(errors="replace")


def _words(line: str) -> list[str]:
    """Take apart what the generator joined: words between blanks, some of them in double quotes."""
    return [
        _ESCAPED.sub(_unescaped, word[1:-1]) if word.startswith('"') else word
        for word in _WORD.findall(line)
    ]


def _unescaped(found: re.Match[str]) -> str:
    if found[1] is not None:
        return chr(int(found[1], 16))
    return _ESCAPES.get(found[2], found[2])
