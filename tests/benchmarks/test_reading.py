"""Parsing and evaluating real Dockerfiles beside dockerfile-parse; resolving."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import process_time
from timeit import repeat

import pytest
from measure import Row, cpu, ratio

import cmdresolve as cr

pytestmark = pytest.mark.benchmark


@pytest.fixture
def texts(dockerfiles: list[Path]) -> list[str]:
    return [path.read_bytes().decode("utf-8", "replace") for path in dockerfiles]


@pytest.fixture
def theirs(texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Go over the same files with dockerfile-parse."""
    parse = pytest.importorskip("dockerfile_parse")
    monkeypatch.chdir(tmp_path)
    peers = [parse.DockerfileParser(fileobj=BytesIO(text.encode())) for text in texts]

    def work() -> None:
        for peer in peers:
            assert isinstance(peer.structure, list)

    return work


def test_reading_costs_little_more_than_dockerfile_parse(
    texts: list[str], theirs: Callable[[], None], table: list[Row]
) -> None:
    """Parse and evaluate: at most 1.5 times dockerfile-parse's structure of the same files."""

    def ours() -> None:
        for text in texts:
            try:
                cr.Dockerfile.parse(text).image()
            except cr.CmdResolveError:
                continue

    measured = ratio(lambda: cpu(ours), lambda: cpu(theirs), rounds=9)
    row = Row("parse and evaluate / dockerfile-parse .structure", 1.5, measured)
    table.append(row)

    assert row.kept, row


def test_the_words_of_a_file_cost_little_more(
    texts: list[str], theirs: Callable[[], None], table: list[Row]
) -> None:
    """With each word and its origin: at most 2.2 times as much."""

    def ours() -> None:
        for text in texts:
            try:
                assert cr.resolve(cr.Dockerfile.parse(text).image()).words is not None
            except cr.CmdResolveError:
                continue

    measured = ratio(lambda: cpu(ours), lambda: cpu(theirs), rounds=9)
    row = Row("words with origins / dockerfile-parse .structure", 2.2, measured)
    table.append(row)

    assert row.kept, row


def test_resolve_costs_microseconds(table: list[Row]) -> None:
    """One resolve() with an override: at most 1.5 µs."""
    image = cr.ImageConfig(entrypoint=["nginx"], cmd=["-g", "daemon off;"])
    override = cr.Override(args=["-t"])
    resolve = cr.resolve
    rounds = repeat(lambda: resolve(image, override), timer=process_time, number=10_000, repeat=15)
    row = Row("resolve()", 1.5, sorted(rounds)[7] / 10_000 * 1e6, "µs")
    table.append(row)

    assert row.kept, row
