"""The merge of an image and what is given at start: `cmdresolve.resolving.resolver`."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve import dialects
from cmdresolve.model.errors import DialectError, LimitError, NoCommandError, OverrideError
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.model.limits import Limits
from cmdresolve.model.override import Override
from cmdresolve.resolving.resolver import resolve

IMAGE = ImageConfig(entrypoint=["/e", "p"], cmd=["/c", "d"])
REFUSED = "refused"

ENGINES = {
    "docker": "docker@28.5",
    "old-docker": "docker@20.10",
    "swarm": "swarm@28.5",
    "podman": "podman@5.8",
    "old-podman": "podman@4.3",
    "remote": "podman@5.8/remote",
    "compat": "podman@5.8/compat",
    "old-compat": "podman@5.4/compat",
    "kube": "kube-play@5.8",
    "cri": "containerd-cri@2.1",
}


def argv(image: ImageConfig, override: Override, engine: str) -> Any:
    try:
        return list(resolve(image, override, engine=ENGINES[engine]).argv)
    except NoCommandError:
        return REFUSED


def everywhere(words: list[str]) -> dict[str, Any]:
    return dict.fromkeys(ENGINES, words)


#: entrypoint given, arguments given, and what each engine starts of IMAGE.
GIVEN: list[tuple[Any, Any, dict[str, Any]]] = [
    (None, None, everywhere(["/e", "p", "/c", "d"])),
    (None, ["a", "b"], everywhere(["/e", "p", "a", "b"])),
    (None, [""], everywhere(["/e", "p", ""])),
    (None, [], everywhere(["/e", "p", "/c", "d"])),
    (["x"], None, everywhere(["x"])),
    (["x"], [], everywhere(["x"])),
    (["x"], ["a"], everywhere(["x", "a"])),
    (
        [""],
        None,
        {
            "docker": REFUSED,
            "old-docker": REFUSED,
            "swarm": REFUSED,
            "podman": [""],
            "old-podman": REFUSED,
            "remote": [""],
            "compat": [""],
            "kube": [""],
            "cri": [""],
        },
    ),
    (
        [""],
        ["a"],
        {
            "docker": ["a"],
            "old-docker": ["a"],
            "swarm": ["a"],
            "podman": ["a"],
            "old-podman": ["a"],
            "compat": ["a"],
            "kube": ["a"],
            "cri": ["", "a"],
        },
    ),
    (
        [],
        None,
        {
            "docker": ["/c", "d"],
            "old-docker": ["/c", "d"],
            "swarm": ["/e", "p", "/c", "d"],
            "podman": ["/c", "d"],
            "remote": ["/e", "p", "/c", "d"],
            "compat": ["/c", "d"],
            "old-compat": ["/e", "p", "/c", "d"],
            "kube": ["/e", "p", "/c", "d"],
            "cri": ["/e", "p", "/c", "d"],
        },
    ),
    (
        [],
        ["a"],
        {
            "docker": ["a"],
            "swarm": ["/e", "p", "a"],
            "podman": ["a"],
            "remote": ["/e", "p", "a"],
            "compat": ["a"],
            "old-compat": ["/e", "p", "a"],
            "kube": ["/e", "p", "a"],
            "cri": ["/e", "p", "a"],
        },
    ),
    (["", ""], None, everywhere(["", ""])),
    (
        "",
        None,
        {
            "docker": REFUSED,
            "swarm": ["/e", "p", "/c", "d"],
            "podman": [""],
            "compat": [""],
        },
    ),
    (
        "x y",
        ["a"],
        {
            "docker": ["x y", "a"],
            "swarm": ["x", "y", "a"],
            "podman": ["x y", "a"],
            "compat": ["x y", "a"],
        },
    ),
    (
        '["x","y"]',
        ["a"],
        {
            "docker": ['["x","y"]', "a"],
            "swarm": ["[x,y]", "a"],
            "podman": ["x", "y", "a"],
            "compat": ["x", "y", "a"],
        },
    ),
    (
        "null",
        None,
        {
            "docker": ["null"],
            "podman": ["/e", "p", "/c", "d"],
            "compat": ["/e", "p", "/c", "d"],
        },
    ),
    (
        "[]",
        None,
        {
            "docker": ["[]"],
            "podman": ["/c", "d"],
            "remote": ["/e", "p", "/c", "d"],
            "compat": ["/c", "d"],
            "old-compat": ["/c", "d"],
        },
    ),
]


@pytest.mark.parametrize(
    ("entrypoint", "args", "engine", "expected"),
    [
        (entrypoint, args, engine, expected)
        for entrypoint, args, answers in GIVEN
        for engine, expected in answers.items()
    ],
)
def test_what_is_given_meets_an_image_with_both(
    entrypoint: Any, args: Any, engine: str, expected: Any
) -> None:
    """All recorded on the engines: ``api_matrix``, ``cli_*``, ``swarm``, ``kube``, ``cri_*``."""
    assert argv(IMAGE, Override(entrypoint=entrypoint, args=args), engine) == expected


#: the image's entrypoint, its cmd, arguments given, and what engines start.
FOUND: list[tuple[Any, Any, Any, dict[str, Any]]] = [
    (
        None,
        None,
        None,
        {
            "docker": REFUSED,
            "old-docker": REFUSED,
            "podman": [""],
            "old-podman": REFUSED,
            "compat": [""],
            "kube": [""],
            "cri": REFUSED,
        },
    ),
    ([], [], None, {"docker": REFUSED, "podman": [""], "cri": REFUSED}),
    (None, [""], None, {"docker": [""], "podman": [""], "cri": [""]}),
    ([""], None, None, {"docker": REFUSED, "podman": [""], "cri": REFUSED}),
    ([""], ["/c"], None, {"docker": ["/c"], "podman": ["/c"], "kube": ["/c"], "cri": ["/c"]}),
    ([""], ["/c"], ["a"], {"docker": ["a"], "podman": ["a"], "cri": ["a"]}),
    (["", ""], ["/c"], None, {"docker": ["", "", "/c"], "podman": ["", "", "/c"]}),
    ([], ["/c"], None, {"docker": ["/c"], "podman": ["/c"], "cri": ["/c"]}),
    (["/e"], [], None, {"docker": ["/e"], "podman": ["/e"], "cri": ["/e"]}),
    (None, ["/c", "d"], ["a"], {"docker": ["a"], "podman": ["a"], "cri": ["a"]}),
    (None, ["/c"], [""], {"docker": [""], "podman": [""]}),
    (None, ["/c"], [], {"docker": ["/c"], "podman": ["/c"]}),
    (None, ["/c"], "", {"docker": [""], "podman": [""]}),
    (None, ["/c"], "a b", {"docker": ["a b"]}),
]


@pytest.mark.parametrize(
    ("entrypoint", "cmd", "args", "engine", "expected"),
    [
        (entrypoint, cmd, args, engine, expected)
        for entrypoint, cmd, args, answers in FOUND
        for engine, expected in answers.items()
    ],
)
def test_what_an_image_has_is_found(
    entrypoint: Any, cmd: Any, args: Any, engine: str, expected: Any
) -> None:
    """An image's one empty word is no entrypoint; nothing at all is refused, or one empty word."""
    assert (
        argv(ImageConfig(entrypoint=entrypoint, cmd=cmd), Override(args=args), engine) == expected
    )


