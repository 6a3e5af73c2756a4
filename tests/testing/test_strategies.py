"""The strategies: what they shrink to, and that what they give can be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, find, settings

from cmdresolve.testing import strategies

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

QUICK = settings(
    database=None, max_examples=60, suppress_health_check=list(HealthCheck), deadline=None
)


@pytest.mark.parametrize(
    ("strategy", "least"),
    [
        (strategies.words(), "a"),
        (strategies.words(empty=False), "a"),
        (strategies.word_lists(), None),
        (strategies.triggers(), None),
        (strategies.image_configs(), {}),
        (strategies.runs(), {}),
        (strategies.compose_texts(), "a"),
        (strategies.compose_scalars(strategies.words()), '"a"'),
        (strategies.compose_values(), "[]"),
        (
            strategies.compose_requests(),
            {
                "engine": "compose@2.40",
                "image": {},
                "compose": {
                    "files": ["services:\n  a:\n    image: x\n"],
                    "service": "a",
                },
            },
        ),
        (strategies.apptainer_requests(), {"engine": "apptainer@1.4", "image": {}}),
        (strategies.command_lines(), ["docker", "run", "image"]),
        (strategies.command_lines(program="podman"), ["podman", "run", "image"]),
        (strategies.units(), "[Container]\nImage=x\n"),
        (strategies.run_requests(), {"engine": "docker@28.5", "image": {}}),
        (
            strategies.cli_requests(),
            {"engine": "docker@28.5", "image": {}, "cli": ["docker", "run", "image"]},
        ),
    ],
)
def test_it_shrinks_to_the_plainest(strategy: SearchStrategy[Any], least: object) -> None:
    """As its docstring says."""
    assert find(strategy, lambda _: True, settings=QUICK) == least
