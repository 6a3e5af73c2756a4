"""References to images, and the name two spellings share."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.building.image_reference import ReferenceFormatError, normalize, same_key

DIGEST = "sha256:" + "a" * 64


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("debian", "docker.io/library/debian:latest"),
        ("debian:12", "docker.io/library/debian:12"),
        ("0", "docker.io/library/0:latest"),
        ("team/app", "docker.io/team/app:latest"),
        ("docker.io/debian", "docker.io/library/debian:latest"),
        ("index.docker.io/debian", "docker.io/library/debian:latest"),
        ("localhost/app", "localhost/app:latest"),
        ("reg.example:5000/a/b:t", "reg.example:5000/a/b:t"),
        ("REG/app", "REG/app:latest"),
        (f"debian@{DIGEST}", f"docker.io/library/debian@{DIGEST}"),
        (f"debian:12@{DIGEST}", f"docker.io/library/debian:12@{DIGEST}"),
        ("a__b/c--d", "docker.io/a__b/c--d:latest"),
    ],
)
def test_gives_the_full_name(text: str, full: str) -> None:
    """Registry, path and tag are filled in."""
    assert normalize(text) == full


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a" * 64, "cannot specify 64-byte hexadecimal strings"),
        ("Foo", r"repository name \(library/Foo\) must be lowercase"),
        ("team/App:T", r"repository name \(team/App\) must be lowercase"),
        ("a//b", "invalid reference format"),
        ("-a", "invalid reference format"),
        ("a b", "invalid reference format"),
        ("", "invalid reference format"),
        ("x/" + "a" * 300, "must not be more than 255 characters"),
    ],
)
def test_refuses_what_is_none(text: str, message: str) -> None:
    """The words are the engine's."""
    with pytest.raises(ReferenceFormatError, match=message):
        normalize(text)


def test_a_text_that_is_no_reference_is_its_own_key() -> None:
    """Bases may be described under any name."""
    assert same_key("debian") == same_key("docker.io/library/debian:latest")
    assert same_key("No Reference") == "No Reference"
