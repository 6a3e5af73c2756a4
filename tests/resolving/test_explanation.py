"""Origins, words not used, rules that fired: `cmdresolve.resolving.explanation`."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.model.image import ImageConfig, Trace, Unknown
from cmdresolve.model.origin import ByDefault, InCommandLine, InDockerfile, InImage, InOverride
from cmdresolve.model.override import Override
from cmdresolve.model.source import Source, Span
from cmdresolve.model.trace import Step
from cmdresolve.model.variables import Variables
from cmdresolve.resolving.explanation import Word, trace_of
from cmdresolve.resolving.resolver import resolve

IMAGE = ImageConfig(entrypoint=["/e", "p"], cmd=["/c"], name="img")
SOURCE = Source("Dockerfile", 'FROM a\nENTRYPOINT ["/e"]\nCMD ["/c"]\n')
ENTRYPOINT = InDockerfile(SOURCE, "ENTRYPOINT", Span(7, 24), Span(19, 23))
CMD = InDockerfile(SOURCE, "CMD", Span(25, 35), Span(30, 34))
FLAG = InCommandLine("docker run", 2, flag="--entrypoint")
FIRST = InCommandLine("docker run", 4, argument=1)


@pytest.mark.parametrize(
    ("override", "engine", "expected"),
    [
        (
            Override(),
            "docker",
            (
                Word("/e", InImage("img", "Entrypoint", 0), "entrypoint"),
                Word("p", InImage("img", "Entrypoint", 1), "entrypoint"),
                Word("/c", InImage("img", "Cmd", 0), "cmd"),
            ),
        ),
        (
            Override(args=["a", ""]),
            "docker",
            (
                Word("/e", InImage("img", "Entrypoint", 0), "entrypoint"),
                Word("p", InImage("img", "Entrypoint", 1), "entrypoint"),
                Word("a", InOverride("args", 0), "args"),
                Word("", InOverride("args", 1), "args"),
            ),
        ),
        (
            Override(args=""),
            "docker",
            (
                Word("/e", InImage("img", "Entrypoint", 0), "entrypoint"),
                Word("p", InImage("img", "Entrypoint", 1), "entrypoint"),
                Word("", InOverride("args", 0), "args"),
            ),
        ),
        (
            Override(entrypoint=["x"], entrypoint_origins=(FLAG,)),
            "docker",
            (Word("x", FLAG, "entrypoint"),),
        ),
        (
            Override(entrypoint=[]),
            "docker",
            (Word("/c", InImage("img", "Cmd", 0), "cmd"),),
        ),
        (
            Override(entrypoint='["x","y"]', entrypoint_origins=(FLAG,)),
            "podman",
            (Word("x", FLAG, "entrypoint"), Word("y", FLAG, "entrypoint")),
        ),
        (
            Override(entrypoint=""),
            "podman",
            (
                Word(
                    "",
                    ByDefault("podman@5.8", "one empty word where nothing is left"),
                    "default",
                ),
            ),
        ),
    ],
)
def test_each_word_has_an_origin_and_a_role(
    override: Override, engine: str, expected: tuple[Word, ...]
) -> None:
    """The image's field, the place in what was given, or the engine's own rule."""
    assert resolve(IMAGE, override, engine=engine).words == expected


def test_a_built_image_points_into_its_dockerfile() -> None:
    """Words the trace does not reach fall back to the image's field."""
    image = ImageConfig(
        entrypoint=["/e", "p"],
        cmd=["/c"],
        trace=lambda: Trace(entrypoint=(ENTRYPOINT,), cmd=(CMD,)),
    )

    assert [word.origin for word in resolve(image).words] == [
        ENTRYPOINT,
        InImage(None, "Entrypoint", 1),
        CMD,
    ]


def test_known_words_of_an_unknown_answer_are_told() -> None:
    """The text of a shell form stands though its shell is unknown."""
    image = ImageConfig(entrypoint=Unknown("b", "Shell", ("exec x",)), cmd=["$0"])

    words = resolve(image).words

    assert [(word.value, word.role, word.unread) for word in words] == [
        ("exec x", "entrypoint", False),
        ("$0", "cmd", False),
    ]


def test_no_word_of_an_unknown_answer_is_called_unread() -> None:
    """What stands before a shell may hand it other words."""
    image = ImageConfig(entrypoint=Unknown("b", "Entrypoint"), cmd=["sh", "-c", "x", "y"])

    assert [word.unread for word in resolve(image).words] == [False] * 4


def test_nothing_is_made_up_for_an_unknown_answer() -> None:
    """No word is known, so none is told: not even the empty word of Podman."""
    assert resolve(ImageConfig.undescribed("b"), engine="podman").words == ()


