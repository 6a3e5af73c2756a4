"""Standard input, which can be read only once, for all that name it with ``-``."""

from __future__ import annotations

from cmdresolve.cli.inputs.files import read_bytes
from cmdresolve.cli.inputs.stored_images import stored_image
from cmdresolve.model.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from cmdresolve.cli.inputs.question import Question
    from cmdresolve.model.image import ImageConfig


class Typed(NamedTuple):
    """What standard input had, if it was read.

    Attributes:
        data: its bytes, unless it was an archive of images.
        stored: the image in it if it was.
    """

    data: bytes | None = None
    stored: ImageConfig | None = None


def read_typed(names: Iterable[str | None], platform: str | None) -> Typed:
    """Read standard input if it is among the names of some inputs.

    Args:
        names: the names of files, ``-`` for standard input.
        platform: the platform that is asked for, or None.

    Raises:
        CmdResolveError: it cannot be read, or is a damaged archive.
    """
    if "-" not in names:
        return Typed()
    stored = stored_image("-", None, platform)
    return Typed(read_bytes("-")) if stored is None else Typed(stored=stored.config)


def read_once(question: Question) -> Question:
    """Read standard input if it is named, so that the question can be asked again.

    Raises:
        CmdResolveError: it cannot be read, or is a damaged archive.
    """
    if question.typed is not None or question.stored is not None:
        return question
    bases = (text.partition("=")[2] for text in question.bases)
    names = (question.operand, question.file, question.image_config, *bases)
    typed = read_typed(names, question.platform)
    return question._replace(typed=typed.data, stored=typed.stored)
