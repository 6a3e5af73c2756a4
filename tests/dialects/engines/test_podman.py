"""Podman's records, by version and interface."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve import ImageConfig, NoCommandError, Override, OverrideError, dialects, resolve

IMAGE = ImageConfig(entrypoint=["e"], cmd=["c"])


@pytest.mark.parametrize(
    ("engine", "entrypoint", "argv"),
    [
        ("podman@5.8", "x y", ("x y",)),
        ("podman@5.8", '["x", "y"]', ("x", "y")),
        ("podman@5.8", "", ("",)),
        ("podman@5.8/compat", ["x", "y"], ("x", "y")),
        ("podman@5.8/compat", [], ("c",)),
        ("podman@5.4/compat", [], ("e", "c")),
        ("podman@5.8/remote", [], ("e", "c")),
        ("podman@5.8/libpod", ["x"], ("x",)),
        ("podman@5.8/libpod", [], ("c",)),
    ],
)
def test_each_interface_reads_an_entrypoint_in_its_own_way(
    engine: str, entrypoint: Any, argv: tuple[str, ...]
) -> None:
    """The flag reads a list as text, the wire leaves empty lists out, the APIs take lists."""
    assert resolve(IMAGE, Override(entrypoint=entrypoint), engine=engine).argv == argv


def test_the_service_takes_no_text() -> None:
    """Its own API takes lists alone."""
    with pytest.raises(OverrideError):
        resolve(IMAGE, Override(entrypoint="x"), engine="podman@5.8/libpod")


def test_nothing_to_start_is_refused_before_5_0() -> None:
    """Since then one empty word is started."""
    with pytest.raises(NoCommandError) as caught:
        resolve(ImageConfig(), engine="podman@4.3")

    assert caught.value.message == (
        "no command or entrypoint provided, and no CMD or ENTRYPOINT from image"
    )
    assert resolve(ImageConfig(), engine="podman@5.0").argv == ("",)


@pytest.mark.parametrize(
    ("engine", "program"),
    [
        ("podman@5.8", "podman"),
        ("podman@5.8/remote", "podman"),
        ("podman@5.8/compat", "docker"),
        ("podman@5.8/libpod", None),
        ("kube-play@5.8", None),
    ],
)
def test_whose_command_line_starts_containers_on_it(engine: str, program: str | None) -> None:
    """The Docker-compatible API is spoken to by ``docker``."""
    assert dialects.engine(engine).command_line == program
