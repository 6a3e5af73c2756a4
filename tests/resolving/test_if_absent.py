"""Half an answer: `cmdresolve.resolving.if_absent`."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import NoCommandError
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.model.override import Override
from cmdresolve.resolving.if_absent import if_absent
from cmdresolve.resolving.resolver import resolve

TEXT = Unknown("b", "Shell", ("exec x",))


@pytest.mark.parametrize(
    ("image", "override", "argv"),
    [
        (ImageConfig(entrypoint=Unknown("b", "Entrypoint"), cmd=["c"]), Override(), ("c",)),
        (ImageConfig(entrypoint=["e"], cmd=Unknown("b", "Cmd")), Override(), ("e",)),
        (ImageConfig(cmd=TEXT), Override(), ("/bin/sh", "-c", "exec x")),
        (ImageConfig(cmd=TEXT, os="windows"), Override(), ("cmd", "/S", "/C", "exec x")),
        (ImageConfig.undescribed("b"), Override(args=["a"]), ("a",)),
    ],
)
def test_what_is_unknown_counts_as_absent(
    image: ImageConfig, override: Override, argv: tuple[str, ...]
) -> None:
    """A text whose shell alone is unknown gets the default one."""
    resolution = resolve(image, override)

    assert resolution.unknown
    assert if_absent(resolution).argv == argv


def test_the_engine_stays_the_same() -> None:
    """Docker refuses what Podman starts as one empty word."""
    nothing = ImageConfig.undescribed("b")

    assert if_absent(resolve(nothing, engine="podman")).argv == ("",)
    with pytest.raises(NoCommandError):
        if_absent(resolve(nothing))
