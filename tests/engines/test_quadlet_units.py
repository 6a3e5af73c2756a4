"""Random units of Quadlet, put to the generator itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import RunCommand, docker_run
from cmdresolve.starters.exec_start import started_words
from cmdresolve.starters.quadlet import quadlet_container
from cmdresolve.testing.recordings.sampling import sample
from cmdresolve.testing.strategies import units
from tests.engines.conftest import CASES, REPORT, SEED, bring_up, chosen
from tests.engines.lab import engine_named, place
from tests.engines.quadlet_lines import generated, has_quadlet

pytestmark = pytest.mark.engine


def _by_generator(words: Sequence[str] | None, engine: str) -> RunCommand | None:
    if words is None:
        return None
    started = started_words(["podman", *words[1:]])
    try:
        return None if started.ended else docker_run(started.words, engine=engine)
    except OverrideError:
        return None


def _by_library(text: str, engine: str) -> RunCommand | None:
    try:
        return quadlet_container(text, engine=engine)
    except OverrideError:
        return None


def _shown(command: RunCommand | None) -> object:
    if command is None:
        return "refused"
    given = command.override
    return command.image, command.rootfs, given.entrypoint, given.args, given.init


def _is_unknown(ours: RunCommand | None, words: Sequence[str] | None) -> bool:
    """Say whether what the flag takes depends on what else is in the line (before 5.8)."""
    unknown = () if ours is None else ours.override.unknown
    return words is not None and any("behind --entrypoint" in what for what in unknown)


@pytest.mark.parametrize("engine", chosen("podman") or [None])
def test_random_units_give_the_line_that_the_generator_writes(
    engine: str | None, request: pytest.FixtureRequest
) -> None:
    """Image, entrypoint, arguments and init, or the refusal.

    Source: podman v5.8.2 pkg/systemd/parser/unitfile.go, split.go;
    pkg/systemd/quadlet/quadlet.go ConvertContainer.
    """
    bring_up(engine)
    assert engine is not None
    where = place(engine_named(engine))
    if not has_quadlet(where):
        pytest.skip("Podman has a Quadlet since 4.4")
    texts = sample(units(), count=4 * CASES, seed=SEED)

    found = []
    for text, words in zip(texts, generated(where, texts), strict=True):
        seen, ours = _by_generator(words, engine), _by_library(text, engine)
        if _shown(seen) != _shown(ours) and not _is_unknown(ours, words):
            found.append(f"{text!r}\n  {engine}: {words}\n  here: {_shown(ours)}")
    report = request.config.stash[REPORT]
    report.asked[f"quadlet {engine}"] += len(texts)
    report.agreed[f"quadlet {engine}"] += len(texts) - len(found)
    assert found == []
