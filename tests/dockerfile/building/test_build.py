"""Stages, targets, triggers, contexts and the names FROM and COPY use, through whole builds."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from tests.builds import BA, BK, CL, built, refusal

TAKES_X = "COPY --from=x a b\n"
TAKES_Y = "COPY --from=y a b\n"
_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
DIAMOND = "FROM a AS x\nFROM a AS y\n" + TAKES_X


@pytest.mark.parametrize(
    ("text", "builder", "cmd"),
    [
        ("FROM a\n", BK, ("a",)),
        ("FROM docker.io/library/a:latest\n", BK, ("a",)),
        ("FROM My\\ Own\n", BK, None),
        ("ARG B=a\nFROM $B\n", BK, ("a",)),
        ('ARG B="a"\nFROM ${B}\n', CL, ("a",)),
        ("ARG B=a\nARG C=$B\nFROM $C\n", BA, ("a",)),
        ('FROM a AS x\nFROM a AS x\nCMD ["b"]\nFROM x\n', BK, ("b",)),
        ("FROM a AS a\n", BK, ("a",)),
        ('FROM scratch AS a\nCMD ["s"]\nFROM a\n', BK, ("s",)),
        ("FROM --platform=$BUILDPLATFORM a\n", BK, ("a",)),
        ("FROM --platform=linux/arm64 a\n", BA, ("a",)),
        ('FROM a AS x\nFROM scratch\nCOPY --from=x /a /b\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a\nFROM scratch\nCOPY --from=0 /a /b\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a AS x\nFROM scratch\nRUN --mount=from=x,target=/y z\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a\nFROM scratch\nRUN --mount=type=bind,from=0,target=/m z\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a\nFROM scratch\nCOPY --from=debian /a /b\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a\nFROM scratch\nCOPY --from=scratch /a /b\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a AS x\nFROM scratch\nCOPY --from=x /a /b\nCMD ["b"]\n', BA, ("b",)),
        ('FROM a AS x\nFROM scratch\nCOPY --from=0 /a /b\nCMD ["b"]\n', BA, ("b",)),
        ('FROM a AS x\nFROM scratch\nCOPY --from=9 /a /b\nCMD ["b"]\n', BA, ("b",)),
        ("FROM a\nCOPY <<E /x\n$X it's\nE\nCOPY <<'E' /x\n${\nE\n", BK, ("a",)),
        ("FROM a\nLABEL a=$X b='c'\nUSER $X\nVOLUME $X\nSTOPSIGNAL 9\nEXPOSE 80\n", BK, ("a",)),
        ("FROM a\nADD --chown=$X a b\nCOPY --chown=$X --chmod=1 a b\n", BK, ("a",)),
        ("FROM a\nHEALTHCHECK CMD x\nMAINTAINER me\n", BK, ("a",)),
        ("FROM --after=a a\n", BA, ("a",)),
        ("FROM a\nEXPOSE 80 80\n", BA, ("a",)),
        ("FROM a\nCOPY x* y z\nCOPY x y z/\n", CL, ("a",)),
        ('FROM nope\nCOPY x y $Z\nCMD ["b"]\n', CL, ("b",)),
        ("FROM a AS x\nFROM x\nCOPY --from=x a b\n", BK, ("a",)),
        (DIAMOND + "FROM y AS z\n" + TAKES_X + "FROM z\n" + TAKES_X + TAKES_Y, BK, ("a",)),
        (DIAMOND + "FROM a\n" + TAKES_Y + TAKES_X, BK, ("a",)),
        ("FROM a AS w\n" + TAKES_Y + DIAMOND + "FROM a\n", BK, ("a",)),
    ],
)
def test_builds(text: str, builder: str, cmd: tuple[str, ...] | None) -> None:
    """The CMD that reaches the image."""
    if cmd is None:
        assert refusal(text, builder) == ("from-arguments", 1, 6)
    else:
        assert built(text, builder).cmd == cmd


@pytest.mark.parametrize(
    ("text", "builder", "expected"),
    [
        ("ARG B=${x?}\nFROM a\n", BK, ("substitution", 1, 5)),
        ("ARG B='x\nFROM a\n", CL, ("substitution", 1, 5)),
        ("FROM $B\n", CL, ("base-name-blank", 1, 6)),
        ("FROM 'a\n", BK, ("substitution", 1, 6)),
        ("FROM A//b\n", BK, ("reference", 1, 6)),
        ("FROM A//b\n", CL, ("reference", 1, 6)),
        ("FROM scratch:1\n", CL, ("reserved-name", 1, 6)),
        ("FROM --platform=x/y/z/w a\n", BK, ("platform", 1, 6)),
        ("FROM --platform=$NOPE a\n", BK, ("platform", 1, 6)),
        ("FROM --platform=x/y/z/w a\n", BA, ("platform", 1, 6)),
        ("FROM --platform=windows/amd64 scratch\n", CL, ("os", 1, 1)),
        ("FROM\n", BA, ("from-arguments", 1, 1)),
        ("FROM a b\n", BA, ("from-arguments", 1, 6)),
        ("ARG X\nARG Y\n", BK, ("no-from", 2, 1)),
        ("FROM a\nCOPY --from=$X a b\n", BK, ("substitution", 2, 6)),
        ("FROM a\nCOPY --from=1 a b\n", BK, ("stage-index", 2, 6)),
        ("FROM a\nCOPY --from=-1 a b\n", BK, ("stage-index", 2, 6)),
        ("FROM a\nCOPY --from=A//b a b\n", BK, ("reference", 2, 6)),
        ("FROM a AS x\nCOPY --from=x a b\n", BK, ("circular-dependency", 1, 1)),
        (
            "FROM a AS x\nCOPY --from=y a b\nFROM a AS y\nCOPY --from=x a b\n",
            BK,
            ("circular-dependency", 1, 1),
        ),
        (
            "FROM a AS x\nCOPY --from=y a b\nFROM a AS y\nFROM x\n",
            BK,
            ("circular-dependency", 2, 6),
        ),
        (
            "FROM a AS x\nCOPY --from=z b c\nFROM a AS z\nCOPY --from=x b c\nFROM a\n",
            BK,
            ("circular-dependency", 1, 1),
        ),
        ("FROM a\nADD --checksum=${ a b\n", BK, ("substitution", 2, 19)),
        ("FROM a\nCOPY ${ b\n", BK, ("substitution", 2, 6)),
        ("FROM a\nCOPY <<E /x\n${\nE\n", BK, ("substitution", 2, 6)),
        ("FROM a\nCOPY <<E /x\nE\n", CL, ("copy", 2, 1)),
        ("FROM a\nCOPY --chmod=1 a b\n", CL, ("needs-buildkit", 2, 6)),
        ("FROM a\nRUN --network=none a\n", CL, ("needs-buildkit", 2, 5)),
        ("FROM a AS x\nFROM a AS x\n", CL, ("duplicate-stage", 2, 1)),
        ("FROM scratch\n", CL, ("empty-dockerfile", 1, 1)),
    ],
)
def test_refuses(text: str, builder: str, expected: tuple[str, int, int]) -> None:
    """The kind of fault and its place."""
    assert refusal(text, builder) == expected


@pytest.mark.parametrize(
    ("builder", "env"),
    [
        (BK, {"X": "base", "B": "arg", "A": "env"}),
        (CL, {"X": "base", "B": "env", "A": "env"}),
        (BA, {"X": "base", "B": "env", "A": "env"}),
    ],
)
def test_arguments_and_variables(builder: str, env: dict[str, str]) -> None:
    """Whether ARG wins over ENV where words are substituted."""
    image = built("FROM a\nENV A=env\nARG A=arg\nENV B=$A\n", builder)

    stored = dict(entry.split("=", 1) for entry in image.env)
    assert {name: stored[name] for name in env} == env


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ARG V\nENV R=$V", "given"),
        ("ARG V=d\nENV R=$V", "given"),
        ("ARG W=d\nENV R=$W", "d"),
        ("ARG W\nENV R=$W", ""),
        ("ARG G\nENV R=$G", "global"),
        ("ARG http_proxy=x\nENV R=$http_proxy", "x"),
        ("ENV V=e W=$V\nENV R=$W", ""),
    ],
)
def test_an_argument_of_a_stage(text: str, value: str) -> None:
    """Given, defaulted, or of before the first FROM; a proxy's is like any other."""
    image = built(f"ARG G=global\nFROM a\n{text}\n", build_args={"V": "given"})

    assert dict(entry.split("=", 1) for entry in image.env)["R"] == value


