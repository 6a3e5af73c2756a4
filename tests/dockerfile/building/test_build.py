"""Stages, targets, triggers, contexts and the names FROM and COPY use, through whole builds."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr

BK = "buildkit@28.5"
CL = "classic@28.5"
BA = "buildah@1.43"
BD = "buildah@1.43/docker"
A = cr.ImageConfig(entrypoint=["/a"], cmd=["a"], env=["X=base"])
BASES = {"a": A, "My Own": A}
TAKES_X = "COPY --from=x a b\n"
TAKES_Y = "COPY --from=y a b\n"
DIAMOND = "FROM a AS x\nFROM a AS y\n" + TAKES_X


def built(text: str, builder: str = BK, **asked: Any) -> cr.ImageConfig:
    asked.setdefault("bases", BASES)
    return cr.Dockerfile.parse(text, builder=builder).image(**asked)


def refusal(text: str, builder: str = BK, **asked: Any) -> tuple[str, int | None, int | None]:
    with pytest.raises(cr.DockerfileError) as caught:
        built(text, builder, **asked)
    return caught.value.code, caught.value.line, caught.value.column


@pytest.mark.parametrize(
    ("text", "builder", "cmd"),
    [
        ("FROM a\n", BK, ("a",)),
        ("FROM docker.io/library/a:latest\n", BK, ("a",)),
        ("FROM My\\ Own\n", BK, None),
        ("ARG B=a\nFROM $B\n", BK, ("a",)),
        ('ARG B="a"\nFROM ${B}\n', CL, ("a",)),
        ("ARG B=a\nARG C=$B\nFROM $C\n", BA, ("a",)),
        ('FROM a AS x\nFROM a AS x\nCMD ["b"]\nFROM x\n', BK, ("b",)),
        ("FROM a AS a\n", BK, ("a",)),
        ('FROM scratch AS a\nCMD ["s"]\nFROM a\n', BK, ("s",)),
        ("FROM --platform=$BUILDPLATFORM a\n", BK, ("a",)),
        ("FROM --platform=linux/arm64 a\n", BA, ("a",)),
        ('FROM a AS x\nFROM scratch\nCOPY --from=x /a /b\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a\nFROM scratch\nCOPY --from=0 /a /b\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a AS x\nFROM scratch\nRUN --mount=from=x,target=/y z\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a\nFROM scratch\nRUN --mount=type=bind,from=0,target=/m z\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a\nFROM scratch\nCOPY --from=debian /a /b\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a\nFROM scratch\nCOPY --from=scratch /a /b\nCMD ["b"]\n', BK, ("b",)),
        ('FROM a AS x\nFROM scratch\nCOPY --from=x /a /b\nCMD ["b"]\n', BA, ("b",)),
        ('FROM a AS x\nFROM scratch\nCOPY --from=0 /a /b\nCMD ["b"]\n', BA, ("b",)),
        ('FROM a AS x\nFROM scratch\nCOPY --from=9 /a /b\nCMD ["b"]\n', BA, ("b",)),
        ("FROM a\nCOPY <<E /x\n$X it's\nE\nCOPY <<'E' /x\n${\nE\n", BK, ("a",)),
        ("FROM a\nLABEL a=$X b='c'\nUSER $X\nVOLUME $X\nSTOPSIGNAL 9\nEXPOSE 80\n", BK, ("a",)),
        ("FROM a\nADD --chown=$X a b\nCOPY --chown=$X --chmod=1 a b\n", BK, ("a",)),
        ("FROM a\nHEALTHCHECK CMD x\nMAINTAINER me\n", BK, ("a",)),
        ("FROM --after=a a\n", BA, ("a",)),
        ("FROM a\nEXPOSE 80 80\n", BA, ("a",)),
        ("FROM a\nCOPY x* y z\nCOPY x y z/\n", CL, ("a",)),
        ('FROM nope\nCOPY x y $Z\nCMD ["b"]\n', CL, ("b",)),
        ("FROM a AS x\nFROM x\nCOPY --from=x a b\n", BK, ("a",)),
        (DIAMOND + "FROM y AS z\n" + TAKES_X + "FROM z\n" + TAKES_X + TAKES_Y, BK, ("a",)),
        (DIAMOND + "FROM a\n" + TAKES_Y + TAKES_X, BK, ("a",)),
        ("FROM a AS w\n" + TAKES_Y + DIAMOND + "FROM a\n", BK, ("a",)),
    ],
)
def test_builds(text: str, builder: str, cmd: tuple[str, ...] | None) -> None:
    """The CMD that reaches the image."""
    if cmd is None:
        assert refusal(text, builder) == ("from-arguments", 1, 6)
    else:
        assert built(text, builder).cmd == cmd


@pytest.mark.parametrize(
    ("text", "builder", "expected"),
    [
        ("ARG B=${x?}\nFROM a\n", BK, ("substitution", 1, 5)),
        ("ARG B='x\nFROM a\n", CL, ("substitution", 1, 5)),
        ("FROM $B\n", CL, ("base-name-blank", 1, 6)),
        ("FROM 'a\n", BK, ("substitution", 1, 6)),
        ("FROM A//b\n", BK, ("reference", 1, 6)),
        ("FROM A//b\n", CL, ("reference", 1, 6)),
        ("FROM scratch:1\n", CL, ("reserved-name", 1, 6)),
        ("FROM --platform=x/y/z/w a\n", BK, ("platform", 1, 6)),
        ("FROM --platform=$NOPE a\n", BK, ("platform", 1, 6)),
        ("FROM --platform=x/y/z/w a\n", BA, ("platform", 1, 6)),
        ("FROM --platform=windows/amd64 scratch\n", CL, ("os", 1, 1)),
        ("FROM\n", BA, ("from-arguments", 1, 1)),
        ("FROM a b\n", BA, ("from-arguments", 1, 6)),
        ("ARG X\nARG Y\n", BK, ("no-from", 2, 1)),
        ("FROM a\nCOPY --from=$X a b\n", BK, ("substitution", 2, 6)),
        ("FROM a\nCOPY --from=1 a b\n", BK, ("stage-index", 2, 6)),
        ("FROM a\nCOPY --from=-1 a b\n", BK, ("stage-index", 2, 6)),
        ("FROM a\nCOPY --from=A//b a b\n", BK, ("reference", 2, 6)),
        ("FROM a AS x\nCOPY --from=x a b\n", BK, ("circular-dependency", 1, 1)),
        (
            "FROM a AS x\nCOPY --from=y a b\nFROM a AS y\nCOPY --from=x a b\n",
            BK,
            ("circular-dependency", 1, 1),
        ),
        (
            "FROM a AS x\nCOPY --from=y a b\nFROM a AS y\nFROM x\n",
            BK,
            ("circular-dependency", 2, 6),
        ),
        (
            "FROM a AS x\nCOPY --from=z b c\nFROM a AS z\nCOPY --from=x b c\nFROM a\n",
            BK,
            ("circular-dependency", 1, 1),
        ),
        ("FROM a\nADD --checksum=${ a b\n", BK, ("substitution", 2, 19)),
        ("FROM a\nCOPY ${ b\n", BK, ("substitution", 2, 6)),
        ("FROM a\nCOPY <<E /x\n${\nE\n", BK, ("substitution", 2, 6)),
        ("FROM a\nCOPY <<E /x\nE\n", CL, ("copy", 2, 1)),
        ("FROM a\nCOPY --chmod=1 a b\n", CL, ("needs-buildkit", 2, 6)),
        ("FROM a\nRUN --network=none a\n", CL, ("needs-buildkit", 2, 5)),
        ("FROM a AS x\nFROM a AS x\n", CL, ("duplicate-stage", 2, 1)),
        ("FROM scratch\n", CL, ("empty-dockerfile", 1, 1)),
    ],
)
def test_refuses(text: str, builder: str, expected: tuple[str, int, int]) -> None:
    """The kind of fault and its place."""
    assert refusal(text, builder) == expected


def test_a_circle_that_a_from_is_part_of_is_seen_only_where_it_is_needed() -> None:
    """What a stage copies from is looked at, not what it starts from."""
    circle = "FROM a AS x\nCOPY --from=y b c\nFROM x AS y\n"

    assert built(f'{circle}FROM a\nCMD ["d"]\n', BK).cmd == ("d",)
    assert refusal(f"{circle}FROM a\nCOPY --from=x b c\n", BK) == ("circular-dependency", 2, 6)
    with pytest.raises(cr.DockerfileError, match='cannot copy from stage "y", it needs to be'):
        built(f"{circle}FROM a\nCOPY --from=x b c\n", BK)


def test_stages_may_share_what_they_copy_from() -> None:
    """That is no circle, though one of them copies from a later stage that nothing needs."""
    text = (
        "FROM a AS x\nFROM a AS y\nCOPY --from=x b c\n"
        "FROM a AS z\nCOPY --from=x b c\nCOPY --from=y b c\nCOPY --from=last b c\n"
        'FROM a AS last\nCMD ["d"]\n'
    )

    assert built(text, BK).cmd == ("d",)


@pytest.mark.parametrize(
    ("global_args", "base", "newest", "older", "classic"),
    [
        ("ARG N=x\nARG N", "$N", "x", "base-name-blank", "base-name-blank"),
        ("ARG TARGETOS", "$TARGETOS", "linux", "base-name-blank", "base-name-blank"),
        ("ARG TARGETPLATFORM", "--platform=$TARGETPLATFORM x", "x", "platform", "platform"),
        ("ARG N", "x${N-y}", "xy", "x", "xy"),
        ("ARG N", "x${N+y}", "x", "xy", "x"),
        ("ARG N", "x${N:-y}", "xy", "xy", "xy"),
    ],
)
def test_an_argument_without_a_default_before_from(
    global_args: str, base: str, newest: str, older: str, classic: str
) -> None:
    """BuildKit made it empty until 27.1, the classic builder forgets it (recorded: 28.5.2, 26.1.5).

    What the platform gives goes as well.
    """
    stages = "".join(f'FROM scratch AS {name}\nCMD ["{name}"]\n' for name in ("x", "xy", "linux"))
    text = f"{global_args}\n{stages}FROM {base}\n"
    for builder, expected in ((BK, newest), ("buildkit@26.1", older), (CL, classic)):
        try:
            cmd = cr.Dockerfile.parse(text, builder=builder).image().cmd
        except cr.DockerfileError as error:
            cmd = (error.code,)

        assert cmd == (expected,), builder


@pytest.mark.parametrize(
    ("text", "given", "newest", "older", "classic"),
    [
        (
            "FROM scratch\nARG X=a Y=$X\nLABEL a=${Y:?no}\n",
            {},
            None,
            "substitution",
            "substitution",
        ),
        (
            "FROM scratch\nARG X=${y:?no}\nLABEL a=b\n",
            {"X": "x"},
            None,
            "substitution",
            "substitution",
        ),
        ("FROM scratch\nARG B=A\nARG $B=x\nLABEL a=${A:?no}\n", {}, "substitution", None, None),
        ("ARG X=${y:?no}\nFROM scratch\nLABEL a=b\n", {}, "substitution", None, "substitution"),
        ("ARG X=${\nFROM scratch$X\nLABEL a=b\n", {}, "substitution", None, "substitution"),
        ("ARG X=${y:?no}\nFROM scratch\nLABEL a=b\n", {"X": "x"}, None, None, "substitution"),
    ],
)
def test_defaults_of_arguments(
    text: str,
    given: dict[str, str],
    newest: str | None,
    older: str | None,
    classic: str | None,
) -> None:
    """Since 27.0 BuildKit looks at each when it is used (recorded: 28.5.2, 26.1.5, 20.10.24)."""
    for builder, expected in (
        (BK, newest),
        ("buildkit@26.1", older),
        ("buildkit@20.10", older),
        (CL, classic),
    ):
        code = None
        try:
            cr.Dockerfile.parse(text, builder=builder).image(build_args=given)
        except cr.DockerfileError as error:
            code = error.code

        assert code == expected, builder


STAGES = 'FROM a AS one\nCMD ["1"]\nFROM a\nCMD ["2"]\nFROM a AS two\nCMD ["3"]\n'


@pytest.mark.parametrize(
    ("target", "builder", "cmd"),
    [
        (None, BK, "3"),
        ("", BK, "3"),
        ("one", BK, "1"),
        ("ONE", CL, "1"),
        ("one", BA, "1"),
        ("1", BA, "2"),
        ("0", BD, "1"),
    ],
)
def test_a_target(target: str | None, builder: str, cmd: str) -> None:
    """The stage that is asked for, the last by default."""
    assert built(STAGES, builder, target=target).cmd == (cmd,)


@pytest.mark.parametrize(
    ("target", "builder"), [("three", BK), ("1", BK), ("ONE", BA), ("7", BA), ("three", CL)]
)
def test_a_target_that_is_not_there(target: str, builder: str) -> None:
    """The refusal names the stages there are."""
    with pytest.raises(cr.DockerfileError) as caught:
        built(STAGES, builder, target=target)

    assert (caught.value.code, caught.value.line) == ("target-not-found", 5)
    assert "one" in (caught.value.hint or "")


def test_a_target_among_nameless_stages() -> None:
    """Where no stage has a name, that is said."""
    with pytest.raises(cr.DockerfileError) as caught:
        built("FROM a\n", target="x")

    assert caught.value.hint == "stages: none has a name"


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


def test_triggers_of_stages_are_stored_as_written() -> None:
    """Case, blanks and joined lines stay; the keyword ONBUILD goes."""
    image = built("FROM scratch\nonbuild  cMd  a \\\n  b\nONBUILD CMD c\n")

    assert image.on_build == ("cMd  a   b", "CMD c")


def test_an_undescribed_base_may_hold_triggers() -> None:
    """That is told once, and changes no answer."""
    image = built('FROM nope\nENTRYPOINT ["e"]\n')

    assert image.trace is not None
    assert [note.code for note in image.trace().notes] == ["on-build-unknown"]


@pytest.mark.parametrize("builder", [BK, CL, BA])
def test_a_base_may_be_described_under_a_name_that_is_no_reference(builder: str) -> None:
    """Who describes it knows what it is."""
    assert built("FROM Own\n", builder, bases={"Own": A}).cmd == ("a",)


def test_a_context_stands_in_for_a_base() -> None:
    """It is found by the full name."""
    context = cr.ImageConfig(cmd=["ctx"])

    assert built("FROM a\n", contexts={"docker.io/library/a": context}).cmd == ("ctx",)
    assert built('FROM scratch\nCMD ["s"]\n', contexts={"scratch": context}).cmd == ("s",)


def test_a_context_stands_in_for_a_stage() -> None:
    """The stage's own instructions are not run, only read."""
    contexts = {"x": cr.ImageConfig(cmd=["ctx"], on_build=["CMD no"])}

    image = built('FROM a AS x\nCMD ["own"]\nFROM x\n', contexts=contexts)

    assert image.cmd == ("ctx",)


