"""How an image came to be, for those who ask after it was built."""

from __future__ import annotations

from collections.abc import Callable

from cmdresolve.dialects.builder import Builder
from cmdresolve.dockerfile.hints import array_notes
from cmdresolve.dockerfile.state import State, trace
from cmdresolve.image import ImageConfig
from cmdresolve.trace import Note, Trace


class Told:
    """Tells how a stage's image came to be, and what of it was not found while it was built.

    It is the image's `cmdresolve.image.ImageConfig.trace`.
    """

    __slots__ = ("_builder", "_state", "_told", "_whole")

    def __init__(self, state: State, builder: Builder, whole: Callable[[], ImageConfig]) -> None:
        """Keep what the telling needs of a state that will not change any more.

        Args:
            state: the state of the stage.
            builder: who built it.
            whole: gives the image by the reference reading.
        """
        self._state = state
        self._builder = builder
        self._whole = whole
        self._told: Trace | None = None

    def __call__(self) -> Trace:
        """Tell it."""
        # Renderers ask for it again and again, and a long log is long to tell.
        if self._told is None:
            state, builder = self._state, self._builder
            entrypoint, cmd = state.entrypoint, state.cmd
            self._told = trace(
                state.log,
                entrypoint,
                cmd,
                builder,
                (
                    *map(_unknown_triggers, state.undescribed),
                    *array_notes(entrypoint, "ENTRYPOINT", builder),
                    *array_notes(cmd, "CMD", builder),
                ),
            )
        return self._told

    def image(self) -> ImageConfig:
        """Give the image with all its fields."""
        return self._whole()


def _unknown_triggers(image: str) -> Note:
    """Tell that an image may have triggers that nobody knows."""
    return Note(
        "on-build-unknown",
        f"{image} is not described; ONBUILD triggers in it could change this",
    )
