"""Changes to a command line that starts a container."""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve.checks.writing.change import Change
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.origin import InCommandLine
from cmdresolve.model.quoting import shell_line
from cmdresolve.model.record import NamedTuple


class RunLine(NamedTuple):
    """A command line and the positions of its parts.

    Attributes:
        words: all of its words.
        image_at: the position of the image's name.
        entrypoint_at: the position of the value of the last ``--entrypoint``, or None.
    """

    words: tuple[str, ...]
    image_at: int
    entrypoint_at: int | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """The words before the image."""
        return self.words[: self.image_at]

    @property
    def image(self) -> str:
        """The image's name."""
        return self.words[self.image_at]

    @property
    def arguments(self) -> tuple[str, ...]:
        """The words after the image."""
        return self.words[self.image_at + 1 :]

    def with_arguments(self, words: Sequence[str]) -> Change:
        """Return the change to other words after the image."""
        return written((*self.words[: self.image_at + 1], *words))

    def with_entrypoint(self, value: str | None, arguments: Sequence[str]) -> Change:
        """Return the change to another ``--entrypoint``, None for none, and other arguments."""
        options = self._without_entrypoint()
        if value is not None and self.entrypoint_at is not None:
            at = self.entrypoint_at
            joined = self.words[at].startswith("--entrypoint=")
            options = self.options
            put = f"--entrypoint={value}" if joined and value else value
            if joined and not value:
                options = (*options[:at], "--entrypoint", "", *options[at + 1 :])
            else:
                options = (*options[:at], put, *options[at + 1 :])
        elif value is not None:
            options = (*options, "--entrypoint", value)
        return written((*options, self.image, *arguments))

    def without_flag(self, name: str) -> Change | None:
        """Return the change that leaves a flag without a value out, or None where it is not."""
        kept = tuple(x for x in self.options if x != f"--{name}" and not x.startswith(f"--{name}="))
        if len(kept) == len(self.options):
            return None
        return written((*kept, *self.words[self.image_at :]))

    def _without_entrypoint(self) -> tuple[str, ...]:
        if self.entrypoint_at is None:
            return self.options
        at = self.entrypoint_at
        start = at if self.words[at].startswith("--entrypoint=") else at - 1
        return (*self.options[:start], *self.options[at + 1 :])


def written(words: tuple[str, ...]) -> Change:
    """Return the change to a whole line."""
    return Change(shell_line(words), (), words)


def run_line(words: tuple[str, ...], engine: str | None = None) -> RunLine | None:
    """Return the parts of a line that starts a container; None for other lines and refused ones."""
    if not words:
        return None
    from cmdresolve.starters.command_line.docker_run import docker_run  # noqa: PLC0415 - not for a file

    try:
        found = docker_run(words, engine=engine)
    except CmdResolveError:
        return None
    override = found.override
    arguments = [x for x in override.args_origins if isinstance(x, InCommandLine)]
    image_at = arguments[0].position - 1 if arguments else len(words) - 1
    if words[image_at] != found.image:
        return None
    given = override.entrypoint_origins[:1]
    at = next((x.position for x in given if isinstance(x, InCommandLine)), None)
    return RunLine(words, image_at, at)