@pytest.mark.parametrize(
    ("entrypoint", "cmd", "documented", "unread"),
    [
        (["e", "p"], ["c"], "e p c", []),
        (["/bin/sh", "-c", "e p"], None, "/bin/sh -c e p", []),
        (["/bin/sh", "-c", "e p"], ["c", "d"], "/bin/sh -c e p", ["c", "d"]),
        (["/bin/sh", "-c", "e $0"], ["c", "d"], "/bin/sh -c e $0 c", ["d"]),
        (["/bin/sh", "-c", 'e "$@"'], ["c", "d"], '/bin/sh -c e "$@" d', ["c"]),
        (["bash", "-o", "pipefail", "-c", "e"], ["c"], "bash -o pipefail -c e", ["c"]),
        (["/bin/sh"], ["-c", "e", "c"], "/bin/sh -c e", ["c"]),
        (["e", "/bin/sh", "-c", "x"], ["c"], "e /bin/sh -c x c", []),
        (["", "a b"], None, " a b", []),
    ],
)
def test_the_documented_notation_leaves_out_what_no_script_reads(
    entrypoint: Any, cmd: Any, documented: str, unread: list[str]
) -> None:
    """Words are joined with blanks, as the matrix of Docker's reference writes them."""
    resolution = resolve(ImageConfig(entrypoint=entrypoint, cmd=cmd))

    assert resolution.documented == documented
    assert [word.value for word in resolution.words if word.unread] == unread


@pytest.mark.parametrize(
    ("image", "override", "engine", "expected"),
    [
        (IMAGE, Override(), "docker", ["entrypoint-from-image", "cmd-from-image"]),
        (IMAGE, Override(args=["a"]), "docker", ["entrypoint-from-image", "args-replace-cmd"]),
        (IMAGE, Override(args=""), "docker", ["entrypoint-from-image", "args-replace-cmd"]),
        (IMAGE, Override(entrypoint=["x"]), "docker", ["entrypoint-given", "entrypoint-drops-cmd"]),
        (
            IMAGE,
            Override(entrypoint=["x"], args=["a"]),
            "docker",
            ["entrypoint-given", "args-replace-cmd"],
        ),
        (IMAGE, Override(entrypoint=[]), "docker", ["entrypoint-emptied", "cmd-from-image"]),
        (
            IMAGE,
            Override(entrypoint=""),
            "podman",
            ["sole-empty-entrypoint", "entrypoint-drops-cmd", "empty-word"],
        ),
        (
            IMAGE,
            Override(entrypoint=""),
            "swarm",
            ["entrypoint-not-given", "entrypoint-from-image", "cmd-from-image"],
        ),
        (
            IMAGE,
            Override(entrypoint=[], args=["a"]),
            "kube-play",
            ["entrypoint-not-given", "entrypoint-from-image", "args-replace-cmd"],
        ),
        (
            ImageConfig(entrypoint=[""], cmd=["/c"]),
            Override(),
            "docker",
            ["sole-empty-entrypoint", "cmd-from-image"],
        ),
        (
            ImageConfig(cmd=["$(A)"], env=["A=1"]),
            Override(),
            "kube-play",
            ["entrypoint-from-image", "cmd-from-image", "variables-expanded"],
        ),
        (
            ImageConfig(cmd=["$(A)"], env=["A=1"]),
            Override(args=["a"]),
            "kube-play",
            ["entrypoint-from-image", "args-replace-cmd"],
        ),
        (
            ImageConfig(entrypoint=["$$"], env=["A=1"]),
            Override(args=["a"]),
            "kube-play",
            ["entrypoint-from-image", "args-replace-cmd", "variables-expanded"],
        ),
        (
            ImageConfig(entrypoint=["/e"]),
            Override(args=["$(A)"]),
            "docker",
            ["entrypoint-from-image", "args-replace-cmd"],
        ),
        (IMAGE, Override(init=True), "docker", ["entrypoint-from-image", "cmd-from-image", "init"]),
        (
            IMAGE,
            Override(init=True),
            "containerd-cri",
            ["entrypoint-from-image", "cmd-from-image"],
        ),
        (
            ImageConfig(),
            Override(),
            "podman",
            ["entrypoint-from-image", "cmd-from-image", "empty-word"],
        ),
    ],
)
def test_the_rules_that_fired_are_told_in_order(
    image: ImageConfig, override: Override, engine: str, expected: list[str]
) -> None:
    """Each with the engine's citation."""
    resolution = resolve(image, override, engine=engine)

    assert [step.rule for step in resolution.steps] == expected
    assert {step.citation for step in resolution.steps} == {resolution.engine.citation}


