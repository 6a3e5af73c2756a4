"""One stage as it is run: what it starts from, the triggers of that, its own instructions.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go toDispatchState,
initOnBuildTriggers; moby v28.5.2 builder/dockerfile/{evaluator,dispatchers}.go;
openshift/imagebuilder v1.2.22 builder.go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.base_environment import has, odd_entries, values_of
from cmdresolve.dockerfile.building.copy_sources import CopySources, check_image, may_refuse
from cmdresolve.dockerfile.building.dispatch import Dispatcher, entered
from cmdresolve.dockerfile.building.global_args import PLATFORM_NAMES, given_proxies
from cmdresolve.dockerfile.building.inherited_arguments import declared_arguments
from cmdresolve.dockerfile.building.names import BuildRequest, Names, StageBase
from cmdresolve.dockerfile.building.stage_graph import NO_SOURCES, TRIGGER_TAKES, copied_from
from cmdresolve.dockerfile.building.state import ABSENT, InstructionPlace, Log, State
from cmdresolve.dockerfile.reading.instruction import Assignments, Instruction
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.dockerfile.reading.stages import Stage, Stages
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import lower, writable
from cmdresolve.model.image import ImageConfig, Unknown, Words
from cmdresolve.model.image_reference import same_key
from cmdresolve.model.platform import Platform
from cmdresolve.model.source import Source, Span
from cmdresolve.model.value import new_tuple

PATH = ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
# A state copies what it changes.
_PATHS = {
    "none": None,
    "linux": PATH,
    "windows": ("PATH", r"c:\Windows\System32;c:\Windows"),
}
_PATH_ALONE = dict([PATH])


class StageRuns:
    """Runs the stages of one build; a schedule says which, and in which order.

    Attributes:
        source: the Dockerfile.
        whole: its stages, and what stands before the first.
        stages: the stages.
        request: the build request.
        builder: the builder.
        keeps_all: whether states are kept for stages that no other starts from any more.
        names: the names of the build.
        found: the base of each stage, once the schedule has resolved it.
        sources: the stages that stages take files from, if that is resolved before they run.
        heirs: for each stage, how many needed stages that have not run yet start from it.
        ran: the stages that have run, and the one that is running.
    """

    def __init__(
        self,
        source: Source,
        whole: Stages,
        request: BuildRequest,
        builder: Builder,
    ) -> None:
        self.source = source
        self.whole = whole
        self.stages = whole.stages
        self.request = request
        self.builder = builder
        self.keeps_all = False
        self.names = Names(source, whole, request, builder)
        self.found: dict[int, StageBase] = {}
        self.sources = NO_SOURCES
        self.heirs: dict[int, int] = {}
        self.ran: set[int] = set()
        self._declared: Mapping[str, Assignments] | None = None
        self._environments: dict[
            int, tuple[ImageConfig, dict[str, str], tuple[str, ...] | None]
        ] = {}

    @property
    def copy_sources(self) -> CopySources:
        """Checks the stages and images that files are taken from."""
        return CopySources(self.names, self.sources, self.builder)

    def fault(
        self,
        instruction: Instruction,
        code: str,
        message: str,
        span: Span | None = None,
        hint: str | None = None,
    ) -> DockerfileError:
        """Return the error for a fault in an instruction."""
        return self.names.validator.fault(instruction, code, message, span, hint)

    def run(self, stage: Stage, states: Mapping[int, State]) -> State:
        """Run one stage: what it starts from, the triggers of that, its own instructions.

        A named context with the stage's name takes its place, its instructions included
        (convert.go toDispatchState, namedContext of a stage).

        Args:
            stage: the stage.
            states: the states of the stages that have run, by their numbers.

        Raises:
            DockerfileError: the builder fails in it.
        """
        names, builder = self.names, self.builder
        index, name, _, origin, instructions = stage
        label = str(index) if name is None else name
        start = new_tuple(InstructionPlace, (self.source, origin, label, None))
        self.ran.add(index)
        if names.contexts and name:
            # Names of stages are lower case (instructions/parse.go parseBuildStageName).
            context = names.contexts.get(same_key(lower(name)))
            if context is not None:
                return self._from_image(stage, context, self.found[index], start)
        # The base, and the triggers that it leaves.
        base = self.found[index]
        state: State
        triggers: Words = None
        if base.external:
            image = names.image(base) if names.describes else None
            image = image or ImageConfig.undescribed(base.name)
            state = self._from_image(stage, image, base, start)
            triggers = image.on_build
        elif base.stage is not None:
            self._refuse_other_platform(stage, base.platform or self.request.platform)
            state, triggers = self._from_stage(stage, base.stage, states[base.stage], start)
        else:
            state = self._from_nothing(stage, base, start)
        # What differs from the base before any instruction runs.
        if origin.flags:
            state.note_flags(names.validator.unknown_flags(origin), start)
        if (
            builder.storing.forgets_empty_cmd
            and state.cmd.words == ()
            and (instructions or triggers)
        ):
            state.cmd = ABSENT
        known = names.arguments if builder.arguments.global_proxies else names.given
        proxies = given_proxies(known, builder) if known else {}
        if proxies:
            state.own_variables(names.room)
            state.variables.update(x for x in proxies.items() if x[0] not in state.env)
        # The triggers of the base run before the instructions of the stage.
        if triggers is None:
            state.on_build = None
        elif isinstance(triggers, Unknown):
            state.unknown_triggers += (triggers.image,)
        else:
            self._fire(stage, state, triggers)
        if instructions:
            Dispatcher(
                self.source,
                self.whole.escape,
                builder,
                names.given,
                names.arguments,
                label,
                names.room,
                None,
                None,
                self._copy_check(stage) if self.whole.takes_files else None,
            ).apply(state, instructions)
        return state

    def _copy_check(self, stage: Stage) -> Callable[[Instruction, str | None], None] | None:
        """Return the check of each COPY and RUN of a stage, or None if none can fail."""
        if not may_refuse(self.sources, self.builder):
            return None
        return partial(self.copy_sources.check, stage, self.ran)

    def _from_stage(
        self, stage: Stage, base: int, earlier: State, start: InstructionPlace
    ) -> tuple[State, Words]:
        """Return the state of a stage that starts from an earlier one, and the triggers to fire."""
        # Before the state is reused below, and its triggers are reset.
        triggers = earlier.triggers if self.builder.triggers.stored else None
        heirs = self.heirs[base] = self.heirs.get(base, 0) - 1
        log = new_tuple(Log, (earlier.log, None, None, start, []))
        if heirs == 0 and not self.keeps_all:
            # The last stage that starts from it takes over the state itself.
            state = earlier
            state.log = log
        else:
            # The earlier state must copy its environment too if a further stage starts from it.
            earlier.env_shared |= heirs != 0
            state = earlier.copy(log)
        state.cmd_set = False
        state.on_build = None
        state.renewed = frozenset()
        state.reread_env(self.names.room)
        rules = self.builder.arguments
        if not rules.inherited or rules.inherited_ahead:
            state.variables = state.env
            state.env_shared = True
            if rules.inherited:
                self._declare_inherited(stage, state)
        elif state.variables is not state.env:
            # Arguments are inherited, but the environment of the base takes precedence over them.
            state.own_variables(self.names.room)
            state.variables.update(state.env)
        return state, triggers

    def _declare_inherited(self, stage: Stage, state: State) -> None:
        """Declare the arguments that a stage inherits, as an ARG of all of them would."""
        if self._declared is None:
            self._declared = declared_arguments(self.stages, self.names, self.whole.escape)
        for name, default in self._declared.get(stage.base, ()):
            # A platform has no default of its own (imagebuilder dispatchers.go arg).
            written = None if name in PLATFORM_NAMES else default
            value = self.names.given.get(name, written)
            if value is None:
                value = self.names.arguments.get(name)
            if value is not None and name not in state.env:
                state.own_variables(self.names.room)
                state.variables[name] = value

    def _from_image(
        self, stage: Stage, image: ImageConfig, base: StageBase, start: InstructionPlace
    ) -> State:
        """Return the state of a stage that starts from an image.

        Raises:
            DockerfileError: the builder does not build for the image's operating system.
        """
        # An image with an environment or a known entrypoint is one whose config is known.
        described = bool(image.env) or not isinstance(image.entrypoint, Unknown)
        if image.basis is not None:
            described = described and image.basis.env_known
        system, platforms = image.os, self.builder.platforms
        if not described:
            if base.platform is not None:
                system = base.platform.os
            elif not platforms.other_systems:
                # Without a config, the builder's own system is assumed: it refuses any other.
                system = platforms.system
        if not platforms.other_systems:
            self._refuse_other_system(stage, system)
        env, entries = _PATH_ALONE, None
        if image.env or system == "windows":
            env, entries = self._environment(image, self._path(system))
        log = new_tuple(Log, (None, image.name or base.name, image, start, []))
        state = State(image, system, env, log)
        state.env_complete = described
        if entries is not None:
            state.entries = entries
        if image.working_dir and self.builder.storing.enters_folder and system != "windows":
            state.working_dir = entered(image.working_dir)
        return state

    def _environment(
        self, image: ImageConfig, path: tuple[str, str] | None
    ) -> tuple[dict[str, str], tuple[str, ...] | None]:
        """Return the environment of an image, one object for all stages that start from it.

        With it, its entries, where a mapping cannot hold them.
        """
        # By identity, as to compare images takes long; the image is kept so that no other gets
        # its id.
        known, env, entries = self._environments.get(id(image), (None, {}, None))
        if known is None:
            env, entries = values_of(image.env), odd_entries(image.env)
            if path is not None and entries is None:
                env.setdefault(*path)
            elif path is not None and entries and not has(entries, path[0], self.builder.storing):
                entries = (*entries, "=".join(path))
                env.update([path])
            self._environments[id(image)] = image, env, entries
        return env, entries

    def _from_nothing(self, stage: Stage, base: StageBase, start: InstructionPlace) -> State:
        if not self.builder.scheduling.builds_from_scratch:
            # moby v28.5.2 builder/dockerfile/dispatchers.go getImageOrStage.
            raise self.fault(
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
        path = self._path(system)
        env = dict([path]) if path is not None else {}
        log = Log(None, None, None, start, [])
        state = State(None, system, env, log)
        storing = self.builder.storing
        state.working_dir = storing.starts_in
        if system == "windows" and storing.windows_working_dir == "backslash":
            state.working_dir = state.working_dir.replace("/", "\\")
        return state

    def _path(self, system: str) -> tuple[str, str] | None:
        """Return the PATH that a stage has where its base has none (util/system/path.go)."""
        kind = self.builder.storing.windows_path if system == "windows" else "linux"
        return _PATHS[kind]

    def _refuse_other_system(self, stage: Stage, system: str) -> None:
        if system != self.builder.platforms.system:
            raise self.fault(
                stage.origin,
                "os",
                "operating system is not supported",
                hint=f"this builder builds {self.builder.platforms.system} images only",
            )

    def _refuse_other_platform(self, stage: Stage, platform: Platform) -> None:
        """Refuse a stage's image where another platform is asked for than it was built on.

        Source: moby v28.5.2 builder/dockerfile/dispatchers.go getImageOrStage; recorded on
        20.10.24, 26.1.5 and 28.5.2.
        """
        if self.builder.platforms.other_systems:
            return
        own = Platform(self.builder.platforms.system)
        if platform[:2] != own[:2]:
            raise self.fault(
                stage.origin,
                "platform",
                f"image of stage {stage.base} was found but its platform ({own}) does not match "
                f"the specified platform ({platform})",
                hint="name a platform in the FROM of an image only, or build with BuildKit",
            )

    def _fire(self, stage: Stage, state: State, triggers: tuple[str, ...]) -> None:
        """Run the triggers of a base (convert.go initOnBuildTriggers; dispatchers.go).

        Raises:
            DockerfileError: one is refused or fails.
        """
        if not triggers:
            # An empty list is inherited as it is, since it is reset only after triggers have run.
            state.on_build = []
            return
        texts = ("\n".join(triggers),) if self.builder.triggers.joined else triggers
        at = InstructionPlace(self.source, stage.origin, stage.label)
        for text in texts:
            # Counted, since n stages on a base of n triggers are n² runs.
            self.request.room.take(TRIGGER_TAKES + len(text))
            self._fire_one(stage, state, text, at)
        if not self.builder.triggers.stores_fired:
            state.on_build = None

    def read_triggers(self, stage: Stage, triggers: Words) -> list[int]:
        """Read the triggers that will fire in a stage, before any stage runs.

        Args:
            stage: the stage.
            triggers: the triggers of its base; nothing is read of an unknown list.

        Returns:
            The indexes of the stages that they copy from.

        Raises:
            DockerfileError: one is refused (convert.go initOnBuildTriggers).
        """
        at = InstructionPlace(self.source, stage.origin, stage.label)
        found: list[int] = []
        for text in triggers if isinstance(triggers, tuple) else ():
            self.request.room.take(TRIGGER_TAKES + len(text))
            dispatcher, instructions = self._read_trigger(stage, text, at)
            for instruction in instructions:
                self._check_trigger(dispatcher, instruction, text, at)
                try:
                    found += self._copied_by(instruction)
                except DockerfileError as error:
                    raise dispatcher.relocated(error) from None
        return found

    def _copied_by(self, instruction: Instruction) -> Iterator[int]:
        """Yield the indexes of the stages that a trigger copies from; images are only checked."""
        for name in copied_from(instruction, self.builder):
            index = self.names.copied_stage(instruction, name, len(self.sources.images))
            if index is None:
                check_image(self.names, instruction, name)
            else:
                yield index

    def _fire_one(self, stage: Stage, state: State, text: str, at: InstructionPlace) -> None:
        dispatcher, instructions = self._read_trigger(stage, text, at)
        for instruction in instructions:
            self._check_trigger(dispatcher, instruction, text, at)
            dispatcher.apply(state, (instruction,))

    def _read_trigger(
        self, stage: Stage, text: str, at: InstructionPlace
    ) -> tuple[Dispatcher, tuple[Instruction, ...]]:
        """Return the instructions of a trigger, and a dispatcher that runs them in a stage.

        Raises:
            DockerfileError: it cannot be parsed, or has several instructions where one is allowed.
        """
        source = Source(f"ONBUILD of {self.found[stage.index].name}", writable(text))
        builder = self.builder
        try:
            instructions, _, escape = read(source, builder)
        except DockerfileError as error:
            raise self._trigger_fault(at, error.code, error.message, text) from None
        if not builder.triggers.joined and len(instructions) != 1:
            raise self._trigger_fault(
                at, "trigger-multiple", "onbuild trigger should be a single expression", text
            )
        dispatcher = Dispatcher(
            source,
            escape,
            builder,
            self.request.build_args,
            self.names.arguments,
            stage.label,
            trigger=text,
            fault_at=at,
            takes_files=partial(self.copy_sources.check_trigger, stage, self.ran),
            room=self.request.room,
        )
        return dispatcher, instructions

    def _check_trigger(
        self, dispatcher: Dispatcher, instruction: Instruction, text: str, at: InstructionPlace
    ) -> None:
        """Refuse an instruction of a trigger that is refused before it runs."""
        try:
            if self.builder.triggers.refused_when_fired:
                dispatcher.validator.check_trigger(instruction, instruction)
            else:
                dispatcher.validator.check(instruction)
        except DockerfileError as error:
            raise self._trigger_fault(at, error.code, error.message, text) from None
        if instruction.keyword == "FROM":
            raise self._trigger_fault(
                at, "trigger-from", "*instructions.Stage is not a command type", text
            )

    def _trigger_fault(
        self, at: InstructionPlace, code: str, message: str, text: str
    ) -> DockerfileError:
        return self.fault(
            at.instruction,
            code,
            message,
            at.instruction.span,
            f"it comes from the base's ONBUILD {text}",
        )
