"""What describes the images that FROM names: mappings of every kind, functions, sources."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from cmdresolve import Dockerfile, ImageConfig, ImageConfigError, Unknown
from cmdresolve.dockerfile.building.bases import Gathered, Images
from cmdresolve.model.errors import DockerfileError, WrongTypeError
from cmdresolve.model.platform import Platform

ONE = ImageConfig(cmd=["one"])
DIGEST = "sha256:" + "a" * 64


class Silent(Mapping[str, ImageConfig]):
    """Answers for one name and does not say that it does, as a registry would."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[str] = []

    def __getitem__(self, name: str) -> ImageConfig:
        self.asked.append(name)
        if name != self.name:
            raise KeyError(name)
        return ONE

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Found(NamedTuple):
    config: ImageConfig


class Source:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def find(self, reference: str, platform: str) -> Found | None:
        self.asked.append((reference, platform))
        return Found(ONE) if reference == "one" else None


def cmd(text: str, bases: Any, **more: Any) -> object:
    return Dockerfile.parse(text).image(bases=bases, **more).cmd


@pytest.mark.parametrize(
    "bases",
    [
        {"one": ONE},
        MappingProxyType({"one": ONE}),
        ChainMap({}, {"one": ONE}),
        defaultdict(lambda: ONE),
        Silent("one"),
        {"one": ONE}.get,
        Source(),
        lambda name: Found(ONE) if name == "one" else None,
    ],
    ids=lambda given: type(given).__name__,
)
def test_anything_that_knows_the_image_describes_it(bases: Any) -> None:
    assert cmd("FROM one", bases) == ("one",)


@pytest.mark.parametrize(
    "bases",
    [None, {}, {"three": None}, MappingProxyType({}), Silent("two"), {}.get, Source()],
    ids=repr,
)
def test_what_knows_nothing_leaves_the_image_unknown(bases: Any) -> None:
    assert cmd("FROM three", bases) == Unknown("three", "Cmd")


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("debian", "debian"),
        ("debian", "debian:latest"),
        ("debian:latest", "debian"),
        ("debian:12", "docker.io/library/debian:12"),
        ("docker.io/library/debian:12", "debian:12"),
        ("index.docker.io/a/b", "a/b:latest"),
        ("quay.io/a/b:1", "quay.io/a/b:1"),
        (f"debian:12@{DIGEST}", f"debian@{DIGEST}"),
        (f"debian:12@{DIGEST}", f"docker.io/library/debian@{DIGEST}"),
    ],
)
@pytest.mark.parametrize("kind", [lambda name: {name: ONE}, Silent], ids=["dict", "mapping"])
def test_an_image_is_found_by_any_of_its_names(written: str, called: str, kind: Any) -> None:
    """Nobody looks at a tag that has a digest beside it (distribution/reference, moby pull)."""
    assert cmd(f"FROM {written}", kind(called)) == ("one",)


def test_a_tag_is_no_digest() -> None:
    assert cmd(f"FROM debian:12@{DIGEST}", {"debian:12": ONE}) == Unknown(
        f"debian:12@{DIGEST}", "Cmd"
    )


def test_only_what_the_build_comes_to_is_asked_for_and_once() -> None:
    text = """
        FROM unused AS spare
        FROM one AS a
        FROM one AS b
        COPY --from=copied /x /x
        FROM a
        COPY --from=b /x /x
        """
    source = Source()

    assert cmd(text, source) == ("one",)
    assert source.asked == [("one", "linux/amd64")]


def test_a_source_is_told_the_platform_of_the_stage() -> None:
    source = Source()
    text = "FROM --platform=$BUILDPLATFORM one AS a\nFROM --platform=linux/s390x two\n"
    cmd(f"{text}COPY --from=a /x /x", source, platform="linux/arm64")

    assert sorted(source.asked) == [("one", "linux/amd64"), ("two", "linux/s390x")]


@pytest.mark.parametrize("given", [{"Cmd": ["x"]}, 1, "FROM scratch"])
def test_what_is_no_description_is_one_clear_error(given: Any) -> None:
    with pytest.raises(ImageConfigError, match=rf"is a {type(given).__name__}, not an ImageConfig"):
        cmd("FROM one", lambda _: given)


@pytest.mark.parametrize("given", [7, "FROM scratch", b"", ["one"], (), object()])
@pytest.mark.parametrize("text", ["FROM one", "FROM scratch"])
def test_what_describes_no_image_is_refused_whether_or_not_it_is_asked(
    given: Any, text: str
) -> None:
    with pytest.raises(WrongTypeError, match=rf"and {type(given).__name__} does not") as raised:
        cmd(text, given)
    assert "a function of the reference" in str(raised.value.hint)


@pytest.mark.parametrize(
    ("text", "asked", "needed"),
    [
        ("FROM debian:12", {}, ("debian:12",)),
        ("FROM scratch", {}, ()),
        ("FROM a AS x\nFROM b\nFROM x", {}, ("a",)),
        ("FROM a AS x\nFROM b\nCOPY --from=x /x /x\nCOPY --from=c /x /x", {}, ("a", "b")),
        ("FROM a AS x\nFROM b", {"target": "x"}, ("a",)),
        ("ARG V=1\nFROM a:$V", {}, ("a:1",)),
        ("ARG V=1\nFROM a:$V", {"build_args": {"V": "2"}}, ("a:2",)),
        ("FROM a-$TARGETARCH", {"platform": "linux/arm64"}, ("a-arm64",)),
        ("FROM a AS x\nFROM a", {}, ("a",)),
    ],
)
def test_the_images_that_a_build_needs(text: str, asked: Any, needed: tuple[str, ...]) -> None:
    assert Dockerfile.parse(text).bases_needed(**asked) == needed


def test_a_build_that_fails_needs_nothing() -> None:
    with pytest.raises(DockerfileError, match="should not be blank"):
        Dockerfile.parse("ARG V\nFROM $V").bases_needed()


def test_images_gathered_one_after_the_other_are_found_from_then_on() -> None:
    """One that was looked for in vain is looked for again."""
    gathered = Gathered({})
    images = Images(gathered)
    platform = Platform("linux", "amd64")
    full = "docker.io/library/one:latest"

    assert images.is_empty
    assert images.find("one", full, platform) is None
    gathered.add("one", ImageConfig(cmd=["x"]))

    found = images.find("one", full, platform)
    assert found is not None
    assert found.cmd == ("x",)
    assert not images.is_empty


def test_a_name_that_is_no_reference_is_looked_up_as_it_is_written() -> None:
    """Under no other spelling, for there is none."""
    asked = Silent("My Own")

    assert Images(asked).find("My Own", None, Platform()) == ONE
    assert Images(asked).find("Your Own", None, Platform()) is None
    assert asked.asked == ["My Own", "Your Own"]


def test_a_spelling_that_describes_nothing_is_passed_over() -> None:
    """None is what a mapping says where nobody looked; another spelling may tell more."""
    given: dict[str, ImageConfig | None] = {"one": None, "docker.io/library/one:latest": ONE}

    assert cmd("FROM one", MappingProxyType(given)) == ("one",)
