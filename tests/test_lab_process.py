"""Programs that the lab runs: one that takes too long is ended, and leaves nothing open."""

from __future__ import annotations

import gc
import warnings

import pytest

from tests.engines.lab import LabError
from tests.engines.lab.process import run


def test_a_program_that_takes_too_long_leaves_no_pipe_open() -> None:
    """Each would be told as a warning, which is an error of whatever test runs then."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with pytest.raises(LabError, match="took longer than"):
            run(["sleep", "60"], timeout=0.1)
        gc.collect()

    assert [str(x.message) for x in told] == []
