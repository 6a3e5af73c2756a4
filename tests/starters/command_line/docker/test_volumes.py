"""What the Docker engine refuses in what a container mounts."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.docker_run import docker_run

VOLUME = "invalid volume specification: '{}'"
ABSOLUTE = "invalid mount path: '{}' mount path must be absolute"
ROOT = "invalid specification: destination can't be '/'"
SHORT = "create x: volume name is too short, names should be at least two alphanumeric characters"
LETTERS = (
    'create {0}: "{0}" includes invalid characters for a local volume name, only '
    '"[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use '
    "absolute path"
)


@pytest.mark.parametrize(
    "words",
    [
        "-v /x",
        "-v x",
        "-v :",
        "-v xy:/x",
        "-v xy:/x:ro,z",
        "-v xy:/x:nocopy,ro",
        "-v xy:/x:cached",
        "-v /tmp:/x:rshared,ro",
        "-v /x -v /x",
        "-v a/b:/x --volume-driver other",
        "--tmpfs /x:size=1m,whatever",
        "--tmpfs /x --tmpfs /x",
        "--volumes-from a",
        "--volumes-from a:ro",
        "--mount type=bind,src=/tmp,dst=/x,bind-propagation=rshared",
        "--mount type=volume,dst=/x --tmpfs /y",
        "--mount type=volume,src=a/b,dst=/x,volume-driver=other",
    ],
)
def test_these_are_taken(words: str) -> None:
    """Recorded, where the host does not decide."""
    assert docker_run(f"docker create {words} img").image == "img"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("-v /:ro", VOLUME.format("/:ro")),
        (
            "-v /a:b",
            f'{VOLUME.format("/a:b")}: invalid mount config for type "bind": '
            + ABSOLUTE.format("b"),
        ),
        (
            "-v xy:../x",
            (
                f'{VOLUME.format("xy:../x")}: invalid mount config for type "volume": '
                f"{ABSOLUTE.format('../x')}"
            ),
        ),
        (
            "-v /tmp:/",
            f'{VOLUME.format("/tmp:/")}: invalid mount config for type "bind": {ROOT}',
        ),
        ("-v x:/x:zz", "invalid mode: zz"),
        ("-v C:/x:/y", "invalid mode: /y"),
        ("-v x:/x:ro,rw", "invalid mode: ro,rw"),
        ("-v xy:/x:RO", "invalid mode: RO"),
        ("-v xy:/x:z,Z", "invalid mode: z,Z"),
        (
            "-v /tmp:/x:nocopy",
            (
                f'{VOLUME.format("/tmp:/x:nocopy")}: invalid mount config for type "bind": field '
                "VolumeOptions must not be specified"
            ),
        ),
        (
            "-v xy:/x:shared",
            (
                f'{VOLUME.format("xy:/x:shared")}: invalid mount config for type "volume": field '
                "BindOptions must not be specified"
            ),
        ),
        ("-v x:/x", SHORT),
        ("-v 'a!b:/x'", LETTERS.format("a!b")),
        ("-v x/y:/z", LETTERS.format("x/y")),
        ("-v xy:/x -v cd:/x", "Duplicate mount point: /x"),
        ("-v xy:/x/../y -v cd:/y", "Duplicate mount point: /y"),
        ("-v xy:/x --tmpfs /x", "Duplicate mount point: /x"),
        (
            "--mount type=volume,dst=/x --mount type=tmpfs,dst=/x",
            "Duplicate mount point: /x",
        ),
        ("--tmpfs x", ABSOLUTE.format("x")),
        ("--tmpfs ''", ABSOLUTE.format("")),
        ("--tmpfs /", ROOT),
        ("--volumes-from ''", "volumes-from specification cannot be an empty string"),
        ("--volumes-from a:1", "invalid mode: 1"),
        (
            "--mount type=foo,dst=/x",
            'invalid mount config for type "foo": mount type unknown',
        ),
        (
            "--mount type=volume,dst=x",
            f'invalid mount config for type "volume": {ABSOLUTE.format("x")}',
        ),
        ("--mount type=tmpfs,dst=/", f'invalid mount config for type "tmpfs": {ROOT}'),
        (
            "--mount type=bind,dst=/x",
            'invalid mount config for type "bind": field Source must not be empty',
        ),
        (
            "--mount type=bind,src=x,dst=/x",
            f'invalid mount config for type "bind": {ABSOLUTE.format("x")}',
        ),
        (
            "--mount type=tmpfs,src=a,dst=/x",
            'invalid mount config for type "tmpfs": field Source must not be specified',
        ),
        (
            "--mount type=bind,src=/tmp,dst=/x,bind-propagation=foo",
            'invalid mount config for type "bind": invalid propagation mode: foo',
        ),
        ("--mount type=volume,src=x,dst=/x", SHORT),
    ],
)
def test_these_are_refused(words: str, message: str) -> None:
    """Recorded from docker 28.5.2."""
    with pytest.raises(OverrideError) as caught:
        docker_run(f"docker create {words} img")
    assert (caught.value.code, caught.value.message) == ("flag-value", message)


def test_a_relative_path_is_a_bad_name_before_23_0() -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run("docker create -v ./x:/y img", engine="docker@20.10")
    assert caught.value.message == LETTERS.format("./x")


def test_a_volume_without_a_name_is_taken_in_20_10() -> None:
    assert docker_run("docker create -v :/x img", engine="docker@20.10").image == "img"


def test_too_many_colons_are_the_engine_s_to_refuse_in_20_10() -> None:
    with pytest.raises(OverrideError) as caught:
        docker_run("docker create -v ab:/x:ro:z img", engine="docker@20.10")
    assert caught.value.message == VOLUME.format("ab:/x:ro:z")
