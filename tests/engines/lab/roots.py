"""Debian roots: one a release, holding every engine of that release."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import time
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

from .catalogue import PACKAGE_OF, PACKAGES, Engine
from .process import LabError, Say, run, run_logged

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEBOOTSTRAP_LIMIT = 900.0
_APT_LIMIT = 1200.0
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

_PREREQUISITES = {
    "debootstrap": "debootstrap",
    "unshare": "util-linux",
    "nsenter": "util-linux",
    "mount": "mount",
    "ip": "iproute2",
    "cc": "gcc",
}


def lab_folder() -> Path:
    """Return the folder the lab lives in: CMDRESOLVE_LAB, or one under the temporary folder."""
    default = Path(os.environ.get("TMPDIR", "/tmp")) / "cmdresolve-lab"
    return Path(os.environ.get("CMDRESOLVE_LAB") or default).absolute()


def root_folder(space: str) -> Path:
    """Return the folder of a release's root, or of the root that an instance's space is made on."""
    return lab_folder() / space.partition("+")[0]


def make_lab_folder() -> None:
    """Make the lab's folder, in which root works: nobody else may write there.

    Raises:
        LabError: something stands there that is not this user's own.
    """
    folder = lab_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise LabError(f"{folder} is no folder of this user's own; name another in CMDRESOLVE_LAB")


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Keep other processes from changing the same thing of the lab."""
    make_lab_folder()
    with (lab_folder() / f".{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install_prerequisites(say: Say) -> None:
    """Install the programs the lab itself needs.

    Raises:
        LabError: not root, or they cannot be installed.
    """
    if os.geteuid() != 0:
        raise LabError("the lab needs root: it mounts file systems and makes namespaces")
    missing = sorted({pkg for program, pkg in _PREREQUISITES.items() if not shutil.which(program)})
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise LabError(
            f"the lab needs {', '.join(missing)}, and there is no apt-get to install them"
        )
    # A static program needs the C library's headers and archive too.
    wanted = [*missing, "libc6-dev"] if "gcc" in missing else missing
    say(f"installing {' '.join(wanted)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    logs = lab_folder() / "log"
    run_logged(
        ["apt-get", "update", "-q"], logs / "apt-update", timeout=_APT_LIMIT, say=say, env=env
    )
    run_logged(
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *wanted],
        logs / "apt-install",
        timeout=_APT_LIMIT,
        say=say,
        env=env,
    )


def build(release: str, say: Say) -> None:
    """Make the root of a release, or finish it; nothing happens when it stands.

    Raises:
        LabError: Debian's mirror or its packages failed.
    """
    root = root_folder(release)
    ready = root / ".ready"
    packages = PACKAGES[release]
    with locked(f"root-{release}"):
        if ready.exists() and ready.read_text().split() == list(packages):
            return
        _check_space()
        started = time.monotonic()
        _debootstrap(release, root, say)
        _prepare(root)
        say(f"installing {' '.join(packages)}")
        apt = "apt-get -q -o Acquire::Check-Valid-Until=false"
        script = (
            f"{apt} update; {apt} install -y --no-install-recommends {' '.join(packages)};"
            " apt-get clean; rm -rf /var/lib/apt/lists/* /usr/share/doc /usr/share/man"
        )
        run_logged(
            ["chroot", str(root), "/bin/sh", "-ec", script],
            lab_folder() / "log" / f"apt-{release}",
            timeout=_APT_LIMIT,
            say=say,
            env={"PATH": _PATH, "DEBIAN_FRONTEND": "noninteractive", "LANG": "C.UTF-8"},
        )
        ready.write_text(" ".join(packages) + "\n")
        say(f"ready after {time.monotonic() - started:.0f} s")


def check_version(engine: Engine) -> None:
    """See to it that the root holds the version an engine's name promises.

    Raises:
        LabError: Debian has moved on to another version.
    """
    query = ["dpkg-query", "-W", "-f", "${Version}", PACKAGE_OF[engine.kind]]
    text = run(["chroot", str(root_folder(engine.release)), *query], timeout=30)
    found = re.match(r"[\d.]+", text)
    if not found or not found[0].startswith(engine.version + "."):
        raise LabError(
            f"{engine.name}: Debian {engine.release} now holds {found[0] if found else text!r}; "
            "name a mirror that still has it in CMDRESOLVE_LAB_MIRROR, such as "
            "https://snapshot.debian.org/archive/debian/20251101T000000Z"
        )


def _debootstrap(release: str, root: Path, say: Say) -> None:
    if (root / "usr/bin/apt-get").exists():
        return
    if root.exists():
        # What an interrupted run left cannot be continued.
        shutil.rmtree(root)
    mirror = os.environ.get("CMDRESOLVE_LAB_MIRROR", "http://deb.debian.org/debian")
    words = ["debootstrap", "--variant=minbase", release, str(root), mirror]
    if not Path("/usr/share/debootstrap/scripts", release).exists():
        # A release newer than the host's debootstrap is made like sid.
        words.append("/usr/share/debootstrap/scripts/sid")
    say(f"debootstrap from {mirror}")
    log = lab_folder() / "log" / f"debootstrap-{release}"
    run_logged(words, log, timeout=_DEBOOTSTRAP_LIMIT, say=say)


def _prepare(root: Path) -> None:
    # No package may start a service in the root.
    policy = root / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    resolver = Path("/etc/resolv.conf")
    if resolver.exists():
        (root / "etc/resolv.conf").unlink(missing_ok=True)
        (root / "etc/resolv.conf").write_bytes(resolver.read_bytes())
    hosts = root / "etc/hosts"
    if not hosts.exists():
        hosts.write_text("127.0.0.1 localhost\n")


def _check_space() -> None:
    free = shutil.disk_usage(lab_folder()).free
    if free < 3 << 30:
        raise LabError(
            f"{lab_folder()} has {free >> 20} MB free and a root needs 3 GB; "
            "name another folder in CMDRESOLVE_LAB"
        )
