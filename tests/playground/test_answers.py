"""What the playground asks the library, without a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.model.quoting import shell_line
from docs.playground import page
from docs.playground.build import examples

FIELDS = {
    "kind": "line",
    "dockerfile": 'FROM scratch\nENTRYPOINT ["a"]\nCMD ["b"]\n',
    "line": "docker run img",
    "file": "",
    "name": "",
    "engine": "docker@28.5",
    "builder": "",
    "bases": "",
    "atlas": False,
}
PODS = """\
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - {name: first, image: x, args: [c]}
  - {name: second, image: x, command: [d]}
"""


def ask(**fields: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(page.answer(json.dumps({**FIELDS, **fields})))
    return answer


@pytest.mark.parametrize(
    ("fields", "argv"),
    [
        ({}, ["a", "b"]),
        ({"line": "docker run --entrypoint e img 'c d'"}, ["e", "c d"]),
        ({"line": "podman run img c", "engine": "podman@5.8"}, ["a", "c"]),
        (
            {"dockerfile": 'FROM scratch\nCMD ["a"] # b\n', "builder": "buildkit@26.1"},
            ["a"],
        ),
        ({"dockerfile": "FROM x\n", "bases": '{"x": {"Cmd": ["y"]}}'}, ["y"]),
        (
            {"dockerfile": "FROM x\n", "bases": '{"x": "FROM scratch\\nCMD y"}'},
            ["/bin/sh", "-c", "y"],
        ),
        ({"dockerfile": ' {"Entrypoint": ["e"], "Cmd": ["c"]}'}, ["e", "c"]),
        ({"dockerfile": '[{"Config": {"Cmd": ["c"]}}]\n', "line": "docker run i d"}, ["d"]),
        (
            {
                "kind": "compose",
                "engine": "compose@2.40",
                "file": "services: {web: {image: x, command: c}}",
            },
            ["a", "c"],
        ),
        ({"kind": "manifest", "engine": "kubernetes@1.35.1", "file": PODS}, ["a", "c"]),
        (
            {
                "kind": "manifest",
                "engine": "kubernetes@1.35.1",
                "file": PODS,
                "name": "second",
            },
            ["d"],
        ),
        (
            {"dockerfile": "", "line": "docker run nginx:1.27", "atlas": True},
            ["/docker-entrypoint.sh", "nginx", "-g", "daemon off;"],
        ),
    ],
)
def test_the_fields_are_answered(fields: dict[str, Any], argv: list[str]) -> None:
    """With the words as HTML, and the matrix with the image's cell marked."""
    answer = ask(**fields)

    assert answer["argv"] == argv
    assert "argv[0]" in answer["html"]
    assert "outline:3px" in answer["matrix"]
    assert "error" not in answer


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"dockerfile": " \n"}, "no-input"),
        ({"dockerfile": "FROM scratch\n"}, "no-command"),
        ({"bases": "{"}, "bad-json"),
        ({"dockerfile": "{“Cmd”: []}"}, "bad-json"),
        ({"dockerfile": "[]"}, "image-config"),
        ({"bases": "[]"}, "bad-bases"),
        ({"engine": "docker@1"}, "unknown-dialect"),
        ({"line": "docker run 'img"}, "shell-syntax"),
    ],
)
def test_what_is_refused_says_so(fields: dict[str, Any], code: str) -> None:
    """With the code of the batch protocol."""
    answer = ask(**fields)

    assert answer["error"]["code"] == code
    assert "argv" not in answer


def test_what_is_not_known_is_named() -> None:
    """A base that nobody described."""
    assert ask(dockerfile="FROM x\n")["unknown"] == ["Entrypoint of x", "Cmd of x"]


def test_names_are_those_of_the_file() -> None:
    """For the list of services or containers."""
    assert ask(kind="manifest", engine="kubernetes@1.35.1", file=PODS)["names"] == [
        "first",
        "second",
    ]


