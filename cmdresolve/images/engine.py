"""What a local engine says of an image it has. The only reader that starts a process."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, NoReturn

from cmdresolve.images.inspect import read_config
from cmdresolve.model.errors import UnknownImageError

if TYPE_CHECKING:
    from cmdresolve.model.image import ImageConfig

PROGRAMS = ("docker", "podman")


def inspect_image(
    reference: str, *, programs: tuple[str, ...] = PROGRAMS, seconds: float = 20
) -> ImageConfig:
    """Ask a local engine for the config of an image.

    Args:
        reference: the image; nothing is pulled.
        programs: the engines' programs, in the order to try them; the first that is installed
            is asked.
        seconds: how long to wait for its answer.

    Raises:
        UnknownImageError: no program is installed, or it does not know the image.
        ImageConfigError: what it prints is no image config.
    """
    if reference.startswith("-") or not reference:
        _unknown(reference, f"{reference!r} names no image", "write it as NAME[:TAG]")
    for program in programs:
        words = [program, "image", "inspect", reference]
        try:
            done = subprocess.run(  # noqa: S603 - the caller asks for this very program
                words, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
            )
        except FileNotFoundError:
            continue
        except OSError as error:
            _unknown(reference, f"{program} cannot be started: {error.strerror}", None)
        except subprocess.TimeoutExpired:
            _unknown(
                reference,
                f"{program} gave no answer within {seconds:g} seconds",
                "see whether its daemon is running",
            )
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            reason = said[-1] if said else f"exit status {done.returncode}"
            _unknown(
                reference,
                f"{program} does not describe {reference}: {reason}",
                f"try `{program} pull {reference}` first",
            )
        return read_config(done.stdout, name=reference, source_name=" ".join(words))
    known = " nor ".join(programs)
    return _unknown(
        reference,
        f"neither {known} is installed here" if len(programs) > 1 else f"{known} is not installed",
        "describe the image with --image-config FILE instead",
    )


def _unknown(reference: str, message: str, hint: str | None) -> NoReturn:
    raise UnknownImageError(
        message, needs=(f"the config of {reference}",), code="image-not-described", hint=hint
    )
