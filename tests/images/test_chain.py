"""Several sources, asked in order, each image once."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig, Unknown
from cmdresolve.images.chain import Chain, GivenImages, image_named
from cmdresolve.images.sources import Found
from cmdresolve.model.errors import CmdResolveError, UnknownImageError


class Asked:
    """A source that knows some images, fails for others, and counts what it is asked."""

    def __init__(self, name: str, *known: str, fails: str = "") -> None:
        self.name, self.known, self.fails = name, known, fails
        self.asked: list[str] = []

    def find(self, reference: str, platform: str = "linux/amd64") -> Found | None:
        del platform
        self.asked.append(reference)
        if reference == self.fails:
            raise UnknownImageError("no answer", needs=(reference,))
        config = ImageConfig(cmd=[self.name])
        return Found(config, "registry", self.name) if reference in self.known else None


def test_the_first_that_knows_the_image_answers() -> None:
    """Those behind it are not asked."""
    first, second = Asked("1", "a"), Asked("2", "a", "b")
    chain = Chain([first, second])

    assert [x.source for x in (chain.find("a"), chain.find("b")) if x is not None] == ["1", "2"]
    assert chain.find("c") is None
    assert second.asked == ["b", "c"]


def test_each_image_is_asked_for_once() -> None:
    """A failure too; another platform is another question."""
    source = Asked("1", "a", fails="x")
    chain = Chain([source])
    for _ in range(2):
        chain.find("a")
        with pytest.raises(CmdResolveError):
            chain.find("x")

    assert source.asked == ["a", "x"]
    chain.find("a", "linux/arm64")
    assert source.asked == ["a", "x", "a"]


def test_what_was_given_goes_before_what_others_know() -> None:
    """By any of its names."""
    source = Asked("1", "a", "b")
    given = GivenImages({"docker.io/library/a": ImageConfig(cmd=["given"])}, source)

    found = given.find("a")
    assert isinstance(found, ImageConfig)
    assert found.cmd == ("given",)
    assert isinstance(given.find("b"), Found)
    assert source.asked == ["b"]
    assert GivenImages({}, None).find("a") is None


def test_an_image_that_nobody_knows_is_undescribed() -> None:
    """A platform that is none is refused."""
    known, unknown = (image_named(x, Asked("1", "a"), None) for x in ("a", "b"))

    assert known.cmd == ("1",)
    assert unknown.cmd == Unknown("b", "Cmd")
    with pytest.raises(CmdResolveError):
        image_named("a", Asked("1", "a"), "a/b/c/d")
