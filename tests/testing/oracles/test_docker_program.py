"""How the end of a program is told that asked for no container: `oracles.docker_program`."""

from __future__ import annotations

import sys

import pytest

from cmdresolve.testing.oracle import OracleError
from cmdresolve.testing.oracles.docker_program import Ended, run_in_terminal, without_container


@pytest.mark.parametrize(
    ("status", "out", "error", "code", "message"),
    [
        (
            0,
            "Usage:  docker container COMMAND\n\nManage",
            "",
            "help",
            "Usage:  docker container COMMAND",
        ),
        (0, "Docker version 28.5.2, build 1", "", "help", "Docker version 28.5.2, build 1"),
        (0, "CONTAINER ID   IMAGE", "", "other", "no container was asked for"),
        (1, "Usage:  docker", "something failed", "other", "something failed"),
        (125, "", "unknown flag: --x", "unknown-flag", "unknown flag: --x"),
    ],
)
def test_help_is_what_was_printed_when_nothing_went_wrong(
    status: int, out: str, error: str, code: str, message: str
) -> None:
    told = without_container("request", Ended(status, out, error))

    assert told == {"stage": "request", "code": code, "message": message}


def test_a_program_has_a_terminal_and_is_read_to_its_end() -> None:
    program = "import sys; print(sys.stdin.isatty()); sys.exit('wrong')"

    ended = run_in_terminal([sys.executable, "-c", program], 60)

    assert ended == Ended(1, "True", "wrong")


def test_a_program_that_does_not_end_is_no_answer() -> None:
    with pytest.raises(OracleError, match=r"did not end within 0\.2 s"):
        run_in_terminal([sys.executable, "-c", "import time; time.sleep(60)"], 0.2)
