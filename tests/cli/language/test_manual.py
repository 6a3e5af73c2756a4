"""The manual page."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from cmdresolve.cli.language import manual


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not here")
def test_groff_reads_the_manual_page_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tascii", "-P-cbou"],
        input=manual.page(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert "EXIT STATUS" in done.stdout


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not here")
def test_mandoc_has_nothing_to_remark_on_the_manual_page() -> None:
    """Neither a fault nor a question of style."""
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "style"],
        input=manual.page(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
