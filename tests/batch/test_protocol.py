"""The batch protocol: `cmdresolve.batch`."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from cmdresolve.batch.protocol import answer, answer_lines, subject
from cmdresolve.images.atlas import Atlas
from cmdresolve.images.sources import Found
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image import ImageConfig

IMAGE = {"Entrypoint": ["/e"], "Cmd": ["/c"]}
SHOWN = {"Entrypoint": ["/e"], "Cmd": ["/c"], "Shell": None, "OnBuild": None}
FILE = 'FROM scratch\nCMD ["c"]\n'


def error_of(request: Any) -> dict[str, Any]:
    got = answer(request)

    assert not {"argv", "unknown"} & set(got)
    error: dict[str, Any] = got["error"]
    return error


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"image": IMAGE}, {"image": SHOWN, "argv": ["/e", "/c"]}),
        ({"image": IMAGE, "id": 7}, {"id": 7, "image": SHOWN, "argv": ["/e", "/c"]}),
        ({"image": IMAGE, "id": None}, {"id": None, "image": SHOWN, "argv": ["/e", "/c"]}),
        (
            {"image": IMAGE, "id": {"a": [1, "\ud800"]}},
            {"id": {"a": [1, "\ud800"]}, "image": SHOWN, "argv": ["/e", "/c"]},
        ),
        ({"image": IMAGE, "run": False}, {"image": SHOWN}),
        ({"image": {}, "run": False}, {"image": dict.fromkeys(SHOWN)}),
        ({"image": IMAGE, "run": {}}, {"image": SHOWN, "argv": ["/e", "/c"]}),
        ({"image": IMAGE, "run": {"args": ["a"]}}, {"image": SHOWN, "argv": ["/e", "a"]}),
        (
            {"image": IMAGE, "run": {"init": True}},
            {"image": SHOWN, "argv": ["/e", "/c"], "pid1": ["/sbin/docker-init", "--", "/e", "/c"]},
        ),
        (
            {"image": IMAGE, "run": {"init": True}, "engine": "containerd-cri"},
            {"image": SHOWN, "argv": ["/e", "/c"]},
        ),
        (
            {"image": {"Entrypoint": [], "Shell": ["/bin/bash", "-c"]}, "engine": "podman"},
            {
                "image": {
                    "Entrypoint": [],
                    "Cmd": None,
                    "Shell": ["/bin/bash", "-c"],
                    "OnBuild": None,
                },
                "argv": [""],
            },
        ),
        (
            {"image": IMAGE, "cli": ["docker", "run", "--entrypoint", "x", "img", "y"]},
            {"image": SHOWN, "argv": ["x", "y"]},
        ),
        (
            {"image": IMAGE, "cli": ["podman", "run", "--entrypoint", '["x","z"]', "img"]},
            {"image": SHOWN, "argv": ["x", "z"]},
        ),
        (
            {"image": IMAGE, "cli": ["docker", "run", "--init", "img"], "run": None},
            {"image": SHOWN, "argv": ["/e", "/c"], "pid1": ["/sbin/docker-init", "--", "/e", "/c"]},
        ),
        (
            {"dockerfile": FILE},
            {
                "image": {"Entrypoint": None, "Cmd": ["c"], "Shell": None, "OnBuild": None},
                "argv": ["c"],
            },
        ),
    ],
)
def test_a_request_has_one_answer(request_: dict[str, Any], expected: dict[str, Any]) -> None:
    """``id`` as given, the image as stored, and the argv of the first process."""
    assert answer(request_) == expected


@pytest.mark.parametrize(
    ("run", "argv"),
    [
        ({"entrypoint": None, "args": None, "init": None}, ["/e", "/c"]),
        ({"entrypoint": "x y"}, ["x y"]),
        ({"args": "a b"}, ["/e", "a b"]),
        ({"args": ""}, ["/e", ""]),
        ({"args": []}, ["/e", "/c"]),
        ({"args": [""]}, ["/e", ""]),
        ({"entrypoint": []}, ["/c"]),
        ({"entrypoint": ["a", None]}, ["a", ""]),
        ({"args": [None]}, ["/e", ""]),
        ({"args": ["a\udcff", "\ud800"]}, ["/e", "a\ufffd", "\ufffd"]),
        ({"entrypoint": "\udcff"}, ["\ufffd"]),
    ],
)
def test_a_run_is_what_the_engine_s_api_would_be_sent(run: dict[str, Any], argv: list[str]) -> None:
    """A text is one word, a null in a list an empty one, bad UTF-8 is U+FFFD (Docker 28.5)."""
    assert answer({"image": IMAGE, "run": run})["argv"] == argv


@pytest.mark.parametrize(
    ("run", "message", "hint"),
    [
        ({"entrypoint": 5}, "cannot unmarshal a number into entrypoint", "entrypoint is a list"),
        ({"entrypoint": True}, "cannot unmarshal a boolean into entrypoint", "entrypoint is a"),
        ({"entrypoint": {"a": 1}}, "cannot unmarshal an object into entrypoint", "entrypoint is"),
        ({"args": ["a", 1]}, "cannot unmarshal a number into args", "args is a list of strings"),
        ({"args": [["a"]]}, "cannot unmarshal a list into args", "args is a list of strings"),
        ({"args": float("inf")}, "cannot unmarshal a number into args", "args is a list"),
        ({"init": "x"}, "cannot unmarshal a string into init", "init is true or false"),
        ({"init": 1}, "cannot unmarshal a number into init", "init is true or false"),
    ],
)
def test_a_run_that_no_api_decodes_is_refused_at_create(
    run: dict[str, Any], message: str, hint: str
) -> None:
    """The image is built by then, and shown (Docker 20.10 to 28.5: ``cannot unmarshal``)."""
    got = answer({"id": 1, "image": IMAGE, "run": run})

    assert got["image"] == SHOWN
    assert got["error"]["hint"].startswith(hint)
    del got["error"]["hint"]
    assert got["error"] == {"stage": "create", "code": "override-type", "message": message}


BAD: list[tuple[Any, str]] = [
    (None, "a request is a JSON object, not null"),
    (1, "a request is a JSON object, not a number"),
    ("x", "a request is a JSON object, not a string"),
    ([], "a request is a JSON object, not a list"),
    (True, "a request is a JSON object, not a boolean"),
    ({}, "give one of dockerfile, dockerfile_b64, image, not none"),
    ({"image": None}, "give one of dockerfile, dockerfile_b64, image, not none"),
    (
        {"image": IMAGE, "dockerfile": FILE},
        "give one of dockerfile, dockerfile_b64, image, not dockerfile and image",
    ),
    ({"image": IMAGE, "imag": 1}, "unknown key 'imag'"),
    ({"image": IMAGE, 5: 1, "x": 2}, "unknown key 5"),
    ({"image": IMAGE, "engine": 5}, "engine must be a string, such as docker@28.5, not a number"),
    ({"image": IMAGE, "engine": ["docker"]}, "engine must be a string"),
    ({"image": IMAGE, "builder": 7}, "builder must be a string, such as buildkit@28.5, not a num"),
    ({"image": IMAGE, "target": 5}, "target must be a string, the name of a stage, not a number"),
    ({"dockerfile": FILE, "target": []}, "target must be a string"),
    ({"dockerfile": FILE, "platform": 5}, "platform must be a string, such as linux/amd64, not a"),
    ({"dockerfile": 5}, "dockerfile must be a string, the Dockerfile's text, not a number"),
    ({"dockerfile": [FILE]}, "dockerfile must be a string"),
    ({"dockerfile_b64": 5}, "dockerfile_b64 must be a string"),
    ({"dockerfile_b64": "***"}, "dockerfile_b64 is not base64"),
    ({"dockerfile_b64": "RlJP TQ=="}, "dockerfile_b64 is not base64"),
    ({"dockerfile_b64": "é"}, "dockerfile_b64 is not base64"),
    ({"image": "img"}, "image must be an image config, a JSON object or a list of one, not a"),
    ({"dockerfile": FILE, "bases": []}, "bases must be an object of image configs or Dockerfile"),
    ({"image": IMAGE, "bases": 5}, "bases must be an object of image configs or Dockerfile texts"),
    ({"dockerfile": FILE, "contexts": "x"}, "contexts must be an object"),
    ({"dockerfile": FILE, "build_args": []}, "build_args must be an object of strings, not a list"),
    (
        {"dockerfile": FILE, "build_args": {"A": 1}},
        "build_args must be an object of strings; 'A' is not one",
    ),
    ({"dockerfile": FILE, "build_args": {"A": None}}, "build_args must be an object of strings"),
    ({"image": IMAGE, "run": True}, "run must be an object, or false, not true"),
    ({"image": IMAGE, "run": 0}, "run must be an object, or false, not a number"),
    ({"image": IMAGE, "run": []}, "run must be an object, or false, not a list"),
    ({"image": IMAGE, "run": "x"}, "run must be an object, or false, not a string"),
    ({"image": IMAGE, "run": {"cmd": ["x"]}}, "unknown key 'cmd' of run"),
    ({"image": IMAGE, "explain": "yes"}, "explain must be true or false, not a string"),
    ({"image": IMAGE, "explain": 1}, "explain must be true or false, not a number"),
    ({"image": IMAGE, "cli": "docker run x"}, "cli must be a list of strings, not a string"),
    ({"image": IMAGE, "cli": ["docker", 1]}, "cli must be a list of strings, and a number is amon"),
    ({"image": IMAGE, "cli": [None]}, "cli must be a list of strings, and null is among them"),
    ({"image": IMAGE, "cli": ["docker", "run", "x"], "run": {}}, "give run or cli, not both"),
    ({"image": IMAGE, "cli": ["docker", "run", "x"], "run": False}, "give run or cli, not both"),
    ({"image": IMAGE, "cli": ["x"], "kubernetes": {}}, "give cli or kubernetes, not both"),
    ({"image": IMAGE, "kubernetes": []}, "kubernetes must be an object, not a list"),
    ({"image": IMAGE, "kubernetes": {}}, "kubernetes.manifest must be a string"),
    (
        {"image": IMAGE, "kubernetes": {"manifest": "", "container": 1}},
        "kubernetes.container must be a string",
    ),
    ({"dockerfile": FILE, "bases": {1: IMAGE}}, "bases must have strings as names, and a number"),
    ({"dockerfile": FILE, "contexts": {None: ""}}, "contexts must have strings as names, and null"),
    ({"image": IMAGE, "run": {b"args": []}}, "run must have strings as names, and an object is n"),
    ({"image": IMAGE, "id": float("nan")}, "id is nothing that JSON can give back"),
    ({"image": IMAGE, "id": {1, 2}}, "id is nothing that JSON can give back"),
]


@pytest.mark.parametrize(("request_", "message"), BAD)
def test_a_bad_request_has_one_clear_error(request_: Any, message: str) -> None:
    """Each key has one type; a key nobody knows is no silent wish."""
    error = error_of(request_)

    assert error["message"].startswith(message)
    assert (error["stage"], error["code"]) == ("request", "bad-request")
    assert set(error) <= {"stage", "code", "message", "hint"}


@pytest.mark.parametrize(
    ("request_", "hint"),
    [
        ({"composed": {}}, "known: id, engine, builder, dockerfile, dockerfile_b64, target, "),
        ({"image": IMAGE, "run": {"cmd": []}}, "known: entrypoint, args, init"),
        ({"image": IMAGE, "kubernetes": {"file": ""}}, "known: manifest, container"),
    ],
)
def test_an_unknown_key_is_answered_with_those_known(request_: Any, hint: str) -> None:
    """So that a slip of the pen is found at once."""
    assert error_of(request_)["hint"].startswith(hint)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            {"image": IMAGE, "engine": "moby"},
            ("request", "unknown-dialect", "no engine is called 'moby'"),
        ),
        ({"image": IMAGE, "engine": ""}, ("request", "unknown-dialect", "no engine is called ''")),
        (
            {"image": IMAGE, "engine": "docker@" + "9" * 5000},
            ("request", "unknown-dialect", "'99999"),
        ),
        (
            {"dockerfile": FILE, "builder": "docker@28.5"},
            ("request", "unknown-dialect", "no builder is called 'docker'"),
        ),
        (
            {"dockerfile": FILE, "builder": ""},
            ("request", "unknown-dialect", "no builder is called ''"),
        ),
        (
            {"image": {"Cmd": 5}},
            ("request", "image-config", "Cmd must be a list of strings, not a number"),
        ),
        (
            {"dockerfile": "FROM b", "bases": {"b": {"Cmd": 5}}},
            ("request", "image-config", "b: Cmd must be a list of strings, not a number"),
        ),
        ({"dockerfile": "FROM b", "bases": {"b": None}}, ("create", "no-command", "no command")),
        ({"image": []}, ("request", "image-config", "it is an empty list")),
        (
            {"image": {"foo": 1}},
            ("request", "image-config", "none of its keys is one of an image config: foo"),
        ),
        (
            {"image": {"Entrypoints": ["/e"]}},
            ("request", "image-config", "Entrypoints is no key of an image config"),
        ),
        (
            {"dockerfile": "FROM b", "bases": {"b": {"apiVersion": "v1", "kind": "Pod"}}},
            ("request", "image-config", "b: this is a Kubernetes manifest and no image config"),
        ),
        (
            {"dockerfile": "FROM b", "contexts": {"b": 5}},
            (
                "request",
                "image-config",
                "b: an image config is a JSON object or a list of one, not",
            ),
        ),
        ({"image": {}}, ("create", "no-command", "no command specified")),
        (
            {"image": {}, "engine": "docker@20.10"},
            ("create", "no-command", "No command specified"),
        ),
        (
            {"image": IMAGE, "engine": "podman/libpod", "run": {"args": "x"}},
            ("create", "override-type", "cannot unmarshal string into a list of strings"),
        ),
        (
            {"dockerfile": FILE, "platform": "x"},
            ("build", "platform", "failed to parse platform x"),
        ),
        (
            {"image": IMAGE, "cli": ["podman", "run", "x"], "engine": "docker"},
            ("request", "wrong-engine", "podman starts no container on docker"),
        ),
    ],
)
def test_a_refusal_says_when_and_why(request_: Any, expected: tuple[str, str, str]) -> None:
    """``stage`` is ``request`` for the question itself, else when a real engine would refuse."""
    error = error_of(request_)

    assert (error["stage"], error["code"]) == expected[:2]
    assert error["message"].startswith(expected[2])


@pytest.mark.parametrize(
    ("request_", "place"),
    [
        ({"dockerfile": "FROM scratch\n  CDM x\n"}, ("Dockerfile", 2, 3)),
        ({"dockerfile": ""}, ("Dockerfile", 1, 1)),
        ({"dockerfile": "FROM b", "bases": {"b": "FROM scratch\nCDM x"}}, ("b", 2, 1)),
        ({"image": IMAGE, "cli": ["docker", "run", "--nope", "x"]}, ("command line", 1, 12)),
    ],
)
def test_a_fault_in_a_text_has_a_place(request_: Any, place: tuple[str, int, int]) -> None:
    """The text's name, and line and column from 1."""
    error = error_of(request_)

    assert (error["source"], error["line"], error["column"]) == place


