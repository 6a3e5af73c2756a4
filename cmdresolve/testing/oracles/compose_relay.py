"""An engine for Compose to talk to: it creates containers, and nothing beside them.

Compose asks for networks before it creates a container, and for an image by its name.  Here every
name stands for one image, networks are told of and never made, and nothing is started; all else
goes to the engine behind.
"""

from __future__ import annotations

import json
import re
from typing import Any

from cmdresolve.testing.wire.relay import CREATES, REFUSED, Relay, RelayHandler

_IMAGE = re.compile(r"(?<=/images/)(?!json\b).+(?=/json\b)")
_NETWORKS = re.compile(r"/networks\b")
_OK, _CREATED, _ABSENT = 200, 201, 404
_SERVICE = "com.docker.compose.service"


class _Handler(RelayHandler):
    server: ComposeRelay

    def answer(self, body: bytes) -> None:
        if _NETWORKS.search(self.path):
            self._network()
        elif self.command == "POST" and CREATES.search(self.path):
            self._create(json.loads(body))
        else:
            self.path = _IMAGE.sub(self.server.image, self.path)
            self.pass_on(body)

    def _network(self) -> None:
        if self.command == "POST":
            self.say(_CREATED, {"Id": "0" * 64, "Warning": ""})
        elif re.search(r"/networks/[^?]", self.path):
            self.say(_ABSENT, {"message": "no such network"})
        else:
            self.say(_OK, [])

    def _create(self, body: dict[str, Any]) -> None:
        body["Image"] = self.server.image
        body.pop("NetworkingConfig", None)
        body["HostConfig"]["NetworkMode"] = "none"
        service = (body.get("Labels") or {}).get(_SERVICE, "")
        reply = self.pass_on(json.dumps(body).encode())
        if reply.status < REFUSED:
            self.server.containers.append((service, json.loads(reply.body)["Id"]))
        else:
            self.server.refused[service] = json.loads(reply.body)["message"]


class ComposeRelay(Relay):
    """What Compose has had created, or been refused.

    Attributes:
        containers: each container that was created: its service and its id.
        refused: what the engine said when it would not create one, by service.
    """

    handler = _Handler

    def __init__(self, *args: Any) -> None:
        """Listen, as every relay does."""
        self.containers: list[tuple[str, str]] = []
        self.refused: dict[str, str] = {}
        super().__init__(*args)
