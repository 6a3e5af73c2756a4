"""What changes made of a config's fields, before the container's own are put beside them."""

from __future__ import annotations

from cmdresolve.model.image import ImageConfig, Unknown, Words
from cmdresolve.model.origin import InImage, Origin
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.trace import Note, Step


class CommandField(NamedTuple):
    """ENTRYPOINT or CMD, and where each of its words comes from."""

    words: Words = None
    origins: tuple[Origin, ...] = ()


class ChangedFields(NamedTuple):
    """The fields of a config; None where changes say nothing of one.

    Attributes:
        entrypoint: ``Entrypoint``.
        cmd: ``Cmd``.
        env: ``NAME`` and value of each variable.
        working_dir: ``WorkingDir``.
        user: ``User``.
        stop_signal: ``StopSignal``.
        exposed_ports: the keys of ``ExposedPorts``.
        shell: ``Shell``.
        on_build: ``OnBuild``.
        args_escaped: ``ArgsEscaped``.
        steps: how they came to be.
        notes: what should be known of them.
    """

    entrypoint: CommandField | None = None
    cmd: CommandField | None = None
    env: tuple[tuple[str, str], ...] = ()
    working_dir: str = ""
    user: str = ""
    stop_signal: str = ""
    exposed_ports: tuple[str, ...] = ()
    shell: Words = None
    on_build: tuple[str, ...] = ()
    args_escaped: bool = False
    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()


def part_of(image: ImageConfig, field: str) -> CommandField:
    """Return an image's own ENTRYPOINT or CMD."""
    words = image.entrypoint if field == "Entrypoint" else image.cmd
    known = words.known if isinstance(words, Unknown) else words or ()
    if image.trace is not None:
        trace = image.trace()
        traced = trace.entrypoint if field == "Entrypoint" else trace.cmd
        if len(traced) == len(known):
            return CommandField(words, traced)
    return CommandField(
        words, tuple(InImage(image.name, field, index) for index in range(len(known)))
    )
