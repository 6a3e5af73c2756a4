"""References to images, and the name two spellings share."""

from __future__ import annotations

import pytest

from cmdresolve.model.image_reference import (
    ReferenceFormatError,
    check_any,
    normalize,
    repository,
    same_key,
)

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


@pytest.mark.parametrize(
    "text",
    [
        "img",
        "img:tag",
        "a/b",
        "a/b/c:1.2_x-Y",
        "localhost/x",
        "localhost:5000/x:1",
        "reg.io/a/b@sha256:" + "a" * 64,
        "img@sha512:" + "0" * 128,
        "a" * 64,
        "sha256:" + "b" * 64,
        "A/b",
        "a.B/c",
        "index.docker.io/x",
        "docker.io/x",
        "[::1]:5000/x",
        "a__b",
        "a--b",
        "a.b-c_d",
    ],
)
def test_a_command_line_takes_these(text: str) -> None:
    check_any(text)


BAD = "invalid reference format"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", BAD),
        ("-", BAD),
        ("a b", BAD),
        ("img:", BAD),
        ("img:.x", BAD),
        ("img:" + "t" * 129, BAD),
        ("a//b", BAD),
        ("a___b", BAD),
        ("a..b", BAD),
        ("/x", BAD),
        ("é", BAD),
        ("img\n", BAD),
        ("img@sha256:abc", BAD),
        ("IMG", f"{BAD}: repository name (library/IMG) must be lowercase"),
        ("a/B", f"{BAD}: repository name (a/B) must be lowercase"),
        ("x" * 256, "repository name must not be more than 255 characters"),
        ("img@sha256:" + "a" * 63, "invalid checksum digest length"),
        ("img@sha256:" + "A" * 64, "invalid checksum digest format"),
        ("img@md5:" + "a" * 32, "unsupported digest algorithm"),
    ],
)
def test_a_command_line_refuses_these(text: str, message: str) -> None:
    """distribution/reference v0.6.0, opencontainers/go-digest v1.0.0."""
    with pytest.raises(ReferenceFormatError) as caught:
        check_any(text)
    assert str(caught.value) == message


def test_older_versions_name_no_repository_and_no_registry_in_capitals() -> None:
    with pytest.raises(ReferenceFormatError, match="format: repository name must"):
        check_any("A/b", names_it=False, upper_domain=False)


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("docker.io/library/debian:12", "docker.io/library/debian"),
        ("docker.io/library/debian@sha256:ab", "docker.io/library/debian"),
        ("docker.io/library/debian:12@sha256:ab", "docker.io/library/debian"),
        ("localhost:5000/a", "localhost:5000/a"),
        ("localhost:5000/a/b:1", "localhost:5000/a/b"),
        ("a", "a"),
        ("", ""),
    ],
)
def test_a_repository_has_neither_tag_nor_digest(reference: str, name: str) -> None:
    assert repository(reference) == name
