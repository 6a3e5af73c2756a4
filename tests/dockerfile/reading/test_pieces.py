"""The whole text of a Dockerfile in pieces."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve import dialects

TEXT = "# escape=`\n\nARG X=scratch\n# c\nFROM $X AS a\nCMD a `\n  b\nFROM a\n"


def test_its_pieces_are_the_text() -> None:
    """Comments and blanks too."""
    parsed = cr.Dockerfile.parse(TEXT)

    assert [(piece.kind, TEXT[slice(*piece.span)]) for piece in parsed.pieces] == [
        ("directive", "# escape=`\n"),
        ("blank", "\n"),
        ("instruction", "ARG X=scratch"),
        ("blank", "\n"),
        ("comment", "# c\n"),
        ("instruction", "FROM $X AS a"),
        ("blank", "\n"),
        ("instruction", "CMD a `\n  b"),
        ("blank", "\n"),
        ("instruction", "FROM a"),
        ("blank", "\n"),
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("  # c\nFROM a", [("blank", "  "), ("comment", "# c\n"), ("instruction", "FROM a")]),
        (
            "\ufeff# c\nFROM a\n# end",
            [
                ("blank", "\ufeff"),
                ("comment", "# c\n"),
                ("instruction", "FROM a"),
                ("blank", "\n"),
                ("comment", "# end"),
            ],
        ),
        (
            "FROM a\nRUN <<E\nx\n",
            [("instruction", "FROM a"), ("blank", "\n"), ("unread", "RUN <<E\nx\n")],
        ),
        ("# escape=x\nFROM a", [("unread", "# escape=x\nFROM a")]),
        (
            "FROM a\n" + "x" * 70_000,
            [("instruction", "FROM a"), ("blank", "\n"), ("unread", "x" * 70_000)],
        ),
        ("CMD [1]\n", [("instruction", "CMD [1]"), ("blank", "\n")]),
    ],
)
def test_any_text_has_pieces(text: str, pieces: list[tuple[str, str]]) -> None:
    """What a builder does not read past its fault is one piece."""
    from cmdresolve.dockerfile.reading.pieces import pieces as pieces_of
    from cmdresolve.model.source import Source

    found = pieces_of(Source("F", text), dialects.builder("buildkit"))

    assert [(piece.kind, text[slice(*piece.span)]) for piece in found] == pieces
