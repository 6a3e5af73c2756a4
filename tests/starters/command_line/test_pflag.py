"""The flag grammar of docker and podman, on a small set of flags."""

from __future__ import annotations

import pytest

from cmdresolve.go.numbers import parse_bool, parse_int
from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.command_line.line import CommandLine
from cmdresolve.starters.command_line.pflag import (
    Flag,
    FlagUse,
    flag_set,
    long_name_after_one_dash,
    parse,
    traverse,
)

FLAGS = flag_set(
    [
        Flag("tty", "t", parse_bool, is_bool=True),
        Flag("interactive", "i", parse_bool, is_bool=True),
        Flag("rm", "", parse_bool, is_bool=True),
        Flag("env", "e"),
        Flag("workdir", "w"),
        Flag("entrypoint"),
        Flag("cpu-shares", "c", parse_int),
        Flag("network"),
    ],
    {"net": "network"},
)


def read(
    words: list[str], *, interspersed: bool = False
) -> tuple[list[tuple[str, str]], list[str]]:
    uses, operands = parse(CommandLine(tuple(words)), 0, FLAGS, interspersed=interspersed)
    return [(use.name, use.value) for use in uses], [words[place] for place in operands]


@pytest.mark.parametrize(
    ("words", "uses", "operands"),
    [
        (["img"], [], ["img"]),
        ([], [], []),
        (["", "x"], [], ["", "x"]),
        (["-", "-t"], [], ["-", "-t"]),
        (["img", "-t", "--", "--rm"], [], ["img", "-t", "--", "--rm"]),
        (["--", "-t", "--", "x"], [], ["-t", "--", "x"]),
        (["--rm", "img"], [("rm", "true")], ["img"]),
        (["--rm=false", "img"], [("rm", "false")], ["img"]),
        (["--rm", "false", "img"], [("rm", "true")], ["false", "img"]),
        (["--entrypoint", "--rm", "img"], [("entrypoint", "--rm")], ["img"]),
        (["--entrypoint", "--", "img"], [("entrypoint", "--")], ["img"]),
        (["--entrypoint=", "img"], [("entrypoint", "")], ["img"]),
        (["--entrypoint=a=b", "img"], [("entrypoint", "a=b")], ["img"]),
        (["--net", "x", "img"], [("network", "x")], ["img"]),
        (["-it", "img"], [("interactive", "true"), ("tty", "true")], ["img"]),
        (["-ite", "A=1", "i"], [("interactive", "true"), ("tty", "true"), ("env", "A=1")], ["i"]),
        (["-iteA=1", "i"], [("interactive", "true"), ("tty", "true"), ("env", "A=1")], ["i"]),
        (["-e=A=1", "i"], [("env", "A=1")], ["i"]),
        (["-e=A", "i"], [("env", "A")], ["i"]),
        (["-it=0", "i"], [("interactive", "true"), ("tty", "0")], ["i"]),
        (["-e=", "i"], [("env", "=")], ["i"]),
        (["-eit", "i"], [("env", "it")], ["i"]),
        (["-it=false", "i"], [("interactive", "true"), ("tty", "false")], ["i"]),
        (["-w", "-t", "i"], [("workdir", "-t")], ["i"]),
        (["-entrypoint", "/x", "i"], [("env", "ntrypoint")], ["/x", "i"]),
        (["-test.v", "i"], [], ["i"]),
        (["-ttest.v", "i"], [("tty", "true")], ["i"]),
    ],
)
def test_words_are_read_as_the_program_reads_them(
    words: list[str], uses: list[tuple[str, str]], operands: list[str]
) -> None:
    """Recorded: every case is among the ``parse_cases`` of docker 20.10, 28.5 and podman 5.8."""
    assert read(words) == (uses, operands)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--bogus"], "unknown-flag", "unknown flag: --bogus"),
        (["--Rm"], "unknown-flag", "unknown flag: --Rm"),
        (["--bogus=1"], "unknown-flag", "unknown flag: --bogus"),
        (["-z"], "unknown-shorthand", "unknown shorthand flag: 'z' in -z"),
        (["-tz9"], "unknown-shorthand", "unknown shorthand flag: 'z' in -z9"),
        (["-t="], "unknown-shorthand", "unknown shorthand flag: '=' in -="),
        (["-'"], "unknown-shorthand", "unknown shorthand flag: '\\'' in -'"),
        (['-"'], "unknown-shorthand", "unknown shorthand flag: '\"' in -\""),
        (["-é"], "unknown-shorthand", "unknown shorthand flag: 'Ã' in -é"),
        (["---x"], "flag-syntax", "bad flag syntax: ---x"),
        (["--=x"], "flag-syntax", "bad flag syntax: --=x"),
        (["--entrypoint"], "flag-needs-argument", "flag needs an argument: --entrypoint"),
        (["-te"], "flag-needs-argument", "flag needs an argument: 'e' in -e"),
        (["-h"], "help", "the command line asks for help, so no container is made"),
        (
            ["--tty=yes"],
            "flag-value",
            (
                'invalid argument "yes" for "-t, --tty" flag: strconv.ParseBool: parsing '
                '"yes": invalid syntax'
            ),
        ),
        (
            ["-c", "x"],
            "flag-value",
            (
                'invalid argument "x" for "-c, --cpu-shares" flag: strconv.ParseInt: parsing "x": '
                "invalid syntax"
            ),
        ),
    ],
)
def test_a_fault_is_told_in_the_words_of_the_program(
    words: list[str], code: str, message: str
) -> None:
    with pytest.raises(OverrideError) as caught:
        read([*words])
    assert (caught.value.code, caught.value.message) == (code, message)
    assert caught.value.stage == "create"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--entrypiont", "x"], "did you mean --entrypoint?"),
        (["--zzzzzzz"], None),
        (["-t="], "=VALUE after a letter needs a value behind the ="),
        (["-tty"], "a long name takes two dashes: --tty"),
        (["-network", "x"], "a long name takes two dashes: --network"),
        (["-c", "--rm"], "--cpu-shares takes the next word as its value, whatever it looks like"),
        (["-c", "x"], None),
        (["-cpu-shares=x"], "a long name takes two dashes: --cpu-shares"),
    ],
)
def test_a_fault_says_how_to_mend_it(words: list[str], hint: str | None) -> None:
    with pytest.raises(OverrideError) as caught:
        read(words)
    assert caught.value.hint == hint


