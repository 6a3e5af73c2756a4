"""The -c for a shell given as entrypoint is before the image."""

from __future__ import annotations

import pytest

from tests.checks.asking import line, mends

CODE = "script-before-image"
IMAGE = {"Cmd": ["serve"]}


@pytest.mark.parametrize(
    ("typed", "argv"),
    [
        ("docker run --entrypoint bash -c 'ls -l' img", ["bash", "-c", "ls -l"]),
        ("docker run --rm --entrypoint=/bin/sh -c id img", ["/bin/sh", "-c", "id"]),
        ("podman run --entrypoint sh -c id img x", ["sh", "-c", "id", "x"]),
    ],
)
def test_a_mend_starts_what_was_meant(typed: str, argv: list[str]) -> None:
    assert mends(CODE, line(typed, IMAGE)) == [argv]


@pytest.mark.parametrize(
    "typed",
    [
        "docker run --entrypoint bash img -c id",
        "docker run -c 512 --entrypoint bash img",
        "docker run -c id img",
        "docker run --entrypoint bash --nope img",
    ],
)
def test_nothing_is_told_of_other_lines(typed: str) -> None:
    assert mends(CODE, line(typed, IMAGE)) is None
