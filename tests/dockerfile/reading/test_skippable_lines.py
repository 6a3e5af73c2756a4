"""The lines a reader steps over, and those it does not."""

from __future__ import annotations

import pytest

from cmdresolve import Dockerfile, DockerfileError, dialects
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.dockerfile.reading.skippable_lines import may_skip
from cmdresolve.model.source import Source

HEAD = "FROM a AS zero\nFROM a\n"


def unskipped(lines: str, builder: str = "buildkit@28.5") -> list[str]:
    """Return the keywords of what is read of some lines after FROM."""
    source = Source("F", f"{HEAD}{lines}\nCMD b\n")
    found = read(source, dialects.builder(builder), skips=True).instructions
    assert [x.keyword for x in found[:2]] == ["FROM", "FROM"]
    assert found[-1].args == "b"
    return [x.keyword for x in found[2:-1]]


@pytest.mark.parametrize(
    "line",
    [
        "RUN a && b \\\n  # c\n\n  && d",
        "run a < b",
        "RUN a \\ b\\\nc",
        "RUN \\\n  # c\n  a",
        "RUN a \\\n\n# b\n  c \\\n\t# d \\\n  e \\\n  f",
        "RUN a \\\n\n  b",
        'RUN a ☃ \\\n  "é ☃"',
        "RUN [ -f a ] || b",
        "RUN [[ $A ]] && b",
        "COPY a b/",
        "COPY a $B",
        "COPY --chown=a:$B c d/",
        "COPY --chown=1 --chmod=755 c d",
        "ADD a b",
        "ADD $A ${B} c",
        "ADD https://a/b c",
        "LABEL a=b c='d e' f=\"g $H\" \\\n  i=j",
        "LABEL a b <c>",
        "LABEL a=\"b ${C} d\"e \\\n f='g'",
        'LABEL a="b"\\\nc=d',
        "LABEL a=é",
        "LABEL a=${B:-c}",
        "EXPOSE 80 443/tcp 53/udp",
        "EXPOSE 59999",
        "MAINTAINER Me <me@example.com>",
        "VOLUME /a /b",
        'VOLUME ["/a", "/b c"]',
        "# CMD a",
        "\t",
        "",
    ],
)
def test_steps_over_what_cannot_matter(line: str) -> None:
    """Neither a field of the image nor a refusal can come of it."""
    assert unskipped(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "ENV A=b",
        "ARG A",
        "WORKDIR a",
        "USER a",
        "STOPSIGNAL 9",
        'SHELL ["a"]',
        "ONBUILD RUN a",
        "HEALTHCHECK NONE",
        # It may be an array of more than strings.
        'RUN ["a"]',
        'RUN \\\n ["a"]',
        # What they take files from counts.
        "RUN --mount=from=zero,target=/b c",
        "RUN --mount=type=cache,target=/b c",
        "COPY --from=zero b c",
        # Their flags, variables or names may be refused.
        "RUN \\\n --mount=type=tmpfs,target=/a b",
        "COPY --chmod=$A b c",
        "COPY $A b",
        'VOLUME "$A"',
        "EXPOSE $A",
        "LABEL a='b'\"c",
        # Characters that the tables of sets have no room for.
        "LABEL a=☃",
        "COPY ☃ b",
        # They may have a heredoc.
        "RUN <<E\nx\nE",
        "COPY <<E /f\nx\nE",
    ],
)
def test_reads_what_may_matter(line: str) -> None:
    """What sets a field, what may fail, and what other stages are needed for."""
    (keyword,) = unskipped(line)

    assert keyword == line.partition(" ")[0]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("COPY a", "arguments"),
        ("COPY http://b c", "copy"),
        ("COPY me@b:c d", "copy"),
        ("COPY --chown=a --chown=b c d/", "duplicate-flag"),
        ("LABEL a=${b}c d", "key-value"),
        ("LABEL a=b =c", "key-value"),
        ("LABEL --a=b", "unknown-flag"),
        ("LABEL a=${A:?}", "substitution"),
        ("EXPOSE 99999", "port"),
        ('VOLUME [""]', "arguments"),
        ("MAINTAINER", "arguments"),
        ("RUN\\\nb", "unknown-instruction"),
        ("RUN --a b", "unknown-flag"),
        ("FOO", "unknown-instruction"),
    ],
)
def test_never_steps_over_what_is_refused(line: str, code: str) -> None:
    """By the builder that would have read it."""
    with pytest.raises(DockerfileError) as caught:
        Dockerfile.parse(f"FROM scratch\n{line}\nCMD b\n").image()

    assert caught.value.code == code


