"""``podman kube play`` as an oracle: a request becomes a Pod of one container, or brings its own.

A manifest of a request is played as it stands, but for two names: where it says `IMAGE` the oracle
puts the id of the request's image, and where it says `POD` a name that no other Pod has. Both are
plain texts to be put into a manifest; nothing of it is read for that.
"""

from __future__ import annotations

import json
import re
import secrets
from typing import TYPE_CHECKING, Any

from cmdresolve.testing.oracle import IMAGE, POD, OracleError, Request, refusal
from cmdresolve.testing.oracles.api_oracle import Created
from cmdresolve.testing.oracles.podman import INIT, PodmanOracle
from cmdresolve.testing.wire.docker_api import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OF_A_POD = re.compile(r"pod-[0-9a-f]{16}")
_ESCAPES = re.compile(r"\\u(d[89ab]..)\\u(d[c-f]..)|\\.")
_CONTAINER = "main"
_WRONG_TYPE = "manifest-type"


class KubePlayOracle(PodmanOracle):
    """A Podman engine that is given Pods; `entrypoint` is the container's `command`."""

    @property
    def engine(self) -> str:
        """Who starts the container, such as ``kube-play@5.8``."""
        return f"kube-play@{self._release}"

    @staticmethod
    def can_put(request: Request) -> bool:
        """Say whether all words of `run` are texts; of numbers a manifest's reader makes texts."""
        if "kubernetes" in request:
            return IMAGE in request["kubernetes"]["manifest"]
        run = request.get("run") or {}
        lists = [run.get(name) for name in ("entrypoint", "args")]
        return all(
            isinstance(word, str) for words in lists if isinstance(words, list) for word in words
        )

    def _create(self, request: Request, image: str) -> Created:
        if "cli" in request:
            raise OracleError(f"{self.engine} starts nothing by a command line")
        name = f"pod-{secrets.token_hex(8)}"
        pods = request.get("kubernetes")
        if pods is None:
            text = manifest(name, image, request.get("run") or {})
        else:
            text = played(pods["manifest"], name, image)
        created = self._podman.play(text)
        if isinstance(created, Refused):
            self._podman.remove_pods_named(name)
            error = refusal("create", created.message.replace(name, POD))
            if pods is None and error["code"] == _WRONG_TYPE:
                # The manifest is the oracle's own: what is wrong of it stood in `run`.
                error["code"] = "override-type"
            return Created(error=error)
        try:
            wanted = None if pods is None else pods.get("container")
            return Created(self._chosen(created, wanted))
        except OracleError:
            self._podman.remove_pods_named(name)
            raise

    def _chosen(self, containers: Sequence[str], wanted: str | None) -> str:
        """Return the one container there is, or the one whose name ends with what is wanted.

        Podman puts the Pod's name before that of a container.
        """
        if len(containers) == 1:
            return containers[0]
        names = {one: self._podman.name_of(one) for one in containers}
        found = [one for one, name in names.items() if name.endswith(f"-{wanted}")]
        if len(found) != 1:
            raise OracleError(f"{len(found)} of {len(names)} containers are called {wanted!r}")
        return found[0]

    def _shown(self, request: Request, words: list[str]) -> dict[str, Any]:
        if "kubernetes" not in request:
            return super()._shown(request, words)
        # A variable may hold the Pod's name, and an annotation asks for an init.
        words = [_OF_A_POD.sub(POD, word) for word in words]
        if words[: len(INIT)] == INIT:
            return {"argv": words[len(INIT) :], "pid1": words}
        return {"argv": words}

    def _remove(self, container: str) -> None:
        # All that a manifest started goes together: its Pods begin with one name.
        named = _OF_A_POD.match(self._podman.name_of(container))
        if named is None:
            self._podman.remove_pod(self._podman.pod_of(container))
        else:
            self._podman.remove_pods_named(named[0])


def played(text: str, pod: str, image: str) -> str:
    """Return a manifest as it is played, with the two names in place.

    Args:
        text: the manifest.
        pod: what its objects' names begin with.
        image: the id of the image.

    Raises:
        OracleError: it never names the image.
    """
    if IMAGE not in text:
        raise OracleError(f"a manifest must start {IMAGE}, for which the request's image is put")
    return text.replace(IMAGE, image.removeprefix("sha256:")).replace(POD, pod)


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
