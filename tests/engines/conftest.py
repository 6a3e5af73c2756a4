"""Which engines are asked, with what seed, and what is told of them in the end.

``CMDRESOLVE_ENGINES`` names them, such as ``docker@28.5 podman@5.8``: the lab brings them up and
one that cannot be brought up fails the tests.  Without it those of the lab that are up are asked.
``CMDRESOLVE_SEED`` repeats a run, ``CMDRESOLVE_CASES`` says how many random questions a test asks.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Generator, Iterator

import pytest

from cmdresolve import dialects
from cmdresolve.testing import ApptainerOracle, CriOracle, DockerOracle, DockerPyOracle
from cmdresolve.testing.apioracle import ApiOracle
from cmdresolve.testing.kubeplay import KubePlayOracle
from cmdresolve.testing.podman import PodmanOracle
from cmdresolve.testing.swarm import SwarmOracle
from tests.engines.judging import Judge
from tests.engines.lab import ENGINES, LabError, engine_named, place, running, up

NO_ENGINE = "no engine: name some in CMDRESOLVE_ENGINES, e.g. docker@28.5, and be root"
NAMED = os.environ.get("CMDRESOLVE_ENGINES", "").split()
SEED = int(os.environ.get("CMDRESOLVE_SEED") or secrets.randbelow(1_000_000))
CASES = int(os.environ.get("CMDRESOLVE_CASES") or 100)
_INTERFACES = ("cli", "remote", "compat", "libpod", "kube")
FAULTS = pytest.StashKey[list[str]]()


def chosen(kind: str) -> list[str]:
    """Return the names of the engines of a kind that are to be asked."""
    if NAMED:
        return [name for name in NAMED if name.partition("@")[0] == kind]
    try:
        return [name for name, one in ENGINES.items() if one.kind == kind and running(one)]
    except (LabError, OSError):
        return []


def bring_up(name: str | None) -> None:
    """See to it that an engine is up; skip without one, fail without one that was named."""
    if name is None:
        pytest.skip(NO_ENGINE)
    try:
        up([name], print)
    except LabError as error:
        pytest.fail(f"{name} was named in CMDRESOLVE_ENGINES and does not come up: {error}")


def pytest_report_header() -> str:
    """Print what repeats the run."""
    return f"engine tests: CMDRESOLVE_SEED={SEED} CMDRESOLVE_CASES={CASES}"


def pytest_configure(config: pytest.Config) -> None:
    """Make room for what engines say once and never again."""
    config.stash[FAULTS] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell which answers could not be had a second time: they are the engine's, not ours."""
    faults = terminalreporter.config.stash.get(FAULTS, [])
    if faults:
        terminalreporter.section("answers an engine gave once and not again")
        for fault in faults:
            terminalreporter.write_line(fault)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let all tests that lack an engine say so in one place, which pytest shows as one line."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple) and NO_ENGINE in report.longrepr[2]:
        report.longrepr = (__file__, None, report.longrepr[2])
    return report


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for `docker` each engine, one that asks for `builds` each builder."""
    engines: list[str | None] = [*chosen("docker")] or [None]
    if "docker" in metafunc.fixturenames:
        metafunc.parametrize("docker", [(x, "buildkit") for x in engines], ids=_id, indirect=True)
    if "docker_py" in metafunc.fixturenames:
        metafunc.parametrize("docker_py", engines, ids=lambda name: name or "none", indirect=True)
    if "swarm" in metafunc.fixturenames:
        swarms = [(x, way) for x in chosen("docker") if _has_swarm(x) for way in ("cli", "api")]
        metafunc.parametrize("swarm", swarms or [(None, "")], ids=_id, indirect=True)
    if "builds" in metafunc.fixturenames:
        pairs = [(x, builder) for x in engines for builder in ("buildkit", "classic")]
        metafunc.parametrize(
            "builds", pairs if engines != [None] else [(None, "")], ids=_id, indirect=True
        )
    for fixture, ways in (("podman_builds", ("oci", "docker")), ("podman_runs", _INTERFACES)):
        if fixture in metafunc.fixturenames:
            podmans = chosen("podman")
            found = [(x, way) for x in podmans for way in ways if _is_known(x, way)]
            metafunc.parametrize(fixture, found or [(None, "")], ids=_id, indirect=True)
    if "apptainer" in metafunc.fixturenames:
        found = [(x, way) for x in chosen("apptainer") for way in ("eval", "no-eval")]
        metafunc.parametrize("apptainer", found or [(None, "")], ids=_id, indirect=True)
    if "cri_runs" in metafunc.fixturenames:
        containerds: list[str | None] = [*chosen("containerd")] or [None]
        metafunc.parametrize("cri_runs", [(x, "") for x in containerds], ids=_id, indirect=True)


def _is_known(name: str, way: str) -> bool:
    if way != "kube":
        return True
    # The Pods of Podman 4.3 need a cgroup, which the lab has none of: there is no record of them.
    return any(one.key == name.replace("podman", "kube-play") for one in dialects.ENGINES)


def _has_swarm(name: str) -> bool:
    return any(one.key == name.replace("docker", "swarm") for one in dialects.ENGINES)


def _id(pair: tuple[str | None, str]) -> str:
    return "-".join(part for part in pair if part) or "none"


@pytest.fixture(scope="session")
def docker(request: pytest.FixtureRequest) -> Iterator[Judge]:
    """A Docker engine that builds with its BuildKit."""
    yield from _judge(request)


@pytest.fixture(scope="session")
def builds(request: pytest.FixtureRequest) -> Iterator[Judge]:
    """A Docker engine with one of its two builders."""
    yield from _judge(request)


@pytest.fixture(scope="session")
def docker_py(request: pytest.FixtureRequest) -> Iterator[Judge]:
    """A Docker engine whose containers are created by the Docker SDK for Python."""
    pytest.importorskip("docker")
    bring_up(request.param)
    with DockerPyOracle(place(engine_named(request.param))) as oracle:
        yield _judging(oracle, request.param, request)


@pytest.fixture(scope="session")
def swarm(request: pytest.FixtureRequest) -> Iterator[Judge]:
    """A Docker engine that is a swarm of one node, told what to start in one way."""
    name, way = request.param
    bring_up(name)
    with SwarmOracle(place(engine_named(name)), interface=way) as oracle:
        yield _judging(oracle, name, request)


def _judge(request: pytest.FixtureRequest) -> Iterator[Judge]:
    name, builder = request.param
    bring_up(name)
    found = place(engine_named(name))
    with DockerOracle(found, builder=builder) as oracle:
        yield Judge(oracle, found, SEED, CASES, request.config.stash[FAULTS])


@pytest.fixture(scope="session")
def podman_builds(request: pytest.FixtureRequest) -> Iterator[Judge]:
    """A Podman engine that builds images of one format."""
    name, image_format = request.param
    bring_up(name)
    with PodmanOracle(place(engine_named(name)), image_format=image_format) as oracle:
        yield _judging(oracle, name, request)


@pytest.fixture(scope="session")
def podman_runs(request: pytest.FixtureRequest) -> Iterator[Judge]:
    """A Podman engine that is told what to start in one way."""
    name, way = request.param
    bring_up(name)
    found = place(engine_named(name))
    made = KubePlayOracle(found) if way == "kube" else PodmanOracle(found, interface=way)
    with made as oracle:
        yield _judging(oracle, name, request)


@pytest.fixture(scope="session")
def apptainer(request: pytest.FixtureRequest) -> Iterator[Judge]:
    """Apptainer, whose shell evaluates the arguments or does not."""
    name, way = request.param
    bring_up(name)
    with ApptainerOracle(place(engine_named(name)), interface=way) as oracle:
        yield _judging(oracle, name, request)


@pytest.fixture(scope="session")
def cri_runs(request: pytest.FixtureRequest) -> Iterator[Judge]:
    """A containerd that is asked through its CRI."""
    name, _ = request.param
    bring_up(name)
    with CriOracle(place(engine_named(name))) as oracle:
        yield _judging(oracle, name, request)


def _judging(
    oracle: ApiOracle | ApptainerOracle | CriOracle, name: str, request: pytest.FixtureRequest
) -> Judge:
    return Judge(oracle, place(engine_named(name)), SEED, CASES, request.config.stash[FAULTS])