@pytest.mark.parametrize(
    ("builder", "lines", "value"),
    [
        ("buildkit@28.5", "ENV R=$ALL_PROXY-$NO_PROXY", "-"),
        ("classic@28.5", "ENV R=$ALL_PROXY-$NO_PROXY", "a-n"),
        ("classic@20.10", "ENV R=$ALL_PROXY-$NO_PROXY", "-n"),
        ("buildah@1.43", "ENV R=$ALL_PROXY-$NO_PROXY", "-n"),
        ("classic@28.5", "ENV NO_PROXY=e\nENV R=$NO_PROXY", "e"),
        ("buildah@1.43", "ENV NO_PROXY=e\nENV R=$NO_PROXY", "e"),
        ("classic@28.5", "ENV NO_PROXY=e\nARG NO_PROXY\nENV R=$NO_PROXY", "e"),
        ("buildah@1.43", "ENV R=$RSYNC_PROXY", ""),
    ],
)
def test_a_proxy_that_no_arg_names(builder: str, lines: str, value: str) -> None:
    """Docker 28.5 and 20.10 and Podman 5.8 were asked; ENV wins as over any argument."""
    given = {"ALL_PROXY": "a", "NO_PROXY": "n", "RSYNC_PROXY": "r"}
    image = built(f"FROM a\n{lines}\n", builder, build_args=given)

    assert dict(entry.split("=", 1) for entry in image.env)["R"] == value


