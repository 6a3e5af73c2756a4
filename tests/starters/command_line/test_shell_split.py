"""A typed command, split as a POSIX shell splits it."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.shell_split import split

#: What Python takes for white space and a shell does not.
NO_BLANKS = "\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2002\u2028\u2029\u202f\u205f\u3000"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("  a  b ", ("a", "b")),
        ("a\tb", ("a", "b")),
        ("a\r\n\n \n", ("a",)),
        *((f"a{mark}b", (f"a{mark}b",)) for mark in NO_BLANKS),
        *((f"a {mark}", ("a", mark)) for mark in NO_BLANKS),
        ("'a b' \"c d\"", ("a b", "c d")),
        ("a'b'\"c\"d", ("abcd",)),
        ("''", ("",)),
        ('""', ("",)),
        (r"a\ b", ("a b",)),
        ("a\\\nb", ("ab",)),
        ("a \\\n  b", ("a", "b")),
        (r'"\$ \` \" \\ \n"', ('$ ` " \\ \\n',)),
        ('"a\\\nb"', ("ab",)),
        (r"'\n'", ("\\n",)),
        ("a # b", ("a",)),
        ("# c\na", ("a",)),
        ("a#b", ("a#b",)),
        ("a\n", ("a",)),
        ("a\n\n# rest\n", ("a",)),
        ("a\r\n", ("a",)),
        ("$", ("$",)),
        ("a$", ("a$",)),
        ("$X", ("$X",)),
        ("${X:-y z}", ("${X:-y z}",)),
        ("$(echo (a) b)", ("$(echo (a) b)",)),
        ("`a b`", ("`a b`",)),
        ("é 日本", ("é", "日本")),
    ],
)
def test_words_are_those_of_a_shell(text: str, words: tuple[str, ...]) -> None:
    """POSIX.1-2017, 2.2 and 2.3."""
    assert split(text).words == words


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a $X", (1,)),
        ("a '$X'", ()),
        (r"a \$X", ()),
        ('a "$X"', (1,)),
        ("a `b` $(c) ${d}", (1, 2, 3)),
        ("a $ b$", ()),
        ("$@ $1 $? $#", (0, 1, 2, 3)),
        (r"'a'\''$X'", ()),
    ],
)
def test_words_that_a_shell_would_change_are_marked(text: str, places: tuple[int, ...]) -> None:
    assert split(text).expanding == frozenset(places)


def test_each_word_keeps_its_place() -> None:
    line = split("docker  run 'a b'")
    assert [line.text[start:end] for start, end in line.spans] == ["docker", "run", "'a b'"]


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("a 'b", "the quote is not closed", "3"),
        ('a "b', "the quote is not closed", "3"),
        ("a `b", "the quote is not closed", "3"),
        ("a `", "the quote is not closed", "3"),
        ("a $(", "'$(' is not closed", "3"),
        ("a $(b", "'$(' is not closed", "3"),
        ("a ${b", "'${' is not closed", "3"),
        ("a\\", "nothing follows the backslash", "2"),
        ("a | b", "only a shell can read '|' here", "3"),
        ("a > b", "only a shell can read '>' here", "3"),
        ("a; b", "only a shell can read ';' here", "2"),
        ("(a)", "only a shell can read '(' here", "1"),
        ("a\nb", "a second command begins here", "1"),
        ("a\n\u00a0", "a second command begins here", "1"),
    ],
)
def test_what_only_a_shell_can_read_is_refused(text: str, message: str, column: str) -> None:
    with pytest.raises(OverrideError) as caught:
        split(text)
    error = caught.value
    assert (error.code, error.stage, error.message) == ("shell-syntax", "request", message)
    assert error.column == int(column)
    assert error.hint == "give one command, with no pipe, redirection or list around it"