def test_a_fault_on_a_later_line_of_an_instruction_has_two_places() -> None:
    """``line`` is where builders say the instruction begins, ``at`` where the fault lies."""
    error = error_of({"dockerfile": "FROM scratch\nENTRYPOINT \\\n --x\n"})

    assert (error["source"], error["line"], error["column"]) == ("Dockerfile", 2, 1)
    assert error["at"] == {"line": 3, "column": 2}


def test_a_refusal_after_the_build_shows_the_image() -> None:
    """And one before has none to show."""
    assert answer({"image": {"Cmd": []}})["image"]["Cmd"] == []
    assert "image" not in answer({"dockerfile": "CDM"})


def test_the_engine_builds_with_its_own_builder() -> None:
    """Podman's leaves a bare CMD without a script, Docker's BuildKit writes an empty one."""
    text = "FROM scratch\nCMD\n"

    assert answer({"dockerfile": text})["argv"] == ["/bin/sh", "-c", ""]
    assert answer({"dockerfile": text, "engine": "podman"})["argv"] == ["/bin/sh", "-c"]
    assert answer({"dockerfile": text, "engine": "docker@20.10"})["argv"] == ["/bin/sh", "-c"]
    assert answer({"dockerfile": text, "builder": "classic"})["argv"] == ["/bin/sh", "-c"]


