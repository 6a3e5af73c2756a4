"""The published tables: every file under tables/ is read, and the library held to what it says."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.batch import protocol
from cmdresolve.testing.recordings.observations import (
    Recording,
    dump,
    dump_requests,
    read,
    read_requests,
)
from cmdresolve.testing.recordings.replay import Tally, counts, read_known, replay, show

TABLES = Path(__file__).parent.parent / "tables"
OBSERVED = sorted((TABLES / "observed").iterdir())
REQUESTS = sorted((TABLES / "cases").iterdir())
ENGINES = json.loads((TABLES / "disagreements" / "engines.json").read_text(encoding="utf-8"))
KNOWN_FILE = TABLES / "disagreements" / "known.jsonl"
KNOWN = read_known(KNOWN_FILE)
REASONS = [json.loads(line) for line in KNOWN_FILE.read_text(encoding="utf-8").splitlines()]


@cache
def recording(path: Path) -> Recording:
    return read(path)


def test_every_file_is_one_that_some_test_reads() -> None:
    """A file nobody reads proves nothing, so there is none."""
    read_here = {"README.md", "disagreements/known.jsonl", "disagreements/engines.json"}
    read_elsewhere = {
        "atlas/as_of",
        "atlas/atlas.bin",
        "atlas/families.toml",
        "atlas/roots.json",
        "atlas/served.tsv",
        "disagreements/builders.json",
        "documented/nine_cells.json",
        "documented/twelve_cells.json",
    }
    found = {
        path.relative_to(TABLES).as_posix()
        for path in TABLES.rglob("*")
        if path.is_file()
        and path.parent.name not in {"observed", "cases"}
        and "full" not in path.parts  # tests/atlas
    }
    assert found - read_here - read_elsewhere == set()
    assert read_here <= found
    assert all(path.stat().st_size for path in TABLES.rglob("*") if path.is_file())


@pytest.mark.recorded
@pytest.mark.parametrize("path", OBSERVED, ids=lambda path: path.name)
def test_library_agrees_with_every_recorded_answer(path: Path) -> None:
    """What a real engine answered is what the library answers, or a reason is written down."""
    assert path.suffix == ".jsonl"
    tally = replay(recording(path), KNOWN.get(path.name, ()))
    assert not tally.disagreements, "\n".join(map(show, tally.disagreements[:5]))
    assert tally.stale == (), "no reason is needed any more"
    assert tally.agreed > 0


@pytest.mark.recorded
def test_counts_of_each_engine_are_those_of_the_readme() -> None:
    """All that is recorded agrees, but for what is known; so the tests above leave just these."""
    tallies = []
    for path in OBSERVED:
        known = len(KNOWN.get(path.name, ()))
        tallies.append(Tally(recording=recording(path), disagreements=(), known=known))
    assert f"\n\n{counts(tallies)}\n\n" in (TABLES / "README.md").read_text(encoding="utf-8"), (
        f"put this into tables/README.md:\n{counts(tallies)}"
    )


@pytest.mark.recorded
@pytest.mark.parametrize("path", OBSERVED, ids=lambda path: path.name)
def test_recording_is_written_as_it_is_read(path: Path) -> None:
    """A recording has one spelling, so recording it again changes what the engine changed."""
    assert dump(recording(path)) == path.read_text(encoding="utf-8")


@pytest.mark.recorded
@pytest.mark.parametrize("path", REQUESTS, ids=lambda path: path.name)
def test_requests_are_written_as_they_are_read_and_somebody_answered_them(path: Path) -> None:
    """A list of requests has one spelling too, and at least one engine was asked."""
    assert dump_requests(read_requests(path)) == path.read_text(encoding="utf-8")
    asked = {name for one in OBSERVED for name in recording(one).header.get("requests", ())}
    assert f"../cases/{path.name}" in asked


def test_reasons_are_for_recordings_that_are_there() -> None:
    assert set(KNOWN) <= {path.name for path in OBSERVED}


def test_reasons_are_of_a_kind_that_is_explained() -> None:
    """The library has nothing left to learn from any of them."""
    kinds = {reason["kind"] for reason in REASONS}
    assert kinds <= {"engine-fault", "random", "registry", "context", "lint", "flag-value"}


@pytest.mark.recorded
def test_a_flag_s_value_that_is_not_looked_into_excuses_a_refusal_alone() -> None:
    """The engine refuses the command line, where the library says what it would start."""
    excused = [(x["file"], x["case"]) for x in REASONS if x["kind"] == "flag-value"]
    for file, name in excused:
        found = recording(TABLES / "observed" / file)
        case = next(case for case in found.cases if case.name == name)
        assert case.answer["error"]["stage"] in {"create", "request"}
        assert "argv" in protocol.answer({**found.full_request(case), "cli": case.request["cli"]})
    told = f"{len(excused)} command lines"
    assert told in (TABLES / "README.md").read_text(encoding="utf-8"), told


@pytest.mark.parametrize(
    ("request_", "engine", "expected"),
    [
        pytest.param(kind["request"], engine, answer, id=f"{kind['kind']}-{engine}")
        for kind in ENGINES["kinds"]
        for engine, answer in kind["answers"].items()
    ],
)
def test_library_gives_each_engine_its_own_answer(
    request_: dict[str, Any], engine: str, expected: Any
) -> None:
    """What one smallest question got from each engine is what the library says of that engine."""
    got = protocol.answer({"engine": engine, **request_})
    assert got.get("argv", {"error": got.get("error", {}).get("code")}) == expected


@pytest.mark.parametrize("kind", ENGINES["kinds"], ids=lambda kind: kind["kind"])
def test_difference_between_engines_is_one(kind: dict[str, Any]) -> None:
    assert len({json.dumps(answer) for answer in kind["answers"].values()}) > 1


@pytest.mark.recorded
def test_thousands_of_answers_stand_behind_each_engine() -> None:
    """Whoever is asked at all is asked two thousand questions at least."""
    counted = Counter[str]()
    for path in OBSERVED:
        counted[recording(path).engine] += len(recording(path).cases)
    assert {engine: count for engine, count in counted.items() if count < 2000} == {}


@pytest.mark.recorded
@pytest.mark.parametrize(
    "builder",
    """
    buildkit@20.10 buildkit@26.1 buildkit@28.5 classic@20.10 classic@26.1 classic@28.5
    """.split(),
)
def test_thousands_of_dockerfiles_stand_behind_each_builder_of_docker(builder: str) -> None:
    recordings = [one for one in map(recording, OBSERVED) if one.builder == builder]
    assert sum(len(one.cases) for one in recordings) >= 2000
