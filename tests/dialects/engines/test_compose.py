"""The records of Compose, each on the Docker of its age."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig, Override, dialects, resolve


@pytest.mark.parametrize(
    ("key", "builder", "version"),
    [
        ("compose@2.26", "buildkit@26.1", (2, 26)),
        ("compose@2.39", "buildkit@26.1", (2, 39)),
        ("compose@2.40", "buildkit@28.5", (2, 40)),
        ("compose@5.3", "buildkit@28.5", (5, 3)),
    ],
)
def test_a_version_of_compose_has_a_docker(
    key: str, builder: str, version: tuple[int, ...]
) -> None:
    """Whose builder builds, and which reads its files."""
    engine = dialects.engine(key)

    assert (engine.builder, engine.compose) == (builder, version)
    assert engine.command_line is None


def test_the_merge_is_that_of_docker() -> None:
    """An entrypoint drops the image's CMD."""
    image = ImageConfig(entrypoint=["e"], cmd=["c"])

    assert resolve(image, Override(entrypoint=["x"]), engine="compose@2.40").argv == ("x",)
