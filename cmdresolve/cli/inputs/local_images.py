"""The image of ``--image``: from the local engine, or from the other sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmdresolve.model.image import Basis, ImageConfig

if TYPE_CHECKING:
    from cmdresolve.cli.inputs.question import Question
    from cmdresolve.dialects import Engine


def local_image(question: Question, engine: Engine, reference: str) -> ImageConfig:
    """Ask for an image.

    Raises:
        CmdResolveError: no source has it.
    """
    from cmdresolve.images.chain import image_named  # noqa: PLC0415 - asked for

    sources = question.sources
    if sources is not None and sources.options.registry and not sources.options.ask:
        return image_named(reference, sources, question.platform)
    from cmdresolve.images import engine as local  # noqa: PLC0415 - starts a process

    own = (engine.name,) if engine.name in local.PROGRAMS else ()
    order = tuple(dict.fromkeys((*own, *local.PROGRAMS)))
    from cmdresolve.images.sources import PLATFORM  # noqa: PLC0415 - same

    platform = question.platform or PLATFORM
    found = local.inspect_image(reference, platform=platform, programs=order)
    return found.config.described_by(Basis(reference, found))
