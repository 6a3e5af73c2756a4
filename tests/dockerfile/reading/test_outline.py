"""The quick reading: what it steps over, what it keeps, and what it leaves to the reference."""

from __future__ import annotations

import pytest

from cmdresolve import Dockerfile, DockerfileError, ImageConfig, Unknown, dialects
from cmdresolve.dockerfile.building.trace import Late
from cmdresolve.dockerfile.reading.outline import Outline, outline
from cmdresolve.model.source import Source


def read(text: str, builder: str = "buildkit@28.5") -> Outline | None:
    return outline(Source("F", text), dialects.builder(builder))


def kept(text: str) -> list[tuple[str, object]] | None:
    """Give what the last stage sets."""
    found = read(text)
    if found is None:
        return None
    return [(x.keyword, x.text if x.words is None else x.words) for x in found.stages[-1].settings]


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
        "RUN --mount=from=x,target=/m y",
        'RUN ["a"]',
        "COPY --from=a b c",
        'COPY --from=zero ["b c", "d"]',
        "COPY --from=zero --chown=1 b c",
        "COPY --chown=1 --from=0 b c",
        "COPY --from=scratch b c",
        "MAINTAINER -a",
        "RUN \\\n --mount=from=a,target=/m b",
        'RUN \\\n ["a"]',
        "RUN <<E\nx $Y\nE",
        "RUN a \\\n <<E <<-F b\nCMD x\nE\n\tF",
        "WORKDIR $A",
        "COPY --chmod=$A b c",
        "EXPOSE $A",
        'WORKDIR "/a b"',
        "HEALTHCHECK --retries=3 CMD a",
        "healthcheck NONE",
        'ENV A="\\"b"',
    ],
)
def test_steps_over_what_cannot_matter(line: str) -> None:
    """Neither the config nor a refusal can come of it."""
    text = f"FROM a AS zero\nFROM a\n{line}\nCMD b\n"
    assert kept(text) == [("CMD", "b")]


@pytest.mark.parametrize(
    ("line", "setting"),
    [
        ("CMD a \\\n b", ("CMD", "a  b")),
        ("CMD a \t", ("CMD", "a")),
        ("CMD", ("CMD", "")),
        ("  ENTRYPOINT x", ("ENTRYPOINT", "x")),
        ("CMD a \\\\", ("CMD", "a \\\\")),
        ('cmd [ "a" ,"" ]  ', ("CMD", ("a", ""))),
        ('ENTRYPOINT ["a\\u0062"]', ("ENTRYPOINT", ("ab",))),
        ('ENTRYPOINT ["a", \\\n"b"]', ("ENTRYPOINT", ("a", "b"))),
        ("CMD []", ("CMD", ())),
        ("CMD ['a']", ("CMD", "['a']")),
        ('CMD ["a"] b', ("CMD", '["a"] b')),
        ('SHELL ["a"]', ("SHELL", ("a",))),
        ("STOPSIGNAL 9", ("STOPSIGNAL", "9")),
        ("ONBUILD  CMD a", ("ONBUILD", "CMD a")),
    ],
)
def test_keeps_what_sets_something(line: str, setting: tuple[str, object]) -> None:
    """As the builder reads it."""
    assert kept(f"FROM a\n{line}\nRUN b\n") == [setting]


