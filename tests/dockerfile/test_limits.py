"""What a Dockerfile and its build may take."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve import CmdResolveError, Dockerfile, ImageConfig, LimitError, Limits, dialects

#: The builders that build for Linux.
BUILDERS = [x.key for x in dialects.BUILDERS if x.platforms.system == "linux"]
DOUBLING = "\nENV A=$A$A" * 28
# What asks for gigabytes, and the smallest of each kind.
GREEDY = {
    "ENV": f"FROM scratch\nENV A=xxxxxxxx{DOUBLING}\nCMD x\n",
    "ARG": "FROM scratch\nARG A=xxxxxxxx" + "\nARG A=$A$A" * 28 + "\nCMD x\n",
    "ENV from ARG": "FROM scratch\nARG A=xxxxxxxx\nENV B=$A" + "\nENV B=$B$B" * 28 + "\nCMD x\n",
    "global ARG": "ARG A0=xxxxxxxx\n"
    + "".join(f"ARG A{i + 1}=$A{i}$A{i}\n" for i in range(28))
    + "FROM a:$A28\nCMD x\n",
    "one word": f"FROM scratch\nENV A={'x' * 9000}\nENV B={'$A' * 9000}\nCMD x\n",
    "replacement": f"FROM scratch\nENV A={'a' * 9000}\nENV B=${{A//a/{'b' * 9000}}}\nCMD x\n",
    "relative WORKDIR": "FROM scratch\n" + "WORKDIR a\n" * 20_000 + "CMD x\n",
    "default": f"FROM scratch\nENV A={'x' * 9000}\nENV B=${{N:-{'$A' * 9000}}}\nCMD x\n",
}


#: What lists of changes ask for that the commands of engines take.
GREEDY_CHANGES = {
    "docker@28.5": ["ENV A=xxxxxxxx", *["ENV A=$A$A"] * 28],
    "docker@20.10": ["ENV A=xxxxxxxx", *["ENV A=$A$A"] * 28],
    "buildah@1.43": ["ENV A=xxxxxxxx", *["ENV A=$A$A"] * 28],
    "podman@5.8": ["WORKDIR a"] * 20_000,
    "podman@4.3": ["WORKDIR a"] * 20_000,
}
_COPIES = "".join(f"FROM a AS s{i}\nENV B{i}=b\nEXPOSE {i}\n" for i in range(3_000))


def outcome(text: str, builder: str) -> str:
    """Build a text, and say what came of it: the code of a refusal, or that it is small."""
    try:
        image = Dockerfile.parse(text, builder=builder).image()
    except CmdResolveError as error:
        return error.code
    return "small" if sum(map(len, image.env or ())) < 17_000_000 else "large"


#: Builders that have no replacement refuse it.
WITHOUT_REPLACEMENT = (
    "buildah@1.28",
    "buildah@1.35",
    *(
        f"{name}@{version}"
        for name in ("buildkit", "classic")
        for version in ("20.10", "23.0", "24.0", "25.0")
    ),
)


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("kind", GREEDY)
def test_what_variables_come_to_is_bounded(kind: str, builder: str) -> None:
    """Gigabytes are no answer, and no engine's refusal either."""
    lacks = kind == "replacement" and builder.startswith(WITHOUT_REPLACEMENT)

    assert outcome(GREEDY[kind], builder) == ("substitution" if lacks else "limit")


@pytest.mark.parametrize("engine", GREEDY_CHANGES)
def test_what_changes_come_to_is_bounded(engine: str) -> None:
    with pytest.raises(LimitError):
        ImageConfig(cmd=["c"]).changed(GREEDY_CHANGES[engine], engine=engine)


@pytest.mark.parametrize("builder", ["classic@28.5", "kaniko@1.24"])
def test_copies_that_stages_make_are_counted(builder: str) -> None:
    """Of a thing that all have in common, which a hundred kilobytes copy millions of times."""
    base = ImageConfig(env=[f"A{i}=b" for i in range(3_000)])
    chain = "".join(f"FROM s{i} AS s{i + 1}\nENV A{i}=b\n" for i in range(3_000))

    with pytest.raises(LimitError):
        Dockerfile.parse(_COPIES, builder=builder).image(bases={"a": base})
    with pytest.raises(LimitError):
        Dockerfile.parse(f"FROM scratch AS s0\n{chain}CMD x\n", builder=builder).image()


