"""Places in a Dockerfile, in a few characters."""

from __future__ import annotations

from cmdresolve import Dockerfile, resolve
from cmdresolve.model.origin import InDockerfile
from cmdresolve.render.places import place


def test_a_place_is_a_name_and_a_line() -> None:
    """Lines count from 1."""
    image = Dockerfile.parse('FROM scratch\n\nCMD ["a"]\n', name="web/Dockerfile").image()
    origin = resolve(image).words[0].origin

    assert isinstance(origin, InDockerfile)
    assert place(origin) == "web/Dockerfile:3"
