"""The context in which instructions are evaluated: arguments, substitution, errors, places."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.state import InstructionPlace, State
from cmdresolve.dockerfile.reading.instruction import Assignments, Instruction
from cmdresolve.dockerfile.reading.word_lexer import (
    Lexer,
    SubstitutionError,
    WordVariables,
    is_literal,
    word_lexer,
)
from cmdresolve.dockerfile.refusals.instructions import Validator
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.limits import Room
from cmdresolve.model.source import Source
from cmdresolve.model.value import new_tuple


class Evaluation:
    """The context that the instructions of one text share in one stage.

    Attributes:
        source: the text: a Dockerfile or an ONBUILD trigger.
        builder: the builder.
        build_args: the build arguments.
        global_args: the values of the ARGs before the first FROM.
        stage: the stage's label.
        trigger: the text of the ONBUILD trigger, or None for a Dockerfile.
        fault_at: the FROM at which faults of a trigger are reported; None for a Dockerfile.
        takes_files: checks the sources of COPY and RUN, given an instruction and the expanded value
            of its ``--from``; None where none can be refused.
        room: how many more characters variables may produce.
        escape: the escape character.
    """

    def __init__(  # noqa: PLR0917 - all of a stage's surroundings, named at each call
        self,
        source: Source,
        escape: str,
        builder: Builder,
        build_args: Mapping[str, str],
        global_args: Mapping[str, str],
        stage: str,
        room: Room,
        trigger: str | None = None,
        fault_at: InstructionPlace | None = None,
        takes_files: Callable[[Instruction, str | None], None] | None = None,
    ) -> None:
        self.source = source
        self.builder = builder
        self.build_args = build_args
        self.global_args = global_args
        self.stage = stage
        self.trigger = trigger
        self.fault_at = fault_at
        self.takes_files = takes_files
        self.room = room
        self.escape = escape

    @property
    def validator(self) -> Validator:
        """Makes errors and parses flags."""
        return Validator(self.source, self.builder, self.escape)

    @property
    def lexer(self) -> Lexer:
        """Expands words by the builder's rules."""
        rules = self.builder.arguments
        if rules.nested_restarts:
            return word_lexer(self.escape, rules.substitution, nested_restarts=True)
        return word_lexer(self.escape, rules.substitution)

    def written(self, instruction: Instruction) -> InstructionPlace:
        """Return the place of an instruction, for the log."""
        return new_tuple(InstructionPlace, (self.source, instruction, self.stage, self.trigger))

    def relocated(self, error: DockerfileError) -> DockerfileError:
        """Return an error as it is reported: that of a trigger, at the FROM that fires it."""
        if self.fault_at is None:
            return error
        return DockerfileError(
            error.message,
            code=error.code,
            stage="build",
            source=self.fault_at.source,
            span=self.fault_at.instruction.span,
            hint=f"the base's ONBUILD {self.trigger} fires here"
            + (f"; {error.hint}" if error.hint else ""),
        )

    def expand(self, state: State, instruction: Instruction, text: str) -> str:
        """Return a word with its variables replaced, and quotes and escapes removed.

        Raises:
            DockerfileError: the builder cannot expand it.
        """
        if is_literal(text):
            return text
        return self.processed(state, instruction, self.lexer, text)

    def processed(self, state: State, instruction: Instruction, lexer: Lexer, text: str) -> str:
        """Expand a text by the rules of a given lexer.

        Raises:
            DockerfileError: the builder cannot expand it.
        """
        try:
            return lexer.word(text, WordVariables(state.variables, state.env_complete, self.room))
        except SubstitutionError as error:
            raise self._substitution_fault(instruction, error) from None

    def assignments(self, state: State, instruction: Instruction) -> Assignments:
        """Return the names and values of an ARG, ENV or LABEL, expanded.

        All are expanded with the variables from before the instruction.

        Raises:
            DockerfileError: the builder cannot expand one.
        """
        if is_literal(instruction.args):
            return instruction.assignments
        variables = (state.variables, state.env_complete, self.room)
        environment = new_tuple(WordVariables, variables)
        word = self.lexer.word
        try:
            return tuple(
                [
                    (
                        name if name.isidentifier() else word(name, environment),
                        None if value is None else word(value, environment),
                    )
                    for name, value in instruction.assignments
                ]
            )
        except SubstitutionError as error:
            raise self._substitution_fault(instruction, error) from None

    def _substitution_fault(
        self, instruction: Instruction, error: SubstitutionError
    ) -> DockerfileError:
        return self.validator.fault(
            instruction,
            "substitution",
            str(error),
            instruction.args_span if instruction.args else None,
            "a quote, a brace or ${…} in it is not what the builder reads; put a backslash "
            "before a character that stands for itself",
        )