@pytest.mark.parametrize(
    "line",
    [
        "COPY a",
        "LABEL a=${b}c d",
        "EXPOSE 99999",
        "FOO",
        "ENV A='b",
        "ENV A=b =c",
        "LABEL --a=b",
        "ARG =a",
        'COPY "a b" c',
        "RUN \\\n --from=a",
        'VOLUME [""]',
        "COPY --chown=a --chown=b c d/",
        "COPY --chown=a --from=b --chown=c d e/",
        "COPY --from=2 b c",
        "COPY --from=3 b c",
        "COPY --from=+0 b c",
        "COPY --from=$A b c",
        "COPY http://b c",
        "COPY --from=zero me@b:c d",
        "RUN --mount=type=odd,target=/b c",
        "RUN --mount=type=cache c",
        "COPY --from=B:c:d b c",
        "COPY --from=here b c",
        "COPY --from=later b c",
        "RUN --mount=from=later b",
        "USER --x",
        "RUN\\\nb",
        "CMD [1]",
        "CMD --a b",
        "SHELL a",
        "STOPSIGNAL $A",
        "STOPSIGNAL x",
        "ONBUILD FROM a",
        "ONBUILD COPY <<E /f\nx\nE",
        "COPY <<E /f\n$X\nE",
        'WORKDIR "$A"',
        "ENV B=${A?}",
        "LABEL a=${A:?}",
        "FROM one AS more words",
        "FROM --platform=windows/amd64 b",
        "FROM --platform=$X b",
        "FROM $X",
        "FROM B",
        "FROM b AS scratch",
        "FROM b AS 1",
        "FROM triggering",
        "FROM b \\\n AS c",
    ],
)
def test_leaves_to_the_reference_what_may_matter_in_other_ways(line: str) -> None:
    """What fails, what needs a variable, what is copied from a stage that may be another."""
    text = (
        "FROM a AS zero\nFROM a AS triggering\nONBUILD RUN x\nFROM a AS here\n"
        f"{line}\nCMD b\nFROM a AS later\n"
    )
    assert kept(text) is None


@pytest.mark.parametrize(
    ("heading", "base", "image"),
    [
        ("ARG A=b", "a:$A", "a:b"),
        ('ARG A="b"\nARG C=${A}-c\n', "a:${C}", "a:b-c"),
        ("ARG A", "a", "a"),
        ("# c\n\nARG A=", "a$A", "a"),
        ("ARG A=a\nARG A=b", "$A", "b"),
        ("", "scratch", ""),
        ("", "--platform=$BUILDPLATFORM a", "a"),
        ("", "--platform=linux/arm64 a", "a"),
    ],
)
def test_finds_what_a_stage_starts_from(heading: str, base: str, image: str) -> None:
    """By the defaults of ARG before it."""
    found = read(f"{heading}\nFROM {base}\n")
    assert found is not None
    assert found.stages == [(len(heading) + 1, -1, image, ())]


@pytest.mark.parametrize(
    "heading",
    [
        "ARG A=$B",
        "ARG A=b C=d",
        "ARG A='b c'",
        "ARG --x",
        "ARG BUILDPLATFORM=windows",
        "RUN a",
        "CMD a",
        'CMD ["a"]',
        "COPY --from=a b c",
        "CMD a <<E\nE",
    ],
)
def test_leaves_to_the_reference_what_stands_before_it(heading: str) -> None:
    """Unless it is a plain ARG."""
    assert kept(f"{heading}\nFROM a:$A\n") is None


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
    assert read("FROM a\nRUN b\n", builder) is None


def test_reads_under_the_other_escape_character() -> None:
    """An escape directive at the start: backslashes are characters, backquotes join lines."""
    text = "# escape=`\nFROM a\nRUN b `\n  c\nWORKDIR C:\\d\nCOPY e `f\nCMD g `\n h\n"
    assert kept(text) == [("CMD", "g  h")]


TEXT = """\
FROM base AS one
SHELL ["/s"]
CMD a
STOPSIGNAL 2
FROM one AS two
ENTRYPOINT b
ONBUILD RUN c
"""


def test_builds_a_stage_on_those_it_starts_from() -> None:
    """SHELL and STOPSIGNAL come with the base, its CMD goes where ENTRYPOINT is set."""
    image = quickly(TEXT)

    assert (image.entrypoint, image.cmd, image.shell) == (("/s", "b"), None, ("/s",))
    assert (image.stop_signal, image.on_build, image.args_escaped) == ("2", ("RUN c",), True)


