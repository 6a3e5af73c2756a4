"""Logical lines into keyword, flags and arguments."""

from __future__ import annotations

import pytest

from cmdresolve import dialects
from cmdresolve.dockerfile.reading.instruction import Instruction, LogicalLine
from cmdresolve.dockerfile.reading.line_parser import (
    LineParser,
    health_command_at,
    heredoc_words,
    pairs_words,
    split_flags,
)
from cmdresolve.model.source import Source


def instruction_of(text: str, builder: str = "buildkit") -> Instruction:
    parser = LineParser(Source("F", text), dialects.builder(builder))
    return parser.parse(LogicalLine(text, 0, len(text)), 0)


def parsed(text: str, builder: str = "buildkit") -> tuple[str, tuple[str, ...], str]:
    instruction = instruction_of(text, builder)
    assert text[instruction.args_at :].startswith(instruction.args)
    return instruction.keyword, instruction.flags, instruction.args


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CMD a  b ", ("CMD", (), "a  b")),
        ("cmd\ta", ("CMD", (), "a")),
        ("CmD\x0ba", ("CMD", (), "a")),
        ("CMD", ("CMD", (), "")),
        ("CMD\u00a0x", ("CMD\u00a0x", (), "")),
        ("FOO a", ("FOO", (), "a")),
        ("WOR\u212aDIR /a", ("WORKDIR", (), "/a")),
        ("\u017fHELL a", ("\u017fHELL", (), "a")),
        ("CMD --a --b c --d", ("CMD", ("--a", "--b"), "c --d")),
        ("CMD --", ("CMD", (), "")),
        ("CMD -- -- a", ("CMD", (), "-- a")),
        ("CMD -a b", ("CMD", (), "-a b")),
        ('CMD "--a" b', ("CMD", (), '"--a" b')),
        ("CMD \u00a0a\u3000", ("CMD", (), "a")),
    ],
)
def test_a_line_has_three_parts(text: str, expected: tuple[str, tuple[str, ...], str]) -> None:
    """The keyword in upper case when a builder knows it."""
    assert parsed(text) == expected


@pytest.mark.parametrize(
    ("text", "flags", "rest"),
    [
        ("a --b", [], "a --b"),
        ("  --a=b c", ["--a=b"], "c"),
        ("--a='x y' c", ["--a=x y"], "c"),
        ('--a="x\' y" c', ["--a=x' y"], "c"),
        ('--a="x\\"y" c', ['--a=x"y'], "c"),
        ("--a=x\\ y c", ["--a=x y"], "c"),
        ("--a\\", ["--a"], ""),
        ('--a="x\\', ["--a=x"], ""),
        ("--a", ["--a"], ""),
        ("--a ", ["--a"], ""),
        ("--", [], ""),
        ("-- a", [], "a"),
        ("--a -- --b", ["--a"], "--b"),
        ("--\u00e0 b", ["--\udcc3"], "b"),
        ("--a\u00a0b", ["--a\udcc2"], "b"),
    ],
)
def test_flags_stand_before_the_arguments(text: str, flags: list[str], rest: str) -> None:
    """Quotes and escapes go; the scanner goes byte by byte, so 0xA0 of a letter is a blank."""
    found, after, place = split_flags(text, "\\")

    decoded = [word.encode("latin-1").decode("utf-8", "surrogateescape") for word in found]
    assert (decoded, after.strip()) == (flags, rest)
    assert text[place:].strip() == rest or rest == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a=1 b=2", ["a=1", "b=2"]),
        ("a='x y' b=\"x y\"", ["a='x y'", 'b="x y"']),
        ("a=x\\ y", ["a=x\\ y"]),
        ("a=1 \\", ["a=1"]),
        ("a=1\\", ["a=1"]),
        ("a=1\\\\", ["a=1\\\\"]),
        ("a='x", ["a='x"]),
        ('a="x\\"y" b', ['a="x\\"y"', "b"]),
        ("", []),
    ],
)
def test_pairs_are_split_at_blanks(text: str, expected: list[str]) -> None:
    """Quotes and escapes hold words together and stay; a last escape goes."""
    assert pairs_words(text, "\\") == expected


