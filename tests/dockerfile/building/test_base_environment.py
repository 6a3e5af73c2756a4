"""Environments of a base that a mapping cannot hold, as engines built on them.

Asked of Docker 20.10 and 28.5, both builders, and of Podman 4.3, 5.4 and 5.8, in 450 builds each.
"""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve.dialects import builder as record_of
from cmdresolve.dockerfile.building.base_environment import (
    has,
    nameless,
    odd_entries,
    stored_entries,
    values_of,
    with_variables,
)

BUILDKIT = record_of("buildkit@28.5").storing
BUILDAH = record_of("buildah@1.43").storing
PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@pytest.mark.parametrize(
    ("env", "odd"),
    [
        ([], False),
        (["A=b", "B="], False),
        (["=x"], False),
        (["A==b"], False),
        (["A"], True),
        ([""], True),
        (["A=1", "A=2"], True),
        (["A", "A=1"], True),
    ],
)
def test_what_a_mapping_cannot_hold(env: list[str], *, odd: bool) -> None:
    assert odd_entries(env) == (tuple(env) if odd else None)


def test_the_last_of_a_name_counts() -> None:
    assert values_of(["A=1", "B", "A=2", "=x"]) == {"A": "2", "B": "", "": "x"}
    assert values_of(["A=1", "A"]) == {"A": ""}


def test_an_entry_without_an_equals_sign_has_a_name_but_for_buildah() -> None:
    assert has(["PATH"], "PATH", BUILDKIT)
    assert not has(["PATH"], "PATH", BUILDAH)
    assert has(["PATH="], "PATH", BUILDAH)
    assert not has(["PATHS=x"], "PATH", BUILDKIT)


@pytest.mark.parametrize(
    ("entries", "pairs", "docker", "buildah"),
    [
        ("A=1 B=2 A=3", [("A", "z")], "A=z B=2 A=3", "B=2 A=z"),
        ("A A=1", [("A", "z")], "A=z A=1", "A A=z"),
        ("A=1 A", [("A", "z")], "A=z A", "A A=z"),
        ("A B=2", [("C", "z"), ("C", "w")], "A B=2 C=w", "A B=2 C=w"),
        ("A=1 A=2", [("B", "x"), ("A", "y")], "A=y A=2 B=x", "B=x A=y"),
    ],
)
def test_env_among_entries(
    entries: str, pairs: list[tuple[str, str]], docker: str, buildah: str
) -> None:
    found = entries.split()

    assert with_variables(found, pairs, BUILDKIT, frozenset()) == tuple(docker.split())
    assert with_variables(found, pairs, BUILDAH, frozenset()) == tuple(buildah.split())


def test_buildah_leaves_what_the_stage_has_set_in_its_place() -> None:
    made = with_variables(["X", "A=1", "B=2"], [("A", "3")], BUILDAH, frozenset("A"))

    assert made == ("X", "A=3", "B=2")


def test_entries_are_written_as_utf_8() -> None:
    assert stored_entries(["A=\udcff", "é"]) == ("A=\ufffd", "é")


def test_the_first_entry_without_a_name() -> None:
    assert nameless(["A=b", "", "=x"]) == ""
    assert nameless(["A=b", "==x"]) == "==x"
    assert nameless(["A", "B="]) is None


ENVS = {
    "twice": ["A=1", "B=2", "A=3"],
    "bare": ["A=b", "N"],
    "bare path": ["PATH", "A=b"],
    "two paths": ["PATH=/a", "A=b", "PATH=/b"],
}


@pytest.mark.parametrize(
    ("env", "text", "builder", "made"),
    [
        ("twice", "", "buildkit@28.5", ["A=1", "B=2", "A=3", PATH]),
        ("twice", "", "classic@28.5", ["A=1", "B=2", "A=3"]),
        ("twice", "", "buildah@1.43", ["A=1", "B=2", "A=3"]),
        ("twice", "CMD x", "classic@28.5", ["A=1", "B=2", "A=3", PATH]),
        ("twice", "CMD x", "buildah@1.43", ["A=1", "B=2", "A=3", PATH]),
        ("twice", "ENV A=z\nENV Y=$A", "buildkit@28.5", ["A=z", "B=2", "A=3", PATH, "Y=z"]),
        ("twice", "ENV A=z\nENV Y=$A", "classic@20.10", ["A=z", "B=2", "A=3", PATH, "Y=3"]),
        ("twice", "ENV A=z\nENV Y=$A", "buildah@1.28", ["B=2", PATH, "A=z", "Y=z"]),
        ("twice", "ARG A=q\nENV Y=$A", "classic@28.5", ["A=1", "B=2", "A=3", PATH, "Y=3"]),
        ("bare", "ENV N=z", "buildkit@28.5", ["A=b", "N=z", PATH]),
        ("bare", "ENV N=z", "classic@28.5", ["A=b", "N=z", PATH]),
        ("bare", "ENV N=z", "buildah@1.43", ["A=b", "N", PATH, "N=z"]),
        ("bare path", "ENV Y=$PATH", "buildkit@20.10", ["PATH", "A=b", "Y="]),
        ("bare path", "ENV Y=$PATH", "classic@28.5", ["PATH", "A=b", "Y="]),
        ("bare path", "ENV Y=$A", "buildah@1.43", ["PATH", "A=b", PATH, "Y=b"]),
        ("bare path", "ENV PATH=$PATH:/z", "buildah@1.43", ["PATH", "A=b", f"{PATH}:/z"]),
        ("two paths", "ENV PATH=$PATH:/z", "buildah@1.43", ["A=b", "PATH=/b:/z"]),
        ("two paths", "ENV PATH=$PATH:/z", "buildkit@28.5", ["PATH=/b:/z", "A=b", "PATH=/b"]),
    ],
)
def test_what_is_built_on_such_a_base(env: str, text: str, builder: str, made: list[str]) -> None:
    """Each entry stays in its place."""
    file = cr.Dockerfile.parse(f"FROM base\n{text}\n", builder=builder)

    assert list(file.image(bases={"base": cr.ImageConfig(env=ENVS[env])}).env) == made


