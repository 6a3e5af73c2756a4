"""What would start if an image that nobody described said nothing: half an answer, told as such."""

from __future__ import annotations

from attrs import evolve

from cmdresolve.model.command import default_shell
from cmdresolve.model.image import ImageConfig, Unknown, Words
from cmdresolve.resolving.resolution import Resolution
from cmdresolve.resolving.resolver import resolve


def if_absent(resolution: Resolution) -> Resolution:
    """Resolve once more, with every unknown field of the image absent.

    A text whose shell alone is unknown is wrapped in the default one.

    Raises:
        NoCommandError: nothing would be left to start, and the engine refuses that.
    """
    image = resolution.image
    bare = evolve(image, entrypoint=_absent(image.entrypoint, image), cmd=_absent(image.cmd, image))
    return resolve(bare, resolution.override, engine=resolution.engine)


def _absent(value: Words, image: ImageConfig) -> Words:
    if not isinstance(value, Unknown):
        return value
    return default_shell(image.os) + value.known if value.known else None
