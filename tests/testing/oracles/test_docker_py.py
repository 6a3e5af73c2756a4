"""The Docker SDK for Python as an oracle; with an engine it is asked in tests/engines."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cmdresolve.testing import DockerPyOracle, OracleError, Place
from cmdresolve.testing.oracles.engines import open_oracle

NOWHERE = Place(socket=Path("/nowhere/sock"))


def test_the_package_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody needs it who does not ask this engine."""
    monkeypatch.setitem(sys.modules, "docker", None)
    with pytest.raises(OracleError, match="the Docker SDK for Python is not here"):
        DockerPyOracle(NOWHERE)


def test_an_engine_that_is_not_there_is_told_of() -> None:
    """By the name a request uses, and as for every other engine."""
    pytest.importorskip("docker")
    with pytest.raises(OracleError, match="no engine listens on /nowhere/sock"):
        open_oracle("docker-py@7.1", socket=NOWHERE.socket)
