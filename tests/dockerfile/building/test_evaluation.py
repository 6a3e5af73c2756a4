"""What instructions are evaluated with."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.dockerfile.building.evaluation import Evaluation
from cmdresolve.dockerfile.building.state import InstructionPlace, Log, State
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.model.limits import Limits, Room
from cmdresolve.model.source import Source

BUILDKIT = dialects.builder("buildkit@28.5")


def given(line: str, trigger: str | None = None) -> tuple[Evaluation, State, Instruction]:
    """Return what a line is evaluated with in a stage where A is 1."""
    source = Source("F", f"FROM a\n{line}\n")
    origin, instruction = read(source, BUILDKIT).instructions
    start = InstructionPlace(source, origin, "0")
    state = State(None, "linux", {"A": "1"}, Log(None, None, None, start, []))
    evaluation = Evaluation(
        source, "\\", BUILDKIT, {}, {}, "0", Room(Limits()), trigger, start if trigger else None
    )
    return evaluation, state, instruction


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("ENV B=2", [("B", "2")]),
        ("ENV B='2'", [("B", "2")]),
        ("ENV A=2 B=$A", [("A", "2"), ("B", "1")]),
        ("ENV $A=$A", [("1", "1")]),
        ("ENV a$A b", [("a1", "b")]),
        ("ARG B", [("B", None)]),
        ("ARG B= C=$A", [("B", ""), ("C", "1")]),
        ('LABEL a.b="$A c"', [("a.b", "1 c")]),
    ],
)
def test_assignments_see_the_variables_of_before(
    line: str, found: list[tuple[str, str | None]]
) -> None:
    """Names are processed as values are; a name alone stays alone."""
    evaluation, state, instruction = given(line)

    assert list(evaluation.assignments(state, instruction)) == found


def test_a_word_is_processed_with_the_stage_s_variables() -> None:
    """What has nothing to process is the same."""
    evaluation, state, instruction = given("USER $A")

    assert evaluation.expand(state, instruction, "x${A}y") == "x1y"
    assert evaluation.expand(state, instruction, "plain") == "plain"


def test_a_word_that_cannot_be_processed_is_a_fault_of_its_instruction() -> None:
    """At its arguments."""
    evaluation, state, instruction = given("ENV B=${")

    for process in (evaluation.assignments, lambda *x: evaluation.expand(*x, "${")):
        with pytest.raises(cr.DockerfileError) as caught:
            process(state, instruction)
        assert caught.value.code == "substitution"
        assert caught.value.span == instruction.args_span


def test_a_fault_of_a_trigger_is_told_at_the_from() -> None:
    """With the trigger's text in the hint; any other stays where it is."""
    evaluation, state, instruction = given("ENV B=${", trigger="ENV B=${")
    with pytest.raises(cr.DockerfileError) as caught:
        evaluation.assignments(state, instruction)

    assert evaluation.relocated(caught.value).line == 1
    assert "ONBUILD ENV B=${ fires here" in (evaluation.relocated(caught.value).hint or "")
    assert given("ENV B=${")[0].relocated(caught.value) is caught.value


def test_it_says_where_an_instruction_stands() -> None:
    """With the stage, and the trigger where one fires."""
    evaluation, _, instruction = given("USER u", trigger="USER u")

    assert evaluation.written(instruction) == InstructionPlace(
        evaluation.source, instruction, "0", "USER u"
    )
