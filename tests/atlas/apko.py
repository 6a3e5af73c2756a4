"""Read what apko is told to build an image from, as Chainguard keeps it for each of its images.

https://github.com/chainguard-images/images, ``images/NAME/locked_config.json``: in ``imageLocks``
one record, under ``configs`` (or ``devConfigs``, for ``latest-dev``) a text of JSON for each
architecture. What becomes of it: chainguard-dev/apko, pkg/build/oci/image.go at v0.30 (the command
of the entrypoint and the command are split as a shell splits words; two variables are set where the
file does not set them).
"""

from __future__ import annotations

import json
import shlex
from typing import Any

from tests.atlas.said import Said

_DEFAULTS = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "SSL_CERT_FILE": "/etc/ssl/certs/ca-certificates.crt",
}
#: The packages that bring a shell, and the shell they bring.
_SHELLS = {"busybox": "sh", "bash": "bash"}


def read(text: str, configs: str) -> Said | None:
    """Return what an image says; None for a list that has no such image.

    Args:
        text: the file.
        configs: ``configs`` or ``devConfigs``.
    """
    for lock in json.loads(text).get("imageLocks", {}).values():
        held = (lock.get(configs) or {}).get("amd64")
        if held:
            return _said(json.loads(held)["config"])
    return None


def _said(config: dict[str, Any]) -> Said:
    entrypoint = config.get("entrypoint") or {}
    fragment = entrypoint.get("shell-fragment")
    start = (
        ["/bin/sh", "-c", fragment] if fragment else shlex.split(entrypoint.get("command") or "")
    )
    env = _DEFAULTS | (config.get("environment") or {})
    packages = {name.partition("=")[0] for name in config["contents"].get("packages", ())}
    return Said(
        entrypoint=tuple(start) or None,
        cmd=tuple(shlex.split(config.get("cmd") or "")) or None,
        env=tuple(f"{name}={value}" for name, value in sorted(env.items())),
        user=config["accounts"].get("run-as") or "",
        working_dir=config.get("work-dir") or "",
        stop_signal=config.get("stop-signal") or "",
        shells=tuple(sorted(shell for name, shell in _SHELLS.items() if name in packages)),
    )
