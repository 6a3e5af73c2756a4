"""A ``.container`` unit of Quadlet as the ``podman run`` line that its generator writes.

Source: podman v5.8.2 pkg/systemd/quadlet/quadlet.go ConvertContainer and groupsInfo, and that of
v4.4.0 to v5.8.0 for the keys of each version.
"""

from __future__ import annotations

from attrs import evolve

from cmdresolve import dialects
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.version import Version
from cmdresolve.model.did_you_mean import nearest
from cmdresolve.model.errors import OverrideError
from cmdresolve.model.go_text import SPACE
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.model.origin import InCommandLine, Origin
from cmdresolve.model.override import Override
from cmdresolve.model.trace import Note
from cmdresolve.starters.command_line.docker_run import RunCommand, docker_run
from cmdresolve.starters.command_line.flag_tables import newest
from cmdresolve.starters.exec_start import StartedWords, started_words
from cmdresolve.starters.unit_file import EscapeError, UnitFile, read_unit, split_words

_PROGRAM, _GROUP = "podman", "Container"
# The first version with a Quadlet; what is asked of an older one is answered as this one does.
_FIRST: Version = (4, 4)
# Entrypoint= and its value are one word of the line, which is written for an empty value too and
# then clears the image's; before they were two, of which systemd may take the second for a
# variable. Seen of quadlet -dryrun 5.4 and 5.8.6.
_ONE_WORD: tuple[tuple[Version, bool], ...] = (((0,), False), ((5, 8), True))
# What becomes of quotes around a value that is no list of words: podman v4.9, v5.4.2 and v5.8.2
# pkg/systemd/parser/unitfile.go Lookup; seen of quadlet -dryrun 5.4 and 5.8.6.
_QUOTES: tuple[tuple[Version, str], ...] = (((0,), "kept"), ((5,), "stripped"), ((5, 8), "paired"))
_TRUE = frozenset(("1", "yes", "true", "on"))
# The keys of [Container] by the version they came with; a unit with another one is refused
# (quadlet.go checkForUnknownKeys).
_KEYS: tuple[tuple[Version, str], ...] = (
    (
        _FIRST,
        """AddCapability AddDevice Annotation ContainerName DropCapability Environment
        EnvironmentFile EnvironmentHost Exec ExposeHostPort Group Image Label Network
        NoNewPrivileges Notify PodmanArgs PublishPort ReadOnly RemapGid RemapUid RemapUidSize
        RemapUsers RunInit SeccompProfile Timezone User VolatileTmp Volume""",
    ),
    (
        (4, 5),
        """HealthCmd HealthInterval HealthOnFailure HealthRetries HealthStartPeriod HealthStartupCmd
        HealthStartupInterval HealthStartupRetries HealthStartupSuccess HealthStartupTimeout
        HealthTimeout IP IP6 LogDriver Mount Rootfs Secret SecurityLabelDisable
        SecurityLabelFileType SecurityLabelLevel SecurityLabelType Tmpfs UserNS""",
    ),
    ((4, 6), "AutoUpdate HostName Mask Pull SecurityLabelNested Sysctl Unmask WorkingDir"),
    ((4, 7), "DNS DNSOption DNSSearch PidsLimit ShmSize Ulimit"),
    ((4, 8), "ContainersConfModule GIDMap GlobalArgs ReadOnlyTmpfs SubGIDMap SubUIDMap UIDMap"),
    ((5, 0), "Entrypoint Pod StopTimeout"),
    ((5, 1), "GroupAdd"),
    ((5, 2), "LogOpt NetworkAlias StopSignal"),
    (
        (5, 3),
        """AddHost CgroupsMode HealthLogDestination HealthMaxLogCount HealthMaxLogSize ServiceName
        StartWithPod""",
    ),
    ((5, 5), "Memory ReloadCmd ReloadSignal Retry RetryDelay"),
    ((5, 7), "HttpProxy"),
    ((5, 8), "AppArmor"),
)
# The same of [Quadlet], a group that older ones do not know and so leave alone.
_QUADLET_KEYS: tuple[tuple[Version, str | None], ...] = (
    ((0,), None),
    ((5, 3), "DefaultDependencies"),
)


