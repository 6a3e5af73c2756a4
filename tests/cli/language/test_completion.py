"""What makes a shell complete our words."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
from pathlib import Path
from typing import Self

import pytest

from cmdresolve.cli.language import completion

SHELLS = ("bash", "zsh", "fish")


def completed(tmp_path: Path, *words: str) -> list[str]:
    """What bash offers for the last of some words."""
    script = tmp_path / "completion.bash"
    script.write_text(completion.script("bash"))
    quoted = " ".join(f"'{word}'" for word in words)
    told = (
        f"source {script}; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _cmdresolve; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", told], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("cmdresolve", "--entry"), ["--entrypoint"]),
        (("cmdresolve", "res"), ["resolve"]),
        (("cmdresolve", "Dock"), ["Dockerfile"]),
        (("cmdresolve", "Dockerfile", "--color", "a"), ["auto", "always"]),
        (("cmdresolve", "--engine", "docker@28.5"), ["docker@28.5"]),
        (("cmdresolve", "--file", "D"), ["Dockerfile"]),
        (("cmdresolve", "help", "inp"), ["inputs"]),
        (("cmdresolve", "completion", ""), list(SHELLS)),
    ],
)
def test_bash_completes(words: tuple[str, ...], offered: list[str], tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    assert completed(tmp_path, *words) == offered


#: What is typed before the tabulator, and the words that stand there after it.
TYPED = [
    ("cmdresolve --entry", ["--entrypoint"]),
    ("cmdresolve reso", ["resolve"]),
    ("cmdresolve Dock", ["Dockerfile"]),
    ("cmdresolve Dockerfile --color alw", ["Dockerfile", "--color", "always"]),
    ("cmdresolve --engine docker-py@", ["--engine", "docker-py@7.1"]),
    ("cmdresolve --engine=docker-py@", ["--engine=docker-py@7.1"]),
    ("cmdresolve help inp", ["help", "inputs"]),
    ("cmdresolve completion fi", ["completion", "fish"]),
]
INTERACTIVE = {
    "bash": (["bash", "--norc", "-i"], "bind 'set enable-bracketed-paste off'"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D; bindkey -e"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a Dockerfile and the script of each shell."""
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    for shell in SHELLS:
        (tmp_path / f"script.{shell}").write_text(completion.script(shell))
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("shell", INTERACTIVE)
def test_a_shell_completes_what_is_typed(shell: str, folder: Path) -> None:
    """On a terminal, with a tabulator; the words are told by the shell itself."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    words, setting = INTERACTIVE[shell]
    with Terminal(words, folder) as terminal:
        terminal.run(f"{setting}; source ./script.{shell}")
        found = [terminal.complete(typed) for typed, _ in TYPED]

    assert found == [["cmdresolve", *wanted] for _, wanted in TYPED]


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not here")
@pytest.mark.parametrize(("typed", "words"), TYPED)
def test_fish_completes_what_is_typed(typed: str, words: list[str], folder: Path) -> None:
    """It is asked for what it would offer, each with what it is after a tabulator."""
    asked = f"source ./script.fish; complete -C '{typed}'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", asked],
        cwd=folder,
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == words[-1:]


class Terminal:
    """A shell on a terminal of its own."""

    def __init__(self, words: list[str], folder: Path) -> None:
        """Start it in a folder, as a home without settings."""
        self._end, its_own = pty.openpty()
        self._process = subprocess.Popen(
            ["setsid", "--ctty", *words],
            stdin=its_own,
            stdout=its_own,
            stderr=its_own,
            cwd=folder,
            env={**os.environ, "TERM": "dumb", "PS1": "$ ", "HOME": str(folder)},
        )
        os.close(its_own)
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._end)

    def run(self, line: str) -> str:
        """Run a line and return what the terminal shows until it has ended."""
        self._count += 1
        # The line is shown as well, and does not end like this.
        os.write(self._end, f"{line}\nprintf '%s-%s\\n' end {self._count}\n".encode())
        shown = b""
        while f"end-{self._count}".encode() not in shown:
            ready, _, _ = select.select([self._end], [], [], 30)
            assert ready, shown
            shown += os.read(self._end, 65536)
        return shown.decode().replace("\r", "")

    def complete(self, typed: str) -> list[str]:
        """Type something and a tabulator; return the words of the line then."""
        # To the start of the line, a program that tells its words before it, and to its end.
        shown = self.run(f"{typed}\t\x01printf '<%s>' \x05; echo")
        (told,) = re.findall(r"^<(.*)>$", shown, re.MULTILINE)
        return told.split("><")