@pytest.mark.parametrize(
    ("builder", "text", "value"),
    [
        ("classic@28.5", "ARG ALL_PROXY=g\nFROM a AS s\nFROM s\nENV R=$ALL_PROXY\n", "g"),
        ("classic@28.5", "ARG HTTP_PROXY=\nFROM a\nENV R=${HTTP_PROXY-none}\n", ""),
        ("classic@28.5", "ARG HTTP_PROXY\nFROM a\nENV R=${HTTP_PROXY-none}\n", "none"),
        ("buildah@1.43", "ARG HTTP_PROXY=g\nFROM a\nENV R=$HTTP_PROXY\n", ""),
        ("buildkit@28.5", "ARG HTTP_PROXY=g\nFROM a\nENV R=$HTTP_PROXY\n", ""),
    ],
)
def test_a_global_proxy_in_a_stage(builder: str, text: str, value: str) -> None:
    """The classic builder alone knows it (Docker 28.5 and Podman 5.8 were asked)."""
    image = built(text, builder)

    assert dict(entry.split("=", 1) for entry in image.env)["R"] == value


def test_a_proxy_names_a_base() -> None:
    """`FROM $NO_PROXY` with that build argument alone (classic of 28.5 and Buildah 1.43)."""
    for builder in ("classic@28.5", "buildah@1.43"):
        assert built('FROM $NO_PROXY\nCMD ["x"]\n', builder, build_args={"NO_PROXY": "a"}).cmd == (
            "x",
        )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("FROM a\nARG TARGETARCH=q\nENV R=$TARGETARCH\n", "amd64"),
        ("FROM a\nARG BUILDOS=q\nENV R=$BUILDOS\n", "linux"),
        ("FROM a\nARG TARGETVARIANT=q\nENV R=$TARGETVARIANT\n", ""),
        ("FROM a\nARG TARGETPLATFORM\nENV R=$TARGETPLATFORM\n", "linux/amd64"),
    ],
)
def test_a_platforms_argument_is_buildahs_own(text: str, value: str) -> None:
    """No default changes it (Buildah 1.43)."""
    image = built(text, "buildah@1.43")

    assert dict(entry.split("=", 1) for entry in image.env)["R"] == value


@pytest.mark.parametrize(
    "text",
    [
        "ARG TARGETPLATFORM=q\nFROM a\n",
        "ARG BUILDPLATFORM=\nFROM a\n",
        "FROM a\nARG TARGETPLATFORM=q\n",
        "FROM a\nARG A BUILDPLATFORM=q\n",
    ],
)
def test_a_default_for_a_platform_is_refused(text: str) -> None:
    """Buildah 1.43: attempted to redefine it."""
    with pytest.raises(cr.DockerfileError, match="attempted to redefine") as caught:
        built(text, "buildah@1.43")

    assert caught.value.code == "platform"


