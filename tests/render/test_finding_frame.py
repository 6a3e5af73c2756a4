"""A finding in a frame: its line with carets, and its mend as a change."""

from __future__ import annotations

import itertools

import pytest

from cmdresolve.model.finding import Edit, Finding, Mend
from cmdresolve.model.source import Source, Span
from cmdresolve.render.finding_frame import frame
from cmdresolve.render.layout import plain


def found(text: str, marked: str, *mends: Mend) -> Finding:
    source = Source("Dockerfile", text)
    start = text.index(marked)
    return Finding(
        "some-code",
        "warning",
        "it is wrong",
        source=source,
        span=Span(start, start + len(marked)),
        mends=mends,
    )


def test_the_line_is_drawn_with_its_mend() -> None:
    text = "FROM a\nCMD ['b']\n"
    mend = Mend('CMD ["b"]', (Edit("Dockerfile", 11, 16, '["b"]'),), argv=("b", "c d"))

    assert plain(frame(found(text, "['b']", mend), 80)).split("\n") == [
        "warning[some-code]: it is wrong",
        " --> Dockerfile:2:5",
        "  |",
        "2 | CMD ['b']",
        "  |     ^^^^^",
        "  |",
        "2 - CMD ['b']",
        '2 + CMD ["b"]',
        "  = then it starts: b 'c d'",
    ]


def test_edits_far_apart_are_drawn_apart() -> None:
    text = "A\nb\nb\nb\nE\n"
    edits = (Edit("Dockerfile", 0, 1, "X"), Edit("Dockerfile", 8, 9, "Y\nZ"))

    drawn = plain(frame(found(text, "E", Mend("X", edits, argv=("x",))), 80)).split("\n")

    assert drawn[-8:] == [
        "  |",
        "1 - A",
        "1 + X",
        "  |",
        "5 - E",
        "5 + Y",
        "6 + Z",
        "  = then it starts: x",
    ]


def test_a_command_line_is_written_whole() -> None:
    mend = Mend("docker run a b", line=("docker", "run", "a", "b c"), argv=("b c",))

    drawn = plain(frame(Finding("c", "error", "m", mends=(mend,)), 80)).split("\n")

    assert drawn == [
        "error[c]: m",
        "  = docker run a 'b c'",
        "  = then it starts: 'b c'",
    ]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = "FROM a\n" + "x" * 300 + " mark " + "y" * 300 + "\nCMD z\n"

    drawn = plain(frame(found(text, "mark"), width)).split("\n")

    assert max(map(len, drawn)) <= width
    line, carets = next((a, b) for a, b in itertools.pairwise(drawn) if "mark" in a)
    assert line.index("mark") == carets.index("^^^^")


def test_control_characters_do_not_reach_the_terminal() -> None:
    text = "FROM a\nCMD \x1b[31mx\n"

    assert "\x1b" not in plain(frame(found(text, "x"), 80))


def test_a_span_of_many_lines_is_cut() -> None:
    text = "a\n" * 20

    drawn = plain(frame(found(text, text[:-1]), 80))

    assert "… 14 more lines" in drawn
