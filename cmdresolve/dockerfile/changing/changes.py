"""The config that a command such as ``docker commit`` makes of an image's and of changes.

Sources: moby v28.5.2 builder/dockerfile/builder.go BuildFromConfig, daemon/commit.go merge; podman
v5.8.2 libpod/container_commit.go, pkg/util/changes.go; buildah v1.43.1 internal/config/override.go;
recorded: Docker 20.10.24, 26.1.5 and 28.5.2, Podman 4.3.1, 5.4.2 and 5.8.6.
"""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve import dialects
from cmdresolve.dialects.changers import Changer
from cmdresolve.dockerfile.changing.as_dockerfile import read_dockerfile
from cmdresolve.dockerfile.changing.made import ChangedFields, CommandField, part_of
from cmdresolve.dockerfile.changing.one_by_one import read_flags, read_pairs
from cmdresolve.model.go_text import SPACE
from cmdresolve.model.image import ImageConfig, Trace, Unknown, Words
from cmdresolve.model.limits import DEFAULT_LIMITS, Bounds, Room
from cmdresolve.model.quoting import exec_form
from cmdresolve.model.trace import Dropped, Note, Step


def change(
    image: ImageConfig,
    changes: Sequence[str],
    engine: str | None,
    command: str | None,
    bounds: Bounds | None = None,
) -> ImageConfig:
    """Return the config that a command makes of an image's and of changes.

    Args:
        image: the image that the container was created from, without any options.
        changes: the changes.
        engine: the engine whose command it is; None for the default.
        command: the command's verb; None for the default.
        bounds: the limits, or a room that is shared with other work; None for the default limits.

    Raises:
        DockerfileError: the command refuses a change.
        DialectError: no such command is known.
        LimitError: a limit is exceeded.
    """
    room = Room.within(DEFAULT_LIMITS if bounds is None else bounds)
    room.limits.check("text", sum(map(len, changes)), "the length of the changes")
    changer = dialects.changer(engine or dialects.DEFAULT.key, command)
    own = ImageConfig() if changer.merging == "nothing" else image
    if changer.decodes:
        changes = [text for change in changes for text in _decoded(change)]
    made = None
    if changes and changer.reading == "dockerfile":
        made = read_dockerfile(own, changes, changer, room)
    elif changes:
        read = read_flags if changer.reading == "flags" else read_pairs
        made = read(own, changes, changer, room)
    changed = _Merge(own, made, changer).image()
    for words in (changed.entrypoint, changed.cmd):
        count = len(words) if isinstance(words, tuple) else 0
        room.limits.check("words", count, "the number of words of a command")
    return changed


def _decoded(change: str) -> list[str]:
    """Split a change into lines, and turn ``NAME=VALUE`` into ``NAME VALUE``, as Podman does.

    An equals sign counts only in the first word of a line. Source: podman v5.8.2
    pkg/util/changes.go.
    """
    found = []
    for line in change.split("\n"):
        text = line.strip(SPACE)
        head = text
        for blank in SPACE:
            head = head.partition(blank)[0]
        if "=" in head:
            text = text.replace("=", " ", 1)
        if text:
            found.append(text)
    return found


