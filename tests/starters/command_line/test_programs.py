"""The programs that a line may be for."""

from __future__ import annotations

import pytest

from cmdresolve.starters.command_line.programs import (
    COMMANDS,
    PROGRAMS,
    STARTS,
    command_position,
    is_line,
)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("docker run i", "alone with_image"),
        ("sudo docker run i", "alone with_image"),
        ("nerdctl run i", "alone with_image"),
        ("kubectl run p", "alone with_image"),
        ("kubectl get pods", "alone"),
        ("buildah run c ls", "alone with_image"),
        ("buildah bud", "alone"),
        ("helm template .", "alone with_image"),
        ("helm lint .", "alone"),
        ("kubectl -n x debug p", "alone with_image"),
        ("kubectl exec p -- ls", "alone with_image"),
        ("buildah --root /x config --cmd a c", "alone with_image"),
        ("oc run p --image=i", "alone with_image"),
        ("crictl exec c ls", "alone with_image"),
        ("crictl ps", "alone"),
        ("ctr -n x run i c", "alone with_image"),
        ("apptainer run a.sif", "alone with_image"),
        ("singularity exec a.sif ls", "alone with_image"),
        ("skopeo inspect docker://i", "alone"),
        ("runc run c", "alone with_image"),
        ("time ls", ""),
        ("env A=1 sh", ""),
        ("A=1", ""),
        ("ls", ""),
        ("", ""),
    ],
)
def test_a_line_is_told_from_words_for_a_program_in_the_image(text: str, known: str) -> None:
    """Where the image is known, only what starts a container for certain is a line."""
    words = text.split(" ")
    assert is_line(words) is ("alone" in known)
    assert is_line(words, has_image=True) is ("with_image" in known)


@pytest.mark.parametrize("text", ["docker run i a", " podman\trun i", "sudo docker run i\n"])
def test_a_line_that_was_quoted_as_a_whole_is_one(text: str) -> None:
    assert is_line([text])
    assert is_line([text], has_image=True)
    assert not is_line([text, "a"], has_image=True)


def test_every_program_that_is_named_has_an_end_for_all_its_commands() -> None:
    """And those that are read are no others."""
    for name, commands in PROGRAMS.items():
        assert all(found.why and found.hint for found in commands.values()), name
    assert all(found.why and found.hint for found in COMMANDS.values())
    assert set(STARTS) - set(PROGRAMS) == {"docker", "podman", "docker-compose"}


@pytest.mark.parametrize(
    ("line", "position"),
    [
        ("docker run img", 1),
        ("docker -H tcp://h run img", 3),
        ("docker --host=tcp://h run img", 2),
        ("docker container exec a", 2),
        ("docker container ls", 1),
        ("podman --cgroup-manager cgroupfs run img", 3),
        ("podman --runtime-flag debug run img", 3),
        ("podman --runtime crun --url u run img", 5),
        ("docker -D", 2),
    ],
)
def test_the_command_stands_behind_the_program_s_own_flags(line: str, position: int) -> None:
    """And behind a group's name; flags that take a value take the next word."""
    assert command_position(line.split(), 0) == position


@pytest.mark.parametrize(
    ("line", "is_one", "is_one_beside_an_image"),
    [
        ("docker run img", True, True),
        ("sudo podman run img", True, True),
        ("kubectl run x", True, True),
        ("kubectl get pods", True, False),
        ("buildah bud .", True, False),
        ("serve --port 80", False, False),
        ("", False, False),
    ],
)
def test_a_line_for_a_program_that_has_to_do_with_containers(
    line: str,
    is_one: bool,  # noqa: FBT001 - a table's column
    is_one_beside_an_image: bool,  # noqa: FBT001 - same
) -> None:
    """Beside a known image only what starts a container for certain is one."""
    assert is_line(line.split()) == is_one
    assert is_line(line.split(), has_image=True) == is_one_beside_an_image