def test_kube_play_expands_the_image_s_words_too() -> None:
    """By the image's environment, and before it looks whether anything is left (recorded)."""
    image = ImageConfig(entrypoint=["/$(A)", "$$"], cmd=["$(B)"], env=["A=1", "E="])

    assert argv(image, Override(), "kube") == ["/1", "$", "$(B)"]
    assert argv(image, Override(args=["$(A)"]), "kube") == ["/1", "$", "1"]
    assert argv(image, Override(entrypoint=["$(E)"]), "kube") == [""]
    assert argv(image, Override(), "podman") == ["/$(A)", "$$", "$(B)"]


@pytest.mark.parametrize(
    ("engine", "message"),
    [
        ("docker@24.0", "No command specified"),
        ("docker@28.5", "no command specified"),
        (
            "podman@4.3",
            "no command or entrypoint provided, and no CMD or ENTRYPOINT from image",
        ),
    ],
)
def test_a_refusal_speaks_as_the_engine_does(engine: str, message: str) -> None:
    """When the container would be created, and with a way out."""
    with pytest.raises(NoCommandError) as raised:
        resolve(ImageConfig(), engine=engine)

    assert raised.value == NoCommandError(
        message,
        code="no-command",
        stage="create",
        hint="give the image an ENTRYPOINT or a CMD, or name a command after the image",
    )


