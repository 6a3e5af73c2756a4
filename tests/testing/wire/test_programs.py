"""Programs an oracle runs: their answers, and the end of those that take too long."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from cmdresolve.testing import OracleError, Place
from cmdresolve.testing.wire.programs import plugin, program_words, run_program, variable_words


def test_status_and_both_outputs_come_back() -> None:
    done = run_program(["sh", "-c", "echo out; echo err >&2; exit 3"], 20)
    assert (done.returncode, done.stdout, done.stderr) == (3, b"out\n", b"err\n")


def test_words_may_be_bytes() -> None:
    """A word that is no UTF-8 has no other way to a program."""
    assert run_program([b"printf", b"%s", b"\xff"], 20).stdout == b"\xff"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["sh", "-c", "x"],
        ["A=b", "docker", "run", "i"],
        ["/usr/bin/docker", "run", "i"],
        ["docker.sh", "run", "i"],
        ["docker", "-H", "tcp://192.0.2.1", "run", "i"],
        ["docker", "-Htcp://192.0.2.1", "run", "i"],
        ["docker", "--host=tcp://192.0.2.1", "run", "i"],
        ["docker", "--host", "tcp://192.0.2.1", "container", "run", "i"],
        ["docker", "--url=x", "run", "i"],
        ["docker", "--connection", "x", "run", "i"],
    ],
)
def test_a_request_runs_no_program_and_asks_no_engine_but_ours(words: list[str]) -> None:
    """What is recorded may be anybody's."""
    with pytest.raises(OracleError, match=r"is no command line of docker|asks another engine"):
        program_words(words, "docker")


@pytest.mark.parametrize(
    "words",
    [
        ["docker", "run", "-H", "x"],
        ["docker", "--config", "/x", "run", "i"],
        ["docker", "container", "create", "--host=x", "i"],
        ["docker"],
    ],
)
def test_other_words_are_the_program_s_own_affair(words: list[str]) -> None:
    assert program_words(words, "docker") == words


def test_variables_are_words_of_env() -> None:
    assert variable_words({"A": "b c", "a.B_1": "-x"}) == ["A=b c", "a.B_1=-x"]


@pytest.mark.parametrize("name", ["-S", "", "1A", "A B", "-", "A\n", "--", "é"])
def test_a_name_that_env_would_read_otherwise_is_refused(name: str) -> None:
    """``env -S…=x sh`` splits a text into the words of a program."""
    with pytest.raises(OracleError, match="is not a valid variable name"):
        variable_words({"A": "b", name: "x"})


def test_no_program_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        run_program(["no-such-program-here"], 20)


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    """One that holds the pipe open would be waited for longer than its parent."""
    mark = tmp_path / "pid"
    script = f"sleep 60 & echo $! >{mark}; wait"
    begun = time.monotonic()
    with pytest.raises(OracleError, match=r"sleep 60 .* did not end within 1 s"):
        run_program(["sh", "-c", script], 1)
    assert time.monotonic() - begun < 20
    assert is_gone(Path("/proc", mark.read_text().strip()))


def is_gone(process: Path) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            if "\nState:\tZ" in (process / "status").read_text():
                return True
        except OSError:
            return True
        time.sleep(0.01)
    return False


_PROGRAM = """\
#!/bin/sh
case $* in
  *'eq .Name "compose"'*) echo /usr/libexec/docker-compose ;;
esac
"""


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An engine beside which a program named docker lies, which has Compose and nothing else."""
    (tmp_path / "docker").write_text(_PROGRAM)
    (tmp_path / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return Place(socket=tmp_path / "sock")


def test_a_plugin_lies_where_docker_says(beside: Place) -> None:
    assert plugin("compose", beside, 20) == "/usr/libexec/docker-compose"


def test_a_plugin_that_docker_does_not_have_is_named(beside: Place) -> None:
    with pytest.raises(OracleError, match=r"there is no docker buildx beside .*/sock$"):
        plugin("buildx", beside, 20)
