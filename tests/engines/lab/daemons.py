"""How each kind of engine is started and asked whether it lives."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from cmdresolve.testing import OracleError
from cmdresolve.testing.wire.unix_http import UnixHttp

from .process import LabError, run
from .spaces import enter

if TYPE_CHECKING:
    from pathlib import Path

    from .catalogue import Engine

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# No cgroup controllers and no CAP_SYS_RESOURCE may be there; no network is.
_CONTAINERS_CONF = """\
[containers]
cgroups = "disabled"
netns = "none"
ipcns = "private"
default_ulimits = []
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "none"
runtime = "crun"
"""

# containerd 2 cannot be told to leave cgroups alone, but the program it calls can.
_RUNTIME = """\
#!/bin/sh
exec crun --cgroup-manager=disabled "$@"
"""


def environment(engine: Engine) -> dict[str, str]:
    """Return the environment in which the engine's own programs find it."""
    folder = engine.folder
    env = {"PATH": _PATH, "HOME": "/root", "LANG": "C.UTF-8", "TMPDIR": f"{folder}/tmp"}
    if engine.kind in {"docker", "podman"}:
        env["DOCKER_HOST"] = f"unix://{folder}/sock"
    if engine.kind == "podman":
        env |= {
            "CONTAINERS_CONF": f"{folder}/containers.conf",
            "CONTAINERS_STORAGE_CONF": f"{folder}/storage.conf",
            "BUILDAH_ISOLATION": "chroot",
            "PODMAN_IGNORE_CGROUPSV1_WARNING": "1",
        }
    if engine.kind == "containerd":
        env["CONTAINERD_ADDRESS"] = f"{folder}/sock"
    return env


def configure(engine: Engine, root: Path) -> None:
    """Write the files an engine reads when it starts."""
    folder = root / engine.folder.lstrip("/")
    for name in ("tmp", "store"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    if engine.kind == "podman":
        (folder / "containers.conf").write_text(_CONTAINERS_CONF)
        (folder / "storage.conf").write_text(
            f'[storage]\ndriver = "overlay"\nrunroot = "/run{engine.folder}"\n'
            f'graphroot = "{engine.folder}/store"\n'
        )
        policy = root / "etc/containers/policy.json"
        policy.parent.mkdir(parents=True, exist_ok=True)
        policy.write_text(json.dumps({"default": [{"type": "insecureAcceptAnything"}]}))
    if engine.kind == "containerd":
        (folder / "config.toml").write_text(_containerd_conf(engine))
        runtime = folder / "runtime"
        runtime.write_text(_RUNTIME)
        runtime.chmod(0o755)


def command(engine: Engine) -> list[str]:
    """Return the words that start the engine, none for one that needs no daemon."""
    folder = engine.folder
    if engine.kind == "docker":
        words = (
            f"dockerd --host unix://{folder}/sock --data-root {folder}/store"
            f" --exec-root /run{folder} --pidfile {folder}/pid --storage-driver overlay2"
            " --iptables=false --ip6tables=false --bridge=none"
        )
    elif engine.kind == "podman":
        words = f"podman --log-level=error system service --time=0 unix://{folder}/sock"
    elif engine.kind == "containerd":
        words = f"containerd -c {folder}/config.toml"
    else:
        words = ""
    return words.split()


def lives(engine: Engine, socket: Path) -> bool:
    """Tell whether the engine answers."""
    if engine.kind == "apptainer":
        return True
    if engine.kind == "containerd":
        address = f"CONTAINERD_ADDRESS={engine.folder}/sock"
        try:
            run([*enter(engine.space), "env", address, "ctr", "version"], timeout=5)
        except LabError:
            return False
        return True
    try:
        with UnixHttp(socket, 5) as http:
            return http.request("GET", "/_ping").body == b"OK"
    except OracleError:
        return False


def store_memory() -> str:
    """Return how much memory a store may take: a size for tmpfs, or ``0`` for the disk."""
    return os.environ.get("CMDRESOLVE_LAB_MEMORY", "4g")


def _containerd_conf(engine: Engine) -> str:
    folder = engine.folder
    cri = 'plugins."io.containerd.grpc.v1.cri"'
    return (
        f'version = 2\nroot = "{folder}/store"\nstate = "/run{folder}"\n'
        f'[grpc]\naddress = "{folder}/sock"\n'
        f"[{cri}]\nrestrict_oom_score_adj = true\n"
        f'[{cri}.containerd.runtimes.runc]\nruntime_type = "io.containerd.runc.v2"\n'
        f'[{cri}.containerd.runtimes.runc.options]\nBinaryName = "{folder}/runtime"\n'
    )
