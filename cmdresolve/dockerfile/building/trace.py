"""The trace of a build, computed on demand."""

from __future__ import annotations

from collections.abc import Callable

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.state import InstructionPlace, State, trace
from cmdresolve.dockerfile.reading.stages import Stages
from cmdresolve.model.image import ImageConfig, Trace
from cmdresolve.model.origin import Origin
from cmdresolve.model.trace import Note


class ImageTrace:
    """The `trace` of an image config that was built: a function that computes it on demand."""

    __slots__ = ("_rebuild", "_state", "_trace", "builder", "stages")

    def __init__(
        self,
        state: State,
        builder: Builder,
        rebuild: Callable[[str], ImageConfig] | None = None,
        stages: Stages | None = None,
    ) -> None:
        """Keep the final state of a stage, from which the trace is computed.

        Args:
            state: the state of the stage.
            builder: who built it.
            rebuild: builds another text by the same request; None if there is no Dockerfile.
            stages: the stages of the Dockerfile; instructions that set no field may be missing.
        """
        self._rebuild = rebuild
        self._state = state
        self.builder = builder
        self.stages = stages
        self._trace: Trace | None = None

    def __call__(self) -> Trace:
        """Return the trace."""
        # It is kept: renderers ask for it many times, and to compute a long one takes long.
        if self._trace is None:
            state, builder = self._state, self.builder
            notes = (
                *map(_unknown_triggers, state.unknown_triggers),
                *(_unknown_flag(name, at) for name, at in state.unknown_flags),
            )
            self._trace = trace(state.log, state.entrypoint, state.cmd, builder, notes)
        return self._trace

    def origins(self) -> tuple[tuple[Origin, ...], tuple[Origin, ...]]:
        """Return the origins of the words of the entrypoint and of the cmd, without a trace."""
        state, builder = self._state, self.builder
        return state.entrypoint.origins("Entrypoint", builder), state.cmd.origins("Cmd", builder)

    def rebuilt(self, text: str) -> ImageConfig | None:
        """Return the image of a changed text of the Dockerfile; None if there is no Dockerfile.

        Raises:
            DockerfileError: the builder would fail.
        """
        return None if self._rebuild is None else self._rebuild(text)


def _unknown_flag(name: str, at: InstructionPlace) -> Note:
    """Return a note on a flag that is not known here."""
    return Note(
        "flag-not-known",
        f"--{name} of {at.instruction.keyword} is not known here, and was passed over: a newer "
        "frontend may have it",
        None,
        at.origin(),
    )


def _unknown_triggers(image: str) -> Note:
    """Return a note on an image that may have unknown triggers."""
    return Note(
        "on-build-unknown",
        f"{image} is not described; ONBUILD triggers in it could change this",
    )
