"""BuildKit's own checks, as far as they can fail a build: ``# check=error=true``.

Only the names of violated rules are computed, since the refusal has nothing else. Two rules are
left out, for they need more than the text and its bases: CopyIgnoredFile reads ``.dockerignore``,
and is off by default; InvalidBaseImagePlatform depends on what a registry returns, as the engine
does not use local images of another platform (asked of Docker 28.5.2).
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
# The words in a variable's name that make it a secret, and the one that does not (convert.go
# getSecretsRegex).
_SECRETS = frozenset(
    "apikey auth credential credentials key password pword passwd secret token".split()
)
_NO_SECRET = "public"  # noqa: S105 - not a password
# Build arguments that no stage declares or reads (convert.go reportUnmatchedVariables).
_NOT_IN_ENV = frozenset({"BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"})
_ABSOLUTE = re.compile(r"(?:[A-Za-z]:)?[/\\]")
_WORD_FLAGS = ("--chown=", "--chmod=", "--checksum=")


@frozen
class Violation:
    """A rule that is violated, and the extent of the instruction that violates it."""

    rule: str
    span: Span


@frozen
class StartedStage:
    """A stage that a build needs, with what it starts from.

    Attributes:
        stage: the stage.
        base: the index of the stage that it starts from, or None.
        env: the environment of its base image.
        env_complete: whether that is known completely.
        shell: whether its base image has a SHELL.
        triggers: the ONBUILD triggers of its base.
    """

    stage: Stage
    base: int | None
    env: Mapping[str, str]
    env_complete: bool
    shell: bool
    triggers: tuple[str, ...] = ()


class _WatchedVariables(dict[str, str]):
    """Variables that remember which names were looked up."""

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
    """Return the violations: those in the whole text, then those in the stages that are needed.

    Args:
        source: the Dockerfile.
        stages: all its stages, with every instruction.
        runs: the stages that are needed, in order.
        arguments: the values of the global ARGs, those of the platform included.
        builder: the record of the builder.
    """
    linter = _Linter(stages, builder)
    described = linter.descriptions(source, read(source, builder).directives)
    found = [*linter.text(arguments), *described, *linter.runs(runs)]
    return [Violation(rule, at.span) for rule, at in found if rule in builder.checking.lint_rules]


def refuse(source: Source, found: list[Violation]) -> None:
    """Raise the error of a build with violations (linter.go Error); do nothing without any.

    Raises:
        DockerfileError: there are violations; its place is that of the first.
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


#: The violated rules, each with the instruction that violates it.
_Fired = Iterator[tuple[str, Instruction]]


class _Linter:
    """Checks one Dockerfile; each method yields the violations of some rules."""

    def __init__(self, stages: Stages, builder: Builder) -> None:
        self.stages = stages
        self.builder = builder
        self.lexer = word_lexer(stages.escape, builder.arguments.substitution)
        # The state of each stage at its end, for the stages that start from it.
        self.handed: dict[int | None, _StageLint] = {}

    def text(self, arguments: Mapping[str, str]) -> _Fired:
        """Check the whole text, stages that are not needed included."""
        stages = self.stages
        bodies = [x for stage in stages.stages for x in (stage.origin, *stage.instructions)]
        for instruction in (*stages.arguments, *bodies):
            if instruction.line.blank_inside:
                yield "NoEmptyContinuation", instruction
            if instruction.keyword == "MAINTAINER":
                yield "MaintainerDeprecated", instruction
        # The majority of keywords decides the case, upper case if there is none; those in mixed
        # case do not count (convert.go validateCommandCasing).
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
        """Check the names of stages."""
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
        """Check that each FROM is a valid reference if no build argument is given."""
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
        """Check the variables in FROM and in its ``--platform``."""
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
    """The state of one stage while its instructions are checked in order."""

    def __init__(self, linter: _Linter, run: StartedStage, base: _StageLint | None) -> None:
        self.linter = linter
        self.env: dict[str, str] = dict(run.env if base is None else base.env)
        self.complete: bool = run.env_complete if base is None else base.complete
        self.shell: bool = run.shell if base is None else base.shell
        self.has_workdir: bool = base is not None and base.has_workdir
        self.declared: set[str] = set() if base is None else set(base.declared)
        self.seen: set[str] = set()

    def check(self, instruction: Instruction) -> _Fired:
        """Check the next instruction."""
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
        """Return a word with its variables substituted; `names` notes them."""
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
        # Undefined variables in EXPOSE violate no rule.
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
