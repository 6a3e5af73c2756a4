"""What a swarm is asked; a real one is asked in tests/engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cmdresolve.testing import OracleError
from cmdresolve.testing.oracles.engines import open_oracle
from cmdresolve.testing.oracles.swarm import create_words, service

ID = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("run", "container"),
    [
        ({}, {}),
        ({"entrypoint": None, "args": []}, {"Command": None, "Args": []}),
        ({"entrypoint": ["a", 1], "args": ["b c"]}, {"Command": ["a", 1], "Args": ["b c"]}),
        ({"entrypoint": "a b", "args": "c d"}, {"Command": "a b", "Args": "c d"}),
        ({"init": True}, {"Init": True}),
    ],
)
def test_a_service_holds_what_is_given_right_or_wrong(
    run: dict[str, Any], container: dict[str, Any]
) -> None:
    """It is the engine that refuses; a container that ended is not started again."""
    made = service("s", ID, run)
    task = made["TaskTemplate"]

    assert made["Name"] == "s"
    assert task["ContainerSpec"] == {"Image": ID, **container}
    assert task["RestartPolicy"] == {"Condition": "none"}


def test_arguments_that_are_a_text_are_one_word_of_a_command_line() -> None:
    """So they are for a list of an entrypoint too, which the API alone takes."""
    made = service("s", ID, {"entrypoint": ["a"], "args": "b c"}, "cli")

    assert made["TaskTemplate"]["ContainerSpec"]["Args"] == ["b c"]


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ({"entrypoint": ""}, ["--entrypoint=", ID]),
        ({"entrypoint": "a 'b"}, ["--entrypoint=a 'b", ID]),
        ({"entrypoint": "a", "args": ["b", "", "c d"]}, ["--entrypoint=a", ID, "b", "", "c d"]),
        ({"entrypoint": "a", "args": ""}, ["--entrypoint=a", ID, ""]),
        ({"entrypoint": "a", "args": None}, ["--entrypoint=a", ID]),
        ({"entrypoint": "a", "init": True}, ["--init", "--entrypoint=a", ID]),
    ],
)
def test_a_command_line_gives_the_text_to_the_flag(run: dict[str, Any], words: list[str]) -> None:
    """The arguments stand behind the image."""
    line = create_words("s", ID, run)

    assert line is not None
    assert line[:3] == ["docker", "service", "create"]
    assert line[line.index("--name=s") + 1 :] == words


@pytest.mark.parametrize(
    "run",
    [
        {},
        {"entrypoint": None},
        {"entrypoint": ["a"]},
        {"entrypoint": "a", "args": ["a", 1]},
        {"entrypoint": "a", "args": 5},
    ],
)
def test_what_no_command_line_holds_goes_to_the_api(run: dict[str, Any]) -> None:
    """A list as the entrypoint, and arguments that are no words."""
    assert create_words("s", ID, run) is None


@pytest.mark.parametrize("engine", ["swarm@28.5", "swarm@28.5/api"])
def test_a_swarm_is_found_by_its_name(engine: str) -> None:
    """Without an engine behind the socket it is told of."""
    with pytest.raises(OracleError, match="no engine listens on /nowhere/sock"):
        open_oracle(engine, socket=Path("/nowhere/sock"))
