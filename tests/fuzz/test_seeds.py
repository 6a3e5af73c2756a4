"""The harnesses work, and hold for every input they begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.harnesses import HARNESSES, FaultError, batch

SEEDS = sorted(Path(__file__).parent.glob("seeds/*/*"))


def test_each_harness_has_seeds() -> None:
    assert {seed.parent.name for seed in SEEDS} == set(HARNESSES)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.parent.name}-{seed.name}")
def test_a_seed_is_answered(seed: Path) -> None:
    HARNESSES[seed.parent.name](seed.read_bytes())


def test_a_fault_of_ours_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A harness that saw none would hold for anything."""

    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("cmdresolve.batch.protocol.resolve", fail)

    with pytest.raises(FaultError, match="KeyError"):
        batch(b'{"image": {"Cmd": ["a"]}}')
