"""The answer: `cmdresolve.resolving.resolution`."""

from __future__ import annotations

import json

import pytest

from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.override import Override
from cmdresolve.resolving.resolver import resolve
from cmdresolve.resolving.shell_script import Shell

SCRIPT = ImageConfig(entrypoint=["/bin/sh", "-c", "exec srv"], cmd=["--port", "80"])


def test_argv_is_entrypoint_then_the_rest() -> None:
    """As one tuple of words."""
    assert resolve(ImageConfig(entrypoint=["a", "b"], cmd=["c"])).argv == ("a", "b", "c")
    assert resolve(ImageConfig(), engine="podman").argv == ("",)


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


def test_an_unknown_answer_says_what_it_needs() -> None:
    """Raised by whoever asks for words that nobody knows, once each."""
    resolution = resolve(ImageConfig.undescribed("debian:12"), Override(unknown=("a variable",)))

    assert resolution.unknown == ("Entrypoint of debian:12", "Cmd of debian:12", "a variable")
    assert resolution.shell is None
    with pytest.raises(UnknownImageError) as raised:
        _ = resolution.argv
    assert raised.value.message == (
        "the answer depends on Entrypoint of debian:12 and Cmd of debian:12 and a variable"
    )
    assert raised.value.needs == resolution.unknown
    assert raised.value.hint is not None


@pytest.mark.parametrize(
    "override",
    [Override(unknown=("x",)), Override(entrypoint=["a"], unknown=("x",))],
)
def test_what_a_front_end_could_not_know_makes_the_answer_unknown(override: Override) -> None:
    """However well the image is described."""
    resolution = resolve(SCRIPT, override)

    assert resolution.unknown == ("x",)
    with pytest.raises(UnknownImageError):
        _ = resolution.argv


def test_the_same_need_is_told_once() -> None:
    """Entrypoint and CMD may both hang on one shell."""
    image = ImageConfig.undescribed("b")
    both = ImageConfig(entrypoint=image.shell, cmd=image.shell)

    assert resolve(both).unknown == ("Shell of b",)


def test_a_script_is_shown_with_the_words_it_leaves_unread() -> None:
    """The documented notation leaves those out; argv has them."""
    resolution = resolve(SCRIPT)

    assert resolution.shell == Shell("/bin/sh", ("-c",), "exec srv", ("--port", "80"), (0, 1))
    assert resolution.documented == "/bin/sh -c exec srv"
    assert resolution.argv == ("/bin/sh", "-c", "exec srv", "--port", "80")


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
