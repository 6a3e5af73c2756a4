"""Questions to the podman program."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.testing.oracle import OracleError
from cmdresolve.testing.oracles.podman_program import create_words

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