@pytest.mark.parametrize(
    ("builder", "env"),
    [
        (BK, {"X": "base", "B": "arg", "A": "env"}),
        (CL, {"X": "base", "B": "env", "A": "env"}),
        (BA, {"X": "base", "B": "env", "A": "env"}),
    ],
)
def test_arguments_and_variables(builder: str, env: dict[str, str]) -> None:
    """Whether ARG wins over ENV where words are substituted."""
    image = built("FROM a\nENV A=env\nARG A=arg\nENV B=$A\n", builder)

    stored = dict(entry.split("=", 1) for entry in image.env)
    assert {name: stored[name] for name in env} == env


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ARG V\nENV R=$V", "given"),
        ("ARG V=d\nENV R=$V", "given"),
        ("ARG W=d\nENV R=$W", "d"),
        ("ARG W\nENV R=$W", ""),
        ("ARG G\nENV R=$G", "global"),
        ("ARG http_proxy=x\nENV R=$http_proxy", ""),
        ("ENV V=e W=$V\nENV R=$W", ""),
    ],
)
def test_an_argument_of_a_stage(text: str, value: str) -> None:
    """Given, defaulted, or of before the first FROM; proxies reach no variable."""
    image = built(f"ARG G=global\nFROM a\n{text}\n", build_args={"V": "given"})

    assert dict(entry.split("=", 1) for entry in image.env)["R"] == value


