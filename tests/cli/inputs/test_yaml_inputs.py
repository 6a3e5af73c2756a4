"""Compose files and manifests at the command line: what is read beside them, and asked of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.cli import main

pytest.importorskip("ruamel.yaml")

COMPOSE = """\
services:
  web:
    image: nginx:1.27
    command: nginx -g "daemon off;" | tee log
  app:
    build: {context: app, args: {V: "13", W: }}
    entrypoint: ["/x", "$A", "${B}"]
  inline:
    build:
      dockerfile_inline: |
        FROM scratch
        ENTRYPOINT ["in", "line"]
  far: {build: "https://example.com/app.git"}
  lower: {extends: {file: sub/lower.yml, service: low}}
"""
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - {name: app, image: img, args: ["$(X)", b], env: [{name: X, value: one}]}
  - {name: other, image: img, command: [c]}
"""


# Keys called kind that are no object's, and files that are named and are no YAML.
KINDS = """\
x-common: {kind: Pod, apiVersion: v1}
services:
  web:
    image: img
    labels:
      kind: web
    command: [w]
configs:
  one: {file: templated.yml}
  two: {file: latin.yaml}
"""
POD_CONTAINER = {"name": "app", "image": "img", "command": ["j"]}
ENV = """\
# variables
A=from file  # a comment
export B = 'b $file'
C: "quoted"
D=x#y
E=

F="$A\tand more"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder, with what its files name."""
    texts = {
        "stack/compose.yaml": COMPOSE,
        "stack/app/Dockerfile": 'ARG V\nFROM debian:$V\nARG W\nCMD ["z"]\n',
        "stack/.env": ENV,
        "stack/sub/lower.yml": "services:\n  low: {extends: {file: lowest.yml, service: last}}\n",
        "stack/sub/lowest.yml": "services:\n  last: {image: img, command: [l, $C, $D, $E]}\n",
        "one/docker-compose.yml": "services:\n  only: {image: img, command: base}\n",
        "one/compose.override.yml": "services:\n  only: {command: [over, ride]}\n",
        "one/other.yaml": "services:\n  only: {image: img, command: other}\n",
        "pod.yaml": POD,
        "pod.json.yaml": json.dumps({"kind": "Pod", "spec": {"containers": [POD_CONTAINER]}}),
        "kinds.yaml": KINDS,
        "templated.yml": "{{ if }}: [",
        "broken.yaml": "services: [",
        "latin.yaml": "",
        "img.json": json.dumps({"Entrypoint": ["e"], "Cmd": ["c"]}),
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "latin.yaml").write_bytes(b"services: \xe9\n")
    monkeypatch.chdir(tmp_path)
    for name in "ABC":
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def answered(line: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """Return the argv that a command line answers, or its status and first line of complaint."""
    status = main.main(["resolve", *line.split()])
    out, err = capsys.readouterr()
    return json.loads(out) if status == 0 else (status, err.splitlines()[0])


@pytest.mark.parametrize(
    ("line", "argv"),
    [
        ("--base nginx:1.27=img.json stack/compose.yaml web", ["e", "nginx", "-g", "daemon off;"]),
        ("--base nginx:1.27=img.json stack/compose.yaml web ls -l", ["e", "ls", "-l"]),
        ("--entrypoint sh stack/compose.yaml web", ["sh"]),
        ("stack/compose.yaml inline", ["in", "line"]),
        ("--base https://example.com/app.git=img.json stack/compose.yaml far x", ["e", "x"]),
        ("--base img=img.json stack/compose.yaml lower", ["e", "l", "quoted", "x#y", ""]),
        ("--base img=img.json one/docker-compose.yml", ["e", "over", "ride"]),
        ("--base img=img.json one/other.yaml", ["e", "other"]),
        ("--base img=img.json pod.yaml app", ["e", "one", "b"]),
        ("pod.yaml other", ["c"]),
        ("pod.json.yaml", ["j"]),
        ("--base img=img.json kinds.yaml web", ["e", "w"]),
        ("--engine kube-play@5.8 --base img=img.json pod.yaml app", ["e", "one", "b"]),
    ],
)
def test_the_service_or_container_that_is_named(
    line: str, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The first word after the file is its name; words after it are those of ``compose run``.

    What ``extends`` names is read from the folder of the file that names it.
    """
    assert answered(line, capsys) == argv


def test_an_image_that_is_built_comes_from_its_dockerfile(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the context's folder and the arguments; the environment goes over ``.env``."""
    monkeypatch.setenv("B", "b env")

    assert main.main(["stack/compose.yaml", "app", "--base", "debian:13=img.json"]) == 0
    out = capsys.readouterr().out
    assert "/x" in out
    assert "'b env'" in out
    assert 'CMD ["z"] (stack/app/Dockerfile:4)' in out


def test_only_what_the_project_names_is_opened(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that ends in ``.yaml`` names no file; `extends`, `include` and `.env` do."""
    opened = []

    def read(path: str) -> bytes:
        opened.append(path)
        return Path(path).read_bytes()

    monkeypatch.setattr("cmdresolve.cli.inputs.project_files.read_bytes", read)
    text = Path("stack/compose.yaml").read_text()
    text += "  words: {image: img, command: [a, --config, sub/other.yml], labels: {k: sub/l.yml}}\n"
    Path("stack/compose.yaml").write_text(text)
    Path("stack/sub/other.yml").write_text("services: {}")
    Path("stack/sub/l.yml").write_text("services: {}")

    assert answered("stack/compose.yaml words", capsys)
    named = ["stack/.env", "stack/sub/lower.yml", "stack/sub/lowest.yml"]
    assert list(dict.fromkeys(opened)) == named


def test_a_value_that_only_a_cluster_has_may_be_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As ``NAME=VALUE``, or as a name of the environment."""
    pod = POD.replace("value: one", "valueFrom: {secretKeyRef: {name: s, key: k}}")
    Path("pod.yaml").write_text(pod)
    monkeypatch.setenv("X", "shell")

    assert answered("pod.yaml app --base img=img.json", capsys)[0] == 3
    assert answered("pod.yaml app --base img=img.json --env X=v", capsys) == ["e", "v", "b"]
    assert answered("pod.yaml app --base img=img.json --env X", capsys) == ["e", "shell", "b"]


@pytest.mark.parametrize(
    ("line", "status", "complaint"),
    [
        ("stack/compose.yaml", 2, "name a service [bad-usage]"),
        ("stack/compose.yaml nobody", 1, "the engine would refuse to create the container:"),
        ("--init stack/compose.yaml web", 2, "Compose has no --init [bad-usage]"),
        ("pod.yaml", 2, "2 containers are in the manifest [which-container]"),
        ("pod.yaml app x", 2, "a Pod takes nothing at start [bad-usage]"),
        ("--init pod.yaml app", 2, "a Pod takes nothing at start [bad-usage]"),
        (
            "stack/compose.yaml web --env A=1",
            2,
            "--env gives values to a Pod's variables, and this is not a manifest [bad-usage]",
        ),
        ("latin.yaml web", 2, "latin.yaml is not UTF-8: line 1, byte 11 of it [not-text]"),
        ("broken.yaml web", 1, "the engine would refuse to create the container:"),
        ("none.yaml web", 2, "cannot read none.yaml: No such file or directory [unreadable]"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_error(
    line: str, status: int, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the status of what it is: bad usage or input, or what the reader itself refuses."""
    assert answered(line, capsys) == (status, complaint)
