"""The stages of a Dockerfile, as written."""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Span

#: Instructions that with flags may take files from another stage or an image.
TAKING_FILES = frozenset({"COPY", "RUN"})


class Stage(NamedTuple):
    """One stage: FROM and what follows until the next.

    Attributes:
        index: its index in the Dockerfile, from 0.
        name: its name as written (``AS name``), or None.
        base: the image or stage that FROM names, as written.
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
        """The stage's name, or its index."""
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
        skipped_before_from: whether an instruction other than ARG stood before the first FROM.
        no_stage_error: the error for a file without a stage, for builders that report it after
            other faults.
        takes_files: whether a stage may take files from another, or from an image.
    """

    arguments: tuple[Instruction, ...]
    stages: tuple[Stage, ...]
    escape: str
    skipped_before_from: bool = False
    no_stage_error: DockerfileError | None = None
    takes_files: bool = True
