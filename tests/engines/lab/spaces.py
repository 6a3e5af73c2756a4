"""Namespaces: one set a root or instance, held open by a process that is PID 1 in them."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from pathlib import Path

from .process import LabError, kill_group, run
from .roots import lab_folder, root_folder

_START_LIMIT = 20.0
_STOP_LIMIT = 10.0
_KEEPER = ".keeper"
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"

# The host's programs set everything up; from pivot_root on the root's own run.
# Podman keeps its lock table in /dev/shm, so no two roots may share one. Device nodes are the
# root's own: an engine told to write its --cidfile to /dev/null removes that when it cleans up.
_SETUP = r"""
ip link set lo up 2>/dev/null || true
mount --bind "$ROOT" "$ROOT"
cd "$ROOT"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/net dev/pts dev/shm
for node in null zero full random urandom tty fuse kmsg net/tun loop-control loop{0..15}; do
  [ ! -e "/dev/$node" ] || cp -a "/dev/$node" "dev/$node"
done
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
for stream in 0:stdin 1:stdout 2:stderr; do
  ln -s "fd/${stream%:*}" "dev/${stream#*:}"
done
mount -t tmpfs tmpfs dev/shm
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs tmpfs run
mkdir -p .old eng
pivot_root . .old
umount -l /.old
cd /
hostname lab
echo up
exec </dev/null >/dev/null 2>&1 3>&-
exec bash -c 'trap exit TERM; while :; do sleep 3600 & wait $!; done' cmdresolve-lab
"""


def keeper(space: str) -> int | None:
    """Return the process id, on the host, of a root's PID 1; None when it is not up."""
    try:
        pid, birth = _keeper_file(space).read_text().split()
    except (FileNotFoundError, ValueError):
        return None
    return int(pid) if _birth(int(pid)) == birth else None


def start(space: str) -> None:
    """Make the namespaces of a root, unless they stand.

    Raises:
        LabError: the kernel refused, or it took too long.
    """
    if keeper(space) is not None:
        return
    root = root_folder(space)
    log = lab_folder() / "log" / f"space-{space}"
    log.parent.mkdir(parents=True, exist_ok=True)
    flags = "--mount --pid --fork --kill-child --cgroup --uts --ipc --net --propagation private"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            ["unshare", *flags.split(), "bash", "-ec", _SETUP],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={
                "PATH": os.environ.get("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                "ROOT": str(root),
            },
            start_new_session=True,
        )
    if process.stdout is None:
        raise LabError("a pipe was asked for and not given")
    ready, _, _ = select.select([process.stdout], [], [], _START_LIMIT)
    if not ready or process.stdout.readline() != b"up\n":
        kill_group(process)
        reason = log.read_text(errors="replace").strip()[-300:]
        raise LabError(f"the namespaces of {space} did not come up: {reason}; see {log}")
    process.stdout.close()
    # Nobody waits for it: it is meant to outlive this process.
    process.returncode = 0
    pid = int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0])
    _keeper_file(space).write_text(f"{pid} {_birth(pid)}\n")


def stop(space: str) -> None:
    """End the namespaces of a root, and with them every process and mount in them.

    Raises:
        LabError: a process could not be killed.
    """
    pid = keeper(space)
    if pid is not None:
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + _STOP_LIMIT
        while keeper(space) is not None:
            if time.monotonic() > deadline:
                raise LabError(f"process {pid}, PID 1 of {space}, does not die")
            time.sleep(0.05)
    _keeper_file(space).unlink(missing_ok=True)


def enter(space: str) -> tuple[str, ...]:
    """Return the words to put before a command to run it in a root.

    Raises:
        LabError: the root is not up.
    """
    pid = keeper(space)
    if pid is None:
        raise LabError(f"{space} is not up")
    return ("nsenter", "-t", str(pid), "-m", "-p", "-i", "-u", "-C", "-n", "-r", "-w", "--")


def standing() -> list[str]:
    """Return the spaces of the lab that are up."""
    found = [
        file.parent.name + file.name.removeprefix(_KEEPER)
        for file in lab_folder().glob(f"*/{_KEEPER}*")
    ]
    return [space for space in found if keeper(space) is not None]


def visible_root(space: str) -> Path:
    """Return where a root's file system, with the mounts only it sees, is visible from here."""
    return Path(f"/proc/{keeper(space)}/root")


def mentioning(space: str, texts: tuple[str, ...]) -> list[int]:
    """Return the processes of a root, by their numbers in it, whose words hold one of `texts`."""
    found = []
    for folder in (visible_root(space) / "proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if any(text in words for text in texts):
            found.append(int(folder.name))
    return found


def kill(space: str, pids: list[int], name: str) -> None:
    """Send a signal to processes of a root; those already gone are no fault."""
    if pids:
        numbers = " ".join(map(str, pids))
        run([*enter(space), "sh", "-c", f"kill -{name} {numbers} 2>/dev/null; true"], timeout=10)


def _keeper_file(space: str) -> Path:
    return root_folder(space) / (_KEEPER + "".join(space.partition("+")[1:]))


def _birth(pid: int) -> str | None:
    """Return when a process started, which tells it from a later one of the same number."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, *fields = stat.rpartition(")")[2].split()
    return None if state == "Z" else fields[18]