def test_bytes_come_in_base64() -> None:
    """Those that are no UTF-8 reach the config as U+FFFD each."""
    encoded = base64.b64encode(b"FROM scratch\nCMD a\xff\xe2\x82\n").decode()

    assert answer({"dockerfile_b64": encoded})["argv"] == ["/bin/sh", "-c", "a\ufffd\ufffd\ufffd"]


def test_a_target_and_arguments_choose_the_stage() -> None:
    """As ``--target`` and ``--build-arg`` do."""
    text = 'ARG V=x\nFROM a AS one\nFROM ${V}\nCMD ["two"]\n'
    bases = {"a": {"Cmd": ["one"]}, "y": {"Entrypoint": ["e"]}}
    request = {"dockerfile": text, "bases": bases, "build_args": {"V": "y"}}

    assert answer(request)["argv"] == ["e", "two"]
    assert answer({**request, "target": "one"})["argv"] == ["one"]


def test_a_base_may_be_a_dockerfile_that_starts_from_another() -> None:
    """From those before it, by the same builder and for the same platform."""
    request = {
        "dockerfile": "FROM b",
        "bases": {"a": {"Entrypoint": ["e"]}, "b": "FROM a\nCMD x"},
        "platform": "windows/amd64",
    }

    assert answer(request)["argv"] == ["e", "cmd", "/S", "/C", "x"]


