"""Whole command lines of docker and podman, read into an override."""

from __future__ import annotations

import pytest

import cmdresolve
from cmdresolve.model.errors import DialectError, OverrideError
from cmdresolve.model.origin import InCommandLine
from cmdresolve.starters.command_line.docker_run import docker_run


@pytest.mark.parametrize(
    ("text", "image", "entrypoint", "args"),
    [
        ("docker run img", "img", None, None),
        ("docker run -it --entrypoint sh img -c ls", "img", "sh", ("-c", "ls")),
        ("docker run --entrypoint '' img", "img", "", None),
        ("docker run --entrypoint x --entrypoint '' img", "img", "", None),
        ("docker run img ''", "img", None, ("",)),
        ("docker run img -- --rm", "img", None, ("--", "--rm")),
        ("docker run -- img x", "img", None, ("x",)),
        ("docker run --rm false img", "false", None, ("img",)),
        ("docker run -entrypoint sh img", "sh", None, ("img",)),
        ("""docker run --entrypoint '["a","b"]' img""", "img", '["a","b"]', None),
        ("""podman run --entrypoint '["a","b"]' img c""", "img", '["a","b"]', ("c",)),
        ("podman create --rootfs /dir x", "/dir", None, ("x",)),
        ("sudo -u root docker run img x", "img", None, ("x",)),
        ("DOCKER_HOST=x env -i A=1 /usr/bin/docker run img x", "img", None, ("x",)),
        ("docker.exe run img", "img", None, None),
    ],
)
def test_a_line_gives_image_entrypoint_and_arguments(
    text: str, image: str, entrypoint: str | None, args: tuple[str, ...] | None
) -> None:
    command = docker_run(text)
    assert command.image == image
    assert (command.override.entrypoint, command.override.args) == (entrypoint, args)


def test_a_line_may_be_given_as_words() -> None:
    command = docker_run(["docker", "run", "-e", "A=b c", "img", "x y"])
    assert (command.image, command.override.args) == ("img", ("x y",))


def test_the_public_name_is_the_same_function() -> None:
    assert cmdresolve.docker_run is docker_run


def test_each_word_knows_its_place_in_the_line() -> None:
    override = docker_run("docker container run --entrypoint sh img -c ls").override
    assert override.entrypoint_origins == (
        InCommandLine("docker container run", 4, flag="--entrypoint"),
    )
    assert override.args_origins == (
        InCommandLine("docker container run", 6, argument=1),
        InCommandLine("docker container run", 7, argument=2),
    )


@pytest.mark.parametrize(
    ("text", "init"),
    [
        ("docker run img", ""),
        ("docker run --init img", "yes"),
        ("docker run --init=false img", ""),
        ("docker run --init --init=0 img", ""),
        ("docker run --init --pid host img", ""),
        ("docker run --init --pid container:x img", ""),
        ("podman run --init img", "yes"),
    ],
)
def test_init_is_asked_for(text: str, init: str) -> None:
    """moby v28.5.2 daemon/oci_linux.go withCommonOptions: none in another's PID namespace."""
    assert docker_run(text).override.init is bool(init)


@pytest.mark.parametrize(
    ("text", "engine", "key"),
    [
        ("docker run img", None, "docker@28.5"),
        ("docker run img", "docker@20.10", "docker@20.10"),
        ("podman run img", None, "podman@5.8"),
        ("docker run img", "podman@5.8", "podman@5.8"),
        ("docker run img", "podman@5.8/compat", "podman@5.8/compat"),
        ("podman --remote run img", None, "podman@5.8/remote"),
        ("podman -r run img", "podman@4.3", "podman@4.3/remote"),
        ("podman --url ssh://x run img", None, "podman@5.8/remote"),
        ("podman --connection x run img", None, "podman@5.8/remote"),
        ("podman --remote=false run img", None, "podman@5.8"),
    ],
)
def test_the_engine_is_the_program_s_own_unless_it_is_named(
    text: str, engine: str | None, key: str
) -> None:
    assert docker_run(text, engine=engine).engine == key


def test_an_engine_may_be_given_as_a_record() -> None:
    record = cmdresolve.dialects.engine("docker@26.1")
    assert docker_run("docker run img", engine=record).engine == "docker@26.1"


def test_platform_and_rootfs_are_kept() -> None:
    assert docker_run("docker run --platform linux/arm64 img").platform == "linux/arm64"
    assert docker_run("docker run img").platform is None
    assert docker_run("podman run --rootfs /x").rootfs is True
    assert docker_run("podman run img").rootfs is False


