"""Commands as written: `cmdresolve.model.command`."""

from __future__ import annotations

import pytest
from attrs.exceptions import FrozenInstanceError

from cmdresolve.model.command import (
    ExecForm,
    ShellForm,
    base_name,
    default_shell,
    optional_words,
    words,
)
from cmdresolve.model.source import Span


class Text(str):
    """A string of a class of its own, as templating libraries make them."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ()),
        ((), ()),
        ([""], ("",)),
        (["a", "b c"], ("a", "b c")),
        (("a",), ("a",)),
        ([Text("a")], ("a",)),
    ],
)
def test_words_are_a_tuple_of_strings(given: object, expected: tuple[str, ...]) -> None:
    """A list or tuple of strings becomes a tuple, nothing split, nothing left out."""
    assert words(given) == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("a b", "a command is a list of words, not 'a b'"),
        (None, "a command is a list of words, not None"),
        (b"a", "a command is a list of words, not b'a'"),
        ({"a"}, "a command is a list of words, not {'a'}"),
        (["a", 1], "a word of a command must be a string, not 1"),
        (["a", None], "a word of a command must be a string, not None"),
        ([b"a"], "a word of a command must be a string, not b'a'"),
    ],
)
def test_words_refuse_what_would_be_a_guess(given: object, message: str) -> None:
    """A bare string is not split, and no other type is turned into a word."""
    with pytest.raises(TypeError) as raised:
        words(given)

    assert raised.value.message == message


def test_a_refusal_of_a_huge_or_deep_value_is_short() -> None:
    """The message shows the beginning of a value, and no nesting is too deep for it."""
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]

    with pytest.raises(TypeError) as for_deep:
        words([deep])
    with pytest.raises(TypeError) as for_long:
        words("x" * 100_000)

    assert len(str(for_deep.value)) < 200
    assert len(str(for_long.value)) < 200


def test_absent_words_stay_apart_from_empty_ones() -> None:
    """None is not ()."""
    assert optional_words(None) is None
    assert optional_words([]) == ()
    assert optional_words([""]) == ("",)


def test_forms_compare_by_what_they_say_not_by_where_they_stand() -> None:
    """Spans tell where a command was written and are no part of it."""
    assert ExecForm(["a"], spans=(Span(4, 7),)) == ExecForm(("a",))
    assert ShellForm("a", span=Span(4, 5)) == ShellForm("a")
    assert ExecForm(["a"]) != ShellForm("a")


def test_a_bare_instruction_is_not_an_empty_text() -> None:
    """``CMD`` with nothing behind it has no text; ``CMD ""`` has one of two quotes."""
    assert ShellForm(None) != ShellForm("")


def test_forms_are_frozen() -> None:
    """A command cannot change behind an answer's back."""
    form = ExecForm(["a"])

    with pytest.raises(FrozenInstanceError):
        form.words = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    ("os", "shell"),
    [
        ("linux", ("/bin/sh", "-c")),
        ("windows", ("cmd", "/S", "/C")),
        ("freebsd", ("/bin/sh", "-c")),
        ("", ("/bin/sh", "-c")),
    ],
)
def test_shell_form_has_a_default_shell_on_each_system(os: str, shell: tuple[str, ...]) -> None:
    """Where no SHELL says otherwise; whatever is not Windows counts as a unix."""
    assert default_shell(os) == shell


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("docker", "docker"),
        ("/usr/bin/docker", "docker"),
        ("docker.exe", "docker"),
        ("a/", ""),
        ("", ""),
        ("C:\\bin\\bash.exe", "bash"),
        (r"C:\bin\Docker.EXE", "docker"),
    ],
)
def test_a_program_is_known_by_the_last_part_of_its_path(word: str, name: str) -> None:
    assert base_name(word) == name
