"""Kaniko, as its source says: nothing here was run.

The cases are those of its own tests, pkg/commands/cmd_test.go, entrypoint_test.go and shell_test.go
and pkg/executor/build_test.go Test_reviewConfig at v1.24.0, and their neighbours.
"""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve import dialects

BASE = cr.ImageConfig(entrypoint=["e"], cmd=["c"], shell=["/s", "-x"], args_escaped=True)


@pytest.mark.parametrize(
    ("lines", "entrypoint", "cmd"),
    [
        ('CMD ["echo", "cmd"]', ("e",), ("echo", "cmd")),
        ("CMD echo cmd", ("e",), ("/s", "-x", "echo cmd")),
        ('SHELL ["/bin/bash", "-c"]\nCMD echo cmd', ("e",), ("/bin/bash", "-c", "echo cmd")),
        ("CMD", ("e",), ("/s", "-x", "")),
        ("CMD []", ("e",), None),
        ('ENTRYPOINT ["echo", "e"]', ("echo", "e"), None),
        ("ENTRYPOINT echo e", ("/s", "-x", "echo e"), None),
        ("ENTRYPOINT", ("/s", "-x", ""), None),
        ("ENTRYPOINT []", None, None),
        ('ENTRYPOINT ["a"]\nCMD ["b"]', ("a",), ("b",)),
        ('CMD ["b"]\nENTRYPOINT ["a"]', ("a",), ("b",)),
        ("USER x", ("e",), ("c",)),
        ('CMD ["a"] b', ("e",), ("/s", "-x", '["a"] b')),
    ],
)
def test_commands(
    lines: str, entrypoint: tuple[str, ...] | None, cmd: tuple[str, ...] | None
) -> None:
    """ENTRYPOINT clears a CMD that the stage does not set, when the stage ends."""
    image = cr.Dockerfile.parse(f"FROM base\n{lines}\n", builder="kaniko").image(
        bases={"base": BASE}
    )

    assert (image.entrypoint, image.cmd) == (entrypoint, cmd)


def test_cmd_unescapes_the_arguments() -> None:
    """ENTRYPOINT leaves them as they are."""
    for line, escaped in (("CMD a", False), ("ENTRYPOINT a", True)):
        parsed = cr.Dockerfile.parse(f"FROM base\n{line}\n", builder="kaniko@1.24")
        assert parsed.image(bases={"base": BASE}).args_escaped is escaped


def test_it_listens_to_no_frontend_and_was_never_run() -> None:
    """It has one parser."""
    file = '# syntax=team/own\nFROM scratch\nCMD ["a"]\n'

    assert cr.Dockerfile.parse(file, builder="kaniko").image().cmd == ("a",)
    assert not dialects.builder("kaniko").verified