def test_a_mend_has_what_a_button_needs() -> None:
    """Edits of the text, what starts afterwards, and whether it is safe."""
    (finding,) = ask(dockerfile="FROM scratch\nCMD ['a b']\n")["findings"][:1]
    mend = finding["mends"][0]

    assert mend["edits"] == [
        {"source": "Dockerfile", "start": 13, "end": 24, "text": 'CMD ["a b"]'}
    ]
    assert mend["then"] == "'a b'"


def test_lists_hold_who_can_be_asked() -> None:
    """Each kind of start has engines of its own."""
    known = json.loads(page.known())

    assert "docker@28.5" in known["engines"]["line"]
    assert "kubernetes@1.35.1" not in known["engines"]["line"]
    assert "compose@2.40" in known["engines"]["compose"]
    assert "podman@5.8" not in known["engines"]["compose"]
    assert {"kubernetes@1.35.1", "kube-play@5.8"} <= set(known["engines"]["manifest"])
    assert known["programs"]["podman@5.8"] == "podman"
    assert "buildah@1.43" in known["builders"]


@pytest.mark.parametrize("example", examples(), ids=lambda x: x["title"])
def test_an_example_is_answered(example: dict[str, Any]) -> None:
    """Each has an argv or is refused by an engine, none is a mistake of the page."""
    answer = ask(**example["state"])

    assert "argv" in answer or answer["error"]["code"] in {"no-command", "unknown-flag"}


def test_the_examples_are_answered_before_the_memory_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All but those that ask the atlas, which is not there yet; as the page opens them."""
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(page, "answer", lambda text: asked.append(json.loads(text)))
    page.warm(json.dumps(examples()))
    script = (Path(page.__file__).parent / "playground.js").read_text("utf-8")
    opens = re.search(r"^const FIRST = \{\n(.*?)^\};", script, re.MULTILINE | re.DOTALL)

    assert len(asked) == sum(not example["state"].get("atlas") for example in examples()) > 15
    assert {one["kind"] for one in asked} == {"line", "compose", "manifest"}
    assert opens is not None
    for key in asked[0].keys() - {"dockerfile"}:
        assert f"  {key}: {json.dumps(asked[0][key])},\n" in opens[1]


@pytest.mark.parametrize(
    ("fields", "frame"),
    [
        (
            {"dockerfile": "FROM scratch\nRUN --mont=x a\nCMD b\n"},
            "  2 | RUN --mont=x a\n    |     ^^^^^^^^",
        ),
        ({"bases": '{"x": [“y”]}'}, '  1 | {"x": [“y”]}\n    |        ^'),
        ({"dockerfile": '{\n"Cmd": y}'}, '  2 | "Cmd": y}\n    |        ^'),
        (
            {"kind": "compose", "engine": "compose@2.40", "file": "services:\n  web: [\n"},
            "  3 | \n    | ^",
        ),
    ],
)
def test_an_error_is_shown_where_it_is(fields: dict[str, Any], frame: str) -> None:
    """The line, with carets below the place."""
    assert ask(**fields)["error"]["frame"] == frame


def test_typographic_quotes_are_explained_where_json_is_wanted() -> None:
    """As a finding explains those of a Dockerfile."""
    error = ask(dockerfile="{“Cmd”: [“a”]}")["error"]

    assert error["hint"] == 'typographic quotes are no quotes of JSON: write " in their place'
    assert "hint" not in ask(dockerfile="{Cmd: []}")["error"]


def test_a_finding_is_shown_where_it_is() -> None:
    """As an error."""
    (finding,) = ask(dockerfile="FROM scratch\nCMD [“a”]\n")["findings"][:1]

    assert finding["frame"] == "  2 | CMD [“a”]\n    |      ^"


def test_the_five_surprises_are_those_of_the_tutorial() -> None:
    """Under its headings, with its answers."""
    page = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text("utf-8")
    headings = re.findall(r"^## \d\. (.*)$", page, re.MULTILINE)
    starts = re.findall(r"^\$ cmdresolve \d.*\n(.*)$", page, re.MULTILINE)
    five = [example for example in examples() if example["group"] == "Five surprises"]

    assert [example["title"] for example in five] == headings
    assert [shell_line(ask(**example["state"])["argv"]) for example in five] == starts
    assert all(ask(**example["state"])["findings"] for example in five)