@pytest.mark.parametrize(
    ("builder", "path", "directory"),
    [
        ("buildkit@28.5", "//", "//"),
        ("buildkit@28.5", "/a/../b", "/a/../b"),
        ("buildkit@28.5", "///a//", "///a//"),
        ("buildkit@28.5", "$NONE/x/../y", "/x/../y"),
        ("buildkit@28.5", "x/../y", "/y"),
        ("buildkit@28.5", "/a/\nWORKDIR b", "/a/b"),
        ("buildkit@28.5", "/a/../b\nWORKDIR $NONE", "/a/../b"),
        ("buildkit@28.5", "/a/../b\nWORKDIR .", "/b"),
        ("buildkit@20.10", "/a/../b\nWORKDIR $NONE", "/b"),
        ("buildkit@20.10", "/a/../b", "/a/../b"),
        ("classic@20.10", "/a/../b", "/a/../b"),
        ("classic@26.1", "/a/../b", "/b"),
        ("buildah@1.43", "/a/../b\nWORKDIR $NONE", "/b"),
        ("buildah@1.43", "//", "/"),
        ("buildah@1.43", "/a/../b", "/a/../b"),
        ("buildah@1.43", "///a//", "///a/"),
        ("buildah@1.43", "x/", "/x"),
        ("classic@28.5", "//", "/"),
        ("classic@28.5", "/a/../b", "/b"),
        ("classic@28.5", "///a//", "/a"),
    ],
)
def test_a_folder_is_stored_as_it_is_written(builder: str, path: str, directory: str) -> None:
    """Asked of Docker 20.10, 26.1 and 28.5 and of Podman 5.8."""
    assert built(f"FROM scratch\nWORKDIR {path}\n", builder).working_dir == directory


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("ARG N=arg\nFROM s\nUSER $N\n", "env"),
        ("ARG N=arg\nUSER $N\n", "arg"),
        ("ARG M=arg\nFROM s\nUSER $M\n", "arg"),
        ("ENV M=env\nARG M=arg\nFROM s\nUSER $M\n", "env"),
    ],
)
def test_a_stage_sets_the_environment_of_its_base_again(text: str, user: str) -> None:
    """So it wins over an argument of the base stage (Docker 28.5)."""
    parsed = cr.Dockerfile.parse(f"FROM a AS s\n{text}", builder="buildkit@28.5")

    assert parsed.image(bases={"a": cr.ImageConfig(env=["N=env"])}).user == user


@pytest.mark.parametrize(
    ("lines", "env"),
    [
        ("ENV A=3", ["B=2", "PATH", "A=3"]),
        ("ENV A=1", ["B=2", "PATH", "A=1"]),
        ("ENV C=1 A=3 B=4\nENV C=2", ["PATH", "C=2", "A=3", "B=4"]),
        ("ENV A=3\nENV Z=1\nENV A=3", ["B=2", "PATH", "A=3", "Z=1"]),
        ("ENV A=3\nARG B=7\nENV B=$B", ["PATH", "A=3", "B=2"]),
    ],
)
def test_buildah_puts_what_is_set_again_behind(lines: str, env: list[str]) -> None:
    """Each stage anew (Buildah 1.43)."""
    base = cr.ImageConfig(env=["A=1", "B=2"])
    parsed = cr.Dockerfile.parse(f"FROM a\n{lines}\n", builder="buildah@1.43")
    image = parsed.image(bases={"a": base})

    assert ["PATH" if x.startswith("PATH=") else x for x in image.env] == env


@pytest.mark.parametrize(
    ("builder", "text", "env"),
    [
        ("classic@28.5", "FROM a\n", ()),
        ("classic@28.5", "FROM a AS x\nFROM x\n", ()),
        ("classic@28.5", "FROM a\nCMD x\n", (_PATH,)),
        ("buildkit@28.5", "FROM a\n", (_PATH,)),
    ],
)
def test_a_stage_of_nothing_but_from(builder: str, text: str, env: tuple[str, ...]) -> None:
    """The classic builder commits nothing then: the image is its base, without a PATH."""
    image = cr.Dockerfile.parse(text, builder=builder).image(bases={"a": cr.ImageConfig()})

    assert image.env == env


