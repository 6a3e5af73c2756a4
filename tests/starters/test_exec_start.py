"""What systemd puts into the words of a line, and where it ends one."""

from __future__ import annotations

import pytest

from cmdresolve.starters.exec_start import started_words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (["a", "b"], ("a", "b")),
        (["100%", "a% b", "%é", "%-"], ("100%", "a% b", "%é", "%-")),
        (["50%%z"], ("50%z",)),
        (["a$A", "p$", "x$E"], ("a$A", "p$", "x$E")),
        (["echo $A"], ("echo $A",)),
        (["$$A", "$$$A", "a$$b", "a$${A}"], ("$A", "$$A", "a$b", "a${A}")),
        (["${A:-y}", "${A:", "${", "${A/x"], ("${A:-y}", "${A:", "${", "${A/x")),
        (["a${}b", "${1}", "${é}", "a${A b}c"], ("ab", "", "", "ac")),
        (["${B}${:}"], ("${B}${:}",)),
        (["a;b", "; c"], ("a;b", "; c")),
    ],
)
def test_signs_are_halved_and_names_put_in(written: list[str], words: tuple[str, ...]) -> None:
    """As ``printf`` got them in a service of a user's manager of systemd 262."""
    found = started_words(written)

    assert (found.words, found.dropped, found.ended) == (words, (), ())


@pytest.mark.parametrize("word", ["$(id)", "$", "$A x", "$1", "$-", "$A/x", "$é"])
def test_a_word_that_begins_as_a_variable_and_names_none_is_dropped(word: str) -> None:
    """As in that service."""
    found = started_words(["a", word, "b"])

    assert (found.words, found.dropped, found.unknown) == (("a", "b"), (word,), ())


@pytest.mark.parametrize(
    "word", ["%n", "a%ib", "%%%n", "%5", "$A", "$_", "${A}", "a${A}b", "${A:-${B}}", "$${x${A}"]
)
def test_what_the_unit_or_the_environment_says_is_unknown(word: str) -> None:
    assert started_words(["a", word]).unknown == (word,)


@pytest.mark.parametrize("word", ["%%n", "$$A", "a$A", "$${A}", "$(A)", "%"])
def test_what_they_say_nothing_of_is_known(word: str) -> None:
    assert started_words(["a", word]).unknown == ()


@pytest.mark.parametrize(
    ("written", "words", "ended"),
    [
        (["a", ";", "b", "c"], ("a",), ("b", "c")),
        (["a", ";"], ("a",), ()),
        (["a", ";", "b", ";", "c"], ("a",), ("b", ";", "c")),
    ],
)
def test_a_semicolon_of_its_own_ends_the_command(
    written: list[str], words: tuple[str, ...], ended: tuple[str, ...]
) -> None:
    """As ``systemd-analyze verify`` has it, which finds two commands, or one."""
    found = started_words(written)

    assert (found.words, found.ended) == (words, ended)
