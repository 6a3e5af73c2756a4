"""A command that was meant to be the process, and became arguments of the image's entrypoint."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, line, mends, pod

CODE = "command-is-arguments"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (line("docker run -it img /bin/sh", {"Entrypoint": ["/srv/api"]}), ["/bin/sh"]),
        (
            line("docker run img bash -c 'ls /'", {"Entrypoint": ["api"], "Cmd": ["x"]}),
            ["bash", "-c", "ls /"],
        ),
        (
            line("docker run -d img sleep infinity", {"Entrypoint": ["dumb-init", "api"]}),
            ["sleep", "infinity"],
        ),
        (pod('args: ["sh", "-c", "env"]', image={"Entrypoint": ["/api"]}), ["sh", "-c", "env"]),
        (compose("command: sleep infinity", image={"Entrypoint": ["/api"]}), ["sleep", "infinity"]),
        ({"image": {"Entrypoint": ["/api"]}, "run": {"args": ["bash"]}}, ["bash"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """The image's ENTRYPOINT gets a shell or a usual command as its arguments."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        line("docker run -it img bash", {"Cmd": ["x"]}),
        line("docker run img bash", {"Entrypoint": ["/docker-entrypoint.sh"]}),
        line("docker run img serve", {"Entrypoint": ["api"]}),
        line("docker run img bash x.sh", {"Entrypoint": ["api"]}),
        line("docker run img bash", {"Entrypoint": ["tini", "--"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
