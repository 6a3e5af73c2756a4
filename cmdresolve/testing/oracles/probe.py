"""Starting a container for real, with a program in it that tells what it sees of itself."""

from __future__ import annotations

import functools
import posixpath
import struct
import subprocess
import tempfile
from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmdresolve.testing.oracle import OracleError, refusal
from cmdresolve.testing.wire.archive import tar
from cmdresolve.testing.wire.docker_api import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cmdresolve.testing.wire.docker_api import DockerApi

_DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_COMPILE_LIMIT = 60.0
_EXECUTABLE = 0o755


def program() -> bytes:
    """Return the probe, compiled for this machine.

    Raises:
        OracleError: there is no C compiler that can make a static program.
    """
    return compiled("probe.c")


@functools.cache
def compiled(name: str) -> bytes:
    """Return one of the C programs of this folder, compiled for this machine.

    Raises:
        OracleError: there is no C compiler that can make a static program.
    """
    with tempfile.TemporaryDirectory(prefix="cmdresolve-probe-") as folder:
        source = Path(folder, name)
        source.write_bytes(resources.files(__package__).joinpath(name).read_bytes())
        target = source.with_suffix("")
        words = ["cc", "-std=c11", "-Os", "-s", "-static", "-o", str(target), str(source)]
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=_COMPILE_LIMIT)
        except FileNotFoundError:
            raise OracleError(f"{name} needs a C compiler called cc") from None
        except subprocess.CalledProcessError as error:
            raise OracleError(f"{name} does not compile: {error.stderr.decode()}") from None
        except subprocess.TimeoutExpired:
            raise OracleError(f"the C compiler took longer than {_COMPILE_LIMIT:g} s") from None
        return target.read_bytes()


def run(
    api: DockerApi, container: str, words: Sequence[str], programs: Mapping[str, int] | None
) -> dict[str, Any]:
    """Put programs into a created container, start it, and return what its process says of itself.

    Args:
        api: the engine.
        container: the id of the container.
        words: the words its process is to have, which name the program when `programs` is None.
        programs: paths and modes of the programs to put there.

    Returns:
        `argv`, `pid`, `cwd`, `pid1` and `status`; or `error` and `status`.
    """
    if programs is None:
        config = api.get(f"/containers/{container}/json")["Config"]
        path = looked_up(words[0], config.get("Env") or [], config.get("WorkingDir") or "/")
        programs = {} if path is None else {path: _EXECUTABLE}
    for path, mode in programs.items():
        # If it cannot be put there, it cannot be started either, and the engine will say so.
        with suppress(RefusedError):
            api.put(container, tar([(path.lstrip("/"), program())], mode=mode))
    refused = api.start(container)
    if refused is not None:
        state = api.get(f"/containers/{container}/json")["State"]
        return {"error": refusal("start", refused.message), "status": state["ExitCode"]}
    status = api.wait(container)
    return {**facts_of(output(api.output(container))), "status": status}


def looked_up(word: str, env: Sequence[str], working_dir: str) -> str | None:
    """Return where an engine looks for a program first; None where no program can be."""
    if word.endswith("/") or posixpath.basename(word) in {"", ".", ".."}:
        return None
    if "/" in word:
        return posixpath.normpath(posixpath.join(working_dir, word))
    path = next((item[5:] for item in reversed(env) if item.startswith("PATH=")), _DEFAULT_PATH)
    folder = next((folder for folder in path.split(":") if folder.startswith("/")), None)
    return None if folder is None else posixpath.join(folder, word)


def output(log: bytes) -> bytes:
    """Return the plain bytes of a log whose pieces come with a header of eight bytes each."""
    plain = b""
    while log:
        (length,) = struct.unpack_from(">4xI", log)
        plain += log[8 : 8 + length]
        log = log[8 + length :]
    return plain


def facts_of(text: bytes) -> dict[str, Any]:
    """Return what the probe wrote as values.

    Raises:
        OracleError: it did not write everything.
    """
    facts = [line.partition(b" ") for line in text.splitlines()]
    if not facts or facts[-1][0] != b"end":
        raise OracleError(f"the probe was cut short: {text[-200:]!r}")
    values: dict[str, Any] = {"argv": []}
    for name, _, value in facts:
        if name == b"argv":
            values["argv"].append(_text(bytes.fromhex(value.decode())))
        elif name == b"pid":
            values["pid"] = int(value)
        elif name == b"cwd":
            values["cwd"] = _text(bytes.fromhex(value.decode()))
        elif name == b"pid1":
            words = bytes.fromhex(value.decode()).removesuffix(b"\0").split(b"\0")
            values["pid1"] = [_text(word) for word in words]
    return values


def _text(word: bytes) -> str:
    return word.decode(errors="surrogateescape")
