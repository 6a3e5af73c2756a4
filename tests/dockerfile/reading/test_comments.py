"""The comment above an instruction."""

from __future__ import annotations

import pytest

from cmdresolve.dialects import builder
from cmdresolve.dockerfile.reading.comments import comment_above, comments_above
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.model.source import Source


def above_the_last(text: str) -> str | None:
    source = Source("Dockerfile", text)
    syntax = read(source, builder("buildkit@28.5"))
    return comment_above(source, syntax.instructions[-1], syntax.directives, syntax.escape)


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("FROM a", None),
        ("# b\nFROM a", "b"),
        ("#b\r\nFROM a", "b"),
        ("#\tb c \nFROM a", "b c"),
        ("# b\n\n \n  FROM a", "b"),
        ("  # b\nFROM a", "# b"),
        ("# b\n#\nFROM a", None),
        ("# b\n# c\nFROM a", "c"),
        ("# b\nFROM a\nUSER c", None),
        ("# escape=\\\nFROM a", None),
        ("# escape=\\\n# b\nFROM a", "b"),
        ("# other=1\nFROM a", "other=1"),
        ("# escape=`\n# b\n`\nFROM a", "b"),
        ("FROM a\nRUN <<E\n# b\nE\nUSER c", None),
        ("FROM a\nRUN <<E\nE\n# b\nUSER c", "b"),
    ],
)
def test_the_last_comment_counts(text: str, comment: str | None) -> None:
    """Blank lines do not part it from its instruction; another instruction, or a directive, do."""
    assert above_the_last(text) == comment


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("FROM a", []),
        ("# b\n# c\n\nFROM a", ["b", "c"]),
        ("# b\n#\n# c\nFROM a", ["c"]),
        ("# escape=\\\n# b\nFROM a", ["b"]),
        ("# b\nFROM a\n# c\nUSER d", ["c"]),
    ],
)
def test_all_comments_since_the_last_empty_one(text: str, comments: list[str]) -> None:
    """In their order; those above an earlier instruction are its own."""
    source = Source("Dockerfile", text)
    syntax = read(source, builder("buildkit@28.5"))
    at = syntax.instructions[-1].line.start

    assert comments_above(source, at, syntax.directives, syntax.escape) == comments
