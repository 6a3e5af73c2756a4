"""A quick reading that keeps only what an image's command depends on, and builds it.

It steps over the lines of `skippable_lines`, reads the plainest forms of FROM, COPY,
CMD and ENTRYPOINT itself, and has the line parser read the rest. Whatever could fail, or mean
something else with what a build may be given, is left to `reader.read` and
`building.build`, whose rules are the reference: both must build the same image, and
the tests hold them to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building import command_forms
from cmdresolve.dockerfile.building import stages as stage
from cmdresolve.dockerfile.building.dispatch import Dispatcher, trigger_text
from cmdresolve.dockerfile.building.names import SCRATCH, copied_from
from cmdresolve.dockerfile.building.state import Log, State
from cmdresolve.dockerfile.building.trace import Late
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.reading.line_parser import CANONICAL
from cmdresolve.dockerfile.reading.reader import Reader
from cmdresolve.dockerfile.reading.skippable_lines import (
    ARGUMENTS,
    ARRAY,
    BASE,
    COPIED,
    FORM,
    KEYWORD,
    NAME,
    WORD,
    escape_of,
    is_odd,
    patterns_for,
)
from cmdresolve.dockerfile.refusals.signals import is_signal
from cmdresolve.go.text import decimal
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.model.image_reference import (
    ReferenceFormatError,
    is_plain,
    normalize,
    same_key,
)
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.source import Source
from cmdresolve.model.value import new_tuple

_SHORT_ARGUMENT = pattern(r"([A-Za-z_]\w*+)(?:=(\"?)([\w./:@+\-${}]*+)\2)?", re.ASCII)
_VARIABLE = pattern(r"\$(?:\{([A-Za-z_]\w*+)\}|([A-Za-z_]\w*+))", re.ASCII)
_PLAIN_VARIABLES = pattern(r"(?:[^\"'\\`$\[]++|\$(?:\{[A-Za-z_]\w*+\}|[A-Za-z_]\w*+))*+", re.ASCII)

_COMMANDS = frozenset({"CMD", "ENTRYPOINT"})
_SETTING = _COMMANDS | {"ONBUILD", "SHELL", "STOPSIGNAL"}
_OF_PLATFORM = frozenset({"BUILDPLATFORM", "TARGETPLATFORM"})
_SETS_NOTHING = frozenset("ADD COPY EXPOSE HEALTHCHECK LABEL MAINTAINER RUN VOLUME".split())
# What neither changes the image nor fails once it is checked.
_CHECKED_ONLY = frozenset({"HEALTHCHECK", "MAINTAINER"})
# What fails for a plain variable only where the base's environment is known.
_SUBSTITUTES = frozenset({"ADD", "COPY", "EXPOSE", "VOLUME", "WORKDIR"})


class Setting(NamedTuple):
    """An instruction that sets something: its keyword, and its JSON words or else its text."""

    keyword: str
    words: tuple[str, ...] | None
    text: str


class Stage(NamedTuple):
    """What there is to know of a stage.

    Attributes:
        start: where it starts in the text.
        base: the number of the stage it starts from, or -1.
        image: the image it starts from, or nothing.
        settings: what it sets, in order.
    """

    start: int
    base: int
    image: str
    settings: tuple[Setting, ...]


class _Unsure(Exception):  # noqa: N818 - no error: the reference can tell
    """Something is not plain enough to tell here what comes of it."""


class Outline:
    """What the stages of a Dockerfile set.

    It holds for builds that are asked for nothing but the file, on bases without triggers.

    Attributes:
        stages: the stages, in order.
        of_unknown: whether it holds only where the bases' environments are not known.
    """

    __slots__ = ("_builder", "_escape", "_source", "of_unknown", "stages")

    def __init__(
        self,
        source: Source,
        builder: Builder,
        escape: str,
        stages: list[Stage],
        *,
        of_unknown: bool,
    ) -> None:
        self._source = source
        self._builder = builder
        self._escape = escape
        self.stages = stages
        self.of_unknown = of_unknown

    def image(self, bases: Mapping[str, ImageConfig] | None, whole: Late) -> ImageConfig | None:
        """Build the image; None where only the reference can.

        Args:
            bases: the images that FROM may name, described.
            whole: gives the image by the reference, when somebody asks for more of it.
        """
        stages = self.stages
        _, base, image, settings = stages[-1]
        chain = [settings]
        while base >= 0:
            _, base, image, settings = stages[base]
            chain.append(settings)
        if bases:
            root = None if self.of_unknown else _described(image, bases)
            if root is None:
                return None
        elif not image:
            root = _NOTHING
        else:
            root = ImageConfig.undescribed(image)
        return self._set(root, chain, whole)

    def _set(self, root: ImageConfig, chain: list[tuple[Setting, ...]], whole: Late) -> ImageConfig:
        """Apply what the stages set, the last of the chain first."""
        builder = self._builder
        entrypoint, cmd, shell = root.entrypoint, root.cmd, root.shell
        stop_signal, args_escaped = root.stop_signal, root.args_escaped
        triggers: list[str] = []
        while chain:
            own_cmd = False
            for keyword, words, text in chain.pop():
                if keyword == "CMD":
                    cmd = command_forms.command(words, text, shell, builder, "linux")
                    own_cmd = own_cmd or builder.forms.empty_cmd_counts or bool(words or text)
                    args_escaped = True
                elif keyword == "ENTRYPOINT":
                    entrypoint = command_forms.entrypoint(words, text, shell, builder, "linux")
                    if not own_cmd:
                        cmd = None
                elif keyword == "SHELL":
                    shell = words
                elif keyword == "ONBUILD":
                    triggers.append(text)
                else:
                    stop_signal = text
        return ImageConfig.known_good(
            entrypoint or None,
            cmd or None,
            (shell or None) if builder.storing.stores_shell else None,
            stop_signal=stop_signal,
            exposed_ports=root.exposed_ports,
            on_build=tuple(triggers) or None,
            args_escaped=args_escaped,
            name=self._source.name,
            trace=whole,
            assumed=whole.assumed
            if isinstance(entrypoint, Unknown) or isinstance(cmd, Unknown)
            else None,
            late=True,
        )

    def needed(self) -> stage.Stages:
        """Read, as the reference does, the stages that the last one is built on."""
        source, builder, escape, stages = self._source, self._builder, self._escape, self.stages
        numbers = [len(stages) - 1]
        while stages[numbers[-1]].base >= 0:
            numbers.append(stages[numbers[-1]].base)
        numbers.reverse()
        found: list[stage.Stage] = []
        for number in numbers:
            end = stages[number + 1].start if number + 1 < len(stages) else len(source.text)
            origin = next(Reader(source, builder, stages[number].start, end, escape).instructions())
            base, name = stage.head_of(origin)
            others = _Part(source, builder, escape, min(origin.end + 1, end), end)
            found.append(stage.Stage(len(found), name, base, origin, others, number))
        heading = tuple(Reader(source, builder, 0, stages[0].start).instructions())
        return stage.Stages(heading, tuple(found), escape, copies=False)


def outline(source: Source, builder: Builder) -> Outline | None:
    """Give what the command depends on, or None when the text is not plain enough to tell."""
    text = source.text
    if not _is_known(builder) or is_odd(text, builder):
        return None
    escape = escape_of(text)
    if escape is None:
        return None
    reading = _Reading(source, builder, escape)
    try:
        stages = reading.stages()
    except (_Unsure, DockerfileError):
        return None
    return Outline(source, builder, escape, stages, of_unknown=reading.of_unknown)


def _is_known(builder: Builder) -> bool:
    """Say whether a builder's rules are the ones this module builds by."""
    return (
        builder.checking.every_stage
        and builder.copying.many_to_any
        and builder.platforms.other_systems
        and builder.storing.empty_lists == "omitted"
        and builder.forms.args_escaped == "cmd-sets"
        and builder.names.duplicates == "last"
        and builder.platforms.system == "linux"
        and not (
            builder.scheduling.refuses_empty_image
            or builder.storing.keeps_untouched_image
            or builder.names.numbered
            or builder.names.substituted
            or builder.scheduling.reserves_scratch
            or builder.checking.skips_before_from
        )
    )


