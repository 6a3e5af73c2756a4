"""The `docker` program as an oracle for command lines.

The program is really run, but its engine is a relay: it passes everything on, puts the image at
hand in place of the one the command line names, notes the container that is created, and lets
nothing be started.  So `docker run` and `docker create` both stop where the words are decided.
"""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from typing import TYPE_CHECKING

from attrs import frozen

from cmdresolve.testing.messages import tells_of_itself
from cmdresolve.testing.oracle import OracleError, Place, refusal
from cmdresolve.testing.oracles.api_oracle import Created
from cmdresolve.testing.wire.programs import end, program_words
from cmdresolve.testing.wire.relay import CREATES, REFUSED, Relay, RelayHandler, listening

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

# Two command lines may ask for one name at the same time; a name no engine takes is passed on.
_NAME = re.compile(r"(?<=[?&])name=[a-zA-Z0-9][a-zA-Z0-9_.-]+(?:&|$)")


@frozen
class Ended:
    """The end of a program.

    Attributes:
        status: what it returned.
        out: its standard output.
        error: its standard error.
    """

    status: int
    out: str
    error: str


def create_by_cli(words: Sequence[str], image: str, place: Place, timeout: float) -> Created:
    """Run a `docker` command line up to the created container.

    Args:
        words: the command line, `docker` first.
        image: the id of the image it gets, whatever image it names.
        place: where the engine and the program live.
        timeout: how many seconds the program may take.

    Returns:
        The container, or the refusal: of stage ``create`` when it is the engine's, of stage
        ``request`` when the program refused its words.

    Raises:
        OracleError: the program did not end in time, or it is not docker, or asked to talk to
            another engine.
    """
    words = program_words(words, "docker")
    with listening(_Relay, place, image, timeout) as (relay, host):
        ended = run_in_terminal([*place.enter, "env", f"DOCKER_HOST={host}", *words], timeout)
    if relay.refused is not None:
        return Created(error=refusal("create", relay.refused))
    if relay.container is None:
        return Created(error=without_container("request", ended))
    return Created(relay.container)


def without_container(stage: str, ended: Ended) -> dict[str, Any]:
    """Return the `error` of an answer for a program that came to its end without a container.

    Its code is ``help`` where the program printed its usage or its version and nothing went wrong.
    """
    if ended.status == 0 and tells_of_itself(ended.out):
        return {"stage": stage, "code": "help", "message": ended.out.partition("\n")[0]}
    return refusal(stage, ended.error or "no container was asked for")


def run_in_terminal(words: Sequence[str], timeout: float) -> Ended:
    """Run a program whose standard input is a terminal.

    Raises:
        OracleError: it did not end in time.
    """
    master, slave = pty.openpty()
    try:
        with subprocess.Popen(
            words,
            stdin=slave,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            return _ended(process, words, timeout)
    finally:
        os.close(master)
        os.close(slave)


def _ended(process: subprocess.Popen[bytes], words: Sequence[str], timeout: float) -> Ended:
    """Wait for a program and return its end; whatever happens, it and its children are ended."""
    try:
        written = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        raise OracleError(f"{words} did not end within {timeout:g} s") from None
    finally:
        end(process)
    out, error = (text.decode(errors="replace").strip() for text in written)
    return Ended(process.returncode, out, error)


class _Handler(RelayHandler):
    server: _Relay

    def answer(self, body: bytes) -> None:
        if self.command != "POST" or not CREATES.search(self.path):
            self.pass_on(body)
            return
        self.path = _NAME.sub("", self.path)
        reply = self.pass_on(json.dumps(json.loads(body) | {"Image": self.server.image}).encode())
        if reply.status < REFUSED:
            self.server.container = json.loads(reply.body)["Id"]
        else:
            self.server.refused = json.loads(reply.body)["message"]


class _Relay(Relay):
    handler = _Handler
    container: str | None = None
    refused: str | None = None
