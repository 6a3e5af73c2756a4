"""The errors of `resolve` for arguments of wrong types, with hints on what to call instead."""

from __future__ import annotations

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.model.errors import wrong_type
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.limits import check_limits
from cmdresolve.model.override import Override

# By the name of the type, since the types themselves are in rooms that import this one.
_IMAGES = {
    "Dockerfile": "build it first: resolve(dockerfile.image())",
    "dict": "read it first: resolve(ImageConfig.from_json(value))",
    "list": "read it first: resolve(ImageConfig.from_json(value)), or ImageConfig(cmd=value)",
    "str": "read it first: Dockerfile.parse(text).image(), or Dockerfile.from_file(path).image()",
    "bytes": "read it first: Dockerfile.parse(text).image()",
    "NoneType": "ImageConfig() is an image that says nothing",
}
_STARTS = frozenset({"RunCommand", "ServiceCommand", "PodContainer"})


def check_types(image: object, override: object, engine: object, limits: object) -> None:
    """Check the types of the arguments of `resolve`; nothing happens if they are right.

    Raises:
        WrongTypeError: one of them is of another type; the hint depends on which.
    """
    if not isinstance(image, ImageConfig):
        kind = type(image).__name__
        hint = _IMAGES.get(kind, "make an ImageConfig, or read one with ImageConfig.from_json")
        if kind in _STARTS:
            hint = "call its own method with the image: command.resolve(image)"
        elif hasattr(image, "__fspath__"):
            hint = "read it first: Dockerfile.from_file(path).image()"
        raise wrong_type(f"resolve takes an ImageConfig, not a value of type {kind}", hint)
    if not isinstance(engine, Engine):
        message = f"an engine is a name or a record, not a value of type {type(engine).__name__}"
        raise wrong_type(message, 'write engine="docker@28.5", or engine=dialect("docker@28.5")')
    check_limits(limits)
    if isinstance(override, Override):
        return
    kind = type(override).__name__
    hint = "make one: Override(entrypoint=…, args=…)"
    if kind in _STARTS:
        hint = "call its own method with the image: command.resolve(image)"
    elif kind in {"list", "tuple", "str"}:
        hint = "words after the image are Override(args=[…])"
    raise wrong_type(f"what is given at start is an Override, not a value of type {kind}", hint)
