"""The calls of Podman's own API for oracles, where its Docker-compatible ones differ.

The compatible part takes every short name for one of Docker Hub; Podman's own part takes names
as its command line does, and builds as ``podman build`` does.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from cmdresolve.testing.wire.docker_api import (
    JSON,
    OK,
    TAR,
    DockerApi,
    Refused,
    done,
    events,
    failure,
    gone,
    message,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cmdresolve.testing.wire.unix_http import Reply

# Podman 4.0 is the first that has all of these calls; newer services still take it.
_LIBPOD = "/v4.0.0/libpod"
_IMAGE_ID = re.compile(r"[0-9a-f]{64}")


class PodmanApi(DockerApi):
    """A connection to a Podman service; not to be shared between threads."""

    def build(self, context: bytes, parameters: Mapping[str, str]) -> str | Refused:
        """Build a context and return the id of the image."""
        reply = self._http.request(
            "POST", f"{_LIBPOD}/build?" + urlencode(parameters), context, TAR
        )
        if reply.status >= OK:
            return Refused(message(reply))
        built: str | None = None
        for event in events(reply.body):
            refused = failure(event)
            if refused is not None:
                return Refused(refused.message.rstrip("\n"))
            said = str(event.get("stream", "")).strip()
            if _IMAGE_ID.fullmatch(said):
                built = f"sha256:{said}"
        return built if built is not None else Refused("the build ended without an image")

    def create_libpod(self, body: Mapping[str, Any]) -> str | Refused:
        """Create a container by Podman's own call and return its id."""
        reply = self._http.request(
            "POST", f"{_LIBPOD}/containers/create", json.dumps(body).encode(), JSON
        )
        if reply.status >= OK:
            return Refused(message(reply))
        identity: str = json.loads(reply.body)["Id"]
        return identity

    def tag(self, image: str, reference: str) -> None:
        """Give an image a name."""
        done(self._tag(image, reference))

    def tagged(self, image: str, reference: str) -> bool:
        """Give an image a name, and say whether Podman takes it for one."""
        return self._tag(image, reference).status < OK

    def _tag(self, image: str, reference: str) -> Reply:
        name, colon, tag = reference.rpartition(":")
        if not colon or "/" in tag:
            name, tag = reference, "latest"
        query = urlencode({"repo": name, "tag": tag})
        return self._http.request("POST", f"{_LIBPOD}/images/{_bare(image)}/tag?{query}")

    def remove_image(self, reference: str) -> None:
        """Remove a name, or an image by its id; a missing one is no error."""
        gone(self._http.request("DELETE", f"{_LIBPOD}/images/{quote(_bare(reference), safe='')}"))

    def remove_images(self, images: Iterable[str]) -> None:
        """Remove images by their ids, in any order of bases."""
        query = urlencode([("images", _bare(image)) for image in images])
        done(
            self._http.request("DELETE", f"{_LIBPOD}/images/remove?force=true&ignore=true&{query}")
        )

    def rename(self, container: str, name: str) -> None:
        """Give a container another name."""
        query = urlencode({"name": name})
        done(self._http.request("POST", f"{_LIBPOD}/containers/{container}/rename?{query}"))

    def play(self, manifest: str) -> list[str] | Refused:
        """Create the containers of a manifest's Pods, start nothing, and return their ids."""
        reply = self._http.request(
            "POST", f"{_LIBPOD}/play/kube?start=false&network=none", manifest.encode()
        )
        if reply.status >= OK:
            return Refused(message(reply))
        pods = json.loads(reply.body)["Pods"] or []
        errors = [error for pod in pods for error in pod["ContainerErrors"] or ()]
        if errors:
            return Refused("; ".join(errors))
        fields = ("InitContainers", "Containers")
        return [one for pod in pods for name in fields for one in pod.get(name) or ()]

    def name_of(self, container: str) -> str:
        """Return the name of a container."""
        name: str = self.get(f"{_LIBPOD}/containers/{container}/json")["Name"]
        return name

    def pod_of(self, container: str) -> str:
        """Return the id of the Pod a container is in."""
        pod: str = self.get(f"{_LIBPOD}/containers/{container}/json")["Pod"]
        return pod

    def remove_pod(self, pod: str) -> None:
        """Remove a Pod and its containers; a missing one is no error."""
        gone(self._http.request("DELETE", f"{_LIBPOD}/pods/{pod}?force=true"))

    def remove_pods_named(self, name: str) -> None:
        """Remove the Pods whose names begin with this one, and their containers."""
        filters = quote(json.dumps({"name": [f"^{name}"]}), safe="")
        for pod in self.get(f"{_LIBPOD}/pods/json?filters={filters}"):
            self.remove_pod(pod["Id"])

    def prune(self) -> None:
        """Do nothing: no build leaves a cache behind."""


def _bare(image: str) -> str:
    return image.removeprefix("sha256:")