def test_a_use_keeps_the_words_that_name_it_and_hold_its_value() -> None:
    uses, _ = parse(CommandLine(("docker", "-it", "-e", "A=1", "--rm")), 1, FLAGS)
    assert uses == [
        FlagUse("interactive", "true", 1, 1),
        FlagUse("tty", "true", 1, 1),
        FlagUse("env", "A=1", 2, 3),
        FlagUse("rm", "true", 4, 4),
    ]


def test_flags_may_follow_operands_where_a_command_has_commands() -> None:
    assert read(["x", "--rm", "y"], interspersed=True) == ([("rm", "true")], ["x", "y"])


def test_reading_stops_at_the_end_it_is_given() -> None:
    uses, operands = parse(CommandLine(("--rm", "a", "--tty")), 0, FLAGS, interspersed=True, end=2)
    assert (uses, operands) == ([FlagUse("rm", "true", 0, 0)], [1])


def test_the_flags_before_a_faulty_one_can_be_had() -> None:
    uses: list[FlagUse] = []
    with pytest.raises(OverrideError):
        parse(CommandLine(("--rm", "--bogus")), 0, FLAGS, into=uses)
    assert uses == [FlagUse("rm", "true", 0, 0)]


def test_a_word_that_a_shell_would_change_is_not_checked() -> None:
    line = CommandLine(("-c", "$N", "img"), expanding=frozenset({1}))
    assert parse(line, 0, FLAGS)[0] == [FlagUse("cpu-shares", "$N", 0, 1)]


@pytest.mark.parametrize(
    ("words", "position", "taken"),
    [
        (["run", "x"], 0, True),
        (["--rm", "run"], 1, True),
        (["--network", "x", "run"], 2, True),
        (["--network=x", "run"], 1, True),
        (["--bogus", "x", "run"], 2, True),
        (["-e", "x", "run"], 2, True),
        (["-t", "run"], 1, True),
        (["-z", "x", "run"], 2, True),
        (["-e=", "run"], 1, True),
        (["ps", "run"], 0, False),
        (["--rm"], 1, False),
        (["-é", "run"], 1, True),
        (["", "run"], 0, False),
    ],
)
def test_a_command_is_looked_for_as_cobra_does(
    words: list[str], position: int, taken: object
) -> None:
    """An unknown flag is thought to take the next word, so that a command can hide behind it."""
    flags = flag_set(
        [*FLAGS.flags.values(), Flag("bogus"), Flag("zed", "z"), Flag("odd", "Ã")],
        {"net": "network"},
    )
    if words == ["-é", "run"]:
        with pytest.raises(OverrideError, match="unknown shorthand"):
            traverse(CommandLine(tuple(words)), 0, FLAGS, ("run",))
        return
    _, found, known = traverse(CommandLine(tuple(words)), 0, flags, ("run",))
    assert (found, known) == (position, taken)


@pytest.mark.parametrize(
    ("word", "long_name"),
    [
        ("-entrypoint", "entrypoint"),
        ("-net=x", "net"),
        ("--entrypoint", None),
        ("-e", None),
        ("-it", None),
    ],
)
def test_a_long_name_after_one_dash_is_recognised(word: str, long_name: str | None) -> None:
    assert long_name_after_one_dash(word, FLAGS) == long_name


def test_of_two_flags_of_one_name_the_later_counts() -> None:
    assert flag_set([Flag("x", "a"), Flag("x", "b")]).letters == {"b": Flag("x", "b")}
