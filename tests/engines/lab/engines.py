"""Engines up and down; every step is safe to repeat."""

from __future__ import annotations

import shutil
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cmdresolve.testing import Place

from . import daemons, roots, spaces
from .catalogue import ENGINES, Engine
from .process import LabError, Say, in_parallel, kill_group, run

if TYPE_CHECKING:
    from collections.abc import Iterable

_START_LIMIT = 60.0
_STOP_LIMIT = 15.0
# What a unix socket's address has room for.
_LONGEST_SOCKET = 107


def engine_named(name: str) -> Engine:
    """Return the engine called `name`.

    Raises:
        LabError: there is none.
    """
    try:
        return ENGINES[name]
    except KeyError:
        raise LabError(f"no engine {name!r}; there are {', '.join(ENGINES)}") from None


def up(names: Iterable[str], say: Say) -> list[Place]:
    """Bring engines up, installing what they need, and return where they live.

    Raises:
        LabError: one cannot be brought up; nothing of it is left running.
    """
    engines = [engine_named(name) for name in names]
    if all(running(engine) for engine in engines):
        return [place(engine) for engine in engines]
    roots.install_prerequisites(say)
    releases = list(dict.fromkeys(engine.release for engine in engines))
    in_parallel(
        {release: partial(roots.build, release, _named(say, release)) for release in releases}
    )
    for engine in engines:
        with roots.locked(f"space-{engine.release}"):
            _start(engine)
    return [place(engine) for engine in engines]


def running(engine: Engine) -> bool:
    """Tell whether an engine is up and answers."""
    return spaces.keeper(engine.release) is not None and daemons.lives(engine, _socket(engine))


def place(engine: Engine) -> Place:
    """Return where an engine that is up lives."""
    return Place(
        socket=_socket(engine),
        root=spaces.visible_root(engine.release),
        enter=enter_words(engine),
        folder=engine.folder,
        revive=partial(restart, engine),
    )


def enter_words(engine: Engine) -> tuple[str, ...]:
    """Return the words to put before a command to run it beside an engine, in its environment.

    Raises:
        LabError: the engine's root is not up.
    """
    env = [f"{name}={value}" for name, value in daemons.environment(engine).items()]
    return (*spaces.enter(engine.release), "env", "-i", *env)


def restart(engine: Engine) -> None:
    """Kill an engine, hung or healthy, and start it again on the same store.

    Raises:
        LabError: it does not come back.
    """
    with roots.locked(f"space-{engine.release}"):
        if spaces.keeper(engine.release) is not None:
            spaces.kill(engine.release, _processes(engine), "KILL")
        _start(engine)


def down(engines: Iterable[Engine]) -> None:
    """Stop engines; a root's namespaces end with its last engine."""
    for engine in engines:
        with roots.locked(f"space-{engine.release}"):
            if spaces.keeper(engine.release) is None:
                continue
            _stop(engine)
            neighbours = [other for other in ENGINES.values() if other.release == engine.release]
            if not any(_processes(other) for other in neighbours):
                spaces.stop(engine.release)


def wipe(say: Say) -> None:
    """Stop everything and remove the lab's folder.

    Raises:
        LabError: something of it is still mounted.
    """
    down(ENGINES.values())
    folder = roots.lab_folder()
    mounted = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    within = [point for point in mounted if Path(point).is_relative_to(folder)]
    if within:
        raise LabError(f"{', '.join(within)} is still mounted; nothing was removed")
    say(f"removing {folder}")
    shutil.rmtree(folder, ignore_errors=True)


def _start(engine: Engine) -> None:
    if running(engine):
        return
    socket = _socket(engine)
    if len(str(socket)) > _LONGEST_SOCKET:
        raise LabError(f"{socket} is too long for a unix socket; name a shorter CMDRESOLVE_LAB")
    roots.check_version(engine)
    spaces.start(engine.release)
    daemons.configure(engine, roots.root_folder(engine.release))
    _mount_store(engine)
    words = daemons.command(engine)
    if not words:
        return
    for name in ("sock", "pid"):
        socket.with_name(name).unlink(missing_ok=True)
    with socket.with_name("log").open("ab") as log:
        process = subprocess.Popen(
            [*enter_words(engine), *words],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    deadline = time.monotonic() + _START_LIMIT
    while not running(engine):
        ended = process.poll()
        if ended is not None or time.monotonic() > deadline:
            kill_group(process)
            _stop(engine)
            why = f"ended with {ended}" if ended is not None else "gave no sign of life"
            last = socket.with_name("log").read_text(errors="replace").strip()[-400:]
            raise LabError(f"{engine.name} {why}: {last}; see {socket.with_name('log')}")
        time.sleep(0.1)
    # Nobody waits for it: it is meant to outlive this process.
    process.returncode = 0


def _stop(engine: Engine) -> None:
    deadline = time.monotonic() + _STOP_LIMIT
    spaces.kill(engine.release, _processes(engine), "TERM")
    while _processes(engine) and time.monotonic() < deadline:
        time.sleep(0.1)
    spaces.kill(engine.release, _processes(engine), "KILL")
    _socket(engine).unlink(missing_ok=True)


def _processes(engine: Engine) -> list[int]:
    # Daemons, shims and monitors all carry their engine's folder in their words.
    return spaces.mentioning(engine.release, (engine.folder + "/", "/run" + engine.folder))


def _mount_store(engine: Engine) -> None:
    """Put the engine's images in memory, where nothing waits for a disk."""
    size = daemons.store_memory()
    if size == "0":
        return
    store = f"{engine.folder}/store"
    script = f"grep -q ' {store} tmpfs' /proc/mounts || mount -t tmpfs -o size={size} lab {store}"
    run([*spaces.enter(engine.release), "sh", "-c", script], timeout=10)


def _socket(engine: Engine) -> Path:
    return roots.root_folder(engine.release) / engine.folder.lstrip("/") / "sock"


def _named(say: Say, name: str) -> Say:
    return lambda text: say(f"{name}: {text}")