@pytest.mark.parametrize("builder", ["buildah@1.28", "buildah@1.39", "buildah@1.43"])
@pytest.mark.parametrize("text", ["FROM scratch\nCMD a\n", "FROM win\nCMD a\n"])
def test_a_stage_for_windows_gets_the_path_of_linux_from_buildah(builder: str, text: str) -> None:
    """Asked of Podman 4.3, 5.4 and 5.8."""
    image = cr.Dockerfile.parse(text, builder=builder).image(
        bases={"win": cr.ImageConfig(os="windows")}, platform="windows/amd64"
    )

    assert image.env == ("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",)


@pytest.mark.parametrize(
    ("builder", "text", "directory"),
    [
        ("buildkit@28.5", "FROM scratch\nCMD a\n", "\\"),
        ("buildkit@20.10", "FROM scratch\nENV A=b\n", "/"),
        ("buildah@1.43", "FROM scratch\nCMD a\n", "/"),
        ("buildah@1.43", "FROM scratch\nWORKDIR x\n", "/x"),
        ("buildah@1.28", "FROM scratch\nCMD a\n", ""),
    ],
)
def test_the_folder_that_a_stage_for_windows_starts_in(
    builder: str, text: str, directory: str
) -> None:
    """As Docker 20.10 and 28.5 and Podman 4.3 and 5.8 store it."""
    file = cr.Dockerfile.parse(text, builder=builder)

    assert file.image(platform="windows/amd64").working_dir == directory


@pytest.mark.parametrize(
    ("builder", "text", "directory"),
    [
        ("buildkit@28.5", "FROM scratch\nCMD a\n", "/"),
        ("buildah@1.43", "FROM scratch\nCMD a\n", "/"),
        ("buildah@1.39", "FROM scratch\nCMD a\n", "/"),
        ("buildah@1.28", "FROM scratch\nCMD a\n", ""),
        ("buildah@1.28/docker", "FROM scratch\nCMD a\n", ""),
        ("classic@28.5", "FROM scratch\nCMD a\n", ""),
        ("buildkit@28.5", "FROM none\nCMD a\n", ""),
        ("buildkit@28.5", "FROM rel\nCMD a\n", "/rel/rel"),
        ("buildkit@28.5", "FROM rel AS x\nFROM x\n", "/rel/rel"),
        ("buildkit@28.5", "FROM odd\nCMD a\n", "/a/../b/"),
        ("buildah@1.43", "FROM rel\nCMD a\n", "rel"),
    ],
)
def test_the_folder_that_a_stage_starts_in(builder: str, text: str, directory: str) -> None:
    """As Docker 28.5 and Buildah 1.28, 1.39 and 1.43 store it."""
    bases = {
        "none": cr.ImageConfig(),
        "rel": cr.ImageConfig(working_dir="rel"),
        "odd": cr.ImageConfig(working_dir="/a/../b/"),
    }

    assert cr.Dockerfile.parse(text, builder=builder).image(bases=bases).working_dir == directory


@pytest.mark.parametrize(
    ("lines", "directory"),
    [
        ("WORKDIR /a\nWORKDIR b\n", "/a/b"),
        ("WORKDIR b\n", "/b"),
        ("WORKDIR /a/\nWORKDIR /c\n", "/c"),
        ("WORKDIR $X\n", "/base"),
    ],
)
def test_a_working_directory(lines: str, directory: str) -> None:
    """A relative one goes on from the one before."""
    assert built(f"FROM a\n{lines}").working_dir == directory


@pytest.mark.parametrize(
    ("builder", "target", "code"),
    [
        (CL, None, "substitution"),
        (CL, "x", "target-not-found"),
        (BK, None, "no-from"),
        (BK, "x", "no-from"),
        (BA, None, "substitution"),
        (BA, "x", "substitution"),
    ],
)
def test_what_is_told_of_a_file_that_is_only_a_wrong_arg(
    builder: str, target: str | None, code: str
) -> None:
    """Recorded on Docker 28.5.2 and Podman 5.8."""
    assert refusal("ARG A=${b?no}\n", builder, target=target)[0] == code