@pytest.mark.parametrize(
    ("image", "override", "engine", "texts"),
    [
        (
            IMAGE,
            Override(),
            "docker",
            [
                "the image's ENTRYPOINT comes first",
                "no arguments given: the image's CMD follows",
            ],
        ),
        (
            ImageConfig(),
            Override(),
            "podman",
            [
                "no ENTRYPOINT",
                "no arguments given, and the image has no CMD",
                "nothing is left, and this engine starts one empty word",
            ],
        ),
        (
            IMAGE,
            Override(entrypoint=["x"]),
            "docker",
            [
                "the entrypoint given at start comes first, in place of the image's",
                "no arguments given, and an entrypoint given at start drops the image's CMD",
            ],
        ),
        (
            IMAGE,
            Override(entrypoint=[], args=["a"], init=True),
            "docker",
            [
                "an empty entrypoint given at start clears the image's, and not its CMD",
                "the arguments given at start follow, in place of the image's CMD",
                "PID 1 is /sbin/docker-init, which starts the command as its child",
            ],
        ),
        (
            IMAGE,
            Override(entrypoint=[""], args=["a"]),
            "docker",
            [
                "an entrypoint that is one empty word counts as none",
                "the arguments given at start follow, in place of the image's CMD",
            ],
        ),
        (
            ImageConfig(cmd=["$(A)"], env=["A=1"]),
            Override(entrypoint=[]),
            "kube-play",
            [
                "the entrypoint given at start is as good as none to this interface",
                "no ENTRYPOINT",
                "no arguments given: the image's CMD follows",
                "$(NAME) is the value that the image's environment has for it, $$ a dollar",
            ],
        ),
    ],
)
def test_a_rule_says_what_it_did_here(
    image: ImageConfig, override: Override, engine: str, texts: list[str]
) -> None:
    """In one sentence each."""
    assert [step.text for step in resolve(image, override, engine=engine).steps] == texts


@pytest.mark.parametrize(
    ("override", "engine", "rule", "origin"),
    [
        (
            Override(entrypoint=["x"], entrypoint_origins=(FLAG,)),
            "docker",
            "entrypoint-given",
            FLAG,
        ),
        (Override(entrypoint=[]), "docker", "entrypoint-emptied", InOverride("entrypoint", 0)),
        (
            Override(entrypoint=[""], args=["a"], entrypoint_origins=(FLAG,)),
            "docker",
            "sole-empty-entrypoint",
            FLAG,
        ),
        (Override(args=["a"], args_origins=(FIRST,)), "docker", "args-replace-cmd", FIRST),
        (
            Override(entrypoint="", entrypoint_origins=(FLAG,)),
            "swarm",
            "entrypoint-not-given",
            FLAG,
        ),
        (Override(), "docker", "entrypoint-from-image", None),
        (Override(), "docker", "cmd-from-image", None),
    ],
)
def test_a_rule_points_at_what_called_for_it(
    override: Override, engine: str, rule: str, origin: Any
) -> None:
    """The flag or the word; nothing where the image itself did."""
    steps = {step.rule: step for step in resolve(IMAGE, override, engine=engine).steps}

    assert steps[rule].origin == origin


def test_an_image_s_own_empty_word_is_nobody_s_flag() -> None:
    """The step points at nothing given."""
    step = resolve(ImageConfig(entrypoint=[""], cmd=["/c"])).steps[0]

    assert (step.rule, step.origin) == ("sole-empty-entrypoint", None)


def test_the_steps_of_the_build_come_first() -> None:
    """The story is told in order."""
    built = Step("cmd", "CMD sets the command", "source")
    image = ImageConfig(cmd=["/c"], trace=lambda: Trace(steps=(built,)))

    assert resolve(image).steps[0] is built


def test_an_image_without_a_history_has_an_empty_one() -> None:
    """It is no error."""
    assert trace_of(ImageConfig()) == Trace()


@pytest.mark.parametrize(
    ("engine", "variables", "expected"),
    [
        ("kubernetes", Variables({"A": "1"}), "the Pod's env has for it"),
        ("kube-play", None, "the image's environment has for it"),
        ("kube-play", Variables({"A": "1"}), "the Pod and the image's environment have for it"),
    ],
)
def test_whose_variables_stand_in_words_is_told(
    engine: str, variables: Variables | None, expected: str
) -> None:
    """Kubernetes asks the Pod alone, Podman the image too."""
    image = ImageConfig(entrypoint=["e"], env=["A=1"])
    resolution = resolve(image, Override(args=["$(A)"], variables=variables), engine=engine)

    assert resolution.argv == ("e", "1")
    (told,) = [step.text for step in resolution.steps if step.rule == "variables-expanded"]
    assert expected in told
