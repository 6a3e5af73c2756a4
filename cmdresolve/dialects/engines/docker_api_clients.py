"""Clients of Docker's API that read an entrypoint in their own way: docker-py, and swarm."""

from __future__ import annotations

from cmdresolve.dialects.engines.docker import DOCKER_28_5
from cmdresolve.dialects.policies import entrypoint_readers

DOCKER_PY_7_1 = DOCKER_28_5._replace(
    name="docker-py",
    version=(7, 1),
    command_line=None,
    compose=None,
    read_entrypoint=entrypoint_readers.python_split,
    read_args=entrypoint_readers.python_split,
    citation="docker-py 7.1.0 docker/types/containers.py ContainerConfig; moby v28.5.2",
)

SWARM_28_5 = DOCKER_28_5._replace(
    name="swarm",
    command_line=None,
    compose=None,
    read_entrypoint=entrypoint_readers.swarm_flag,
    citation="moby v28.5.2 daemon/cluster/executor/container/container.go; docker/cli v28.5.2",
)
SWARM_28_5_API = SWARM_28_5._replace(
    variant="api",
    read_entrypoint=entrypoint_readers.nonempty_list_only,
    read_args=entrypoint_readers.list_only,
    citation="moby v28.5.2 daemon/cluster/executor/container/container.go",
)

RECORDS = (
    DOCKER_PY_7_1,
    SWARM_28_5,
    SWARM_28_5_API,
)
