"""Files of variables whose lines are taken as they are; each line was asked of Compose 2.40."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose.raw_env import check_raw


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A=1",
        "A",
        " A=1",
        "A=b c",
        "A-'B=1",
        "A\xa0=1",
        " \xa0A=1",
        "A\r\n B\r=1",
        "A\rB=1",
        "A\x0bB=1",
        "# a b\n  # c d\n\n",
        "\ufeffA=1",
        "\ufeff",
        "\ufeff# a b",
        "  \ufeff=x",
        "A=" + "x" * 65_533 + "\nB=1",
    ],
)
def test_a_file_that_is_taken(text: str) -> None:
    check_raw(text, "v.env")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("A B=1", 1, "variable 'A B' contains whitespaces"),
        ("A=1\nA\t=1", 2, "variable 'A\t' contains whitespaces"),
        ("A b", 1, "variable 'A b' contains whitespaces"),
        ("A\n\ufeffA B=1", 2, "variable '\ufeffA B' contains whitespaces"),
        ("=1", 1, "no variable name"),
        ("\n  =1", 2, "no variable name"),
        ("\ufeff=1", 1, "no variable name"),
        ("\udcff=1", 1, "invalid utf8 bytes"),
        ("A=\udcff", 1, "invalid utf8 bytes"),
        ("# \udcff", 1, "invalid utf8 bytes"),
        ("A=" + "x" * 65_534, 1, "bufio.Scanner: token too long"),
        ("A=" + "é" * 32_767, 1, "bufio.Scanner: token too long"),
    ],
)
def test_a_file_that_is_refused(text: str, line: int, told: str) -> None:
    with pytest.raises(ComposeError) as refused:
        check_raw(text, "v.env")

    assert str(refused.value.message) == f"failed to parse env_file v.env: line {line}: {told}"
    assert refused.value.code == "env-file"
    assert refused.value.line == line