@pytest.mark.parametrize(
    ("builder", "argv"),
    [("classic@28.5/windows", ["cmd /S /C x"]), ("classic@28.5", ["/bin/sh", "-c", "x"])],
)
def test_a_described_base_is_of_the_system_that_is_built_for(builder: str, argv: list[str]) -> None:
    """Without a platform, the builder's own."""
    request = {"dockerfile": "FROM b\nCMD x\n", "bases": {"b": {}}, "builder": builder}

    assert answer(request)["argv"] == argv


@pytest.mark.parametrize("order", ["abc", "acb", "bac", "bca", "cab", "cba"])
def test_the_order_of_described_bases_does_not_matter(order: str) -> None:
    """A client's JSON objects may come in any order of keys."""
    texts = {"a": 'FROM b\nCMD ["a"]', "b": "FROM c:latest\n", "c": 'FROM x\nENTRYPOINT ["e"]'}
    bases = {"x": {"Cmd": ["lost"]}} | {name: texts[name] for name in order}

    assert answer({"dockerfile": "FROM a", "bases": bases})["argv"] == ["e", "a"]


def test_bases_that_start_from_each_other_come_to_an_end() -> None:
    """The one that is built first starts from an image that nobody described."""
    bases = {"a": 'FROM b\nENTRYPOINT ["a"]', "b": 'FROM a\nENTRYPOINT ["b"]'}

    assert answer({"dockerfile": "FROM a", "bases": bases})["argv"] == ["a"]


