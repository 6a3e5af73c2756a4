"""Standard streams closed, full, left or of a narrow encoding; and interrupts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DOCKERFILE = 'FROM scratch\nCMD ["café", "😀"]\n'


def run(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell in which `cr` is the command."""
    (folder / "D").write_text(DOCKERFILE, encoding="utf-8")
    words = f'cr() {{ "{sys.executable}" -m cmdresolve "$@"; }}; {script}'
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        ["bash", "-c", words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": root, "PYTHONUTF8": "0"} | environment,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("script", "status"),
    [
        ("cr D >&-", 74),
        ("cr resolve D >&-", 74),
        ("cr --format json D >&-", 74),
        ("cr --format html D >&-", 74),
        ("cr matrix >&-", 74),
        ("echo '{}' | cr batch >&-", 74),
        ("cr D >/dev/full", 74),
        ("cr --format json D >/dev/full", 74),
        ("echo '{}' | cr batch >/dev/full", 74),
        ("cr D 2>&-", 0),
        ("cr D 2>/dev/full", 0),
        ("cr D <&-", 0),
        ("cr nofile 2>&-", 2),
        ("cr nofile 2>/dev/full", 2),
        ("cr nofile >&- 2>&-", 2),
        ("cr D >&- 2>&-", 74),
        ("cr D >/dev/full 2>/dev/full", 74),
        ("cr D <&- >&- 2>&-", 74),
        ("cr batch <&-", 2),
        ("cr - <&-", 2),
        ("cr --nothing-of-ours= 2>/dev/full", 2),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_refusal(
    script: str, status: int, tmp_path: Path
) -> None:
    """74 is EX_IOERR of sysexits.h; 1 would say that the engine refuses."""
    done = run(script, tmp_path, PYTHONIOENCODING="utf-8")

    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("cr -- \"$(printf 'no\\033[31m')\"", r"cannot read no\u001b[31m: No such file"),
        (
            "cr lock \"$(printf 'B\\033]0;x\\007')\"",
            r"note: not read: B\u001b]0;x\u0007: unknown instr",
        ),
        ("cr lock P", r"note: not locked: no source knows i\u001b[31m; try --registry or --ask"),
        ("cr - <&-", "standard input is closed [unreadable]\n  hint: pipe a file into it, or name"),
    ],
)
def test_what_is_said_beside_the_answer_steers_no_terminal(
    script: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / "B\x1b]0;x\x07").write_text("FROM b\nENTRPOINT x\n")
    (tmp_path / "P").write_text(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
        'spec: {containers: [{name: c, image: "i\\e[31m"}]}\n'
    )

    done = run(script, tmp_path, PYTHONIOENCODING="utf-8")

    assert "\x1b" not in done.stderr
    assert told in done.stderr


def test_a_reader_that_has_left_is_told_nothing(tmp_path: Path) -> None:
    """As if SIGPIPE had ended it."""
    done = run('cr matrix --format html | true; echo "${PIPESTATUS[0]}"', tmp_path)

    assert done.stdout.strip() in {"141", "0"}
    assert done.stderr == ""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_encoding_that_cannot_say_a_word_ends_in_an_error(encoding: str, tmp_path: Path) -> None:
    """An escape that Python writes would be another word when it is pasted."""
    done = run("cr D", tmp_path, PYTHONIOENCODING=encoding)

    assert done.returncode == 74
    assert "set PYTHONIOENCODING=utf-8, or ask for --format json" in done.stderr


def test_signs_of_our_own_are_written_otherwise(tmp_path: Path) -> None:
    """They are no words."""
    done = run(
        "printf 'FROM scratch\nENTRYPOINT x\nCMD y\n' | cr -", tmp_path, PYTHONIOENCODING="ascii"
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("/bin/sh -c x")


@pytest.mark.parametrize("words", ["--format json D", "resolve D"])
def test_json_is_escaped_as_json_is(words: str, tmp_path: Path) -> None:
    done = run(f"cr {words}", tmp_path, PYTHONIOENCODING="ascii")
    found = json.loads(done.stdout)

    assert (found if isinstance(found, list) else found["argv"]) == ["café", "😀"]


def test_porcelain_is_escaped_as_json_is(tmp_path: Path) -> None:
    done = run("cr --porcelain D", tmp_path, PYTHONIOENCODING="ascii")
    words = [json.loads(line.split("\t")[2]) for line in done.stdout.splitlines()]

    assert words[:2] == ["café", "😀"]


def test_html_has_references(tmp_path: Path) -> None:
    done = run("cr --format html D", tmp_path, PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert "caf&#233;" in done.stdout


STARTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.{})
from cmdresolve.__main__ import run
sys.argv = ["cmdresolve", "-"]
print("up", flush=True)
run()
"""


@contextmanager
def started(interrupt: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start it on its standard input, with one of the ways to take an interrupt set before."""
    with subprocess.Popen(
        [sys.executable, "-c", STARTED.format(interrupt)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        yield process


@pytest.mark.parametrize("pause", [0.02, 0.05, 0.1, 0.5])
def test_an_interrupt_ends_it_without_a_word(pause: float) -> None:
    """While modules load, and while it waits for its input."""
    with started("default_int_handler") as process:
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)

    assert (process.returncode, err) == (130, b"")


def test_an_interrupt_that_is_ignored_stays_so() -> None:
    """A shell that starts it in the background has it so: the one who interrupts means another."""
    with started("SIG_IGN") as process:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(b"FROM scratch\nCMD x\n", timeout=60)

    assert (process.returncode, err) == (0, b"")
    assert out.startswith(b"/bin/sh -c x\n")


@pytest.mark.parametrize("columns", ["9" * 4301, "0", "-1", "x", "٣", ""])
def test_a_width_that_is_none_is_passed_over(columns: str, tmp_path: Path) -> None:
    """Python refuses to read a number of more than 4,300 digits."""
    done = run("cr resolve D && cr matrix", tmp_path, COLUMNS=columns, PYTHONIOENCODING="utf-8")

    assert done.returncode == 0, done.stderr
