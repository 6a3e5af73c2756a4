"""BuildKit's own checks, as far as they can fail a build: ``# check=error=true``.

Only the names of the rules that fire are found, as only those are in the refusal. Two rules need
more than the text and its bases, and are left out: CopyIgnoredFile looks into ``.dockerignore``,
and only where it is asked for; InvalidBaseImagePlatform at what a registry gave for another
platform, as the engine's own images of another platform are not taken (asked of Docker 28.5.2).
Source: moby/buildkit v0.25.2 frontend/dockerfile/linter, dockerfile2llb/convert.go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.comments import comment_above
from cmdresolve.dockerfile.reading.instruction import Instruction, list_words
from cmdresolve.dockerfile.reading.line_parser import pairs_words
from cmdresolve.dockerfile.reading.reader import Directive, read
from cmdresolve.dockerfile.reading.stages import Stage, Stages
from cmdresolve.dockerfile.reading.word_lexer import WordVariables, word_lexer
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import lower, upper, writable
from cmdresolve.model.image_reference import ReferenceFormatError, normalize
from cmdresolve.model.platform import parse_platform
from cmdresolve.model.source import Source, Span

_NAMED = 3
_RESERVED = frozenset({"context", "scratch"})
_ONCE = frozenset({"CMD", "ENTRYPOINT", "HEALTHCHECK"})
_SECRETS = frozenset(
    "apikey auth credential credentials key password pword passwd secret token".split()
)
_NO_SECRET = "public"  # noqa: S105 - the word that takes the suspicion away
_NOT_IN_ENV = frozenset({"BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"})
_ABSOLUTE = re.compile(r"(?:[A-Za-z]:)?[/\\]")
_WORD_FLAGS = ("--chown=", "--chmod=", "--checksum=")


@frozen
class Violation:
    """A rule that fired, and the instruction it fired on."""

    rule: str
    span: Span


@frozen
class StartedStage:
    """A stage that a build needs, as it starts.

    Attributes:
        stage: the stage.
        base: the number of the stage it starts from, or None.
        env: the variables of its base image.
        env_complete: whether these are known.
        shell: whether its base image has a SHELL.
        triggers: what its base's ONBUILD runs.
    """

    stage: Stage
    base: int | None
    env: Mapping[str, str]
    env_complete: bool
    shell: bool
    triggers: tuple[str, ...] = ()


class _WatchedVariables(dict[str, str]):
    """Variables that remember which of them were asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        self.asked.add(name)
        return super().get(name, default)


def violations(
    source: Source,
    stages: Stages,
    runs: list[StartedStage],
    arguments: Mapping[str, str],
    builder: Builder,
) -> list[Violation]:
    """Return the rules that fire: those of the whole text, then those of the stages that run.

    Args:
        source: the text.
        stages: the whole text, no instruction left out.
        runs: the stages that are needed, in order.
        arguments: the values of the ARG before the first FROM, platform arguments included.
        builder: who builds.
    """
    linter = _Linter(stages, builder)
    described = linter.descriptions(source, read(source, builder).directives)
    found = [*linter.text(arguments), *described, *linter.runs(runs)]
    return [Violation(rule, at.span) for rule, at in found if rule in builder.checking.lint_rules]


def refuse(source: Source, found: list[Violation]) -> None:
    """Fail the build where a rule fired (linter.go Error).

    Raises:
        DockerfileError: one did; it stands where the first did.
    """
    if found:
        raise DockerfileError(
            "lint violation found for rules: " + ", ".join(sorted({x.rule for x in found})),
            code="lint",
            stage="build",
            source=source,
            span=found[0].span,
            hint=f"mend {found[0].rule} here, or leave rules out with check=skip=…",
        )


_Fired = Iterator[tuple[str, Instruction]]


