"""From stages to the image: FROM, targets, triggers, and the order in which things fail.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go toDispatchState;
moby v28.5.2 builder/dockerfile/{builder,evaluator,dispatchers}.go; openshift/imagebuilder v1.2.22
builder.go; buildah v1.43.2 imagebuildah.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import evolve, frozen

from cmdresolve.dialects.builder import Builder
from cmdresolve.dockerfile.dispatch import Dispatcher
from cmdresolve.dockerfile.instruction import Instruction
from cmdresolve.dockerfile.lineparser import pairs_words
from cmdresolve.dockerfile.platform import Platform, parse_platform
from cmdresolve.dockerfile.reference import ReferenceFormatError, normalize, same_key
from cmdresolve.dockerfile.shellwords import Environment, SubstitutionError, word_lexer
from cmdresolve.dockerfile.stage import Stage, Stages
from cmdresolve.dockerfile.state import ABSENT, Log, Setting, State, Written, trace
from cmdresolve.dockerfile.syntax import read
from cmdresolve.dockerfile.validation import Validator
from cmdresolve.errors import DockerfileError, UnknownImageError
from cmdresolve.gotext import lower, replace_invalid
from cmdresolve.image import ImageConfig, Unknown, Words
from cmdresolve.source import Source, Span
from cmdresolve.trace import Note

PATH = ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
_SCRATCH = "scratch"
_SPECIAL = re.compile(r"['\"$\\`]")
_STAGE_NUMBER = re.compile(r"[+-]?[0-9]+")
_MOUNT_FROM = re.compile(r"(?:^|,)\"?from=([^,\"]*)", re.IGNORECASE)


@frozen
class Request:
    """What is asked of a build, beside the Dockerfile.

    Attributes:
        target: the stage to build, by default the last.
        build_args: ``--build-arg``.
        bases: the images FROM may name, described.
        contexts: named build contexts that are images.
        platform: the platform to build for.
    """

    target: str | None
    build_args: Mapping[str, str]
    bases: Mapping[str, ImageConfig]
    contexts: Mapping[str, ImageConfig]
    platform: Platform


@frozen
class Base:
    """What a stage starts from.

    Attributes:
        name: the base's name after substitution.
        stage: the stage it is, or None.
        image: the image it is, or None.
        platform: the platform asked for, or None.
        external: whether it is named as an image outside the file.

    A base that is neither a stage nor external is the empty image.
    """

    name: str
    stage: int | None = None
    image: ImageConfig | None = None
    platform: Platform | None = None
    external: bool = False


def build_image(source: Source, stages: Stages, request: Request, builder: Builder) -> ImageConfig:
    """Build the image that a Dockerfile describes.

    Raises:
        DockerfileError: the builder would fail.
    """
    return _Build(source, stages, request, builder).image()


class _Build:
    def __init__(self, source: Source, stages: Stages, request: Request, builder: Builder) -> None:
        self.source = source
        self.escape = stages.escape
        self.heading = stages.arguments
        self.stages = stages.stages
        self.request = request
        self.builder = builder
        self.validator = Validator(source, builder, stages.escape)
        self.lexer = word_lexer(stages.escape, builder.substitution)
        self.bases = _by_key(request.bases)
        self.contexts = _by_key(request.contexts)
        self.by_name: dict[str, int] = {}
        self.found: dict[int, Base] = {}
        self.global_args: dict[str, str] = {}
        self.ambiguous: set[str] = set()
        self.notes: list[Note] = []

    def image(self) -> ImageConfig:
        builder = self.builder
        self.global_args = self._heading_arguments()
        names = [self._stage_name(stage) for stage in self.stages]
        if builder.runs_every_stage:
            last = self._target(names)
            states = self._run_in_order(names, last)
        else:
            for stage, name in zip(self.stages, names, strict=True):
                if builder.checks_every_stage:
                    self.found[stage.index] = self._base(stage)
                else:
                    self._reserve(stage)
                self._register(stage, name)
            last = self._target(names)
            states = self._run_needed(last)
        state = states[last]
        if builder.refuses_empty_image and not state.committed:
            raise self._fault(
                self.stages[last].origin,
                "empty-dockerfile",
                "No image was generated. Is your Dockerfile empty?",
            )
        return self._stored(state)

    def _fault(
        self,
        instruction: Instruction,
        code: str,
        message: str,
        span: Span | None = None,
        hint: str | None = None,
    ) -> DockerfileError:
        return self.validator.fault(instruction, code, message, span, hint)

    def _heading_arguments(self) -> dict[str, str]:
        """Read the ARG before the first FROM (buildMetaArgs; classic: processMetaArg)."""
        builder, given = self.builder, self.request.build_args
        values = self._platform_arguments() if builder.platform_arguments else {}
        for instruction in self.heading:
            for word in pairs_words(instruction.args, self.escape):
                name, equals, default = word.partition("=")
                if not builder.arguments_over_env:
                    name = self._expand(instruction, name, values)
                    default = self._expand(instruction, default, values)
                if name in given:
                    values[name] = given[name]
                elif equals:
                    values[name] = (
                        self._expand(instruction, default, values)
                        if builder.arguments_over_env
                        else default
                    )
        return values

    def _platform_arguments(self) -> dict[str, str]:
        """Give the arguments FROM knows without any ARG (platform.go defaultArgs)."""
        values = dict(_named_platform("BUILD", Platform(self.builder.system)))
        values |= _named_platform("TARGET", self.request.platform)
        for name, value in self.request.build_args.items():
            if name in values:
                values[name] = value
        return values

    def _expand(self, instruction: Instruction, text: str, values: Mapping[str, str]) -> str:
        if _SPECIAL.search(text) is None:
            return text
        try:
            return self.lexer.word(text, Environment(values))
        except SubstitutionError as error:
            raise self._fault(
                instruction,
                "substitution",
                str(error),
                instruction.args_span,
                "give it a value with --build-arg, or a default in ARG before the first FROM",
            ) from None

    def _stage_name(self, stage: Stage) -> str | None:
        name = stage.name
        if name is None:
            return None
        if self.builder.substitutes_stage_names:
            return self._expand(stage.origin, name, self.global_args)
        return lower(name) if self.builder.checks_stage_names else name

    def _register(self, stage: Stage, name: str | None) -> None:
        if name is None:
            return
        if name in self.by_name and self.builder.duplicate_stages == "random":
            self.ambiguous.add(name)
        self.by_name[name] = stage.index

    def _reserve(self, stage: Stage) -> None:
        """Refuse a FROM with nothing after it; Buildah looks at the rest when it comes to it."""
        if not stage.base:
            raise self._fault(
                stage.origin,
                "from-arguments",
                "FROM requires an argument",
                hint="write FROM IMAGE, or FROM IMAGE AS NAME",
            )

    def _base(self, stage: Stage) -> Base:
        """See what FROM names.

        Raises:
            DockerfileError: substitution fails or gives nothing, or the platform is none.
        """
        builder, origin = self.builder, stage.origin
        name = self._expand(origin, stage.base, self.global_args)
        if not name:
            raise self._fault(
                origin,
                "base-name-blank",
                f"base name ({stage.base}) should not be blank",
                stage.base_span,
                "give the variable a value with --build-arg, or a default in ARG before FROM",
            )
        platform = self._stage_platform(stage)
        wanted = lower(name) if builder.stage_lookup == "caseless" else name
        if name == _SCRATCH and not builder.stage_may_shadow_scratch:
            return Base(name, platform=platform)
        if wanted in self.ambiguous:
            raise UnknownImageError(
                f"{builder.key} takes either of the stages called {wanted}, by chance",
                needs=(f"which stage called {wanted} the builder happens to take",),
                code="ambiguous-stage",
                source=self.source,
                span=stage.base_span,
                hint="give each stage a name of its own",
            )
        if wanted in self.by_name:
            return Base(name, stage=self.by_name[wanted], platform=platform)
        return Base(name, platform=platform, external=name != _SCRATCH)

    def _described(self, stage: Stage, base: Base) -> Base:
        """Find the image outside the file that FROM names, if it names one.

        Raises:
            DockerfileError: the name is no reference.
        """
        if not base.external:
            return base
        full = self._full_name(stage.origin, base.name, stage.base_span)
        if full is None:
            return evolve(base, image=self.bases[base.name])
        if self.builder.reserves_scratch and full.startswith(f"docker.io/library/{_SCRATCH}:"):
            raise self._fault(
                stage.origin, "reserved-name", f"'{_SCRATCH}' is a reserved name", stage.base_span
            )
        image = self.contexts.get(full) or self.bases.get(full)
        return evolve(base, image=image or ImageConfig.undescribed(base.name))

    def _full_name(self, instruction: Instruction, name: str, span: Span) -> str | None:
        """Give the full name of an image; None for a name that only the caller understands."""
        try:
            return normalize(name)
        except ReferenceFormatError as error:
            if name in self.bases:
                return None
            prefix = (
                f'failed to parse stage name "{name}": '
                if self.builder.parses_every_reference
                else ""
            )
            raise self._fault(
                instruction, "reference", prefix + str(error), span, self._stage_hint(name)
            ) from None

    def _stage_hint(self, name: str) -> str:
        if lower(name) in self.by_name:
            return f"the stage is called {lower(name)} here: write FROM {lower(name)}"
        return "an image's name is lower case: registry/path:tag"

    def _stage_platform(self, stage: Stage) -> Platform | None:
        if not stage.origin.flags:
            return None
        values = self.validator.flags(stage.origin)
        text = values.get("platform")
        if text is None:
            return None
        if not text:
            if self.builder.blank_platform:
                return None
            raise self._fault(stage.origin, "platform", "no value specified for --platform=")
        expanded = self._expand(stage.origin, text, self.global_args)
        platform = parse_platform(expanded)
        if platform is None and self.builder.checks_every_stage:
            message = (
                f"failed to parse platform {expanded or text}"
                if expanded
                else f"empty platform value from expression {text}"
            )
            raise self._fault(
                stage.origin, "platform", message, stage.origin.flag_span(0), "write os/arch"
            )
        return platform

    def _target(self, names: list[str | None]) -> int:
        """Find the stage to build.

        Raises:
            DockerfileError: there is no such stage.
        """
        target = self.request.target
        if not target:
            return len(self.stages) - 1
        caseless = self.builder.target_lookup == "caseless"
        wanted = lower(target) if caseless else target
        for index in reversed(range(len(names))):
            if names[index] == wanted:
                return index
        if not caseless and _STAGE_NUMBER.fullmatch(target) and int(target) < len(names):
            return int(target)
        known = ", ".join(name for name in names if name) or "none has a name"
        raise DockerfileError(
            f'target stage "{target}" could not be found',
            code="target-not-found",
            stage="build",
            source=self.source,
            span=self.stages[-1].origin.span,
            hint=f"stages: {known}",
        )

    def _run_in_order(self, names: list[str | None], last: int) -> dict[int, State]:
        """Run every stage up to the target, as the classic builder does."""
        states: dict[int, State] = {}
        for stage in self.stages[: last + 1]:
            name = names[stage.index]
            if name is not None and name in self.by_name:
                raise self._fault(
                    stage.origin, "duplicate-stage", f"{name} stage name already used"
                )
            self.found[stage.index] = self._described(stage, self._base(stage))
            states[stage.index] = self._run(stage, states)
            self._register(stage, name)
        return states

    def _run_needed(self, last: int) -> dict[int, State]:
        """Run the stages the target needs, in their order."""
        sources = self._sources()
        if self.builder.checks_every_stage:
            self._check_circles(sources)
        if self.builder.parses_every_reference:
            self._describe_all()
        needed: set[int] = set()
        waiting = [last]
        while waiting:
            index = waiting.pop()
            if index in needed:
                continue
            needed.add(index)
            stage = self.stages[index]
            if index not in self.found:
                self.validator.check(stage.origin)
                self.found[index] = self._described(stage, self._earlier_base(stage))
            base = self.found[index].stage
            if base is not None:
                waiting.append(base)
            waiting.extend(sources.get(index, {}))
        states: dict[int, State] = {}
        for index in sorted(needed):
            for later, name in sources.get(index, {}).items():
                if later >= index and self.builder.checks_every_stage:
                    raise self._fault(
                        self.stages[index].origin,
                        "circular-dependency",
                        f'cannot copy from stage "{name}", it needs to be defined before current '
                        f'stage "{self.stages[index].label}"',
                    )
            states[index] = self._run(self.stages[index], states)
        return states

    def _earlier_base(self, stage: Stage) -> Base:
        """See what FROM names where stages are looked up among the earlier ones only."""
        every = self.by_name
        self.by_name = {name: index for name, index in every.items() if index < stage.index}
        base = self._base(stage)
        self.by_name = every
        return base

    def _describe_all(self) -> None:
        """Find every image that FROM or COPY --from names (convert.go resolveReachableStages)."""
        for stage in self.stages:
            self.found[stage.index] = self._described(stage, self.found[stage.index])
        for stage in self.stages:
            for instruction in stage.instructions:
                if instruction.flags and instruction.keyword in ("COPY", "RUN"):
                    for name in _copied_from(instruction):
                        if name != _SCRATCH and self._copied_stage(instruction, name) is None:
                            self._full_name(instruction, name, instruction.flag_span(0))

    def _sources(self) -> dict[int, dict[int, str]]:
        """Find the stages that COPY --from and RUN --mount name, for each stage."""
        sources: dict[int, dict[int, str]] = {}
        for stage in self.stages:
            for instruction in stage.instructions:
                if not instruction.flags or instruction.keyword not in ("COPY", "RUN"):
                    continue
                for name in _copied_from(instruction):
                    index = self._copied_stage(instruction, name)
                    if index is not None:
                        sources.setdefault(stage.index, {})[index] = name
        return sources

    def _copied_stage(self, instruction: Instruction, name: str) -> int | None:
        if instruction.keyword == "COPY" and self.builder.checks_every_stage:
            expanded = self._expand(instruction, name, {})
            if expanded != name:
                raise self._fault(
                    instruction,
                    "substitution",
                    "variable expansion is not supported for --from, define a new stage with FROM "
                    "using ARG from global scope as a workaround",
                    instruction.flag_span(0),
                )
            if _STAGE_NUMBER.fullmatch(name):
                index = int(name[:20])
                if not 0 <= index < len(self.stages):
                    raise self._fault(
                        instruction,
                        "stage-index",
                        f"invalid stage index {index}",
                        instruction.flag_span(0),
                    )
                return index
        wanted = lower(name) if self.builder.target_lookup == "caseless" else name
        if wanted in self.by_name:
            return self.by_name[wanted]
        if _STAGE_NUMBER.fullmatch(name) and 0 <= int(name[:20]) < len(self.stages):
            return int(name)
        return None

    def _check_circles(self, sources: Mapping[int, Mapping[int, str]]) -> None:
        """Refuse stages that need each other (convert.go validateCircularDependency)."""
        done: set[int] = set()
        for start in sources:
            if start in done:
                continue
            path: set[int] = set()
            waiting: list[tuple[int, bool]] = [(start, False)]
            while waiting:
                index, leaving = waiting.pop()
                if leaving:
                    path.discard(index)
                    done.add(index)
                    continue
                if index in path:
                    raise self._fault(
                        self.stages[index].origin,
                        "circular-dependency",
                        f"circular dependency detected on stage: {self.stages[index].label}",
                        hint="one of these stages must not copy from the other",
                    )
                if index in done:
                    continue
                path.add(index)
                waiting.append((index, True))
                base = self.found[index].stage
                after = list(sources.get(index, {}))
                if base is not None:
                    after.append(base)
                waiting.extend((other, False) for other in after)

    def _run(self, stage: Stage, states: Mapping[int, State]) -> State:
        """Run one stage: what it starts from, the triggers of that, its own instructions."""
        state, triggers = self._start(stage, states)
        self._fire(stage, state, triggers)
        dispatcher = Dispatcher(
            self.source,
            self.escape,
            self.builder,
            self.request.build_args,
            self.global_args,
            stage.label,
        )
        dispatcher.apply(state, stage.instructions)
        return state

    def _start(self, stage: Stage, states: Mapping[int, State]) -> tuple[State, Words]:
        base = self.found[stage.index]
        start = Written(self.source, stage.origin, stage.label)
        context = self.contexts.get(same_key(stage.name)) if self.contexts and stage.name else None
        if context is not None:
            return self._from_image(stage, context, base, start), None
        if base.stage is not None:
            return self._from_stage(states[base.stage], start)
        if base.image is not None:
            state = self._from_image(stage, base.image, base, start)
            return state, base.image.on_build
        return self._from_nothing(stage, base, start), None

    def _from_stage(self, earlier: State, start: Written) -> tuple[State, Words]:
        earlier.env_shared = True
        state = State(
            entrypoint=earlier.entrypoint,
            cmd=earlier.cmd,
            shell=earlier.shell,
            os=earlier.os,
            env=earlier.env,
            variables=earlier.variables if self.builder.arguments_over_env else earlier.env,
            env_complete=earlier.env_complete,
            log=Log(earlier.log, None, start, []),
            working_dir=earlier.working_dir,
            user=earlier.user,
            stop_signal=earlier.stop_signal,
            args_escaped=earlier.args_escaped,
            committed=earlier.committed,
            untouched=earlier.untouched,
        )
        return state, earlier.on_build if self.builder.stores_on_build else None

    def _from_image(self, stage: Stage, image: ImageConfig, base: Base, start: Written) -> State:
        undescribed = isinstance(image.entrypoint, Unknown) and image.env == ()
        system = image.os
        if base.platform is not None and undescribed:
            system = base.platform.os
        self._refuse_other_system(stage, system)
        env = dict(entry.partition("=")[::2] for entry in image.env)
        if system != "windows":
            env.setdefault(*PATH)
        return State(
            entrypoint=Setting(image.entrypoint, image=image),
            cmd=Setting(image.cmd, image=image),
            shell=Setting(image.shell, image=image),
            os=system,
            env=env,
            variables=env,
            env_complete=not undescribed,
            log=Log(None, image, start, []),
            working_dir=image.working_dir,
            user=image.user,
            stop_signal=image.stop_signal,
            args_escaped=image.args_escaped,
            committed=True,
            untouched=image,
        )

    def _from_nothing(self, stage: Stage, base: Base, start: Written) -> State:
        platform = self.request.platform
        system = platform.os
        if not self.builder.other_systems:
            system = (base.platform or platform).os
            self._refuse_other_system(stage, system)
        env = dict([PATH]) if system != "windows" else {}
        return State(
            entrypoint=ABSENT,
            cmd=ABSENT,
            shell=ABSENT,
            os=system,
            env=env,
            variables=env,
            env_complete=True,
            log=Log(None, None, start, []),
        )

    def _refuse_other_system(self, stage: Stage, system: str) -> None:
        if not self.builder.other_systems and system != self.builder.system:
            raise self._fault(
                stage.origin,
                "os",
                "operating system is not supported",
                hint=f"this builder builds {self.builder.system} images only",
            )

    def _fire(self, stage: Stage, state: State, triggers: Words) -> None:
        """Run the triggers a base left (convert.go initOnBuildTriggers; dispatchers.go)."""
        if isinstance(triggers, Unknown):
            self.notes.append(
                Note(
                    "on-build-unknown",
                    f"{triggers.image} is not described; ONBUILD triggers in it could change this",
                )
            )
            return
        if not triggers:
            return
        texts = ("\n".join(triggers),) if self.builder.joins_triggers else triggers
        at = Written(self.source, stage.origin, stage.label)
        for text in texts:
            self._fire_one(stage, state, text, at)

    def _fire_one(self, stage: Stage, state: State, text: str, at: Written) -> None:
        source = Source(f"ONBUILD of {self.found[stage.index].name}", text)
        builder = self.builder
        try:
            syntax = read(source, builder)
        except DockerfileError as error:
            if error.code == "no-instructions" and builder.joins_triggers:
                return
            raise self._trigger_fault(at, error.code, error.message, text) from None
        if not builder.joins_triggers and len(syntax.instructions) != 1:
            raise self._trigger_fault(
                at, "trigger-multiple", "onbuild trigger should be a single expression", text
            )
        dispatcher = Dispatcher(
            source,
            syntax.escape,
            builder,
            self.request.build_args,
            self.global_args,
            stage.label,
            trigger=text,
            fault_at=at,
        )
        for instruction in syntax.instructions:
            try:
                if builder.on_build_checked_at_trigger:
                    dispatcher.validator.check_trigger(instruction, instruction)
                else:
                    dispatcher.validator.check(instruction)
            except DockerfileError as error:
                raise self._trigger_fault(at, error.code, error.message, text) from None
            if instruction.keyword == "FROM":
                raise self._trigger_fault(
                    at, "trigger-from", "*instructions.Stage is not a command type", text
                )
            dispatcher.apply(state, (instruction,))

    def _trigger_fault(self, at: Written, code: str, message: str, text: str) -> DockerfileError:
        return self._fault(
            at.instruction,
            code,
            message,
            at.instruction.span,
            f"it comes from the base's ONBUILD {text}",
        )

    def _stored(self, state: State) -> ImageConfig:
        """Give the config as the builder writes it."""
        builder = self.builder
        if state.untouched is not None and builder.keeps_untouched_image:
            return state.untouched
        entrypoint, cmd, shell = state.entrypoint.words, state.cmd.words, state.shell.words
        if builder.empties == "omitted":
            entrypoint, cmd = _none_if_empty(entrypoint), _none_if_empty(cmd)
        elif builder.empties in ("entrypoint-list", "lists"):
            entrypoint = () if entrypoint is None else entrypoint
            if builder.empties == "lists" and cmd is None:
                cmd = ()
        notes = tuple(self.notes)
        log, by_entrypoint, by_cmd = state.log, state.entrypoint, state.cmd
        return ImageConfig(
            entrypoint=entrypoint,
            cmd=cmd,
            shell=_none_if_empty(shell) if builder.stores_shell else None,
            env=tuple([f"{name}={replace_invalid(value)}" for name, value in state.env.items()]),
            working_dir=state.working_dir,
            user=state.user,
            stop_signal=state.stop_signal,
            on_build=state.on_build if builder.stores_on_build else None,
            args_escaped=state.args_escaped,
            os=state.os,
            name=self.source.name,
            trace=lambda: trace(log, by_entrypoint, by_cmd, builder, notes),
        )


@cache
def _named_platform(prefix: str, platform: Platform) -> dict[str, str]:
    return {
        f"{prefix}PLATFORM": str(platform),
        f"{prefix}OS": platform.os,
        f"{prefix}ARCH": platform.architecture,
        f"{prefix}VARIANT": platform.variant,
    }


def _by_key(images: Mapping[str, ImageConfig]) -> dict[str, ImageConfig]:
    return {same_key(name): image for name, image in images.items()} if images else {}


def _none_if_empty(words: Words) -> Words:
    return None if words == () else words


def _copied_from(instruction: Instruction) -> Iterator[str]:
    for flag in instruction.flags:
        if instruction.keyword == "COPY" and flag.startswith("--from="):
            yield flag.removeprefix("--from=")
        elif instruction.keyword == "RUN" and flag.startswith("--mount="):
            match = _MOUNT_FROM.search(flag.removeprefix("--mount="))
            if match is not None:
                yield match[1]
