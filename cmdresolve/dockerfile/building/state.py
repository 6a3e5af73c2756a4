"""The state of a stage while it is built, and the log of how it came to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.base_environment import values_of
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.model.image import Basis, ImageConfig, Trace, Unknown, Words
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import Room
from cmdresolve.model.origin import ByDefault, InDockerfile, InImage, Origin
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Source
from cmdresolve.model.trace import Dropped, Note, Step
from cmdresolve.model.value import new_tuple

#: The most words of one array whose places are found one by one.
_MOST_PLACES = 1_000
#: The number of unknown flags that are reported, before those of one more instruction.
_MOST_FLAGS = 50
#: What an entry counts as, in characters that variables produce, when a stage copies what it shares
#: with others; and the number of entries below which a copy is not counted.
_ENTRY_TAKES, _FOR_NOTHING = 64, 16
_VARIABLE = pattern(r"\$\{?([^\W\d]\w*|\d+|[@*#?\-$!])")


class InstructionPlace(NamedTuple):
    """The place of an instruction.

    Attributes:
        source: the text.
        instruction: the instruction.
        stage: the stage's label.
        trigger: the text of the ONBUILD trigger that it comes from, or None.
    """

    source: Source
    instruction: Instruction
    stage: str
    trigger: str | None = None

    @property
    def place(self) -> str:
        """The place in a message: ``Dockerfile:7``, or the trigger."""
        if self.trigger is not None:
            return f"ONBUILD {self.trigger}"
        return f"{self.source.name}:{self.source.position(self.instruction.span.start)[0]}"

    def origin(self) -> InDockerfile:
        """Return the origin of the arguments as a whole."""
        instruction = self.instruction
        return InDockerfile(
            self.source,
            instruction.keyword,
            instruction.span,
            instruction.args_span,
            self.stage,
            self.trigger,
        )

    def word_origins(self) -> list[Origin]:
        """Return the origin of each word of a JSON array; of too many, the array's for each."""
        instruction = self.instruction
        if len(instruction.words or ()) > _MOST_PLACES:
            return [self.origin()] * len(instruction.words or ())
        keyword, whole = instruction.keyword, instruction.span
        source, _, stage, trigger = self
        return [
            InDockerfile(source, keyword, whole, span, stage, trigger)
            for span in instruction.word_spans
        ]


class FieldValue(NamedTuple):
    """The value of a field, and where it comes from.

    Attributes:
        words: the value.
        by: the instruction that set it, or None if it comes from the base.
        shell: for shell form, the value of SHELL.
        image: the base image, for a value that comes from one.
    """

    words: Words
    by: InstructionPlace | None = None
    shell: FieldValue | None = None
    image: ImageConfig | None = None

    def origins(self, field: str, builder: Builder) -> tuple[Origin, ...]:
        """Return the origin of each known word; none for an absent value."""
        known = self.words.known if isinstance(self.words, Unknown) else self.words
        if not known:
            return ()
        if self.by is None:
            return self._image_origins(field, len(known))
        if self.by.instruction.words is not None:
            return tuple(self.by.word_origins())
        written = self.by.origin()
        text: Origin = written
        if not self.by.instruction.args:
            rule = f"a bare {self.by.instruction.keyword} stands for an empty text"
            text = ByDefault(builder.key, rule)
        return (*self._shell_origins(builder, written, len(known) - 1), text)

    def _image_origins(self, field: str, count: int) -> tuple[Origin, ...]:
        image = self.image
        if image is not None and image.trace is not None:
            trace = image.trace()
            traced = {"Entrypoint": trace.entrypoint, "Cmd": trace.cmd}.get(field, ())
            if len(traced) == count:
                return traced
        name = image.name if image is not None else None
        return tuple(InImage(name, field, index) for index in range(count))

    def _shell_origins(
        self, builder: Builder, because: InDockerfile, count: int
    ) -> tuple[Origin, ...]:
        if isinstance(self.words, Unknown):
            return ()
        if self.shell is None or not self.shell.words:
            return (ByDefault(builder.key, "default shell of shell form", because),) * count
        return self.shell.origins("Shell", builder)[:count]


ABSENT = FieldValue(None)


class Event(NamedTuple):
    """A change of ENTRYPOINT, CMD or SHELL.

    Attributes:
        kind: ``set`` or ``clear``.
        field: ``Entrypoint``, ``Cmd`` or ``Shell``.
        before: the value before.
        after: the value after.
        by: the instruction that changed it.
    """

    kind: str
    field: str
    before: FieldValue
    after: FieldValue
    by: InstructionPlace


class Log(NamedTuple):
    """The events of a stage, and what it started from.

    Attributes:
        base: the log of the stage that it starts from, or None.
        name: the name of the image that it starts from, or None.
        image: the config of that image, or None.
        start: the FROM.
        events: the changes in the stage, in order.
    """

    base: Log | None
    name: str | None
    image: ImageConfig | None
    start: InstructionPlace
    events: list[Event]

    def chain(self) -> Iterator[Log]:
        """Return the logs from the first stage to this one."""
        logs = []
        log: Log | None = self
        while log is not None:
            logs.append(log)
            log = log.base
        return reversed(logs)