class _Linter:
    def __init__(self, stages: Stages, builder: Builder) -> None:
        self.stages = stages
        self.builder = builder
        self.lexer = word_lexer(stages.escape, builder.arguments.substitution)
        # What a stage hands to the stages that start from it.
        self.handed: dict[int | None, _StageLint] = {}

    def text(self, arguments: Mapping[str, str]) -> _Fired:
        """Check the whole text, stages nobody needs included."""
        stages = self.stages
        bodies = [x for stage in stages.stages for x in (stage.origin, *stage.instructions)]
        for instruction in (*stages.arguments, *bodies):
            if instruction.line.blank_inside:
                yield "NoEmptyContinuation", instruction
            if instruction.keyword == "MAINTAINER":
                yield "MaintainerDeprecated", instruction
        voting = [x.written for x in bodies if x.written in (lower(x.written), upper(x.written))]
        lowers = sum(word == lower(word) for word in voting)
        right = lower if lowers > len(voting) - lowers else upper
        for instruction in bodies:
            if instruction.written != right(instruction.written):
                yield "ConsistentInstructionCasing", instruction
        yield from self._names()
        yield from self._defaults()
        yield from self._from_arguments(arguments)

    def descriptions(self, source: Source, directives: tuple[Directive, ...]) -> _Fired:
        """Check that a comment above a named stage or an ARG begins with what it describes."""
        stages = self.stages
        bodies = [x for stage in stages.stages for x in (stage.origin, *stage.instructions)]
        for instruction in (*stages.arguments, *bodies):
            names: list[str] = []
            if instruction.keyword == "ARG":
                words = pairs_words(instruction.args, stages.escape)
                names = [word.partition("=")[0] for word in words]
            elif instruction.keyword == "FROM":
                names = [lower(word) for word in list_words(instruction)[_NAMED - 1 :]]
            comment = comment_above(source, instruction, directives, stages.escape)
            if names and comment is not None and comment.split(" ")[0] not in names:
                yield "InvalidDefinitionDescription", instruction

    def _names(self) -> _Fired:
        seen = set()
        for stage in self.stages.stages:
            words = list_words(stage.origin)
            if len(words) != _NAMED:
                continue
            if words[2] != lower(words[2]):
                yield "StageNameCasing", stage.origin
            written = stage.origin.written
            if (written == lower(written) and words[1] != lower(words[1])) or (
                written == upper(written) and words[1] != upper(words[1])
            ):
                yield "FromAsCasing", stage.origin
            name = lower(words[2])
            if name in _RESERVED:
                yield "ReservedStageName", stage.origin
            if name in seen:
                yield "DuplicateStageName", stage.origin
            seen.add(name)

    def _defaults(self) -> _Fired:
        """Check that FROM names something with no build argument given."""
        values: dict[str, str] = {}
        for instruction in self.stages.arguments:
            for word in pairs_words(instruction.args, self.stages.escape):
                name, equals, default = word.partition("=")
                if equals:
                    values[name] = self.lexer.word(default, WordVariables(values))
        for stage in self.stages.stages:
            base = self.lexer.word(stage.base, WordVariables(values, complete=False))
            try:
                normalize(base)
            except ReferenceFormatError:
                yield "InvalidDefaultArgInFrom", stage.origin

    def _from_arguments(self, arguments: Mapping[str, str]) -> _Fired:
        declared = {"TARGETSTAGE", *arguments}
        for instruction in self.stages.arguments:
            words = pairs_words(instruction.args, self.stages.escape)
            declared |= {word.partition("=")[0] for word in words}
        for stage in self.stages.stages:
            platform = [x[11:] for x in stage.origin.flags if x.startswith("--platform=")]
            names = _WatchedVariables(arguments)
            self.lexer.word(stage.base, WordVariables(names))
            for text in platform:
                of_platform = _WatchedVariables(arguments)
                result = self.lexer.word(text, WordVariables(of_platform))
                if of_platform.asked == {"TARGETPLATFORM"} and result == arguments.get(
                    "TARGETPLATFORM"
                ):
                    yield "RedundantTargetPlatform", stage.origin
                parsed = parse_platform(result)
                name = lower(stage.name or "")
                if (
                    not of_platform.asked
                    and parsed is not None
                    and parsed.os not in name
                    and parsed.architecture not in name
                ):
                    yield "FromPlatformFlagConstDisallowed", stage.origin
                names.asked |= of_platform.asked
            if names.asked - declared:
                yield "UndefinedArgInFrom", stage.origin

    def runs(self, runs: list[StartedStage]) -> _Fired:
        """Check the stages that run, in order."""
        for run in runs:
            stage = _StageLint(self, run, self.handed.get(run.base))
            sources = [Source("", writable(text)) for text in run.triggers]
            fired = [x for source in sources for x in read(source, self.builder).instructions]
            for instruction in (*fired, *run.stage.instructions):
                yield from stage.check(instruction)
            self.handed[run.stage.index] = stage


