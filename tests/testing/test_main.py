"""``python -m cmdresolve.testing`` without an engine: replaying, and making random requests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.testing import CriOracle
from cmdresolve.testing.__main__ import main
from cmdresolve.testing.oracle import Request

HEADER: dict[str, Any] = {
    "format": 1,
    "engine": "docker@28.5",
    "builder": "buildkit@28.5",
    "versions": {},
    "date": "2026-11-24",
    "cases": 2,
    "record": "record",
    "reproduce": "replay",
}
RIGHT = {
    "case": "right",
    "request": {"dockerfile": "FROM scratch\nCMD a\n"},
    "image": {"Cmd": ["/bin/sh", "-c", "a"]},
    "argv": ["/bin/sh", "-c", "a"],
}
WRONG = {**RIGHT, "case": "wrong", "argv": ["a"]}
SUMMARY = (
    "docker@28.5        buildkit@28.5             2 recorded      {} agreed    {} known    {} other"
)


@pytest.fixture
def observed(tmp_path: Path) -> Path:
    folder = tmp_path / "tables" / "observed"
    folder.mkdir(parents=True)
    text = "".join(json.dumps(record) + "\n" for record in (HEADER, RIGHT, WRONG))
    (folder / "docker.jsonl").write_text(text)
    return folder


def excuse(observed: Path, *names: str) -> None:
    rows = [
        {"file": "docker.jsonl", "case": name, "kind": "random", "reason": "it varies"}
        for name in names
    ]
    known = observed.parent / "disagreements" / "known.jsonl"
    known.parent.mkdir()
    known.write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_disagreement_is_shown_and_fails(observed: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["replay", str(observed)]) == 1
    shown = capsys.readouterr().out
    assert SUMMARY.format(1, 0, 1) in shown
    assert "case wrong: argv" in shown
    assert 'recorded {"image"' in shown


def test_counts_of_each_engine_stand_in_a_table(
    observed: Path, capsys: pytest.CaptureFixture
) -> None:
    """Over all its recordings, and over all engines."""
    header = {**HEADER, "engine": "podman@5.8", "builder": "buildah@1.43", "cases": 1}
    for name in ("first", "second"):
        text = "".join(json.dumps(record) + "\n" for record in (header, RIGHT))
        (observed / f"{name}.jsonl").write_text(text)
    excuse(observed, "wrong")
    assert main(["replay", str(observed)]) == 0
    assert capsys.readouterr().out.endswith(
        "\n"
        "| engine | recorded | agreed | known | other |\n"
        "| --- | ---: | ---: | ---: | ---: |\n"
        "| docker@28.5 | 2 | 1 | 1 | 0 |\n"
        "| podman@5.8 | 2 | 2 | 0 | 0 |\n"
        "| all | 4 | 3 | 1 | 0 |\n"
    )


def test_reason_beside_the_folder_excuses_it(observed: Path, capsys: pytest.CaptureFixture) -> None:
    excuse(observed, "wrong")
    assert main(["replay", str(observed)]) == 0
    assert SUMMARY.format(1, 1, 0) in capsys.readouterr().out


def test_reason_that_is_not_needed_fails(observed: Path, capsys: pytest.CaptureFixture) -> None:
    excuse(observed, "right", "wrong")
    assert main(["replay", str(observed)]) == 1
    assert "no reason is needed for ('right',)" in capsys.readouterr().out


def test_one_case_can_be_replayed_alone(observed: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["replay", "--case", "right", str(observed / "docker.jsonl")]) == 0
    assert "1 recorded      1 agreed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["replay", "{}/nothing"], "No such file"),
        (["replay", "{}"], "holds no recording"),
        (["replay", "--case", "x", "{}/observed/docker.jsonl"], "docker.jsonl has no case x"),
        (
            ["replay", "--case", "right", "--case", "x", "{}/observed/docker.jsonl"],
            "docker.jsonl has no case x",
        ),
        (["shrink", "--engine", "docker@28.5", "{{"], "the request is no JSON"),
        (["record", "--engine", "nerdctl@2"], "there is no oracle for nerdctl@2"),
        (
            ["record", "--engine", "docker@28.5", "--builder", "kaniko"],
            "the oracle of docker builds with buildkit or classic, not with kaniko",
        ),
        (
            ["record", "--engine", "swarm@28.5", "--builder", "classic@28.5"],
            "the oracle of swarm builds with buildkit, not with classic@28.5",
        ),
        (
            ["record", "--engine", "podman@5.8", "--builder", "buildkit"],
            "the oracle of podman builds with buildah or buildah/docker, not with buildkit",
        ),
        (
            ["record", "--engine", "apptainer@1.4", "--builder", "buildkit"],
            "the oracle of apptainer builds nothing, not with buildkit",
        ),
        (["record", "--engine", "docker@28.5", "--socket", "{}/sock"], "no engine listens on"),
    ],
)
def test_misuse_is_one_line(
    observed: Path, capsys: pytest.CaptureFixture, words: list[str], message: str
) -> None:
    assert main([word.format(observed.parent) for word in words]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("kind", "made_for", "first"),
    [
        ("build", "buildkit@28.5", "buildkit-0"),
        ("build", "buildkit@20.10", "buildkit-0"),
        ("run", "podman@5.8", "podman-run-0"),
        ("cli", "docker@28.5", "docker-cli-0"),
    ],
)
def test_random_requests_come_out_alike_again(
    capsys: pytest.CaptureFixture, kind: str, made_for: str, first: str
) -> None:
    words = ["requests", "--kind", kind, "--for", made_for, "--cases", "9", "--seed", "3"]
    texts = []
    for _ in range(2):
        assert main(words) == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]
    records = [json.loads(line) for line in texts[0].splitlines()]
    assert records[0]["case"] == first
    assert len({json.dumps(record["request"]) for record in records}) == 9
    assert not any({"engine", "builder"} & record["request"].keys() for record in records)


class OfLists:
    """Asked as containerd's CRI is; answers that the first word is its only one."""

    engine = "containerd-cri@2.1"
    builder = None
    can_put = staticmethod(CriOracle.can_put)

    def observe_many(self, requests: list[Request]) -> list[dict[str, Any]]:
        return [{"image": {}, "argv": request["run"]["entrypoint"][:1]} for request in requests]

    def close(self) -> None:
        """Have nothing to take away."""


