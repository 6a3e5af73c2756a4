"""Units as Quadlet reads them: lines, groups, keys, and the words of a value."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.unit_file import EscapeError, read_unit, split_words

HEAD = "[Container]\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Exec=a", "a"),
        ("Exec = a", "a"),
        ("  Exec\t=\ta  ", "a"),
        ("Exec=a=b", "a=b"),
        ("Exec=\u00a0a\u00a0", "\u00a0a"),
        ("Exec=a\x1c", "a\x1c"),
        ("Exec=a \\\n  b", "a b"),
        ("Exec=a\\\n\n# c\n; d\nb", "ab"),
        ("Exec=a\\", "a"),
        ("Exec=a\\\n", "a"),
        ("Exec=a\\\n[Service]", "a[Service]"),
        ("\\\nExec=a", "a"),
        ("Exec=a\r\nX=b\r", "a"),
        ("Exec=a\nExec=", ""),
        ("X=a", None),
        ("Exec=a\\\n\n", None),
        ("Exec=a\\\n# c", None),
        ("[Service]\nExec=a", None),
        ("[container]\nExec=a", None),
        ("[Service]\n [Container]\t\nExec=a", "a"),
        ("[x]=a\nExec=b", "b"),
    ],
)
def test_a_key_has_the_last_value(text: str, value: str | None) -> None:
    """As ``quadlet -dryrun`` 5.8.6 writes it, or the file has none."""
    assert read_unit(HEAD + text).last("Container", "Exec") == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A=1\nA=2", ("1", "2")),
        ("A=1\nA=\nA=2", ("2",)),
        ("A=1\nA=2\nA=", ()),
        ("A= \\\n\nB=2", ("B=2",)),
        ("B=1", ()),
    ],
)
def test_an_empty_value_takes_back_those_before_it(text: str, values: tuple[str, ...]) -> None:
    assert read_unit(HEAD + text).every("Container", "A") == values


@pytest.mark.parametrize(
    "line",
    ["a", "=a", "Exec", "[Container] x", "[Container", "[]", "[a[b]", "[a\x01]", "Exec:a", "[[a]]"],
)
def test_a_line_that_is_nothing_is_refused(line: str) -> None:
    with pytest.raises(OverrideError) as caught:
        read_unit(f"{HEAD}# a note\n{line}\n")

    assert caught.value.code == "unit-line"
    assert caught.value.message.startswith(f'line 3 of the unit, "{line}",')


def test_a_key_before_any_group_is_refused() -> None:
    with pytest.raises(OverrideError, match="stands before any group"):
        read_unit("A=1\n[Container]\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("a  b\tc", ["a", "b", "c"]),
        ("a'b c'\"d e\"", ["ab cd e"]),
        ("a 'b", ["a", "b"]),
        ("a\\", ["a"]),
        ("'a\\", ["a"]),
        ('a "" b', ["a"]),
        ("'' a", []),
        ("a ''b", ["a", "b"]),
        ("a\0b c", ["a"]),
        ("a\u00a0b\x0bc", ["a\u00a0b\x0bc"]),
        ("\\a\\b\\f\\n\\r\\t\\v\\s\\\\\\'\\\"", ["\a\b\f\n\r\t\v \\'\""]),
        ("'\\'' \"\\n\"", ["'", "\n"]),
        ("\\x41\\101\\u00e9\\U0001f600", ["AA\u00e9\U0001f600"]),
        ("\\xff\\377\\x414", ["\xff\xffA4"]),
        ("\\ud800", ["\ufffd"]),
        ("a ; b # c", ["a", ";", "b", "#", "c"]),
    ],
)
def test_words_are_split_as_systemd_splits_them(text: str, words: list[str]) -> None:
    """As ``quadlet -dryrun`` 5.8.6 writes them."""
    assert split_words(text) == words


@pytest.mark.parametrize(
    ("text", "escape"),
    [
        *((rf"a \{letter}", rf"\{letter}") for letter in "q;8 (é"),
        (r"\x4", r"\x"),
        (r"\x00", r"\x00"),
        (r"\000", r"\000"),
        (r"\400", r"\400"),
        (r"\18", r"\1"),
        (r"\u12", r"\u"),
        (r"\u0000", r"\u0000"),
        (r"\U00110000", r"\U00110000"),
        (r"'\q'", r"\q"),
    ],
)
def test_an_escape_that_is_none_is_named(text: str, escape: str) -> None:
    """As 5.8.6 drops the whole value for it."""
    with pytest.raises(EscapeError) as caught:
        split_words(text)

    assert str(caught.value) == escape