@pytest.mark.parametrize(("deep", "code"), [(1_000, None), (1_001, "limit")])
def test_bases_stand_on_each_other_only_so_deep(deep: int, code: str | None) -> None:
    """Each has all that those below it have, so that the cost would grow as the square."""
    bases: dict[str, Any] = {f"b{n}": f"FROM b{n - 1}\n" for n in range(1, deep + 1)}

    error = answer({"dockerfile": f"FROM b{deep}\nCMD x\n", "bases": bases}).get("error", {})

    assert error.get("code") == code


def test_a_context_stands_in_for_a_base() -> None:
    """As ``--build-context`` does."""
    request = {
        "dockerfile": "FROM b",
        "bases": {"b": {"Cmd": ["base"]}},
        "contexts": {"b": {"Cmd": ["context"]}},
    }

    assert answer(request)["argv"] == ["context"]


def test_a_base_nobody_described_makes_the_answer_unknown() -> None:
    """What would have to be known is listed; known words stand in the image."""
    got = answer({"dockerfile": "FROM debian:12\nCMD x", "id": "q"})

    assert got == {
        "id": "q",
        "image": {
            "Entrypoint": {"unknown": "Entrypoint of debian:12", "known": []},
            "Cmd": {"unknown": "Shell of debian:12", "known": ["x"]},
            "Shell": {"unknown": "Shell of debian:12", "known": []},
            "OnBuild": None,
        },
        "unknown": ["Entrypoint of debian:12", "Shell of debian:12"],
    }


