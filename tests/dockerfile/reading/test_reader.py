"""Physical lines into logical ones: directives, continuation, comments, heredocs, limits."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from cmdresolve import dialects
from cmdresolve.dockerfile.reading.reader import Reader, Syntax, read
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.source import Source

BK = "buildkit@28.5"
OLD = "buildkit@20.10"
BA = "buildah@1.43"


def syntax(text: str, builder: str = BK) -> Syntax:
    return read(Source("F", text), dialects.builder(builder))


def instructions(text: str, builder: str = BK) -> list[tuple[str, str]]:
    return [(x.keyword, x.args) for x in syntax(text, builder).instructions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CMD a\nUSER b\n", [("CMD", "a"), ("USER", "b")]),
        ("  CMD a", [("CMD", "a")]),
        ("\u00a0CMD a", [("CMD", "a")]),
        ("\ufeffCMD a", [("CMD", "a")]),
        ("\ufeff\ufeffCMD a", [("\ufeffCMD", "a")]),
        ("CMD a\n\ufeffCMD b", [("CMD", "a"), ("\ufeffCMD", "b")]),
        ("CMD a\r\nCMD b\r\n", [("CMD", "a"), ("CMD", "b")]),
        ("CMD a\rb", [("CMD", "a\rb")]),
        ("CMD a\x00b", [("CMD", "a\x00b")]),
        ("# c\nCMD a\n  # c\n\nCMD b", [("CMD", "a"), ("CMD", "b")]),
        ("CMD a\\\nb", [("CMD", "ab")]),
        ("CMD a\\ \t\nb", [("CMD", "ab")]),
        ("CMD a \\\n  b", [("CMD", "a   b")]),
        ("CMD a\\\n# c\n  # d \\\nb", [("CMD", "ab")]),
        ("CMD a\\\n\n\t\nb", [("CMD", "ab")]),
        ("CMD a \\\\\nUSER b", [("CMD", "a \\\\"), ("USER", "b")]),
        ("CMD a \\\\\\\nUSER b", [("CMD", "a \\\\\\"), ("USER", "b")]),
        ("CMD a \\ \\\nb", [("CMD", "a \\ b")]),
        ("\\\nCMD a", [("CMD", "a")]),
        ("C\\\nMD a", [("CMD", "a")]),
        ("CMD a\\", [("CMD", "a")]),
        ("CMD a\\\n", [("CMD", "a")]),
        ("CMD a\\\n# c", [("CMD", "a")]),
        ("CMD a\\\r\r\nb", [("CMD", "ab")]),
        ("CMD a\x1c", [("CMD", "a\x1c")]),
    ],
)
def test_lines_join(text: str, expected: list[tuple[str, str]]) -> None:
    """As BuildKit joins them."""
    assert instructions(text) == expected


@pytest.mark.parametrize(
    ("text", "builder", "expected"),
    [
        ("CMD a\\\r\r\nUSER b", OLD, [("CMD", "a\\"), ("USER", "b")]),
        ("CMD a \\\\\nUSER b", BA, [("CMD", "a \\USER b")]),
        ("RUN <<E\nCMD x\nE", OLD, [("RUN", "<<E"), ("CMD", "x"), ("E", "")]),
        ("RUN << E\nCMD x\nE", "buildkit@28.1", [("RUN", "<< E"), ("CMD", "x"), ("E", "")]),
    ],
)
def test_lines_join_otherwise(text: str, builder: str, expected: list[tuple[str, str]]) -> None:
    """As other builders join them."""
    assert instructions(text, builder) == expected


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("RUN <<E\na\nE\nCMD b", ["a\n"]),
        ("RUN <<-E\n\ta\n\tE\nCMD b", ["\ta\n"]),
        ("RUN <<A <<B\na\nA\nb\nB\nCMD b", ["a\n", "b\n"]),
        ("RUN <<E\nE\nCMD b", [""]),
        ("RUN <<E\n# a \\\n\nE\r\nCMD b", ["# a \\\n\n"]),
        ("COPY <<E /x\na\nE\nCMD b", ["a\n"]),
        ("ONBUILD RUN <<E\na\nE\nCMD b", ["a\n"]),
        ('RUN ["<<E"]\nCMD b', []),
        ("ENV a=<<E\nCMD b", []),
        ("RUN it's <<E\nCMD b", []),
    ],
)
def test_heredocs_are_read_with_their_instruction(text: str, bodies: list[str]) -> None:
    """What stands in them is no instruction."""
    first, last = syntax(text).instructions

    assert [heredoc.content for heredoc in first.heredocs] == bodies
    assert last.args == "b"
    assert text[slice(*last.span)] == "CMD b"


@pytest.mark.parametrize(
    ("text", "builder", "directives", "escape"),
    [
        ("# escape=`\nCMD a", BK, [("escape", "`")], "`"),
        ("#escape = \\ \nCMD a", BK, [("escape", "\\")], "\\"),
        ("  # Escape=`\nCMD a", BK, [("escape", "`")], "`"),
        ("# syntax=x\n# check=skip=all\n# escape=`\nCMD a", BK, None, "`"),
        ("# check=skip=all\n# escape=`\nCMD a", OLD, [], "\\"),
        ("\n# escape=`\nCMD a", BK, [], "\\"),
        ("# x\n# escape=`\nCMD a", BK, [], "\\"),
        ("#!/x\n# escape=`\nCMD a", BK, [], "\\"),
        ("# foo=x\n# escape=`\nCMD a", BK, [], "\\"),
        ("# escape=\nCMD a", BK, [], "\\"),
        ("CMD a\n# escape=`\n", BK, [], "\\"),
        ("# escape=` # why\nCMD a", BA, [("escape", "`")], "`"),
        ("# syntax=x\n# escape=`\nCMD a", BA, [], "\\"),
    ],
)
def test_directives_lead(
    text: str, builder: str, directives: list[tuple[str, str]] | None, escape: str
) -> None:
    """The first line that is none ends them."""
    found = syntax(text, builder)

    assert found.escape == escape
    if directives is not None:
        assert [(x.key, x.value) for x in found.directives] == directives


@pytest.mark.parametrize(
    ("text", "builder", "code", "place"),
    [
        ("", BK, "no-instructions", (1, 1)),
        ("# c\n\n", BK, "no-instructions", (1, 1)),
        ("# escape=x\nCMD a", BK, "directive", (1, 10)),
        ("# escape=` x\nCMD a", BK, "directive", (1, 10)),
        ("# escape=`\n# escape=`\nCMD a", BK, "directive", (2, 1)),
        ("# escape=x\nCMD a", BA, "directive", (1, 10)),
        ("CMD a\n" + "b" * 65_536, BK, "line-too-long", (2, 1)),
        ("b" * 65_536, BK, "no-instructions", (1, 1)),
        ("CMD a\n" + "\u00e9" * 32_768, BK, "line-too-long", (2, 1)),
        ("RUN <<E\na\n", BK, "unterminated-heredoc", (1, 5)),
        ("RUN <<E\nE \n", BK, "unterminated-heredoc", (1, 5)),
        ("CMD [1]", BK, "json-not-strings", (1, 6)),
        ('CMD ["a",\\\n  {"b": 1}]', BK, "json-not-strings", (2, 3)),
    ],
)
def test_a_text_that_cannot_be_read(
    text: str, builder: str, code: str, place: tuple[int, int]
) -> None:
    """The fault and its place."""
    with pytest.raises(DockerfileError) as caught:
        syntax(text, builder)

    assert (caught.value.code, caught.value.line, caught.value.column) == (code, *place)


@pytest.mark.parametrize("text", ["CMD a" + "b" * 65_530, "CMD " + "\u00e9" * 20_000])
def test_a_line_of_the_greatest_length(text: str) -> None:
    """Bytes count, and the limit itself is taken."""
    assert len(instructions(text)) == 1


def test_blank_lines_inside_are_remembered() -> None:
    """BuildKit warns of them."""
    first, second = syntax("CMD a\\\n\nb\nCMD c\\\nd").instructions

    assert (first.line.blank_inside, second.line.blank_inside) == (True, False)


def test_a_text_of_directives_alone_has_no_instruction() -> None:
    """They are read, and nothing follows them."""
    with pytest.raises(DockerfileError) as caught:
        syntax("# escape=`\n# syntax=x\n")

    assert caught.value.code == "no-instructions"


def test_a_reader_that_has_read_is_gone_without_the_garbage_collector() -> None:
    """It would keep the text, and hundreds of objects a file, until the collector comes by."""
    reader = Reader(Source("F", "FROM a\nENV A=b \\\n C=d\nCMD x\n"), dialects.builder(BK))
    gone = ref(reader)
    gc.disable()
    try:
        assert len(reader.unskippable_instructions()) == 3
        del reader

        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("builder", [BA, "kaniko", "classic"])
def test_of_lines_that_nobody_knows_two_are_kept(builder: str) -> None:
    """The first is refused, or where there is no FROM the last; those between take room."""
    text = "FROM a\n" + "E\n" * 1_000 + "D\nUSER u\nF\nG\n\tH i\nFROM b\nJ\nK\n"
    source, record = Source("F", text), dialects.builder(builder)
    some = read(source, record, skips=True).instructions

    assert [x.keyword for x in some if len(x.keyword) == 1] == list("EDFHJK")
    assert len(read(source, record).instructions) == 1_009
