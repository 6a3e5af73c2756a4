"""What makes a shell complete our words."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from cmdresolve.cli import completion

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


@pytest.mark.parametrize("shell", SHELLS[1:])
def test_the_other_shells_read_their_scripts(shell: str, tmp_path: Path) -> None:
    """Where they are installed: without running them, for a fault of syntax."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    script = tmp_path / "script"
    script.write_text(completion.script(shell))
    subprocess.run([shell, "-n", str(script)], check=True)
