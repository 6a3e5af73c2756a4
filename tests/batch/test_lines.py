"""Requests that come as lines of JSON, each answered by a line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cmdresolve.batch.protocol import answer_lines

IMAGE = {"Entrypoint": ["/e"], "Cmd": ["/c"]}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nope", {"message": "Expecting value", "line": 1, "column": 1}),
        ('{"a":1', {"message": "Expecting ',' delimiter", "line": 1, "column": 7}),
        ("{} {}", {"message": "Extra data", "line": 1, "column": 4}),
        ('{"id":NaN}', {"message": "NaN is no JSON"}),
        ('{"id":-Infinity}', {"message": "-Infinity is no JSON"}),
        ("[" * 100_000, {"message": "nested too deeply"}),
        ('{"id":' + "9" * 5000 + "}", {"message": "a number has too many digits"}),
    ],
)
def test_a_line_that_is_no_json_has_an_error_of_its_own(
    line: str, expected: dict[str, Any]
) -> None:
    """At its place, where that is known."""
    (got,) = answer_lines([line])

    assert json.loads(got) == {"error": {"stage": "request", "code": "not-json", **expected}}


def test_lines_are_answered_in_order_and_a_bad_one_stops_nothing() -> None:
    """Blank lines are passed over, and a byte order mark means nothing."""
    lines = [
        '\ufeff{"id": 1, "image": {"Cmd": ["a"]}}\n',
        "\n",
        "nope\n",
        " \t\n",
        "[]\n",
        '{"id": 2, "image": {"Cmd": ["b"]}}',
    ]

    got = [json.loads(text) for text in answer_lines(lines)]

    assert [(x.get("id"), x.get("argv"), x.get("error", {}).get("code")) for x in got] == [
        (1, ["a"], None),
        (None, None, "not-json"),
        (None, None, "bad-request"),
        (2, ["b"], None),
    ]


def test_each_answer_comes_as_soon_as_its_line_is_read() -> None:
    """A build tool may ask the next question only then."""
    asked: list[int] = []

    def lines() -> Any:
        for number in range(3):
            asked.append(number)
            yield json.dumps({"id": number, "image": IMAGE})

    answers = answer_lines(lines())
    next(answers)

    assert asked == [0]


def test_an_answer_is_one_line_of_ascii() -> None:
    """Whatever stands in its words, so that lines stay lines."""
    (got,) = answer_lines([json.dumps({"image": {"Cmd": ["a\nb\u2028é\x00"]}})])

    assert got.isascii()
    assert got.splitlines() == [got]
    assert json.loads(got)["argv"] == ["a\nb\u2028é\x00"]