def test_an_undescribed_base_matters_only_where_it_is_needed() -> None:
    """An exec-form ENTRYPOINT makes the answer known, whatever the base has."""
    got = answer({"dockerfile": 'FROM debian:12\nENTRYPOINT ["x"]'})

    assert got["argv"] == ["x"]
    assert "unknown" not in got


def test_a_frontend_nobody_knows_makes_the_answer_unknown() -> None:
    """No image can be shown then."""
    got = answer({"dockerfile": "# syntax=example.com/other\nFROM scratch\n"})

    assert set(got) == {"unknown"}


EXPLAINED = {"words", "dropped", "steps", "documented", "shell", "findings"}


def test_an_explanation_is_given_when_asked_for() -> None:
    """Word by word, with the rules that fired, what was dropped, and the shell's words."""
    image = {"Entrypoint": ["/bin/sh", "-c", "x"], "Cmd": ["/c"]}

    got = answer({"image": image, "run": {"args": ["a"]}, "explain": True})

    assert set(got) == {"image", "argv"} | EXPLAINED
    assert [(word["value"], word["role"], word["unread"]) for word in got["words"]] == [
        ("/bin/sh", "entrypoint", False),
        ("-c", "entrypoint", False),
        ("x", "entrypoint", False),
        ("a", "args", True),
    ]
    assert [(item["words"], item["rule"]) for item in got["dropped"]] == [
        (["/c"], "args-replace-cmd")
    ]
    assert [step["rule"] for step in got["steps"]] == ["entrypoint-from-image", "args-replace-cmd"]
    assert got["documented"] == "/bin/sh -c x"
    assert got["shell"] == {
        "program": "/bin/sh",
        "options": ["-c"],
        "script": "x",
        "positional": ["a"],
        "unread": [0],
    }


def test_an_unknown_answer_is_explained_as_far_as_it_is_known() -> None:
    """There is no argv and no documented command, and nothing raises."""
    got = answer({"dockerfile": "FROM b\nCMD x", "explain": True})

    assert set(got) == {"image", "unknown", "assumed"} | EXPLAINED
    assert got["assumed"] == {
        "argv": ["/bin/sh", "-c", "x"],
        "if": ["b sets no ENTRYPOINT", "b sets no SHELL"],
    }
    assert [word["value"] for word in got["words"]] == ["x"]
    assert got["documented"] is None
    assert got["shell"] is None


@pytest.mark.parametrize("explain", [False, None])
def test_no_explanation_is_given_unasked(explain: Any) -> None:
    """It costs, and makes answers long."""
    assert set(answer({"image": IMAGE, "explain": explain})) == {"image", "argv"}


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "request_",
    [
        {"image": nested(100_000)},
        {"image": {"Cmd": nested(100_000)}},
        {"image": IMAGE, "run": {"args": nested(100_000)}},
        {"image": IMAGE, "run": {"entrypoint": [nested(100_000)]}},
        {"image": IMAGE, "engine": nested(100_000)},
        {"image": IMAGE, "cli": nested(100_000)},
        {"image": IMAGE, "id": nested(100_000)},
        {"dockerfile": FILE, "bases": {"a": nested(100_000)}},
        {"dockerfile": FILE, "build_args": {"a": nested(100_000)}},
    ],
)
def test_no_nesting_is_too_deep_for_an_answer(request_: Any) -> None:
    """One error, in a message that does not repeat the value."""
    error = error_of(request_)

    assert error["code"] in {"bad-request", "image-config", "override-type"}
    assert len(error["message"]) < 200


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


