"""Refusals: `cmdresolve.model.errors`."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from cmdresolve.model.errors import (
    CmdResolveError,
    DialectError,
    DockerfileError,
    ImageConfigError,
    InternalError,
    NoCommandError,
    OverrideError,
    UnknownImageError,
)
from cmdresolve.model.source import Source, Span

SOURCE = Source("Dockerfile", "FROM a\nCDM b\n")
FAULT = DockerfileError(
    "unknown instruction: CDM",
    code="unknown-instruction",
    stage="build",
    source=SOURCE,
    span=Span(7, 10),
    hint="did you mean CMD?",
)
UNKNOWN = UnknownImageError("it depends", needs=("Cmd of a",), hint="describe it")
PLAIN = OverrideError("no image", code="no-image", stage="create")


@pytest.mark.parametrize(
    "kind",
    [
        DialectError,
        DockerfileError,
        ImageConfigError,
        NoCommandError,
        OverrideError,
        UnknownImageError,
    ],
)
def test_every_refusal_is_of_one_tree(kind: type[Exception]) -> None:
    """Whoever catches the root, or `ValueError`, catches all of them."""
    assert issubclass(kind, CmdResolveError)
    assert issubclass(CmdResolveError, ValueError)


def test_a_refusal_draws_where_it_happened_and_how_to_mend_it() -> None:
    """Name, line and column lead; carets stand below the fault; the hint comes last."""
    assert str(FAULT).split("\n") == [
        "Dockerfile:2:1: unknown instruction: CDM [unknown-instruction]",
        "  2 | CDM b",
        "    | ^^^",
        "  hint: did you mean CMD?",
    ]


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (PLAIN, "no image [no-image]"),
        (UNKNOWN, "it depends [unknown-image]\n  hint: describe it"),
        (CmdResolveError("m", code="c", source=SOURCE), "m [c]"),
        (CmdResolveError("m", code="c", span=Span(0, 1)), "m [c]"),
    ],
)
def test_a_refusal_without_a_place_draws_none(error: CmdResolveError, text: str) -> None:
    """A source without a span is no place, nor is a span without a source."""
    assert str(error) == text
    assert (error.line, error.column) == (None, None)


def test_a_refusal_with_a_place_has_a_line_and_a_column() -> None:
    """Both count from 1."""
    assert (FAULT.line, FAULT.column) == (2, 1)


def test_the_stage_is_the_question_unless_an_engine_would_refuse() -> None:
    """A refusal that names no stage is about the request itself."""
    assert CmdResolveError("m", code="c").stage == "request"
    assert UNKNOWN.stage == "request"
    assert UNKNOWN.code == "unknown-image"


@pytest.mark.parametrize("name", ["code", "message", "stage", "source", "span", "hint"])
def test_a_refusal_is_frozen(name: str) -> None:
    """None of its fields can be set."""
    with pytest.raises(AttributeError, match=f"DockerfileError is frozen: {name} cannot be set"):
        setattr(FAULT, name, "x")


def test_what_an_answer_needs_is_frozen_too() -> None:
    """The needs of an `UnknownImageError` are one of its fields."""
    with pytest.raises(AttributeError, match="frozen: needs"):
        UNKNOWN.needs = ()


def test_a_refusal_takes_the_notes_python_adds() -> None:
    """Being frozen does not stand in the way of raising and annotating it."""
    error = CmdResolveError("m", code="c")

    error.add_note("seen in CI")

    with pytest.raises(CmdResolveError) as raised:
        raise error from None
    assert raised.value.__notes__ == ["seen in CI"]


@pytest.mark.parametrize(
    "other",
    [
        DockerfileError("unknown instruction: CDM", code="other", stage="build"),
        OverrideError("no image", code="no-image", stage="start"),
        OverrideError("no image", code="no-image", stage="create", hint="h"),
        NoCommandError("no image", code="no-image", stage="create"),
        "no image",
    ],
)
def test_refusals_differ_by_any_field_and_by_kind(other: object) -> None:
    """Equality is that of all public fields and of the class."""
    assert other != PLAIN


@pytest.mark.parametrize("error", [FAULT, UNKNOWN, PLAIN])
def test_a_refusal_survives_pickling_and_copying(error: CmdResolveError) -> None:
    """A worker process can hand it to its parent, needs and place included."""
    again = pickle.loads(pickle.dumps(error))

    assert again == error
    assert hash(again) == hash(error)
    assert str(again) == str(error)
    assert copy.copy(error) == error


def test_unknown_images_differ_by_their_needs() -> None:
    """What has to be known is part of the refusal."""
    assert UnknownImageError("m", needs=("a",)) != UnknownImageError("m", needs=("b",))


def test_a_fault_does_not_repeat_the_file() -> None:
    """Huge words of message and hint are cut in the middle; short texts are left alone."""
    word = "x" * 50_000
    error = DockerfileError(f"unknown flag: --{word} here", code="c", hint=f"write {word}")

    assert error.message == f"unknown flag: --{'x' * 131}…{'x' * 66} here"
    assert error.hint == f"write {'x' * 133}…{'x' * 66}"
    assert len(str(error)) < 1000
    assert pickle.loads(pickle.dumps(error)) == error
    assert len(DockerfileError("a " * 50_000, code="c").message) == 4000
    short = "y" * 1000
    assert DockerfileError(short, code="c").message == short


@pytest.mark.parametrize("error", [FAULT, UNKNOWN, PLAIN])
def test_another_hint_changes_nothing_else(error: CmdResolveError) -> None:
    """Kind, place and needs stay."""
    other = error.with_hint("do this")

    assert type(other) is type(error)
    assert other.hint == "do this"
    assert other.with_hint(error.hint) == error


def test_a_fault_of_the_library_is_told_with_its_place() -> None:
    """The last module and line that it went through, and where to report it."""
    try:
        int("x")
    except ValueError as fault:
        error = InternalError.of(fault)

    assert error.message.startswith("ValueError: invalid literal for int()")
    assert " in " in error.message
    assert (error.code, error.stage) == ("internal", "request")
    assert InternalError.of(KeyError("x")).message == "KeyError: 'x'"


def test_a_refusal_is_placed_in_a_text() -> None:
    """By whoever knows the text, where it was raised without one."""
    placed = PLAIN.placed(SOURCE, Span(7, 10))

    assert (placed.source, placed.span, placed.line) == (SOURCE, Span(7, 10), 2)
    assert (placed.message, placed.code, placed.stage) == ("no image", "no-image", "create")


def test_an_exception_that_was_never_raised_has_no_place() -> None:
    assert "KeyError" in InternalError.of(KeyError("x")).message


def test_a_fault_is_placed_where_it_was_raised() -> None:
    """In the last function that was called, not in the one that caught it."""
    try:
        json.loads("{")
    except ValueError as fault:
        error = InternalError.of(fault)

    assert " in json.decoder, line " in error.message
