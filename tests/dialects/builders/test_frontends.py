"""The frontends that a syntax directive may name, by version and channel."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve.dialects.builders.frontends import frontend

DIGEST = "sha256:" + "a" * 64


# A frontend, a line, and the message of its refusal; None where the frontend takes it.
FRONTENDS = [
    ("1.2", "RUN --network=default true", "unknown flag: network"),
    ("1.2-labs", "RUN --network=default true", None),
    ("1.2-labs", "RUN --security=insecure true", None),
    ("1.3", "RUN --network=default true", None),
    ("1.3", "COPY --link a b", "unknown flag: link"),
    ("1.4", "COPY --link a b", None),
    ("1.4-labs", "RUN --security=odd true", 'security "odd" is not valid'),
    ("1.4", "RUN --security=insecure true", "unknown flag: security"),
    (
        "1.5",
        "ADD https://h.example/r.git /x",
        "instruction ADD <git ref> requires the labs channel",
    ),
    ("1.5-labs", "ADD https://h.example/r.git /x", None),
    ("1.5-labs", f"ADD --checksum={DIGEST} https://h.example/x /", None),
    ("1.7", "COPY --parents a/b /x/", "unknown flag: parents"),
    ("1.7-labs", "COPY --parents a/b /x/", None),
    ("1.7-experimental", "COPY --parents a/b /x/", None),
    ("1.7-labs", "ADD --exclude=a b c", None),
    ("1.9-labs", "COPY --exclude=*.md a /x/", None),
    (
        "1.9",
        "RUN --mount=type=secret,id=a,env=A true",
        "unexpected key 'env' in 'env=A'",
    ),
    ("1.10", "RUN --mount=type=secret,id=a,env=A true", None),
    ("1.14-labs", "RUN --security=insecure true", None),
    ("1.14-labs", "RUN --device=v.e/c=x true", None),
    ("1.18", "COPY --exclude=a b c", "unknown flag: --exclude"),
    ("1.19", "COPY --exclude=a b c", None),
    ("1.19", "COPY --parents a b", "unknown flag: --parents"),
    ("1.19-labs", "COPY --parents a b", None),
    ("1.20", "COPY --parents a b", None),
    ("1.20", "RUN --security=insecure true", None),
    ("1.22", "RUN --security=insecure true", None),
    ("1", "COPY --parents a/b /x/", None),
    ("1-labs", "RUN --device=v.e/c=x true", None),
    ("labs", "RUN --device=v.e/c=x true", None),
    ("1.26", "COPY --new a b", "unknown flag: --new"),
    ("1", "CMD --new a", "unknown flag: --new"),
]


@pytest.mark.parametrize(("frontend", "line", "message"), FRONTENDS)
def test_a_frontend_has_the_flags_of_its_version_and_channel(
    frontend: str, line: str, message: str | None
) -> None:
    """Read in BuildKit's source at the tag of each frontend."""
    file = f'# syntax=docker/dockerfile:{frontend}\nFROM scratch\n{line}\nCMD ["a"]\n'
    seen: str | None = None
    try:
        assert cr.Dockerfile.parse(file).image().cmd == ("a",)
    except cr.DockerfileError as error:
        seen = error.message

    assert seen == message


def test_a_build_argument_names_the_frontend() -> None:
    """``BUILDKIT_SYNTAX`` counts before the directive, and for BuildKit alone."""
    file = '# syntax=docker/dockerfile:1.20\nFROM scratch\nCMD ["a"] b\n'
    given = {"BUILDKIT_SYNTAX": "docker/dockerfile:1.7"}
    parsed = cr.Dockerfile.parse(file)

    assert parsed.image().cmd == ("/bin/sh", "-c", '["a"] b')
    assert parsed.image(build_args=given).cmd == ("a",)
    with pytest.raises(cr.UnknownImageError, match="the frontend team/own"):
        parsed.image(build_args={"BUILDKIT_SYNTAX": "team/own"})
    assert cr.Dockerfile.parse(file, builder="classic@28.5").image(build_args=given).cmd == (
        "/bin/sh",
        "-c",
        '["a"] b',
    )


def test_a_file_that_is_json_may_name_its_frontend() -> None:
    """The official one reads it as a Dockerfile, which it is not."""
    with pytest.raises(cr.UnknownImageError, match="the frontend team/own"):
        cr.Dockerfile.parse('{"syntax": "team/own", "x": [1]}')
    with pytest.raises(cr.DockerfileError, match="unknown instruction"):
        cr.Dockerfile.parse('{"syntax": "docker/dockerfile:1"}')


@pytest.mark.parametrize(
    ("minor", "builder", "unknown"),
    [
        (1, "buildkit@20.10", "refused"),
        (2, "buildkit@20.10", "refused"),
        (9, "buildkit@27.1", "refused"),
        (10, "buildkit@27.3", "refused"),
        (12, "buildkit@27.4", "refused"),
        (26, "buildkit@29.2", "refused"),
        (27, "buildkit@29.2", "noted"),
        (None, "buildkit@29.2", "noted"),
    ],
)
def test_a_minor_version_is_a_builder(minor: int | None, builder: str, unknown: str) -> None:
    """The newest record not above it; beyond the newest that was read there may be more flags."""
    record = frontend(minor, labs=False)

    assert (record.key, record.flags.unknown) == (builder, unknown)


def test_the_labs_channel_of_1_3_had_heredocs_before_the_stable_one() -> None:
    """1.4 took them over."""
    assert not frontend(3, labs=False).reading.heredocs
    assert frontend(3, labs=True).reading.heredocs
    assert frontend(4, labs=False).reading.heredocs
