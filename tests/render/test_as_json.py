"""An explanation as JSON values."""

from __future__ import annotations

import json

from cmdresolve import Dockerfile, ImageConfig, Override, resolve
from cmdresolve.model.errors import NoCommandError
from cmdresolve.model.finding import Edit, Finding, Mend
from cmdresolve.model.source import Source, Span
from cmdresolve.model.trace import Dropped
from cmdresolve.render.as_json import (
    SCHEMA,
    error_to_json,
    explanation,
    finding_to_json,
    image_to_json,
    to_json,
)

IMAGE = ImageConfig(entrypoint=["sh", "-c", "x"], cmd=["a"], name="img")


def test_an_answer_has_these_keys() -> None:
    answer = to_json(resolve(IMAGE))
    assert SCHEMA == 1
    assert list(answer) == [
        *("schema", "engine", "image", "argv", "words", "dropped", "steps", "documented"),
        *("shell", "findings"),
    ]
    assert answer["schema"] == 1
    assert answer["engine"] == "docker@28.5"
    assert answer["argv"] == ["sh", "-c", "x", "a"]
    assert answer["documented"] == "sh -c x"
    assert answer["shell"] == {
        "program": "sh",
        "options": ["-c"],
        "script": "x",
        "positional": ["a"],
        "unread": [0],
    }
    json.dumps(answer)


def test_a_word_has_its_place_role_and_origin() -> None:
    assert to_json(resolve(IMAGE))["words"][3] == {
        "index": 3,
        "value": "a",
        "role": "cmd",
        "unread": True,
        "origin": {
            "kind": "image",
            "image": "img",
            "field": "Cmd",
            "index": 0,
            "text": "Cmd[0] of img",
        },
    }


def test_an_origin_in_a_dockerfile_has_its_span() -> None:
    image = Dockerfile.parse('FROM scratch\nCMD ["a"]\n').image()
    assert to_json(resolve(image))["words"][0]["origin"] == {
        "kind": "dockerfile",
        "source": "Dockerfile",
        "instruction": "CMD",
        "line": 2,
        "column": 6,
        "span": [18, 21],
        "instruction_span": [13, 22],
        "text": "Dockerfile:2:6 CMD",
    }


def test_pid_1_is_told_where_it_is_an_init() -> None:
    answer = to_json(resolve(IMAGE, Override(init=True)))
    assert answer["pid1"] == ["/sbin/docker-init", "--", "sh", "-c", "x", "a"]


def test_what_is_not_known_takes_the_place_of_argv() -> None:
    answer = to_json(resolve(ImageConfig.undescribed("app"), Override(args=["x"])))
    assert "argv" not in answer
    assert answer["unknown"] == ["Entrypoint of app"]
    assert answer["documented"] is None
    assert answer["shell"] is None
    assert answer["image"]["Entrypoint"] == {"unknown": "Entrypoint of app", "known": []}


def test_dropped_words_have_a_reason_and_origins() -> None:
    answer = explanation(resolve(IMAGE, Override(args=["b"])))
    assert answer["dropped"] == [
        {
            "words": ["a"],
            "field": "Cmd",
            "reason": "replaced by the arguments given at start",
            "rule": "args-replace-cmd",
            "origins": [
                {
                    "kind": "image",
                    "image": "img",
                    "field": "Cmd",
                    "index": 0,
                    "text": "Cmd[0] of img",
                }
            ],
        }
    ]
    without = Override(args=["b"], dropped=(Dropped(("z",), "args", "why", "rule"),))
    assert explanation(resolve(ImageConfig(), without))["dropped"] == [
        {"words": ["z"], "field": "args", "reason": "why", "rule": "rule", "origins": []}
    ]


def test_a_step_has_a_rule_and_a_citation() -> None:
    step = explanation(resolve(IMAGE))["steps"][0]
    assert set(step) == {"rule", "text", "citation", "origin"}
    assert step["rule"] == "entrypoint-from-image"
    assert step["origin"] is None


def test_a_finding_has_its_place_and_its_mends() -> None:
    source = Source("Dockerfile", "FROM a\nCMD b\n")
    edit = Edit("Dockerfile", 7, 12, 'CMD ["b"]')
    mends = (Mend('CMD ["b"]', (edit,), argv=("b",), safe=True), Mend("x", line=("docker", "run")))
    finding = Finding("code", "error", "told", source=source, span=Span(7, 12), mends=mends)
    record = {
        "code": "code",
        "severity": "error",
        "message": "told",
        "source": "Dockerfile",
        "line": 2,
        "column": 1,
        "origin": None,
        "mends": [
            {
                "text": 'CMD ["b"]',
                "edits": [{"source": "Dockerfile", "start": 7, "end": 12, "text": 'CMD ["b"]'}],
                "argv": ["b"],
                "safe": True,
            },
            {"text": "x", "edits": [{"line": ["docker", "run"]}], "argv": [], "safe": False},
        ],
    }
    assert finding_to_json(finding) == record
    answer = to_json(resolve(ImageConfig(cmd=["a"])), findings=[finding])
    assert answer["findings"] == [record]


def test_a_finding_without_a_place_names_none() -> None:
    mend = Mend('CMD ["b"]', image=(("cmd", ("b",)),), argv=("b",))
    record = finding_to_json(Finding("code", "info", "told", mends=(mend,)))
    assert set(record) == {"code", "severity", "message", "origin", "mends"}
    assert record["mends"][0]["edits"] == [{"image": {"Cmd": ["b"]}}]


def test_absent_and_empty_fields_are_told_apart() -> None:
    assert image_to_json(ImageConfig(entrypoint=[], cmd=[""])) == {
        "Entrypoint": [],
        "Cmd": [""],
        "Shell": None,
        "OnBuild": None,
    }


def test_an_error_has_no_place_where_there_is_no_text() -> None:
    assert error_to_json(NoCommandError("m", code="c", stage="create")) == {
        "stage": "create",
        "code": "c",
        "message": "m",
    }
