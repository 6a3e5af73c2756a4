"""``python -m cmdresolve.testing`` asks a real engine: record, replay it live, shrink."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve.testing.__main__ import main
from tests.engines.conftest import NO_ENGINE, bring_up, chosen

pytestmark = pytest.mark.engine

RUNS = ["--kind", "run", "--cases", "20", "--seed", "7"]
BUILDS = ["--kind", "build", "--cases", "16", "--seed", "7"]


@pytest.fixture(params=[*chosen("docker"), *chosen("podman")] or [None])
def engine(request: pytest.FixtureRequest) -> str:
    """The name of each engine."""
    bring_up(request.param)
    name: str = request.param
    return name


@pytest.fixture(params=chosen("docker") or [None])
def classic(request: pytest.FixtureRequest) -> list[str]:
    """The words that name an engine and its classic builder."""
    if request.param is None:
        pytest.skip(NO_ENGINE)
    bring_up(request.param)
    return ["--engine", request.param, "--builder", "classic"]


@pytest.mark.parametrize("kind", [RUNS, BUILDS], ids=lambda words: words[1])
def test_an_engine_is_recorded_alike_twice_and_agrees_with_what_is_recorded(
    engine: str, kind: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same seed gives the same text; asked again, the engine and the library say the same."""
    file = tmp_path / "recorded.jsonl"
    words = ["record", "--engine", engine, *kind, "--output", str(file)]
    texts = []
    for _ in range(2):
        assert main(words) == 0
        texts.append(file.read_text(encoding="utf-8"))
    assert texts[0].partition("\n")[2] == texts[1].partition("\n")[2]

    header, *cases = map(json.loads, texts[0].splitlines())
    assert header["engine"] == engine
    assert header["versions"]
    assert header["cases"] == len(cases) == int(kind[3])
    assert header["record"] == "python -m cmdresolve.testing " + " ".join(
        ["record", "--engine", engine]
        + ([] if kind is RUNS else ["--builder", header["builder"]])
        + [*kind, "--output", str(file)]
    )

    capsys.readouterr()
    assert main(["replay", "--live", str(file)]) == 0
    assert main(["replay", str(file)]) == 0
    assert capsys.readouterr().out.count(f" {len(cases)} agreed    0 known    0 other") == 2


def test_a_case_is_asked_again_by_its_name(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the words the recording itself gives for it."""
    file = tmp_path / "recorded.jsonl"
    assert main(["record", "--engine", engine, *RUNS, "--output", str(file)]) == 0
    header, first, *_ = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    words = header["reproduce"].replace("CASE", first["case"]).split()
    assert words[:3] == ["python", "-m", "cmdresolve.testing"]
    capsys.readouterr()
    assert main(words[3:]) == 0
    assert "1 recorded      1 agreed" in capsys.readouterr().out


def test_a_request_on_which_all_agree_is_not_shrunk(
    engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    request = {"image": {"Cmd": ["a", "b"]}, "run": {"args": ["c"]}}
    assert main(["shrink", "--engine", engine, json.dumps(request)]) == 0
    assert capsys.readouterr().out == "the library and the engine agree\n"


def test_a_disagreement_is_made_smaller(
    classic: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The classic builder panics on a file of ARGs alone, which no library should."""
    request = {"dockerfile": "# a comment\nARG one=1\nARG two=2\nARG three\n", "run": False}
    assert main(["shrink", *classic, "--tries", "60", json.dumps(request)]) == 1
    smallest, library = map(json.loads, capsys.readouterr().out.splitlines())
    assert smallest["recorded"]["error"]["code"] == "engine-fault"
    assert library["library"]["error"]["code"] != "engine-fault"
    assert smallest["request"].keys() <= {"engine", "builder", "dockerfile"}
    assert smallest["request"]["dockerfile"].strip().upper().startswith("ARG ")
    assert len(smallest["request"]["dockerfile"].splitlines()) == 1