def test_reads_again_what_sets_something() -> None:
    """Of the stages that the last is built on, whenever somebody goes over them."""
    found = read(f"ARG N=1\nFROM other\nRUN x\n{TEXT}RUN y\nCMD z\n")
    assert found is not None
    needed = found.needed()
    one, two = needed.stages

    assert [x.keyword for x in needed.arguments] == ["ARG"]
    assert (one.label, two.label, one.number, two.number) == ("one", "two", 1, 2)
    assert [x.keyword for x in one.instructions] == ["SHELL", "CMD", "STOPSIGNAL"]
    assert len(two.instructions) == 3
    assert two.instructions[-1].args == "z"
    unnamed = read("FROM a\nFROM b\n")
    assert unnamed is not None
    assert unnamed.needed().stages[0].label == "1"


def quickly(text: str, bases: dict[str, ImageConfig] | None = None) -> ImageConfig:
    """Build by the quick reading alone; what it leaves for later is nothing here."""
    found = read(text)
    assert found is not None
    image = found.image(bases, Late(ImageConfig))
    assert image is not None
    return image


def test_builds_on_an_image_nobody_described() -> None:
    """What it brings is unknown."""
    image = quickly("FROM base\nENTRYPOINT a\n")

    assert image.entrypoint == Unknown("base", "Shell", ("a",))
    assert image.cmd is None
    assert quickly("FROM base\n").cmd == Unknown("base", "Cmd")


def test_builds_on_a_described_image() -> None:
    """By whatever spelling it is called."""
    base = ImageConfig(
        entrypoint=["e"], cmd=["c"], shell=["s"], stop_signal="9", exposed_ports=["x"]
    )
    image = quickly("FROM base\nCMD a\n", {"docker.io/library/base:latest": base})

    assert (image.entrypoint, image.cmd, image.shell) == (("e",), ("s", "a"), ("s",))
    assert (image.stop_signal, image.exposed_ports) == ("9", ("x",))
    assert quickly("FROM scratch\nCMD a\n", {"base": base}).entrypoint is None
    assert quickly("FROM other\n", {"base": base}).entrypoint == Unknown("other", "Entrypoint")


@pytest.mark.parametrize(
    "base",
    [ImageConfig(on_build=["RUN a"]), ImageConfig(os="windows"), ImageConfig.undescribed("b")],
)
def test_builds_on_no_image_that_may_do_more(base: ImageConfig) -> None:
    """Triggers fire, and another system has another shell."""
    found = read("FROM base\nCMD a\n")

    assert found is not None
    assert found.image({"base": base}, Late(ImageConfig)) is None


@pytest.mark.parametrize("line", ["WORKDIR $A", "EXPOSE $A", "VOLUME ${A}"])
def test_leaves_to_the_reference_what_fails_where_the_environment_is_known(line: str) -> None:
    """On a base that nobody described it cannot fail; on any other it can."""
    text = f'FROM a\nENV A=80\n{line}\nCMD ["x"]\n'
    found = read(text)
    assert found is not None
    assert found.of_unknown
    assert found.image({"a": ImageConfig()}, Late(ImageConfig)) is None
    for bases in ({}, {"a": ImageConfig()}):
        assert Dockerfile.parse(text).image(bases=bases).cmd == ("x",)
    for known in ("FROM scratch", "FROM scratch AS b\nFROM b"):
        assert read(text.replace("FROM a", known)) is None
        assert Dockerfile.parse(text.replace("FROM a", known)).image().cmd == ("x",)


@pytest.mark.parametrize("line", ["VOLUME $A", "VOLUME ${A}"])
def test_fails_where_the_environment_is_known_to_hold_nothing(line: str) -> None:
    """As the reference does."""
    with pytest.raises(DockerfileError):
        Dockerfile.parse(f"FROM scratch\nENV A=\n{line}\nCMD x\n").image()