def test_an_id_that_json_reads_and_cannot_write_is_refused() -> None:
    """``1e999`` is a number to Python's reader and no number to any writer."""
    (got,) = answer_lines(['{"id":1e999,"image":{"Cmd":["a"]}}'])

    assert json.loads(got)["error"]["message"] == "id is nothing that JSON can give back"


POD = """\
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: app
    image: i
    env: [{name: V, value: "a b"}]
    args: ["--x=$(V)", $$(V), $(PATH)]
"""


@pytest.mark.parametrize(
    ("engine", "argv"),
    [
        (None, ["e", "--x=a b", "$(V)", "$(PATH)"]),
        ("kubernetes@1.33", ["e", "--x=a b", "$(V)", "$(PATH)"]),
        ("containerd-cri@2.1", ["e", "--x=a b", "$(V)", "$(PATH)"]),
        ("kube-play@5.8", ["e", "--x=a b", "$(V)", "/bin"]),
    ],
)
def test_a_manifest_says_what_is_given(engine: str | None, argv: list[str]) -> None:
    """By default the kubelet reads it; kube play knows the image's variables as well."""
    image = {"Entrypoint": ["e"], "Cmd": ["c"], "Env": ["PATH=/bin"]}
    asked = {"engine": engine, "image": image, "kubernetes": {"manifest": POD, "container": "app"}}

    assert answer(asked)["argv"] == argv


def test_a_manifest_is_read_after_the_image_is_built() -> None:
    """So the image stands beside what is refused of the manifest, with its line."""
    manifest = POD.replace("$$(V)", "10")
    found = answer({"dockerfile": "FROM scratch\nCMD c\n", "kubernetes": {"manifest": manifest}})

    assert found["image"]["Cmd"] == ["/bin/sh", "-c", "c"]
    assert (found["error"]["stage"], found["error"]["code"]) == ("create", "manifest-type")
    assert (found["error"]["line"], found["error"]["column"]) == (8, 24)
    unknown = answer({"image": {}, "kubernetes": {"manifest": POD.replace("PATH", "A_PORT")}})
    assert unknown["unknown"] == ["A_PORT of a Service of the namespace"]


