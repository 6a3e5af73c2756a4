"""Random images and arguments, put to Apptainer: each is really run."""

from __future__ import annotations

import pytest

from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import apptainer_requests
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

# A sandbox of its own, and a process that is really started.
_STARTED = 10


def test_random_arguments_start_what_the_library_says(apptainer: Judge) -> None:
    """The process has the words, or could not be started.

    Source: apptainer v1.4.5 internal/pkg/build/sources/runscript.sh.
    """
    asked = apptainer_requests(engine=apptainer.engine)
    count = -(-apptainer.cases // _STARTED)
    apptainer.check(sample(asked, count=count, seed=apptainer.seed))