class _Part(Sequence[Instruction]):
    """Those instructions of a stage that set something, read whenever somebody goes over them.

    Held in memory, one takes thirty times its text.
    """

    __slots__ = ("_builder", "_end", "_escape", "_source", "_start")

    def __init__(self, source: Source, builder: Builder, escape: str, start: int, end: int) -> None:
        self._source = source
        self._builder = builder
        self._escape = escape
        self._start = start
        self._end = end

    def __iter__(self) -> Iterator[Instruction]:
        reader = Reader(self._source, self._builder, self._start, self._end, self._escape)
        return (x for x in reader.instructions() if x.keyword not in _SETS_NOTHING)

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, place: Any) -> Any:
        return tuple(self)[place]


class _Reading:
    """What is known of the stages as their text is gone over."""

    def __init__(self, source: Source, builder: Builder, escape: str) -> None:
        self.source = source
        self.builder = builder
        self.escape = escape
        self.of_unknown = False
        self.found: list[Stage] = []
        # Of the stage that is being read.
        self.start = 0
        self.base = -1
        self.image = ""
        self.settings: list[Setting] = []
        self.begun = False
        # Which stages start from nothing, so that their environment is known.
        self.knowing: set[int] = set()
        # The last stage of each name, and the names that files are copied from.
        self.called: dict[str, int] = {}
        self.copied: set[str] = set()
        self.arguments: dict[str, str] = {}
        self.triggering: set[int] = set()
        self.dispatcher: Dispatcher | None = None

    def stages(self) -> list[Stage]:
        """Read the whole text.

        Raises:
            _Unsure: there is something that only the reference can tell.
            DockerfileError: an instruction cannot be read, or is refused.
        """
        text = self.source.text
        heading, stage_lines = patterns_for(text, self.escape)
        match_at = heading.match
        pos, size = 0, len(text)
        while pos < size:
            match = match_at(text, pos)
            kind = match.lastindex if match is not None else None
            if match is None or match.end() == pos:
                pos = self.one(pos)
                continue
            pos = match.end()
            if kind is None:
                continue
            if kind <= NAME:
                start = text.rfind("\n", 0, match.start(BASE)) + 1
                self.begin(start, match[BASE], match[NAME] if kind == NAME else "")
                match_at = stage_lines.match
                continue
            if not self.begun and kind < KEYWORD:
                raise _Unsure
            if kind == ARRAY:
                words = tuple(WORD.findall(match[ARRAY]))
                self.settings.append(new_tuple(Setting, (CANONICAL[match[FORM]], words, "")))
            elif kind == COPIED:
                self.copy_from(match[COPIED])
            else:
                self.keyword(match)
        if not self.begun:
            raise _Unsure
        self.end()
        return self.found

    def begin(self, start: int, base: str, name: str) -> None:
        """Begin a stage of a plain FROM."""
        if self.begun:
            self.end()
        self.begun = True
        self.start = start
        index = len(self.found)
        if "$" in base:
            base = _VARIABLE.sub(self.value, base)
        earlier = self.called.get(base.lower() if self.builder.names.lookup == "caseless" else base)
        if earlier is not None:
            self.base, self.image = earlier, ""
            if earlier in self.triggering:
                raise _Unsure
            if earlier in self.knowing:
                self.knowing.add(index)
        else:
            self.base, self.image = -1, base
            if base == SCRATCH:
                self.image = ""
                self.knowing.add(index)
            elif not _is_image(base):
                raise _Unsure
        if name:
            lowered = name.lower()
            if lowered == SCRATCH or lowered in self.copied:
                raise _Unsure
            self.called[lowered] = index

    def end(self) -> None:
        """End the stage that is being read."""
        self.found.append(
            new_tuple(Stage, (self.start, self.base, self.image, tuple(self.settings)))
        )
        self.settings.clear()

    def value(self, match: re.Match[str]) -> str:
        """Give the value of a variable of FROM."""
        value = self.arguments.get(match[1] or match[2])
        if value is None:
            raise _Unsure
        return value

    def argument(self, text: str) -> None:
        """Read what ARG before the first FROM declares."""
        match = _SHORT_ARGUMENT.fullmatch(text)
        if match is None:
            raise _Unsure
        name, _, value = match.groups()
        if value is None:
            if self.builder.arguments.bare_global != "kept":
                raise _Unsure
        else:
            value = _VARIABLE.sub(self.value, value)
            if name in _OF_PLATFORM or "$" in value:
                raise _Unsure
            self.arguments[name] = value

    def copy_from(self, name: str) -> None:
        """See that files are copied from an image, or from an earlier stage that keeps its name."""
        count = len(self.found)
        if name.isdecimal():
            if decimal(name) >= count:
                raise _Unsure
            return
        wanted = name.lower() if self.builder.names.target_lookup == "caseless" else name
        index = self.called.get(wanted, -1)
        if index == count or (index < 0 and name != SCRATCH and not _is_image(name)):
            raise _Unsure
        self.copied.add(wanted)

    def keyword(self, match: re.Match[str]) -> None:
        """Read the instruction that a match has ended with."""
        keyword = CANONICAL.get(match[KEYWORD], "")
        text = match[ARGUMENTS]
        if keyword in _COMMANDS and text and text[0] not in "[-" and "\n" not in text:
            if not self.begun:
                raise _Unsure
            self.settings.append(new_tuple(Setting, (keyword, None, text.rstrip(" \t"))))
            return
        if text and "\n" not in text:
            if keyword == "ARG" and not self.begun and text[0] != "-":
                self.argument(text.rstrip(" \t"))
                return
            if keyword == "WORKDIR" and self.begun and text[0] == "$":
                self.substitute(text)
                return
        reader = Reader(self.source, self.builder, match.start(KEYWORD), match.end(), self.escape)
        self.instruction(reader.parser.parse(next(reader.logical_lines()), 0))

    def one(self, pos: int) -> int:
        """Have the reference read one instruction and the heredocs behind it; give its end.

        Not where directives may stand, or a heredoc may name variables.
        """
        reader = Reader(self.source, self.builder, pos, escape=self.escape)
        line = next(reader.logical_lines(), None) if pos else None
        if line is None:
            raise _Unsure
        instruction = reader.instruction(line)
        if instruction.heredocs and instruction.keyword != "RUN":
            raise _Unsure
        self.instruction(instruction)
        return instruction.end + 1

    def instruction(self, instruction: Instruction) -> None:
        """Check an instruction as the reference does, and keep what it sets."""
        keyword = instruction.keyword
        if not self.begun:
            if keyword != "ARG" or instruction.flags:
                raise _Unsure
            self.argument(instruction.args)
            return
        if keyword == "FROM":
            raise _Unsure
        if self.dispatcher is None:
            self.dispatcher = Dispatcher(self.source, self.escape, self.builder, {}, {}, "")
        self.dispatcher.validator.check(instruction)
        for name in copied_from(instruction, self.builder):
            self.copy_from(name)
        if keyword in _SETTING:
            text = "" if instruction.words is not None else instruction.args
            if keyword == "ONBUILD":
                self.triggering.add(len(self.found))
                text = trigger_text(instruction)
            if keyword == "STOPSIGNAL" and not is_signal(text):
                raise _Unsure
            self.settings.append(Setting(keyword, instruction.words, text))
        elif keyword not in _CHECKED_ONLY:
            self.process(instruction, self.dispatcher)

    def process(self, instruction: Instruction, dispatcher: Dispatcher) -> None:
        """See that an instruction that changes files or variables cannot fail."""
        keyword, text = instruction.keyword, instruction.line.text
        if keyword == "RUN":
            text = " ".join(instruction.flags)
        if "$" not in text:
            # Whatever the environment is.
            log = Log(None, None, None, dispatcher.written(instruction), [])
            dispatcher.apply(State(None, "linux", {}, log, env_complete=True), (instruction,))
        elif keyword in _SUBSTITUTES:
            self.substitute(text)
        else:
            raise _Unsure

    def substitute(self, text: str) -> None:
        """See that no variable of a text can fail where the base's environment is unknown."""
        if _PLAIN_VARIABLES.fullmatch(text) is None or len(self.found) in self.knowing:
            raise _Unsure
        self.of_unknown = True


# Bases are the same few from file to file.
@lru_cache(maxsize=512)
def _is_image(name: str) -> bool:
    """Say whether a name is a reference, which nobody refuses."""
    if is_plain(name):
        return True
    try:
        normalize(name)
    except ReferenceFormatError:
        return False
    return True


_NOTHING = ImageConfig()


def _described(name: str, bases: Mapping[str, ImageConfig]) -> ImageConfig | None:
    """Find a base among those described; None where one of them needs the reference."""
    if "@" in name or any(image.on_build or image.os != "linux" for image in bases.values()):
        return None
    if not name:
        return _NOTHING
    wanted = same_key(name)
    found = [image for key, image in bases.items() if same_key(key) == wanted]
    return found[-1] if found else ImageConfig.undescribed(name)
