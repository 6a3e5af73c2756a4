"""The quick reading: what it steps over, what it keeps, and what it leaves to the reference."""

from __future__ import annotations

import pytest

from cmdresolve import Dockerfile, DockerfileError, ImageConfig, dialects
from cmdresolve.dockerfile.outline import outline
from cmdresolve.source import Source


def kept(text: str, builder: str = "buildkit@28.5") -> list[tuple[str, str]] | None:
    syntax = outline(Source("F", text), dialects.builder(builder))
    return None if syntax is None else [(x.keyword, x.args) for x in syntax.instructions]


@pytest.mark.parametrize(
    "line",
    [
        "RUN a && b \\\n  # c\n\n  && d",
        "run a < b",
        "RUN a \\ b\\\nc",
        "COPY a b/",
        "COPY $A ${B} c",
        "ADD a b",
        "LABEL a=b c='d e' f=\"g $H\" \\\n  i=j",
        "EXPOSE 80 443/tcp 53/udp",
        "EXPOSE 59999",
        "ENV A=b C='d e' F=\"$G\"x H=",
        "ENV A b  'c' $D",
        'ARG A B=c D="e f"',
        "Env A=${B:-c}",
        "LABEL a b <c>",
        "WORKDIR /a/$B",
        "USER $A",
        "MAINTAINER Me <me@example.com>",
        "VOLUME /a /b",
        'VOLUME ["/a", "/b c"]',
        "COPY --chown=a:$B c d/",
        "RUN \\\n  # c\n  a",
        "RUN --mount=type=cache,target=/a --mount=type=tmpfs,target=/b \\\n c",
        "# a comment",
        "",
    ],
)
def test_steps_over_what_cannot_matter(line: str) -> None:
    """Neither the config nor a refusal can come of it."""
    assert kept(f"FROM a\n{line}\nCMD b\n") == [("FROM", "a"), ("CMD", "b")]


@pytest.mark.parametrize(
    ("line", "instruction"),
    [
        ("CMD a \\\n b", ("CMD", "a  b")),
        ("  ENTRYPOINT x", ("ENTRYPOINT", "x")),
        ("RUN --mount=from=x y", ("RUN", "y")),
        ('RUN ["a"]', ("RUN", '["a"]')),
        ("COPY a", ("COPY", "a")),
        ("COPY --from=a b c", ("COPY", "b c")),
        ("LABEL a=${b}c d", None),
        ("EXPOSE 99999", ("EXPOSE", "99999")),
        ("FOO", ("FOO", "")),
        ("ENV A='b", ("ENV", "A='b")),
        ("ENV A=b =c", ("ENV", "A=b =c")),
        ("LABEL --a=b", ("LABEL", "")),
        ("ARG =a", ("ARG", "=a")),
        ("MAINTAINER -a", ("MAINTAINER", "-a")),
        ("RUN \\\n --from=a", ("RUN", "")),
        ('RUN \\\n ["a"]', ("RUN", '["a"]')),
        ("STOPSIGNAL 9", ("STOPSIGNAL", "9")),
        ('VOLUME [""]', ("VOLUME", '[""]')),
        ("COPY --chown=a --chown=b c d/", ("COPY", "c d/")),
        ("USER --x", ("USER", "")),
        ("RUN <<E\nx $Y\nE", ("RUN", "<<E")),
        ("RUN a \\\n <<E <<-F b\nCMD x\nE\n\tF", ("RUN", "a  <<E <<-F b")),
        ("RUN\\\nb", ("RUNb", "")),
        ("CMD a \\\\", ("CMD", "a \\\\")),
    ],
)
def test_keeps_what_may_matter(line: str, instruction: tuple[str, str] | None) -> None:
    """Whatever is not plainly harmless."""
    if instruction is None:
        with pytest.raises(ValueError, match="can't find ="):
            kept(f"FROM a\n{line}\nCMD b\n")
    else:
        assert kept(f"FROM a\n{line}\nCMD b\n") == [("FROM", "a"), instruction, ("CMD", "b")]


def test_before_from_only_comments_are_harmless() -> None:
    """A RUN there is a fault."""
    assert kept("# c\n\nRUN a\nFROM b\n") == [("RUN", "a"), ("FROM", "b")]


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\r\n",
        "FROM a\x0b\n",
        "FROM a\u00a0\n",
        "\ufeffFROM a\n",
        "FROM a\udcff\n",
        "# escape=`\n# escape=`\nFROM a\n",
        "# a comment\n# escape=`\nFROM a\n",
        "# syntax=x\n# syntax=y\nFROM a\n",
        "FROM a\nCMD " + "x" * 20_000 + "\n",
        "FROM a\nCOPY <<E /f\n$X\nE\n",
        "RUN <<E\nx\nE\n",
        "",
        "# nothing\n",
    ],
)
def test_leaves_what_is_odd_to_the_reference(text: str) -> None:
    """Carriage returns, odd blanks, directives, heredocs, long lines, no instructions."""
    assert kept(text) is None


@pytest.mark.parametrize("builder", ["classic@28.5", "buildah@1.43"])
def test_leaves_all_to_it_where_running_matters(builder: str) -> None:
    """To these builders it matters whether anything ran at all."""
    assert kept("FROM a\nRUN b\n", builder) is None


@pytest.mark.parametrize(
    "line", ['WORKDIR "$A"', "STOPSIGNAL $A", "ENV B=${A?}", "ONBUILD USER $A", "LABEL a=${A:?}"]
)
def test_keeps_variables_where_something_may_fail_for_one(line: str) -> None:
    """ENV and ARG before and after it."""
    text = f"FROM a\nARG A=b\nENV C=d\nUSER u\n{line}\nCMD x\n"
    keyword, _, args = line.partition(" ")
    assert kept(text) == [
        ("FROM", "a"),
        ("ARG", "A=b"),
        ("ENV", "C=d"),
        (keyword, args),
        ("CMD", "x"),
    ]


def test_reads_under_the_other_escape_character() -> None:
    """An escape directive at the start: backslashes are characters, backquotes join lines."""
    text = "# escape=`\nFROM a\nRUN b `\n  c\nWORKDIR C:\\d\nCOPY e `f\nCMD g `\n h\n"
    assert kept(text) == [("FROM", "a"), ("COPY", "e `f"), ("CMD", "g  h")]


@pytest.mark.parametrize("line", ["WORKDIR $A", "EXPOSE $A", "VOLUME ${A}"])
def test_leaves_to_the_reference_what_fails_where_the_environment_is_known(line: str) -> None:
    """On a base that nobody described it cannot fail; on any other it can."""
    text = f'FROM a\nENV A=80\n{line}\nCMD ["x"]\n'
    assert kept(text) == [("FROM", "a"), tuple(line.split()), ("CMD", '["x"]')]
    for bases in ({}, {"a": ImageConfig()}):
        assert Dockerfile.parse(text).image(bases=bases).cmd == ("x",)
    assert Dockerfile.parse(text.replace("FROM a", "FROM scratch")).image().cmd == ("x",)


@pytest.mark.parametrize("line", ["WORKDIR $A", "VOLUME ${A}"])
def test_fails_where_the_environment_is_known_to_hold_nothing(line: str) -> None:
    """As the reference does."""
    with pytest.raises(DockerfileError):
        Dockerfile.parse(f"FROM scratch\nENV A=\n{line}\nCMD x\n").image()
