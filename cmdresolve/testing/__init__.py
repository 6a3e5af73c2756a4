"""Tools to test with: real engines as oracles, and strategies that make questions for them.

`Oracle` is the protocol; put your own engine or build tool behind it and run the same tests.
"""

from cmdresolve.testing.apptainer import ApptainerOracle
from cmdresolve.testing.compose import ComposeOracle
from cmdresolve.testing.cri import CriOracle
from cmdresolve.testing.docker import DockerOracle
from cmdresolve.testing.dockerpy import DockerPyOracle
from cmdresolve.testing.kubeplay import KubePlayOracle
from cmdresolve.testing.oracle import Oracle, OracleError, Place
from cmdresolve.testing.podman import PodmanOracle
from cmdresolve.testing.swarm import SwarmOracle

__all__ = [
    "ApptainerOracle",
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