def test_a_fault_of_our_own_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next question of a run must be answered."""

    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("cmdresolve.batch.protocol.resolve", fail)
    got = answer({"id": 7, "image": {"Cmd": ["a"]}})

    assert got["id"] == 7
    assert (got["error"]["code"], got["error"]["stage"]) == ("internal", "request")
    assert "KeyError: 'x' in " in got["error"]["message"]
    assert "please report it" in got["error"]["hint"]


@pytest.mark.parametrize(
    ("changes", "argv"),
    [(['CMD ["n"]', "ENTRYPOINT q"], ["/bin/sh", "-c", "q", "n"]), ("CMD []", ["e"])],
)
def test_changes_are_made_before_the_image_is_started(changes: Any, argv: list[str]) -> None:
    """As `ImageConfig.changed` makes them, of a list or of one text."""
    request = {"image": {"Entrypoint": ["e"], "Cmd": ["c"]}, "changes": changes}

    assert answer(request)["argv"] == argv


def test_changes_are_those_of_the_builder_where_no_engine_is_named() -> None:
    """Of ``buildah config``; an engine has a command of its own."""
    request = {"image": {"Entrypoint": ["e"]}, "builder": "buildah@1.43", "changes": ["CMD a b"]}

    assert answer(request)["argv"] == ["e", "a", "b"]
    assert answer({**request, "engine": "podman@5.8"})["argv"] == ["/bin/sh", "-c", "a b"]


def test_changes_that_are_none_are_refused() -> None:
    """By the request where they are no texts, by the build where the engine refuses them."""
    image = {"Cmd": ["c"]}

    assert answer({"image": image, "changes": [1]})["error"]["stage"] == "request"
    assert answer({"image": image, "changes": ["RUN a"]})["error"]["stage"] == "build"


A_POD = """{apiVersion: v1, kind: Pod, metadata: {name: p},
spec: {containers: [{name: a, image: 'python:3'}]}}"""


def atlas_find(self: Atlas, reference: str, platform: str = "linux/amd64") -> Found | None:
    """Stand for an atlas of one image, and of another that is only supposed."""
    del platform
    if reference not in ("python:3", "python:99"):
        return None
    config = ImageConfig(cmd=["python3"])
    day = self._asked or "2026-08-01"
    return Found(config, "atlas", "the atlas", as_of=day, supposed=reference == "python:99")


@pytest.mark.parametrize(
    ("request_", "got"),
    [
        ({"dockerfile": "FROM python:3"}, {"argv": ["python3"]}),
        (
            {"dockerfile": "FROM x\nCMD a", "bases": {"x": 'FROM python:3\nSHELL ["s"]'}},
            {"argv": ["s", "a"]},
        ),
        (
            {"dockerfile": "FROM python:99"},
            {"unknown": ["Entrypoint of python:99", "Cmd of python:99"]},
        ),
        ({"cli": ["docker", "run", "python:3"]}, {"argv": ["python3"]}),
        ({"kubernetes": {"manifest": A_POD}}, {"argv": ["python3"]}),
        (
            {"compose": {"files": ["services: {a: {image: 'python:3'}}"], "service": "a"}},
            {"argv": ["python3"]},
        ),
        ({"cli": ["docker", "run", "x"], "bases": {"x": {"Cmd": ["given"]}}}, {"argv": ["given"]}),
    ],
)
def test_the_atlas_is_asked_where_a_request_says_so(
    request_: dict[str, Any], got: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Atlas, "find", atlas_find)
    answered = answer({**request_, "atlas": True})
    assert {key: answered.get(key) for key in got} == got


def test_an_answer_by_the_atlas_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Atlas, "find", atlas_find)
    request = {"dockerfile": "FROM python:3", "atlas": True, "as_of": "2024-01-02", "explain": True}
    assert answer(request)["bases"] == {
        "python:3": {"from": "atlas", "source": "the atlas", "as_of": "2024-01-02"}
    }
    unasked = answer({"dockerfile": "FROM python:3", "explain": True})
    assert "bases" not in unasked
    assert unasked["unknown"] == ["Entrypoint of python:3", "Cmd of python:3"]
    supposed = answer({"dockerfile": "FROM python:99", "atlas": True, "explain": True})
    assert supposed["assumed"] == {
        "argv": ["python3"],
        "if": [
            "python:99 sets no ENTRYPOINT (nor does its line)",
            "python:99 has the CMD of its line",
        ],
    }


@pytest.mark.parametrize("day", ["2024", "2024-13-01", "x"])
def test_a_day_that_is_none_is_a_bad_request(day: str) -> None:
    got = answer({"dockerfile": "FROM a", "atlas": True, "as_of": day})
    assert got["error"]["stage"] == "request"


def test_a_subject_is_what_the_request_asks() -> None:
    """What the builder refuses stands in it; a request that cannot be read is refused at once."""
    asked = subject({"dockerfile": FILE, "run": {"args": ["x"]}})
    assert asked.argv == ("x",)
    refused = subject({"dockerfile": "FRM x\n"})
    assert refused.error is not None
    assert refused.error.stage == "build"
    for request in ({"dockerfile": FILE, "run": False}, {"nothing": 1}, {"cli": [], "run": {}}):
        with pytest.raises(CmdResolveError, match=r"run must|unknown key|not both"):
            subject(request)
