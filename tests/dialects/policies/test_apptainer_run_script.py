"""What Apptainer's run script makes of words."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve import (
    ImageConfig,
    ImageConfigError,
    NoCommandError,
    Override,
    OverrideError,
    UnknownImageError,
    resolve,
)
from cmdresolve.dialects.policies import apptainer_run_script
from cmdresolve.model.image import Unknown

EVAL, NO_EVAL = "apptainer@1.4", "apptainer@1.4/no-eval"
SHELL = ("/bin/sh", "/.singularity.d/runscript")


def argv(engine: str, entrypoint: Any, cmd: Any, args: Any = None) -> tuple[str, ...]:
    image = ImageConfig(entrypoint=entrypoint, cmd=cmd)
    return resolve(image, Override(args=args), engine=engine).argv


def unknown(engine: str, entrypoint: Any, cmd: Any, args: Any = None) -> tuple[str, ...]:
    image = ImageConfig(entrypoint=entrypoint, cmd=cmd)
    return resolve(image, Override(args=args), engine=engine).unknown


@pytest.mark.parametrize("engine", [EVAL, NO_EVAL])
@pytest.mark.parametrize(
    ("entrypoint", "cmd", "args", "expected"),
    [
        (["/e", "p"], ["c", "d e"], None, ("/e", "p", "c", "d e")),
        (["/e", "p"], ["c", "d e"], ["a", "b c", ""], ("/e", "p", "a", "b c", "")),
        (["/e"], None, ["--", "-x"], ("/e", "--", "-x")),
        (None, ["/c", "d"], ["/x", "q"], ("/x", "q")),
        (
            ["/e", "$X", "a'b", "`id`"],
            ['a"b', "\\"],
            None,
            ("/e", "$X", "a'b", "`id`", 'a"b', "\\"),
        ),
        (["/e"], ["c"], "", ("/e", "")),
        (["/e"], ["c"], [], ("/e", "c")),
        ([], ["/c"], None, ("/c",)),
        (None, None, ["/x"], ("/x",)),
        (None, None, None, SHELL),
        ([], [], None, SHELL),
    ],
)
def test_the_image_s_words_and_plain_arguments_stay(
    engine: str, entrypoint: Any, cmd: Any, args: Any, expected: Any
) -> None:
    """Where nothing is left the image's own shell runs the script again (recorded)."""
    assert argv(engine, entrypoint, cmd, args) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, ()),
        ((), ()),
        ("a b", ("a b",)),
        (("a\\b", "\\\\", "\\$X", '\\"', "\\`"), ("a\\b", "\\", "$X", '"', "`")),
        (("a\\\nb", "\\\r\n", "a\r\nb", "\r"), ("ab", "", "a\nb", "\r")),
        (("\\\n\\\n", "\\\\\n", "a\\\\\\\nb", "\\$\\\n"), ("", "\\\n", "a\\\\\nb", "$")),
        (("$", "$ a", "a$", "$\n"), ("$", "$ a", "a$", "$\n")),
        (("~", "*", "'", "#", ";", "!a"), ("~", "*", "'", "#", ";", "!a")),
    ],
)
def test_a_shell_reads_arguments_between_double_quotes(given: Any, expected: Any) -> None:
    """A backslash is one but before what it can escape; a lone dollar sign is one too.

    Right after a backslash, be it escaped, another does not take the line end (recorded).
    """
    assert apptainer_run_script.between_double_quotes(given) == expected


@pytest.mark.parametrize(
    "word",
    ["$X", "${X}", "$(x)", "`id`", 'a"b', "\\", "\\\\\\", "$'a'", "$1", "a\x80", "a\x81"],
)
def test_what_a_shell_would_evaluate_is_not_known(word: str) -> None:
    """The environment decides, or the quotes around the word are broken."""
    read = apptainer_run_script.between_double_quotes(("a", word))

    assert isinstance(read, Unknown)
    assert argv(NO_EVAL, ["/e"], None, ["a", word]) == ("/e", "a", word)


