"""RUN --mount as Buildah reads it; each asked of Podman 4.3, 5.4 and 5.8 live."""

from __future__ import annotations

import pytest

from tests.builds import code

VERSIONS = ("buildah@1.43", "buildah@1.39", "buildah@1.28")


def refused(mount: str, builder: str) -> bool:
    return code(f"FROM scratch\nRUN --mount={mount} x\nCMD a\n", builder) == "flag-value"


@pytest.mark.parametrize(
    "mount",
    [
        "type=bind,source=/,destination=/x",
        "target=/x",
        'type=bind,"target=/x"',
        "type=bind,target=/x,bind-propagation=rslave",
        "type=bind,target=/x,rw,Z,nosuid,consistency,from=",
        "type=cache,target=/x,id=a,sharing=locked,mode=0755,uid=1,gid=2,ro",
        "type=tmpfs,target=/x,tmpcopyup,tmpfs-size=1m",
        "type=secret,id=a,target=/x,mode=0400,required=false",
        "type=secret,id",
        "type=ssh",
        "type=ssh,id=a,uid=1",
    ],
)
def test_a_mount_that_is_accepted(mount: str) -> None:
    assert [refused(mount, version) for version in VERSIONS] == [False] * 3


@pytest.mark.parametrize(
    "mount",
    [
        "type=bind,target=/x,bind-propagation=suid",
        "type=bind,target=/x,bind-propagation",
        "type=bind,target=/x,foo",
        "type=bind,target=/x,mode=1",
        "type=bind,target=",
        "type=bind",
        "from=a",
        "type=bind,,target=/x",
        "type=Bind,target=/x",
        "type=bind,TARGET=/x",
        "type=volume,target=/x",
        "type=",
        "type=cache,target=/x,sharing=private",
        "type=cache,target=/x,mode=8",
        "type=cache,target=/x,bind-nonrecursive",
        "type=tmpfs,target=/x,rw",
        "type=tmpfs,target=/x,size=1",
        "type=secret",
        "type=secret,id=",
        "type=secret,id=a,env=X",
        "type=secret,id=a,required=no",
        "type=ssh,required",
        "type=ssh,src=a",
    ],
)
def test_a_mount_that_is_refused(mount: str) -> None:
    assert [refused(mount, version) for version in VERSIONS] == [True] * 3


@pytest.mark.parametrize(
    ("mount", "now", "then"),
    [
        ("type=bind,target=/x,no-dereference", False, True),
        ("type=bind,target=/x,relabel=shared", False, True),
        ("type=cache,target=/x,rw", False, True),
        ("type=bind,target=/x,ro=true", True, False),
        ("type=tmpfs,target=/x,ro=1", True, False),
        ("type=bind,target=/x,relabel=odd", True, True),
        ("type=bind,target=/x,relabel=private,relabel=private", True, True),
    ],
)
def test_where_the_versions_part(mount: str, *, now: bool, then: bool) -> None:
    assert [refused(mount, version) for version in VERSIONS] == [now, now, then]


def test_a_mount_is_read_when_its_stage_is_come_to() -> None:
    """Not where nothing needs the stage, and not where nobody knows what a variable comes to."""
    bad = "RUN --mount=type=odd x\n"

    assert code(f"FROM scratch\n{bad}FROM scratch\nCMD a\n", VERSIONS[0]) is None
    assert code("FROM base\nRUN --mount=type=$T x\nCMD a\n", VERSIONS[0]) is None
    assert code(f"FROM scratch\nARG T=odd\n{bad.replace('odd', '$T')}", VERSIONS[0]) == "flag-value"