@pytest.mark.parametrize(
    ("lines", "directory"),
    [
        ("WORKDIR /a\nWORKDIR b\n", "/a/b"),
        ("WORKDIR b\n", "/b"),
        ("WORKDIR /a/\nWORKDIR /c\n", "/c"),
        ("WORKDIR $X\n", "/base"),
    ],
)
def test_a_working_directory(lines: str, directory: str) -> None:
    """A relative one goes on from the one before."""
    assert built(f"FROM a\n{lines}").working_dir == directory


def test_windows_images() -> None:
    """The platform decides the shell, the path and the working directory."""
    image = built("FROM scratch\nWORKDIR c\nCMD a\n", platform="windows/amd64")

    assert (image.os, image.cmd, image.env) == ("windows", ("cmd", "/S", "/C", "a"), ())
    assert image.working_dir == "c"


def test_a_base_of_another_system_for_an_undescribed_image() -> None:
    """What FROM --platform says of an image nobody described is believed."""
    assert built("FROM --platform=windows/amd64 nope\n").os == "windows"


@pytest.mark.parametrize(
    ("builder", "cmd", "escaped"),
    [
        ("classic@28.5/windows", ("cmd /S /C a  b",), True),
        ("buildkit@28.5", ("/bin/sh", "-c", "a  b"), True),
        ("classic@28.5", ("/bin/sh", "-c", "a  b"), False),
        ("buildah@1.43", ("/bin/sh", "-c", "a  b"), False),
    ],
)
def test_args_escaped(builder: str, cmd: tuple[str, ...], escaped: bool) -> None:  # noqa: FBT001
    """Normal under BuildKit on Linux too; a command line only on Windows."""
    system = "windows" if builder.endswith("windows") else "linux"
    bases = {"base": cr.ImageConfig(os=system)}
    image = cr.Dockerfile.parse("FROM base\nCMD a  b\n", builder=builder).image(bases=bases)

    assert (image.cmd, image.args_escaped) == (cmd, escaped)


