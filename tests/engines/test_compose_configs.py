"""Projects put to the real `docker compose config`: image, entrypoint, command, init, refusal."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PurePosixPath

import pytest

from cmdresolve.testing.oracles.compose import ComposeOracle
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import compose_corners, compose_projects, compose_trees
from tests.engines.compose_configs import (
    Asked,
    ComposeConfigs,
    Configured,
    answered,
    answered_on_disk,
    parted,
)
from tests.engines.judging import Judge

pytestmark = pytest.mark.engine

_WORKERS = 3
_LARGEST = 200_000
# Refusals of what is not looked into: values of keys that bear on no command.
_LEFT = re.compile(
    r"additional propert|Additional property|must be one of|MarshalJSON|not match pattern",
)
_ENV_FILE = re.compile(r"env_file:\s*\n?((?:\s*-\s*\S+\n)+|[^\n]*)")
_PATH = re.compile(r"(?<![\w:$])[\w.][\w./-]*")


def differences(
    compose: Judge,
    projects: list[Asked],
    answer: Callable[[Asked, str], Configured] = answered,
) -> list[str]:
    """Ask both, count, and give what they part on."""
    assert isinstance(compose.oracle, ComposeOracle)
    program = ComposeConfigs(compose.oracle, compose.place)
    with ThreadPoolExecutor(_WORKERS) as pool:
        seen = list(pool.map(program.observe, projects))
    found = []
    for asked, told in zip(projects, seen, strict=True):
        different = parted(asked, told, answer(asked, compose.engine))
        if different is not None and not _LEFT.search(told.refused or ""):
            found.append(different)
    compose.report.asked[compose.engine] += len(projects)
    compose.report.agreed[compose.engine] += len(projects) - len(found)
    return found


def test_random_projects_are_configured_as_the_library_says(compose: Judge) -> None:
    """With variables from every source, includes, files of variables and profiles.

    Source: compose-go cli/options.go, dotenv/parser.go, loader/loader.go, loader/include.go.
    """
    drawn = sample(compose_projects(), count=compose.cases, seed=compose.seed)

    assert differences(compose, [Asked(**project) for project in drawn]) == []


def test_projects_that_reach_far_are_configured_as_the_library_says(
    compose: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With includes and bases in each other, tags and nulls over files, and files by environment.

    Source: compose-go loader/include.go, loader/extends.go, paths/resolve.go.
    """
    drawn = sample(compose_trees(), count=compose.cases, seed=compose.seed)
    answer = partial(answered_on_disk, monkeypatch=monkeypatch)

    assert differences(compose, [Asked(**project) for project in drawn], answer) == []


def test_files_over_files_are_configured_as_the_library_says(compose: Judge) -> None:
    """With merge keys, tags inside of values, documents behind each other, namesakes as bases.

    Source: compose-go override/merge.go, loader/extends.go, loader/reset.go.
    """
    drawn = sample(compose_corners(), count=compose.cases, seed=compose.seed)

    assert differences(compose, [Asked(**project) for project in drawn]) == []


def test_real_files_are_configured_as_the_library_says(compose: Judge) -> None:
    """Each file of the corpus by itself, with what stands beside it."""
    corpus = os.environ.get("CMDRESOLVE_CORPUS")
    if not corpus:
        pytest.skip("CMDRESOLVE_CORPUS names no folder of real files")
    projects = list(real_projects(Path(corpus) / "compose"))

    assert len(projects) > 1
    assert differences(compose, projects) == []


def real_projects(folder: Path) -> Iterator[Asked]:
    """Make a project of each file; files of variables that it names and has not are empty."""
    for path in sorted(found for found in folder.rglob("*") if found.is_file()):
        files = dict(_texts(path.parent))
        text = files.get(path.name)
        if text is None:
            continue
        for named in _ENV_FILE.finditer(text):
            for name in _PATH.findall(named[1]):
                if name not in ("path", "required") and ".." not in PurePosixPath(name).parts:
                    files.setdefault(os.path.normpath(name), "")
        yield Asked(files, chosen=[path.name])


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_size < _LARGEST:
            try:
                yield str(path.relative_to(folder)), path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
