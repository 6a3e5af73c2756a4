"""Options of docker compose run that stand behind the service."""

from __future__ import annotations

import shlex

import pytest

from cmdresolve import ImageConfig, Override
from cmdresolve.checks import Asked, Inputs, Subject, check
from cmdresolve.model.origin import InCommandLine

IMAGE = ImageConfig(entrypoint=["e"], cmd=["c"])


def told(line: str) -> list[str]:
    """Return the lines to paste; the words behind the service ``web`` are what is given."""
    words = tuple(shlex.split(line))

    def ask(inputs: Inputs) -> Asked:
        at = inputs.line.index("web")
        given = inputs.line[at + 1 :]
        origins = [
            InCommandLine("docker compose run", at + 1 + place) for place in range(len(given))
        ]
        return Asked(IMAGE, Override(args=given, args_origins=origins))

    found = check(Subject(ask, Inputs({}, words)))
    return [mend.text for one in found if one.code == "options-after-service" for mend in one.mends]


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("docker compose run web --rm", "docker compose run --rm web"),
        ("docker compose run web -d serve", "docker compose run -d web serve"),
        ("docker compose run web -e A=1 serve", "docker compose run -e A=1 web serve"),
        ("docker compose run web --name=x", "docker compose run --name=x web"),
    ],
)
def test_the_option_goes_in_front_of_the_service(line: str, mend: str) -> None:
    """With its value; what is behind it stays."""
    assert told(line) == [mend]


def test_an_entrypoint_takes_the_words_behind_it_as_its_text() -> None:
    """The flag's value is split, so that they are words of it again."""
    assert told("docker compose run web --entrypoint sh -c 'a b'") == [
        "docker compose run --entrypoint 'sh -c '\\''a b'\\''' web",
        "docker compose run --entrypoint sh web -c 'a b'",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "docker compose run --rm web",
        "docker compose run web serve --rm",
        "docker compose run web --port 80",
    ],
)
def test_the_service_s_own_options_are_left_alone(line: str) -> None:
    """Only a first word that Compose would take is told of."""
    assert told(line) == []