def test_what_an_engine_cannot_be_asked_is_not_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The header counts the cases that are left."""
    monkeypatch.setattr("cmdresolve.testing.__main__.open_oracle", lambda *_: OfLists())
    requests = tmp_path / "requests.jsonl"
    cases = [
        {"case": name, "request": {"image": {}, "run": {"entrypoint": given}}}
        for name, given in (("text", "/e"), ("list", ["/e"]), ("number", 1))
    ]
    requests.write_text("".join(json.dumps(case) + "\n" for case in cases))
    assert main(["record", "--engine", "containerd-cri@2.1", "--requests", str(requests)]) == 0
    header, *recorded = map(json.loads, capsys.readouterr().out.splitlines())
    assert header["cases"] == 1
    assert recorded == [{"case": "list", "image": {}, "argv": ["/e"]}]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["requests", "--for", "nobody"], "no builder is called 'nobody' [unknown-dialect]"),
        (["requests", "--for", "podman", "--kind", "apptainer"], "podman has no run script"),
        (["requests", "--for", "docker", "--kind", "kubernetes"], "docker reads no manifests"),
        (["replay", "nowhere"], "nowhere: No such file or directory"),
        (["record", "--engine", "docker@28.5", "--requests", "nowhere"], "nowhere: No such file"),
        (["record", "--engine", "docker@28.5", "--like", "nowhere"], "nowhere: No such file or"),
        (["shrink", "--engine", "docker@28.5", "[1]"], "the request is no JSON object"),
    ],
)
def test_what_cannot_be_asked_is_one_line_before_any_engine_comes_up(
    words: list[str],
    message: str,
    capsys: pytest.CaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Bringing one up takes minutes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cmdresolve.testing.__main__.open_oracle", None)
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"python -m cmdresolve.testing: {message}")


def test_bytes_that_are_no_text_are_no_recording(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"{}\n\xff\n")
    assert main(["replay", str(tmp_path / "a.jsonl")]) == 2
    assert f"{tmp_path / 'a.jsonl'}:2: no JSON: 'utf-8' codec" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["requests", "--for", "buildkit", "--cases"]])
@pytest.mark.parametrize("count", ["0", "-5", "x"])
def test_a_number_of_none_is_misuse(
    words: list[str], count: str, capsys: pytest.CaptureFixture
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, count])
    assert ended.value.code == 2
    assert "argument --cases:" in capsys.readouterr().err


def test_fewer_requests_than_sets_of_bases_can_be_made(capsys: pytest.CaptureFixture) -> None:
    """A set that no request is left for is passed over."""
    assert main(["requests", "--for", "buildkit", "--cases", "2"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
