"""The values of podman's flags: those that bear on the first process, and all others."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import docker_run

ENGINES = ("podman@4.3", "podman@5.4", "podman@5.8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--pid x", "unrecognized namespace mode x passed"),
        (
            "--init --pid host",
            "cannot add init binary as PID 1 (PID namespace isn't private)",
        ),
        (
            "--init --systemd always",
            "cannot use container-init binary with systemd=always",
        ),
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_what_cannot_be_the_first_process_is_refused(words: str, message: str, engine: str) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(f"podman run {words} img", engine=engine)
    assert (caught.value.code, caught.value.message) == ("flag-value", message)


@pytest.mark.parametrize(
    "words",
    [
        "--pid ns:/x",
        "--pid container:x",
        "--pid private --init --systemd true",
        "--pid host --init=false",
        "--pid x --pid host",
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_the_last_of_several_counts(words: str, engine: str) -> None:
    assert docker_run(f"podman run {words} img", engine=engine).image == "img"


@pytest.mark.parametrize(
    "words",
    [
        "--add-host a=b:1.2.3.4",
        "--cpus 1_0",
        "--cpus 1.5_0",
        "--memory 1_0m",
        "--pull NEVER",
        "--ulimit NOFILE=1",
        "--rm --restart on-failure",
        "--restart never",
        "--name /x",
    ],
)
@pytest.mark.parametrize("verb", ["run", "create"])
def test_what_podman_starts_is_not_refused(words: str, verb: str) -> None:
    """Each seen to start on 5.8; no argv depends on it."""
    command = docker_run(f"podman {verb} {words} img a")
    assert (command.image, command.override.args) == ("img", ("a",))


@pytest.mark.parametrize("words", ["-p x", "--restart x", "--pull zzz", "-a x", "-e=", "--dns x"])
def test_a_value_that_changes_no_argv_is_left_to_the_engine(words: str) -> None:
    """Podman refuses them, and tells it better itself."""
    assert docker_run(f"podman run {words} img").image == "img"


@pytest.mark.parametrize(
    ("image", "message"),
    [
        ("IMG", 'parsing reference "IMG": repository name must be lowercase'),
        ("a//b", 'parsing reference "a//b": invalid reference format'),
        ("-", 'parsing reference "-": invalid reference format'),
        ("''", 'parsing reference "": repository name must have at least one component'),
    ],
)
def test_an_image_name_is_refused(image: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(f"podman create {image}")
    assert (caught.value.code, caught.value.message) == ("image-reference", message)


@pytest.mark.parametrize("image", ["oci:Dir", "docker://x/Y", "dir:/X", "fedora:41"])
def test_a_transport_is_left_to_the_engine(image: str) -> None:
    assert docker_run(f"podman create {image}").image == image


def test_a_folder_under_rootfs_is_no_reference() -> None:
    assert docker_run("podman create --rootfs /Dir").image == "/Dir"
