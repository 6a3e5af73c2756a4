"""Dockerfiles: parsed exactly as a builder parses them, and built without running anything.

Every room outside the core may import it, and none of the core.
It imports `model`, `dialects` and `go`; ``reading``, ``refusals`` and ``building`` in this order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from cmdresolve import dialects
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dialects.builders.buildkit import DEFAULT
from cmdresolve.dockerfile.building.bases import Bases
from cmdresolve.dockerfile.building.build import build_image, needed_bases
from cmdresolve.dockerfile.building.global_args import target_arguments
from cmdresolve.dockerfile.building.names import BuildRequest
from cmdresolve.dockerfile.building.stages import split_stages
from cmdresolve.dockerfile.reading.instruction import Heredoc, Instruction, LogicalLine
from cmdresolve.dockerfile.reading.pieces import Piece, pieces
from cmdresolve.dockerfile.reading.reader import Directive, Syntax, read
from cmdresolve.dockerfile.reading.stages import Stage, Stages
from cmdresolve.dockerfile.reading.syntax_directive import ARGUMENT as SYNTAX_ARGUMENT
from cmdresolve.dockerfile.reading.syntax_directive import (
    builder_for,
    frontend_named,
    may_start_with_directive,
)
from cmdresolve.dockerfile.refusals.check_directive import ARGUMENT, check_options
from cmdresolve.model.argument_types import check_mapping, check_names, check_text, check_texts
from cmdresolve.model.errors import DockerfileError, WrongTypeError, wrong_type
from cmdresolve.model.go_text import writable
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import DEFAULT_LIMITS, Bounds, Limits, Room, check_limits
from cmdresolve.model.platform import Platform, asked_platform, platform_argument
from cmdresolve.model.source import Source, Span
from cmdresolve.model.value import Record, field, new_tuple, shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike


__all__ = ["Directive", "Dockerfile", "Heredoc", "Instruction", "LogicalLine", "Piece", "Stage"]


class Dockerfile(Record, compiled=True):
    """A Dockerfile that a builder has read and found well-formed.

    Attributes:
        source: the text.
        builder: the builder that read it.
        limits: how much it and what is built of it may take.
    """

    source: Source
    builder: Builder
    _checks: bool = field(alias="checks", repr=False, eq=False)
    # Without the instructions that set no field of an image and cannot fail.
    _telling_stages: Stages = field(alias="telling_stages", repr=False, eq=False)
    limits: Limits = field(default=DEFAULT_LIMITS, repr=False, eq=False)

    @classmethod
    def from_file(
        cls,
        path: str | PathLike[str],
        *,
        name: str | None = None,
        builder: str | Builder | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Dockerfile:
        """Read a Dockerfile from a file.

        Args:
            path: the file.
            name: what to call it in messages and origins; by default the path as given.
            builder: who reads it, as for `parse`.
            limits: how much it may take, as for `parse`.

        Raises:
            OSError: the file cannot be read.
            CmdResolveError: as for `parse`.
        """
        from cmdresolve.model.files import read_file  # noqa: PLC0415 - the one way from the core to a file

        data, called = read_file(path)
        called = called if name is None else name
        return cls.parse(data, name=called, builder=builder, limits=limits)

    @classmethod
    def parse(
        cls,
        text: str | bytes,
        *,
        name: str = "Dockerfile",
        builder: str | Builder | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Dockerfile:
        """Read a Dockerfile and check it as far as its builder does before it builds.

        Args:
            text: the file; bytes that are no UTF-8 are kept, as builders keep them.
                A lone surrogate that stands for no byte is U+FFFD, as no file can have it.
            name: what to call it in messages and origins.
            builder: who reads it, ``buildkit@28.5`` and the like; by default the newest BuildKit
                that was recorded. A ``# syntax=docker/dockerfile:1.N`` directive overrides it
                where the builder honours it.
            limits: how much it and what is built of it may take.

        Raises:
            DockerfileError: the builder refuses it.
            LimitError: it is longer, or has more stages, than the limits allow.
            DialectError: no such builder is known.
            UnknownImageError: a syntax directive names a frontend whose rules nobody knows.
            WrongTypeError: it is given something else than the text.
        """
        if limits is not DEFAULT_LIMITS:
            check_limits(limits)
        if type(name) is not str:
            check_text(name, "name", "Dockerfile")
        if isinstance(text, bytes):
            text = text.decode("utf-8", "surrogateescape")
        elif not isinstance(text, str):
            raise _no_text(text)
        if len(text) > limits.text:
            limits.check("text", len(text), f"the length of {name}")
        if len(text) > limits.stages * _SHORTEST_STAGE:
            _check_stages(text, name, limits)
        source = Source(name, writable(text))
        record = DEFAULT if builder is None else dialects.builder_of(builder)
        if not text:
            raise DockerfileError(
                f"the Dockerfile ({name}) cannot be empty",
                code="empty-dockerfile",
                stage="build",
                source=source,
                span=Span(0, 0),
                hint="start it with FROM",
            )
        if may_start_with_directive(source.text):
            record = builder_for(source.text, record)
        return _checked(source, record, limits)

    @cached_property
    def syntax(self) -> Syntax:
        """All instructions and directives."""
        return read(self.source, self.builder)

    @cached_property
    def _all_stages(self) -> Stages:
        """The stages with every instruction, read on demand."""
        return split_stages(self.syntax, self.source, self.builder)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages, in order."""
        return self._all_stages.stages

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The whole text in pieces, comments and blanks included, without gaps.

        They are computed anew each time, as they take a hundred times the memory of the text.
        """
        return pieces(self.source, self.builder)

    @property
    def instructions(self) -> tuple[Instruction, ...]:
        """The instructions, in order."""
        return self.syntax.instructions

    def __repr__(self) -> str:
        """Show what it is called, how long it is and who read it."""
        name, size = self.source.name, len(self.source.text)
        return shortened(f"Dockerfile({name!r}, {size} characters, builder={self.builder.key!r})")

    def image(
        self,
        *,
        target: str | None = None,
        build_args: Mapping[str, str] | None = None,
        bases: Bases | None = None,
        builder: str | Builder | None = None,
        platform: str | None = None,
        contexts: Mapping[str, ImageConfig] | None = None,
        limits: Bounds | None = None,
    ) -> ImageConfig:
        """Return the config of the image that building this would make.

        Args:
            target: the stage to build (``--target``); by default the last.
            build_args: values for ARG (``--build-arg``).
            bases: configs of the images that FROM names: a mapping, a function of the name that
                gives a config or None, or a source such as `cmdresolve.atlas()`. Only what the
                build comes to is asked for. An image that none is given for is `Unknown` in every
                field the Dockerfile does not set.
            builder: who builds it; by default the builder that read it.
            platform: what to build for (``--platform``), such as ``windows/amd64``.
            contexts: images that stand in for bases or stages (``--build-context``).
            limits: how much the build may take; by default what the Dockerfile was read under.

        Raises:
            DockerfileError: the builder would fail.
            WrongTypeError: `build_args` or `contexts` is no mapping, or `target`, `platform` or a
                value of `build_args` no text.
            LimitError: variables come to more than the limits allow, or a command has more words.
        """
        if build_args is not None:
            check_texts(build_args, "build_args")
        if contexts is not None:
            _check_contexts(contexts)
        if target is not None or platform is not None:
            _check_names(target, platform)
        if builder is not None or build_args:
            record = self._reader(builder, build_args)
            if record is not self.builder and record != self.builder:
                return self._read_by(record).image(
                    target=target,
                    build_args=build_args,
                    bases=bases,
                    platform=platform,
                    contexts=contexts,
                    limits=limits,
                )
        # Copies: the image computes its trace later, whatever the caller's mappings are then.
        arguments, builds_for = self._asked(build_args, platform)
        named = dict(contexts) if contexts else {}
        room = Room(self.limits) if limits is None else Room.within(limits)
        request = new_tuple(BuildRequest, (target, arguments, bases, named, builds_for, room))
        # The builder's own checks look at every instruction.
        checks = self._checks or ARGUMENT in arguments
        stages = self._all_stages if checks else self._telling_stages
        image = build_image(self.source, stages, request, self.builder, checks=self._checks)
        # A command of more words than that is longer than the limit itself, or comes from an image.
        if len(self.source.text) > room.limits.words or bases is not None or contexts:
            _check_words(image, room.limits)
        return image

    def _reader(
        self, builder: str | Builder | None, build_args: Mapping[str, str] | None
    ) -> Builder:
        """Return the builder to use: the build argument BUILDKIT_SYNTAX may name a frontend."""
        record = self.builder
        if builder is not None:
            record = builder_for(self.source.text, dialects.builder_of(builder))
        if not build_args:
            return record
        named = build_args.get(SYNTAX_ARGUMENT, "").strip().partition(" ")[0]
        return frontend_named(named) if named and record.reading.honours_syntax else record

    def _read_by(self, record: Builder) -> Dockerfile:
        """Return the same text as another builder reads it."""
        return _checked(self.source, record, self.limits)

    def bases_needed(
        self,
        *,
        target: str | None = None,
        build_args: Mapping[str, str] | None = None,
        platform: str | None = None,
    ) -> tuple[str, ...]:
        """Return the images outside the file that a build of it starts from, in its order.

        They are called as FROM calls them, after substitution. Stages that the target does not
        need are left out, and so is what files are only copied from.

        Args:
            target: the stage to build; by default the last.
            build_args: values for ARG.
            platform: what to build for.

        Raises:
            DockerfileError: the builder would fail.
            WrongTypeError: an argument is of a wrong type, as for `image`.
        """
        if build_args is not None:
            check_texts(build_args, "build_args")
        _check_names(target, platform)
        room = Room(self.limits)
        arguments, builds_for = self._asked(build_args, platform)
        request = BuildRequest(target, arguments, None, {}, builds_for, room)
        return needed_bases(self.source, self._telling_stages, request, self.builder)

    def _asked(
        self, build_args: Mapping[str, str] | None, platform: str | None
    ) -> tuple[dict[str, str], Platform]:
        """Return the build arguments, copied, and the platform; each may be given as the other.

        Raises:
            DockerfileError: what is given as a platform is none.
        """
        rules = self.builder.platforms
        given = dict(build_args) if build_args else {}
        builds_for = _OWN_PLATFORMS[rules.system]
        named = None
        if given and rules.target_argument == "platform":
            named = given.pop("TARGETPLATFORM", None)
        if platform:
            builds_for = asked_platform(platform, rules.parser)
            if rules.as_build_arguments:
                given = target_arguments(builds_for) | given
        elif named is not None:
            builds_for = platform_argument(named)
        return given, builds_for


def _checked(source: Source, record: Builder, limits: Limits) -> Dockerfile:
    """Read a text, and check it as far as its builder does before it builds."""
    checks = may_start_with_directive(source.text) and check_options(source, record).fails
    stages = split_stages(read(source, record, skips=True), source, record)
    return Dockerfile(source, record, checks, stages, limits)


def _check_words(image: ImageConfig, limits: Limits) -> None:
    for words in (image.entrypoint, image.cmd):
        if isinstance(words, tuple):
            limits.check("words", len(words), "the number of words of a command")


def _no_text(value: object) -> WrongTypeError:
    hint = "give the text of the file"
    if hasattr(value, "__fspath__"):
        hint = "to read a file, call Dockerfile.from_file(path)"
    elif hasattr(value, "read"):
        hint = "give what its read() returns"
    kind = type(value).__name__
    return wrong_type(f"Dockerfile.parse takes the text of a Dockerfile, not a {kind}", hint)


def _check_contexts(contexts: Mapping[str, object]) -> None:
    shape = '{"NAME": ImageConfig(…)}'
    check_mapping(contexts, "contexts", shape)
    check_names(contexts, "contexts")
    for image in contexts.values():
        if not isinstance(image, ImageConfig):
            kind = type(image).__name__
            message = f"contexts has image configs, not a value of type {kind}: {image!r}"
            raise wrong_type(message, f"write contexts={shape}")


def _check_names(target: object, platform: object) -> None:
    check_text(target, "target", "build", optional=True)
    check_text(platform, "platform", "linux/arm64", optional=True)


# A FROM as any builder may read it; counted only where a text is long enough to have too many.
_FROM = pattern(r"^[ \t]*FROM[ \t]", re.MULTILINE | re.IGNORECASE)
_SHORTEST_STAGE = len("FROM a\n")


def _check_stages(text: str, name: str, limits: Limits) -> None:
    count = sum(1 for _ in _FROM.finditer(text))
    limits.check("stages", count, f"the number of stages of {name}")


_OWN_PLATFORMS = {system: Platform(system) for system in ("linux", "windows")}
