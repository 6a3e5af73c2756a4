"""The fields of a config that changes have set, before they are merged with the container's own."""

from __future__ import annotations

from cmdresolve.model.image import ImageConfig, Unknown, Words
from cmdresolve.model.origin import InImage, Origin
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.trace import Note, Step


class CommandField(NamedTuple):
    """ENTRYPOINT or CMD, and the origin of each of its words."""

    words: Words = None
    origins: tuple[Origin, ...] = ()


class ChangedFields(NamedTuple):
    """The fields of a config as changes set them; None or empty for those that no change sets.

    Attributes:
        entrypoint: ``Entrypoint``.
        cmd: ``Cmd``.
        env: the name and value of each variable.
        working_dir: ``WorkingDir``.
        user: ``User``.
        stop_signal: ``StopSignal``.
        exposed_ports: the keys of ``ExposedPorts``.
        shell: ``Shell``.
        on_build: ``OnBuild``.
        args_escaped: ``ArgsEscaped``.
        steps: the rules that were applied.
        notes: what a reader should know.
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
    """Return the ``Entrypoint`` or ``Cmd`` of an image with origins."""
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
