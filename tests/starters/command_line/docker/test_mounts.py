"""``--mount`` as docker's versions read it."""

from __future__ import annotations

import pytest

from cmdresolve.go.numbers import FlagValueError
from cmdresolve.starters.command_line.docker.mounts import mount_check, mount_of

NEWEST = mount_check("bind-recursive", "volume-subpath", "image-subpath")


@pytest.mark.parametrize(
    "text",
    [
        "type=volume,dst=/x",
        "target=/x",
        "TYPE=bind,source=/a,destination=/b,ro",
        "type=bind,src=/a,dst=/b,readonly=true,bind-propagation=rslave,bind-nonrecursive",
        "type=bind,src=/a,dst=/b,ro,bind-recursive=readonly,bind-propagation=rprivate",
        "type=bind,src=/a,dst=/b,bind-recursive=enabled",
        "type=tmpfs,dst=/x,tmpfs-size=1m,tmpfs-mode=1770",
        "type=volume,src=v,dst=/x,volume-nocopy,volume-driver=d,volume-opt=a=b,volume-label=c",
        "type=volume,src=v,dst=/x,volume-nocopy=false",
        "type=image,src=i,dst=/x,image-subpath=a",
        'type=volume,"dst=/x,y"',
        "type=bind,src=/a,dst=/b,consistency=cached",
    ],
)
def test_a_mount_is_taken(text: str) -> None:
    NEWEST(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "EOF"),
        ("type=volume", "target is required"),
        ("type=,dst=/x", "type is required"),
        ("dst", "invalid field 'dst' must be a key=value pair"),
        ("a=b", "unexpected key 'a' in 'a=b'"),
        ("dst=/x,ro=maybe", "invalid value for ro: maybe"),
        ("type=tmpfs,dst=/x,tmpfs-size=x", "invalid value for tmpfs-size: x"),
        ("type=tmpfs,dst=/x,tmpfs-mode=9", "invalid value for tmpfs-mode: 9"),
        ("dst=/x,tmpfs-mode=1", "cannot mix 'tmpfs-*' options with mount type 'volume'"),
        (
            "type=tmpfs,dst=/x,bind-propagation=shared",
            "cannot mix 'bind-*' options with mount type 'tmpfs'",
        ),
        (
            "type=bind,dst=/x,volume-nocopy",
            "cannot mix 'volume-*' options with mount type 'bind'",
        ),
        (
            "type=bind,dst=/x,bind-recursive=x",
            (
                'invalid value for bind-recursive: x (must be "enabled", "disabled", "writable", '
                'or "readonly")'
            ),
        ),
        (
            "type=bind,dst=/x,bind-recursive=writable",
            "option 'bind-recursive=writable' requires 'readonly' to be specified in conjunction",
        ),
        (
            "type=bind,dst=/x,ro,bind-recursive=readonly",
            (
                "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be "
                "specified in conjunction"
            ),
        ),
        (
            'dst="/x',
            'parse error on line 1, column 5: bare " in non-quoted-field',
        ),
        (
            '"dst=/x',
            'parse error on line 1, column 8: extraneous or missing " in quoted-field',
        ),
    ],
)
def test_another_is_refused(text: str, message: str) -> None:
    with pytest.raises(FlagValueError) as caught:
        NEWEST(text)
    assert str(caught.value) == message


def test_a_key_that_a_version_lacks_is_refused() -> None:
    with pytest.raises(FlagValueError, match="unexpected key 'bind-recursive'"):
        mount_check()("type=bind,src=/a,dst=/b,bind-recursive=enabled")


def test_a_checked_mount_can_be_read() -> None:
    mount = mount_of("type=volume,src=v,dst=/x,volume-driver=d")
    assert (mount.kind, mount.source, mount.target, mount.driver) == ("volume", "v", "/x", "d")
