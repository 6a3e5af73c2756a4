"""From stages to the image: FROM, targets, triggers, and the order in which things fail.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go toDispatchState;
moby v28.5.2 builder/dockerfile/{builder,evaluator,dispatchers}.go; openshift/imagebuilder v1.2.22
builder.go; buildah v1.43.2 imagebuildah.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.bases import Assumed
from cmdresolve.dockerfile.building.dispatch import Dispatcher
from cmdresolve.dockerfile.building.names import STAGE_NUMBER, Base, Names, Request
from cmdresolve.dockerfile.building.stage_graph import (
    Sources,
    circle,
    needed_by_name,
    sources,
    trigger_sources,
    triggers_of,
)
from cmdresolve.dockerfile.building.stages import Stage, Stages, split_stages
from cmdresolve.dockerfile.building.state import ABSENT, Log, State, Written
from cmdresolve.dockerfile.building.trace import Told
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.reading.line_parser import pairs_words
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.dockerfile.refusals.check_directive import ARGUMENT, Options, check_options
from cmdresolve.dockerfile.refusals.copy_sources import CopySources, check_image
from cmdresolve.go.text import decimal, lower, replace_invalid, writable
from cmdresolve.model.errors import DockerfileError, UnknownImageError
from cmdresolve.model.image import ImageConfig, Unknown, Words
from cmdresolve.model.image_reference import same_key
from cmdresolve.model.source import Source, Span
from cmdresolve.model.value import new_tuple

PATH = ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
# A state copies what it changes.
_PATH_ALONE = dict([PATH])


def build_image(
    source: Source, stages: Stages, request: Request, builder: Builder, *, checks: bool = False
) -> ImageConfig:
    """Build the image that a Dockerfile describes.

    Args:
        source: the Dockerfile.
        stages: its stages.
        request: what is asked of the build.
        builder: who builds.
        checks: whether the text has the builder's own checks fail the build.

    Raises:
        DockerfileError: the builder would fail.
    """
    given = request.build_args.get(ARGUMENT)
    options = check_options(source, builder, given) if checks or given is not None else None
    failing = options if options is not None and options.fails else None
    return _Build(source, stages, request, builder).image(failing)


def needed_bases(
    source: Source, stages: Stages, request: Request, builder: Builder
) -> tuple[str, ...]:
    """Give the images outside the file that a build starts from, in the file's order.

    Raises:
        DockerfileError: the builder would fail.
    """
    asked: set[str] = set()
    build = _Build(source, stages, request._replace(bases=asked.add), builder)
    build.image()
    names = (build.found[index].name for index in sorted(build.found))
    return tuple(dict.fromkeys(name for name in names if name in asked))


def _rebuild(name: str, request: Request, builder: Builder, text: str) -> ImageConfig:
    """Build the same of another text."""
    source = Source(name, writable(text))
    syntax = read(source, builder, may_be_empty=not builder.checking.every_stage)
    return build_image(source, split_stages(syntax, source, builder), request, builder)


class _Build:
    def __init__(self, source: Source, stages: Stages, request: Request, builder: Builder) -> None:
        self.source = source
        self.escape = stages.escape
        self.whole = stages
        self.stages = stages.stages
        self.request = request
        self.builder = builder
        self.names = Names(source, stages, request, builder)
        self.found: dict[int, Base] = {}
        self.heirs: dict[int, int] = {}
        self.ran: set[int] = set()
        self.sources = Sources({}, [], {})
        self.elsewhere = CopySources(self.names, self.sources, builder)

    def image(self, checks: Options | None = None) -> ImageConfig:
        builder = self.builder
        if self.whole.lacking is not None:
            raise self._without_stages(self.whole.lacking)
        if builder.scheduling.runs == "every":
            names = [self.names.stage_name(stage) for stage in self.stages]
            last = self._target(names)
            states = self._run_in_order(names, last)
        else:
            if builder.scheduling.runs == "needed":
                last = self._checked_all()
                needed = self._needed(last)
            else:
                names = self._checked_some()
                last = len(names) - 1
                needed = self._needed_by_name(names)
            states = self._run_needed(needed, last, keeps_all=checks is not None)
        state = states[last]
        if builder.scheduling.refuses_empty_image and not state.committed:
            raise self._fault(
                self.stages[last].origin,
                "empty-dockerfile",
                "No image was generated. Is your Dockerfile empty?",
            )
        if checks is not None:
            self._check(states, checks)
        return self._stored(state)

    def _checked_all(self) -> int:
        """Look at every FROM, then find the target."""
        names = [self.names.stage_name(stage) for stage in self.stages]
        for stage, name in zip(self.stages, names, strict=True):
            self.found[stage.index] = self.names.base(stage)
            self.names.register(stage, name)
        return self._target(names)

    def _checked_some(self) -> list[str | None]:
        """Find the target, and what the stages up to it are called (BuildDockerfiles)."""
        names = []
        for stage in self.stages:
            names.append(self.names.stage_name(stage))
            if self.builder.checking.every_arg:
                self.names.reserve(stage)
                self._check_args(stage)
        last = self._target(names)
        if self.names.first_number and names[last] == "0":
            raise self._no_from()
        for stage, name in zip(self.stages[: last + 1], names, strict=False):
            self.names.expand(stage.origin, stage.base, self.names.arguments)
            self.names.register(stage, name)
        return names[: last + 1]

    def _without_stages(self, lacking: DockerfileError) -> DockerfileError:
        """Say what is wrong with a file that has no stage, or that does not begin with one."""
        headed = self.whole.heading
        if self.request.target and (self.builder.checking.skips_before_from or not headed):
            self._target([])
        return lacking

    def _check(self, states: Mapping[int, State], options: Options) -> None:
        """Fail where one of the builder's own checks fires (linter.go Error)."""
        from cmdresolve.dockerfile.refusals.lint import Run, refuse, violations  # noqa: PLC0415 - rarely asked for

        runs = []
        for index in sorted(states):
            start = states[index].log
            image = start.image or ImageConfig()
            base = self.found[index].stage if start.image is None else None
            triggers = image.on_build if base is None else states[base].triggers
            texts = triggers if isinstance(triggers, tuple) else ()
            runs.append(
                Run(
                    self.stages[index],
                    base,
                    dict([PATH, *(entry.partition("=")[::2] for entry in image.env)]),
                    states[index].env_complete,
                    bool(image.shell) or (start.image is None and start.name is not None),
                    tuple(texts),
                )
            )
        found = violations(self.source, self.whole, runs, self.names.arguments, self.builder)
        refuse(self.source, [x for x in found if not options.leave_out(x.rule)])

    def _fault(
        self,
        instruction: Instruction,
        code: str,
        message: str,
        span: Span | None = None,
        hint: str | None = None,
    ) -> DockerfileError:
        return self.names.validator.fault(instruction, code, message, span, hint)

    def _check_args(self, stage: Stage) -> None:
        """Refuse an ARG that is none (imagebuilder builder.go NewStages)."""
        for instruction in stage.instructions:
            if instruction.keyword != "ARG":
                continue
            if not instruction.args:
                raise self._fault(instruction, "arguments", "ARG requires an argument")
            for word in pairs_words(instruction.args, self.escape):
                self.names.expand(instruction, word, self.names.arguments)

    def _target(self, names: list[str | None]) -> int:
        """Find the stage to build.

        Raises:
            DockerfileError: there is no such stage.
        """
        target = self.request.target
        if not target:
            return len(self.stages) - 1
        lookup, first = self.builder.names.target_lookup, self.names.first_number
        wanted = lower(target) if lookup == "caseless" else target
        if first and wanted == "0":
            raise self._no_from()
        places = range(len(names))
        for index in places if self.builder.names.first_target_wins else reversed(places):
            if names[index] == wanted:
                return index
        if lookup == "exact-or-index" and STAGE_NUMBER.fullmatch(wanted):
            index = decimal(wanted) - first
            if first and index < 0 and not decimal(wanted):
                raise self._no_from()
            if 0 <= index < len(names):
                return index
        known = ", ".join(name for name in names if name) or "none has a name"
        raise DockerfileError(
            f'target stage "{target}" could not be found',
            code="target-not-found",
            stage="build",
            source=self.source,
            span=self.stages[-1].origin.span if self.stages else Span(0, 0),
            hint=f"stages: {known}",
        )

    def _no_from(self) -> DockerfileError:
        """Refuse to build what stands before the first FROM: to Buildah it is a stage as well."""
        return self.whole.lacking or self._fault(
            self.stages[0].origin, "no-from", "no FROM statement found"
        )

    def _run_in_order(self, names: list[str | None], last: int) -> dict[int, State]:
        """Run every stage up to the target, as the classic builder does."""
        states: dict[int, State] = {}
        for stage in self.stages[: last + 1]:
            name = names[stage.index]
            if self.builder.names.duplicates == "refused" and self.names.is_taken(name):
                raise self._fault(
                    stage.origin, "duplicate-stage", f"{name} stage name already used"
                )
            self.found[stage.index] = self.names.checked(stage, self.names.base(stage))
            states[stage.index] = self._run(stage, states)
            self.names.register(stage, name)
        return states

    def _run_needed(self, needed: set[int], last: int, *, keeps_all: bool) -> dict[int, State]:
        """Run the stages the target needs, in their order.

        A stage that none starts from any more is given up, unless all are asked for.
        """
        heirs = self.heirs
        heirs[last] = 1
        for index in needed:
            base = self.found[index].stage if index in self.found else None
            if base is not None:
                heirs[base] = heirs.get(base, 0) + 1
        states: dict[int, State] = {}
        for index in sorted(needed):
            if self.builder.scheduling.runs == "needed-by-name":
                self._look_at(self.stages[index], states)
            self.ran.add(index)
            states[index] = self._run(self.stages[index], states)
            base = self.found[index].stage
            if base is not None and not self.heirs[base] and not keeps_all:
                states.pop(base, None)
        return states

    def _look_at(self, stage: Stage, states: Mapping[int, State]) -> None:
        """Check a FROM when its stage is come to, as Buildah does (recorded: 1.39.3, 1.43.2)."""
        self.names.validator.check(stage.origin)
        base = self.names.base(stage)
        if base.stage is not None and base.stage not in states:
            # Nobody knew that the stage is needed, so an image of that name is looked for.
            base = base._replace(stage=None, external=True)
        self.found[stage.index] = self.names.checked(stage, base)

    def _needed(self, last: int) -> set[int]:
        """Find the stages the target needs."""
        self.sources = sources(self.stages, self.names, self.builder)
        self.elsewhere = CopySources(self.names, self.sources, self.builder)
        turning = circle(self.sources.stages)
        if turning is not None:
            raise self._fault(
                self.stages[turning].origin,
                "circular-dependency",
                f"circular dependency detected on stage: {self.stages[turning].label}",
                hint="one of these stages must not copy from the other",
            )
        if self.builder.scheduling.parses_every_reference:
            self._check_all()
        needed: set[int] = set()
        waiting = [last]
        while waiting:
            index = waiting.pop()
            if index in needed:
                continue
            needed.add(index)
            base = self.found[index].stage
            if base is not None:
                waiting.append(base)
            waiting.extend(self.sources.stages.get(index, ()))
            if self.builder.copying.triggers_need_stages:
                found = trigger_sources(
                    self._triggers(index), self.names, self.sources, self.builder
                )
                waiting.extend(number for number in found if number < index)
        return needed

    def _triggers(self, index: int) -> Words:
        """Give the triggers that fire in a stage."""
        base = self.found[index]
        if base.stage is not None:
            return triggers_of(self.stages[base.stage])
        image = self.names.image(base)
        return None if image is None else image.on_build

    def _needed_by_name(self, names: list[str | None]) -> set[int]:
        """Find the stages the target needs, and what they start from as far as that is sure."""
        needed = needed_by_name(self.stages[: len(names)], names, self.names, self.builder)
        for index in needed:
            with suppress(UnknownImageError):
                self.found[index] = self.names.base(self.stages[index], whole=False)
        return needed

    def _check_all(self) -> None:
        """Check every image that FROM or COPY --from names (convert.go resolveReachableStages)."""
        found = self.found
        for stage in self.stages:
            base = found.get(stage.index)
            if base is not None and base.external:
                found[stage.index] = self.names.checked(stage, base)
        for instruction, name in self.sources.images:
            check_image(self.names, instruction, name)

    def _run(self, stage: Stage, states: Mapping[int, State]) -> State:
        """Run one stage: what it starts from, the triggers of that, its own instructions.

        A named context with the stage's name takes its place, its instructions included
        (convert.go toDispatchState, namedContext of a stage).
        """
        context = (
            self.names.contexts.get(same_key(stage.name))
            if self.names.contexts and stage.name
            else None
        )
        if context is not None:
            start = Written(self.source, stage.origin, stage.label)
            return self._from_image(stage, context, self.found[stage.index], start)
        label = stage.label
        state, triggers = self._start(stage, label, states)
        changes = bool(stage.instructions or triggers)
        if changes and self.builder.storing.forgets_empty_cmd and state.cmd.words == ():
            state.cmd = ABSENT
        if triggers is None:
            state.on_build = None
        else:
            self._fire(stage, state, triggers)
        if stage.instructions:
            dispatcher = Dispatcher(
                self.source,
                self.escape,
                self.builder,
                self.request.build_args,
                self.names.arguments,
                label,
                validator=self.names.validator,
                elsewhere=partial(self.elsewhere.check, stage),
                room=self.request.room,
            )
            dispatcher.apply(state, stage.instructions)
        return state

    def _start(self, stage: Stage, label: str, states: Mapping[int, State]) -> tuple[State, Words]:
        base = self.found[stage.index]
        start = new_tuple(Written, (self.source, stage.origin, label, None))
        if base.stage is not None:
            return self._from_stage(base.stage, states[base.stage], start)
        if not base.external:
            return self._from_nothing(stage, base, start), None
        image = self.names.image(base) or ImageConfig.undescribed(base.name)
        return self._from_image(stage, image, base, start), image.on_build

    def _from_stage(self, base: int, earlier: State, start: Written) -> tuple[State, Words]:
        # The last heir may have the environment; before, each that changes it copies it.
        heirs = self.heirs[base] = self.heirs.get(base, 0) - 1
        earlier.env_shared |= heirs != 0
        state = earlier.copy(Log(earlier.log, None, None, start, []))
        state.cmd_set = False
        state.on_build = None
        if not self.builder.arguments.over_env:
            state.variables = state.env
            state.env_shared = True
        return state, earlier.triggers if self.builder.triggers.stored else None

    def _from_image(self, stage: Stage, image: ImageConfig, base: Base, start: Written) -> State:
        told = not isinstance(image.entrypoint, Unknown) or image.env != ()
        described = told and (image.basis is None or image.basis.env_known)
        system = image.os
        if base.platform is not None and not described:
            system = base.platform.os
        elif not described and not self.builder.platforms.other_systems:
            # Nobody can say more than that it can be started from.
            system = self.builder.platforms.system
        self._refuse_other_system(stage, system)
        env = _PATH_ALONE
        if image.env or system == "windows":
            env = dict(entry.partition("=")[::2] for entry in image.env)
        if system != "windows":
            env.setdefault(*PATH)
        log = Log(None, image.name, image, start, [])
        return State(image, system, env, log, env_complete=described)

    def _from_nothing(self, stage: Stage, base: Base, start: Written) -> State:
        if not self.builder.scheduling.builds_from_scratch:
            # moby v28.5.2 builder/dockerfile/dispatchers.go getImageOrStage.
            raise self._fault(
                stage.origin,
                "os",
                "Windows does not support FROM scratch",
                hint="start from an image that has Windows in it",
            )
        platform = self.request.platform
        system = platform.os
        if not self.builder.platforms.other_systems:
            system = (base.platform or platform).os
            self._refuse_other_system(stage, system)
        env = dict([PATH]) if system != "windows" else {}
        log = Log(None, None, None, start, [])
        return State(None, system, env, log, env_complete=True)

    def _refuse_other_system(self, stage: Stage, system: str) -> None:
        if not self.builder.platforms.other_systems and system != self.builder.platforms.system:
            raise self._fault(
                stage.origin,
                "os",
                "operating system is not supported",
                hint=f"this builder builds {self.builder.platforms.system} images only",
            )

    def _fire(self, stage: Stage, state: State, triggers: Words) -> None:
        """Run the triggers a base left (convert.go initOnBuildTriggers; dispatchers.go)."""
        if isinstance(triggers, Unknown):
            state.undescribed = (*state.undescribed, triggers.image)
            return
        if not triggers:
            # Nothing fires, so nothing is reset: a list without triggers is handed on.
            state.on_build = []
            return
        texts = ("\n".join(triggers),) if self.builder.triggers.joined else triggers
        at = Written(self.source, stage.origin, stage.label)
        for text in texts:
            self._fire_one(stage, state, text, at)
        if not self.builder.triggers.stores_fired:
            state.on_build = None

    def _fire_one(self, stage: Stage, state: State, text: str, at: Written) -> None:
        source = Source(f"ONBUILD of {self.found[stage.index].name}", writable(text))
        builder = self.builder
        try:
            syntax = read(source, builder)
        except DockerfileError as error:
            if error.code == "no-instructions" and builder.triggers.joined:
                return
            raise self._trigger_fault(at, error.code, error.message, text) from None
        if not builder.triggers.joined and len(syntax.instructions) != 1:
            raise self._trigger_fault(
                at, "trigger-multiple", "onbuild trigger should be a single expression", text
            )
        dispatcher = Dispatcher(
            source,
            syntax.escape,
            builder,
            self.request.build_args,
            self.names.arguments,
            stage.label,
            trigger=text,
            fault_at=at,
            elsewhere=partial(self.elsewhere.check_trigger, stage, self.ran),
            room=self.request.room,
        )
        for instruction in syntax.instructions:
            try:
                if builder.triggers.refused_when_fired:
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
        if state.untouched is not None and builder.storing.keeps_untouched_image:
            return state.untouched
        entrypoint, cmd, shell = state.entrypoint.words, state.cmd.words, state.shell.words
        on_build = state.triggers if builder.triggers.stored else None
        if builder.storing.empty_lists == "omitted":
            entrypoint, cmd = entrypoint or None, cmd or None
            on_build = on_build or None
        elif builder.storing.empty_lists in ("entrypoint-list", "lists"):
            entrypoint = () if entrypoint is None else entrypoint
            on_build = () if on_build is None else on_build
            if builder.storing.empty_lists == "lists" and cmd is None:
                cmd = ()
        return ImageConfig.known_good(
            entrypoint,
            cmd,
            (shell or None) if builder.storing.stores_shell else None,
            env=tuple([f"{name}={replace_invalid(value)}" for name, value in state.env.items()]),
            working_dir=state.working_dir,
            user=state.user,
            stop_signal=state.stop_signal,
            exposed_ports=state.exposed_ports,
            on_build=on_build,
            args_escaped=state.args_escaped,
            os=state.os,
            name=self.source.name,
            trace=Told(state, builder, partial(_rebuild, self.source.name, self.request, builder)),
            assumed=self._assumed
            if isinstance(entrypoint, Unknown) or isinstance(cmd, Unknown)
            else None,
        )

    def _assumed(self) -> ImageConfig:
        """Build it once more, as if what nobody knows of its bases were not there."""
        request = self.request._replace(bases=Assumed(self.names.images))
        return build_image(self.source, self.whole, request, self.builder)
