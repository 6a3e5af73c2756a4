"""The targets of a bake file, of JSON or of HCL."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.cli.inputs.bake import targets

HCL = """
variable "TAG" { default = "1" }
variable "OTHER" { default = "o" }
target "web" {
  dockerfile = "web/Dockerfile"
  tags = ["acme/web:${TAG}", "x-${OTHER}"]
  args = { A = TAG }
  context = "${lower(TAG)}"
}
"""


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'{"target": {"a": {"tags": ["x"]}}}', {"a": {"tags": ["x"]}}),
        (b'{"target": []}', {}),
        (b"[]", {}),
        (b"{", {}),
        (b"[" * 100_000, {}),
    ],
)
def test_targets_of_json(data: bytes, found: dict[str, Any]) -> None:
    """What cannot be read tells nothing."""
    assert targets("docker-bake.json", data) == found


def test_targets_of_hcl(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables are replaced, the environment's before a default; other expressions are not."""
    pytest.importorskip("hcl2")
    monkeypatch.setenv("TAG", "2")
    monkeypatch.delenv("OTHER", raising=False)
    found = targets("docker-bake.hcl", HCL.encode())["web"]

    assert found["dockerfile"] == "web/Dockerfile"
    assert found["tags"] == ["acme/web:2", "x-o"]
    assert found["args"] == {"A": "2"}
    assert found["context"] is None


@pytest.mark.parametrize("data", [b"target {", b"\xff", b" " * (1 << 19)])
def test_hcl_that_is_none_tells_nothing(data: bytes) -> None:
    """Whatever its parser raises; of one that is huge nothing is read."""
    assert targets("docker-bake.hcl", data) == {}
