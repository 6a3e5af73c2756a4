"""Image configs from the output of ``docker image inspect`` and similar tools."""

from __future__ import annotations

import json
from typing import Any

from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.image_json import INSPECT_HINT
from cmdresolve.model.source import Source, Span, byte_place

_NAME = "<image config>"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_config(
    text: str | bytes, *, name: str | None = None, source_name: str = _NAME
) -> ImageConfig:
    """Read an image config from the output of a tool.

    Args:
        text: the JSON.
        name: what to call the image; by default the name in the JSON.
        source_name: what to call the text in messages.

    Raises:
        ImageConfigError: the text is not JSON, or describes not exactly one image.
    """
    if isinstance(text, bytes):
        text = _decoded(text, source_name)
    source = Source(source_name, text)
    record = _loaded(source)
    if isinstance(record, dict) and isinstance(record.get("Docker"), dict) and "OCIv1" in record:
        # `buildah inspect` prints the config in Docker's format, in OCI's, and as a text.
        record = record["Docker"]
    try:
        return ImageConfig.from_json(record, name=name)
    except ImageConfigError as error:
        raise _error(source_name, error.message, error.hint) from None


def _decoded(data: bytes, source_name: str) -> str:
    # Redirection in Windows PowerShell 5.1 writes UTF-16 with a byte order mark.
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"it is not UTF-8: {byte_place(data, error.start)} of it"
        raise _error(source_name, message, INSPECT_HINT) from None


def _loaded(source: Source) -> Any:
    try:
        # No number is used, and int() refuses those of more than 4,300 digits.
        return json.loads(source.text, parse_int=float)
    except json.JSONDecodeError as error:
        raise ImageConfigError(
            f"this is not JSON: {error.msg}",
            code="not-json",
            source=source,
            span=Span(error.pos, error.pos + 1),
            hint=INSPECT_HINT,
        ) from None
    except RecursionError:
        raise _error(source.name, "its JSON is nested too deeply", INSPECT_HINT) from None


def _error(source_name: str, message: str, hint: str | None) -> ImageConfigError:
    return ImageConfigError(f"{source_name}: {message}", code="image-config", hint=hint)