@pytest.mark.parametrize(
    ("line", "found", "plain"),
    [
        ("ENV a=1 b=2", (("a", "1"), ("b", "2")), True),
        ("ENV a=", (("a", ""),), True),
        ('ENV a="x y"b c=$d', (("a", '"x y"b'), ("c", "$d")), True),
        ("ENV a=b=c", (("a", "b=c"),), True),
        ("ENV a b = c", (("a", "b = c"),), True),
        ("ENV a\tb", (("a", "b"),), True),
        ("ENV a 'b c'", (("a", "'b c'"),), True),
        ("ENV a='x y' b=1", (("a", "'x y'"), ("b", "1")), False),
        ("ENV a=x\\ y", (("a", "x\\ y"),), False),
        ("ENV 'a b' c", (("'a", "b' c"),), False),
        ("ENV =a b=c", (("", "a"), ("b", "c")), False),
        ("ENV --x=1 a=b", (("a", "b"),), False),
        ("ENV", (), False),
        ("LABEL a.b/c=d", (("a.b/c", "d"),), True),
        ("ARG a", (("a", None),), True),
        ("ARG a= b=1 c", (("a", ""), ("b", "1"), ("c", None)), True),
        ("ARG a='b'", (("a", "'b'"),), False),
        ('ARG a"b"', (('a"b"', None),), False),
        ("USER a=b", (), True),
        ("USER", (), False),
        ("CMD --x a", (), False),
        ("COPY --from=a b c", (), True),
        ("COPY --from=a b", (), False),
        ("COPY --from=a $b c", (), False),
        ("COPY --from=a --link b c", (), False),
        ("COPY b c", (), False),
        ("ADD --from=a b c", (), False),
    ],
)
def test_assignments_are_split(
    line: str, found: tuple[tuple[str, str | None], ...], *, plain: bool
) -> None:
    """Each into name and value as written; what is plain needs no check before it runs."""
    instruction = instruction_of(line)

    assert instruction.assignments == found
    assert instruction.plain == plain


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("RUN <<EOF", [("EOF", False, True)]),
        ("RUN 3<<EOF", [("EOF", False, True)]),
        ("RUN <<-EOF", [("EOF", True, True)]),
        ("RUN <<'E F'", [("E F", False, False)]),
        ('RUN <<"EOF"', [("EOF", False, False)]),
        ("RUN <<E\\OF", [("EOF", False, True)]),
        ("RUN 1<<2", [("2", False, True)]),
        ("RUN <<EOF;", [("EOF;", False, True)]),
        ("RUN <<A <<B", [("A", False, True), ("B", False, True)]),
        ("RUN << EOF", [("EOF", False, True)]),
        ("RUN cat<<EOF", []),
        ('RUN "<<EOF"', []),
        ("RUN <<<x", []),
        ("RUN $((1<<2))", []),
        ("RUN it's <<EOF", []),
        ("RUN <<''", []),
        ("RUN <<", []),
    ],
)
def test_heredocs_of_a_line(line: str, found: list[tuple[str, bool, bool]]) -> None:
    """The word that ends each, whether tabs go, whether variables are substituted."""
    assert heredoc_words(line, blank=True) == found


def test_a_blank_before_the_word_came_later() -> None:
    """Before BuildKit 0.22 it was no heredoc."""
    assert heredoc_words("RUN << EOF", blank=False) == []


@pytest.mark.parametrize(
    ("args", "place"), [("CMD a", 4), ("NONE", 4), ("CMD \t\u00a0a", 6), ("", 0)]
)
def test_the_command_of_a_healthcheck(args: str, place: int) -> None:
    """It stands after the type and the blanks behind it."""
    assert health_command_at(args) == place


def test_healthcheck_takes_an_array() -> None:
    """Its command is read by the rules of CMD."""
    text = 'HEALTHCHECK --interval=1s CMD ["a", "b"]'

    instruction = LineParser(Source("F", text), dialects.builder("buildkit")).parse(
        LogicalLine(text, 0, len(text)), 0
    )

    assert instruction.words == ("a", "b")
