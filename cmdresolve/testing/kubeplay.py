"""``podman kube play`` as an oracle: a request becomes a Pod of one container."""

from __future__ import annotations

import json
import re
import secrets
from typing import TYPE_CHECKING, Any

from cmdresolve.testing.apioracle import Created
from cmdresolve.testing.dockerapi import Refused
from cmdresolve.testing.oracle import OracleError, Request, refusal
from cmdresolve.testing.podman import PodmanOracle

if TYPE_CHECKING:
    from collections.abc import Mapping

_ESCAPES = re.compile(r"\\u(d[89ab]..)\\u(d[c-f]..)|\\.")
_CONTAINER = "main"


class KubePlayOracle(PodmanOracle):
    """A Podman engine that is given Pods; `entrypoint` is the container's `command`."""

    @property
    def engine(self) -> str:
        """Who starts the container, such as ``kube-play@5.8``."""
        return f"kube-play@{self._release}"

    def can_put(self, request: Request) -> bool:
        """Say whether all words are texts; of numbers a manifest's reader makes texts."""
        run = request.get("run") or {}
        lists = [run.get(name) for name in ("entrypoint", "args")]
        return all(
            isinstance(word, str) for words in lists if isinstance(words, list) for word in words
        )

    def _create(self, request: Request, image: str) -> Created:
        if "cli" in request:
            raise OracleError(f"{self.engine} starts nothing by a command line")
        name = f"pod-{secrets.token_hex(8)}"
        played = self._podman.play(manifest(name, image, request.get("run") or {}))
        if isinstance(played, Refused):
            self._podman.remove_pod(name)
            return Created(error=refusal("create", played.message))
        return Created(played)

    def _remove(self, container: str) -> None:
        self._podman.remove_pod(self._podman.pod_of(container))


def manifest(name: str, image: str, run: Mapping[str, Any]) -> str:
    """Return a Pod with one container.

    Args:
        name: what the Pod is called.
        image: the id of the image.
        run: the `run` of a request; its values are passed on as they are, right or wrong.
    """
    container: dict[str, Any] = {
        "name": _CONTAINER,
        "image": image.removeprefix("sha256:"),
        "imagePullPolicy": "Never",
    }
    if "entrypoint" in run:
        container["command"] = run["entrypoint"]
    if "args" in run:
        container["args"] = run["args"]
    metadata: dict[str, Any] = {"name": name}
    if run.get("init"):
        metadata["annotations"] = {f"io.podman.annotations.init/{_CONTAINER}": "TRUE"}
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": metadata,
        "spec": {"containers": [container]},
    }
    return _as_yaml(json.dumps(pod))


def _as_yaml(text: str) -> str:
    """Write what JSON escapes as two surrogates in YAML's way, which has no pairs."""

    def character(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        pair = bytes.fromhex(found[1] + found[2]).decode("utf-16-be")
        return f"\\U{ord(pair):08x}"

    return _ESCAPES.sub(character, text)
