"""Which files of a Compose project count at the command line, and where its variables are from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.cli import main

pytest.importorskip("ruamel.yaml")

SERVICE = "services: {{web: {{image: i, command: [{}]}}}}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder called ``moon``, with an image's config, and no variable of Compose's own."""
    moon = tmp_path / "moon"
    moon.mkdir()
    (moon / "i.json").write_text('{"Entrypoint": ["ep"]}')
    monkeypatch.chdir(moon)
    for name in (
        "COMPOSE_FILE COMPOSE_ENV_FILES COMPOSE_PROJECT_NAME COMPOSE_DISABLE_ENV_FILE "
        "COMPOSE_PATH_SEPARATOR COMPOSE_PROFILES V"
    ).split():
        monkeypatch.delenv(name, raising=False)
    return moon


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Any:
    """Ask for a service of a file, with texts by name around it."""

    def ask(line: str, **texts: str) -> tuple[Any, list[str]]:
        for name, text in texts.items():
            path = Path(name.replace("__", "/"))
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        words = [*line.split(), "--image-config", "i.json", "--format", "json"]
        status = main.main(words)
        answer = json.loads(capsys.readouterr().out)
        told = [note["message"] for note in answer.get("findings", ())]
        if status == 1:
            return answer["error"]["code"], told
        return answer["argv"][1:] if status == 0 else answer, told

    return ask


def project(command: str, **more: str) -> dict[str, str]:
    """Return the texts of a project: its first file, and others."""
    return {"compose.yaml": SERVICE.format(command), **more}


@pytest.mark.parametrize(
    ("env", "words", "told"),
    [
        ("COMPOSE_FILE=compose.yaml:prod.yaml\n", ["prod"], "read with prod.yaml, .env"),
        ("COMPOSE_FILE=compose.yaml\n", ["dev"], "read with .env"),
        ("COMPOSE_FILE=prod.yaml\n", ["dev"], "COMPOSE_FILE names other files"),
        ("COMPOSE_PATH_SEPARATOR=,\nCOMPOSE_FILE=compose.yaml,prod.yaml\n", ["prod"], "prod.yaml"),
        ("", ["over"], "read with compose.override.yaml, .env"),
    ],
)
def test_files_that_the_project_names_take_the_place_of_the_usual(
    ask: Any, env: str, words: list[str], told: str
) -> None:
    """``COMPOSE_FILE`` of ``.env``, as ``docker compose`` without ``-f`` reads it."""
    beside = {"compose.override.yaml": "over", "prod.yaml": "prod"}
    texts = {name: SERVICE.format(word) for name, word in beside.items()}

    argv, notes = ask("compose.yaml web", **project("dev", **texts, **{".env": env}))

    assert argv == words
    assert any(told in note for note in notes)


def test_files_that_the_environment_names(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which are looked for from where one stands, and count before those of ``.env``."""
    monkeypatch.setenv("COMPOSE_FILE", "compose.yaml:sub/prod.yaml")
    texts = project("dev", **{"sub__prod.yaml": SERVICE.format("prod"), ".env": "COMPOSE_FILE=x"})

    assert ask("compose.yaml web", **texts)[0] == ["prod"]


def test_a_file_that_is_not_of_a_usual_name_is_asked_alone(ask: Any) -> None:
    """As with ``-f``."""
    texts = {"prod.yaml": SERVICE.format("prod"), "compose.override.yaml": SERVICE.format("over")}

    assert ask("prod.yaml web", **texts) == (["prod"], [])


def test_the_first_of_two_overrides_is_read(ask: Any) -> None:
    """Which is ``compose.override.yml``: compose-go cli/options.go DefaultOverrideFileNames."""
    names = ("compose.override.yaml", "compose.override.yml", "docker-compose.override.yml")

    assert ask("compose.yaml web", **project("dev", **{x: SERVICE.format(x) for x in names}))[
        0
    ] == ["compose.override.yml"]


@pytest.mark.parametrize(
    ("process", "words"),
    [
        ({}, ["v=1"]),
        ({"V": "0"}, ["v=0"]),
        ({"COMPOSE_ENV_FILES": "2.env"}, ["v=2"]),
        ({"COMPOSE_ENV_FILES": "2.env,sub/3.env"}, ["v=3"]),
        ({"COMPOSE_DISABLE_ENV_FILE": "true"}, ["v="]),
        ({"COMPOSE_ENV_FILES": "none.env"}, "no-env-file"),
        ({"COMPOSE_ENV_FILES": "4.env"}, "env-file"),
    ],
)
def test_where_a_value_is_from(
    ask: Any, monkeypatch: pytest.MonkeyPatch, process: dict[str, str], words: Any
) -> None:
    """The environment, the files it names, or ``.env``."""
    for name, value in process.items():
        monkeypatch.setenv(name, value)
    files = {".env": "V=1\n", "2.env": "V=2\n", "sub__3.env": "V=3\n", "4.env": "V W=4\n"}

    assert ask("compose.yaml web", **project("'v=$V'", **files))[0] == words


def test_what_a_value_is_and_where_it_is_from_is_told(
    ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line of ``.env``, the environment, or the name of the folder."""
    monkeypatch.setenv("SHELL_HAS", "s")
    command = "'${V}${SHELL_HAS}${COMPOSE_PROJECT_NAME}'"

    argv, told = ask("compose.yaml web", **project(command, **{".env": "# c\nV=1\n"}))

    assert argv == ["1smoon"]
    assert told[-3:] == [
        'V is "1", by .env:2',
        'SHELL_HAS is "s", by the environment',
        'COMPOSE_PROJECT_NAME is "moon", by the name of the project\'s folder',
    ]


def test_a_project_is_called_after_the_folder_of_its_file(ask: Any, folder: Path) -> None:
    """In small letters, and without what is none of the letters of a name."""
    inside = folder / "My.Moon"
    inside.mkdir()
    (inside / "compose.yaml").write_text(SERVICE.format("'${COMPOSE_PROJECT_NAME:-none}'"))

    assert ask("My.Moon/compose.yaml web")[0] == ["mymoon"]
