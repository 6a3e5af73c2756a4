"""The batch protocol: one request in, one answer out, both JSON objects.

The protocol is fixed; build tools in any language speak it over ``cmdresolve batch``.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from typing import Any

from cmdresolve import dialects
from cmdresolve.dialects.builder import Builder
from cmdresolve.dialects.engine import Engine
from cmdresolve.errors import CmdResolveError, ImageConfigError, OverrideError, UnknownImageError
from cmdresolve.image import ImageConfig, Unknown, Words
from cmdresolve.override import NOTHING, Override
from cmdresolve.resolver import resolve

_KEYS = frozenset(
    "id engine builder dockerfile dockerfile_b64 target build_args platform bases contexts image "
    "run cli explain".split()
)
_FIELDS = (
    ("Entrypoint", "entrypoint"),
    ("Cmd", "cmd"),
    ("Shell", "shell"),
    ("OnBuild", "on_build"),
)


class RequestError(CmdResolveError):
    """The request itself cannot be read (stage ``request``)."""


def answer(request: Any) -> dict[str, Any]:
    """Answer one request.

    Args:
        request: the object of the protocol; anything else gives an answer with an error.

    Returns:
        ``id``, ``image``, and one of ``argv``, ``error`` and ``unknown``; with ``"explain": true``
        also ``words``, ``dropped``, ``steps``, ``documented`` and ``shell``. Never raises.
    """
    result: dict[str, Any] = {}
    try:
        _answer(request, result)
    except UnknownImageError as error:
        result["unknown"] = list(error.needs)
    except CmdResolveError as error:
        result["error"] = _error(error)
    return result


def answer_lines(lines: Iterable[str]) -> Iterator[str]:
    """Answer requests that come as lines of JSON, each with a line of JSON.

    A line that is no JSON gives an answer with an error, and the run goes on; blank lines are
    passed over.
    """
    for line in lines:
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            yield json.dumps({"error": {"stage": "request", "code": "not-json", "message": reason}})
            continue
        yield json.dumps(answer(request))


def _answer(request: Any, result: dict[str, Any]) -> None:
    if not isinstance(request, dict):
        raise _bad("a request is a JSON object")
    if "id" in request:
        result["id"] = request["id"]
    unknown_keys = sorted(set(request) - _KEYS)
    if unknown_keys:
        raise _bad(f"unknown key {unknown_keys[0]!r}", hint="known: " + ", ".join(sorted(_KEYS)))
    engine = dialects.engine(_text(request, "engine") or dialects.DEFAULT.key)
    override = NOTHING
    if "cli" in request:
        if "run" in request:
            raise _bad("give run or cli, not both")
        command = _command(request["cli"], request.get("engine"))
        override, engine = command.override, dialects.engine(command.engine)
    image = _image(request, engine)
    result["image"] = image_json(image)
    if request.get("run") is False:
        return
    if request.get("run") is not None:
        override = _override(request["run"])
    resolution = resolve(image, override, engine=engine)
    if request.get("explain"):
        from cmdresolve.render import as_json  # noqa: PLC0415 - only for those who ask

        result.update(as_json.explanation(resolution))
    if resolution.unknown:
        result["unknown"] = list(resolution.unknown)
        result.pop("argv", None)
        return
    result["argv"] = list(resolution.argv)
    if override.init and engine.init:
        result["pid1"] = list(resolution.pid1)


def image_json(image: ImageConfig) -> dict[str, Any]:
    """Give the fields of an image that the protocol shows, null where nothing is stored."""
    return {name: _words_json(getattr(image, attribute)) for name, attribute in _FIELDS}


def _words_json(words: Words) -> Any:
    if isinstance(words, Unknown):
        return {"unknown": words.need, "known": list(words.known)}
    return None if words is None else list(words)


def _error(error: CmdResolveError) -> dict[str, Any]:
    record: dict[str, Any] = {
        "stage": error.stage,
        "code": error.code,
        "message": error.message,
    }
    if error.line is not None:
        record["line"] = error.line
        record["column"] = error.column
    if error.hint is not None:
        record["hint"] = error.hint
    return record


def _bad(message: str, hint: str | None = None) -> RequestError:
    return RequestError(message, code="bad-request", hint=hint)


def _text(request: dict[str, Any], key: str) -> str | None:
    value = request.get(key)
    if value is None or isinstance(value, str):
        return value
    raise _bad(f"{key} must be a string")


def _command(words: Any, engine: Any) -> Any:
    from cmdresolve.frontends.docker import docker_run  # noqa: PLC0415 - only for a command line

    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise _bad("cli must be a list of strings")
    return docker_run(words, engine=engine)


def _override(run: Any) -> Override:
    if not isinstance(run, dict):
        raise _bad("run must be an object, or false")
    entrypoint = run.get("entrypoint")
    args = run.get("args")
    init = run.get("init") or False
    try:
        return Override(entrypoint=_nulls(entrypoint), args=_nulls(args), init=bool(init))
    except TypeError as error:
        raise OverrideError(
            f"cannot unmarshal: {error}",
            code="override-type",
            stage="create",
            hint="entrypoint and args are a list of strings or one string",
        ) from None


def _nulls(value: Any) -> Any:
    """Read a null in a list as an empty word, as Go's decoder does."""
    if isinstance(value, list):
        return ["" if word is None else word for word in value]
    return value


