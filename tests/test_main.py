"""The process: what it loads, and what it loads late."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_LATE = """
import sys
from cmdresolve import __main__ as program
assert not {"ast", "attr", "inspect"} & set(sys.modules)
sys.meta_path.insert(0, program._LateFinder)
import attrs, inspect
"""
# The program leaves by `os._exit`, before which it is asked what there is.
_LOADED = """
import os, sys
from cmdresolve.__main__ import run
os._exit = lambda status: print(status, *sys.modules)
sys.argv = ["cmdresolve", "explain", sys.argv[1], "--no-atlas"]
run()
"""


def asked(code: str, *words: str) -> str:
    """Run Python on a program and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *words], check=True, capture_output=True, text=True, timeout=60
    )
    return done.stdout


def test_a_module_that_is_seldom_used_loads_when_it_is_asked_for_something() -> None:
    """To import it once or twice loads nothing of what it needs; then it is itself."""
    assert asked(_LATE + "import inspect; print('ast' in sys.modules)") == "False\n"
    told = "print(inspect.signature(lambda a: 0), inspect.__loader__ is inspect.__spec__.loader)"
    assert asked(_LATE + told) == "(a) True\n"
    assert asked(_LATE + "from inspect import signature; print('ast' in sys.modules)") == "True\n"


def test_attrs_validates_as_ever_where_somebody_wants_it() -> None:
    """Its validators load when they are named."""
    made = "@attrs.frozen\nclass A:\n    a: int = attrs.field(validator=attrs.validators.ge(1))\n"
    tried = "try: A(0)\nexcept ValueError as error: print(error)\n"
    assert asked(_LATE + made + tried) == "'a' must be >= 1: 0\n"


def test_an_ordinary_explanation_loads_no_rule_and_no_part_that_it_does_not_use(
    tmp_path: Path,
) -> None:
    """What it takes is mostly what it loads."""
    file = tmp_path / "Dockerfile"
    file.write_text('FROM scratch\nCOPY app /app\nCMD ["/app", "--port=80"]\n')

    told, *loaded = asked(_LOADED, str(file)).rpartition("\n0 ")[2].split()
    rooms = [name for name in loaded if name.startswith("cmdresolve.checks.")]

    assert told
    assert sorted(rooms) == [
        "cmdresolve.checks.registry",
        "cmdresolve.checks.shells",
        "cmdresolve.checks.signs",
        "cmdresolve.checks.subject",
    ]
    assert not {"ast", "json", "argparse", "signal", "subprocess", "ruamel.yaml"} & set(loaded)
    assert not {"attr", "attrs", "dataclasses", "inspect", "typing"} & set(loaded)
    assert not [name for name in loaded if name.startswith("cmdresolve.starters.compose")]
    for unused in ("dockerfile.refusals.copy_add", "go.numbers", "render.finding_frame"):
        assert f"cmdresolve.{unused}" not in loaded
