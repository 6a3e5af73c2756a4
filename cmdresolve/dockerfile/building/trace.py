"""The trace of a build, computed on demand."""

from __future__ import annotations

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.state import InstructionPlace, State, trace
from cmdresolve.model.image import Trace
from cmdresolve.model.origin import Origin
from cmdresolve.model.trace import Note


class ImageTrace:
    """The `trace` of an image config that was built: a function that computes it on demand."""

    __slots__ = ("_state", "_trace", "builder")

    def __init__(self, state: State, builder: Builder) -> None:
        """Keep the final state of a stage, from which the trace is computed.

        Args:
            state: the state of the stage.
            builder: who built it.
        """
        self._state = state
        self.builder = builder
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
