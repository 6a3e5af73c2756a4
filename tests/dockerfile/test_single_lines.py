"""One line under FROM scratch: whether each builder takes it.

Every line was asked of the engines themselves: Docker 28.5.2, 26.1.5 and 20.10.24 with both of its
builders, Buildah 1.43.2, 1.39.3 and 1.28.2.
"""

from __future__ import annotations

import pytest

import cmdresolve as cr

DOCKER = ("28.5", "26.1", "20.10")
BUILDKIT = tuple(f"buildkit@{version}" for version in DOCKER)
CLASSIC = tuple(f"classic@{version}" for version in DOCKER)
OLDER = ("buildkit@26.1", "buildkit@20.10", *CLASSIC)
NEWEST = ("buildkit@28.5", "classic@28.5")
BUILDAH = ("buildah@1.43", "buildah@1.39", "buildah@1.28")
EVERYBODY = (*BUILDKIT, *CLASSIC, *BUILDAH)

# A line, and who refuses it; all the others take it.
LINES: list[tuple[str, tuple[str, ...]]] = [
    ("EXPOSE +80", OLDER),
    ("EXPOSE -80", (*BUILDKIT, *CLASSIC)),
    ("EXPOSE 80/tcp/udp", ("buildkit@28.5",)),
    ("EXPOSE 80//", ("buildkit@28.5",)),
    ("EXPOSE 80/", ()),
    ("EXPOSE 80/TCP", ()),
    ("EXPOSE 80/x", (*BUILDKIT, *CLASSIC)),
    ("EXPOSE 80-90-100", ("buildkit@28.5",)),
    ("EXPOSE 90-80", (*BUILDKIT, *CLASSIC)),
    ("EXPOSE 80-80", ()),
    ("EXPOSE 80-", (*BUILDKIT, *CLASSIC)),
    ("EXPOSE ::1:80:80", OLDER),
    ("EXPOSE [::1]:80:80", ()),
    ("EXPOSE []:80:80", ()),
    ("EXPOSE [::1:80:80", (*BUILDKIT, *CLASSIC)),
    ("EXPOSE [fe80::1%eth0]:80:80", (*BUILDKIT, *CLASSIC)),
    ("EXPOSE 1.2.3:80:80", (*BUILDKIT, *CLASSIC)),
    ("EXPOSE 000000000000000000080", ()),
    ("EXPOSE 65536", (*BUILDKIT, *CLASSIC)),
    ("EXPOSE 80:90-91", (*BUILDKIT, *CLASSIC)),
    ("EXPOSE 80-81:90", ()),
    ("EXPOSE 80/${P:-tcp}", NEWEST),
    ("EXPOSE 80/${P-tcp}", (*NEWEST, "buildkit@20.10", "classic@20.10", *BUILDAH)),
    ('EXPOSE "80"${P:-x}', (*BUILDKIT, *CLASSIC)),
    ("EXPOSE x${P:-80}", (*BUILDKIT[1:], *CLASSIC[1:])),
    ("EXPOSE ${P:-80}/tcp", ()),
    ("EXPOSE $NOPE", BUILDAH),
    ("STOPSIGNAL 9223372036854775807", ()),
    ("STOPSIGNAL 9223372036854775808", EVERYBODY),
    ("STOPSIGNAL \ufb06OP", EVERYBODY),
    ("STOPSIGNAL -1", ()),
    ("STOPSIGNAL 00", EVERYBODY),
    ("STOPSIGNAL RTMIN+0", EVERYBODY),
    ("STOPSIGNAL EMT", (*BUILDKIT, *CLASSIC)),
    ("STOPSIGNAL SIGINFO", (*BUILDKIT, *CLASSIC)),
    ("STOPSIGNAL UNUSED", (*BUILDKIT, *CLASSIC)),
    ("ENV $NOPE=b", CLASSIC),
    ("ENV a=b $NOPE=c", CLASSIC),
    ("ENV $NOPE b", CLASSIC),
    ("ENV ''=b", CLASSIC),
    ("LABEL $NOPE=b", ()),
    ("ARG $NOPE=b", ()),
    ('ARG "X=y"', (*BUILDKIT, *CLASSIC)),
    ("COPY --chown=1:2:3 f /f", CLASSIC),
    ("COPY --chown=:: f /f", CLASSIC),
    ("COPY --chown=: f /f", (*CLASSIC, *BUILDAH)),
    ("COPY --chown=$N:$N f /f", (*CLASSIC, *BUILDAH)),
    ("COPY --chown=5: f /f", CLASSIC),
    ("ADD --chown=:5 f /f", CLASSIC),
    ("ADD --chown=1:2:3 f /f", CLASSIC),
    ("COPY --chown=$N f /f", BUILDAH[:2]),
    ("HEALTHCHECK --interval=0s CMD a", ("buildkit@20.10", "classic@20.10", *BUILDAH)),
    ("HEALTHCHECK --timeout=0s CMD a", ("buildkit@20.10", "classic@20.10", *BUILDAH)),
    ("HEALTHCHECK --interval=999us CMD a", (*BUILDKIT, *CLASSIC)),
    ("HEALTHCHECK --start-period=0.1ms CMD a", (*BUILDKIT, *CLASSIC)),
    ("HEALTHCHECK --interval=-1s CMD a", EVERYBODY),
    ("HEALTHCHECK --timeout=1s --timeout=2s CMD a", (*BUILDKIT, *CLASSIC)),
    ("HEALTHCHECK --retries=1 --retries=2 CMD a", (*BUILDKIT, *CLASSIC)),
    ("HEALTHCHECK --interval=x NONE", ()),
    ("WORKDIR ''", CLASSIC),
    ("WORKDIR $NOPE", CLASSIC),
    ('WORKDIR ""$NOPE', CLASSIC),
    ("WORKDIR ' '", ()),
    ("ENV A=${@}", (*BUILDAH,)),
    ("ENV A=${*}", (*BUILDAH,)),
    ("ENV A=${#}", (*BUILDAH,)),
    ("ENV A=${10}", (*BUILDAH,)),
    ("ENV A=${1}", ()),
    ("ENV A=$@", ()),
    ("ENV A=$${", BUILDAH),
    ("COPY ../f /", CLASSIC),
    ("COPY a/../../f /", CLASSIC),
    ("COPY /../f /", CLASSIC),
    ("COPY $NOPE../f /", CLASSIC),
    ('COPY ["../f","/"]', CLASSIC),
    ("ADD ../f /", CLASSIC),
    ("COPY a/../f /", ()),
]
CASES = [(line, builder, builder in refusing) for line, refusing in LINES for builder in EVERYBODY]


