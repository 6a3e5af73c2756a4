"""Words that nobody reads as a script."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig, resolve
from cmdresolve.checks import Subject
from cmdresolve.checks.words.in_lists import is_program_text, listed


@pytest.mark.parametrize(
    ("argv", "place", "is_text"),
    [
        (("perl", "-e", "print $x"), 2, True),
        (("awk", "{print $1}"), 1, True),
        (("python3", "-W", "ignore"), 2, True),
        (("python3", "-m", "app"), 2, False),
        (("serve", "$PORT"), 1, False),
        (("/usr/bin/jq", ".a"), 1, True),
        (("serve",), 0, False),
    ],
)
def test_a_program_in_another_language(argv: tuple[str, ...], place: int, is_text: bool) -> None:  # noqa: FBT001
    """Its dollars and quotes are its own."""
    assert is_program_text(argv, place) == is_text


@pytest.mark.parametrize(
    ("entrypoint", "cmd", "words"),
    [
        (["e"], ["a", "b"], ["e", "a", "b"]),
        (["sh", "-c", "run $1"], ["a"], ["sh", "-c"]),
        (["sh", "x.sh"], ["a"], ["sh", "x.sh", "a"]),
    ],
)
def test_a_script_and_what_is_behind_it_are_no_words_of_a_list(
    entrypoint: list[str], cmd: list[str], words: list[str]
) -> None:
    """A shell reads them."""
    subject = Subject.of_resolution(resolve(ImageConfig(entrypoint=entrypoint, cmd=cmd)))

    assert [one.word.value for one in listed(subject)] == words
