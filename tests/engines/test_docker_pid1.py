"""PID 1's own view: ``/proc/1/cmdline`` in a running container, with an init and without."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from cmdresolve.batch.protocol import answer
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import words
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

# Starting a container takes a second where creating one takes milliseconds.
_RUNNING = 20

NAMES = st.sampled_from(["/x", "a", "exec", "a b", "/w/é", "-c"])
IMAGES = st.fixed_dictionaries(
    {"Entrypoint": st.tuples(NAMES).map(list)},
    optional={"Cmd": st.lists(words(), max_size=3), "WorkingDir": st.just("/w")},
)


@pytest.mark.parametrize("init", [False, True])
def test_pid_1_has_the_words_the_library_says(docker: Judge, *, init: bool) -> None:
    """Without an init they are argv; with one, argv comes after ``/sbin/docker-init --``.

    Source: moby v28.5.2 daemon/oci_linux.go WithCommonOptions: the init is put before Path and
    Args when the process is started, so that inspecting the container never shows it.
    """
    for image in sample(IMAGES, count=max(docker.cases // _RUNNING, 2), seed=docker.seed):
        request = docker.request(image=image, run={"init": init})
        told = docker.oracle.run_probe(request)
        ours = answer(request)

        assert told["argv"] == ours["argv"]
        assert told["pid1"] == (["/sbin/docker-init", "--"] if init else []) + ours["argv"]
        assert told.get("pid1") == ours.get("pid1", ours["argv"])
        assert (told["pid"] == 1) is not init
        assert told["status"] == 0
