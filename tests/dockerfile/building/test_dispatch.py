"""What each instruction does to the config of a stage."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr

BK = "buildkit@28.5"
CL = "classic@28.5"
BA = "buildah@1.43/docker"
BASE = cr.ImageConfig(
    entrypoint=["/e"],
    cmd=["c"],
    env=["PATH=/bin", "A=1"],
    working_dir="/w",
    user="u",
    stop_signal="9",
    args_escaped=True,
)


def built(lines: str, builder: str = BK) -> cr.ImageConfig:
    return cr.Dockerfile.parse(f"FROM base\n{lines}\n", builder=builder).image(bases={"base": BASE})


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("ENV B=2", "env", ("PATH=/bin", "A=1", "B=2")),
        ("ENV A=2", "env", ("PATH=/bin", "A=2")),
        ("ENV B $A b", "env", ("PATH=/bin", "A=1", "B=1 b")),
        ("ENV A=2 B=$A", "env", ("PATH=/bin", "A=2", "B=1")),
        ("ENV $A=x", "env", ("PATH=/bin", "A=1", "1=x")),
        ("ENV B='$A' C=\"$A\"", "env", ("PATH=/bin", "A=1", "B=$A", "C=1")),
        ("ENV B=a\udcff", "env", ("PATH=/bin", "A=1", "B=a\ufffd")),
        ("WORKDIR x", "working_dir", "/w/x"),
        ("WORKDIR /x", "working_dir", "/x"),
        ("USER $A", "user", "1"),
        ("USER a b", "user", "a b"),
        ("STOPSIGNAL SIGTERM", "stop_signal", "SIGTERM"),
        ("STOPSIGNAL $A", "stop_signal", "1"),
        ('SHELL ["s", "-c"]', "shell", ("s", "-c")),
        ("ONBUILD CMD a", "on_build", ("CMD a",)),
        ("LABEL a=b", "env", ("PATH=/bin", "A=1")),
        ("CMD x", "args_escaped", True),
        ("ENTRYPOINT x", "args_escaped", True),
        ('CMD ["x"]', "entrypoint", ("/e",)),
        ('ENTRYPOINT ["x"]', "cmd", None),
        ("HEALTHCHECK CMD x", "cmd", ("c",)),
        ("RUN x", "cmd", ("c",)),
    ],
)
def test_buildkit(lines: str, field: str, value: Any) -> None:
    """The field it sets, or leaves."""
    assert getattr(built(lines), field) == value


@pytest.mark.parametrize(
    ("lines", "field", "classic", "buildah"),
    [
        ("CMD x", "args_escaped", False, True),
        ("ENTRYPOINT x", "args_escaped", False, True),
        ("USER x", "args_escaped", True, True),
        ("CMD []", "cmd", (), ()),
        ('CMD []\nENTRYPOINT ["x"]', "cmd", None, None),
        ("ENTRYPOINT []", "entrypoint", None, ()),
        ('SHELL ["s"]\nCMD x', "cmd", ("s", "x"), ("/bin/sh", "-c", "x")),
        ('SHELL ["s"]', "shell", ("s",), ("s",)),
        ("ARG B=$A\nENV C=$B", "env", ("PATH=/bin", "A=1", "C=1"), ("PATH=/bin", "A=1", "C=1")),
        ("ARG A=2\nENV C=$A", "env", ("PATH=/bin", "A=1", "C=1"), ("PATH=/bin", "A=1", "C=1")),
    ],
)
def test_other_builders(lines: str, field: str, classic: Any, buildah: Any) -> None:
    """The same by the classic builder and by Buildah."""
    assert getattr(built(lines, CL), field) == classic
    assert getattr(built(lines, BA), field) == buildah


def test_a_variable_whose_name_an_undescribed_base_decides_is_left_out() -> None:
    """The classic builder refuses an empty name, and nobody knows here whether it is empty."""
    image = cr.Dockerfile.parse("FROM nope\nENV $X=a B=c\n", builder=CL).image()

    assert image.env[1:] == ("B=c",)


@pytest.mark.parametrize(
    ("lines", "classic", "buildkit"),
    [
        ("ARG V=1\nARG V\nENV B=x$V", "B=x", "B=x1"),
        ("ENV V=e\nARG V\nENV B=x$V", "B=xe", "B=xe"),
        ("ARG V=1\nENV V=e\nARG V\nENV B=x$V", "B=xe", "B=xe"),
    ],
)
def test_an_arg_without_a_value_takes_an_earlier_one_away(
    lines: str, classic: str, buildkit: str
) -> None:
    """For the classic builder, and no variable of ENV (recorded: 26.1.5)."""
    assert built(lines, "classic@26.1").env[-1] == classic
    assert built(lines, "buildkit@26.1").env[-1] == buildkit


@pytest.mark.parametrize(
    ("line", "builder", "code"),
    [
        # Recorded: Buildah 1.43.2 processes the words before it counts them; BuildKit 28.5.2.
        ("COPY '", BA, "substitution"),
        ('ADD ["${"]', BA, "substitution"),
        ("COPY --x ${ b", BA, "substitution"),
        ('VOLUME ["", "${"]', BA, "substitution"),
        ("COPY f", BA, "arguments"),
        ("COPY --x f b", BA, "unknown-flag"),
        ("COPY '", BK, "arguments"),
        ("COPY --x ${ b", BK, "unknown-flag"),
    ],
)
def test_words_are_processed_before_or_after_they_are_counted(
    line: str, builder: str, code: str
) -> None:
    """One instruction may be wrong in two ways, of which a builder tells its first."""
    with pytest.raises(cr.DockerfileError) as caught:
        built(line, builder)

    assert caught.value.code == code
