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


LEVELS = "trace, debug, info, warn, warning, error, fatal, panic"
NO_SCHEME = 'unable to create connection. "" is not a supported schema'
BOTH = "use of --connection and --context at the same time is not allowed"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--log-level= run x", f'Log Level "" is not supported, choose from: {LEVELS}'),
        ("--log-level bogus run x", f'Log Level "bogus" is not supported, choose from: {LEVELS}'),
        ("run --log-level=bogus", f'Log Level "bogus" is not supported, choose from: {LEVELS}'),
        (
            "--log-level=info container --log-level=a run --log-level=b x",
            f'Log Level "b" is not supported, choose from: {LEVELS}',
        ),
        ("-r --log-level=b run x", f'Log Level "b" is not supported, choose from: {LEVELS}'),
        (
            "--log-level=b --connection= run",
            f'Log Level "b" is not supported, choose from: {LEVELS}',
        ),
        ("-D --log-level=info run x", "Setting --log-level and --debug is not allowed"),
        ("-D --log-level=bogus run x", "Setting --log-level and --debug is not allowed"),
        ("--max-workers=0 run x", "maximum workers must be set to a positive number (got 0)"),
        ("--max-workers=-1 run x", "maximum workers must be set to a positive number (got -1)"),
        ("--connection=a --context=b run x", BOTH),
        ("--connection= --context= run x", BOTH),
        ("--url= run x", NO_SCHEME),
        ("--host= run x", NO_SCHEME),
        ("-H '' run x", NO_SCHEME),
        ("-H= run x", NO_SCHEME),
        ("--url=bogus run x", NO_SCHEME),
        ("--url=unix:///x --host= run x", NO_SCHEME),
        ("--context=default --host= run x", NO_SCHEME),
        ("--url=:x run x", NO_SCHEME),
        ("--url=http://x run x", 'unable to create connection. "http" is not a supported schema'),
        ("--url=tcp:x run x", "tcp URIs should begin with tcp://"),
        ("--url=TCP://x run x", "tcp URIs should begin with tcp://"),
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_that_podman_does_not_start_with(line: str, message: str, engine: str) -> None:
    """Asked of 4.3.1, 5.4.2 and 5.8.6, before the image is looked for."""
    with pytest.raises(OverrideError) as caught:
        docker_run(f"podman {line}", engine=engine)
    assert (caught.value.code, caught.value.message) == ("flag-value", message)


@pytest.mark.parametrize(
    "flags", ["--connection=", "--connection ''", "-c ''", "--context=", "--context= -H unix:///x"]
)
@pytest.mark.parametrize(
    ("engine", "message"),
    [
        (
            "podman@4.3",
            "failed to resolve active destination: no service destination configured",
        ),
        ("podman@5.4", 'read cli flags: connection "" not found'),
        ("podman@5.8", 'read cli flags: connection "" not found'),
    ],
)
def test_a_connection_has_a_name(flags: str, engine: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(f"podman {flags} run x", engine=engine)
    assert (caught.value.code, caught.value.message) == ("flag-value", message)

    with pytest.raises(OverrideError) as caught:
        docker_run(f"podman {flags} run", engine=engine)
    assert caught.value.code == "no-image"


def test_a_context_is_passed_over_beside_a_url_since_4_8() -> None:
    line = "podman --url=unix:///x --context= run x"

    assert docker_run(line, engine="podman@5.4").image == "x"
    with pytest.raises(OverrideError, match="no service destination configured"):
        docker_run(line, engine="podman@4.3")


@pytest.mark.parametrize(
    "line",
    [
        "--log-level=PANIC run x",
        "--log-level=bogus run --log-level=info x",
        "--log-level=$LEVEL run x",
        "-D --log-level=warn run x",
        "--max-workers=2 run x",
        "--connection=a run x",
        "--connection=$NAME run x",
        "-c= run x",
        "--context=default run x",
        "--context=other --host= run x",
        "--url=Unix:///x run x",
        "--host ssh://u@h/x run x",
        "--identity= --config= --ssh= --root= run x",
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_what_depends_on_what_is_configured_is_not_refused(line: str, engine: str) -> None:
    assert docker_run(f"podman {line}", engine=engine).image == "x"


@pytest.mark.parametrize(
    "flag", ["--connection=a", "--context=default", "-H unix:///x", "--remote"]
)
def test_a_named_service_is_asked_by_the_remote_client(flag: str) -> None:
    """It has no ``--max-workers``."""
    assert docker_run(f"podman {flag} run x", engine="podman@5.8").engine == "podman@5.8/remote"
    with pytest.raises(OverrideError, match="unknown flag: --max-workers"):
        docker_run(f"podman {flag} --max-workers=2 run x", engine="podman@5.8")
