"""Random command lines."""

from __future__ import annotations

import pytest

from cmdresolve.testing import strategies


def test_an_engine_without_a_command_line_is_asked_no_such_thing() -> None:
    """A Compose service has none of its own."""
    with pytest.raises(ValueError, match=r"swarm@28\.5 has no command line"):
        strategies.cli_requests(engine="swarm@28.5")
