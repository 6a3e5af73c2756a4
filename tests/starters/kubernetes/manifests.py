"""Objects of a manifest, written as JSON."""

from __future__ import annotations

from typing import Any

import cmdresolve as cr
from cmdresolve.starters.kubernetes import pod_container

IMAGE = cr.ImageConfig(entrypoint=["ep"], cmd=["c"])

ONE: dict[str, Any] = {"name": "app", "image": "i", "args": ["x"]}

SPEC: dict[str, Any] = {"containers": [ONE]}

TEMPLATE: dict[str, Any] = {"metadata": {"labels": {"l": "v"}}, "spec": SPEC}

JOB: dict[str, Any] = {"template": {"spec": {"template": TEMPLATE}}}

RAY: dict[str, Any] = {
    "headGroupSpec": {"template": {"spec": {"containers": [{"name": "h", "image": "i"}, ONE]}}},
    "workerGroupSpecs": [{"template": {"spec": {"containers": [{"name": "w", "image": "i"}]}}}],
}


def manifest(version: str, kind: str, body: dict[str, Any]) -> str:
    """Write an object as JSON."""
    import json

    return json.dumps({"apiVersion": version, "kind": kind, "metadata": {"name": "o"}, **body})


def started(text: str, container: str | None = None) -> tuple[str, ...]:
    """Return what a container is given to start on the image, or what would have to be known."""
    found = pod_container(text, container)
    answer = cr.resolve(IMAGE, found.override, engine=found.engine)
    return answer.unknown or answer.argv
