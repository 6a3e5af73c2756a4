"""Parsing and evaluating real Dockerfiles beside dockerfile-parse; resolving."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from time import process_time
from timeit import repeat

import pytest
from measure import Row, cpu, ratio

import cmdresolve as cr

pytestmark = pytest.mark.benchmark


def test_reading_costs_no_more_than_dockerfile_parse(
    dockerfiles: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: list[Row]
) -> None:
    """Parse and evaluate: at most 1.0 times dockerfile-parse's structure of the same files."""
    parse = pytest.importorskip("dockerfile_parse")
    monkeypatch.chdir(tmp_path)
    texts = [path.read_bytes().decode("utf-8", "replace") for path in dockerfiles]
    peers = [parse.DockerfileParser(fileobj=BytesIO(text.encode())) for text in texts]

    def ours() -> None:
        for text in texts:
            try:
                cr.Dockerfile.parse(text).image()
            except cr.CmdResolveError:
                continue

    def theirs() -> None:
        for peer in peers:
            assert isinstance(peer.structure, list)

    measured = ratio(lambda: cpu(ours), lambda: cpu(theirs), rounds=9)
    row = Row("parse and evaluate / dockerfile-parse .structure", 1.0, measured)
    table.append(row)

    assert row.kept, row


def test_resolve_costs_microseconds(table: list[Row]) -> None:
    """One resolve() with an override: at most 3 µs."""
    image = cr.ImageConfig(entrypoint=["nginx"], cmd=["-g", "daemon off;"])
    override = cr.Override(args=["-t"])
    resolve = cr.resolve
    rounds = repeat(lambda: resolve(image, override), timer=process_time, number=10_000, repeat=15)
    row = Row("resolve()", 3.0, sorted(rounds)[7] / 10_000 * 1e6, "µs")
    table.append(row)

    assert row.kept, row
