"""Builds an image config: runs the stages and stores the state of the target.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go toDispatchState;
moby v28.5.2 builder/dockerfile/{builder,evaluator,dispatchers}.go; openshift/imagebuilder v1.2.22
builder.go; buildah v1.43.2 imagebuildah.
"""

from __future__ import annotations

from collections.abc import Mapping

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.base_environment import stored_entries
from cmdresolve.dockerfile.building.bases import Assumed
from cmdresolve.dockerfile.building.names import BuildRequest
from cmdresolve.dockerfile.building.schedules import SCHEDULES, find_target
from cmdresolve.dockerfile.building.stage_runs import PATH, StageRuns
from cmdresolve.dockerfile.building.stages import split_stages
from cmdresolve.dockerfile.building.state import State
from cmdresolve.dockerfile.building.trace import ImageTrace
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.dockerfile.reading.stages import Stages
from cmdresolve.dockerfile.refusals.check_directive import (
    ARGUMENT,
    Options,
    check_options,
    comments_leave_out,
)
from cmdresolve.model.go_text import replace_invalid, writable
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.model.source import Source


def build_image(
    source: Source, stages: Stages, request: BuildRequest, builder: Builder, *, checks: bool = False
) -> ImageConfig:
    """Build the image that a Dockerfile describes.

    Args:
        source: the Dockerfile.
        stages: its stages.
        request: the build request.
        builder: the builder.
        checks: whether a ``# check=`` directive makes violations of build checks errors.

    Raises:
        DockerfileError: the builder would fail.
    """
    failing: Options | None = None
    if checks or request.build_args:
        from cmdresolve.dockerfile.refusals.own_arguments import check_own_arguments  # noqa: PLC0415 - where any is given

        check_own_arguments(request.build_args, builder)
        given = request.build_args.get(ARGUMENT)
        options = check_options(source, builder, given) if checks or given is not None else None
        failing = options if options is not None and options.fails else None
    return _image(StageRuns(source, stages, request, builder), failing)


def needed_bases(
    source: Source, stages: Stages, request: BuildRequest, builder: Builder
) -> tuple[str, ...]:
    """Return the names of the images outside the file that a build starts from, in its order.

    Raises:
        DockerfileError: the builder would fail.
    """
    asked: set[str] = set()
    runs = StageRuns(source, stages, request._replace(bases=asked.add), builder)
    _image(runs, None)
    names = (runs.found[index].name for index in sorted(runs.found))
    return tuple(dict.fromkeys(name for name in names if name in asked))


class BuiltTrace(ImageTrace):
    """The `trace` of an image that was built from a Dockerfile, which can be built once more."""

    __slots__ = ("_runs",)

    def __init__(self, state: State, runs: StageRuns) -> None:
        """Keep the build as well, besides the final state of the stage that was asked for."""
        self._state = state
        self._trace = None
        self._runs = runs
        self.builder = runs.builder

    @property
    def stages(self) -> Stages:
        """The stages of the Dockerfile; instructions that set no field may be missing."""
        return self._runs.whole

    def assumed(self) -> ImageConfig:
        """Build again, on the assumption that bases without a config set no field."""
        runs = self._runs
        request = runs.request._replace(bases=Assumed(runs.names.images))
        return build_image(runs.source, runs.whole, request, runs.builder)

    def rebuilt(self, text: str) -> ImageConfig:
        """Build another text under the same name and by the same request.

        Raises:
            DockerfileError: the builder would fail.
        """
        request, builder = self._runs.request, self._runs.builder
        source = Source(self._runs.source.name, writable(text))
        stages = split_stages(read(source, builder), source, builder)
        return build_image(source, stages, request, builder)


def _image(runs: StageRuns, checks: Options | None) -> ImageConfig:
    """Run the stages, and return what is stored of the target."""
    builder, whole = runs.builder, runs.whole
    scheduling = builder.scheduling
    # Builders that split the file first report a missing target before a missing stage (recorded:
    # Buildah 1.28.2, 1.39.3 and 1.43.2).
    if whole.no_stage_error is not None:
        target_first = builder.names.target_before_arguments
        if not target_first:
            runs.names.read_arguments(whole)
        if runs.request.target and (
            builder.checking.skips_before_from or not whole.skipped_before_from
        ):
            find_target(runs, [])
        if target_first:
            runs.names.read_arguments(whole)
        raise whole.no_stage_error
    runs.keeps_all = checks is not None
    last, states = SCHEDULES[scheduling.runs](runs)
    state = states[last]
    if scheduling.refuses_empty_image and not state.committed:
        raise runs.fault(
            runs.stages[last].origin,
            "empty-dockerfile",
            "No image was generated. Is your Dockerfile empty?",
        )
    if checks is not None:
        _check(runs, states, checks)
    return _stored(runs, state)


