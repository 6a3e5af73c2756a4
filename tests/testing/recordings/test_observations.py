"""Recordings: one spelling for a file, and a clear refusal for one that is not what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.testing.recordings.observations import (
    Case,
    Recording,
    RecordingError,
    answered,
    dump,
    read,
)

HEADER: dict[str, Any] = {
    "format": 1,
    "engine": "docker@28.5",
    "builder": None,
    "versions": {"Engine": "28.5.2"},
    "date": "2026-11-24",
    "cases": 1,
    "record": "record",
    "reproduce": "replay",
}
CASE = {"case": "a", "request": {"image": {}}, "image": {"Cmd": ["a"]}, "argv": ["a"]}


def written(folder: Path, *records: Any) -> Path:
    path = folder / "observed.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_fields_that_are_stored_as_nothing_are_left_out_of_the_file(tmp_path: Path) -> None:
    image = {"Entrypoint": None, "Cmd": ["a"], "Shell": None, "OnBuild": None}
    case = Case("a", {"image": {"Cmd": ["a"]}}, {"image": image, "argv": ["a"]})
    text = dump(Recording(header=HEADER, cases=(case,)))
    assert text.splitlines()[1] == (
        '{"case":"a","request":{"image":{"Cmd":["a"]}},"image":{"Cmd":["a"]},"argv":["a"]}'
    )
    path = tmp_path / "observed.jsonl"
    path.write_text(text, encoding="utf-8")
    assert read(path).cases == (case,)


def test_message_of_a_network_that_is_not_there_is_cut() -> None:
    message = "no such host: dial tcp 10.0.0.1:53: unreachable\n\nUsage: docker"
    error = {"stage": "build", "code": "base-not-found", "message": message}
    text = dump(Recording(header=HEADER, cases=(Case("a", {"image": {}}, {"error": error}),)))
    assert json.loads(text.splitlines()[1])["error"]["message"] == "no such host"


def test_id_of_a_container_is_left_out_of_a_message() -> None:
    """It is another one each time."""
    message = f'failed to generate container "{"0" * 63}f" spec: no command specified'
    error = {"stage": "create", "code": "no-command", "message": message}
    text = dump(Recording(header=HEADER, cases=(Case("a", {"image": {}}, {"error": error}),)))
    assert json.loads(text.splitlines()[1])["error"]["message"] == (
        "failed to generate container spec: no command specified"
    )


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "parsing main Dockerfile: /eng/x/tmp/libpod_builder1722/build/Dockerfile: no",
            "parsing main Dockerfile: Dockerfile: no",
        ),
        ("storing /var/tmp/buildah12345/layer: no", "storing layer: no"),
        ("checksum of ref fd2e-9b::sm9l2c: no", "checksum of ref …: no"),
        ("step {Value:copy Next:0x25d0943e8ea0}", "step {Value:copy Next:0x…}"),
        (
            "json: cannot unmarshal string into Go struct field a.B.0.command of type []string",
            "json: cannot unmarshal string into Go struct field command of type []string",
        ),
        ("/eng/x: no", "/eng/x: no"),
    ],
)
def test_names_that_are_others_each_time_are_left_out(message: str, expected: str) -> None:
    error = {"stage": "build", "code": "other", "message": message}
    text = dump(Recording(header=HEADER, cases=(Case("a", {"image": {}}, {"error": error}),)))
    assert json.loads(text.splitlines()[1])["error"]["message"] == expected


def three(folder: Path, *own: dict[str, Any], **header: Any) -> Path:
    """Write a recording of three cases and one that is like it, and return the second."""
    asked = [{"case": name, "request": {"image": {"Cmd": [name]}}} for name in "abc"]
    lines = [{**HEADER, "cases": 3, "requests": ["asked.jsonl"]}]
    lines += [{"case": name, "argv": [name]} for name in "abc"]
    (folder / "asked.jsonl").write_text("".join(json.dumps(x) + "\n" for x in asked))
    (folder / "other.jsonl").write_text("".join(json.dumps(x) + "\n" for x in lines))
    like = {"cases": 3, "requests": ["asked.jsonl"], "like": "other.jsonl"}
    return written(folder, {**HEADER, **like, **header}, *own)


def test_what_another_recording_says_alike_may_be_left_out(tmp_path: Path) -> None:
    path = three(tmp_path, {"case": "b", "argv": ["x"]})
    recording = read(path)
    assert [(case.name, case.answer) for case in recording.cases] == [
        ("a", {"argv": ["a"]}),
        ("b", {"argv": ["x"]}),
        ("c", {"argv": ["c"]}),
    ]
    assert recording.cases[0].request == {"image": {"Cmd": ["a"]}}
    assert dump(recording).splitlines()[1:] == ['{"case":"b","argv":["x"]}']


@pytest.mark.parametrize(
    ("own", "header", "message"),
    [
        ([{"case": "b", "argv": ["b"]}], {}, "'b' is answered as in .*other.jsonl"),
        ([{"case": "b", "argv": ["x"]}] * 2, {}, "two cases are called 'b'"),
        ([], {"cases": 2}, "3 cases, but the header says 2"),
        ([], {"like": "observed.jsonl"}, "is itself like another"),
        ([], {"like": "nothing.jsonl"}, "No such file"),
    ],
)
def test_recording_that_is_not_like_the_other_is_refused(
    tmp_path: Path, own: list[dict[str, Any]], header: dict[str, Any], message: str
) -> None:
    with pytest.raises((RecordingError, OSError), match=message):
        read(three(tmp_path, *own, **header))


def test_requests_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "asked.jsonl").write_text('{"case":"a","request":{"image":{"Cmd":["x"]}}}\n')
    path = written(tmp_path, {**HEADER, "requests": ["asked.jsonl"]}, {"case": "a", "argv": ["x"]})
    recording = read(path)
    assert recording.cases == (Case("a", {"image": {"Cmd": ["x"]}}, {"argv": ["x"]}),)
    assert dump(recording).splitlines()[1] == '{"case":"a","argv":["x"]}'


def test_full_request_names_the_builder_only_where_something_is_built() -> None:
    header = {**HEADER, "builder": "classic@28.5"}
    build, start = Case("a", {"dockerfile": "FROM a"}), Case("b", {"image": {}})
    recording = Recording(header=header, cases=(build, start))
    assert recording.full_request(build) == {
        "engine": "docker@28.5",
        "builder": "classic@28.5",
        "dockerfile": "FROM a",
    }
    assert recording.full_request(start) == {"engine": "docker@28.5", "image": {}}


def test_answers_lose_their_id() -> None:
    assert answered([Case("a", {"image": {}})], [{"id": 7, "argv": ["a"]}]) == (
        Case("a", {"image": {}}, {"argv": ["a"]}),
    )


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([], "is empty"),
        ([HEADER], "holds no case"),
        ([{**HEADER, "cases": 2}, CASE], "1 cases, but the header says 2"),
        ([{**HEADER, "format": 2}, CASE], "format 2 is not 1"),
        ([{**HEADER, "colour": 1}, CASE], "strange \\['colour'\\]"),
        ([{key: HEADER[key] for key in HEADER if key != "engine"}, CASE], "without \\['engine'\\]"),
        ([HEADER, {**CASE, "argvs": []}], "not \\['argvs'\\]"),
        ([HEADER, {"case": "a", "request": {}}], "has no answer"),
        ([HEADER, {"case": "a", "argv": ["a"]}], "nobody says what 'a' asked"),
        ([{**HEADER, "cases": 2}, CASE, CASE], "two cases are called 'a'"),
        ([HEADER, [1]], "2: no object"),
    ],
)
def test_file_that_is_no_recording_is_refused(
    tmp_path: Path, records: list[Any], message: str
) -> None:
    with pytest.raises(RecordingError, match=message):
        read(written(tmp_path, *records))


def test_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER)
    path.write_text(path.read_text() + "{\n")
    with pytest.raises(RecordingError, match=r"observed\.jsonl:2: no JSON"):
        read(path)