def _image(request: dict[str, Any], engine: Engine) -> ImageConfig:
    sources = [key for key in ("dockerfile", "dockerfile_b64", "image") if key in request]
    if len(sources) != 1:
        raise _bad("give one of dockerfile, dockerfile_b64 and image")
    if sources == ["image"]:
        return _config(request["image"], None)
    builder = dialects.builder(_text(request, "builder") or engine.builder)
    text: str | bytes | None = _text(request, "dockerfile")
    if sources == ["dockerfile_b64"]:
        try:
            text = base64.b64decode(_text(request, "dockerfile_b64") or "", validate=True)
        except (binascii.Error, ValueError):
            raise _bad("dockerfile_b64 is not base64") from None
    if text is None:
        raise _bad("dockerfile must be a string")
    return _build(request, text, builder, "Dockerfile")


def _build(request: dict[str, Any], text: str | bytes, builder: Builder, name: str) -> ImageConfig:
    from cmdresolve.dockerfile import Dockerfile  # noqa: PLC0415 - not for an image config

    platform = _text(request, "platform")
    bases = _described(request.get("bases"), "bases", builder, platform)
    contexts = _described(request.get("contexts"), "contexts", builder, platform)
    parsed = Dockerfile.parse(text, name=name, builder=builder)
    return parsed.image(
        _text(request, "target"),
        _build_args(request.get("build_args")),
        bases,
        platform=platform,
        contexts=contexts,
    )


def _build_args(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(x, str) for x in value.values()):
        raise _bad("build_args must be an object of strings")
    return value


def _described(
    value: Any, key: str, builder: Builder, platform: str | None
) -> dict[str, ImageConfig]:
    """Read the images a request describes; a Dockerfile among them may start from those before."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _bad(f"{key} must be an object")
    described: dict[str, ImageConfig] = {}
    for name, base in value.items():
        if isinstance(base, str):
            described[name] = _build_base(name, base, described, builder, platform)
        else:
            described[name] = _config(base, name)
    return described


def _build_base(
    name: str,
    text: str,
    described: dict[str, ImageConfig],
    builder: Builder,
    platform: str | None,
) -> ImageConfig:
    from cmdresolve.dockerfile import Dockerfile  # noqa: PLC0415 - not for an image config

    parsed = Dockerfile.parse(text, name=name, builder=builder)
    return parsed.image(bases=described, platform=platform)


def _config(record: Any, name: str | None) -> ImageConfig:
    try:
        return ImageConfig.from_json(record, name=name)
    except ImageConfigError as error:
        raise ImageConfigError(
            error.message if name is None else f"{name}: {error.message}",
            code=error.code,
            stage="request",
            hint=error.hint,
        ) from None
