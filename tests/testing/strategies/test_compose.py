"""Random services of Compose."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, find, settings

from cmdresolve.testing import strategies

QUICK = settings(
    database=None, max_examples=60, suppress_health_check=list(HealthCheck), deadline=None
)


def test_an_engine_without_compose_is_asked_for_no_service() -> None:
    with pytest.raises(ValueError, match="has no Compose"):
        strategies.compose_requests(engine="podman@5.8")


def test_texts_that_are_split_shrink_to_what_matters() -> None:
    """A failing text comes down to the pieces that make it fail."""
    small = find(strategies.compose_texts(), lambda text: "$" in text, settings=QUICK)

    assert small in ("$", "$V", "$U", "$(", "${V}")
