"""The batch protocol: `cmdresolve.batch`."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from cmdresolve import dialects
from cmdresolve.batch.protocol import answer
from tests.batch.asking import FILE, IMAGE, SHOWN, error_of


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


@pytest.mark.parametrize(
    ("builder", "argv"),
    [("classic@28.5/windows", ["cmd /S /C x"]), ("classic@28.5", ["/bin/sh", "-c", "x"])],
)
def test_a_described_base_is_of_the_system_that_is_built_for(builder: str, argv: list[str]) -> None:
    """Without a platform, the builder's own."""
    request = {"dockerfile": "FROM b\nCMD x\n", "bases": {"b": {}}, "builder": builder}

    assert answer(request)["argv"] == argv


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


@pytest.mark.parametrize("name", sorted({engine.name for engine in dialects.ENGINES}))
@pytest.mark.parametrize("more", [{}, {"run": False}, {"explain": True}])
def test_an_engine_version_that_is_not_known_is_answered_and_said(
    name: str, more: dict[str, Any]
) -> None:
    """Beside an answer, an image and a refusal."""
    for image in (IMAGE, {}):
        got = answer({"image": image, "engine": f"{name}@99", **more})
        told = [one["message"] for one in got["findings"] if one["code"] == "unknown-version"]
        assert told[0].startswith(f"{name}@99 is not known here: answered as {name}@")


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


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        ({"image": {"Entrypoint": ("e",), "Cmd": ("c", "d")}}, ["e", "c", "d"]),
        ({"image": ({"Config": {"Cmd": ("c",)}, "RepoTags": ("a:1",)},)}, ["c"]),
        ({"image": {}, "run": {"entrypoint": ("e", "f"), "args": ("a",)}}, ["e", "f", "a"]),
        ({"image": {}, "cli": ("docker", "run", "i", "a")}, ["a"]),
        ({"image": {"Cmd": ["c"]}, "changes": ('CMD ["d"]',)}, ["d"]),
        ({"dockerfile": "FROM a\n", "bases": {"a": {"Cmd": ("c",), "Env": ("A=b",)}}}, ["c"]),
        (
            {
                "image": {},
                "compose": {
                    "files": ("services: {a: {image: x, profiles: [p]}}",),
                    "service": "a",
                    "run": {"args": ("b",)},
                    "profiles": ("p",),
                    "env_files": (),
                },
            },
            ["b"],
        ),
    ],
)
@pytest.mark.parametrize("explain", [False, True])
def test_a_tuple_is_as_good_as_a_list(
    request_: dict[str, Any], argv: list[str], *, explain: bool
) -> None:
    """A caller in Python may give either; JSON has but one."""
    assert answer({**request_, "explain": explain})["argv"] == argv
