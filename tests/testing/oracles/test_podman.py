"""What Podman is asked, and what is read of its store; the engine itself is in tests/engines."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.testing.oracle import OracleError
from cmdresolve.testing.oracles.kube_play import manifest
from cmdresolve.testing.oracles.podman_program import create_words
from cmdresolve.testing.oracles.podman_store import PodmanStore

ID = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ({}, []),
        ({"entrypoint": None, "args": []}, []),
        ({"entrypoint": ""}, ["--entrypoint="]),
        ({"entrypoint": "a b"}, ["--entrypoint=a b"]),
        ({"entrypoint": []}, ["--entrypoint=[]"]),
        ({"entrypoint": ["", "é"]}, ['--entrypoint=["", "\\u00e9"]']),
        ({"init": True}, ["--init"]),
    ],
)
def test_an_override_becomes_flags_before_the_image(run: dict[str, Any], words: list[str]) -> None:
    """A list is written as JSON, a text as it is; nothing given is no flag."""
    assert create_words(run, ID) == ["podman", "create", "--pull=never", *words, "0" * 64]


def test_arguments_follow_the_image_word_by_word() -> None:
    """A text is one word, null an empty one, and the service is named before the verb."""
    assert create_words({"args": ["--", None]}, ID)[-3:] == ["0" * 64, "--", ""]
    assert create_words({"args": "a b"}, ID)[-2:] == ["0" * 64, "a b"]
    remote = create_words({}, ID, service="unix:///s")
    assert remote[:5] == ["podman", "--remote", "--url", "unix:///s", "create"]


@pytest.mark.parametrize(
    "run",
    [
        {"args": [1]},
        {"args": ["a\0b"]},
        {"args": [["a"]]},
        {"args": 1},
        {"args": {"a": "b"}},
        {"entrypoint": 1},
        {"entrypoint": False},
        {"entrypoint": "a\0b"},
        {"entrypoint": ["a", 1]},
        {"entrypoint": {}},
    ],
)
def test_what_no_command_line_can_say_is_no_question(run: dict[str, Any]) -> None:
    """It is the oracle that cannot ask, not the engine that refuses."""
    with pytest.raises(OracleError, match="no command line can say"):
        create_words(run, ID)


def test_a_pod_says_characters_in_yaml_s_way() -> None:
    """JSON's pair of surrogates is one escape there; a backslash that was meant stays one."""
    text = manifest("p", ID, {"entrypoint": ["😀"], "args": ["\\ud83d\\ude00"], "init": True})
    assert '"command": ["\\U0001f600"]' in text
    assert '"args": ["\\\\ud83d\\\\ude00"]' in text
    assert '"io.podman.annotations.init/main": "TRUE"' in text
    assert '"image": "' + "0" * 64 in text


def config(container: str, *words: str) -> str:
    """Return what Podman writes of a container, as far as it is read."""
    return json.dumps(
        {"spec": {"process": {"args": words}}, "id": container}, separators=(",", ":")
    )


def test_words_are_read_from_the_database_of_podman_5(tmp_path: Path) -> None:
    """A lone word stands there once."""
    with closing(sqlite3.connect(tmp_path / "db.sql")) as database, database:
        database.execute("CREATE TABLE ContainerConfig (ID TEXT, JSON TEXT)")
        for name, words in (("a", ("x",)), ("b", ("x", "x"))):
            row = (name, config(name, *words))
            database.execute("INSERT INTO ContainerConfig VALUES (?, ?)", row)
    store = PodmanStore(tmp_path, "overlay")
    assert store.words(["b", "a"]) == {"a": ("x",), "b": ("x", "x")}
    with pytest.raises(OracleError, match="nothing of container c"):
        store.words(["c"])


def test_words_are_read_from_the_database_of_podman_4(tmp_path: Path) -> None:
    """What is left of values that are no longer there does not matter."""
    (tmp_path / "libpod").mkdir()
    pages = config("a", "old")[:30] + "\0\1" + config("b", "y", "é") + "\0" + config("a", "x")
    (tmp_path / "libpod" / "bolt_state.db").write_bytes(pages.encode())
    assert PodmanStore(tmp_path, "overlay").words(["a", "b"]) == {"a": ("x",), "b": ("y", "é")}


def test_a_config_blob_has_the_name_containers_storage_gives_it(tmp_path: Path) -> None:
    """The digest stands there in base 64, behind an equals sign."""
    blob = PodmanStore(tmp_path, "overlay").blob("sha256:ab")
    assert blob == tmp_path / "overlay-images" / "ab" / "=c2hhMjU2OmFi"
