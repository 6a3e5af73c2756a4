"""What programs are, by their names."""

from __future__ import annotations

import pytest

from cmdresolve.checks import shells
from cmdresolve.checks.shells import SHELL_COMMANDS
from cmdresolve.resolving.shell_syntax import ALSO_PROGRAMS, BUILTINS


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/bin/bash", {"shell"}),
        ("bash", {"shell", "usual"}),
        ("python3.12", {"interpreter", "usual"}),
        ("node", {"interpreter", "usual"}),
        ("curl", {"usual"}),
        ("/usr/bin/tini", {"small", "runs"}),
        ("/sbin/init", {"whole", "runs"}),
        ("init", {"runs"}),
        ("s6-svscan", {"whole", "runs"}),
        ("gosu", {"runs"}),
        ("/docker-entrypoint.sh", {"runs"}),
        ("start-up.py", {"runs"}),
        ("server", set()),
    ],
)
def test_what_a_program_is(path: str, kinds: set[str]) -> None:
    """By its name, whatever is in it."""
    found = {
        "shell": shells.is_shell(path),
        "interpreter": shells.is_interpreter(path),
        "usual": shells.is_usual_program(path),
        "small": shells.is_small_init(path),
        "whole": shells.is_whole_init(path),
        "runs": shells.runs_what_it_gets(path),
    }

    assert {kind for kind, is_so in found.items() if is_so} == kinds


@pytest.mark.parametrize(
    ("words", "mere"),
    [
        (("bash",), True),
        (("/bin/bash", "-l"), True),
        (("python3",), True),
        (("powershell",), True),
        (("bash", "x.sh"), False),
        (("sh", "-c", "a"), False),
        (("serve",), False),
        ((), False),
    ],
)
def test_a_shell_that_starts_nothing(words: tuple[str, ...], mere: bool) -> None:  # noqa: FBT001
    """With no more than options that make it one to type in."""
    assert shells.is_mere_shell(words) == mere


def test_the_commands_of_a_shell_are_among_its_builtins() -> None:
    assert SHELL_COMMANDS < BUILTINS - ALSO_PROGRAMS
