"""What the README shows is what happens: its commands, their output, its Python."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from tests.docs_blocks import blocks, pattern, run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = 120


def fenced(language: str) -> list[str]:
    """The blocks of a language in the README."""
    return blocks(ROOT / "README.md", language)


def test_there_are_three_examples_and_they_fit_a_screen() -> None:
    """The README is short enough to be read."""
    assert len(fenced("console")) == 3
    assert len(README.splitlines()) <= LINES
    assert all(len(line) <= 80 for block in fenced("console") for line in block.split("\n"))


def test_the_first_command_explains_the_distroless_image() -> None:
    """What it prints after installing, which a check from a clean clone does in full."""
    (block,) = fenced("sh")
    first, second = block.splitlines()
    install, pip, explain = first.split(" && ")

    assert install == "python3 -m venv .venv"
    assert pip == ".venv/bin/pip install -q '.[cli,yaml]'"
    assert second == ".venv/bin/pip install -q '.[all]' && .venv/bin/pytest"
    assert explain.startswith(".venv/bin/cmdresolve docs/examples/")
    assert run(explain.removeprefix(".venv/bin/")).startswith("/usr/bin/java -jar main.jar\n")


def test_the_python_block_does_what_it_shows() -> None:
    """The README is a doctest."""
    (block,) = fenced("pycon")
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0))

    assert runner.tries >= 6
    assert runner.failures == 0


def test_the_comparison_of_this_test_can_fail() -> None:
    """A left-out line stands for one line or more, everything else for itself."""
    shown = pattern("a\n…\nb\n")

    assert shown.fullmatch("a\nx\ny\nb\n")
    assert not shown.fullmatch("a\nb\n")
    assert not shown.fullmatch("a\nx\nc\n")


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("docker", "Docker"),
        ("podman", "Podman"),
        ("compose", "Compose"),
        ("containerd-cri", "containerd"),
        ("apptainer", "Apptainer"),
    ],
)
def test_every_version_that_was_recorded_is_named(name: str, called: str) -> None:
    """Those that the tables count, and no other."""
    counted = (ROOT / "tables" / "README.md").read_text(encoding="utf-8")
    recorded = re.findall(rf"^\| {name}@([\d.]+) \|", counted, re.MULTILINE)
    section = README.partition("## Where truth comes from\n")[2]
    named = re.search(rf"{called} ((?:[\d.]+(?:,\s|\sand\s|))+)", section)

    assert named is not None
    assert re.findall(r"\d+\.\d+", named[1]) == recorded