_NOTHING = ImageConfig()


class State:
    """The config of a stage while it is being built.

    Attributes:
        env: the environment that goes into the image.
        entries: the environment as it is stored, where a mapping cannot hold it; or None.
        variables: the variables that words may use: the environment and the arguments. It is the
            same object as `env` until there are arguments.
        env_shared: whether `env` and `variables` belong to another state as well, so that they
            must be copied before a change.
        committed: whether there is an image yet.
        untouched: the base image, if its config is known and no instruction has run on it.
        exposed_ports: the ports; a tuple is the base's, a dict the stage's own.
        unknown_flags: the unknown flags that are reported, each with its place.
        unknown_triggers: the names of base images whose triggers are not known.
        env_complete: whether every variable of the environment is known; False after a base
            without a config.
        cmd_set: whether the stage has set CMD itself, so that ENTRYPOINT does not clear it.
        renewed: the names that ENV has set in this stage, for builders that put them last.
        on_build: the triggers that the stage leaves; None if it has none.
    """

    # Defaults on the class: most states never change them, and are made faster.
    env_complete = True
    entries: tuple[str, ...] | None = None
    cmd_set = False
    renewed: frozenset[str] = frozenset()
    on_build: list[str] | None = None
    unknown_triggers: tuple[str, ...] = ()
    unknown_flags: tuple[tuple[str, InstructionPlace], ...] = ()

    def __init__(
        self,
        image: ImageConfig | None,
        os: str,
        env: dict[str, str],
        log: Log,
    ) -> None:
        """Start from an image, or from nothing, with an environment that is not its own yet."""
        start = image if image is not None else _NOTHING
        self.os = os
        self.env = self.variables = env
        self.env_shared = True
        self.log = log
        self.entrypoint = new_tuple(FieldValue, (start.entrypoint, None, None, image))
        self.cmd = new_tuple(FieldValue, (start.cmd, None, None, image))
        self.shell = new_tuple(FieldValue, (start.shell, None, None, image))
        self.working_dir = start.working_dir
        self.user = start.user
        self.stop_signal = start.stop_signal
        self.exposed_ports: tuple[str, ...] | dict[str, None] = start.exposed_ports
        self.args_escaped = start.args_escaped
        self.committed = image is not None
        self.untouched = image

    def copy(self, log: Log) -> State:
        """Return a state that starts where this one ends, with a log of its own.

        Both have the same environment; the caller sets `env_shared` first if both stay in use.
        """
        # A dict of ports would be shared, and changed in place.
        self.exposed_ports = tuple(self.exposed_ports)
        made = State.__new__(State)
        made.__dict__.update(self.__dict__)
        made.log = log
        return made

    @property
    def triggers(self) -> tuple[str, ...] | None:
        """The ONBUILD triggers it leaves, or None."""
        return None if self.on_build is None else tuple(self.on_build)

    def knows(self, text: str) -> bool:
        """Return whether all variables in a text are known: a base without a config may set any."""
        if self.env_complete or "$" not in text:
            return True
        return all(name in self.variables for name in _VARIABLE.findall(text))

    def own_env(self, room: Room) -> None:
        """Make the environment this stage's own: it is copied when it is first changed."""
        if self.env_shared:
            alike = self.variables is self.env
            take_copy(room, len(self.env))
            self.env = dict(self.env)
            if alike:
                self.variables = self.env
            else:
                take_copy(room, len(self.variables))
                self.variables = dict(self.variables)
            self.env_shared = False

    def own_variables(self, room: Room) -> None:
        """Copy the variables, so that an ARG can be set in them and not in the environment."""
        self.own_env(room)
        if self.variables is self.env:
            take_copy(room, len(self.env))
            self.variables = dict(self.env)

    def reread_env(self, room: Room) -> None:
        """Take the values of `entries` for the environment, as a stage that starts here does."""
        if self.entries is not None:
            take_copy(room, len(self.entries))
            values = values_of(self.entries)
            if values != self.env:
                self.own_env(room)
                self.env.clear()
                self.env.update(values)

    def note_flags(self, names: Iterable[str], at: InstructionPlace) -> None:
        """Note flags that are not known here, unless enough are noted for the report."""
        if len(self.unknown_flags) < _MOST_FLAGS:
            self.unknown_flags += tuple((name, at) for name in names)

    def expose(self, ports: Sequence[str], room: Room) -> None:
        """Add ports, each of them once."""
        known = self.exposed_ports
        if not isinstance(known, dict):
            take_copy(room, len(known))
            known = self.exposed_ports = dict.fromkeys(known)
        known.update(dict.fromkeys(ports))