class _StageLint:
    """One stage while its instructions go by."""

    def __init__(self, linter: _Linter, run: StartedStage, base: _StageLint | None) -> None:
        self.linter = linter
        self.env: dict[str, str] = dict(run.env if base is None else base.env)
        self.complete: bool = run.env_complete if base is None else base.complete
        self.shell: bool = run.shell if base is None else base.shell
        self.has_workdir: bool = base is not None and base.has_workdir
        self.declared: set[str] = set() if base is None else set(base.declared)
        self.seen: set[str] = set()

    def check(self, instruction: Instruction) -> _Fired:
        keyword = instruction.keyword
        if keyword in _ONCE:
            if keyword in self.seen:
                yield "MultipleInstructionsDisallowed", instruction
            self.seen.add(keyword)
        if keyword in ("CMD", "ENTRYPOINT") and instruction.words is None and not self.shell:
            yield "JSONArgsRecommended", instruction
        elif keyword == "SHELL":
            self.shell = True
        elif keyword in ("ENV", "LABEL"):
            yield from self._pairs(instruction)
        elif keyword == "ARG":
            yield from self._argument(instruction)
        elif keyword == "WORKDIR":
            path = self._word(instruction.args, names := _WatchedVariables(self.env))
            if not self.has_workdir and not _ABSOLUTE.match(path):
                yield "WorkdirRelativePath", instruction
            self.has_workdir = True
            yield from self._undefined(instruction, names)
        elif keyword == "EXPOSE":
            yield from self._ports(instruction)
        elif keyword in ("USER", "STOPSIGNAL"):
            yield from self._words(instruction, [instruction.args])
        elif keyword in ("ADD", "COPY", "VOLUME"):
            flags = [x.partition("=")[2] for x in instruction.flags if x.startswith(_WORD_FLAGS)]
            yield from self._words(instruction, [*flags, *list_words(instruction)])

    def _word(self, text: str, names: _WatchedVariables) -> str:
        return self.linter.lexer.word(text, WordVariables(names, self.complete))

    def _words(self, instruction: Instruction, words: list[str]) -> _Fired:
        names = _WatchedVariables(self.env)
        for word in words:
            self._word(word, names)
        yield from self._undefined(instruction, names)

    def _undefined(self, instruction: Instruction, names: _WatchedVariables) -> _Fired:
        known = {*self.env, *self.declared, *_NOT_IN_ENV}
        if self.complete and names.asked - known:
            yield "UndefinedVar", instruction

    def _pairs(self, instruction: Instruction) -> _Fired:
        words = pairs_words(instruction.args, self.linter.stages.escape)
        if "=" not in words[0]:
            yield "LegacyKeyValueFormat", instruction
            name, _, value = instruction.args.partition(" ")
            pairs = [(name, value.lstrip())]
        else:
            pairs = [(name, value) for name, _, value in (word.partition("=") for word in words)]
        names = _WatchedVariables(self.env)
        processed = [(self._word(name, names), self._word(value, names)) for name, value in pairs]
        yield from self._undefined(instruction, names)
        if instruction.keyword == "ENV":
            self.env.update(processed)
            if any(_is_secret(name) for name, _ in processed):
                yield "SecretsUsedInArgOrEnv", instruction

    def _argument(self, instruction: Instruction) -> _Fired:
        for word in pairs_words(instruction.args, self.linter.stages.escape):
            name, equals, default = word.partition("=")
            self.declared.add(name)
            if equals:
                names = _WatchedVariables(self.env)
                self.env.setdefault(name, self._word(default, names))
                yield from self._undefined(instruction, names)
            if _is_secret(name):
                yield "SecretsUsedInArgOrEnv", instruction

    def _ports(self, instruction: Instruction) -> _Fired:
        # No rule looks at the variables of EXPOSE.
        names = _WatchedVariables(self.env)
        ports = [
            port
            for word in list_words(instruction)
            for port in self.linter.lexer.words(word, WordVariables(names, self.complete))
        ]
        for port in ports:
            if port.partition("/")[2] != lower(port.partition("/")[2]):
                yield "ExposeProtoCasing", instruction
            if ":" in port:
                yield "ExposeInvalidFormat", instruction


def _is_secret(name: str) -> bool:
    parts = set(name.lower().split("_"))
    return bool(parts & _SECRETS) and _NO_SECRET not in parts
