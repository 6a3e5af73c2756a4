"""Engines up and down; every step is safe to repeat."""

from __future__ import annotations

import shutil
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cmdresolve.testing import Place

from . import daemons, roots, spaces
from .catalogue import ENGINES, INSTANCE, Engine
from .process import LabError, Say, in_parallel, run

if TYPE_CHECKING:
    from collections.abc import Iterable

_START_LIMIT = 60.0
_STOP_LIMIT = 15.0
# What a unix socket's address has room for.
_LONGEST_SOCKET = 107


def engine_named(name: str) -> Engine:
    """Return the engine called `name`, or the instance of one.

    Raises:
        LabError: there is none.
    """
    base, plus, word = name.partition("+")
    if base not in ENGINES or (plus and not INSTANCE.fullmatch(word)):
        raise LabError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
    return ENGINES[base].instance(word) if plus else ENGINES[base]


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
        with roots.locked(f"space-{engine.space}"):
            _start(engine)
    return [place(engine) for engine in engines]


def running(engine: Engine) -> bool:
    """Tell whether an engine is up and answers."""
    return spaces.keeper(engine.space) is not None and daemons.lives(engine, _socket(engine))


def place(engine: Engine) -> Place:
    """Return where an engine that is up lives."""
    return Place(
        socket=_socket(engine),
        root=spaces.visible_root(engine.space),
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
    return (*spaces.enter(engine.space), "env", "-i", *env)


def restart(engine: Engine) -> None:
    """Kill an engine, hung or healthy, and start it again on the same store.

    Raises:
        LabError: it does not come back.
    """
    with roots.locked(f"space-{engine.space}"):
        if spaces.keeper(engine.space) is not None:
            spaces.kill(engine.space, _processes(engine), "KILL")
        _start(engine)


def signal(engine: Engine, name: str) -> None:
    """Send a signal to the engine's daemon, and not to what that has started."""
    spaces.kill(engine.space, [min(_processes(engine))], name)


def down(engines: Iterable[Engine]) -> None:
    """Stop engines; a root's namespaces end with its last engine."""
    for engine in engines:
        with roots.locked(f"space-{engine.space}"):
            if spaces.keeper(engine.space) is None:
                continue
            _stop(engine)
            neighbours = [other for other in ENGINES.values() if other.space == engine.space]
            if not any(_processes(other) for other in neighbours):
                spaces.stop(engine.space)


def down_all() -> None:
    """Stop every engine and every instance."""
    down(ENGINES.values())
    for space in spaces.standing():
        with roots.locked(f"space-{space}"):
            spaces.stop(space)


def discard(engine: Engine) -> None:
    """End an instance at once, hung or healthy, and remove all that is its own.

    Raises:
        LabError: it is no instance, or it does not die.
    """
    if not engine.is_instance:
        raise LabError(f"{engine.name} is no instance: its root holds other engines")
    with roots.locked(f"space-{engine.space}"):
        spaces.stop(engine.space)
        shutil.rmtree(_socket(engine).parent, ignore_errors=True)


def wipe(say: Say) -> None:
    """Stop everything and remove the lab's folder.

    Raises:
        LabError: something of it is still mounted.
    """
    down_all()
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
    spaces.start(engine.space)
    daemons.configure(engine, roots.root_folder(engine.release))
    _mount_store(engine)
    words = daemons.command(engine)
    if not words:
        return
    # One that hangs still holds its store.
    spaces.kill(engine.space, _processes(engine), "KILL")
    for name in ("sock", "pid"):
        socket.with_name(name).unlink(missing_ok=True)
    # Its parent must be PID 1 of its own root, which reaps it whatever happens here.
    script = 'setsid "$@" </dev/null >>"$0" 2>&1 &'
    run([*enter_words(engine), "sh", "-c", script, f"{engine.folder}/log", *words], timeout=10)
    deadline = time.monotonic() + _START_LIMIT
    seen = True
    while not running(engine):
        # A program that is just being executed shows no words, so one look proves no end.
        gone, seen = not seen, bool(_processes(engine))
        ended = gone and not seen
        if ended or time.monotonic() > deadline:
            _stop(engine)
            log = socket.with_name("log")
            raise LabError(
                f"{engine.name} {'ended' if ended else 'gave no sign of life'}: "
                f"{log.read_text(errors='replace').strip()[-400:]}; see {log}"
            )
        time.sleep(0.1)


def _stop(engine: Engine) -> None:
    deadline = time.monotonic() + _STOP_LIMIT
    spaces.kill(engine.space, _processes(engine), "TERM")
    while _processes(engine) and time.monotonic() < deadline:
        time.sleep(0.1)
    spaces.kill(engine.space, _processes(engine), "KILL")
    _socket(engine).unlink(missing_ok=True)


def _processes(engine: Engine) -> list[int]:
    # Daemons, shims and monitors all carry their engine's folder in their words.
    return spaces.mentioning(engine.space, (engine.folder + "/", "/run" + engine.folder))


def _mount_store(engine: Engine) -> None:
    """Put the engine's images in memory, where nothing waits for a disk."""
    size = daemons.store_memory()
    if size == "0":
        return
    store = f"{engine.folder}/store"
    script = f"grep -q ' {store} tmpfs' /proc/mounts || mount -t tmpfs -o size={size} lab {store}"
    run([*spaces.enter(engine.space), "sh", "-c", script], timeout=10)


def _socket(engine: Engine) -> Path:
    return roots.root_folder(engine.release) / engine.folder.lstrip("/") / "sock"


def _named(say: Say, name: str) -> Say:
    return lambda text: say(f"{name}: {text}")
