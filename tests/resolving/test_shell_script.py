"""Words after a ``sh -c`` script: `cmdresolve.resolving.shell_script`."""

from __future__ import annotations

import pytest

from cmdresolve.resolving.shell_script import Shell, read_shell, unread


@pytest.mark.parametrize(
    ("argv", "options", "script", "positional"),
    [
        ("/bin/sh -c S", "-c", "S", ""),
        ("sh -c S a b", "-c", "S", "a b"),
        ("/bin/bash -ec S a", "-ec", "S", "a"),
        ("bash -lc S a", "-lc", "S", "a"),
        ("dash -ce S a", "-ce", "S", "a"),
        ("ash -c -e S a", "-c -e", "S", "a"),
        ("/bin/bash -o pipefail -c S a", "-o pipefail -c", "S", "a"),
        ("bash -euo pipefail -c S a", "-euo pipefail -c", "S", "a"),
        ("bash -ceuo pipefail S a", "-ceuo pipefail", "S", "a"),
        ("bash -oc pipefail S a", "-oc pipefail", "S", "a"),
        ("bash -O extglob -c S a", "-O extglob -c", "S", "a"),
        ("bash +o posix -c S a", "+o posix -c", "S", "a"),
        ("sh +c S a", "+c", "S", "a"),
        ("bash --login -c S a", "--login -c", "S", "a"),
        ("bash --rcfile F -c S a", "--rcfile F -c", "S", "a"),
        ("sh -c -- S a", "-c --", "S", "a"),
        ("sh -c - S a", "-c -", "S", "a"),
        ("zsh -c S", "-c", "S", ""),
        ("/usr/local/bin/ksh -c S", "-c", "S", ""),
    ],
)
def test_a_shell_with_a_script_is_seen(
    argv: str, options: str, script: str, positional: str
) -> None:
    """The script is the first word after the options, one of which is ``c``.

    Run on bash 5.2 and dash 0.5 with the script ``echo "$0" "$1"``.
    """
    words = tuple(argv.split())

    found = read_shell(words)

    assert found is not None
    assert found.program == words[0]
    assert found.options == tuple(options.split())
    assert found.script == script
    assert found.positional == tuple(positional.split())
    assert words[found.after :] == found.positional


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("sh",),
        ("sh", "-c"),
        ("sh", "-c", "--"),
        ("bash", "-o", "pipefail", "-c"),
        ("sh", "-e", "x"),
        ("sh", "x", "-c", "S"),
        ("sh", "--", "-c", "S"),
        ("sh", "", "-c", "S"),
        ("python3", "-c", "print(1)"),
        ("nash", "-c", "S"),
        ("sh/", "-c", "S"),
        ("-c", "S"),
        ("bash", "--command", "S"),
        ("bash", "-o", "-c", "S"),
    ],
)
def test_what_starts_no_script_is_not_seen_as_one(argv: tuple[str, ...]) -> None:
    """Another program, no script, or a file instead of one."""
    assert read_shell(argv) is None


@pytest.mark.parametrize(
    ("script", "count", "places"),
    [
        ("exec_entry p1_entry", 0, ()),
        ("exec_entry p1_entry", 2, (0, 1)),
        ("echo $0", 3, (1, 2)),
        ("echo $1", 3, (0, 2)),
        ("echo ${2}", 3, (0, 1)),
        ("echo ${1:-x}", 2, (0,)),
        ("echo ${#1} ${!2}", 3, (0,)),
        ('exec x "$@"', 3, (0,)),
        ("exec x $*", 1, (0,)),
        ('exec x "$@"', 0, ()),
        ("echo $0 $@", 3, ()),
        ("echo $#", 2, (0,)),
        ("echo ${@:2}", 2, (0,)),
        ("echo $10", 12, (0, 2, 3, 4, 5, 6, 7, 8, 9, 11)),
        ("echo $HOME $$ $? $!", 2, (0, 1)),
        ("shift; x", 2, ()),
        ("x; shift", 2, ()),
        ("for x do echo $x; done", 2, ()),
        ("set -- a; x", 2, ()),
        ("while getopts a x; do :; done", 2, ()),
        ("eval x", 2, ()),
        (". ./env", 2, ()),
        ("source ./env", 2, ()),
        ("(eval x)", 2, ()),
        ("x|{ eval y;}", 2, ()),
        ("`eval x`", 2, ()),
        ("./set-up", 2, (0, 1)),
        ("reset", 2, (0, 1)),
        ("x --for y", 2, (0, 1)),
        ("x.sh", 2, (0, 1)),
    ],
)
def test_words_that_a_script_cannot_reach_are_told(
    script: str, count: int, places: tuple[int, ...]
) -> None:
    """``$0`` is place 0; a script that may reach parameters unnamed may read them all."""
    assert unread(script, count) == places


def test_the_places_count_from_the_word_after_the_script() -> None:
    """``$0`` first."""
    assert read_shell(("sh", "-c", "echo $1", "a", "b", "c")) == Shell(
        program="sh",
        options=("-c",),
        script="echo $1",
        positional=("a", "b", "c"),
        unread=(0, 2),
    )


def test_a_shell_shows_its_parts() -> None:
    """By name, as the tuple that it is."""
    assert repr(Shell("sh", ("-c",), "S", ("a",), (0,))) == (
        "Shell(program='sh', options=('-c',), script='S', positional=('a',), unread=(0,), at=0)"
    )