def take_copy(room: Room, entries: int) -> None:
    """Count a copy of what stages share, as n stages and n variables make n² entries.

    Raises:
        LimitError: the limit on what variables produce is exceeded.
    """
    if entries > _FOR_NOTHING:
        room.take(entries * _ENTRY_TAKES)


_CLEARED = "ENTRYPOINT clears the CMD, as this stage had set none yet"
#: The number of steps that a trace tells at its beginning, and again at its end. Real files have
#: far fewer; of a file of nothing but CMD, a trace would be a thousand times as long as the file.
_TOLD_EACH = 500
_LEFT_OUT = "left-out"


def trace(
    log: Log, entrypoint: FieldValue, cmd: FieldValue, builder: Builder, notes: tuple[Note, ...]
) -> Trace:
    """Return how a stage's ENTRYPOINT and CMD came to be.

    Of too many steps, the first and the last are told, and the number of those between them.
    """
    steps: list[Step] = []
    dropped: list[Dropped] = []
    bases: list[Basis] = []
    between = _between(sum(1 + len(part.events) for part in log.chain()))
    lost_between: dict[str, int] = {}
    number = 0
    # The oldest stage first. An image that was built by this library has a trace of its own, which
    # precedes this one; a described image has none.
    for part in log.chain():
        if part.image is not None and part.image.basis is not None:
            bases.append(part.image.basis)
        if part.image is not None and part.image.trace is not None:
            inherited = part.image.trace()
            steps += inherited.steps
            dropped += inherited.dropped
            bases += inherited.bases
        for event in (None, *part.events):
            if number == between.start and between:
                message = f"and {len(between)} more steps like these, not told one by one"
                steps.append(Step(_LEFT_OUT, message, builder.citation))
            if number == between.stop:
                dropped += _counted(lost_between)
                lost_between = {}
            if number in between:
                if event is not None and _is_lost(event):
                    lost_between[event.field] = lost_between.get(event.field, 0) + 1
            elif event is None:
                steps.append(_started(part, builder))
            else:
                steps.append(_step(event, builder))
                if _is_lost(event):
                    dropped.append(_lost(event, builder))
            number += 1
    return Trace(
        entrypoint.origins("Entrypoint", builder),
        cmd.origins("Cmd", builder),
        tuple(steps),
        tuple(dropped),
        notes,
        tuple({basis.reference: basis for basis in bases}.values()),
    )


def _between(count: int) -> range:
    """Return the numbers of those of `count` steps that are only counted."""
    return range(_TOLD_EACH, max(_TOLD_EACH, count - _TOLD_EACH))


def _counted(lost: dict[str, int]) -> Iterator[Dropped]:
    for field, count in lost.items():
        reason = f"and {count} more like these, not told one by one"
        yield Dropped((), field, reason, _LEFT_OUT)


def _started(part: Log, builder: Builder) -> Step:
    if part.base is None:
        what = f"starts from {part.name}" if part.name is not None else "starts from nothing"
    else:
        what = "starts from an earlier stage"
    text = f"stage {part.start.stage} {what}"
    return Step("from", text, builder.citation, part.start.origin())


def _step(event: Event, builder: Builder) -> Step:
    origin = event.by.origin()
    if event.kind == "clear":
        before = event.before.words
        what = f" (whatever {before.image} brings)" if isinstance(before, Unknown) else ""
        return Step("entrypoint-clears-cmd", _CLEARED + what, builder.citation, origin)
    keyword = event.by.instruction.keyword
    if event.field == "Shell":
        return Step(
            "shell", "SHELL is what shell form is wrapped in from here on", builder.citation, origin
        )
    if event.by.instruction.words is not None:
        text = f"{keyword} in exec form: these words, exactly"
        return Step("exec-form", text, builder.citation, origin)
    if not event.by.instruction.args:
        return Step("bare", f"{keyword} with nothing after it", builder.citation, origin)
    if not builder.forms.honours_shell:
        text = f"{keyword} in shell form: /bin/sh -c and the text, whatever SHELL says"
    elif event.after.shell is not None and event.after.shell.words:
        text = f"{keyword} in shell form: SHELL and the text"
    else:
        text = f"{keyword} in shell form: the default shell and the text"
    return Step("shell-form", text, builder.citation, origin)


def _is_lost(event: Event) -> bool:
    """Return whether an event drops words."""
    words = event.before.words
    return isinstance(words, tuple) and bool(words) and event.field != "Shell"


def _lost(event: Event, builder: Builder) -> Dropped:
    before = event.before
    if event.kind == "clear":
        rule = "entrypoint-clears-cmd"
        reason = f"cleared by ENTRYPOINT at {event.by.place}, as this stage had set no CMD yet"
    else:
        keyword = event.by.instruction.keyword
        rule = "last-wins"
        reason = f"replaced by {keyword} at {event.by.place}"
    words = before.words if isinstance(before.words, tuple) else ()
    return Dropped(words, event.field, reason, rule, before.origins(event.field, builder))
