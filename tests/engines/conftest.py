"""Which engines are asked, with what seed, and what is told of them in the end.

``CMDRESOLVE_ENGINES`` names them, such as ``docker@28.5 podman@5.8``: the lab brings them up and
one that cannot be brought up fails the tests.  Without it those of the lab that are up are asked.
``CMDRESOLVE_SEED`` repeats a run, ``CMDRESOLVE_CASES`` says how many random questions a test asks.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Generator, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from cmdresolve import dialects
from cmdresolve.testing import (
    ApptainerOracle,
    BuildxOracle,
    CriOracle,
    DockerOracle,
    DockerPyOracle,
)
from cmdresolve.testing.oracle import Place
from cmdresolve.testing.oracles.compose import ComposeOracle
from cmdresolve.testing.oracles.kube_play import KubePlayOracle
from cmdresolve.testing.oracles.podman import PodmanOracle
from cmdresolve.testing.oracles.swarm import SwarmOracle
from tests.engines.judging import Judge, Report
from tests.engines.lab import ENGINES, LabError, engine_named, place, running, up
from tests.engines.lab.catalogue import PACKAGES

NO_ENGINE = "no engine: name some in CMDRESOLVE_ENGINES, e.g. docker@28.5, and be root"
NAMED = os.environ.get("CMDRESOLVE_ENGINES", "").split()
SEED = int(os.environ.get("CMDRESOLVE_SEED") or secrets.randbelow(1_000_000))
CASES = int(os.environ.get("CMDRESOLVE_CASES") or 100)
REPORT = pytest.StashKey[Report]()


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
    """Make room for what is to be told in the end."""
    config.stash[REPORT] = Report()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many questions each engine was asked, and what it said once and not again.

    Such an answer is the engine's own, not the library's fault.
    """
    report = terminalreporter.config.stash.get(REPORT, Report())
    for title, lines in (
        ("live cases", report.lines()),
        ("answers an engine gave once and not again", report.faults),
    ):
        if lines:
            terminalreporter.section(title)
            for line in lines:
                terminalreporter.write_line(line)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let all tests that lack an engine say so in one place, which pytest shows as one line."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple) and NO_ENGINE in report.longrepr[2]:
        report.longrepr = (__file__, None, report.longrepr[2])
    return report


class Asked(NamedTuple):
    """What a test asks by the name of a fixture.

    Attributes:
        kind: the engines of the lab.
        ways: the ways in which each of them is asked.
        oracle: asks the engine at a place, in one way.
        records: for a way, the name of the records among which the engine must be.
        package: what must be installed beside the engine.
    """

    kind: str
    ways: tuple[str, ...]
    oracle: Callable[[Place, str], Any]
    records: Mapping[str, str] = MappingProxyType({})
    package: str | None = None


def _docker_py(found: Place, _: str) -> DockerPyOracle:
    pytest.importorskip("docker")
    return DockerPyOracle(found)


FIXTURES = {
    "docker": Asked("docker", ("buildkit",), lambda x, way: DockerOracle(x, builder=way)),
    "builds": Asked("docker", ("buildkit", "classic"), lambda x, way: DockerOracle(x, builder=way)),
    "buildx": Asked("docker", ("",), lambda x, _: BuildxOracle(x), package="docker-buildx"),
    "docker_py": Asked("docker", ("",), _docker_py),
    "compose": Asked("docker", ("",), lambda x, _: ComposeOracle(x), package="docker-compose"),
    "swarm": Asked(
        "docker",
        ("cli", "api"),
        lambda x, way: SwarmOracle(x, interface=way),
        {"cli": "swarm", "api": "swarm"},
    ),
    "podman_builds": Asked(
        "podman", ("oci", "docker"), lambda x, way: PodmanOracle(x, image_format=way)
    ),
    # The Pods of Podman 4.3 need a cgroup, which the lab has none of: there is no record of them.
    "podman_runs": Asked(
        "podman",
        ("cli", "remote", "compat", "libpod", "kube"),
        lambda x, way: KubePlayOracle(x) if way == "kube" else PodmanOracle(x, interface=way),
        {"kube": "kube-play"},
    ),
    "podman_lines": Asked("podman", ("cli",), lambda x, way: PodmanOracle(x, interface=way)),
    "manifests": Asked("podman", ("kube",), lambda x, _: KubePlayOracle(x), {"kube": "kube-play"}),
    "apptainer": Asked(
        "apptainer", ("eval", "no-eval"), lambda x, way: ApptainerOracle(x, interface=way)
    ),
    "cri_runs": Asked("containerd", ("",), lambda x, _: CriOracle(x)),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Return a test each engine that it asks, in each way; one that lacks it is skipped."""
    for name, asked in FIXTURES.items():
        if name not in metafunc.fixturenames:
            continue
        engines = [x for x in chosen(asked.kind) if _has_package(x, asked.package)]
        pairs = [(engine, way) for engine in engines for way in asked.ways]
        found = [(x, way) for x, way in pairs if _is_known(x, asked.records.get(way))]
        metafunc.parametrize(name, found or [(None, "")], ids=_id, indirect=True)


def _has_package(name: str, package: str | None) -> bool:
    return package is None or package in PACKAGES[engine_named(name).release]


def _is_known(name: str, record: str | None) -> bool:
    key = f"{record}@{name.partition('@')[2]}"
    return record is None or any(one.key == key for one in dialects.ENGINES)


def _id(pair: tuple[str | None, str]) -> str:
    return "-".join(part for part in pair if part) or "none"


def _judged(asked: Asked) -> Any:
    @pytest.fixture(scope="session")
    def judge(request: pytest.FixtureRequest) -> Iterator[Judge]:
        name, way = request.param
        bring_up(name)
        found = place(engine_named(name))
        with asked.oracle(found, way) as oracle:
            yield Judge(oracle, found, SEED, CASES, request.config.stash[REPORT])

    return judge


# pytest finds fixtures by the names of this module.
globals().update({name: _judged(asked) for name, asked in FIXTURES.items()})
