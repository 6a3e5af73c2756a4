"""The types of what the library is called with: what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from cmdresolve.model.errors import wrong_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def check_text(value: object, name: str, example: str, *, optional: bool = False) -> None:
    """Refuse an argument that is no text.

    Args:
        value: the argument.
        name: its name.
        example: a value that it could have.
        optional: whether None says that it is not given.

    Raises:
        WrongTypeError: it is of another type.
    """
    if not (isinstance(value, str) or (optional and value is None)):
        message = f"{name} is a text, not a value of type {type(value).__name__}"
        raise wrong_type(message, f"write it as {example!r}" + (", or leave it out" * optional))


def check_number(value: object, name: str, example: int) -> None:
    """Refuse an argument that is no whole number.

    Args:
        value: the argument.
        name: its name.
        example: a value that it could have.

    Raises:
        WrongTypeError: it is of another type.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        message = f"{name} is a whole number, not a value of type {type(value).__name__}"
        raise wrong_type(message, f"write it as {example}")


def check_switch(value: object, name: str) -> None:
    """Refuse an argument that is neither True nor False.

    Raises:
        WrongTypeError: it is of another type.
    """
    if not isinstance(value, bool):
        message = f"{name} is True or False, not a value of type {type(value).__name__}"
        raise wrong_type(message, f"write {name}=True, or leave it out")


def listed(values: Iterable[str], name: str, *, in_order: bool = True) -> tuple[str, ...]:
    """Return the texts of a list.

    Args:
        values: the argument: a list, a tuple, or whatever else gives texts one by one.
        name: its name.
        in_order: whether their order counts, so that a set will not do.

    Raises:
        WrongTypeError: it is a single text, whose characters would be taken for the list's, or of
            another type, or one of its values is no text.
    """
    if isinstance(values, str):
        raise wrong_type(f"{name} is a list, not a single text", f"write {name}=[{values!r}]")
    unfit = bytes | bytearray | Mapping | (AbstractSet if in_order else bytes)
    if isinstance(values, unfit) or not isinstance(values, Iterable):
        message = f"{name} is a list of texts, not a value of type {type(values).__name__}"
        raise wrong_type(message, f'write {name}=["a", "b"]')
    found = tuple(values)
    _check_each(found, name)
    return found


def _check_each(values: tuple[object, ...], name: str) -> None:
    for one in values:
        if not isinstance(one, str):
            message = f"{name} has texts, not a value of type {type(one).__name__}: {one!r}"
            raise wrong_type(message, f'write {name}=["a", "b"]')


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


def check_names(value: Mapping[Any, object], name: str) -> None:
    """Refuse a mapping with a key that is no text.

    Raises:
        WrongTypeError: it has one.
    """
    for key in value:
        if not isinstance(key, str):
            message = f"{name} has names, not a value of type {type(key).__name__}: {key!r}"
            raise wrong_type(message, "write each name as a text")


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