def _check(runs: StageRuns, states: Mapping[int, State], options: Options) -> None:
    """Refuse a violation of the builder's own checks (linter.go Error).

    Raises:
        DockerfileError: there is one.
    """
    from cmdresolve.dockerfile.refusals.lint import StartedStage, refuse, violations  # noqa: PLC0415 - rarely asked for

    looked_at = []
    environments: dict[int, dict[str, str]] = {}
    for index in sorted(states):
        start = states[index].log
        image = start.image or ImageConfig()
        base = runs.found[index].stage if start.image is None else None
        triggers = image.on_build if base is None else states[base].triggers
        texts = triggers if isinstance(triggers, tuple) else ()
        # Many stages may start from one image, and its environment may be large.
        env = environments.get(id(image))
        if env is None:
            env = dict([PATH, *(entry.partition("=")[::2] for entry in image.env)])
            if start.image is not None:
                environments[id(image)] = env
        looked_at.append(
            StartedStage(
                runs.stages[index],
                base,
                env,
                states[index].env_complete,
                bool(image.shell) or (start.image is None and start.name is not None),
                tuple(texts),
            )
        )
    found = violations(runs.source, runs.whole, looked_at, runs.names.arguments, runs.builder)
    kept = [x for x in found if not options.leave_out(x.rule)]
    if runs.builder.checking.checks_in_comments:
        kept = [x for x in kept if not _left_out(x.rule, x.span.start, runs)]
    refuse(runs.source, kept)


def _left_out(rule: str, at: int, runs: StageRuns) -> bool:
    """Return whether a comment above the instruction at an offset disables a rule."""
    from cmdresolve.dockerfile.reading.comments import comments_above  # noqa: PLC0415 - for checks only

    directives = read(runs.source, runs.builder).directives
    above = comments_above(runs.source, at, directives, runs.whole.escape)
    return comments_leave_out(rule, above, runs.builder)


def _stored(runs: StageRuns, state: State) -> ImageConfig:
    """Return the config as the builder writes it."""
    builder = runs.builder
    storing, shell = builder.storing, state.shell.words
    if storing.keeps_untouched_image and state.untouched is not None:
        return state.untouched
    # Whether an image distinguishes an absent list from an empty one depends on the serializer:
    # Go's omitempty drops both, Buildah's docker format writes lists (recorded per builder).
    entrypoint, cmd = state.entrypoint.words, state.cmd.words
    on_build = state.triggers if builder.triggers.stored else None
    if storing.empty_lists == "omitted":
        entrypoint, cmd, on_build = entrypoint or None, cmd or None, on_build or None
    elif storing.empty_lists != "kept":
        entrypoint = () if entrypoint is None else entrypoint
        on_build = () if on_build is None else on_build
        if storing.empty_lists == "lists" and cmd is None:
            cmd = ()
    trace = BuiltTrace(state, runs)
    needs = isinstance(entrypoint, Unknown) or isinstance(cmd, Unknown)
    env = tuple(map("=".join, state.env.items()))
    if state.entries is not None:
        env = stored_entries(state.entries)
    elif not "".join(env).isascii():
        env = tuple(f"{name}={replace_invalid(value)}" for name, value in state.env.items())
    return ImageConfig.unchecked(
        {
            "entrypoint": entrypoint,
            "cmd": cmd,
            "shell": (shell or None) if storing.stores_shell else None,
            "env": env,
            "working_dir": state.working_dir,
            "user": state.user,
            "stop_signal": state.stop_signal,
            "exposed_ports": tuple(state.exposed_ports),
            "on_build": on_build,
            "args_escaped": state.args_escaped,
            "os": state.os,
            "name": runs.source.name,
            "trace": trace,
            "basis": None,
            "assumed": trace.assumed if needs else None,
        }
    )