@pytest.mark.parametrize(("line", "builder", "refused"), CASES)
def test_a_line_is_taken_or_refused(line: str, builder: str, *, refused: bool) -> None:
    """As the builder itself does."""
    file = f"FROM scratch\nLABEL a=b\n{line}\nCMD a\n"
    outcome: object
    try:
        outcome = cr.Dockerfile.parse(file, builder=builder).image().cmd
    except cr.DockerfileError as error:
        outcome = error.stage

    assert outcome == ("build" if refused else ("/bin/sh", "-c", "a"))


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        ("ENV PORT=a\nEXPOSE $PORT", True),
        ("ENV PORT=80\nEXPOSE $PORT", False),
        ("EXPOSE $PORT", False),
        ("ARG PORT\nEXPOSE $PORT", False),
        ("ARG PORT=a\nEXPOSE $PORT", True),
        ("ENV PORT=80\nEXPOSE $PORT/${KIND:-x}", False),
        ("ENV S=odd\nSTOPSIGNAL $S", True),
        ("STOPSIGNAL $S", False),
        ("ENV V=\nVOLUME $V", True),
        ("VOLUME $V", False),
    ],
)
def test_a_variable_set_in_the_stage_needs_no_description_of_the_base(
    lines: str, *, refused: bool
) -> None:
    """What comes of it is known, whatever the base has in its environment."""
    try:
        cr.Dockerfile.parse(f"FROM node\n{lines}\nCMD a\n").image()
    except cr.DockerfileError:
        assert refused
    else:
        assert not refused


@pytest.mark.parametrize(
    ("path", "directory"),
    [
        ("/test/../subdir", "/test/../subdir"),
        ("a/./b//c", "/w/a/b/c"),
        ("..", "/"),
        ("/", "/"),
        ("//x", "//x"),
        (".", "/w"),
    ],
)
def test_a_relative_working_directory_is_cleaned(path: str, directory: str) -> None:
    """As Go's ``path.Join`` does; BuildKit keeps an absolute one as written (Docker 28.5.2)."""
    image = cr.Dockerfile.parse(f"FROM scratch\nWORKDIR /w\nWORKDIR {path}\n").image()

    assert image.working_dir == directory


DIGEST = "sha256:" + "a" * 64


