"""The answer: `cmdresolve.resolving.resolution`."""

from __future__ import annotations

import json

import pytest

from cmdresolve import Dockerfile
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.override import Override
from cmdresolve.resolving.resolver import resolve

SCRIPT = ImageConfig(entrypoint=["/bin/sh", "-c", "exec srv"], cmd=["--port", "80"])


@pytest.mark.parametrize(
    ("engine", "init", "pid1"),
    [
        ("docker@28.5", True, ("/sbin/docker-init", "--", "a")),
        ("podman@5.8", True, ("/run/podman-init", "--", "a")),
        ("containerd-cri@2.1", True, ("a",)),
        ("docker@28.5", False, ("a",)),
    ],
)
def test_an_init_is_the_first_process_and_no_part_of_the_command(
    engine: str,
    init: bool,  # noqa: FBT001 - a column of the table
    pid1: tuple[str, ...],
) -> None:
    """Recorded by ``/proc/1/cmdline``; ``docker inspect`` does not show it."""
    resolution = resolve(ImageConfig(cmd=["a"]), Override(init=init), engine=engine)

    assert resolution.pid1 == pid1
    assert resolution.argv == ("a",)


def test_resolutions_are_values() -> None:
    """Equal questions have equal answers."""
    assert resolve(SCRIPT, Override(args=["x"])) == resolve(SCRIPT, Override(args=["x"]))
    assert resolve(SCRIPT) != resolve(SCRIPT, engine="podman")


def test_a_resolution_explains_itself() -> None:
    """As text, as HTML, and as what a notebook chooses from."""
    resolution = resolve(SCRIPT)

    bundle = resolution._repr_mimebundle_()

    assert resolution.explain().startswith("/bin/sh -c 'exec srv' --port 80\n")
    assert bundle["text/plain"] == resolution.explain()
    assert bundle["text/html"] == resolution._repr_html_()
    assert json.loads(json.dumps(bundle["application/json"]))["argv"] == list(resolution.argv)


def test_what_is_asked_for_is_worked_out_from_its_own_module() -> None:
    """The words as a list, the images it stands on, and the answer as JSON."""
    image = Dockerfile.parse("FROM b").image(bases={"b": SCRIPT})
    resolution = resolve(image, Override(args=["x"]))

    assert resolution.argv_list == ["/bin/sh", "-c", "exec srv", "x"]
    assert [basis.reference for basis in resolution.bases] == ["b"]
    assert resolution.to_json()["argv"] == resolution.argv_list
    assert image.to_json()["Cmd"] == ["--port", "80"]


def test_a_resolution_shows_who_starts_what() -> None:
    """Or what would have to be known."""
    assert repr(resolve(ImageConfig(cmd=["a"]), engine="podman@5.8")) == (
        "Resolution('podman@5.8', argv=('a',))"
    )
    assert repr(resolve(ImageConfig.undescribed("b"), engine="docker@28.5")) == (
        "Resolution('docker@28.5', unknown=('Entrypoint of b', 'Cmd of b'))"
    )
