"""Where the variables of a project are from, and what it is called."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_service, project_variables

pytest.importorskip("ruamel.yaml")

NAMED = "services: {a: {image: x, command: ['${COMPOSE_PROJECT_NAME:-none}']}}\n"
VALUE = "services: {a: {image: x, command: ['v=${V-unset}']}}\n"


def words(files: list[str], **given: Any) -> tuple[str, ...]:
    """Return the command of a service that is known."""
    found = compose_service(files, "a", **given)
    assert found.override.unknown == ()
    assert isinstance(found.override.args, tuple)
    return found.override.args


@pytest.mark.parametrize(
    ("head", "given", "name"),
    [
        ("", {"folder": "moon"}, "moon"),
        ("", {"folder": "_My.Moon-1"}, "mymoon-1"),
        ("name: file\n", {"folder": "moon"}, "file"),
        ("name: My File\n", {"folder": "moon"}, "myfile"),
        ("name: n$V\n", {"env": {"V": "1"}}, "n1"),
        ("name: n$V\n", {"beside": {".env": "V=2"}}, "n2"),
        ("name: one\n---\nname: two\n", {}, "two"),
        ("name: file\n", {"env": {"COMPOSE_PROJECT_NAME": "shell"}}, "shell"),
        ("", {"beside": {".env": "COMPOSE_PROJECT_NAME=dot"}, "folder": "moon"}, "dot"),
        ("", {"env": {"COMPOSE_PROJECT_NAME": ""}, "folder": "moon"}, "moon"),
        ("name: file\n", {"project_name": "p", "env": {"COMPOSE_PROJECT_NAME": "shell"}}, "p"),
    ],
)
def test_what_a_project_is_called(head: str, given: dict[str, Any], name: str) -> None:
    """By ``-p``, the environment, a file's ``name``, or the folder; a default does not count."""
    assert words([head + NAMED], **given) == (name,)


def test_what_nobody_called_is_unknown_where_it_counts() -> None:
    """And nowhere else."""
    found = compose_service([NAMED], "a")

    assert found.override.unknown == ("the project's name, which nobody gave",)
    other = NAMED.replace(":-none", ":+set")
    assert words([other]) == ("set",)
    assert words([NAMED.replace("command:", "command: [z], x-c:")]) == ("z",)
    image = compose_service(
        ["services: {a: {image: '$COMPOSE_PROJECT_NAME-a', command: [z]}}"], "a"
    )
    assert (image.image, image.override.unknown) == ("${COMPOSE_PROJECT_NAME}-a", ())


@pytest.mark.parametrize(
    ("head", "given"),
    [
        ("", {"project_name": "Moon"}),
        ("", {"env": {"COMPOSE_PROJECT_NAME": "a b"}}),
        ("", {"folder": "__"}),
        ("name: __\n", {"folder": "moon"}),
    ],
)
def test_what_no_project_can_be_called(head: str, given: dict[str, Any]) -> None:
    """What is given must be a name as it stands; of what is found nothing may be left."""
    with pytest.raises(ComposeError) as refused:
        compose_service([head + NAMED], "a", **given)

    assert refused.value.code == "project-name"


INCLUDE = "include: [c/compose.yaml]\nservices: {b: {image: x}}\n"
INCLUDE_ENV = INCLUDE.replace("[c/compose.yaml]", "[{path: c/compose.yaml, env_file: e/x.env}]")
INCLUDE_TWO = INCLUDE_ENV.replace("e/x.env", "[e/x.env, y.env]")
INCLUDE_FROM = INCLUDE.replace("[c/compose.yaml]", "[{path: c/compose.yaml, project_directory: e}]")


