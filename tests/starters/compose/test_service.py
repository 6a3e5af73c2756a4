"""What a service starts: `cmdresolve.starters.compose`."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.model.errors import CmdResolveError, ComposeError, OverrideError
from cmdresolve.model.origin import InCommandLine
from cmdresolve.starters.compose import Build, ComposeRun, compose_service
from tests.starters.compose.asking import IMAGE, read, words


@pytest.mark.parametrize(
    ("lines", "given"),
    [
        ("", (None, None)),
        ("    command: a 'b c'\n", (None, ("a", "b c"))),
        ("    command: [a, b c]\n", (None, ("a", "b c"))),
        ("    command: []\n    entrypoint: ''\n", ((), ())),
        ("    entrypoint: ['']\n    command: ~\n", (("",), None)),
        ("    command: $V\n", (None, ("x", "y"))),
        ("    command: [$V]\n", (None, ("x y",))),
        ("    command: $U\n", (None, ())),
        ("    command: ['$U']\n", (None, ("",))),
    ],
)
def test_both_keys_are_read_alike(lines: str, given: tuple[Any, Any]) -> None:
    """A text is split after its variables are put in, a list is taken as it is."""
    assert words(read(IMAGE + lines, env={"V": "x y"})) == given


@pytest.mark.parametrize(
    ("over", "given"),
    [
        ("tty: true", (("e",), ("c", "d"))),
        ("command: f", (("e",), ("f",))),
        ("command: ~", (("e",), None)),
        ("command: []", (("e",), ())),
        ("command: !reset f", (("e",), None)),
        ("command: !override [f]", (("e",), ("f",))),
        ("command: !override null", (("e",), ("null",))),
        ("entrypoint: f", (("f",), ("c", "d"))),
        ("entrypoint: !reset", (None, ("c", "d"))),
    ],
)
def test_a_file_an_extends_and_a_document_replace_alike(over: str, given: tuple[Any, Any]) -> None:
    """Each of the two keys by itself; nothing is appended.

    Source: compose-go v2.9.1 override/merge.go; recorded ``merge_extends_anchors``.
    """
    base = "    entrypoint: e\n    command: [c, d]\n"
    upper = f"services:\n  a:\n    {over}\n"
    extending = f"services:\n  a:\n    extends: b\n    {over}\n  b:\n    image: x\n{base}"
    other = f"services:\n  a:\n    extends: {{file: f/b.yaml, service: b}}\n    {over}\n"

    assert words(read(IMAGE + base, upper)) == given
    assert words(read(f"{IMAGE}{base}---\n{upper}")) == given
    assert words(read(extending)) == given
    beside = {"f/b.yaml": f"services:\n  b:\n    image: x\n{base}"}
    assert words(read(other, beside=beside)) == given


@pytest.mark.parametrize(
    ("run", "given"),
    [
        (ComposeRun(), (("e",), ("c",))),
        (ComposeRun(args=["x"]), (("e",), ("x",))),
        (ComposeRun(args=[""]), (("e",), ("",))),
        (ComposeRun(""), ((), ())),
        (ComposeRun('""'), (("",), ())),
        (ComposeRun("f 'g h' | i"), (("f", "g h"), ())),
        (ComposeRun("f", ["$V | x"]), (("f",), ("$V | x",))),
        (ComposeRun("$V"), (("$V",), ())),
    ],
)
def test_run_lays_itself_over_the_service(run: ComposeRun, given: tuple[Any, Any]) -> None:
    """Its entrypoint is split and drops the service's command; its arguments are not split.

    Source: docker/compose v2.40.3 cmd/compose/run.go; recorded ``compose_run``.
    """
    text = IMAGE + "    entrypoint: e\n    command: c\n"

    assert words(read(text, run=run, env={"V": "v"})) == given


def test_what_run_drops_is_told() -> None:
    found = read(IMAGE + "    entrypoint: e\n    command: c\n", run=ComposeRun("f | g"))

    assert [(x.words, x.field, x.rule) for x in found.override.dropped] == [
        (("e",), "entrypoint", "compose-run"),
        (("| g",), "entrypoint", "compose-cuts-text"),
        (("c",), "args", "compose-run"),
    ]
    assert found.override.entrypoint_origins == (
        InCommandLine("docker compose run", 0, flag="--entrypoint"),
    )
    assert found.command == "docker compose run"


def test_words_of_run_have_their_places() -> None:
    found = read(IMAGE, run=ComposeRun(args=["x", "y"]))

    assert [x.describe() for x in found.override.args_origins] == [
        "docker compose run argument 1",
        "docker compose run argument 2",
    ]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("services: {a: {image: x, command: 10}}", "schema", 1, 35),
        (IMAGE + "    command: [a, ~]\n", "schema", 4, 18),
        (IMAGE + "    comand: a\n", "schema", 4, 13),
        (IMAGE + "volume: {}\n", "schema", 4, 9),
        (IMAGE + "volumes:\n", "schema", 4, 1),
        ("version: 3\n" + IMAGE, "schema", 1, 10),
        (IMAGE + "    user: 1000\n", "schema", 4, 11),
        (IMAGE + "    user: 1000\n---\na: [\n", "schema", 4, 11),
        (IMAGE + "    ports: 80\n", "schema", 4, 12),
        (IMAGE + "    tty: maybe\n", "boolean", 4, 10),
        (IMAGE + "    read_only: ~\n", "schema", 4, 16),
        (IMAGE + "    pid: ~\n", "compose-fault", 4, 10),
        ('services: {a: {image: x, command: ["\\/"]}}', "yaml-syntax", 1, 38),
        ("%YAML 1.2\n---\n" + IMAGE, "yaml-syntax", 1, 1),
        ("services: &a {a: {image: x, x-y: *a}}", "alias-cycle", 1, 34),
        (IMAGE + "    init: maybe\n", "boolean", 4, 11),
        (IMAGE + '    command: "a ${U"\n', "interpolation", 4, 17),
        (IMAGE + '    command: [a, "${U:?no}"]\n', "required-variable", 4, 19),
        (IMAGE + "    command: it's\n", "cannot-split", 4, 16),
        (IMAGE + "  b: {image: x, command: '(c'}\n", "cannot-split", 4, 27),
        (IMAGE + "  b: {command: c}\n", "no-image", 4, 6),
        (IMAGE + "    extends: b\n", "cannot-extend", 4, 14),
        (IMAGE + "    extends: a\n", "extends-cycle", 4, 14),
        (IMAGE + "    extends: {}\n", "schema", 4, 14),
        (IMAGE + "---\nservices: []\n", "schema", 5, 11),
        (IMAGE + "  b: c\n", "schema", 4, 6),
        (IMAGE + "  c d: {image: x}\n", "schema", 4, 8),
        (IMAGE + "    command: [a\n", "yaml-syntax", 5, 1),
        ("", "empty-compose-file", 1, 1),
        ("# nothing\n", "empty-compose-file", 1, 1),
        ("services: {}", "no-service", 1, 1),
        ("services: {b: {image: x}}", "no-service", 1, 1),
    ],
)
def test_compose_s_refusals_point_at_the_fault(
    text: str, code: str, line: int, column: int
) -> None:
    """All before an engine is asked."""
    with pytest.raises(CmdResolveError) as refused:
        read(text)

    assert (refused.value.code, refused.value.stage) == (code, "create")
    assert (refused.value.line, refused.value.column) == (line, column)


def test_a_refusal_helps() -> None:
    """What was meant, where that is plain."""
    for text, hint in (
        (IMAGE + "    comand: a\n", "did you mean command?"),
        (IMAGE + "    command: 10\n", 'write it as "10": without quotes YAML reads it as integer'),
        ("services: {b: {image: x}}", "there are: b"),
    ):
        with pytest.raises(ComposeError) as refused:
            read(text)
        assert refused.value.hint == hint


def test_a_wrong_flag_of_run_is_told_first() -> None:
    """The program reads its own words before any file."""
    with pytest.raises(ComposeError) as refused:
        read("- no project", run=ComposeRun("it's"))

    assert refused.value.code == "cannot-split"
    assert refused.value.source is not None
    assert refused.value.source.name == "--entrypoint"


@pytest.mark.parametrize(
    ("lines", "init"),
    [
        ("", False),
        ("    init: true\n", True),
        ("    init: 'Yes'\n", True),
        ("    init: $I\n", True),
        ("    init: false\n", False),
        ("    init: off\n", False),
        ("    init: true\n    pid: host\n", False),
        ("    init: true\n    pid: service:b\n", False),
        ("    init: true\n    pid: ''\n", True),
    ],
)
def test_an_init_is_asked_for(lines: str, init: bool) -> None:  # noqa: FBT001 - a table's column
    """The engine leaves it out where PID 1 is another's."""
    text = IMAGE + lines + "  b: {image: x}\n"
    assert read(text, env={"I": "on"}).override.init is init


