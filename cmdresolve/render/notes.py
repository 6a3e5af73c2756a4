"""What a reader should be told beside the answer, each with the line to paste where one mends it.

Notes of the build come with the image's trace; the others are read off a resolution here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cmdresolve.explanation import trace_of
from cmdresolve.origin import ByDefault, InDockerfile, InImage, Origin
from cmdresolve.render.quoting import clip, json_list
from cmdresolve.trace import Dropped, Note

if TYPE_CHECKING:
    from cmdresolve.explanation import Word
    from cmdresolve.resolution import Resolution

# A script that is nothing but plain words: as exec form it means the same.
_PLAIN_SCRIPT = re.compile(r"(?:exec\s+)?[\w@%+=:,./-]+(?:[ \t]+[\w@%+=:,./-]+)*")
_ASSIGNMENT = re.compile(r"\w+=")
_SHOWN = 40
_SCRIPT = 2
_AFTER_SCRIPT = 3


def notes(resolution: Resolution) -> tuple[Note, ...]:
    """Give every note on a resolution: those of the build, then those of the merge."""
    trace = trace_of(resolution.image)
    found = list(trace.notes)
    lost = [x for x in trace.dropped if x.rule == "entrypoint-clears-cmd" and x.words]
    # A CMD that was said again is not lost.
    if lost and not resolution.image.cmd:
        found.append(_lost_cmd(lost[-1], trace.entrypoint))
    words = resolution.words
    found += _swallowed(resolution, words)
    found += _shell_as_arguments(resolution, words)
    return tuple(found)


def _lost_cmd(item: Dropped, entrypoint: tuple[Origin, ...]) -> Note:
    """Say how to keep a CMD that the stage's base brought and ENTRYPOINT cleared."""
    first = item.origins[0] if item.origins else None
    if isinstance(first, InDockerfile):
        whose = f"of an earlier stage ({place(first)})"
    elif isinstance(first, InImage) and first.image is not None:
        whose = f"that {first.image} brings"
    else:
        whose = "that the base brings"
    by = entrypoint[0] if entrypoint else None
    if isinstance(by, ByDefault):
        by = by.because
    at = f" at {place(by)}" if isinstance(by, InDockerfile) else ""
    return Note(
        "inherited-cmd-lost",
        f"ENTRYPOINT{at} clears the CMD {whose}; to keep it, say it again in this stage:",
        f"CMD {json_list(item.words)}",
        by,
    )


def place(origin: InDockerfile) -> str:
    """Say a place as ``Dockerfile:7``."""
    return f"{origin.source.name}:{origin.line}"


def _swallowed(resolution: Resolution, words: tuple[Word, ...]) -> list[Note]:
    """Tell of words that stand after a script which never looks at them."""
    shell = resolution.shell
    if shell is None or not shell.unread:
        return []
    lost = [words[place + _AFTER_SCRIPT] for place in shell.unread]
    script = words[_SCRIPT]
    # A placeholder somebody wrote for $0 is no loss.
    if shell.unread == (0,) and len(shell.positional) > 1 or lost[0].role == script.role == "args":
        return []
    names = "its $0" if shell.unread == (0,) else f"its {_parameters(shell.unread)}"
    what = "word" if len(lost) == 1 else "words"
    if script.role == "entrypoint":
        return [
            Note(
                "shell-entrypoint-ignores-arguments",
                f"the entrypoint is a script for {shell.program}, and it never reads the "
                f"{what} after it ({names}); exec form passes them on",
                _passing_on(shell.program, shell.script),
                script.origin,
            )
        ]
    fixed = f"CMD {json_list((' '.join((shell.script, *shell.positional)),))}"
    return [
        Note(
            "script-is-one-word",
            f"{shell.program} -c takes one word as its script, here {clip(shell.script, _SHOWN)!r}; "
            f"the {what} after it become {names}, and nothing reads them",
            fixed if script.role == "cmd" else None,
            script.origin,
        )
    ]


def _parameters(places: tuple[int, ...]) -> str:
    shown = [f"${place}" for place in places[:3]]
    return ", ".join(shown) + ("…" if len(places) > len(shown) else "")


def _passing_on(program: str, script: str) -> str:
    """Write an ENTRYPOINT that does what the script does and passes its arguments on."""
    if _PLAIN_SCRIPT.fullmatch(script) and not _ASSIGNMENT.match(script):
        plain = script.split()
        return f"ENTRYPOINT {json_list(tuple(plain[1:] if plain[0] == 'exec' else plain))}"
    passing = script.rstrip() + ' "$@"'
    return f"ENTRYPOINT {json_list((program, '-c', passing, '--'))}"


def _shell_as_arguments(resolution: Resolution, words: tuple[Word, ...]) -> list[Note]:
    """Tell of a shell-form CMD that an exec-form ENTRYPOINT gets as its arguments."""
    cmd = [word for word in words if word.role == "cmd"]
    before = [word for word in words if word.role == "entrypoint"]
    shape = ("/bin/sh", "-c")
    if (
        resolution.unknown
        or resolution.shell is not None
        or not before
        or len(cmd) != len(shape) + 1
        or tuple(word.value for word in cmd[:2]) != shape
    ):
        return []
    program = clip(before[0].value, _SHOWN)
    script = cmd[_SCRIPT]
    mend = None
    if _PLAIN_SCRIPT.fullmatch(script.value) and not _ASSIGNMENT.match(script.value):
        mend = f"CMD {json_list(tuple(script.value.split()))}"
    return [
        Note(
            "shell-cmd-is-arguments",
            f"CMD is shell form, so {program} gets /bin/sh, -c and its text as three arguments; "
            "a shell runs only if the entrypoint starts one of them",
            mend,
            script.origin,
        )
    ]
