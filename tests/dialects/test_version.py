"""Versions as numbers: `cmdresolve.dialects.version`."""

from __future__ import annotations

import pytest

from cmdresolve.dialects.version import parse_version, show_version


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("28", (28,)),
        ("28.5", (28, 5)),
        ("20.10.24", (20, 10, 24)),
        ("028.05", (28, 5)),
        ("1.999999999", (1, 999_999_999)),
    ],
)
def test_a_version_is_numbers_between_dots(text: str, version: tuple[int, ...]) -> None:
    """They compare as numbers: 20.10 is above 20.9."""
    assert parse_version(text) == version


@pytest.mark.parametrize(
    "text",
    ["", "v28", "28.", ".5", "28..5", "28.x", " 28", "28\n", "-1", "٢٨", "9" * 10, "9" * 5000],
)
def test_other_texts_are_no_version(text: str) -> None:
    """Digits of other scripts and numbers beyond nine digits included."""
    assert parse_version(text) is None


def test_a_version_is_shown_as_it_is_written() -> None:
    """With its dots."""
    assert show_version((20, 10, 24)) == "20.10.24"
