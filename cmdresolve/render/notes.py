"""What a reader should be told beside the answer, each with the line to paste where one mends it.

Notes of the build come with the image's trace; the others are read off a resolution here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.origin import ByDefault, InDockerfile, InImage, Origin
from cmdresolve.model.quoting import clip, exec_form, json_word, printable, shell_word
from cmdresolve.model.trace import Dropped, Note
from cmdresolve.resolving.explanation import trace_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmdresolve.model.image import ImageConfig
    from cmdresolve.resolving.explanation import Word
    from cmdresolve.resolving.resolution import Resolution
    from cmdresolve.resolving.shell_script import Shell

# A script that is nothing but plain words: as exec form it means the same.
_PLAIN_SCRIPT = pattern(r"(?:exec\s+)?[\w@%+=:,./-]+(?:[ \t]+[\w@%+=:,./-]+)*")
# Commands that only a shell has.
_BUILTINS = frozenset(
    {".", ":", "alias", "cd", "eval", "exit", "export", "read", "set", "source", "trap", "ulimit"}
    | {"umask", "wait"}
)
#: Notes on what might be rather than on what is.
OF_UNKNOWN = frozenset({"on-build-unknown"})
_SHOWN = 40
_SCRIPT = 2


def notes(resolution: Resolution) -> tuple[Note, ...]:
    """Give every note on a resolution: those of the build, then those of the merge."""
    found = list(image_notes(resolution.image))
    words = resolution.words
    found += _swallowed(resolution, words)
    found += _shell_as_arguments(resolution, words)
    return tuple(found)


def all_notes(resolution: Resolution) -> tuple[Note, ...]:
    """Give the notes on the answer; where it is not known, on the one that is assumed.

    What of the image would have to be known for that is told as well.
    """
    assumption = resolution.assumed
    if assumption is None:
        return notes(resolution)
    lacking = (note for note in notes(resolution) if note.code in OF_UNKNOWN)
    return (*notes(assumption.resolution), *lacking)


def image_notes(image: ImageConfig) -> tuple[Note, ...]:
    """Give the notes that hold however the image is started."""
    trace = trace_of(image)
    lost = [x for x in trace.dropped if x.rule == "entrypoint-clears-cmd" and x.words]
    # A CMD that was said again is not lost.
    if not lost or image.cmd:
        return trace.notes
    return (*trace.notes, _lost_cmd(lost[-1], trace.entrypoint))


def _lost_cmd(item: Dropped, entrypoint: tuple[Origin, ...]) -> Note:
    """Say how to keep a CMD that the stage's base brought and ENTRYPOINT cleared."""
    first = item.origins[0] if item.origins else None
    if isinstance(first, InDockerfile):
        whose = f"that its base has from {place(first)}"
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
        f"CMD {exec_form(item.words)}",
        by,
    )


def place(origin: InDockerfile) -> str:
    """Say a place as ``Dockerfile:7``."""
    return f"{origin.source.name}:{origin.line}"


def _swallowed(resolution: Resolution, words: tuple[Word, ...]) -> list[Note]:
    """Tell of words that stand after a script which never looks at them."""
    shell = resolution.shell
    if shell is None:
        return []
    script = words[shell.after - 1]
    # Words written together with the script, such as a placeholder for $0, are no loss.
    lost = [x for x in shell.unread if words[shell.after + x].role != script.role]
    shell_is_given = words[0].role == "args"
    if script.role == "entrypoint" and lost:
        return [
            Note(
                "shell-entrypoint-ignores-arguments",
                f"the entrypoint is a script for {printable(shell.program)}, and it never reads "
                f"{_count(lost)} after it ({_parameters(lost)}); this passes them on:",
                _passing_on(shell, lost),
                script.origin,
            )
        ]
    if words[0].role == script.role or shell_is_given or not shell.unread:
        return []
    whole = " ".join((shell.script, *shell.positional))
    fixed = f"CMD {exec_form((whole,))}" if script.role == "cmd" else shell_word(whole)
    return [
        Note(
            "script-is-one-word",
            f"{printable(shell.program)} -c takes one word as its script, here "
            f"{json_word(clip(shell.script, _SHOWN))}; it never reads {_count(shell.unread)} "
            f"after it ({_parameters(shell.unread)}); as one word:",
            fixed,
            script.origin,
        )
    ]


def _count(places: Sequence[int]) -> str:
    return "the word" if len(places) == 1 else f"the {len(places)} words"


def _parameters(places: Sequence[int]) -> str:
    shown = [f"${place}" for place in places[:3]]
    return "its " + ", ".join(shown) + ("…" if len(places) > len(shown) else "")


def _passing_on(shell: Shell, lost: Sequence[int]) -> str:
    """Write an ENTRYPOINT that does what the script does and passes its arguments on."""
    script = shell.script.strip()
    plain = _plain(script)
    if plain:
        return f"ENTRYPOINT {exec_form(plain)}"
    if len(lost) == len(shell.positional):
        script += ' "$@"'
    return f"ENTRYPOINT {exec_form((shell.program, *shell.options, script, '--'))}"


def _plain(script: str) -> tuple[str, ...]:
    """Give the words of a script that is one plain command; nothing when it needs a shell."""
    if not _PLAIN_SCRIPT.fullmatch(script):
        return ()
    words = script.split()
    if words[:1] == ["exec"]:
        del words[0]
    if not words or words[0] in _BUILTINS or "=" in words[0]:
        return ()
    return tuple(words)


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
    program = printable(clip(before[0].value, _SHOWN))
    script = cmd[_SCRIPT]
    plain = _plain(script.value)
    return [
        Note(
            "shell-cmd-is-arguments",
            f"CMD is shell form, so {program} gets /bin/sh, -c and its text as three arguments; "
            "a shell runs only if the entrypoint starts one of them"
            + ("; in exec form:" if plain else ""),
            f"CMD {exec_form(plain)}" if plain else None,
            script.origin,
        )
    ]
