"""``# syntax=``: who really reads a Dockerfile."""

from __future__ import annotations

import pytest

from cmdresolve import dialects
from cmdresolve.dockerfile.reading.syntax_directive import builder_for, detect, detect_syntax
from cmdresolve.model.errors import UnknownImageError

NEWEST = "buildkit@28.5"


def reader(text: str, builder: str = NEWEST) -> str:
    return builder_for(text, dialects.builder(builder)).key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\n", "buildkit@28.5"),
        ("# syntax\nFROM a\n", "buildkit@28.5"),
        ("# syntax=docker/dockerfile:1\n", "buildkit@29.2"),
        ("# syntax=docker/dockerfile\n", "buildkit@29.2"),
        ("# syntax=docker/dockerfile:labs\n", "buildkit@29.2"),
        ("# syntax=docker/dockerfile:1.0\n", "buildkit@20.10"),
        ("# syntax=docker/dockerfile:1.4\n", "buildkit@23.0"),
        ("# syntax=docker/dockerfile:1.5-labs\n", "buildkit@24.0"),
        ("# syntax=docker/dockerfile:1.6.0\n", "buildkit@25.0"),
        ("# syntax=docker.io/docker/dockerfile:1.7\n", "buildkit@26.1"),
        ("# syntax=index.docker.io/docker/dockerfile:1.7\n", "buildkit@26.1"),
        ("# syntax=mirror.gcr.io/docker/dockerfile:1.7-labs\n", "buildkit@26.1"),
        ("# syntax=docker/dockerfile-upstream:1.8\n", "buildkit@27.0"),
        ("# syntax=docker/dockerfile:1.9\n", "buildkit@27.1"),
        ("# syntax=docker/dockerfile:1.99\n", "buildkit@29.2"),
        ('{"syntax": "docker/dockerfile:1.7"}', "buildkit@26.1"),
        ('#!/x\n{"syntax": "docker/dockerfile:1.7"}', "buildkit@26.1"),
        ('\ufeff{"syntax": "docker/dockerfile:1.7"}', "buildkit@26.1"),
        (' {"syntax": 1}', "buildkit@28.5"),
        ('{"syntax": "docker/dockerfile:1.7"} a', "buildkit@28.5"),
        ("# syntax=docker/dockerfile:1.7@sha256:" + "a" * 64 + "\n", "buildkit@26.1"),
        ("# syntax=docker/dockerfile:1.7 note\n", "buildkit@26.1"),
        ("#!/x\n# syntax=docker/dockerfile:1.7\n", "buildkit@26.1"),
        ("\ufeff# syntax=docker/dockerfile:1.7\n", "buildkit@26.1"),
        ("// syntax=docker/dockerfile:1.7\n", "buildkit@26.1"),
        ("# escape=`\n# syntax=docker/dockerfile:1.7\n", "buildkit@26.1"),
        ("# SYNTAX=docker/dockerfile:1.7\r\n", "buildkit@26.1"),
        ("# a comment\n# syntax=docker/dockerfile:1.7\n", "buildkit@28.5"),
        ("# other=x\n# syntax=docker/dockerfile:1.7\n", "buildkit@28.5"),
        ("# escape=`\n# escape=`\n# syntax=docker/dockerfile:1.7\n", "buildkit@28.5"),
        ("FROM a\n# syntax=docker/dockerfile:1.7\n", "buildkit@28.5"),
        ("# escape=syntax", "buildkit@28.5"),
    ],
)
def test_the_directive_decides(text: str, expected: str) -> None:
    """The frontend of a release reads as the BuildKit of that release."""
    assert reader(text) == expected


def test_an_old_buildkit_does_not_look_behind_a_byte_order_mark() -> None:
    """What stands there is no directive to it."""
    assert reader("\ufeff# syntax=docker/dockerfile:1.9\n", "buildkit@20.10") == "buildkit@20.10"
    assert reader("# syntax=docker/dockerfile:1.9\n", "buildkit@20.10") == "buildkit@27.1"


@pytest.mark.parametrize("builder", ["classic@28.5", "buildah@1.43"])
def test_other_builders_do_not_listen(builder: str) -> None:
    """Only BuildKit hands a build on."""
    assert reader("# syntax=docker/dockerfile:1.7\n", builder) == builder


@pytest.mark.parametrize(
    "name",
    ["docker/dockerfile:2.0", "team/frontend", "docker/dockerfile:x", "e.io/docker/dockerfile:1"],
)
def test_a_frontend_nobody_knows_cannot_be_known(name: str) -> None:
    """It may read the file by any rules."""
    with pytest.raises(UnknownImageError) as caught:
        reader(f"# syntax={name}\nFROM a\n")

    error = caught.value
    assert (error.code, error.line, error.column) == ("unknown-frontend", 1, 10)
    assert error.needs == (f"how the frontend {name} reads this file",)


def test_finds_the_name_and_its_place() -> None:
    """The name ends at its first blank; its place is the whole value."""
    assert detect_syntax("# syntax = a/b c\n") == ("a/b", (11, 16))
    assert detect_syntax("") is None


def test_a_slashed_line_asks_for_a_frontend_and_nothing_else() -> None:
    """Only the syntax is looked for in other forms (directives.go DetectSyntax, ParseDirective)."""
    assert detect("//check=error=true\n", "check") is None
    assert detect("#check=error=true\n", "check") == ("error=true", (7, 17))
    assert detect_syntax("//syntax=a\n") == ("a", (9, 10))
