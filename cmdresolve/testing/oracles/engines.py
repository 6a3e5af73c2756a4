"""Finding the oracle for an engine by its name.

An engine on this machine is named by its socket.  Without one, the lab that comes with the
project's tests brings the engine up.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmdresolve import dialects
from cmdresolve.testing.oracle import Oracle, OracleError, Place
from cmdresolve.testing.oracles.apptainer import ApptainerOracle
from cmdresolve.testing.oracles.compose import ComposeOracle
from cmdresolve.testing.oracles.cri import CriOracle
from cmdresolve.testing.oracles.docker import DockerOracle
from cmdresolve.testing.oracles.docker_py import DockerPyOracle
from cmdresolve.testing.oracles.kube_play import KubePlayOracle
from cmdresolve.testing.oracles.podman import PodmanOracle
from cmdresolve.testing.oracles.swarm import SwarmOracle

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAB = "tests.engines.lab"
# What each engine's oracle can build with; its version is the engine's own.
_BUILDERS = {
    "docker": ("buildkit", "classic"),
    "docker-py": ("buildkit",),
    "compose": ("buildkit",),
    "swarm": ("buildkit",),
    "podman": ("buildah", "buildah/docker"),
    "kube-play": ("buildah",),
    "containerd-cri": (),
    "apptainer": (),
}
_INTERFACES = {"": "cli", "remote": "remote", "compat": "compat", "libpod": "libpod"}
_SWARM_INTERFACES = {"": "cli", "api": "api"}


def place_of(engine: str, socket: Path | None = None) -> Place:
    """Return where an engine lives; without a socket, after the lab has brought it up.

    Raises:
        OracleError: no lab is here, or it cannot bring the engine up.
    """
    if socket is not None:
        return Place(socket=socket)
    try:
        lab: Any = importlib.import_module(_LAB)
    except ImportError:
        raise OracleError(
            f"name the engine's socket with --socket, or be in a checkout that has {_LAB}"
        ) from None
    try:
        found: Place = lab.up([engine], say)[0]
    except lab.LabError as error:
        raise OracleError(str(error)) from None
    return found


def open_oracle(engine: str, builder: str | None = None, socket: Path | None = None) -> Oracle:
    """Return an oracle by the names a request uses.

    Args:
        engine: who starts the container, such as ``docker@28.5``.
        builder: who builds, such as ``classic@28.5``, or ``classic`` alone, or
            ``buildah/docker``; by default what the oracle builds with by itself.
        socket: the socket of its API; None has the lab bring it up.

    Raises:
        OracleError: there is no oracle for such an engine, it does not answer, or it does not
            build with such a builder.
    """
    key, _, variant = engine.partition("/")
    name = key.partition("@")[0]
    builds = _builder_of(name, builder)
    if name == "docker" and not variant:
        return DockerOracle(
            place_of(key, socket),
            builder=builds or "buildkit",  # type: ignore[arg-type]
        )
    if name == "podman" and variant in _INTERFACES:
        image_format = "docker" if builds == "buildah/docker" else "oci"
        return PodmanOracle(
            place_of(key, socket),
            interface=_INTERFACES[variant],  # type: ignore[arg-type]
            image_format=image_format,  # type: ignore[arg-type]
        )
    if name == "docker-py" and not variant:
        return DockerPyOracle(place_of(dialects.DEFAULT.key, socket))
    if name == "compose" and not variant:
        of_compose = dialects.engine(key).builder.partition("@")[2]
        return ComposeOracle(place_of(f"docker@{of_compose}", socket))
    if name == "swarm" and variant in _SWARM_INTERFACES:
        return SwarmOracle(
            place_of(key.replace("swarm", "docker"), socket),
            interface=_SWARM_INTERFACES[variant],  # type: ignore[arg-type]
        )
    if name == "containerd-cri" and not variant:
        return CriOracle(place_of(key.replace("-cri", ""), socket))
    if name == "apptainer" and variant in {"", "no-eval"}:
        way = variant or "eval"
        return ApptainerOracle(place_of(key, socket), interface=way)  # type: ignore[arg-type]
    if name == "kube-play" and not variant:
        return KubePlayOracle(place_of(key.replace("kube-play", "podman"), socket))
    raise OracleError(f"there is no oracle for {engine}")


def _builder_of(engine: str, builder: str | None) -> str | None:
    """Return the name and the variant of a builder, without its version.

    Raises:
        OracleError: the oracle of that engine does not build with it.
    """
    if builder is None or engine not in _BUILDERS:
        return None
    key, slash, variant = builder.partition("/")
    named = f"{key.partition('@')[0]}{slash}{variant}"
    known = _BUILDERS[engine]
    if named not in known:
        what = f"builds with {' or '.join(known)}" if known else "builds nothing"
        raise OracleError(f"the oracle of {engine} {what}, not with {builder}")
    return named


def local_oracle() -> Oracle:
    """Return an oracle for the engine of this machine, whichever of Docker and Podman it is.

    What ``DOCKER_HOST`` names is asked, as by Docker's own program; where it is not set, the
    engine behind the first socket that stands where Docker's and Podman's are.

    Raises:
        OracleError: there is none, or it does not answer.
    """
    places = list(_sockets())
    found = next((path for path in places if path.is_socket()), None)
    if found is None:
        raise OracleError(f"no engine is here: no socket at {', '.join(map(str, places))}")
    place = Place(socket=found)
    oracle = DockerOracle(place)
    if "Podman Engine" not in oracle.versions:
        return oracle
    oracle.close()
    return PodmanOracle(place, interface="libpod")


def _sockets() -> Iterator[Path]:
    """Return the places at which the socket of an engine may stand.

    Source: docker/cli opts/hosts.go (DefaultUnixSocket), podman-system-service(1).

    Raises:
        OracleError: ``DOCKER_HOST`` names an engine that is not behind a socket.
    """
    host = os.environ.get("DOCKER_HOST")
    if host:
        if not host.startswith("unix://"):
            raise OracleError(f"DOCKER_HOST is {host}, and oracles ask through a unix:// socket")
        yield Path(host.removeprefix("unix://"))
        return
    yield Path("/var/run/docker.sock")
    own = os.environ.get("XDG_RUNTIME_DIR")
    if own:
        yield Path(own, "podman/podman.sock")
    yield Path("/run/podman/podman.sock")


def say(text: str) -> None:
    """Print progress on standard error."""
    sys.stderr.write(text + "\n")