def test_platform_arguments_can_be_given() -> None:
    """A build argument of their name goes before them."""
    text = "FROM --platform=$TARGETPLATFORM scratch\nCMD a\n"

    assert refusal(text, build_args={"TARGETPLATFORM": "a/b/c/d"}) == ("platform", 1, 6)


def test_a_stage_name_two_stages_share_is_chance_under_buildah() -> None:
    """Either may be taken: that cannot be known."""
    with pytest.raises(cr.UnknownImageError) as caught:
        built("FROM a AS x\nFROM a AS x\nFROM x\n", BA)

    assert caught.value.code == "ambiguous-stage"


WINDOWS = "classic@28.5/windows"


@pytest.mark.parametrize(
    ("text", "entrypoint", "cmd", "escaped"),
    [
        ("CMD a  b\n", None, ("cmd /S /C a  b",), True),
        ('CMD ["a", "b"]\n', None, ("a", "b"), False),
        ("CMD\n", None, ("cmd", "/S", "/C"), False),
        ("ENTRYPOINT a b\nCMD c d\n", ("cmd /S /C a b",), ("cmd /S /C c d",), True),
        ('ENTRYPOINT ["e"]\n', ("e",), None, False),
        ('SHELL ["powershell", "-Command"]\nCMD a b\n', None, ("powershell -Command a b",), True),
        ("CMD dir C:\\ `\n  /s\n", None, ("cmd /S /C dir C:\\   /s",), True),
        ('CMD ["C:\\\\a"]\n', None, ("C:\\a",), False),
        ('CMD ["C:\\a"]\n', None, ('cmd /S /C ["C:\\a"]',), True),
    ],
)
def test_a_daemon_on_windows_stores_command_lines(
    text: str, entrypoint: object, cmd: object, escaped: object
) -> None:
    """Shell form is one text, which is not escaped again (read, never run)."""
    base = cr.ImageConfig(cmd=["c:\\windows\\system32\\cmd.exe"], os="windows")
    whole = "# escape=`\nFROM base\n" + text
    image = cr.Dockerfile.parse(whole, builder=WINDOWS).image(bases={"base": base})

    assert (image.entrypoint, image.cmd, image.args_escaped) == (entrypoint, cmd, escaped)


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


