"""What may stand before the program on a command line: assignments, ``sudo``, ``env``."""

from __future__ import annotations

import re

from cmdresolve.starters.command_line.line import Line

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")

# Each wrapper with its flags that take the next word as their value, short and long.
_WRAPPERS = {
    "command": ("", ()),
    "doas": ("Cu", ()),
    "env": ("CSu", ("--chdir", "--split-string", "--unset")),
    "exec": ("a", ()),
    "nice": ("n", ("--adjustment",)),
    "nohup": ("", ()),
    "sudo": (
        "CDghpRrTtUu",
        (
            "--chdir",
            "--chroot",
            "--close-from",
            "--command-timeout",
            "--group",
            "--host",
            "--other-user",
            "--prompt",
            "--role",
            "--type",
            "--user",
        ),
    ),
    "time": ("fo", ("--format", "--output")),
}


def program_position(line: Line) -> int:
    """Give the position of the program, past what only sets the scene for it.

    Source: sudo 1.9 and doas(1), env(1), nice(1), nohup(1), time(1); POSIX.1-2017 2.9.1.
    """
    position = _past_assignments(line, 0)
    while position < len(line.words):
        wrapper = _WRAPPERS.get(base_name(line.words[position]))
        if wrapper is None:
            break
        position = _past_assignments(line, _past_flags(line, position + 1, *wrapper))
    return position


def base_name(word: str) -> str:
    """Give the program that a word names: the last part of a path, without ``.exe``."""
    return word.rpartition("/")[2].removesuffix(".exe")


def _past_assignments(line: Line, position: int) -> int:
    while position < len(line.words) and _ASSIGNMENT.match(line.words[position]):
        position += 1
    return position


def _past_flags(line: Line, position: int, letters: str, names: tuple[str, ...]) -> int:
    while position < len(line.words):
        word = line.words[position]
        if not word.startswith("-") or word == "-":
            break
        position += 1
        if word == "--":
            break
        # A value follows when the last letter of the cluster is the one that takes it.
        takes = word in names if word.startswith("--") else _last_takes(word[1:], letters)
        position += takes
    return position


def _last_takes(cluster: str, letters: str) -> bool:
    found = [place for place, letter in enumerate(cluster) if letter in letters]
    return bool(found) and found[0] == len(cluster) - 1
