"""A harness whose texts an engine builds and starts as well: both must agree.

The engine is one of the lab that is up, named in CMDRESOLVE_ENGINES. A text that needs what a
build has none of here (files, a network, an image nobody has) is passed over.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

from cmdresolve.batch import answer
from cmdresolve.testing import DockerOracle, PodmanOracle
from cmdresolve.testing.oracle import OracleError
from cmdresolve.testing.recordings.compare import agreement
from tests.engines.lab import engine_named, place, up
from tests.fuzz.harnesses import FaultError

# RUN runs, and files and images come from elsewhere: no question of argv.
_NEEDS_MORE = re.compile(rb"(?im)^\s*(?:onbuild\s+)*(?:run|copy|add)\b|^\s*#\s*syntax")


def differential() -> Callable[[bytes], None]:
    """Return a harness that asks the first engine of CMDRESOLVE_ENGINES.

    Raises:
        SystemExit: no engine is named.
    """
    names = os.environ.get("CMDRESOLVE_ENGINES", "").split()
    if not names:
        raise SystemExit("name an engine in CMDRESOLVE_ENGINES, such as docker@28.5")
    up(names[:1], print)
    found = place(engine_named(names[0]))
    oracle: Any = PodmanOracle(found) if names[0].startswith("podman") else DockerOracle(found)

    def ask(data: bytes) -> None:
        if _NEEDS_MORE.search(data) or b"\0" in data or not data.isascii():
            return
        text = "FROM scratch\nENV Q=q\n" + data.decode()
        request = {"dockerfile": text, "engine": oracle.engine, "builder": oracle.builder}
        try:
            seen = oracle.observe(request)
        except OracleError:
            return
        parted = agreement(request, answer(dict(request)), seen, exact=oracle.exact_config)
        if parted is not None:
            raise FaultError(str(parted))

    return ask