@pytest.mark.parametrize(
    ("text", "entrypoint", "cmd", "shell"),
    [
        ("CMD a  b\n", None, ("cmd", "/S", "/C", "a  b"), None),
        ("CMD\n", None, ("cmd", "/S", "/C", ""), None),
        ("ENTRYPOINT a b\n", ("cmd", "/S", "/C", "a b"), None, None),
        ("ENTRYPOINT\n", ("cmd", "/S", "/C", ""), None, None),
        (
            'SHELL ["powershell", "-Command"]\nCMD a b\n',
            None,
            ("powershell", "-Command", "a b"),
            ("powershell", "-Command"),
        ),
        ("CMD dir C:\\ `\n  /s\n", None, ("cmd", "/S", "/C", "dir C:\\   /s"), None),
    ],
)
def test_buildkit_stores_words_for_windows_too(
    text: str, entrypoint: object, cmd: object, shell: object
) -> None:
    """Asked of BuildKit in Docker 28.5.2, 26.1.5 and 20.10.24, building for windows/amd64."""
    image = built("# escape=`\nFROM scratch\n" + text, platform="windows/amd64")

    assert (image.entrypoint, image.cmd, image.shell) == (entrypoint, cmd, shell)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("FROM --platform=$NOPE scratch AS x\nFROM x as as as\n", "flag-value", 1),
        ("FROM scratch AS a\nSHELL x\nFROM a as as as\n", "shell-json", 2),
        ("FROM scratch AS a\nFOO\nFROM a as as as\n", "unknown-instruction", 2),
        ("FROM scratch AS a\nSHELL x\nFROM --platform=$NOPE a\n", "shell-json", 2),
        ("FROM scratch AS a\nCMD x\nFROM --platform=$NOPE a\n", "flag-value", 3),
    ],
)
def test_buildah_looks_at_a_from_when_it_comes_to_it(text: str, code: str, line: int) -> None:
    """Run on 1.39.3 and 1.43.2: what is wrong in an earlier stage is told first."""
    for builder in ("buildah@1.39", "buildah@1.43"):
        error = cr.answer({"dockerfile": text, "builder": builder})["error"]

        assert (error["code"], error["line"]) == (code, line)


def test_buildah_knows_a_stage_by_its_name_though_words_follow_it() -> None:
    """Run on 1.28.2: such a stage has no number, and is refused for its words when it is run."""
    asked = {"dockerfile": "FROM scratch AS a b\nCMD c\n", "builder": "buildah@1.28"}

    assert cr.answer({**asked, "target": "0"})["error"]["code"] == "target-not-found"
    assert cr.answer({**asked, "target": "a"})["error"]["code"] == "from-arguments"
