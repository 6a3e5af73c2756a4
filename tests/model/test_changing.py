"""The seam by which an image config asks for those who change it."""

from __future__ import annotations

from cmdresolve import ImageConfig
from cmdresolve.model.changing import changed


def test_an_engine_s_command_changes_a_config() -> None:
    """That of the engine that is named, or of the default one."""
    image = ImageConfig(entrypoint=["e"], cmd=["c"])

    assert changed(image, ['CMD ["n"]'], "docker@28.5", "commit").cmd == ("n",)
    assert changed(image, ['CMD ["n"]'], "podman@5.8", None).entrypoint is None
    assert changed(image, ['CMD ["n"]'], None, None).entrypoint == ("e",)