def test_what_the_service_is_made_of_is_given() -> None:
    text = "services:\n  a:\n    image: r/$V\n    build: {context: c, target: t, args: [A=1, B]}\n"
    over = "services:\n  a:\n    build: {dockerfile: D, args: {A: 2}}\n"
    found = read(text, over, env={"V": "v"})

    assert found.image == "r/v"
    assert found.build == Build("c", dockerfile="D", target="t", args={"A": "2", "B": None})
    assert read("services: {a: {build: .}}").build == Build(".")
    assert read("services: {a: {build: .}}").image is None
    assert read(IMAGE).build is None


def test_what_nobody_gave_is_unknown_where_it_matters() -> None:
    """A service that says both keys needs no base to know its words."""
    extends = IMAGE + "    extends: {file: base.yaml, service: b}\n"
    told = "what base.yaml says that services.a extends"

    assert read(extends).override.unknown == (told,)
    assert read(extends + "    command: c\n").override.unknown == (told,)
    assert read(extends + "    command: c\n    entrypoint: e\n").override.unknown == ()
    assert read(extends, run=ComposeRun("e")).override.unknown == ()
    assert read(extends, run=ComposeRun(args=["x"])).override.unknown == (told,)


@pytest.mark.parametrize(
    ("engine", "key"),
    [(None, "compose@2.40"), ("docker@28.5", "docker@28.5"), ("compose@2.31", "compose@2.30.3")],
)
def test_an_engine_says_which_compose_reads(engine: str | None, key: str) -> None:
    """And is the one that starts what was read."""
    assert read(IMAGE, engine=engine).engine == key


def test_an_engine_without_compose_is_refused() -> None:
    with pytest.raises(OverrideError, match=r"^Compose starts no container on kube-play@5\.8"):
        read(IMAGE, engine="kube-play@5.8")
    with pytest.raises(OverrideError, match="no compose file is given"):
        compose_service([], "a")


@pytest.mark.parametrize("text", ["\ud800", "a: \udcff", "\0", "services: {a: {image: \ud800}}"])
def test_what_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(CmdResolveError):
        read(text)
