"""How docker and podman find ``run`` or ``create`` among the words."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.client import find_command
from cmdresolve.starters.command_line.docker.flags import docker_client
from cmdresolve.starters.command_line.line import CommandLine
from cmdresolve.starters.command_line.podman.flags import podman_client

CLIENTS = {"docker": docker_client((28, 5)), "podman": podman_client((5, 8))}

HELP = "the command line asks for help, so no container is made"


def find(text: str) -> tuple[str, str, int]:
    words = tuple(text.split())
    found = find_command(CommandLine(words), 1, CLIENTS[words[0]])
    return found.command, found.path, found.start


@pytest.mark.parametrize(
    ("text", "command", "path", "start"),
    [
        ("docker run img", "run", "docker run", "2"),
        ("docker create img", "create", "docker create", "2"),
        ("docker container run img", "run", "docker container run", "3"),
        ("docker -D -H tcp://x run img", "run", "docker run", "5"),
        ("docker --context x --tls run", "run", "docker run", "5"),
        ("docker -Hx container create", "create", "docker container create", "4"),
        ("docker --help run img", "run", "docker run", "3"),
        ("docker -- run img", "run", "docker run", "3"),
        ("docker -- -D run img", "run", "docker run", "4"),
        ("docker -D -- -l warn run img", "run", "docker run", "6"),
        ("docker -- --debug=false container run img", "run", "docker container run", "5"),
        ("docker -- --version run img", "run", "docker run", "4"),
        ("podman run img", "run", "podman run", "2"),
        ("podman --log-level debug run img", "run", "podman run", "4"),
        ("podman --log-level=debug container run img", "run", "podman container run", "4"),
        ("podman container --syslog create img", "create", "podman container create", "4"),
        ("podman -r run img", "run", "podman run", "3"),
    ],
)
def test_the_command_is_found(text: str, command: str, path: str, start: str) -> None:
    assert find(text) == (command, path, int(start))


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("docker", "unknown-command", "'docker' is not followed by a command"),
        ("docker -D", "unknown-command", "'docker' is not followed by a command"),
        ("docker container", "unknown-command", "'docker container' is not followed by a command"),
        ("docker ps", "unknown-command", "'docker ps' starts no container from an image"),
        ("docker rnu img", "unknown-command", "'docker rnu' starts no container from an image"),
        (
            "docker container start x",
            "unknown-command",
            "'docker container start' starts no container from an image",
        ),
        ("docker --bogus run", "unknown-flag", "unknown flag: --bogus"),
        ("docker -- --bogus run", "unknown-flag", "unknown flag: --bogus"),
        ("docker -- -D", "unknown-command", "'docker' is not followed by a command"),
        ("docker -- - run", "unknown-command", "'docker -' starts no container from an image"),
        ("docker container --bogus ls", "unknown-flag", "unknown flag: --bogus"),
        ("docker container --help", "help", HELP),
        (
            "docker container --help=false",
            "unknown-command",
            "'docker container' is not followed by a command",
        ),
        ("docker --help", "help", HELP),
        ("docker -h", "help", HELP),
        ("docker -D --version", "help", HELP),
        ("docker --help=false", "unknown-command", "'docker' is not followed by a command"),
        (
            "docker --version --version=false",
            "unknown-command",
            "'docker' is not followed by a command",
        ),
        ("docker -- --help", "help", HELP),
        ("docker help", "help", HELP),
        ("docker help run", "help", HELP),
        ("docker help nope", "help", HELP),
        ("docker help --help", "help", HELP),
        ("docker help -x", "unknown-shorthand", "unknown shorthand flag: 'x' in -x"),
        ("docker -- help", "help", HELP),
        ("docker container help create --rm img", "unknown-flag", "unknown flag: --rm"),
        ("docker container help run img --help", "help", HELP),
        (
            "docker container help run img",
            "unknown-command",
            "'docker container help' starts no container from an image",
        ),
        ("podman container help -x", "unknown-shorthand", "unknown shorthand flag: 'x' in -x"),
        (
            "docker container -- run img",
            "unknown-command",
            "'docker container run' starts no container from an image",
        ),
        ("podman --debug", "unknown-command", "'podman' is not followed by a command"),
        ("podman", "unknown-command", "'podman' is not followed by a command"),
        ("podman --bogus ps run", "unknown-flag", "unknown flag: --bogus"),
        ("podman -v", "help", HELP),
        ("podman --help", "help", HELP),
        ("podman -h", "help", HELP),
        ("podman help run", "help", HELP),
        ("podman help -x", "unknown-shorthand", "unknown shorthand flag: 'x' in -x"),
        ("podman container -h", "help", HELP),
        ("podman --version=true run img", "unknown-flag", "unknown flag: --version"),
        ("podman images", "unknown-command", "'podman images' starts no container from an image"),
        (
            "podman container ls",
            "unknown-command",
            "'podman container ls' starts no container from an image",
        ),
    ],
)
def test_other_lines_start_no_container(text: str, code: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        find(text)
    assert (caught.value.code, caught.value.message) == (code, message)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("docker rnu img", "did you mean docker run?"),
        ("docker contaner run img", "did you mean docker container?"),
        ("docker ps", "docker run and docker create do"),
        ("docker", "docker run IMAGE or docker create IMAGE starts a container"),
    ],
)
def test_the_command_that_was_meant_is_named(text: str, hint: str) -> None:
    with pytest.raises(OverrideError) as caught:
        find(text)
    assert caught.value.hint == hint
    assert caught.value.stage == "request"
