"""The lab's command line.

  python -m tests.engines.lab up ENGINE...      bring engines up; prints each one's socket
  python -m tests.engines.lab down [ENGINE...]  stop engines, all when none is named
  python -m tests.engines.lab restart ENGINE    kill an engine and start it on the same store
  python -m tests.engines.lab status            which engines are up
  python -m tests.engines.lab exec ENGINE CMD.. run a command beside an engine
  python -m tests.engines.lab python VERSION [PYTEST WORDS]
                                                run the suite, without engines, under a Python of
                                                a root: 3.13 of trixie, 3.14 of forky
  python -m tests.engines.lab wipe              stop everything and remove the lab's folder

An engine's name with a word behind it, as in docker@28.5+mine, is an instance of its own.

CMDRESOLVE_LAB         the folder it lives in (default: cmdresolve-lab in the temporary folder)
CMDRESOLVE_LAB_MIRROR  the Debian mirror (default: http://deb.debian.org/debian)
CMDRESOLVE_LAB_MEMORY  memory an engine's images may take, 0 to keep them on disk (default: 4g)
"""

from __future__ import annotations

import os
import sys

from . import (
    ENGINES,
    LabError,
    down,
    down_all,
    engine_named,
    enter_words,
    place,
    restart,
    running,
    up,
    wipe,
)
from .pythons import run_suite
from .roots import lab_folder


def main(words: list[str]) -> int:
    """Do what `words` say and return the exit status: 0 done, 1 failed, 2 bad usage."""
    try:
        if words[:1] == ["python"] and len(words) > 1:
            return run_suite(words[1], words[2:], _say)
        return _run(words[0], words[1:]) if words else _usage()
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1


def _run(verb: str, names: list[str]) -> int:
    if verb == "up" and names:
        for name, where in zip(names, up(names, _say), strict=True):
            print(f"{name} unix://{where.socket}")
    elif verb == "down":
        if names:
            down(map(engine_named, names))
        else:
            down_all()
    elif verb == "restart" and names:
        for name in names:
            restart(engine_named(name))
    elif verb == "status" and not names:
        for engine in ENGINES.values():
            state = f"up unix://{place(engine).socket}" if running(engine) else "down"
            print(f"{engine.name} {state}")
    elif verb == "exec" and len(names) > 1:
        command = [*enter_words(engine_named(names[0])), *names[1:]]
        os.execvp(command[0], command)
    elif verb == "wipe" and not names:
        wipe(_say)
    else:
        return _usage()
    return 0


def _usage() -> int:
    print(f"{__doc__}\nengines: {' '.join(ENGINES)}\nfolder: {lab_folder()}", file=sys.stderr)
    return 2


def _say(text: str) -> None:
    print(f"lab: {text}", file=sys.stderr, flush=True)


sys.exit(main(sys.argv[1:]))
