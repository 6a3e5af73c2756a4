"""COPY and ADD: what is refused in their flags and sources when they are come to."""

from __future__ import annotations

import pytest

from cmdresolve import dialects
from cmdresolve.dockerfile.refusals.copy_add import copying_fault
from tests.builds import (
    code,
)

NEW, OLDER, OLD = "buildkit@28.5", "buildkit@26.1", "buildkit@20.10"
DIGEST = "sha256:" + "a" * 64


def fault(keyword: str, sources: list[str], builder: str = NEW, **values: str) -> str | None:
    return copying_fault(keyword, sources, values, dialects.builder(builder))


@pytest.mark.parametrize(
    "mode", ["0", "755", "07777", "000755", "u+x", "=", "a=rX,g-w", "ugo+rwxst-w=u", "+r+w"]
)
def test_takes_a_mode(mode: str) -> None:
    """Octal digits, or the symbols of chmod."""
    assert fault("COPY", ["a"], chmod=mode) is None


@pytest.mark.parametrize("mode", ["8", "999", "10000", "-1", "foo", "u", "u+x,", "u+x u", "0x1"])
def test_refuses_a_mode(mode: str) -> None:
    """Since 28.0; before, what is none was passed over (recorded: 26.1.5, 28.5.2)."""
    assert fault("COPY", ["a"], chmod=mode) is not None
    assert fault("ADD", ["a"], chmod=mode) is not None
    assert fault("COPY", ["a"], OLDER, chmod=mode) is None


def test_an_empty_from_is_the_name_of_no_stage_for_buildah() -> None:
    """Which looks it up; BuildKit does not."""
    assert fault("COPY", ["a"], "buildah@1.43", **{"from": ""}) == (
        "COPY --from=: no stage or image found with that name"
    )
    assert fault("COPY", ["a"], **{"from": ""}) is None


@pytest.mark.parametrize("source", ["http://x/y", "https://x/y"])
def test_copy_takes_no_url(source: str) -> None:
    """ADD does."""
    for builder in (NEW, OLD, "classic@28.5"):
        assert fault("COPY", ["a", source], builder) == "source can't be a URL for COPY"
        assert fault("ADD", ["a", source], builder) is None


@pytest.mark.parametrize("source", ["./http://x", "HTTP://x/y", "http:/x", "github.com/a/b"])
def test_copy_takes_what_looks_like_one_for_a_path(source: str) -> None:
    """As the builders do (recorded: 26.1.5, 28.5.2)."""
    assert fault("COPY", [source]) is None


@pytest.mark.parametrize(
    "source", ["https://x/y.git", "http://x/y.git#a:b", "git://x/y", "SSH://git@x/y", "me@x.y:z"]
)
def test_copy_takes_no_git_repository(source: str) -> None:
    """Since 24.0, and never with the classic builder; before, some were URLs."""
    assert fault("COPY", [source]) == "source can't be a git ref for COPY"
    assert fault("COPY", [source], OLD) == (
        "source can't be a URL for COPY" if source.startswith("http") else None
    )


@pytest.mark.parametrize(
    ("sources", "digest", "builder", "message"),
    [
        (["a"], DIGEST, NEW, "checksum requires HTTP(S) or Git sources"),
        (["a"], DIGEST, OLDER, "checksum can't be specified for non-HTTP(S) sources"),
        (["http://a", "http://b"], DIGEST, NEW, "checksum can't be specified for multiple sources"),
        ([], DIGEST, NEW, "checksum can't be specified for multiple sources"),
        (["http://a"], "abc", NEW, "invalid checksum digest format"),
        (["http://a"], DIGEST, NEW, None),
        (["git://a/b"], "abc", NEW, None),
        (["git://a/b"], DIGEST, OLDER, "checksum can't be specified for non-HTTP(S) sources"),
        (["a"], DIGEST, "classic@28.5", None),
        (["a"], "", NEW, None),
    ],
)
def test_a_checksum_is_for_one_download(
    sources: list[str], digest: str, builder: str, message: str | None
) -> None:
    """The classic builder passes it over."""
    assert fault("ADD", sources, builder, checksum=digest) == message


def test_variables_are_substituted_first() -> None:
    """Where nobody knows the environment, nobody knows what is copied."""
    text = "FROM {}\nENV A=http://x B=999\nCOPY --chmod=$B a b\nCMD c\n"

    assert code(text.format("scratch")) == "copy"
    assert code(text.format("base")) == "copy"
    assert code(text.format("base").replace("$B", "$C")) is None
    assert code(text.format("base").replace("$B", "9")) == "copy"
    assert code("FROM scratch\nENV A=http://x\nCOPY $A b\n") == "copy"


def test_a_heredoc_is_no_source() -> None:
    """It is neither a URL nor to be summed."""
    assert code("FROM scratch\nCOPY <<http://x /b\nhttp://x\nCMD c\n") is None


def test_what_is_copied_is_looked_at_where_it_is_needed() -> None:
    """A stage that nothing needs may copy what it likes."""
    text = "FROM scratch\nCOPY http://a b\nFROM scratch\nCMD c\n"

    assert code(text) is None
    assert code(text, "classic@28.5") == "copy"


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("a:b", None),
        ("1", None),
        ("a:", "can't find gid for group "),
        (":b", "can't find uid for user "),
        ("a:b:c", "invalid chown string format: a:b:c"),
    ],
)
def test_the_classic_builder_wants_an_owner_and_a_group(owner: str, expected: str | None) -> None:
    """Whether the image knows them is not known here (moby v28.5.2 parseChownFlag)."""
    assert fault("COPY", ["x"], "classic@28.5", chown=owner) == expected
