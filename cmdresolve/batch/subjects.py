"""A request of the batch protocol, as a subject that can be asked again with a mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cmdresolve import dialects
from cmdresolve.batch.start import MANIFEST, compose_name
from cmdresolve.checks.subject import Asked, Inputs, Subject
from cmdresolve.model.errors import CmdResolveError

_DOCKERFILE = "Dockerfile"

ReadRequest = Callable[[dict[str, Any]], Asked]


def subject_of(asked: dict[str, Any], first: ReadRequest, again: ReadRequest) -> Subject:
    """Return the subject of a request, which can be asked again.

    Args:
        asked: the keys of the request that are not null.
        first: reads the request as it is.
        again: reads it after a change.
    """
    line = _line(asked)

    def ask(inputs: Inputs) -> Asked:
        if not inputs.texts and inputs.line == line:
            return first(asked)
        changed = _with_texts(asked, inputs.texts)
        if inputs.line != line:
            changed.pop("run", None)
            changed["cli"] = list(inputs.line)
        return again(changed)

    return Subject(ask, Inputs({}, line))


def _with_texts(asked: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    changed = dict(asked)
    compose, pod = asked.get("compose"), asked.get("kubernetes")
    if _DOCKERFILE in texts:
        changed.pop("dockerfile_b64", None)
        changed["dockerfile"] = texts[_DOCKERFILE]
    if compose is not None:
        files = [
            texts.get(compose_name(place), text) for place, text in enumerate(compose["files"])
        ]
        changed["compose"] = {**compose, "files": files}
    if pod is not None:
        changed["kubernetes"] = {**pod, "manifest": texts.get(MANIFEST, pod["manifest"])}
    return changed


def _line(asked: dict[str, Any]) -> tuple[str, ...]:
    """Return the command line of a request, or one that is equivalent to its ``run``."""
    words = asked.get("cli")
    if words is not None:
        return tuple(words) if all(isinstance(word, str) for word in words) else ()
    given = asked.get("run") or {}
    if asked.keys() & {"compose", "kubernetes"}:
        return ()
    try:
        engine = dialects.engine(asked.get("engine", dialects.DEFAULT.key))
    except CmdResolveError:
        return ()
    if engine.command_line is None or engine.variant:
        return ()
    entrypoint, args = given.get("entrypoint"), given.get("args") or []
    if isinstance(entrypoint, list | tuple) and len(entrypoint) == 1:
        entrypoint = entrypoint[0]
    words = [engine.command_line, "run", *(["--init"] if given.get("init") else [])]
    if isinstance(entrypoint, str):
        words += ["--entrypoint", entrypoint]
    elif entrypoint is not None:
        # A command line takes only one word as entrypoint.
        return ()
    return (*words, "img", *args) if _are_words(args) else ()


def _are_words(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)
