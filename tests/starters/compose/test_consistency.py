"""What Compose refuses of a project that it has read."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_services
from tests.starters.compose.asking import IMAGE, read, words


def test_a_profile_hides_a_service_s_want_of_an_image() -> None:
    """Only services that are enabled are held to have one; variables enable profiles too."""
    text = IMAGE + "  b: {profiles: [p]}\n"

    with pytest.raises(ComposeError):
        read(text, service="b")

    assert words(read(text)) == (None, None)
    with pytest.raises(ComposeError):
        read(text, env={"COMPOSE_PROFILES": "q,p"})


def test_a_hook_s_text_is_split_too() -> None:
    with pytest.raises(ComposeError) as refused:
        read(IMAGE + "    post_start: [{command: it's}]\n")

    assert refused.value.message == (
        "'services[a].post_start[0].command' invalid command line string"
    )


@pytest.mark.parametrize(
    ("service", "code"),
    [
        ("command: it's", "cannot-split"),
        ("entrypoint: a \\", "cannot-split"),
        ("pid: null", "compose-fault"),
        ("profiles: [p]\n    pid: null", "compose-fault"),
    ],
)
def test_one_bad_service_spoils_the_project(service: str, code: str) -> None:
    """Whichever service is asked for."""
    with pytest.raises(ComposeError) as caught:
        read(f"{IMAGE}  b:\n    image: y\n    {service}\n")

    assert caught.value.code == code


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_file_is_no_project(text: str) -> None:
    """It has no service at all."""
    with pytest.raises(ComposeError):
        read(text)


def test_a_service_that_is_not_there_names_those_that_are() -> None:
    """A profile hides none that is asked for by name."""
    with pytest.raises(ComposeError) as caught:
        read(f"{IMAGE}  b: {{image: y}}\n", service="c")

    assert (caught.value.code, caught.value.hint) == ("no-service", "there are: a, b")
    assert read(f"{IMAGE}    profiles: [p]\n").image == "x"


NAMED = IMAGE + "    container_name: cn\n  b: {image: x, container_name: cn%s}\n"


def test_services_that_start_together_name_their_containers_differently() -> None:
    """Run on Compose 2.40; one that is asked for by itself is started by itself."""
    with pytest.raises(ComposeError) as refused:
        compose_services([NAMED % ""], folder="moon")
    assert refused.value.message == ('services.b: container name "cn" is already in use by a')
    assert len(compose_services([NAMED % ", profiles: [p]"], folder="moon")) == 1
    assert (
        len(compose_services([NAMED.replace("container_name: cn%s", "tty: true")], folder="moon"))
        == 2
    )
    assert len(compose_services([NAMED % ""], folder="moon", engine="compose@2.26")) == 2
    assert words(read(NAMED % "")) == (None, None)


def test_a_service_that_extends_another_takes_over_its_container_name() -> None:
    with pytest.raises(ComposeError, match="already in use"):
        compose_services([IMAGE + "    container_name: cn\n  b: {extends: a}\n"], folder="moon")


@pytest.mark.parametrize("key", ["mem_limit", "mem_reservation", "memswap_limit", "shm_size"])
@pytest.mark.parametrize(("size", "told"), [("x", "invalid size: 'x'"), ("1x", "invalid suffix")])
def test_a_size_is_one_in_any_service(key: str, size: str, told: str) -> None:
    """Run on Compose 2.40, by a variable as well."""
    text = IMAGE + f"  b: {{image: x, profiles: [p], {key}: '${{M}}'}}\n"

    for taken in ("1g", "1 g", "512", "2GiB"):
        assert words(read(text, env={"M": taken})) == (None, None)
    with pytest.raises(ComposeError, match=told):
        read(text, env={"M": size})
