"""Changes that are read together as one Dockerfile without a FROM."""

from __future__ import annotations

import pytest

from cmdresolve import DockerfileError, ImageConfig, dialects
from cmdresolve.dockerfile.changing.as_dockerfile import read_dockerfile
from cmdresolve.dockerfile.changing.made import ChangedFields
from cmdresolve.model.limits import DEFAULT_LIMITS, Room

OWN = ImageConfig(entrypoint=["e"], cmd=["c"], env=["A=b"], working_dir="/w", shell=["/s"])
SH = ("/bin/sh", "-c")


def made(engine: str, *changes: str) -> ChangedFields:
    return read_dockerfile(OWN, changes, dialects.changer(engine), Room(DEFAULT_LIMITS))


@pytest.mark.parametrize(
    ("engine", "changes", "entrypoint", "cmd"),
    [
        ("docker@28.5", ['CMD ["n"]'], None, ("n",)),
        ("docker@28.5", ["CMD a", "CMD b"], None, (*SH, "b")),
        ("docker@28.5", ["ENTRYPOINT a"], (*SH, "a"), None),
        ("podman@5.8", ["CMD a"], None, (*SH, "a")),
    ],
)
def test_what_changes_say_of_the_two_commands(
    engine: str,
    changes: list[str],
    entrypoint: tuple[str, ...] | None,
    cmd: tuple[str, ...] | None,
) -> None:
    """The container's SHELL wraps nothing; a field that no change names is None."""
    found = made(engine, *changes)
    words = [None if part is None else part.words for part in (found.entrypoint, found.cmd)]

    assert words == [entrypoint, cmd]


@pytest.mark.parametrize(
    ("engine", "change", "env", "working_dir"),
    [
        ("docker@28.5", "ENV C=$A", (("C", "b"),), "/w"),
        ("docker@28.5", "ENV A=b", (), "/w"),
        ("docker@28.5", "WORKDIR x", (), "/w/x"),
        ("podman@5.8", "ENV C=$A", (("C", ""),), ""),
        ("podman@5.8", "WORKDIR x", (), "/x"),
    ],
)
def test_what_changes_see_of_the_container(
    engine: str, change: str, env: tuple[tuple[str, str], ...], working_dir: str
) -> None:
    """Docker's see its variables and its folder, Podman's start from nothing."""
    found = made(engine, change)

    assert tuple(x for x in found.env if x[0] != "PATH") == env
    assert found.working_dir == working_dir


@pytest.mark.parametrize("change", ["ENV $NOPE=x", 'ENV "$NOPE"=x', "env ${NOPE} x"])
@pytest.mark.parametrize("engine", ["docker@20.10", "docker@28.5", "podman@5.8"])
def test_a_variable_may_lose_its_name(engine: str, change: str) -> None:
    """A build of the classic builder is refused for it, a change is not."""
    assert ("", "x") in made(engine, change).env


def test_podman_may_be_given_nothing_to_change() -> None:
    """Docker refuses a text without instructions."""
    assert made("podman@5.8", "# only a comment") == ChangedFields()
    with pytest.raises(DockerfileError, match="file with no instructions"):
        made("docker@28.5", "# only a comment")


@pytest.mark.parametrize(
    ("engine", "change", "message"),
    [
        ("docker@28.5", "SHELL x", "SHELL is not a valid change command"),
        ("docker@20.10", "SHELL x", "shell is not a valid change command"),
        ("docker@28.5", "odd x", "odd is not a valid change command"),
        ("podman@5.8", "RUN x", "RUN not supported as changes"),
        ("podman@5.8", "odd x", 'did not understand change instruction "odd x"'),
    ],
)
def test_an_instruction_that_is_no_change_is_refused(
    engine: str, change: str, message: str
) -> None:
    """In the words of the program."""
    with pytest.raises(DockerfileError) as caught:
        made(engine, change)

    assert (caught.value.message, caught.value.code) == (message, "change-instruction")


@pytest.mark.parametrize(
    ("engine", "env"),
    [
        ("docker@28.5", {"V": "n", "Q": "n", "R": "n"}),
        ("podman@5.8", {"V": "n", "Q": "", "R": "x"}),
        ("podman@5.4", {"V": "n", "Q": "", "R": "x"}),
    ],
)
def test_what_a_change_sees_of_those_before_it(engine: str, env: dict[str, str]) -> None:
    """Podman's see no variable: asked of 5.8; buildah v1.43.1 internal/config/override.go."""
    found = made(engine, "ENV V=n", "ENV Q=$V R=${V:-x}")

    assert {name: value for name, value in found.env if name != "PATH"} == env


def test_an_arg_among_changes_is_seen_by_none() -> None:
    """Asked of Podman 5.8."""
    found = made("podman@5.8", "ARG V=n", "ENV Q=$V", "WORKDIR /$V")

    assert ("Q", "") in found.env
    assert found.working_dir == "/"


@pytest.mark.parametrize(
    ("engine", "code"), [("docker@28.5", "change-instruction"), ("podman@5.8", "substitution")]
)
def test_docker_checks_every_change_before_it_makes_any(engine: str, code: str) -> None:
    """Sources: moby v28.5.2 builder.go BuildFromConfig; buildah v1.43.1 internal/config."""
    with pytest.raises(DockerfileError) as caught:
        made(engine, "ENV A=${x?no}", "RUN x")

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [("CMD [1]", "json-not-strings"), ("ENV A", "key-value"), ("", "no-instructions")],
)
def test_changes_that_are_no_dockerfile_are_refused_as_one(change: str, code: str) -> None:
    with pytest.raises(DockerfileError) as caught:
        made("docker@28.5", change)

    assert caught.value.code == code
    assert ("write one of CMD, " in (caught.value.hint or "")) == (code == "no-instructions")
