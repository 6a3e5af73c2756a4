"""Random questions for Apptainer's run script."""

from __future__ import annotations

from collections import Counter

import pytest

from cmdresolve.batch.protocol import answer
from cmdresolve.testing import strategies
from cmdresolve.testing.recordings.sampling import sample


@pytest.mark.parametrize("engine", ["apptainer@1.4", "apptainer@1.4/no-eval"])
def test_every_question_for_a_run_script_has_an_answer(engine: str) -> None:
    """Nothing is left to the files or the environment of the container; some are refused."""
    asked = sample(strategies.apptainer_requests(engine=engine), count=200, seed=1)
    codes = Counter[str]()
    for request in asked:
        found = answer(request)
        assert "unknown" not in found, request
        codes[found["error"]["code"] if "error" in found else "argv"] += 1

    assert set(codes) == {"argv", "not-found", "run-script"}
    assert codes["argv"] > 150
    assert "$" in "".join(str(request.get("run")) for request in asked)


def test_an_engine_without_a_run_script_is_asked_for_none() -> None:
    with pytest.raises(ValueError, match=r"docker@28\.5 has no run script"):
        strategies.apptainer_requests(engine="docker@28.5")