@pytest.mark.parametrize(
    ("text", "engine", "code", "message"),
    [
        ("nerdctl run img", None, "unknown-program", "'nerdctl' is not docker or podman"),
        ("", None, "unknown-program", "no program is named"),
        ("sudo", None, "unknown-program", "no program is named"),
        (
            "podman run img",
            "docker@28.5",
            "wrong-engine",
            ("podman starts no container on docker@28.5"),
        ),
        (
            "docker run img",
            "containerd-cri@2.1",
            "wrong-engine",
            ("docker starts no container on containerd-cri@2.1"),
        ),
        ("docker run -it", None, "no-image", "'docker run' requires at least 1 argument"),
        ("podman create", None, "no-image", "requires at least 1 arg(s), only received 0"),
        (
            "docker run --help img",
            None,
            "help",
            ("the command line asks for help, so no container is made"),
        ),
        (
            "docker run IMG",
            None,
            "image-reference",
            ("invalid reference format: repository name (library/IMG) must be lowercase"),
        ),
        ("docker run a | cat", None, "shell-syntax", "only a shell can read '|' here"),
    ],
)
def test_a_line_that_starts_no_container_is_refused(
    text: str, engine: str | None, code: str, message: str
) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(text, engine=engine)
    assert (caught.value.code, caught.value.message) == (code, message)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("docker run", "name the image: docker run IMAGE"),
        ("docker run -it", "name the image: docker run IMAGE"),
        ("docker run -e img", "-e took img as its value: docker run … IMAGE"),
        ("docker run --name web -w img", "-w took img as its value: docker run … IMAGE"),
        ("docker run -e=img", "name the image: docker run IMAGE"),
        ("docker run -e img IMG", "-e took img as its value: docker run … IMAGE"),
    ],
)
def test_a_swallowed_image_is_pointed_out(text: str, hint: str) -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run(text)
    assert caught.value.hint == hint


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(DialectError, match="no engine is called 'rocket'"):
        docker_run("docker run img", engine="rocket@1")


@pytest.mark.parametrize("words", [3, ["docker", 5], None])
def test_what_is_neither_text_nor_words_is_a_type_error(words: object) -> None:
    with pytest.raises(TypeError):
        docker_run(words)


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        (
            "docker run -entrypoint sh img",
            "one-dash",
            (
                "-entrypoint was read as -e with the value ntrypoint; a long name takes two "
                "dashes: --entrypoint"
            ),
        ),
        (
            "docker run --entrypoint a --entrypoint '' --entrypoint b img",
            "entrypoint-repeated",
            '--entrypoint is given several times and the last one counts; ignored: a, ""',
        ),
        (
            "docker run --init --pid host img",
            "init-left-out",
            "--init does nothing under --pid host",
        ),
    ],
)
def test_a_reader_is_told_of_what_may_surprise(text: str, code: str, told: str) -> None:
    assert [(note.code, note.text) for note in docker_run(text).notes] == [(code, told)]


def test_a_plain_line_needs_no_notes() -> None:
    assert docker_run("docker run --rm -it img x").notes == ()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("docker run img $X", ("what your shell makes of $X",)),
        ("docker run img '$X'", ()),
        ('docker run --entrypoint "$SH" img', ("what your shell makes of $SH",)),
        ("docker run -e $X img a", ()),
        ("docker run -m $MEM img", ()),
        ("docker run $IMG x", ()),
        ("docker run --init=$I img", ("what your shell makes of --init=$I",)),
        ("docker run --init=$I --pid host img", ("what your shell makes of --init=$I",)),
        ("docker run --init --pid $P img", ("what your shell makes of $P",)),
        ("docker run --pid $P img", ()),
        ("docker run --rm=$R --tty=$T img", ()),
        ("docker run --help=$H img", ("what your shell makes of --help=$H",)),
        ("docker -D=$D run img", ()),
        ("podman --remote=$R run img", ("what your shell makes of --remote=$R",)),
        ("podman run --rootfs=$R /folder", ("what your shell makes of --rootfs=$R",)),
        ("docker run img $(ls) $(ls)", ("what your shell makes of $(ls)",)),
    ],
)
def test_what_a_shell_would_put_in_is_unknown_where_it_counts(
    text: str, unknown: tuple[str, ...]
) -> None:
    assert docker_run(text).override.unknown == unknown
