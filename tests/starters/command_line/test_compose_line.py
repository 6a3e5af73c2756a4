"""Lines of docker compose that start a service."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.compose_line import ComposeLine
from cmdresolve.starters.command_line.typed import read_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("docker compose run web a -b", ComposeLine("run", "web", args=("a", "-b"))),
        (
            "docker compose run --rm -e A=1 --entrypoint x web",
            ComposeLine("run", "web", entrypoint="x"),
        ),
        (
            "docker compose run web --entrypoint x",
            ComposeLine("run", "web", args=("--entrypoint", "x")),
        ),
        ("docker compose run --entrypoint= web", ComposeLine("run", "web", entrypoint="")),
        ("docker compose up", ComposeLine("up")),
        ("docker compose --version run web", ComposeLine("run", "web")),
        ("docker compose -v up", ComposeLine("up")),
        ("docker compose -p -- run web", ComposeLine("run", "web", project_name="--")),
        ("docker compose up -d web --build", ComposeLine("up", "web")),
        ("docker compose up web db", ComposeLine("up", "web", more=("db",))),
        ("docker compose create web", ComposeLine("create", "web")),
        (
            (
                "docker compose -f a.yml --file=b.yml -p n --env-file e --profile x --profile y "
                "--project-directory d run web"
            ),
            ComposeLine(
                "run",
                "web",
                files=("a.yml", "b.yml"),
                env_files=("e",),
                profiles=("x", "y"),
                project_name="n",
                project_directory="d",
            ),
        ),
        ("docker-compose -f a.yml up web", ComposeLine("up", "web", files=("a.yml",))),
        ("sudo docker --context c compose up web", ComposeLine("up", "web")),
        ("docker compose run -T -v a:b -p 1:2 web", ComposeLine("run", "web")),
    ],
)
def test_a_line_of_compose_is_read(text: str, line: ComposeLine) -> None:
    assert read_line(text.split(" ")) == line


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("docker compose", "unread-command"),
        ("docker compose exec a b", "unread-command"),
        ("docker compose run", "no-service"),
        ("docker compose run --nope a", "unknown-flag"),
        ("docker compose --help", "help"),
        ("docker compose --version", "help"),
        ("docker compose --help run web", "help"),
        ("docker compose -- run web", "unread-command"),
        ("docker compose --verbose -- up", "unread-command"),
        ("docker compose run --help a", "help"),
        ("docker compose up --help", "help"),
    ],
)
def test_what_starts_no_service_is_refused(line: str, code: str) -> None:
    """With what to do instead."""
    with pytest.raises(OverrideError) as caught:
        read_line(line)

    assert caught.value.code == code


def test_flags_of_run_end_at_the_service() -> None:
    """Those of up may stand behind it."""
    run = read_line("docker compose run a --rm -e A=1")
    up = read_line("docker compose up a --wait b")

    assert isinstance(run, ComposeLine)
    assert isinstance(up, ComposeLine)
    assert (run.service, run.args) == ("a", ("--rm", "-e", "A=1"))
    assert (up.service, up.more, up.args) == ("a", ("b",), ())
