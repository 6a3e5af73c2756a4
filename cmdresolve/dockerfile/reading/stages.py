"""The stages of a Dockerfile, as written."""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Span

#: With flags, these may take files from elsewhere.
TAKING_FILES = frozenset({"COPY", "RUN"})


class Stage(NamedTuple):
    """One stage: FROM and what follows until the next.

    Attributes:
        index: its place in the Dockerfile, from 0.
        name: its name as written, or None.
        base: what stands after FROM, as written.
        origin: the FROM instruction.
        instructions: the instructions after it.
    """

    index: int  # type: ignore[assignment] # it hides a method of tuples that stages do not need
    name: str | None
    base: str
    origin: Instruction
    instructions: Sequence[Instruction]

    @property
    def label(self) -> str:
        """What to call it: its name, or its number."""
        return str(self.index) if self.name is None else self.name

    @property
    def base_span(self) -> Span:
        """The extent of the base's text."""
        at = self.origin.args_at
        return self.origin.line.span(at, at + len(self.base))


class Stages(NamedTuple):
    """The stages of a Dockerfile, and the ARG instructions before the first.

    Attributes:
        arguments: the ARG instructions before the first FROM.
        stages: the stages.
        escape: the escape character.
        skipped_before_from: whether more than ARG stood before the first FROM, and was passed over.
        no_stage_error: why there is no stage, where that is told after other faults.
        takes_files: whether a stage may take files from another, or from an image.
    """

    arguments: tuple[Instruction, ...]
    stages: tuple[Stage, ...]
    escape: str
    skipped_before_from: bool = False
    no_stage_error: DockerfileError | None = None
    takes_files: bool = True
