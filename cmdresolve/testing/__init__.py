"""Tools to test with: real engines as oracles, and strategies that make questions for them.

`Oracle` is the protocol; put your own engine or build tool behind it and run the same tests.
Tests alone may import it.
It imports `model`, `dialects`, `dockerfile`, `resolving` and `batch`.
"""

from cmdresolve.testing.oracle import Oracle, OracleError, Place
from cmdresolve.testing.oracles.apptainer import ApptainerOracle
from cmdresolve.testing.oracles.buildx import BuildxOracle
from cmdresolve.testing.oracles.compose import ComposeOracle
from cmdresolve.testing.oracles.cri import CriOracle
from cmdresolve.testing.oracles.docker import DockerOracle
from cmdresolve.testing.oracles.docker_py import DockerPyOracle
from cmdresolve.testing.oracles.kube_play import KubePlayOracle
from cmdresolve.testing.oracles.podman import PodmanOracle
from cmdresolve.testing.oracles.swarm import SwarmOracle

__all__ = [
    "ApptainerOracle",
    "BuildxOracle",
    "ComposeOracle",
    "CriOracle",
    "DockerOracle",
    "DockerPyOracle",
    "KubePlayOracle",
    "Oracle",
    "OracleError",
    "Place",
    "PodmanOracle",
    "SwarmOracle",
]
