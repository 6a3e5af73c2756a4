"""What ``docker image inspect`` and its kin print, read as an image config.

Known shapes: the list of ``docker`` and ``podman`` ``image inspect`` (and of containers), one
member of it, the OCI config of ``skopeo inspect --config`` and ``crane config``, and a bare config
object.
"""

from __future__ import annotations

import json
from typing import Any

from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.source import Source, Span

_NAME = "<image config>"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_INSPECT_HINT = "save what `docker image inspect IMAGE` prints, or `skopeo inspect --config`"


def read_config(
    text: str | bytes, *, name: str | None = None, source_name: str = _NAME
) -> ImageConfig:
    """Read an image config from what a tool prints of an image.

    Args:
        text: the JSON.
        name: what to call the image; by default the name the JSON gives it.
        source_name: what to call the text in messages.

    Raises:
        ImageConfigError: it is no JSON, or describes no single image.
    """
    if isinstance(text, bytes):
        text = _decoded(text, source_name)
    source = Source(source_name, text)
    record = _loaded(source)
    if isinstance(record, list):
        record = _only(record, source_name)
    if not isinstance(record, dict):
        raise _error(
            source_name, "an image config is a JSON object, or a list of one", _INSPECT_HINT
        )
    _refuse_lookalikes(record, source_name)
    config = _get(record, "config")
    whole = record if isinstance(config, dict) else {}
    if config is not None and not isinstance(config, dict):
        raise _error(source_name, "its Config is no JSON object", _INSPECT_HINT)
    try:
        return ImageConfig.from_json(
            record if config is None else config,
            name=name if name is not None else _own_name(whole),
            os=_system(whole),
        )
    except ImageConfigError as error:
        raise _error(source_name, error.message, error.hint) from None


def _decoded(data: bytes, source_name: str) -> str:
    # A redirection in Windows PowerShell writes UTF-16.
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        raise _error(
            source_name,
            f"it is not UTF-8 (line {line}, byte {column} of the line)",
            _INSPECT_HINT,
        ) from None


def _loaded(source: Source) -> Any:
    try:
        # No number matters here, and Python refuses to read very long ones.
        return json.loads(source.text, parse_int=float)
    except json.JSONDecodeError as error:
        raise ImageConfigError(
            f"this is no JSON: {error.msg}",
            code="not-json",
            source=source,
            span=Span(error.pos, error.pos + 1),
            hint=_INSPECT_HINT,
        ) from None
    except RecursionError:
        raise _error(source.name, "its JSON is nested too deeply", _INSPECT_HINT) from None


def _only(records: list[Any], source_name: str) -> Any:
    if not records:
        raise _error(
            source_name,
            "it is an empty list",
            "the engine prints that for an image it does not have: pull the image first",
        )
    if len(records) > 1:
        raise _error(
            source_name, f"it describes {len(records)} images", "inspect one image at a time"
        )
    return records[0]


def _refuse_lookalikes(record: dict[str, Any], source_name: str) -> None:
    """Refuse what looks like a config and says nothing of the command."""
    config = _get(record, "config")
    if _get(record, "manifests") is not None or (
        isinstance(config, dict) and _get(config, "digest") is not None
    ):
        raise _error(
            source_name,
            "this is a manifest; it only points to the config",
            "use `skopeo inspect --config` or `crane config`",
        )
    if config is None and _get(record, "layers") is not None:
        raise _error(
            source_name,
            "this is `skopeo inspect` without --config, which leaves the command out",
            "use `skopeo inspect --config`",
        )
    entrypoint = _get(config, "entrypoint") if isinstance(config, dict) else None
    if isinstance(entrypoint, str) and " " in entrypoint and _get(record, "path") is not None:
        # Podman before 5.0 joined a container's entrypoint with blanks.
        raise _error(
            source_name,
            "it joins the container's entrypoint into one text, so its words are lost",
            "inspect the image instead of the container",
        )


def _get(record: dict[str, Any], key: str) -> Any:
    """Look a key up without regard to case, as Go's decoder does."""
    if key in record:
        return record[key]
    for name, value in record.items():
        if name.lower() == key:
            return value
    return None


def _own_name(record: dict[str, Any]) -> str | None:
    tags = _get(record, "repotags")
    if isinstance(tags, list) and tags and isinstance(tags[0], str):
        return tags[0]
    return None


def _system(record: dict[str, Any]) -> str:
    system = _get(record, "os")
    return system if isinstance(system, str) and system else "linux"


def _error(source_name: str, message: str, hint: str | None) -> ImageConfigError:
    return ImageConfigError(f"{source_name}: {message}", code="image-config", hint=hint)