def quadlet_container(
    text: str, *, engine: str | Engine | None = None, limits: Limits = DEFAULT_LIMITS
) -> RunCommand:
    """Read what the container of a unit is started with.

    Args:
        text: the unit.
        engine: who starts it, as for `docker_run`; by default the newest podman that was
            recorded.
        limits: how long it, and the line that it stands for, may be.

    Raises:
        OverrideError: Quadlet or systemd refuses it, it names no image, podman refuses what it is
            given (`docker_run`), or the engine is none that podman itself starts containers on.
        DialectError: no such engine is known.
        LimitError: it is longer than the limits allow.
    """
    limits.check("text", len(text), "the length of the unit")
    file = read_unit(text)
    asked = dialects.engine_of(engine, _PROGRAM)
    if asked.command_line != _PROGRAM:
        raise OverrideError(
            f"Quadlet starts no container on {asked.key}",
            code="wrong-engine",
            hint=f"name a podman, such as {dialects.engine(_PROGRAM).key}",
        )
    unit = _Unit(file, asked.version)
    unit.check_keys()
    written = unit.line()
    started = started_words(written)
    _check_end(started, unit.value("Type", "Service"))
    command = docker_run(started.words, engine=asked, limits=limits)
    unknown = [*unit.unknown, *(f"what systemd makes of {word}" for word in started.unknown)]
    return evolve(
        command,
        override=unit.told_of(command.override)._replace(unknown=tuple(unknown)),
        notes=(*command.notes, *unit.notes, *_dropped(started)),
    )


