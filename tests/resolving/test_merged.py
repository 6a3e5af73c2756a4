"""What the merge of image and override comes to."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.model.override import Override
from cmdresolve.model.variables import Variables
from cmdresolve.resolving.resolver import resolve
from cmdresolve.resolving.shell_script import Shell

SCRIPT = ImageConfig(entrypoint=["/bin/sh", "-c", "exec srv"], cmd=["--port", "80"])


def test_argv_is_entrypoint_then_the_rest() -> None:
    """As one tuple of words."""
    assert resolve(ImageConfig(entrypoint=["a", "b"], cmd=["c"])).argv == ("a", "b", "c")
    assert resolve(ImageConfig(), engine="podman").argv == ("",)


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


@pytest.mark.parametrize(
    ("image", "override", "hint"),
    [
        (ImageConfig.undescribed("b"), Override(), "describe the image in bases"),
        (ImageConfig(cmd=Unknown("", "Cmd")), Override(), "look into the container"),
        (SCRIPT, Override(args=["a"], unknown=("the variable X",)), "describe the image in bases"),
    ],
)
def test_the_hint_names_who_can_tell(image: ImageConfig, override: Override, hint: str) -> None:
    """An image by its name; what has no name is in a container that runs."""
    with pytest.raises(UnknownImageError) as raised:
        _ = resolve(image, override).argv
    assert raised.value.hint is not None
    assert raised.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("image", "override", "hint"),
    [
        (
            ImageConfig.undescribed("b"),
            Override(),
            "describe the image in bases, or give its config",
        ),
        (ImageConfig(cmd=Unknown("", "Cmd")), Override(), "look into the container"),
        (
            ImageConfig(cmd=["c"]),
            Override(args=["$(S)"], variables=Variables(unresolved={"S": "the Secret s"})),
            "give a value in env, or look into the container",
        ),
    ],
)
def test_what_is_missing_is_asked_for_where_it_may_be_found(
    image: ImageConfig, override: Override, hint: str
) -> None:
    """An image can be described, a variable be given, a container looked into."""
    with pytest.raises(UnknownImageError) as raised:
        _ = resolve(image, override, engine="kubernetes").argv

    assert raised.value.hint == hint
