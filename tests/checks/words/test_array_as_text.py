"""A list of words that was given as the text of one word."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from tests.checks.asking import line, mends

CODE = "array-as-text"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (
            line("docker run --entrypoint '[\"/bin/sh\",\"-c\"]' img 'echo hi'", {"Cmd": ["x"]}),
            ["/bin/sh", "-c", "echo hi"],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A list of words was given as a single string."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        line("podman run --entrypoint '[\"/bin/sh\",\"-c\"]' img 'echo hi'", {"Cmd": ["x"]}),
        line("docker run --entrypoint sh img", {"Cmd": ["x"]}),
        line("docker run img '[x'", {"Cmd": ["x"]}),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None


@pytest.mark.parametrize("text", ['["/x"]', '["/x"]\u00a0', '["/x",1]\u00a0', '["/x",1]\u2003'])
def test_a_blank_that_json_has_not_may_stand_behind_the_list(text: str) -> None:
    """No program is called so, with that blank or without it."""
    command = cr.docker_run(["docker", "run", "--entrypoint", text, "img"])

    (note,) = cr.resolve(cr.ImageConfig(cmd=["c"]), command.override).notes
    assert note.code == CODE