@pytest.mark.parametrize(
    ("builder", "line", "message"),
    [
        ("buildkit@28.5", "RUN --device=v.e/c=x true", "device feature is only supported"),
        ("buildkit@28.0", "RUN --device=v.e/c=x true", "device feature is only supported"),
        (
            "buildkit@24.0",
            f"ADD --checksum={DIGEST} https://h.example/x /",
            "requires the labs channel",
        ),
        ("buildkit@24.0", "ADD https://h.example/r.git /x", "requires the labs channel"),
        ("buildkit@26.1", "COPY host.example/r.git /x", "source can't be a git ref for COPY"),
        ("buildkit@24.0", "COPY host.example/r.git#a /x", "source can't be a git ref for COPY"),
        ("buildkit@28.5", "ADD https://h.example/r.git?ref=a#b /x", "ref conflicts"),
        ("buildkit@28.5", "ADD https://h.example/r.git?branch=a&tag=b /x", "branch conflicts"),
        ("buildkit@28.5", "ADD https://h.example/r.git?odd=a /x", "unexpected query"),
        ("buildkit@28.5", "ADD https://h.example/r.git?ref= /x", "has no value"),
        ("buildkit@28.5", "ADD https://h.example/r.git?ref=a&ref=b /x", "has multiple values"),
        ("buildkit@28.5", "ADD https://h.example/r.git?submodules=x /x", "invalid submodules"),
        ("buildkit@28.5", "ADD https://h.example/r.git?subdir=a#:b /x", "subdir conflicts"),
    ],
)
def test_what_is_for_another_channel_or_no_address_is_refused(
    builder: str, line: str, message: str
) -> None:
    """Read in the sources of each version: the engines of the lab have no network."""
    with pytest.raises(cr.DockerfileError, match=message):
        cr.Dockerfile.parse(f"FROM scratch\n{line}\nCMD a\n", builder=builder).image()


@pytest.mark.parametrize(
    ("builder", "line"),
    [
        ("buildkit@25.0", f"ADD --checksum={DIGEST} https://h.example/x /"),
        ("buildkit@25.0", "ADD https://h.example/r.git /x"),
        ("buildkit@27.0", "COPY host.example/r.git /x"),
        ("buildkit@26.1", "COPY ./host.example/r.git /x"),
        ("buildkit@26.1", "COPY github.com/a/r.git /x"),
        ("buildkit@28.2", "ADD https://h.example/r.git?ref=a#b /x"),
        ("buildkit@28.5", "ADD https://h.example/r.git?ref=b#b:c /x"),
        ("buildkit@28.5", "ADD https://h.example/r.git?keep-git-dir /x"),
        ("buildkit@28.5", "ADD https://h.example/r?ref=a#b /x"),
    ],
)
def test_the_versions_beside_take_it(builder: str, line: str) -> None:
    """A refusal holds for the versions that have it."""
    image = cr.Dockerfile.parse(f"FROM scratch\n{line}\nCMD a\n", builder=builder).image()

    assert image.cmd == ("/bin/sh", "-c", "a")


@pytest.mark.parametrize("builder", BUILDAH)
@pytest.mark.parametrize(
    ("platform", "system"),
    [
        ("windows/", "windows"),
        ("linux/", "linux"),
        ("/", "linux"),
        ("//", "linux"),
        ("/arm", "linux"),
        ("linux/amd64/", "linux"),
        ("local", "linux"),
    ],
)
def test_buildah_fills_in_half_a_platform(builder: str, platform: str, system: str) -> None:
    """By ``--platform`` and in FROM (asked of Buildah 1.43.2, 1.39.3 and 1.28.2)."""
    asked = cr.Dockerfile.parse("FROM scratch\nCMD a\n", builder=builder)
    written = cr.Dockerfile.parse(f"FROM --platform={platform} scratch\nCMD a\n", builder=builder)

    assert asked.image(platform=platform).os == system
    assert written.image().cmd == ("/bin/sh", "-c", "a")


def test_a_stage_chosen_by_a_build_argument_in_buildah() -> None:
    """A global ARG counts for FROM where it is given; defaults do not in 1.28 (asked of both)."""
    file = 'ARG WHICH\nFROM scratch AS p-x\nCMD ["s"]\nFROM p-${WHICH}\nLABEL a=b\n'
    for builder in BUILDAH:
        parsed = cr.Dockerfile.parse(file, builder=builder)
        assert parsed.image(build_args={"WHICH": "x"}).cmd == ("s",)


@pytest.mark.parametrize(
    ("builder", "refused"),
    [*((x, True) for x in BUILDAH), ("buildkit@20.10", True), ("buildkit@26.1", False)],
)
def test_a_registry_with_capitals(builder: str, *, refused: bool) -> None:
    """A first part without a dot is one since docker/distribution 2.8, to Buildah never."""
    parsed = cr.Dockerfile.parse('FROM S0linux/amd64\nCMD ["a"]\n', builder=builder)
    if refused:
        with pytest.raises(cr.DockerfileError, match="lowercase"):
            parsed.image()
    else:
        assert parsed.image().cmd == ("a",)
