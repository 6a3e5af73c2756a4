"""Lines of a Dockerfile with carets below the words."""

from __future__ import annotations

import pytest

from cmdresolve import Dockerfile, ImageConfig, resolve
from cmdresolve.model.quoting import columns
from cmdresolve.render.excerpt import excerpts
from cmdresolve.render.layout import plain


def drawn(text: str, width: int = 80, *, numbered: bool = True) -> str:
    image = Dockerfile.parse(text).image(bases={"base": ImageConfig(shell=["/s"])})
    return plain(excerpts(resolve(image).words, width, numbered=numbered))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            'FROM scratch\nCMD ["a", "b"]',
            '  Dockerfile\n    2 | CMD ["a", "b"]\n      |      ^^^  ^^^ argv[0]…[1]',
        ),
        (
            'FROM scratch\nCMD ["a"]\nENTRYPOINT ["e"]',
            (
                '  Dockerfile\n    2 | CMD ["a"]\n      |      ^^^ argv[1]\n'
                '    3 | ENTRYPOINT ["e"]\n      |             ^^^ argv[0]'
            ),
        ),
        (
            "FROM scratch\nCMD echo \\\n  two",
            (
                "  Dockerfile\n    2 | CMD echo \\\n      |     ^^^^^^ argv[2]\n"
                "    3 |   two\n      |   ^^^ argv[2]"
            ),
        ),
        (
            'FROM scratch\nCMD ["日本", "b"]',
            '  Dockerfile\n    2 | CMD ["日本", "b"]\n      |      ^^^^^^  ^^^ argv[0]…[1]',
        ),
        (
            'FROM scratch\n\tCMD\t["a"]',
            '  Dockerfile\n    2 |  CMD ["a"]\n      |       ^^^ argv[0]',
        ),
    ],
)
def test_each_word_is_underlined_where_it_was_written(text: str, shown: str) -> None:
    assert drawn(text) == shown


def test_places_are_left_out_where_argv_is_not_known() -> None:
    assert "argv" not in drawn('FROM scratch\nCMD ["a"]', numbered=False)


def test_a_long_line_is_shown_around_the_word() -> None:
    shown = drawn(f'FROM scratch\nENV A={"x" * 200}\nENTRYPOINT ["{"y" * 100}", "end"]', 60)
    assert [len(line) <= 60 for line in shown.splitlines()] == [True] * 3
    assert shown.splitlines()[1].endswith("…")


def test_only_the_first_lines_of_many_are_shown() -> None:
    lines = " \\\n".join(f"w{n}" for n in range(30))
    shown = drawn(f"FROM scratch\nCMD {lines}")
    assert [line for line in shown.splitlines() if "|" not in line] == [
        "  Dockerfile",
        "       … 1 more lines",
    ]
    assert len(shown.splitlines()) == 18


@pytest.mark.parametrize("blank", [" ", "\u3000"])
def test_a_word_far_to_the_right_is_shown(blank: str) -> None:
    shown = drawn("FROM scratch\nCMD " + blank * 70 + '["x"]', 60).splitlines()
    assert shown[1].startswith("    2 | …")
    assert shown[1].endswith('["x"]')
    assert shown[2].endswith("^^^ argv[0]")
    assert all(columns(line) <= 60 for line in shown)


def test_a_mark_below_an_accent_that_stands_alone_is_seen() -> None:
    shown = drawn("FROM scratch\nCMD \u0301\n").splitlines()
    assert shown[2] == "      |     ^ argv[2]"


def test_lines_of_a_continued_text_that_are_blank_are_passed_over() -> None:
    shown = drawn("FROM scratch\nCMD echo \\\n\n x")
    assert [line for line in shown.splitlines() if "^" not in line] == [
        "  Dockerfile",
        "    2 | CMD echo \\",
        "    4 |  x",
    ]


def test_a_dockerfile_that_holds_no_word_is_not_named() -> None:
    assert drawn("FROM scratch\nCMD\n") == ""


def test_a_word_that_no_dockerfile_holds_is_not_drawn() -> None:
    assert plain(excerpts(resolve(ImageConfig(cmd=["a"])).words, 80)) == ""
