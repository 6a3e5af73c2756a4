"""What the tests of the batch protocol ask about."""

from __future__ import annotations

from typing import Any

from cmdresolve.batch.protocol import answer

IMAGE = {"Entrypoint": ["/e"], "Cmd": ["/c"]}

SHOWN = {"Entrypoint": ["/e"], "Cmd": ["/c"], "Shell": None, "OnBuild": None}

FILE = 'FROM scratch\nCMD ["c"]\n'


def error_of(request: Any) -> dict[str, Any]:
    got = answer(request)

    assert not {"argv", "unknown"} & set(got)
    error: dict[str, Any] = got["error"]
    return error