@pytest.mark.parametrize("builder", BUILDERS)
def test_copies_of_what_files_have_in_common_are_nothing(builder: str) -> None:
    """A hundred stages on a base with a hundred variables."""
    base = ImageConfig(env=[f"A{i}=b" for i in range(100)], cmd=["c"])
    stages = "".join(f"FROM a AS s{i}\nENV B=$A{i}\n" for i in range(100))

    image = Dockerfile.parse(stages, builder=builder).image(bases={"a": base})

    assert image.env[-1] == "B=b"


def test_triggers_of_a_base_are_counted_too() -> None:
    base = ImageConfig(env=["A=xxxxxxxx"], on_build=["ENV A=$A$A"] * 28)

    with pytest.raises(LimitError):
        Dockerfile.parse("FROM a\nCMD x\n").image(bases={"a": base})


def test_triggers_of_many_stages_are_counted() -> None:
    """A file of a hundred kilobytes asks for millions of runs."""
    base = ImageConfig(on_build=["USER a"] * 2_000)
    stages = "".join(f"FROM a AS s{i}\nCOPY --from=s{i - 1} / /\n" for i in range(1, 1_000))

    with pytest.raises(LimitError):
        Dockerfile.parse(f"FROM a AS s0\n{stages}").image(bases={"a": base})


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("FROM scratch\nCMD x\n", {"text": 10}),
        ("FROM a\n" * 5, {"stages": 4}),
        ('FROM scratch\nCMD ["a", "b", "c"]\n', {"words": 2}),
        ("FROM scratch\nENV A=abc\nENV B=$A$A\nCMD x\n", {"expanded": 5}),
    ],
)
def test_limits_are_the_caller_s(text: str, limits: dict[str, Any]) -> None:
    """With a little more of each there is an answer."""
    more = {name: value + 10 for name, value in limits.items()}
    assert Dockerfile.parse(text, limits=Limits(**more)).image() is not None

    with pytest.raises(LimitError, match=f"Limits.{next(iter(limits))}"):
        Dockerfile.parse(text, limits=Limits(**limits)).image()


def test_each_build_has_its_own_room() -> None:
    """No build knows what was built before it."""
    parsed = Dockerfile.parse(
        "FROM scratch\nENV A=abc\nENV B=$A$A\nCMD x\n", limits=Limits(expanded=6)
    )

    assert [parsed.image().cmd for _ in range(3)] == [("/bin/sh", "-c", "x")] * 3


@pytest.mark.parametrize("given", ["bases", "contexts"])
def test_the_words_of_an_image_that_a_base_brings_in_are_counted(given: str) -> None:
    """However short the Dockerfile is."""
    image = ImageConfig(cmd=["a"] * 200)
    dockerfile = Dockerfile.parse("FROM base\n", limits=Limits(words=100))

    with pytest.raises(LimitError, match="number of words of a command"):
        dockerfile.image(**{given: {"base": image}})


@pytest.mark.parametrize(
    "text",
    ["FROM scratch\nCMD [" + '"",' * 100 + '"a"]\n', "FROM scratch\nENTRYPOINT " + "a" * 99 + "\n"],
)
def test_the_words_of_a_command_are_counted(text: str) -> None:
    """Of exec form; of shell form they are those of the shell and one, whatever the line is."""
    dockerfile = Dockerfile.parse(text, limits=Limits(words=100))
    if "CMD" not in text:
        assert dockerfile.image().entrypoint == ("/bin/sh", "-c", "a" * 99)
        return

    with pytest.raises(LimitError, match="number of words of a command"):
        dockerfile.image()


@pytest.mark.parametrize(
    "text",
    [
        "FROM base\nENV " + " ".join(f"B{i}=b" for i in range(3_000)) + "\n",
        "FROM base AS s0\n" + "".join(f"FROM s{i} AS s{i + 1}\n" for i in range(900)),
    ],
    ids=["variables", "stages"],
)
def test_looking_through_odd_entries_of_a_base_is_counted(text: str) -> None:
    """For each variable that is set, and for each stage that starts from them."""
    base = ImageConfig(env=["A", *(f"A{i}=a" for i in range(20_000))])

    with pytest.raises(LimitError):
        Dockerfile.parse(text).image(bases={"base": base})
