"""RUN --mount: what a mount takes files from, and what is refused in one."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.dockerfile.refusals.run_mounts import (
    Mount,
    MountError,
    check_mount,
    mount_source,
    read_mount,
)
from tests.builds import (
    faulted,
)

NEW = dialects.builder("buildkit@28.5")
OLD = dialects.builder("buildkit@20.10")


def as_written(value: str) -> str:
    return value


@pytest.mark.parametrize(
    ("text", "mount"),
    [
        ("target=/a", Mount("bind", "", "/a")),
        ("type=CACHE,dst=/a,sharing=Locked,ro", Mount("cache", "", "/a")),
        ("type=tmpfs,destination=a,size=1gb", Mount("tmpfs", "", "a")),
        (
            "from=x,src=/y,target=/a,readonly=false,rw=1,readwrite,readonly",
            Mount("bind", "x", "/a"),
        ),
        ("type=secret,id=a,required,env=b,mode=0400,uid=1,gid=2", Mount("secret", "", "")),
        ("type=secret,source=a,required=T", Mount("secret", "", "")),
        ("type=ssh,required", Mount("ssh", "", "")),
        ('"target=/a,b",type=bind', Mount("bind", "", "/a,b")),
    ],
)
def test_reads_a_mount(text: str, mount: Mount) -> None:
    """Its type, what it takes files from and where it is mounted."""
    assert read_mount(text, NEW, as_written) == mount


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "failed to parse csv mounts: EOF"),
        ("type=odd", 'unsupported mount type "odd"'),
        ("odd", "invalid field 'odd' must be a key=value pair"),
        ("odd=x", "unexpected key 'odd' in 'odd=x'"),
        ("required", "unexpected key 'required' for mount type 'bind'"),
        ("required=1", "unexpected key 'required' for mount type 'bind'"),
        ("type=ssh,required=x", "invalid value for required: x"),
        ("ro=x", "invalid value for ro: x"),
        ("type=cache,size=1", "unexpected key 'size' for mount type 'cache'"),
        ("type=tmpfs,size=x", "invalid value for size: x"),
        ("type=cache,sharing=x", 'unsupported sharing value "x"'),
        ("type=cache,mode=8", "invalid value 8 for mode"),
        ("type=cache,uid=-1", "invalid value -1 for uid"),
        ("type=cache,gid=4294967296", "invalid value 4294967296 for gid"),
        ("mode=1", 'mode not allowed for "bind" type mounts'),
        ("type=tmpfs,uid=1", 'uid not allowed for "tmpfs" type mounts'),
        ("sharing=shared", "invalid cache sharing set for bind mount"),
        ("type=secret,from=a,id=b", "secret mount should not have a from"),
        ("type=secret,sharing=shared,id=b", "secret mount should not define sharing"),
        ("type=secret", "invalid secret mount. one of source, target required"),
        ("type=secret,source=a,id=b", "both source and id can't be set"),
    ],
)
def test_refuses_a_mount(text: str, message: str) -> None:
    """With the builder's words (recorded: BuildKit 20.10.24, 26.1.5, 28.5.2)."""
    with pytest.raises(MountError) as caught:
        read_mount(text, NEW, as_written)

    assert str(caught.value) == message


def test_knows_nothing_of_a_mount_with_an_unknown_value() -> None:
    """Nobody can say what is wrong with it, or with what follows."""
    assert read_mount("type=odd", NEW, lambda _: None) is None


@pytest.mark.parametrize("text", ["type=odd", "odd", "mode=1", "from=a$", "$=$a"])
def test_most_is_looked_at_when_the_run_is_reached(text: str) -> None:
    """Since variables are substituted; before, at once."""
    check_mount(text, NEW)


@pytest.mark.parametrize(
    ("text", "builder"), [("from=$a", NEW), ("FROM=a$b", NEW), ('a,"', NEW), ("type=odd", OLD)]
)
def test_some_is_looked_at_before_anything_is_built(
    text: str, builder: cr.dialects.Builder
) -> None:
    """A variable in from, and quotes that are not closed; with 20.10 all."""
    with pytest.raises(MountError):
        check_mount(text, builder)


@pytest.mark.parametrize(
    ("text", "new", "old"),
    [
        ("from=a", "a", "a"),
        ("from=", "scratch", None),
        ("target=/a", "scratch", None),
        ("type=cache", "scratch", "scratch"),
        ("type=cache,from=a,from=b", "b", "b"),
        ("type=tmpfs,from=a", "a", None),
    ],
)
def test_counts_as_taking_files_from_somewhere(text: str, new: str | None, old: str | None) -> None:
    """From the empty image where it says nothing; with 20.10 only what really does."""
    assert mount_source(text, NEW) == new
    assert mount_source(text, OLD) == old


def test_a_mount_is_refused_where_it_stands() -> None:
    """Where its stage is built."""
    text = "FROM scratch\nRUN --mount=type=ssh --mount=type=odd x\n"

    assert faulted(text) == ("flag-value", 22, '2: unsupported mount type "odd"')
    assert cr.Dockerfile.parse(f"{text}FROM scratch\nCMD a\n").image().cmd is not None


def test_a_mount_names_stages_and_no_numbers() -> None:
    """A number is an image's name there (recorded: 20.10.24, 26.1.5, 28.5.2)."""
    text = "FROM scratch AS a\nRUN --mount=from={},target=/m x\nFROM scratch\nCMD b\n"

    assert faulted(text.format("A"))[0] == "circular-dependency"
    assert cr.Dockerfile.parse(text.format("0")).image().cmd is not None
    assert faulted(text.format("-1"))[0] == "reference"
