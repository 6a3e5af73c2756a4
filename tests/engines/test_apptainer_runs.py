"""Random images and arguments, put to Apptainer: each is really run."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from cmdresolve import batch
from cmdresolve.testing.sampling import sample
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

WORDS = st.lists(
    st.sampled_from(
        ["a", "b c", "", "-x", "$", "$X", "\\", "\\\\", '\\"', '"', "'", "`x`", "\n", "\r\n", "é"]
    ),
    max_size=3,
)
COMMANDS = st.builds(lambda first, rest: [first, *rest], st.sampled_from(["/e", "/b/f", ""]), WORDS)
# A sandbox of its own, and a process that is really started.
_STARTED = 10


def _is_answered(request: dict[str, Any]) -> bool:
    return "unknown" not in batch.answer(request)


def test_random_arguments_start_what_the_library_says(apptainer: Judge) -> None:
    """The process has the words, or could not be started; what is not known is not asked.

    Source: apptainer v1.4.5 internal/pkg/build/sources/runscript.sh.
    """
    lists = st.none() | st.just([]) | COMMANDS
    images = st.fixed_dictionaries({}, optional={"Entrypoint": lists, "Cmd": lists})
    runs = st.fixed_dictionaries({}, optional={"args": st.none() | WORDS | COMMANDS})
    asked = st.builds(lambda image, run: apptainer.request(image=image, run=run), images, runs)
    count = -(-apptainer.cases // _STARTED)
    apptainer.check(sample(asked.filter(_is_answered), count=count, seed=apptainer.seed))
