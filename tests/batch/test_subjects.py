"""A request of the batch protocol, as a subject that can be asked again."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.batch.protocol import subject
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.finding import Edit
from tests.batch.asking import FILE


def test_a_subject_is_what_the_request_asks() -> None:
    """What the builder refuses stands in it; a request that cannot be read is refused at once."""
    asked = subject({"dockerfile": FILE, "run": {"args": ["x"]}})
    assert asked.argv == ("x",)
    refused = subject({"dockerfile": "FRM x\n"})
    assert refused.error is not None
    assert refused.error.stage == "build"
    for request in ({"dockerfile": FILE, "run": False}, {"nothing": 1}, {"cli": [], "run": {}}):
        with pytest.raises(CmdResolveError, match=r"run must|unknown key|not both"):
            subject(request)


@pytest.mark.parametrize(
    ("request_", "line"),
    [
        ({"run": {}}, ("docker", "run", "img")),
        ({}, ("docker", "run", "img")),
        ({"run": {"entrypoint": "e"}}, ("docker", "run", "--entrypoint", "e", "img")),
        (
            {"run": {"entrypoint": ("e",), "args": ("a",)}},
            ("docker", "run", "--entrypoint", "e", "img", "a"),
        ),
        ({"run": {"entrypoint": ["e"]}}, ("docker", "run", "--entrypoint", "e", "img")),
        ({"run": {"init": True, "args": ["a"]}}, ("docker", "run", "--init", "img", "a")),
        ({"engine": "podman", "run": {"args": ["a"]}}, ("podman", "run", "img", "a")),
        ({"run": {"entrypoint": ["e", "f"]}}, ()),
        ({"run": {"args": "a"}}, ()),
        ({"engine": "podman/libpod"}, ()),
        ({"engine": "kubernetes"}, ()),
        ({"cli": ["podman", "run", "x", "a"]}, ("podman", "run", "x", "a")),
        ({"compose": {"files": ["services: {a: {image: x}}"], "service": "a"}}, ()),
    ],
)
def test_the_line_that_would_mean_the_same(request_: dict[str, Any], line: tuple[str, ...]) -> None:
    """A mend may change it; nothing where no line can say what is given."""
    assert subject({"image": {"Cmd": ["c"]}, **request_}).inputs.line == line


def test_a_request_is_asked_again_with_a_mend() -> None:
    """Of its text, and of its line, whatever key said what is given."""
    asked = subject({"dockerfile": FILE, "run": {"args": ["x"]}})

    assert asked.again([Edit("Dockerfile", 0, 0, "# a\n")], ("docker", "run", "img", "y")).argv == (
        "y",
    )
    assert asked.again([Edit("Dockerfile", 0, len(FILE), "FROM scratch\nCMD b")], None).argv == (
        "x",
    )
