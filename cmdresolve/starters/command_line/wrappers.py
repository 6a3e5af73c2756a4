"""What may stand before the program on a command line: assignments, ``sudo``, ``env``."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")

# Each wrapper with its flags that take the next word as their value, short and long.
_WRAPPERS = {
    "builtin": ("", ()),
    "caffeinate": ("tw", ()),
    "command": ("", ()),
    "doas": ("Cu", ()),
    "env": ("CSu", ("--chdir", "--split-string", "--unset")),
    "exec": ("a", ()),
    "flatpak-spawn": ("", ()),
    "ionice": ("cn", ("--class", "--classdata")),
    "nice": ("n", ("--adjustment",)),
    "nohup": ("", ()),
    "setsid": ("", ()),
    "stdbuf": ("ieo", ("--input", "--error", "--output")),
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
    "timeout": ("ks", ("--kill-after", "--signal")),
    "winpty": ("", ()),
    "wsl": ("du", ("--distribution", "--user", "--cd")),
}
# How many operands of its own a wrapper has before the program.
_OPERANDS = {"timeout": 1}


def program_position(words: Sequence[str]) -> int:
    """Return the position of the program, past what only sets the scene for it.

    Source: sudo 1.9 and doas(1), env(1), ionice(1), nice(1), nohup(1), setsid(1), stdbuf(1),
    time(1), timeout(1); POSIX.1-2017 2.9.1; winpty and wsl as they tell themselves.
    """
    position = _past_assignments(words, 0)
    while position < len(words):
        name = base_name(words[position])
        wrapper = _WRAPPERS.get(name)
        if wrapper is None:
            break
        position = _past_flags(words, position + 1, *wrapper) + _OPERANDS.get(name, 0)
        position = _past_assignments(words, position)
    return min(position, len(words))


def base_name(word: str) -> str:
    r"""Return the program that a word names: the last part of a path, without ``.exe``.

    Windows writes its paths with ``\``, and programs' names in any case.
    """
    name = word.replace("\\", "/").rpartition("/")[2]
    is_windows = name.lower().endswith(".exe")
    return name[:-4].lower() if is_windows else name


def _past_assignments(words: Sequence[str], position: int) -> int:
    while position < len(words) and _ASSIGNMENT.match(words[position]):
        position += 1
    return position


def _past_flags(words: Sequence[str], position: int, letters: str, names: tuple[str, ...]) -> int:
    while position < len(words):
        word = words[position]
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
