"""One stage as it is run: what it starts from, the triggers of that, its own instructions."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from tests.builds import BD, BK, CL, SHELL_A, built, stored


@pytest.mark.parametrize(
    ("triggers", "builder", "expected"),
    [
        (['CMD ["t"]'], BK, ("t",)),
        (['CMD ["t"]', 'CMD ["u"]'], BD, ("u",)),
        (["#x"], BD, None),
        (["CMD t \\"], BK, ("/bin/sh", "-c", "t")),
        (['SHELL ["s"]', "CMD t"], CL, ("s", "t")),
        (["ENV A=1\n"], BK, None),
    ],
)
def test_triggers_fire(triggers: list[str], builder: str, expected: tuple[str, ...] | None) -> None:
    """Each is read with the default escape, before the stage's own instructions."""
    image = built("FROM t\nUSER x\n", builder, bases={"t": cr.ImageConfig(on_build=triggers)})

    assert image.cmd == expected
    assert not image.on_build


@pytest.mark.parametrize(
    ("builder", "listed", "stored"),
    [(BK, (), None), (CL, (), ()), (CL, None, None), (BD, (), ()), (BD, None, ())],
)
def test_a_list_without_triggers_is_handed_on(
    builder: str, listed: tuple[str, ...] | None, stored: tuple[str, ...] | None
) -> None:
    """Where the builder writes empty lists at all (Docker 28.5.2, Buildah 1.43.2)."""
    bases = {"t": cr.ImageConfig(cmd=["a"], on_build=listed)}

    assert built("FROM t\nUSER x\n", builder, bases=bases).on_build == stored


@pytest.mark.parametrize(
    ("trigger", "builder", "code"),
    [
        ("#x", BK, "no-instructions"),
        ("FOO", BK, "unknown-instruction"),
        ("CMD a\nCMD b", BK, "trigger-multiple"),
        ("FROM x", BK, "trigger-from"),
        ("CMD [1]", BK, "json-not-strings"),
        ("LABEL a=${", BK, "substitution"),
        ("FROM x", BD, "onbuild-trigger"),
        ("RUN <<A", BD, "unterminated-heredoc"),
        ("-- CMD x", BK, "unknown-instruction"),
    ],
)
def test_a_trigger_fails_at_the_from_that_fires_it(trigger: str, builder: str, code: str) -> None:
    """The fault is the base's, and the line is FROM's."""
    bases = {"t": cr.ImageConfig(on_build=[trigger])}

    with pytest.raises(cr.DockerfileError) as caught:
        built("FROM scratch\nUSER x\nFROM t\nUSER x\n", builder, bases=bases)

    assert (caught.value.code, caught.value.line, caught.value.column) == (code, 3, 1)
    assert trigger in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("trigger", "code", "line"),
    [
        # Recorded: BuildKit 28.5.2; 26.1.5 runs the stages in order and tells of the ENV.
        ("FOO", "unknown-instruction", 4),
        ("COPY f", "arguments", 4),
        ("SHELL x", "shell-json", 4),
        ("COPY --from=$X a b", "substitution", 4),
        ("COPY --from=17 a b", "stage-index", 4),
        ("COPY --from=NOT_A/b a b", "reference", 4),
        # What shows only when it runs comes after what shows so of an earlier stage.
        ("EXPOSE x", "substitution", 2),
        ("COPY --chmod=x a b", "substitution", 2),
        ("RUN --mount=type=odd x", "substitution", 2),
    ],
)
def test_triggers_are_read_before_any_stage_runs(trigger: str, code: str, line: int) -> None:
    """What can be refused of one unrun is told before a fault of the stage that leaves it."""
    text = f"FROM scratch AS two\nENV A=${{#\nONBUILD {trigger}\nFROM two\n"

    with pytest.raises(cr.DockerfileError) as caught:
        built(text, "buildkit@28.5")
    with pytest.raises(cr.DockerfileError) as before:
        built(text, "buildkit@26.1")

    assert (caught.value.code, caught.value.line) == (code, line)
    assert (before.value.code, before.value.line) == ("substitution", 2)


def test_all_triggers_are_read_before_the_first_fires() -> None:
    """As BuildKit does since 28.0 (recorded: 28.5.2)."""
    bases = {"t": cr.ImageConfig(on_build=["ENV A=${#", "FOO"])}

    for builder, code in (("buildkit@28.5", "unknown-instruction"), (CL, "substitution")):
        with pytest.raises(cr.DockerfileError) as caught:
            built("FROM t\n", builder, bases=bases)
        assert caught.value.code == code


def test_an_undescribed_base_may_hold_triggers() -> None:
    """That is told once, and changes no answer."""
    image = built('FROM nope\nENTRYPOINT ["e"]\n')

    assert image.trace is not None
    assert [note.code for note in image.trace().notes] == ["on-build-unknown"]


def test_a_context_stands_in_for_a_stage() -> None:
    """The stage's own instructions are not run, only read."""
    contexts = {"x": cr.ImageConfig(cmd=["ctx"], on_build=["CMD no"])}

    image = built('FROM a AS x\nCMD ["own"]\nFROM x\n', contexts=contexts)

    assert image.cmd == ("ctx",)


