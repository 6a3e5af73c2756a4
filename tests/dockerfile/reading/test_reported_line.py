"""The line of a refusal is the one its builder names: the first of the instruction."""

from __future__ import annotations

import pytest

from cmdresolve.batch.protocol import answer


@pytest.mark.parametrize(
    ("text", "line", "at"),
    [
        # Docker 28.5.2: "dockerfile parse error on line 2: invalid name for build stage"
        ("FROM scratch\nFROM scratch AS\\\n# note\n   é\n", 2, {"line": 4, "column": 4}),
        # Docker 28.5.2: "dockerfile parse error on line 2: unknown instruction: a"
        ("FROM scratch\n\\ \n#\\\n   a \\\nCMD b\n", 2, {"line": 4, "column": 4}),
        ("FROM scratch\nFOO a \\\nb\n", 2, None),
        ("FROM scratch\nCMD a \\\nb\nCMD --x a\n", 4, None),
        ('FROM scratch\nCMD ["a", \\\n  1]\nCMD b\n', 2, {"line": 3, "column": 3}),
        ("FROM scratch\nENV a=b \\\n# note\n  c\nCMD b\n", 2, {"line": 4, "column": 3}),
        ("FROM scratch\nRUN a \\\n <<E\nCMD b\n", 2, {"line": 3, "column": 2}),
        # Docker 28.5.2, classic: "dockerfile parse error on line 2: SHELL requires the arguments
        # to be in JSON form"; what is missing is missing at its end.
        ('FROM scratch\nSHELL ["/y\\\n# no\\\nte\n"]\n', 2, {"line": 4, "column": 3}),
        ('FROM scratch\nSHELL ["/y', 2, None),
    ],
)
def test_a_refusal_names_the_first_line_of_its_instruction(
    text: str, line: int, at: dict[str, int] | None
) -> None:
    """Where the fault lies on a later line, `at` says where exactly."""
    error = answer({"dockerfile": text})["error"]

    assert error["line"] == line
    assert error.get("at") == at
