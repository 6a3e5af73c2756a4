"""Words as people read and paste them."""

from __future__ import annotations

import json
import subprocess

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve.model.quoting import (
    clip,
    columns,
    exec_form,
    fit,
    json_word,
    placeholder,
    prefix,
    printable,
    script_word,
    shell_line,
    shell_word,
    yaml_list,
    yaml_word,
)


@pytest.mark.parametrize(
    ("word", "quoted"),
    [
        ("", "''"),
        ("a", "a"),
        ("--x=y/z:1,2.3@%+", "--x=y/z:1,2.3@%+"),
        ("a b", "'a b'"),
        ("$X", "'$X'"),
        ("it's", "'it'\\''s'"),
        ("é", "'é'"),
        ("a\nb", "$'a\\nb'"),
        ("a\tb'\\\r", "$'a\\tb\\'\\\\\\r'"),
        ("\x1b[31m", "$'\\x1b[31m'"),
        ("\udcff", "$'\\xff'"),
        ("\u200b", "$'\\u200b'"),
        ("\U000e0001", "$'\\U000e0001'"),
    ],
)
def test_a_word_is_quoted_for_a_shell(word: str, quoted: str) -> None:
    assert shell_word(word) == quoted


def test_a_line_is_its_words_between_blanks() -> None:
    assert shell_line(["a", "b c", ""]) == "a 'b c' ''"


POSIX = [
    *(
        "",
        "a",
        "a b",
        "it's",
        '"',
        "$X `id` $(id)",
        "\\",
        "\\n",
        "*?[a]~",
        "#",
        "a#b",
        "!",
        "é日本",
    ),
    *("-n", "=", "a=b", ";|&<>(){}", "''", "'", "e\u0301"),
]


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_shell_reads_printable_words_back(shell: str) -> None:
    """Every one by ``sh -c 'printf …'``: POSIX.1-2017, 2.2 Quoting."""
    script = f"printf '%s\\0' {shell_line(POSIX)}"
    done = subprocess.run([shell, "-c", script], capture_output=True, check=True, timeout=30)
    assert done.stdout.decode().split("\0")[:-1] == POSIX


def test_bash_reads_words_back_that_do_not_print() -> None:
    words = ["a\nb", "\x01\x7f", "\udcff", "\u200bx", "\U000e0001", "it's\t\\"]
    script = f"printf '%s\\0' {shell_line(words)}"
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        check=True,
        timeout=30,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    assert done.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1] == words


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), max_size=6))
def test_a_shell_reads_any_words_back(words: list[str]) -> None:
    """The law: what is shown to be pasted starts what it was shown for."""
    script = f"printf '%s\\0' x {shell_line(words)}"
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        check=True,
        timeout=30,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    assert done.stdout.decode().split("\0")[1:-1] == words


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("a", '"a"'),
        ("é", '"é"'),
        ('"\\', '"\\"\\\\"'),
        ("\n\t\b\f\r", '"\\n\\t\\b\\f\\r"'),
        ("\x1b", '"\\u001b"'),
        ("\U000e0001", '"\\udb40\\udc01"'),
    ],
)
def test_a_word_is_written_as_json(word: str, written: str) -> None:
    assert json_word(word) == written


@given(st.lists(st.text(st.characters(codec="utf-8"))))
def test_a_list_is_the_json_of_its_words(words: list[str]) -> None:
    written = exec_form(words)
    assert json.loads(written) == words
    assert written.isprintable()


@given(st.text())
def test_nothing_unprintable_is_ever_printed(text: str) -> None:
    for shown in (printable(text), json_word(text), shell_word(text), placeholder(text)):
        assert shown.isprintable()


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [("abc", 3, "abc"), ("abcdef", 5, "abc…f"), ("abcdefghij", 7, "abcd…ij")],
)
def test_a_text_is_cut_in_the_middle(text: str, limit: int, cut: str) -> None:
    assert clip(text, limit) == cut


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("abc", 3, "abc"),
        ("abcdef", 5, "abc…f"),
        ("日本語日本語", 7, "日本…語"),
        ("e\u0301" * 5, 5, "e\u0301" * 5),
        ("日", 1, "…"),
    ],
)
def test_a_text_is_cut_to_the_columns_it_may_take(text: str, room: int, cut: str) -> None:
    assert fit(text, room) == cut


@given(st.text(st.characters(codec="utf-8")).map(printable), st.integers(1, 40))
def test_a_fitted_text_is_never_wider_than_its_room(text: str, room: int) -> None:
    assert columns(fit(text, room)) <= room
    assert columns(prefix(text, room)) <= room
    assert text.startswith(prefix(text, room))


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("日本", 4), ("e\u0301", 1), ("\uff41", 2), ("é…", 2)],
)
def test_columns_are_those_of_a_terminal(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("a", "a"),
        ("--o=1", "--o=1"),
        ("{}", "{}"),
        ("", "''"),
        ("a b", "'a b'"),
        ("it's", "'it'\\''s'"),
        ("*", "'*'"),
        ("#x", "'#x'"),
        ("{a,b}", "'{a,b}'"),
        ("&&", "&&"),
        ("2>&1", "2>&1"),
        ("$A", '"$A"'),
        ("x $A", '"x $A"'),
        ('"$A"', '"\\"$A\\""'),
        ("cost $", "'cost $'"),
    ],
)
def test_a_word_for_a_script(word: str, written: str) -> None:
    """One word stays one, an operator stays one, and a variable is let be expanded."""
    assert script_word(word) == written


def test_a_word_that_splits_has_no_quotes() -> None:
    assert script_word("$OPTS", splits=True) == "$OPTS"
    assert script_word("a $B", splits=True) == '"a $B"'


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("a", '"a"'),
        ("é😀", '"é😀"'),
        ('"\\\n', '"\\"\\\\\\n"'),
        ("😀\n", '"😀\\n"'),
        ("\x1b", '"\\u001b"'),
        ("\U000e0001", '"\\U000e0001"'),
    ],
)
def test_a_word_is_written_as_yaml(word: str, written: str) -> None:
    """A pair of escapes would be two characters there (YAML 1.2, 5.7)."""
    assert yaml_word(word) == written
    assert yaml.safe_load(written) == word
    assert yaml_list([word, "b"]) == f'[{written}, "b"]'