def test_a_context_of_another_name_changes_nothing() -> None:
    """A stage is replaced by the context that has its name, and by no other."""
    contexts = {"x": cr.ImageConfig(cmd=["ctx"])}

    assert built('FROM a AS y\nCMD ["own"]\n', contexts=contexts).cmd == ("own",)


def test_windows_images() -> None:
    """The platform decides the shell, the path and the working directory."""
    image = built("FROM scratch\nWORKDIR c\nCMD a\n", platform="windows/amd64")

    assert (image.os, image.cmd, image.env) == ("windows", ("cmd", "/S", "/C", "a"), ())
    assert image.working_dir == r"\c"


def test_a_base_of_another_system_for_an_undescribed_image() -> None:
    """What FROM --platform says of an image nobody described is believed."""
    assert built("FROM --platform=windows/amd64 nope\n").os == "windows"


WINDOWS = "classic@28.5/windows"


def test_a_daemon_on_windows_starts_from_windows_alone() -> None:
    """An image nobody described is taken for one; nothing is none."""
    text = 'FROM nanoserver\nCMD ["a"]\n'
    linux = {"nanoserver": cr.ImageConfig(os="linux")}

    image = cr.Dockerfile.parse(text, builder=WINDOWS).image()
    assert (image.cmd, image.os) == (("a",), "windows")
    with pytest.raises(cr.DockerfileError, match="operating system is not supported"):
        cr.Dockerfile.parse(text, builder=WINDOWS).image(bases=linux)
    with pytest.raises(cr.DockerfileError, match="Windows does not support FROM scratch"):
        cr.Dockerfile.parse("FROM scratch\nCMD a\n", builder=WINDOWS).image()


DOCKER = ("28.5", "26.1", "20.10")


CLASSIC = tuple(f"classic@{version}" for version in DOCKER)


@pytest.mark.parametrize("name", ["S0", "s0", "S0.a"])
def test_a_context_stands_in_for_a_stage_whatever_its_capitals(name: str) -> None:
    """Stages are called in lower case (asked of BuildKit 28.5.2 by buildx)."""
    described = cr.ImageConfig(cmd=["c"])
    context = cr.ImageConfig(entrypoint=["e"], cmd=["x"])
    image = cr.Dockerfile.parse(f"FROM b:c AS {name}\n").image(
        bases={"b:c": described}, contexts={name.lower(): context}
    )

    assert (image.entrypoint, image.cmd) == (("e",), ("x",))


@pytest.mark.parametrize("builder", CLASSIC)
@pytest.mark.parametrize(
    ("platform", "file", "code"),
    [
        ("linux/arm64", "FROM scratch AS s0\nLABEL a=b\nFROM s0\n", "platform"),
        ("linux/386", "FROM scratch AS S0\nLABEL a=b\nFROM s0\n", "platform"),
        ("windows/amd64", "FROM base AS s0\nLABEL a=b\nFROM s0\n", "platform"),
        ("windows/amd64", "FROM scratch\n", "os"),
        ("linux/amd64", "FROM scratch AS s0\nLABEL a=b\nFROM s0\n", None),
        ("linux", "FROM scratch AS s0\nLABEL a=b\nFROM s0\n", None),
        ("linux/arm64", "FROM scratch\n", None),
        ("linux/arm64", "FROM base\n", None),
        ("windows/amd64", "FROM base\n", None),
    ],
)
def test_the_classic_builder_asks_for_a_platform_by_its_api(
    builder: str, platform: str, file: str, code: str | None
) -> None:
    """The image of a stage has the daemon's own; that of a base is taken as it is there."""
    request = {
        "dockerfile": f'{file}CMD ["x"]\n',
        "bases": {"base": {"Cmd": ["c"]}},
        "builder": builder,
        "platform": platform,
    }

    answer = cr.answer(request)
    assert answer.get("error", {}).get("code") == code
    assert code is not None or answer["argv"] == ["x"]


@pytest.mark.parametrize(
    ("text", "asked", "newest", "newer"),
    [
        ("FROM scratch AS m\nARG N=9\nFROM m\nSTOPSIGNAL $N\nCMD a\n", {}, SHELL_A, "signal"),
        (
            "FROM scratch AS m\nARG N=9\nFROM m\nARG N\nSTOPSIGNAL $N\nCMD a\n",
            {},
            SHELL_A,
            "signal",
        ),
        (
            "FROM scratch AS m\nARG N=x\nFROM m\nARG N=9\nSTOPSIGNAL $N\nCMD a\n",
            {},
            SHELL_A,
            SHELL_A,
        ),
        (
            "FROM scratch AS a\nFROM scratch AS m\nARG N=a\nFROM m\nCOPY --from=$N / /x\nCMD a\n",
            {},
            SHELL_A,
            "copy",
        ),
        (
            "FROM scratch AS m\nARG N\nFROM m AS n\nFROM n\nSTOPSIGNAL $N\nCMD a\n",
            {"build_args": {"N": "9"}},
            SHELL_A,
            "signal",
        ),
    ],
)
def test_an_arg_is_known_in_the_stages_that_start_from_its_own_since_1_43(
    text: str, asked: dict[str, Any], newest: Any, newer: Any
) -> None:
    """Seen on 1.39.3 and 1.43.2; source: imagebuilder v1.2.16 builder.go NewStages."""
    for builder, expected in ((BD, newest), ("buildah@1.39/docker", newer)):
        assert stored(builder, text, **asked) == expected
