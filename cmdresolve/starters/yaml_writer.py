"""Parsed YAML written as text again, so that texts and parsed documents take the same path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cmdresolve.model.errors import wrong_type
from cmdresolve.model.quoting import yaml_word

_HINT = "give what a YAML or JSON reader returns: mappings, lists, texts, numbers, truth values"


def as_text(value: object, what: str) -> str:
    """Return the text of a document that is given as text or already parsed.

    Args:
        value: the text; or a mapping; or a list of mappings, one for each document.
        what: what to call it in an error, such as ``a manifest``.

    Raises:
        WrongTypeError: the value is none of these.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return as_yaml(value)
    if isinstance(value, list | tuple):
        return "---\n".join(map(as_yaml, value))
    message = f"{what} is a text or an object, not a value of type {type(value).__name__}"
    raise wrong_type(message, "give the text of the file, or what a YAML reader makes of it")


def as_yaml(value: Any) -> str:
    """Write a parsed document as YAML, with one entry a line so that errors point at entries.

    Args:
        value: mappings with texts, numbers or truth values for keys, lists, texts, numbers, truth
            values, dates and None, in any depth.

    Raises:
        WrongTypeError: a value is of another type, or the values are nested without an end.
    """
    try:
        return _written(value, "") + "\n"
    except RecursionError:
        raise wrong_type("the values are nested too deeply, or in themselves", _HINT) from None


def _written(value: Any, indent: str) -> str:
    inner = indent + "  "
    if isinstance(value, Mapping):
        entries = [f"{_scalar(key)}: {_written(each, inner)}" for key, each in value.items()]
        return _flow("{}", entries, indent)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
        return _flow("[]", [_written(x, inner) for x in value], indent)
    return _scalar(value)


def _flow(brackets: str, entries: list[str], indent: str) -> str:
    if not entries:
        return brackets
    inner = f",\n{indent}  ".join(entries)
    return f"{brackets[0]}\n{indent}  {inner}\n{indent}{brackets[1]}"


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return yaml_word(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    raise wrong_type(f"YAML has no values of type {type(value).__name__}", _HINT)


def _number(value: float) -> str:
    text = repr(value)
    if isinstance(value, int):
        return str(int(value))
    named = {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}.get(text)
    # YAML 1.1 reads 1e+16 as a string: its float needs a point (https://yaml.org/type/float.html).
    return named or (text.replace("e", ".0e") if "e" in text and "." not in text else text)
