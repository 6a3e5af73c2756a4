"""What instructions need to run: the builder, words with variables put in, faults, places."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.state import InstructionPlace, State
from cmdresolve.dockerfile.reading.instruction import Assignments, Instruction
from cmdresolve.dockerfile.reading.word_lexer import (
    Lexer,
    SubstitutionError,
    WordVariables,
    word_lexer,
)
from cmdresolve.dockerfile.refusals.instructions import Validator
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import Room
from cmdresolve.model.source import Source
from cmdresolve.model.value import new_tuple

#: A quote, a variable or an escape: a word without any is the same once it is processed.
SPECIAL = pattern(r"['\"$\\`]")


class Evaluation:
    """What the instructions of one text share while they run in one stage.

    Attributes:
        source: the text.
        builder: who builds.
        build_args: the build arguments.
        global_args: the values of the ARG before the first FROM.
        stage: the stage's label.
        trigger: the ONBUILD text, when it is one that fires.
        fault_at: the FROM at which the faults of a trigger are told.
        takes_files: checks what COPY and RUN take files from, given an instruction and what its
            ``--from`` comes to; None where nothing can be refused.
        room: how many characters variables may still give.
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
        """What makes the faults, and reads flags."""
        return Validator(self.source, self.builder, self.escape)

    @property
    def lexer(self) -> Lexer:
        """What processes words."""
        rules = self.builder.arguments
        if rules.nested_restarts:
            return word_lexer(self.escape, rules.substitution, nested_restarts=True)
        return word_lexer(self.escape, rules.substitution)

    def written(self, instruction: Instruction) -> InstructionPlace:
        """Say where an instruction stands, for those who tell origins."""
        return new_tuple(InstructionPlace, (self.source, instruction, self.stage, self.trigger))

    def relocated(self, error: DockerfileError) -> DockerfileError:
        """Point an error of a trigger at the FROM that made it fire."""
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
        """Process a word: quotes, escapes, variables.

        Raises:
            DockerfileError: it cannot be processed.
        """
        if SPECIAL.search(text) is None:
            return text
        return self.processed(state, instruction, self.lexer, text)

    def processed(self, state: State, instruction: Instruction, lexer: Lexer, text: str) -> str:
        """Put variables into a text by the rules of a lexer other than the stage's own.

        Raises:
            DockerfileError: it cannot be processed.
        """
        try:
            return lexer.word(text, WordVariables(state.variables, state.env_complete, self.room))
        except SubstitutionError as error:
            raise self._substitution_fault(instruction, error) from None

    def assignments(self, state: State, instruction: Instruction) -> Assignments:
        """Return the names and values of an ARG, ENV or LABEL with variables put in.

        None sees what another one of the same instruction sets.

        Raises:
            DockerfileError: one cannot be processed.
        """
        if SPECIAL.search(instruction.args) is None:
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