@pytest.mark.parametrize("line", ["RUN a", "COPY b c", "LABEL d=e"])
def test_nothing_but_comments_is_skippable_before_the_first_from(line: str) -> None:
    """There it is refused."""
    with pytest.raises(DockerfileError) as caught:
        Dockerfile.parse(f"# a\n{line}\n# b\nFROM scratch\nCMD a\n")

    assert (caught.value.code, caught.value.line) == ("no-from", 2)


@pytest.mark.parametrize(
    ("line", "args", "words"),
    [
        ("CMD a \t", "a", None),
        ("  CMD \t a  b", "a  b", None),
        ('cmd [ "a" ,"" ]  ', '[ "a" ,"" ]', ("a", "")),
        ("CMD ['a']", "['a']", None),
        ("CMD a \\\n b", "a  b", None),
        ('CMD [ "a", \\\n  "b" ] ', '[ "a",   "b" ]', ("a", "b")),
        ("ENV \\\n  A=1 \\\nB=2 \\\n\t C=3 ", "A=1 B=2 \t C=3", None),
        ("ENV A=1 \\\n # no\n\n B=2", "A=1  B=2", None),
        ("ENV A=1 \\ \n B=2", "A=1  B=2", None),
        ("ENV A=1 \\\n B=x\\ y", "A=1  B=x\\ y", None),
        ("CMD \\\n --a b", "b", None),
        ("COPY --from=a b \\\n c", "b  c", None),
        ("COPY --from=a \\\n --link b c", "b c", None),
        ("COPY --from=a ../b c", "../b c", None),
        ("COPY --from=$a b c", "b c", None),
        ("CMD a \\\\", "a \\\\", None),
    ],
)
def test_the_instruction_after_them_is_read_as_any_is(
    line: str, args: str, words: tuple[str, ...] | None
) -> None:
    """Whether it is plain or not."""
    text = f"FROM a\nRUN b\n# c\n{line}\nRUN d\n"
    (_, found) = read(Source("F", text), dialects.builder("buildkit"), skips=True).instructions
    (_, _, whole, _) = read(Source("F", text), dialects.builder("buildkit")).instructions

    assert (found.args, found.words) == (args, words)
    assert found == whole


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\r\n",
        "FROM a\x0b\n",
        "FROM a\u00a0\n",
        "\ufeffFROM a\n",
        "FROM a\udcff\n",
        "FROM a\nCMD " + "x" * 20_000 + "\n",
    ],
)
def test_a_text_with_anything_odd_is_read_in_full(text: str) -> None:
    """Carriage returns, blanks beyond ASCII, bytes that are no UTF-8, long lines."""
    assert not may_skip(text, dialects.builder("buildkit"))
    assert may_skip("FROM a\nCMD é\n", dialects.builder("buildkit"))


@pytest.mark.parametrize("builder", ["classic@28.5", "buildah@1.43", "buildah@1.28/docker"])
def test_a_builder_to_which_more_matters_reads_in_full(builder: str) -> None:
    """Whether a stage has any instruction, what EXPOSE says, where COPY goes."""
    assert unskipped("RUN a\nEXPOSE 80", builder) == ["RUN", "EXPOSE"]


def test_steps_over_lines_under_the_other_escape_character() -> None:
    """After an escape directive backslashes are characters, and backquotes join lines."""
    text = "# escape=`\nFROM a\nRUN b `\n  c\nCOPY e\\f g\nCMD g `\n h\n"
    found = read(Source("F", text), dialects.builder("buildkit"), skips=True)

    assert [(x.keyword, x.args) for x in found.instructions] == [("FROM", "a"), ("CMD", "g  h")]


def test_everything_is_there_for_who_asks() -> None:
    """The instructions of a file and of its stages."""
    parsed = Dockerfile.parse("FROM a\nRUN b\nCMD c\nLABEL d=e\n")

    assert [x.keyword for x in parsed.instructions] == ["FROM", "RUN", "CMD", "LABEL"]
    assert [x.keyword for x in parsed.stages[0].instructions] == ["RUN", "CMD", "LABEL"]
