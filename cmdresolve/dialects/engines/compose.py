"""Compose, which reads its files and passes the words on to Docker's API."""

from __future__ import annotations

from cmdresolve.dialects.engines.docker import DOCKER_26_1, DOCKER_28_5
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.readers.compose import COMPOSE_2_40, COMPOSES, Compose


def _composed(compose: Compose) -> Engine:
    """Return the record of a version of Compose: that of a Docker of its time, without ``run``."""
    docker = DOCKER_26_1 if compose.version < COMPOSE_2_40.version else DOCKER_28_5
    return docker._replace(
        name="compose",
        version=compose.version,
        command_line=None,
        compose=compose.version,
        citation=f"{compose.citation} types/command.go, override/merge.go; {docker.citation}",
        verified=compose.verified,
    )


RECORDS = tuple(_composed(record) for record in COMPOSES)
