"""What users write type-checks, and what is wrong does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import cmdresolve

pytest.importorskip("mypy")

ROOT = Path(__file__).parent.parent
API = ROOT / "tests" / "typing" / "api.py"


WRONG = """\
import cmdresolve as cr
cr.resolve(image=None)
cr.Dockerfile.parse(5)
cr.nothing_of_the_kind
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What mypy in its strictest mode says of a user's file, and of one that is wrong."""
    wrong = tmp_path_factory.mktemp("typing") / "wrong.py"
    wrong.write_text(WRONG)
    # The project's own configuration shares its cache with the check of the package.
    words = ["--strict", "--no-error-summary", str(API), str(wrong)]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_the_public_names_have_the_types_users_rely_on(said: list[str]) -> None:
    """Every assertion on a type in the file holds."""
    assert [line for line in said if "wrong.py" not in line] == []


def test_a_second_checker_has_no_complaint() -> None:
    """Of the same file: editors use another checker than mypy."""
    pytest.importorskip("basedpyright")
    done = subprocess.run(
        [sys.executable, "-m", "basedpyright"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["0 errors, 0 warnings, 0 notes"], done.stdout


def test_a_wrong_use_is_found(said: list[str]) -> None:
    """None for an image, a number for a text and a name that is not there."""
    errors = [line.split("wrong.py:")[1] for line in said if "wrong.py:" in line]

    assert [error.split(":")[0] for error in errors] == ["2", "3", "4"]
    assert "arg-type" in errors[0]
    assert "arg-type" in errors[1]
    assert "attr-defined" in errors[2]


def test_every_public_name_is_used_in_the_file() -> None:
    """So that none can lose its type unseen."""
    text = API.read_text(encoding="utf-8")

    assert [name for name in cmdresolve.__all__ if f"cr.{name}" not in text] == []
