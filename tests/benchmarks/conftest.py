"""Benchmarks run only when they are asked for, and print what they measured."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from measure import Row, Usage, run

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def table(request: pytest.FixtureRequest) -> Iterator[list[Row]]:
    """The rows measured in this run; printed at its end."""
    rows: list[Row] = []
    reporter = request.config.pluginmanager.getplugin("terminalreporter")

    yield rows
    reporter.ensure_newline()
    for row in rows:
        reporter.write_line(str(row))


@pytest.fixture(scope="session")
def dockerfiles(corpus: Path) -> list[Path]:
    """The thousand open Dockerfiles of lowest SHA-256: a sample that nobody chose."""
    files = [path for path in (corpus / "dockerfiles").rglob("*") if path.is_file()]
    return sorted(files, key=lambda path: sha256(path.read_bytes()).digest())[:1000]


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Usage]:
    """Python started with compiled files that are its own, as an installed package has them."""
    environment = {
        **os.environ,
        "PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("compiled")),
        "PYTHONPATH": str(HERE.parent.parent),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def start(*words: str) -> Usage:
        return run([sys.executable, *words], environment)

    return start
