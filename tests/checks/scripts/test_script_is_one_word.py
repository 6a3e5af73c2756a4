"""A shell's ``-c`` and the several words that were meant as its script."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve import ImageConfig, Override, resolve
from tests.checks.asking import compose, dockerfile, mends, pod, told

CODE = "script-is-one-word"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('CMD ["bash", "-c", "ls", "-l"]'), ["bash", "-c", "ls -l"]),
        (dockerfile('ENTRYPOINT ["sh", "-c"]\nCMD ["echo", "$HOME"]'), ["sh", "-c", "echo $HOME"]),
        (
            dockerfile('ENTRYPOINT ["sh", "-c"]\nCMD ["printf", "a b"]'),
            ["sh", "-c", "printf 'a b'"],
        ),
        (
            dockerfile('ENTRYPOINT ["sh", "-c"]\nCMD ["sh", "-c", "echo hi there"]'),
            ["sh", "-c", "echo hi there"],
        ),
        (pod('command: ["sh", "-c"]\nargs: ["echo", "a"]'), ["sh", "-c", "echo a"]),
        (compose("entrypoint: sh -c\ncommand: ls -l /"), ["sh", "-c", "ls -l /"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A shell's -c takes one word as its script, and several were written for it."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["sh", "-c", "echo hi"]'),
        dockerfile('CMD ["sh", "-c", "a; b", "sh"]'),
        dockerfile('CMD ["sh", "-c", "echo \\"$0 $1\\"", "x", "y"]'),
        dockerfile('CMD ["bash", "ls", "-l"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None


@pytest.mark.parametrize(
    ("cmd", "override", "mend"),
    [
        (["echo", "hello"], Override(), 'CMD ["echo hello"]'),
        (["echo"], Override(), None),
        (None, Override(args=["echo", "$HOME"]), "docker run img 'echo $HOME'"),
    ],
)
def test_a_script_that_was_split_is_joined(
    cmd: list[str] | None, override: Override, mend: str
) -> None:
    """moby/moby#21014, docker-py#2342: ENTRYPOINT ["sh", "-c"] prints an empty line."""
    image = ImageConfig(entrypoint=["sh", "-c"], cmd=cmd)
    assert told(image, override) == ([] if mend is None else [("script-is-one-word", mend)])


def test_the_words_that_are_not_read_are_counted() -> None:
    (note,) = resolve(ImageConfig(entrypoint=["sh", "-c"], cmd=list("abcdef"))).notes
    assert "it never reads the 5 words after it (its $0, $1, $2…)" in note.text
