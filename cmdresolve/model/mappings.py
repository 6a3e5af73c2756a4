"""The types of mappings that the library is called with."""

from __future__ import annotations

from collections.abc import Mapping

from cmdresolve.model.errors import wrong_type


def check_mapping(value: object, name: str, shape: str) -> None:
    """Refuse an argument that is no mapping.

    Args:
        value: the argument.
        name: its name.
        shape: how to write one.

    Raises:
        WrongTypeError: it is of another type.
    """
    if not isinstance(value, Mapping):
        message = f"{name} is a mapping, not a value of type {type(value).__name__}"
        raise wrong_type(message, f"write {name}={shape}")


def check_texts(value: object, name: str) -> None:
    """Refuse an argument that is no mapping of names to texts.

    A None for a text, as of a key alone in parsed YAML, is refused too: whether it means the
    variable of the process or none is for the caller to say.

    Raises:
        WrongTypeError: it is of another type, or one of its names or values is.
    """
    check_mapping(value, name, '{"NAME": "value"}')
    for key, text in value.items():  # type: ignore[attr-defined] # it is a mapping
        if not (isinstance(key, str) and isinstance(text, str)):
            message = f"{name} has texts, not a value of type {type(text).__name__} for {key!r}"
            raise wrong_type(message, 'write {"NAME": "value"}, and leave out what has no value')
