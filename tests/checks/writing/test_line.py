"""Changes to a command line that starts a container."""

from __future__ import annotations

import shlex

import pytest

from cmdresolve.checks.writing.line import RunLine, run_line


def read(line: str) -> RunLine:
    found = run_line(tuple(shlex.split(line)))
    assert found is not None
    return found


def test_the_parts_of_a_line() -> None:
    """Options, the image, and what is behind it."""
    line = read("docker run --rm --entrypoint sh img -c 'a b'")

    assert line.options == ("docker", "run", "--rm", "--entrypoint", "sh")
    assert (line.image, line.arguments) == ("img", ("-c", "a b"))
    assert line.entrypoint_at == 4


@pytest.mark.parametrize("line", ["", "ls -l", "docker run", "docker run --nope img"])
def test_what_starts_no_container_has_no_parts(line: str) -> None:
    """Nor has a line that its program refuses."""
    assert run_line(tuple(shlex.split(line))) is None


@pytest.mark.parametrize(
    ("line", "value", "arguments", "changed"),
    [
        ("docker run img a", "sh", ["-c", "b"], "docker run --entrypoint sh img -c b"),
        ("docker run --entrypoint x img a", "sh", [], "docker run --entrypoint sh img"),
        ("docker run --entrypoint=x img a", "sh", ["b"], "docker run --entrypoint=sh img b"),
        ("docker run --entrypoint=x img", "", ["b"], "docker run --entrypoint '' img b"),
        ("docker run --entrypoint x -d img a", None, ["b"], "docker run -d img b"),
        ("docker run --entrypoint=x -d img a", None, [], "docker run -d img"),
    ],
)
def test_another_entrypoint(
    line: str, value: str | None, arguments: list[str], changed: str
) -> None:
    """In the place of the one there is, before the image where there is none."""
    change = read(line).with_entrypoint(value, arguments)

    assert change.text == changed
    assert change.line == tuple(shlex.split(changed))


def test_other_arguments() -> None:
    """Options and image stay."""
    assert read("docker run -d img a").with_arguments(["b c"]).text == "docker run -d img 'b c'"


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("docker run --init img a", "docker run img a"),
        ("docker run --init=true img", "docker run img"),
        ("docker run img --init", None),
    ],
)
def test_a_flag_is_left_out(line: str, changed: str | None) -> None:
    """None where it is not among the options."""
    change = read(line).without_flag("init")

    assert (None if change is None else change.text) == changed