@pytest.mark.parametrize(
    ("files", "beside", "word"),
    [
        ([VALUE], {}, "v=unset"),
        ([VALUE], {".env": "V=1"}, "v=1"),
        ([VALUE], {".env": "V="}, "v="),
        ([VALUE], {"./.env": "V=1"}, "v=1"),
        ([INCLUDE], {"c/.env": "V=8"}, "v=8"),
        ([INCLUDE], {"c/.env": "V=8", ".env": "V=1"}, "v=1"),
        ([INCLUDE], {"c/.env": "V=8$W", ".env": "W=1"}, "v=81"),
        ([INCLUDE_ENV], {"c/.env": "V=8", "e/x.env": "V=7"}, "v=7"),
        ([INCLUDE_ENV], {"c/.env": "V=8", "e/x.env": "W=7"}, "v=unset"),
        ([INCLUDE_TWO], {"e/x.env": "V=7", "y.env": "V=${V}6"}, "v=76"),
        ([INCLUDE_FROM], {"c/.env": "V=8", "e/.env": "V=5"}, "v=5"),
    ],
)
def test_the_files_of_variables_of_a_project_and_of_what_it_includes(
    files: list[str], beside: dict[str, str], word: str
) -> None:
    """Recorded on Compose 2.40: what includes counts first, and named files in place of .env."""
    assert words(files, beside={"c/compose.yaml": VALUE, **beside}) == (word,)


def test_an_env_file_of_an_include_that_nobody_gave_is_unknown() -> None:
    """What it would say decides."""
    found = compose_service([INCLUDE_ENV], "a", beside={"c/compose.yaml": VALUE})

    assert found.override.unknown == ("what e/x.env says of services.a",)


def test_files_that_are_named_count_in_place_of_the_usual() -> None:
    """The later over the earlier, and the environment over all."""
    beside = {".env": "V=1\nW=1", "a.env": "V=2", "b.env": "V=3"}

    assert words([VALUE], beside=beside, env_files=["a.env", "b.env"]) == ("v=3",)
    assert words([VALUE], beside=beside, env_files=["a.env"], env={"V": "0"}) == ("v=0",)
    with pytest.raises(ComposeError, match=r"couldn't find env file: c\.env"):
        words([VALUE], beside=beside, env_files=["c.env"])


def test_profiles_are_those_that_are_named_or_the_environments() -> None:
    """A service without an image is refused when it is among them."""
    text = VALUE.replace("}\n", ", b: {profiles: [p]}}\n")

    assert words([text]) == ("v=unset",)
    assert words([text], profiles=["q"], env={"COMPOSE_PROFILES": "p"}) == ("v=unset",)
    for given in (
        {"profiles": ["p"]},
        {"env": {"COMPOSE_PROFILES": "q, p"}},
        {"beside": {".env": "COMPOSE_PROFILES=p"}},
    ):
        with pytest.raises(ComposeError, match="neither an image nor a build"):
            words([text], **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("service", "told"),
    [
        ("command: 'echo ${N}', environment: {N: b}", "environment sets N in the container"),
        ("command: ['$N'], environment: [N=b]", "environment sets N in the container"),
        ("entrypoint: 'e $N', env_file: [{path: m.env, required: false}]", "what env_file names"),
    ],
)
def test_what_feeds_the_container_alone_is_told(service: str, told: str) -> None:
    """With the two dollars that a shell in the container would read it by."""
    found = compose_service([f"services: {{a: {{image: x, {service}}}}}"], "a")

    (note,) = (x for x in found.notes if x.code == "container-variable")
    assert told in note.text
    assert "$$N" in note.text


def test_a_project_with_no_variable_is_told_of_none() -> None:
    """Nor one whose variables have defaults that stand."""
    text = "services: {a: {image: x, command: ['${N:-d}'], environment: {M: b}}}"

    assert compose_service([text], "a").notes == ()


def test_variables_before_a_project_has_a_name() -> None:
    """For who looks for the files that they name."""
    found = project_variables([(".env", "A=1\nB=$A")], ["A", "B", "C"], env={"A": "0"})

    assert found == {"A": "0", "B": "0", "C": None}
