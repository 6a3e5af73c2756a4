"""Image references as the command line checks them."""

from __future__ import annotations

import pytest

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.starters.command_line.image_reference import check_reference


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
def test_these_name_an_image(text: str) -> None:
    check_reference(text)


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
def test_these_do_not(text: str, message: str) -> None:
    """distribution/reference v0.6.0, opencontainers/go-digest v1.0.0."""
    with pytest.raises(FlagValueError) as caught:
        check_reference(text)
    assert str(caught.value) == message


def test_older_versions_name_no_repository_and_no_registry_in_capitals() -> None:
    with pytest.raises(FlagValueError, match=r"^invalid reference format: repository name must"):
        check_reference("A/b", names_it=False, upper_domain=False)
