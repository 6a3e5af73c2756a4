"""What an image of Chainguard's says, from the file it is built from."""

from __future__ import annotations

import json
from typing import Any

from tests.atlas.apko import read
from tests.atlas.said import Said

PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
CERTIFICATES = "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"


def file(**keys: Any) -> str:
    """Give a file of one image for one architecture."""
    config = {"accounts": {"run-as": "65532"}, "contents": {"packages": ["glibc=2.43-r15"]}, **keys}
    held = json.dumps({"config": config})
    return json.dumps({"imageLocks": {"some-public": {"configs": {"amd64": held}}}})


def test_commands_are_split_as_a_shell_splits_them() -> None:
    text = file(
        entrypoint={"command": "/usr/sbin/nginx"},
        cmd='-e /dev/stderr -g "daemon off;"',
        environment={"LANG": "C.UTF-8"},
    )
    assert read(text, "configs") == Said(
        entrypoint=("/usr/sbin/nginx",),
        cmd=("-e", "/dev/stderr", "-g", "daemon off;"),
        env=("LANG=C.UTF-8", PATH, CERTIFICATES),
        user="65532",
        shells=(),
    )


def test_what_is_not_said_is_absent() -> None:
    contents = {"packages": ["bash=5.3-r12", "busybox=1.38.0-r1"]}
    said = Said(env=(PATH, CERTIFICATES), user="65532", shells=("bash", "sh"))

    assert read(file(contents=contents), "configs") == said
    assert read(file(), "devConfigs") is None