@pytest.mark.parametrize(
    ("image", "override", "unknown"),
    [
        (ImageConfig.undescribed("b"), Override(), ("Entrypoint of b", "Cmd of b")),
        (ImageConfig.undescribed("b"), Override(args=["a"]), ("Entrypoint of b",)),
        (ImageConfig.undescribed("b"), Override(entrypoint=["x"]), ()),
        (ImageConfig.undescribed("b"), Override(entrypoint=[""], args=["x"]), ()),
        (ImageConfig.undescribed("b"), Override(entrypoint=[]), ("Cmd of b",)),
        (ImageConfig(entrypoint=["x"], cmd=Unknown("b", "Cmd")), Override(), ("Cmd of b",)),
        (ImageConfig(entrypoint=["x"], cmd=Unknown("b", "Cmd")), Override(args=["a"]), ()),
        (ImageConfig(entrypoint=Unknown("b", "Shell", ("x",))), Override(), ("Shell of b",)),
    ],
)
def test_only_what_is_needed_is_unknown(
    image: ImageConfig, override: Override, unknown: tuple[str, ...]
) -> None:
    """An entrypoint given makes the answer known whatever the base's CMD was."""
    assert resolve(image, override).unknown == unknown


def test_an_image_of_which_nothing_is_known_is_not_refused() -> None:
    """Its fields may hold a command; only who looks can say."""
    assert resolve(ImageConfig(entrypoint=Unknown("b", "Entrypoint"))).unknown == (
        "Entrypoint of b",
    )


def test_an_engine_is_a_name_or_a_record() -> None:
    """None is the newest Docker that was recorded."""
    assert resolve(IMAGE).engine.key == "docker@28.5"
    assert resolve(IMAGE, engine="podman").engine.key == "podman@5.8"
    assert resolve(IMAGE, engine=dialects.engine("swarm")).engine.key == "swarm@28.5"


def test_an_engine_nobody_knows_is_refused() -> None:
    """Rather than taken for another."""
    with pytest.raises(DialectError):
        resolve(IMAGE, engine="moby")


@pytest.mark.parametrize(
    "override",
    [Override(entrypoint="x"), Override(args="x")],
    ids=["entrypoint", "args"],
)
@pytest.mark.parametrize("engine", ["podman@5.8/libpod", "kube-play@5.8"])
def test_an_interface_that_takes_lists_refuses_a_text(override: Override, engine: str) -> None:
    """When the container would be created (recorded ``api_podman``, ``kube``)."""
    with pytest.raises(OverrideError) as raised:
        resolve(IMAGE, override, engine=engine)

    assert raised.value.code == "override-type"
    assert raised.value.stage == "create"


@pytest.mark.parametrize(
    ("engine", "env", "word"),
    [
        ("apptainer@1.4", [], "\\"),
        ("apptainer@1.4", ["SINGULARITY_NO_EVAL=1"], "\\\\"),
        ("apptainer@1.4/no-eval", [], "\\\\"),
        ("apptainer@1.4/no-eval", ["SINGULARITY_NO_EVAL="], "\\"),
    ],
)
def test_an_image_may_choose_the_record_by_which_it_is_started(
    engine: str, env: list[str], word: str
) -> None:
    """Whether Apptainer's script evaluates words is said by the image's environment first."""
    image = ImageConfig(entrypoint=["/e"], env=env)

    assert resolve(image, Override(args=["\\\\"]), engine=engine).argv == ("/e", word)


def test_the_words_of_both_halves_are_bounded_together() -> None:
    """As many as the limit says are an answer, and one more is none."""
    image = ImageConfig(entrypoint=["/e"], cmd=["a", "b"])

    assert resolve(image, limits=Limits(words=3)).argv == ("/e", "a", "b")
    with pytest.raises(LimitError, match="the number of words of the command"):
        resolve(image, limits=Limits(words=2))
