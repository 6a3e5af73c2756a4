"""What is copied along with a line."""

from __future__ import annotations

import pytest

from cmdresolve.starters.command_line.pasted import first_word, past_prompt, plain_text


def is_docker(word: str) -> bool:
    return word.endswith("docker")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("docker run", "docker run"),
        ("$ docker run", "  docker run"),
        ("# docker run", "  docker run"),
        ("# a note\ndocker run", "# a note\ndocker run"),
        ("$ ls", "$ ls"),
        ("PS C:\\> docker", "        docker"),
        ("C:\\a b> docker", "        docker"),
        ("[r@h ~]# docker", "         docker"),
        ("& 'C:/a b/docker' run", "  'C:/a b/docker' run"),
        ("C:\\b\\docker run \\x", "C:/b/docker run \\x"),
        ("docker run `\n i", "docker run \\\n i"),
        ("docker run `a`\n", "docker run `a`\n"),
        ("docker run ^\n i", "docker run \\\n i"),
        ("docker run a^\n i", "docker run a^\n i"),
        ("docker run `\r\n i", "docker run  \\\n i"),
        ("docker run \\\r\n i", "docker run  \\\n i"),
        ("", ""),
    ],
)
def test_what_is_no_part_of_a_line_is_blank(text: str, plain: str) -> None:
    """Places stay what they are."""
    assert plain_text(text, is_docker) == plain
    assert len(plain) == len(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("docker run", 0),
        ("$ docker", 1),
        ("PS C:> docker", 2),
        ("PS docker", 0),
        ("(venv) me@host:~$ docker", 2),
        ("[me@host ~]$ docker", 2),
        ("[a b", 0),
        ("➜ ~ docker", 2),
        ("In [12]: !docker", 2),
        ("In x", 0),
        ("C:> docker", 1),
        ("100% docker", 0),
        ("a$ docker", 0),
        ("", 0),
        ("$", 1),
    ],
)
def test_the_words_of_a_prompt_are_counted(text: str, count: int) -> None:
    assert past_prompt(text.split()) == count


def test_the_first_word_may_be_quoted() -> None:
    assert [first_word(x) for x in ("a b", " 'a b' c", '"a b" c', "", "'a")] == [
        "a",
        "a b",
        "a b",
        "",
        "",
    ]


@pytest.mark.parametrize("piece", ["$ ", "# ", "a@b:~$ ", "[a b", "C:\\a", "(v) ", "`\n", "^\n"])
def test_a_long_text_is_read_at_once(piece: str) -> None:
    """No prompt is looked for over and over."""
    assert len(plain_text(piece * 50_000, is_docker)) == len(piece) * 50_000
