"""A script that passes its arguments on, made of one that does not."""

from __future__ import annotations

import pytest

from cmdresolve.checks.scripts.passing_on import main_command, passing_on
from cmdresolve.resolving.shell_syntax import read_script


@pytest.mark.parametrize(
    ("script", "passing"),
    [
        ("run", 'run "$@"'),
        ("run --fast", 'run --fast "$@"'),
        ("exec run > log", 'exec run "$@" > log'),
        ("A=1 run", 'A=1 run "$@"'),
        ("cd /x && run", 'cd /x && run "$@"'),
        ("mkdir /x; run | tee log", 'mkdir /x; run "$@" | tee log'),
        ("run || true", 'run "$@" || true'),
        ("while true; do run; sleep 1; done", 'while true; do run "$@"; sleep 1; done'),
        ("run & wait", None),
        ("exec a; exec b", None),
        ("cd /x", None),
        ("A=1", None),
        ("(run)", None),
        ("if a; then b; else c; fi", None),
        ("run; ls", None),
        ("", None),
        ("case $1 in esac", None),
    ],
)
def test_the_words_go_behind_the_program_that_a_script_is_for(
    script: str, passing: str | None
) -> None:
    """None where that is not plain: they would go to ``tee``, be run, or break it."""
    assert passing_on(script) == passing


@pytest.mark.parametrize(
    ("script", "program"),
    [("cd /x && run -v", "run"), ("exec run", "exec"), ("a; b; c", "c"), ("a && ls", None)],
)
def test_the_command_that_a_script_is_for(script: str, program: str | None) -> None:
    """What it executes, or what it ends in."""
    read = read_script(script)
    assert read is not None
    command = main_command(read)

    assert (None if command is None else command.program) == program
