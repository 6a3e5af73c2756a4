"""What may come before the program on a command line: assignments, ``sudo``, ``env``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cmdresolve.model.command import base_name
from cmdresolve.starters.command_line.pasted import past_prompt

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")

# Each wrapper with its flags that take the next word as their value, short and long.
_WRAPPERS = {
    "builtin": ("", ()),
    "caffeinate": ("tw", ()),
    "chrt": ("DPT", ()),
    "command": ("", ()),
    "doas": ("Cu", ()),
    "env": ("CSu", ("--chdir", "--split-string", "--unset")),
    "exec": ("a", ()),
    "flatpak-spawn": ("", ()),
    "flock": ("Ew", ("--conflict-exit-code", "--timeout")),
    "ionice": ("cn", ("--class", "--classdata")),
    "k3s": ("", ()),
    "microk8s": ("", ()),
    "minikube": ("p", ("--profile",)),
    "nice": ("n", ("--adjustment",)),
    "nohup": ("", ()),
    "pkexec": ("", ("--user",)),
    "run0": ("uDp", ("--user", "--chdir", "--property", "--setenv", "--nice")),
    "setsid": ("", ()),
    "stdbuf": ("ieo", ("--input", "--error", "--output")),
    "strace": ("abeEIoOpPsSuX", ()),
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
    "systemd-run": (
        "EGHMpu",
        ("--description", "--machine", "--property", "--setenv", "--slice", "--uid", "--unit"),
    ),
    "taskset": ("", ()),
    "time": ("fo", ("--format", "--output")),
    "timeout": ("ks", ("--kill-after", "--signal")),
    "unbuffer": ("", ()),
    "unshare": ("", ()),
    "winpty": ("", ()),
    "wsl": ("du", ("--distribution", "--user", "--cd")),
}
# How many operands of its own a wrapper takes before the program, such as the time of timeout.
_OPERANDS = {"chrt": 1, "flock": 1, "taskset": 1, "timeout": 1}


def program_position(words: Sequence[str]) -> int:
    """Return the position of the program, after a prompt, assignments, ``sudo`` and the like.

    Programs that run their words through another shell or add to them (ssh, watch, xargs) are not
    stepped over, because they may change the line (`programs.handed_on`).
    Source: the manual pages of those above (sudo 1.9, util-linux 2.41, coreutils 9.7, systemd 257,
    strace 6.13); POSIX.1-2017 2.9.1; winpty and wsl as they tell themselves.
    """
    position = _past_assignments(words, past_prompt(words))
    while position < len(words):
        name = base_name(words[position])
        wrapper = _WRAPPERS.get(name)
        if wrapper is None:
            break
        position = _past_flags(words, position + 1, *wrapper) + _OPERANDS.get(name, 0)
        position = _past_assignments(words, position)
    return min(position, len(words))


def sets_the_scene(word: str) -> bool:
    """Say whether a word may come before the program: an assignment, or a wrapper like ``sudo``."""
    return base_name(word) in _WRAPPERS or _ASSIGNMENT.match(word) is not None


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
        # -uroot has its value in the word; only where the letter is the cluster's last, as in -nu,
        # the next word is the value (POSIX.1-2017, XBD 12.2, guideline 5; getopt).
        takes = word in names if word.startswith("--") else _last_takes(word[1:], letters)
        position += takes
    return position


def _last_takes(cluster: str, letters: str) -> bool:
    found = [place for place, letter in enumerate(cluster) if letter in letters]
    return bool(found) and found[0] == len(cluster) - 1