class _Unit:
    """The keys of a unit, as one version of Quadlet takes them.

    Attributes:
        notes: what is to be told of the values that were read.
        unknown: what would have to be known of them.
    """

    def __init__(self, file: UnitFile, version: Version) -> None:
        self._file = file
        self._version = version
        self._quotes = newest(_QUOTES, version)
        self.notes: list[Note] = []
        self.unknown: list[str] = []
        self._passed_on: list[str] = []
        self._executed: list[str] = []

    def value(self, key: str, group: str = _GROUP) -> str | None:
        """Return the value of a key that has one, without what Quadlet removes around it."""
        value = self._file.last(group, key)
        if value is None:
            return None
        value = value.rstrip(SPACE)
        if self._quotes == "stripped":
            return value.strip('"')
        paired = self._quotes == "paired" and len(value) > 1 and value[0] == value[-1] == '"'
        return value[1:-1] if paired else value

    def words(self, value: str) -> list[str]:
        """Split a value; one with an unknown escape is dropped as a whole, and that is told.

        Quadlet gets an error from its splitter and goes on without the value (unitfile.go
        LookupAllArgs, LookupLastArgs).
        """
        try:
            return split_words(value)
        except EscapeError as fault:
            self.notes.append(
                Note("unit-escape", f"Quadlet drops {value}: {fault} is no escape of systemd")
            )
            return []

    def check_keys(self) -> None:
        """Refuse a key that this version does not know.

        Raises:
            OverrideError: there is one (``unit-key``).
        """
        version = max(self._version, _FIRST)
        known = [name for since, names in _KEYS if since <= version for name in names.split()]
        self._check_group(_GROUP, known)
        of_quadlet = newest(_QUADLET_KEYS, version)
        if of_quadlet is not None:
            self._check_group("Quadlet", of_quadlet.split())

    def _check_group(self, group: str, known: list[str]) -> None:
        for key in self._file.keys(group):
            if key in known:
                continue
            close = nearest(key, known)
            raise OverrideError(
                f"unsupported key '{key}' in group '{group}'",
                code="unit-key",
                hint=f"did you mean {close}=?" if close else _since(key),
            )

    def line(self) -> list[str]:
        """Return the line that is written for the unit, as far as it bears on the first process.

        Raises:
            OverrideError: there is neither an image nor a folder for one, or both
                (``no-image``, ``unit-conflict``).
        """
        image, rootfs = self.value("Image"), self.value("Rootfs")
        if not image and not rootfs:
            raise OverrideError(
                "the unit names no image",
                code="no-image",
                hint="write Image=NAME under [Container]",
            )
        if image and rootfs:
            raise OverrideError(
                "the Image And Rootfs keys conflict can not be specified together",
                code="unit-conflict",
                hint="keep one of the two",
            )
        words = [_PROGRAM, *self._all_words("GlobalArgs"), "run", *self._entrypoint()]
        init = self.value("RunInit")
        if init is not None:
            words.append("--init" if init.casefold() in _TRUE else "--init=false")
        self._passed_on = self._all_words("PodmanArgs")
        self._executed = self.words(self._file.last(_GROUP, "Exec") or "")
        words += self._passed_on
        words += [image] if image else ["--rootfs", rootfs or ""]
        return words + self._executed

    def told_of(self, given: Override) -> Override:
        """Return what the line gives at start, with the keys in which its words were written.

        Words in PodmanArgs= keep their places in the line that the generator writes.
        """
        found = given
        if given.args_origins and len(given.args_origins) <= len(self._executed):
            found = found._replace(args_origins=self._origins("Exec", given.args_origins))
        by_key = self._file.last(_GROUP, "Entrypoint") is not None
        if by_key and not any("entrypoint" in word for word in self._passed_on):
            origins = self._origins("Entrypoint", given.entrypoint_origins)
            found = found._replace(entrypoint_origins=origins)
        return found

    def _origins(self, key: str, origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
        where = f"the unit, line {self._file.lines[_GROUP, key]}"
        return tuple(
            InCommandLine(where, one.position, f"{key}=", one.argument)
            for one in origins
            if isinstance(one, InCommandLine)
        )

    def _entrypoint(self) -> list[str]:
        entrypoint = self.value("Entrypoint")
        if entrypoint is None:
            return []
        if newest(_ONE_WORD, self._version):
            return [f"--entrypoint={entrypoint}"]
        if started_words([entrypoint]).dropped:
            # Then the flag takes the next word of the line, whichever the generator wrote.
            self.unknown.append(f"what stands behind --entrypoint, as systemd drops {entrypoint}")
            return []
        if entrypoint:
            return ["--entrypoint", entrypoint]
        message = "an empty Entrypoint= clears nothing before Podman 5.8: the image's is kept"
        self.notes.append(Note("empty-entrypoint-key", message))
        return []

    def _all_words(self, key: str) -> list[str]:
        return [word for value in self._file.every(_GROUP, key) for word in self.words(value)]


def _since(key: str) -> str | None:
    """Say which version a key came with, where a newer one has it."""
    for since, names in _KEYS:
        if key in names.split():
            return f"it came with Podman {'.'.join(map(str, since))}"
    return None


def _check_end(started: StartedWords, kind: str | None) -> None:
    """Refuse a line that is several commands to systemd, but for a service that may have several.

    Raises:
        OverrideError: it is (``unit-separator``).
    """
    if started.ended and kind != "oneshot":
        raise OverrideError(
            "a ; that stands alone ends the command to systemd, and the unit has more than one "
            "ExecStart= setting, which is only allowed for Type=oneshot services",
            code="unit-separator",
            hint="give a shell the whole line as one word: Exec=sh -c 'first; second'",
        )


def _dropped(started: StartedWords) -> list[Note]:
    notes = [
        Note("unit-variable", f"systemd drops {word}: what follows the $ is no name; write ${word}")
        for word in started.dropped
    ]
    if started.ended:
        message = f"systemd runs {' '.join(started.ended)} by itself, after the container"
        notes.append(Note("unit-separator", message))
    return notes
