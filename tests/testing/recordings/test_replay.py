"""Comparing answers: what counts as the same, and what a written reason excuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cmdresolve.testing.recordings.compare import differences
from cmdresolve.testing.recordings.observations import Case, Recording, RecordingError
from cmdresolve.testing.recordings.replay import read_known, replay, tally

HEADER = {"engine": "docker@28.5", "builder": "buildkit@28.5"}


def error(code: str, stage: str = "build", **more: Any) -> dict[str, Any]:
    return {"error": {"stage": stage, "code": code, "message": "m", **more}}


@pytest.mark.parametrize(
    ("recorded", "got", "request_", "parts"),
    [
        ({"argv": ["a"]}, {"argv": ["a"]}, {}, ()),
        ({"argv": ["a"]}, {"argv": ["b"]}, {}, ("argv",)),
        ({"argv": ["a"]}, error("x"), {}, ("argv", "error")),
        (
            {"argv": ["a"], "image": {"Cmd": []}},
            {"argv": ["a"], "image": {"Cmd": None}},
            {},
            ("image.Cmd",),
        ),
        ({"argv": ["a"]}, {"argv": ["a"], "pid1": ["i", "a"]}, {}, ()),
        ({"argv": ["a"], "pid1": ["i", "a"]}, {"argv": ["a"]}, {}, ("pid1",)),
        (error("x"), error("x"), {}, ()),
        (error("x"), error("y"), {}, ("code",)),
        (error("x"), error("x", "create"), {}, ("stage",)),
        (error("x"), error("x", line=2), {}, ()),
        (error("x", line=1), error("x", line=2), {}, ("line",)),
        (error("base-not-found"), {"unknown": ["Cmd of a"]}, {}, ()),
        (error("copy"), {"unknown": ["Cmd of a"]}, {}, ("unknown",)),
        (
            error("other", "request", message="docker: Bad X\n"),
            error("flag", "create", message="bad x"),
            {"cli": []},
            (),
        ),
        (error("other", "request"), error("flag", "create", message="n"), {"cli": []}, ("code",)),
        (error("other", "request"), error("flag", "create"), {}, ("stage", "code")),
    ],
)
def test_differences_are_named(
    recorded: Any, got: Any, request_: Any, parts: tuple[str, ...]
) -> None:
    assert differences(recorded, got, request_) == parts


def recording(*answers: Any) -> Recording:
    cases = tuple(
        Case(str(number), {"image": {"Cmd": ["a"]}}, answer)
        for number, answer in enumerate(answers)
    )
    return Recording(header=HEADER, cases=cases)


IMAGE = {"Entrypoint": None, "Cmd": ["a"], "Shell": None, "OnBuild": None}


def test_library_is_held_to_each_answer() -> None:
    found = replay(recording({"image": IMAGE, "argv": ["a"]}, {"image": IMAGE, "argv": ["b"]}))
    assert (found.agreed, found.known) == (1, 0)
    assert [(one.case.name, one.parts) for one in found.disagreements] == [("1", ("argv",))]


def test_reason_excuses_a_difference_and_is_stale_without_one() -> None:
    answers = [{"argv": ["a"]}, {"argv": ["b"]}]
    found = tally(recording(*answers), [{"argv": ["a"]}, {"argv": ["a"]}], known=["0", "1", "9"])
    assert (found.agreed, found.known, found.disagreements) == (1, 1, ())
    assert found.stale == ("0", "9")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"file":"f","case":"a","kind":"random"}\n', "1: a line has case, file, kind, reason"),
        ('{"file":"f","case":"a","kind":"random","reason":""}\n', "1: a line has"),
        (2 * '{"file":"f","case":"a","kind":"random","reason":"r"}\n', "stands there twice"),
    ],
)
def test_reasons_that_are_none_are_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "known.jsonl"
    path.write_text(text)
    with pytest.raises(RecordingError, match=message):
        read_known(path)