@pytest.mark.parametrize(
    ("engine", "entrypoint", "cmd", "args", "needs"),
    [
        (EVAL, ["/e"], None, ["$X"], 'the value of "$X" in the shell of the container'),
        (EVAL, [""], None, ["$X"], 'the value of "$X" in the shell of the container'),
        (
            EVAL,
            None,
            ["/c"],
            ["-x", "/a"],
            'the reading of "-x" by set in the shell of the container',
        ),
        (
            EVAL,
            ["+e", "/a"],
            ["c"],
            None,
            'the reading of "+e" by set in the shell of the container',
        ),
        (NO_EVAL, None, ["-x"], None, 'the path of "-x" among the files of the container'),
        (EVAL, ["nginx"], ["-g"], None, 'the path of "nginx" among the files of the container'),
        (NO_EVAL, None, ["./c"], None, 'the path of "./c" among the files of the container'),
    ],
)
def test_what_the_container_decides_is_not_known(
    engine: str, entrypoint: Any, cmd: Any, args: Any, needs: str
) -> None:
    """``exec`` puts the path of the program in place of its name, ``set`` takes options."""
    assert unknown(engine, entrypoint, cmd, args) == (needs,)


def test_no_image_is_to_be_described_for_what_the_container_decides() -> None:
    """A description of an image would not help."""
    found = resolve(ImageConfig(entrypoint=["nginx"]), engine=EVAL)

    assert "docker image inspect" not in found.explain()
    with pytest.raises(UnknownImageError) as raised:
        _ = found.argv
    assert raised.value.hint == "look into the container"


def test_the_words_after_an_unknown_path_are_told() -> None:
    """They are those of the image, in their places."""
    image = ImageConfig(entrypoint=["nginx", "-c"], cmd=["x"])
    found = resolve(image, engine=EVAL)

    assert [word.value for word in found.words] == ["-c", "x"]


@pytest.mark.parametrize("engine", [EVAL, NO_EVAL])
@pytest.mark.parametrize(
    ("entrypoint", "cmd", "args"),
    [([""], ["/c"], None), (None, [""], None), ([""], None, ["/x"]), (["", ""], None, None)],
)
def test_no_program_is_called_by_an_empty_word(
    engine: str, entrypoint: Any, cmd: Any, args: Any
) -> None:
    """It stands for itself here, never for no entrypoint, and cannot be found."""
    with pytest.raises(NoCommandError) as raised:
        argv(engine, entrypoint, cmd, args)

    assert raised.value.message == '"": executable file not found in $PATH'
    assert (raised.value.code, raised.value.stage) == ("not-found", "start")


@pytest.mark.parametrize("given", ["", "a", [], ["a"]])
def test_an_entrypoint_cannot_be_given(given: Any) -> None:
    """``apptainer run`` has no flag for one."""
    with pytest.raises(OverrideError, match="apptainer run has no way to replace") as raised:
        resolve(ImageConfig(cmd=["/c"]), Override(entrypoint=given), engine=EVAL)

    assert (raised.value.code, raised.value.stage) == ("no-entrypoint-flag", "request")


@pytest.mark.parametrize(
    ("engine", "env", "read"),
    [
        (EVAL, ["SINGULARITY_NO_EVAL=0"], "\\\\"),
        (EVAL, ["SINGULARITY_NO_EVAL= "], "\\\\"),
        (EVAL, ["SINGULARITY_NO_EVAL=1", "A=b", "SINGULARITY_NO_EVAL="], "\\\\"),
        (EVAL, ["SINGULARITY_NO_EVAL", "APPTAINER_NO_EVAL=1"], "\\"),
        (NO_EVAL, ["SINGULARITY_NO_EVAL=1"], "\\\\"),
        (NO_EVAL, ["SINGULARITY_NO_EVAL="], "\\"),
        (NO_EVAL, ["SINGULARITY_NO_EVAL"], "\\"),
        (NO_EVAL, ["singularity_no_eval="], "\\\\"),
    ],
)
def test_an_image_s_environment_says_whether_arguments_are_evaluated(
    engine: str, env: list[str], read: str
) -> None:
    """Whatever is asked for; the first value that is not empty counts (recorded)."""
    image = ImageConfig(entrypoint=["/e"], env=env)
    found = resolve(image, Override(args=["\\\\"]), engine=engine)

    assert found.argv == ("/e", read)
    assert found.engine.key == engine


