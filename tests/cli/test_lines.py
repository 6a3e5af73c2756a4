"""Lines that name files, as one was about to type them: Compose's and podman kube play's."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.cli import main

pytest.importorskip("ruamel.yaml")

FILES = {
    "i.json": '{"Entrypoint": ["ep"], "Cmd": ["c"]}',
    "compose.yaml": "services:\n  web: {image: i, command: [serve, '${V:-none}']}\n"
    "  db: {image: i, profiles: [data], command: [data]}\n",
    "b.yml": "services: {web: {command: ['p=${COMPOSE_PROJECT_NAME}', '$V']}}\n",
    "v.env": "V=from file\n",
    "sub/docker-compose.yml": "services:\n  app: {build: app}\n",
    "sub/app/Dockerfile": 'FROM scratch\nENTRYPOINT ["built"]\nCMD ["x"]\n',
    "sub/deep/note": "",
    "pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
    "  - {name: app, image: i, args: [serve]}\n",
    "pods.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
    "  - {name: a, image: i}\n  - {name: b, image: i}\n",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project called moon, and one below it."""
    place = tmp_path / "moon"
    for name, text in FILES.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(place)
    for name in ("V", "COMPOSE_FILE", "COMPOSE_PROJECT_NAME", "COMPOSE_ENV_FILES"):
        monkeypatch.delenv(name, raising=False)
    return place


def answered(line: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """Return the argv that a line answers, or its status and first complaint that is no note."""
    status = main.main(["resolve", "--image-config", "i.json", *line.split()])
    out, err = capsys.readouterr()
    told = [line for line in err.splitlines() if not line.startswith("note: ")]
    return json.loads(out) if status == 0 else (status, told[0])


@pytest.mark.parametrize(
    ("line", "argv"),
    [
        ("docker compose run web x y", ["ep", "x", "y"]),
        ("docker compose run web", ["ep", "serve", "none"]),
        ("docker compose run --entrypoint a web x", ["a", "x"]),
        ("docker compose up -d web", ["ep", "serve", "none"]),
        ("sudo docker compose --env-file v.env up web", ["ep", "serve", "from file"]),
        (
            "docker compose -f compose.yaml -f b.yml --env-file v.env up web",
            ["ep", "p=moon", "from file"],
        ),
        ("docker-compose -p sun -f compose.yaml -f b.yml up web", ["ep", "p=sun", ""]),
        ("docker compose --profile data up db", ["ep", "data"]),
        ("podman kube play pod.yaml", ["ep", "serve"]),
        ("podman play kube --replace pod.yaml", ["ep", "serve"]),
    ],
)
def test_a_line_reads_the_files_that_its_program_reads(
    line: str, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert answered(line, capsys) == argv


def test_a_project_is_found_in_the_folders_above(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And what it builds is looked for beside it; so is what --project-directory names."""
    assert main.main("resolve docker compose --project-directory sub up".split()) == 0
    assert json.loads(capsys.readouterr().out) == ["built", "x"]

    monkeypatch.chdir(folder / "sub" / "deep")

    assert main.main("resolve docker compose run app y".split()) == 0
    assert json.loads(capsys.readouterr().out) == ["built", "y"]


@pytest.mark.parametrize(
    ("line", "name", "argv"),
    [
        ("docker compose -f - run web z", "compose.yaml", ["ep", "z"]),
        ("podman kube play -", "pod.yaml", ["ep", "serve"]),
    ],
)
def test_a_file_may_come_by_pipe(
    line: str,
    name: str,
    argv: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed = io.TextIOWrapper(io.BytesIO(FILES[name].encode()))
    monkeypatch.setattr(sys, "stdin", typed)
    assert answered(line, capsys) == argv


@pytest.mark.parametrize(
    ("line", "status", "told"),
    [
        ("docker compose up", 2, "name a service [bad-usage]"),
        ("docker compose up web db", 2, "several services are named: web, db [bad-usage]"),
        ("docker compose -f none.yml up web", 2, "cannot read none.yml: No such file or directory"),
        ("docker compose run nobody", 1, "the engine would refuse to create the container:"),
        ("--entrypoint x docker compose up web", 2, "the line itself says what is given at start"),
        ("kubectl run p --image=i", 2, "command line:1:9: kubectl run is not read: it makes a Pod"),
        ("ctr run i c", 2, "command line:1:1: ctr is not read: it is another program"),
        ("podman kube play compose.yaml", 2, "compose.yaml is a Compose file [not-read]"),
        ("podman kube play pods.yaml", 2, "2 containers are in the manifest [which-container]"),
        (
            "--engine docker@28.5 podman kube play pod.yaml",
            2,
            "docker@28.5 reads no manifest",
        ),
    ],
)
def test_what_cannot_be_asked_so_is_one_clear_error(
    line: str, status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answered(line, capsys)
    assert found[0] == status
    assert found[1].startswith(told)


def test_where_no_project_is_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main.main("docker compose up web".split()) == 2
    assert capsys.readouterr().err.startswith("no Compose file is here [no-input]\n")


def test_words_for_a_program_in_the_image_stand_behind_two_dashes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is said of a line beside a known image says so, and it is so."""
    assert answered("kubectl exec p ls", capsys)[0] == 2
    assert main.main(["--image-config", "i.json", *"kubectl exec p ls".split()]) == 2
    assert "words for the program in the image go after a --" in capsys.readouterr().err
    assert answered("-- kubectl exec p ls", capsys) == ["ep", "kubectl", "exec", "p", "ls"]
