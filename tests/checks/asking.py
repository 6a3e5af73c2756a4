"""Questions to the checks: what is told of a Dockerfile, a line, a Compose file or a Pod.

The requests are those of the batch protocol, whose long parts are written here once.
"""

from __future__ import annotations

import shlex
from textwrap import indent
from typing import Any

from cmdresolve import Dockerfile, ImageConfig, Override, resolve
from cmdresolve.batch.protocol import answer
from cmdresolve.checks.registry import RULES

BASES = {
    "debian:12": {"Cmd": ["bash"]},
    "node:22": {"Entrypoint": ["docker-entrypoint.sh"], "Cmd": ["node"]},
    "nginx": {"Entrypoint": ["/docker-entrypoint.sh"], "Cmd": ["nginx", "-g", "daemon off;"]},
}
SHELL = {"Cmd": ["sh"]}


def dockerfile(lines: str, base: str = "debian:12") -> dict[str, Any]:
    """Ask of the instructions after a FROM."""
    return {"dockerfile": f"FROM {base}\n{lines}\n", "bases": BASES}


def line(words: str, image: dict[str, Any]) -> dict[str, Any]:
    """Ask of a command line as it is typed."""
    return {"cli": shlex.split(words), "image": image}


def compose(keys: str, image: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask of the keys of a service called ``web``."""
    text = f"services:\n  web:\n    image: i\n{indent(keys, ' ' * 4)}\n"
    return {"image": image or SHELL, "compose": {"files": [text], "service": "web"}}


def pod(keys: str, image: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask of the keys of a Pod's only container."""
    head = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
    text = f"{head}  - name: app\n    image: i\n{indent(keys, ' ' * 4)}\n"
    return {"image": image or SHELL, "kubernetes": {"manifest": text}}


def findings(request: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask for what is found, and hold each finding to the form that all have."""
    found: list[dict[str, Any]] = answer({**request, "explain": True})["findings"]
    for one in found:
        assert one["code"] in RULES
        assert one["severity"] in ("error", "warning", "info")
        assert one["message"]
        assert "\n" not in one["message"]
        assert all(mend["text"] and mend["edits"] for mend in one["mends"])
    return found


def mends(code: str, request: dict[str, Any]) -> list[list[str]] | None:
    """Return what the mends of a rule's findings start; None where it finds nothing."""
    found = [one for one in findings(request) if one["code"] == code]
    return [mend["argv"] for one in found for mend in one["mends"]] if found else None


WEB = ImageConfig(cmd=["nginx", "-g", "daemon off;"], name="web")


def told(image: ImageConfig, override: Override | None = None) -> list[tuple[str, str | None]]:
    """Return the codes of what a resolution has to say of itself, with what to paste."""
    return [(x.code, x.mend) for x in resolve(image, override or Override()).notes]


def built(text: str) -> ImageConfig:
    """Build a Dockerfile that may start from the image ``web``."""
    return Dockerfile.parse(text).image(bases={"web": WEB})
