"""What all tests share: how Hypothesis runs, and where the corpus is."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent

settings.register_profile(
    "default",
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.register_profile("fresh", settings.get_profile("default"), derandomize=False)
settings.load_profile(os.environ.get("CMDRESOLVE_HYPOTHESIS", "default"))


# Whole folders and files whose tests take seconds each.
_SLOW = ("property/", "test_corpus.py", "test_notebooks.py", "test_typing.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what the inner loop leaves out (docs/development/contributing.md).

    Benchmarks are taken out of a run whose -m names no benchmark.
    """
    if "benchmark" not in (config.option.markexpr or ""):
        measuring = [item for item in items if item.get_closest_marker("benchmark")]
        config.hook.pytest_deselected(items=measuring)
        items[:] = [item for item in items if not item.get_closest_marker("benchmark")]
    for item in items:
        place = item.path.relative_to(ROOT / "tests").as_posix()
        if place.startswith(_SLOW) or place.endswith(_SLOW[1:]):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the whole project."""
    return ROOT


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of real files nobody here wrote; a test that needs it is skipped without it."""
    named = os.environ.get("CMDRESOLVE_CORPUS")
    if not named:
        pytest.skip("no corpus: name its folder in CMDRESOLVE_CORPUS")
    place = Path(named)
    archive = place / "open.tar.gz"
    if (place / "dockerfiles").is_dir():
        return place
    if not archive.is_file():
        pytest.fail(f"CMDRESOLVE_CORPUS names no corpus: {place}")
    folder = tmp_path_factory.mktemp("corpus")
    # The Python of Debian 12 is older than the filter, the newest warns where there is none.
    options = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(archive) as packed:
        packed.extractall(folder, **options)
    return folder / "open"
