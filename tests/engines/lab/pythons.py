"""The suite under the Pythons that Debian's releases have: each in a root of the lab.

What the tests need is fetched by this machine's pip for that Python, as wheels, so that the root
needs no network of its own but apt's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.requirements import Requirement

from .process import LabError, Say, run_logged
from .roots import build, install_prerequisites, lab_folder, locked, root_folder

#: The release whose python3 it is.
RELEASES = {"3.13": "trixie", "3.14": "forky"}

_PROJECT = Path(__file__).parents[3]
_FOLDERS = ("cmdresolve", "docs", "tables", "tests")
_FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE")
#: All but what opens browsers, talks to engines, or judges the code's looks.
_EXTRAS = ("cli", "yaml", "registry", "zstd", "bake", "test", "docs")
_LIMIT = 1200.0
_SUITE = ("-q", "-m", "not engine and not benchmark and not browser")


def run_suite(version: str, words: Sequence[str], say: Say) -> int:
    """Run the suite, without engines, under a version of Python and return its exit status.

    Args:
        version: the version, one of `RELEASES`.
        words: what pytest is told instead of to run all of it.
        say: told what goes on.

    Raises:
        LabError: there is no such version here, or what it needs cannot be had.
    """
    if version not in RELEASES:
        raise LabError(f"no release has Python {version}; there are {', '.join(RELEASES)}")
    install_prerequisites(say)
    build(RELEASES[version], say)
    with locked(f"python-{version}"):
        _install(version, say)
        _fill(version, say)
    inside = _inside(version)
    command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec"]
    command += [_script(), "sh", str(root_folder(RELEASES[version])), f"{inside}/project"]
    command += [f"{inside}/venv/bin/python", "-m", "pytest", *(words or _SUITE)]
    return subprocess.run(command, check=False).returncode


def _script() -> str:
    """Return what a shell does in namespaces of its own: ``ROOT FOLDER PROGRAM WORD…``."""
    return (
        'root=$1 folder=$2; shift 2; mount -t proc proc "$root/proc"; '
        'exec chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root LANG=C.UTF-8 '
        'PYTHONDONTWRITEBYTECODE=1 sh -c \'cd "$0" && exec "$@"\' "$folder" "$@"'
    )


def _inside(version: str) -> str:
    """Return the folder of a Python's things, as its root names it."""
    return f"/eng/python-{version}"


def _folder(version: str) -> Path:
    return root_folder(RELEASES[version]) / _inside(version).lstrip("/")


def _install(version: str, say: Say) -> None:
    root = root_folder(RELEASES[version])
    if (_folder(version) / "venv" / "bin" / "python").is_symlink():
        return
    say(f"installing Python {version} into {root}")
    apt = "apt-get -q -o Acquire::Check-Valid-Until=false"
    venv = f"/usr/bin/python{version} -m venv --without-pip {_inside(version)}/venv"
    packages = "python3 python3-venv git ca-certificates"
    script = f"{apt} update; {apt} install -y --no-install-recommends {packages}; {venv}"
    run_logged(
        ["chroot", str(root), "/bin/sh", "-ec", script],
        lab_folder() / "log" / f"python-{version}",
        timeout=_LIMIT,
        say=say,
        env={"PATH": os.environ["PATH"], "DEBIAN_FRONTEND": "noninteractive", "LANG": "C.UTF-8"},
    )


def _fill(version: str, say: Say) -> None:
    """Put the project as it is now beside what it needs."""
    folder = _folder(version)
    project, packages = folder / "project", folder / "venv" / "lib" / f"python{version}"
    shutil.rmtree(project, ignore_errors=True)
    for name in _FOLDERS:
        kept = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(_PROJECT / name, project / name, ignore=kept)
    for name in _FILES:
        shutil.copy(_PROJECT / name, project / name)
    site = packages / "site-packages"
    (site / "project.pth").write_text(f"{_inside(version)}/project\n")
    needs = sorted(set(requirements(version)))
    told = folder / "needs.txt"
    if told.is_file() and told.read_text() == "\n".join(needs):
        return
    say(f"fetching {len(needs)} packages for Python {version}")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--upgrade", "--target", str(site)]
    pip += ["--python-version", version, "--only-binary", ":all:", *needs]
    log = lab_folder() / "log" / f"pip-{version}"
    run_logged(pip, log, timeout=_LIMIT, say=say, env=dict(os.environ))
    told.write_text("\n".join(needs))


def requirements(version: str) -> Iterator[str]:
    """Return what the tests need under a version of Python."""
    record = tomllib.loads((_PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = record["optional-dependencies"]
    for text in (*record["dependencies"], *(x for extra in _EXTRAS for x in extras[extra])):
        need = Requirement(text)
        if need.marker is None or need.marker.evaluate({"python_version": version}):
            need.marker = None
            yield str(need)
