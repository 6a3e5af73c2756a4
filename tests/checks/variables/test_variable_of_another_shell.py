"""A variable written as another shell writes it than the one that reads it, if any does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "variable-of-another-shell"
BASES = {"win": {"Os": "windows", "Architecture": "amd64", "Config": {"Cmd": ["cmd.exe"]}}}


def windows(lines: str) -> dict[str, Any]:
    """Ask of the instructions of an image of Windows, as its builder stores them."""
    text = f"FROM win\n{lines}\n"
    return {"dockerfile": text, "bases": BASES, "builder": "classic@28.5/windows"}


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (windows('CMD ["app.exe", "%PORT%"]'), ["cmd", "/S", "/C", "app.exe %PORT%"]),
        (windows('CMD ["app.exe", "$env:PORT"]'), ["cmd", "/S", "/C", "app.exe %PORT%"]),
        (windows('CMD ["cmd", "/C", "echo ${A}"]'), ["cmd", "/C", "echo %A%"]),
        (
            windows('CMD ["powershell", "-Command", "echo %A%"]'),
            ["powershell", "-Command", "echo $env:A"],
        ),
        (dockerfile("CMD serve -p %PORT%"), ["/bin/sh", "-c", "serve -p $PORT"]),
        (
            dockerfile('ENV A=1\nCMD ["serve", "%A%"]'),
            ["sh", "-c", 'exec serve "$A"'],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """Each shell replaces its own variables alone."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        windows("CMD echo %PATH%"),
        windows('SHELL ["powershell", "-Command"]\nCMD echo $env:PATH; $a = 1; echo $a'),
        windows('CMD ["cmd", "/S", "/C", "a.exe %A% && b.exe"]'),
        dockerfile('CMD ["proxy", "--log", "%START_TIME% %B%"]'),
        dockerfile("CMD date +%Y%m%d"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None


def test_words_with_blanks_are_found_and_left_to_their_writer() -> None:
    """How cmd.exe takes a line apart is its programs' own."""
    assert mends(CODE, windows('CMD ["app.exe", "a b", "%PORT%"]')) == []