@pytest.mark.parametrize(
    ("builder", "made"),
    [
        ("buildkit@28.5", ["A=z", "B=2", "A=3", PATH, "Y=3"]),
        ("classic@28.5", ["A=z", "B=2", "A=3", PATH, "Y=3"]),
        ("buildah@1.43", ["B=2", PATH, "A=z", "Y=z"]),
    ],
)
def test_a_further_stage_reads_the_entries_again(builder: str, made: list[str]) -> None:
    """To BuildKit the value that ENV set was that of its own stage."""
    text = "FROM base AS q\nENV A=z\nFROM q\nENV Y=$A\n"
    image = cr.Dockerfile.parse(text, builder=builder).image(
        bases={"base": cr.ImageConfig(env=ENVS["twice"])}
    )

    assert list(image.env) == made


NO_NAME = "invalid environment variable: "
RELATIVE = "the working directory 'w' is invalid, it needs to be an absolute path"


@pytest.mark.parametrize(
    ("config", "text", "message"),
    [
        ({"env": ["A=b", "=x"]}, "CMD x", NO_NAME + "=x"),
        ({"env": ["=x", "=y"]}, "ARG Q", NO_NAME + "=x"),
        ({"env": ["A", "==c"]}, "LABEL a=b", NO_NAME + "==c"),
        ({"env": [""]}, "WORKDIR /x", NO_NAME),
        ({"env": ["=x"]}, "RUN x\nCMD y", NO_NAME + "=x"),
        ({"working_dir": "w"}, "CMD x", RELATIVE),
        ({"working_dir": "w"}, "ARG N\nWORKDIR /x", RELATIVE),
        ({"working_dir": "w", "env": ["=x"]}, "CMD x", RELATIVE),
        ({"working_dir": "w", "env": ["=x"]}, "WORKDIR /x", NO_NAME + "=x"),
        ({"working_dir": "w", "on_build": ["ARG Q"]}, "WORKDIR /x", RELATIVE),
        ({"working_dir": "w"}, "CMD x\nFROM scratch\nCMD z", RELATIVE),
    ],
)
@pytest.mark.parametrize("builder", ["classic@20.10", "classic@28.5"])
def test_the_classic_builder_makes_a_container_for_each_instruction(
    config: dict[str, object], text: str, message: str, builder: str
) -> None:
    """What a container cannot have is refused after the first one."""
    base = cr.ImageConfig(**config)  # type: ignore[arg-type] # a table of fields
    file = cr.Dockerfile.parse(f"FROM base\n{text}\n", builder=builder)

    with pytest.raises(cr.DockerfileError) as caught:
        file.image(bases={"base": base})

    assert caught.value.message == message


@pytest.mark.parametrize(
    ("config", "text", "folder"),
    [
        ({"env": ["=x"], "working_dir": "w"}, "", "w"),
        ({"working_dir": "w"}, "WORKDIR /x\nCMD y", "/x"),
        ({"working_dir": "w"}, "WORKDIR x", "/w/x"),
        ({"working_dir": "w", "on_build": ["WORKDIR /q"]}, "CMD x", "/q"),
        ({"env": ["=x"]}, "FROM scratch\nWORKDIR /z", "/z"),
        ({"env": ["A"], "working_dir": "/a b"}, "CMD x", "/a b"),
    ],
)
def test_it_makes_none_without_an_instruction(
    config: dict[str, object], text: str, folder: str
) -> None:
    """And a WORKDIR that comes first mends the folder."""
    base = cr.ImageConfig(**config)  # type: ignore[arg-type] # a table of fields
    file = cr.Dockerfile.parse(f"FROM base\n{text}\n", builder="classic@28.5")

    assert file.image(bases={"base": base}).working_dir == folder


@pytest.mark.parametrize("builder", ["buildkit@28.5", "buildah@1.43"])
def test_others_build_on_them(builder: str) -> None:
    base = cr.ImageConfig(env=["", "=x"], working_dir="w")
    image = cr.Dockerfile.parse("FROM base\nCMD x\n", builder=builder).image(bases={"base": base})

    assert image.env == ("", "=x", PATH)


@pytest.mark.parametrize("engine", ["docker@20.10", "docker@28.5"])
def test_a_commit_makes_no_container(engine: str) -> None:
    own = cr.ImageConfig(env=["=x"], working_dir="w")

    assert own.changed(["CMD x"], engine=engine).working_dir == "w"
