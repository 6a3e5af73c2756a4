"""The manual page."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from cmdresolve.cli import manual


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