class _Merge:
    """Merges the fields that changes set with the container's own config.

    `entrypoint` and `cmd` begin as the container's and are replaced step by step, so that what is
    lost is noted in `dropped` and `notes`.
    """

    def __init__(self, own: ImageConfig, made: ChangedFields | None, changer: Changer) -> None:
        self.own = own
        self.made = made or ChangedFields()
        self.untouched = made is None
        self.changer = changer
        self.entrypoint = part_of(own, "Entrypoint")
        self.cmd = part_of(own, "Cmd")
        self.dropped: list[Dropped] = []
        self.notes: list[Note] = list(self.made.notes)

    def image(self) -> ImageConfig:
        """Return the merged config."""
        own, made, changer = self.own, self.made, self.changer
        if not self.untouched:
            self._commands()
        pair = changer.merging == "pair" and not self.untouched
        self._not_stored("SHELL", made.shell, stores=changer.stores_shell)
        self._not_stored("ONBUILD", made.on_build, stores=changer.stores_on_build)
        shell = own.shell if changer.keeps_shell else None
        if made.shell is not None and changer.stores_shell:
            shell = made.shell or None
        triggers = own.on_build if changer.keeps_shell and not pair else None
        if made.on_build and changer.stores_on_build:
            triggers = (*(triggers if isinstance(triggers, tuple) else ()), *made.on_build)
        trace = Trace(
            self.entrypoint.origins,
            self.cmd.origins,
            (*self._steps(), *made.steps),
            tuple(self.dropped),
            tuple(self.notes),
        )
        ports = dict.fromkeys((*own.exposed_ports, *made.exposed_ports))
        return ImageConfig(
            entrypoint=self.entrypoint.words,
            cmd=self.cmd.words,
            shell=shell,
            env=self._env(),
            working_dir=made.working_dir or own.working_dir,
            user=made.user or own.user,
            stop_signal=made.stop_signal if pair else made.stop_signal or own.stop_signal,
            exposed_ports=tuple(ports),
            on_build=triggers,
            args_escaped=made.args_escaped,
            os=own.os,
            name=own.name,
            trace=lambda: trace,
        )

    def _not_stored(self, keyword: str, value: Words, *, stores: bool) -> None:
        """Note an instruction whose value the image format has no field for."""
        if value and not stores:
            message = f"{self.changer.name} takes {keyword}, and an image in OCI format has no room"
            self.notes.append(Note("change-not-stored", f"{message} for it"))

    def _env(self) -> tuple[str, ...]:
        if self.changer.merging == "nothing":
            # Podman's import appends each, duplicate names included.
            return tuple(f"{name}={value}" for name, value in self.made.env)
        values = dict(entry.partition("=")[::2] for entry in self.own.env)
        values |= dict(self.made.env)
        return tuple(f"{name}={value}" for name, value in values.items())

    def _steps(self) -> tuple[Step, ...]:
        changer, own = self.changer, self.own
        if changer.merging == "nothing":
            text = f"{changer.name} starts from no config at all"
        else:
            of = f" of {own.name}" if own.name else ""
            text = f"{changer.name} starts from the config of a container{of}"
        inherited = own.trace().steps if own.trace is not None else ()
        return (*inherited, Step("change", text, changer.citation))

    def _commands(self) -> None:
        """Merge ENTRYPOINT and CMD, by `Changer.merging`."""
        made = self.made
        if self.changer.merging == "pair":
            if (made.entrypoint or CommandField()).words or (made.cmd or CommandField()).words:
                self._replace("Entrypoint", made.entrypoint or CommandField())
                self._replace("Cmd", made.cmd or CommandField())
            elif made.entrypoint or made.cmd:
                self._no_effect()
        elif self.changer.merging == "fills-empty":
            self._fill()
        else:
            for field, part in (("Entrypoint", made.entrypoint), ("Cmd", made.cmd)):
                if part is not None:
                    self._replace(field, part)

    def _fill(self) -> None:
        """Merge as for a container: daemon/commit.go merge, with the changes as what is given.

        As at start, the container's CMD is used unless there is an entrypoint or a CMD, and its
        entrypoint unless there is one, be it empty.
        """
        made = self.made
        entrypoint = made.entrypoint or self.entrypoint
        cmd = made.cmd or self.cmd
        if isinstance(entrypoint.words, Unknown) and not cmd.words and made.cmd:
            # Whether the container's CMD is used depends on an ENTRYPOINT that is unknown.
            cmd = CommandField(Unknown(entrypoint.words.image, "Entrypoint"))
        elif not entrypoint.words:
            lost = (made.entrypoint and self.entrypoint.words) or (
                made.cmd and not cmd.words and self.cmd.words
            )
            if lost:
                self._no_effect()
            cmd = cmd if cmd.words else self.cmd
            entrypoint = entrypoint if entrypoint.words is not None else self.entrypoint
        self._replace("Entrypoint", entrypoint)
        self._replace("Cmd", cmd)

    def _replace(self, field: str, part: CommandField) -> None:
        """Set ENTRYPOINT or CMD, and note the words that are lost."""
        before = self.entrypoint if field == "Entrypoint" else self.cmd
        if field == "Entrypoint":
            self.entrypoint = part
        else:
            self.cmd = part
        if part is before or not isinstance(before.words, tuple) or not before.words:
            return
        reason, rule = f"replaced by {self.changer.name}", "last-wins"
        if not part.words and self.changer.merging != "over":
            keyword, other = ("CMD", "ENTRYPOINT") if field == "Cmd" else ("ENTRYPOINT", "CMD")
            reason = f"{self.changer.name} gives {keyword} up where {other} is changed alone"
            rule = "changed-as-a-pair"
            self.notes.append(
                Note(
                    rule,
                    f"{reason}; to keep it, give it again:",
                    f"--change '{keyword} {exec_form(before.words)}'",
                )
            )
        self.dropped.append(Dropped(before.words, field, reason, rule, before.origins))

    def _no_effect(self) -> None:
        """Note that an empty ENTRYPOINT or CMD changes nothing."""
        self.notes.append(
            Note(
                "empty-change-has-no-effect",
                f"{self.changer.name} takes an empty ENTRYPOINT or CMD for none at all and keeps "
                "the container's; only a build, or what is given at start, makes one empty",
            )
        )