@pytest.mark.parametrize("engine", [EVAL, NO_EVAL])
@pytest.mark.parametrize(("entrypoint", "cmd"), [(["/e", "a\x80"], None), (["/e"], ["\x80"])])
def test_a_word_of_the_image_may_end_the_script(engine: str, entrypoint: Any, cmd: Any) -> None:
    """Its shell takes U+0080 for the end of the text, and refuses the rest, used or not."""
    with pytest.raises(ImageConfigError, match="reached EOF without closing quote") as raised:
        argv(engine, entrypoint, cmd, ["x"])

    assert (raised.value.code, raised.value.stage) == ("run-script", "start")


@pytest.mark.parametrize("engine", [EVAL, NO_EVAL])
def test_what_the_shell_takes_for_a_line_end_is_not_known(engine: str) -> None:
    """It keeps some of U+0081, drops others and puts line ends after some (recorded)."""
    needs = 'the reading of "a\\u0081" by the shell of the container'

    assert unknown(engine, ["/e", "a\x81", "b"], None) == (needs,)
    assert argv(engine, ["/e"], ["a\x81"], ["x"]) == ("/e", "x")


@pytest.mark.parametrize("engine", [EVAL, NO_EVAL])
def test_an_application_that_is_not_there_is_not_started(engine: str) -> None:
    """The image's environment may name one, which no image from a registry holds (recorded)."""
    env = ["SINGULARITY_APPNAME=", "SINGULARITY_APPNAME=x", "SINGULARITY_APPNAME=y"]

    assert resolve(ImageConfig(cmd=["/c"], env=env[:1]), engine=engine).argv == ("/c",)
    with pytest.raises(ImageConfigError, match="locate the container application: x") as raised:
        resolve(ImageConfig(cmd=["/c"], env=env), engine=engine)
    assert (raised.value.code, raised.value.stage) == ("not-found", "start")


@pytest.mark.parametrize("said", ["SINGULARITY_NO_EVAL=1", "SINGULARITY_APPNAME=x"])
@pytest.mark.parametrize("entry", ["A=`", "A=$(x)", "PATH=${"])
def test_an_environment_that_the_shell_may_not_read_says_nothing_for_sure(
    entry: str, said: str
) -> None:
    """Without an end to what is run in it, it is skipped, with all that is in it (recorded)."""
    image = ImageConfig(entrypoint=["/e"], env=[entry, said])

    assert resolve(image, engine=EVAL).unknown == (
        f'the reading of "{entry}" by the shell of the container',
    )
    assert resolve(ImageConfig(cmd=["/c"], env=[entry]), engine=EVAL).argv == ("/c",)


@pytest.mark.parametrize(
    ("engine", "image_word", "given"),
    [(EVAL, "a\nb", "a\r\nb"), (NO_EVAL, "a\r\nb", "a\r\r\nb")],
)
def test_each_reading_by_the_shell_takes_a_carriage_return(
    engine: str, image_word: str, given: str
) -> None:
    """The image's words stand in the script; evaluated, all are read once more (recorded)."""
    image = ImageConfig(entrypoint=["/e", "a\r\r\nb"])
    read = resolve(image, Override(args=["a\r\r\nb"]), engine=engine).argv

    assert read == ("/e", image_word, given)


def test_where_the_words_of_nothing_left_come_from() -> None:
    """From the engine's own rule, and from nobody's image."""
    first, second = resolve(ImageConfig(), engine=EVAL).words

    assert (first.value, second.value) == SHELL
    assert first.origin.describe() == second.origin.describe()
    assert "its own words where nothing is left" in first.origin.describe()
