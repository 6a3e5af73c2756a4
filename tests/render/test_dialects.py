"""The engines and builders that are known, as text, Markdown and JSON."""

from __future__ import annotations

import json

import pytest

from cmdresolve.model.quoting import columns
from cmdresolve.render import dialects


@pytest.mark.parametrize("width", [80, 120])
def test_the_list_fits_its_width(width: int) -> None:
    assert max(columns(line) for line in dialects.text(width).splitlines()) <= width


def test_every_engine_stands_with_the_builder_it_uses() -> None:
    shown = dialects.text(80)
    assert "* docker@28.5              buildkit@28.5\n" in shown
    assert "* podman@5.8               buildah@1.43\n" in shown
    assert "  docker@27.0              buildkit@27.0\n" in shown
    assert "The default is docker@28.5." in shown


def test_markdown_names_the_source_of_each_record() -> None:
    shown = dialects.markdown()
    assert "| `docker@28.5` | `buildkit@28.5` | yes | moby v28.5.2 daemon/commit.go merge" in shown
    assert "| `docker@27.0` | `buildkit@27.0` | no |" in shown


def test_json_has_every_field_of_every_record() -> None:
    record = dialects.to_json()
    json.dumps(record)
    assert record["default"] == "docker@28.5"
    by_key = {engine["key"]: engine for engine in record["engines"]}
    assert by_key["podman@5.8"]["init"] == ("/run/podman-init", "--")
    assert by_key["podman@5.8"]["read_entrypoint"] == "podman_flag"
    assert by_key["docker@20.10"]["version"] == "20.10"
    builders = {builder["key"] for builder in record["builders"]}
    assert {"buildkit@28.5", "classic@20.10", "buildah@1.43/docker"} <= builders
