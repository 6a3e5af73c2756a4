"""Which stages are run, and in which order: a function for each kind of builder.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go toDispatchState;
moby v28.5.2 builder/dockerfile/builder.go; buildah v1.43.2 imagebuildah.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress

from cmdresolve.dockerfile.building.copy_sources import check_image
from cmdresolve.dockerfile.building.inherited_arguments import RedefinedPlatforms, words_of
from cmdresolve.dockerfile.building.names import STAGE_NUMBER
from cmdresolve.dockerfile.building.stage_graph import (
    find_cycle,
    needed_by_name,
    sources,
)
from cmdresolve.dockerfile.building.stage_runs import StageRuns
from cmdresolve.dockerfile.building.state import State
from cmdresolve.dockerfile.reading.stages import Stage
from cmdresolve.model.errors import DockerfileError, UnknownImageError
from cmdresolve.model.go_text import decimal, lower
from cmdresolve.model.image import Words
from cmdresolve.model.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

#: Runs stages, including the target, and returns its index and the states by their indexes.
Schedule: TypeAlias = Callable[[StageRuns], tuple[int, dict[int, State]]]


def run_every(runs: StageRuns) -> tuple[int, dict[int, State]]:
    """Run every stage up to the target, as the classic builder does.

    Raises:
        DockerfileError: the builder fails; a fault in a FROM shows when its stage is reached.
    """
    names = [runs.names.stage_name(stage) for stage in runs.stages]
    if not runs.builder.names.target_before_arguments:
        runs.names.read_arguments(runs.whole)
    last = find_target(runs, names)
    if runs.builder.names.target_before_arguments:
        runs.names.read_arguments(runs.whole)
    states: dict[int, State] = {}
    for stage in runs.stages[: last + 1]:
        name = names[stage.index]
        if runs.builder.names.duplicates == "refused" and runs.names.is_taken(name):
            raise runs.fault(stage.origin, "duplicate-stage", f"{name} stage name already used")
        runs.found[stage.index] = runs.names.checked(stage, runs.names.base(stage))
        states[stage.index] = runs.run(stage, states)
        runs.names.register(stage, name)
    return last, states


def run_needed(runs: StageRuns) -> tuple[int, dict[int, State]]:
    """Look at every FROM, find what the target needs, and run that, as BuildKit does.

    Raises:
        DockerfileError: the builder fails. In this order: in a FROM, whether it is needed or not;
            there is no target; in what files are copied from; in a reference; in a needed stage.
    """
    # The order of convert.go toDispatchState, in which faults show: the global ARGs; all names and
    # FROMs; the target; cycles of copying stages; references of every stage; then the stages that
    # run.
    names, found, takes_files = runs.names, runs.found, runs.whole.takes_files
    names.read_arguments(runs.whole)
    called: list[str | None] = []
    for index, stage in enumerate(runs.stages):
        name = names.stage_name(stage)
        found[index] = names.base(stage)
        if name is not None:
            names.register(stage, name)
        called.append(name)
    last = find_target(runs, called) if runs.request.target else len(called) - 1
    if takes_files:
        _find_sources(runs)
    if runs.builder.scheduling.parses_every_reference:
        _check_references(runs)
    if last or takes_files:
        return last, _run_in_order(runs, _needed(runs, last), last)
    if names.describes:
        _sources_of_triggers(runs, last)
    return last, {last: runs.run(runs.stages[last], {})}


def run_needed_by_name(runs: StageRuns) -> tuple[int, dict[int, State]]:
    """Find the target, run all stages that share a name with one it needs, as Buildah does.

    A FROM is checked when its stage is reached (recorded: Buildah 1.39.3, 1.43.2).

    Raises:
        DockerfileError: the builder fails.
    """
    runs.names.read_arguments(runs.whole)
    called = _names_up_to_target(runs)
    needed = needed_by_name(runs.stages[: len(called)], called, runs.names, runs.builder)
    for index in needed:
        with suppress(UnknownImageError):
            runs.found[index] = runs.names.base(runs.stages[index], whole=False)
    last = len(called) - 1
    return last, _run_in_order(runs, needed, last, look_at=_check_from)


SCHEDULES: Mapping[str, Schedule] = {
    "every": run_every,
    "needed": run_needed,
    "needed-by-name": run_needed_by_name,
}


def find_target(runs: StageRuns, names: list[str | None]) -> int:
    """Find the stage to build.

    Args:
        runs: the build.
        names: the names by which stages are found.

    Raises:
        DockerfileError: there is no such stage.
    """
    target = runs.request.target
    if not target:
        return len(runs.stages) - 1
    rules, first = runs.builder.names, runs.names.first_number
    wanted = lower(target) if rules.target_lookup == "caseless" else target
    if first and wanted == "0":
        raise _no_from(runs)
    places = range(len(names))
    for index in places if rules.first_target_wins else reversed(places):
        if names[index] == wanted:
            return index
    if rules.target_lookup == "exact-or-index" and STAGE_NUMBER.fullmatch(wanted):
        index = decimal(wanted) - first
        if first and index < 0 and not decimal(wanted):
            raise _no_from(runs)
        if 0 <= index < len(names):
            return index
    known = ", ".join(name for name in names if name) or "none has a name"
    raise DockerfileError(
        f'target stage "{target}" could not be found',
        code="target-not-found",
        stage="build",
        source=runs.source,
        span=runs.stages[-1].origin.span if runs.stages else Span(0, 0),
        hint=f"stages: {known}",
    )


def _names_up_to_target(runs: StageRuns) -> list[str | None]:
    """Return the names of the stages up to the target (imagebuildah BuildDockerfiles)."""
    # NewStages goes through the whole file before the target is looked for, so that a bad name or
    # ARG behind the target fails the build (imagebuilder builder.go; recorded: Buildah 1.43.2).
    names = []
    rules = runs.builder
    redefined = RedefinedPlatforms(runs.names) if rules.platforms.fixed else None
    for stage in runs.stages:
        names.append(runs.names.stage_name(stage))
        if rules.checking.every_arg:
            runs.names.reserve(stage)
            _refuse_bare_args(runs, stage)
            words = [*words_of(stage, runs.names, runs.whole.escape)]
            if redefined is not None and rules.arguments.inherited_ahead:
                redefined.check(stage, words)
    last = find_target(runs, names)
    if runs.names.first_number and names[last] == "0":
        raise _no_from(runs)
    for stage, name in zip(runs.stages[: last + 1], names, strict=False):
        runs.names.expand(stage.origin, stage.base, runs.names.arguments)
        runs.names.register(stage, name)
    return names[: last + 1]


def _refuse_bare_args(runs: StageRuns, stage: Stage) -> None:
    """Refuse an ARG without a name (builder.go NewStages)."""
    for instruction in stage.instructions:
        if instruction.keyword == "ARG" and not instruction.args:
            raise runs.fault(instruction, "arguments", "ARG requires an argument")


def _no_from(runs: StageRuns) -> DockerfileError:
    """Return the error for a target before the first FROM: to Buildah that is a stage as well."""
    return runs.whole.no_stage_error or runs.fault(
        runs.stages[0].origin, "no-from", "no FROM statement found"
    )


def _find_sources(runs: StageRuns) -> None:
    """Find what stages take files from, and refuse a cycle of them."""
    runs.sources = sources(runs.stages, runs.names, runs.builder)
    turning = find_cycle(runs.sources.stages)
    if turning is not None:
        stage = runs.stages[turning]
        raise runs.fault(
            stage.origin,
            "circular-dependency",
            f"circular dependency detected on stage: {stage.label}",
            hint="one of these stages must not copy from the other",
        )


def _check_references(runs: StageRuns) -> None:
    """Check every image that FROM or COPY --from names (convert.go resolveReachableStages)."""
    names, found = runs.names, runs.found
    for index, base in found.items():
        if base.external:
            found[index] = names.checked(runs.stages[index], base)
    for instruction, name in runs.sources.images:
        check_image(runs.names, instruction, name)


def _needed(runs: StageRuns, last: int) -> set[int]:
    """Find the stages that a stage needs, and itself."""
    found, taken = runs.found, runs.sources.stages
    needed: set[int] = set()
    waiting = [last]
    while waiting:
        index = waiting.pop()
        if index in needed:
            continue
        needed.add(index)
        base = found[index].stage
        if base is not None:
            waiting.append(base)
        if index in taken:
            waiting += taken[index]
        if base is not None or runs.names.describes:
            waiting += [number for number in _sources_of_triggers(runs, index) if number < index]
    return needed


def _sources_of_triggers(runs: StageRuns, index: int) -> Sequence[int]:
    """Return the stages from which triggers copy that fire in a stage (convert.go resolveStages).

    It starts from another stage, or from an image in a build in which some are described.

    Raises:
        DockerfileError: the builder, if it reads triggers before any stage runs, refuses one.
    """
    if not runs.builder.copying.triggers_need_stages:
        return ()
    base = runs.found[index]
    triggers: Words = None
    if base.stage is not None:
        stage = runs.stages[base.stage]
        if "ONBUILD" in [instruction.keyword for instruction in stage.instructions]:
            from cmdresolve.dockerfile.building.triggers import triggers_of  # noqa: PLC0415 - few have any

            triggers = triggers_of(stage, runs.builder)
    else:
        image = runs.names.image(base)
        triggers = None if image is None else image.on_build
    return runs.read_triggers(runs.stages[index], triggers) if triggers else ()


def _run_in_order(
    runs: StageRuns,
    needed: Iterable[int],
    last: int,
    *,
    look_at: Callable[[StageRuns, Stage, Mapping[int, State]], None] | None = None,
) -> dict[int, State]:
    """Run stages in the order of the file, each looked at first where that is asked for.

    The state of a stage from which no other starts any more is dropped, unless all are kept.
    """
    heirs, found = runs.heirs, runs.found
    heirs[last] = 1
    for index in needed:
        base = found[index].stage if index in found else None
        if base is not None:
            heirs[base] = heirs.get(base, 0) + 1
    states: dict[int, State] = {}
    for index in sorted(needed):
        stage = runs.stages[index]
        if look_at is not None:
            look_at(runs, stage, states)
        states[index] = runs.run(stage, states)
        base = found[index].stage
        if base is not None and not heirs[base] and not runs.keeps_all:
            states.pop(base, None)
    return states


def _check_from(runs: StageRuns, stage: Stage, states: Mapping[int, State]) -> None:
    """Check a FROM when its stage is reached."""
    runs.names.validator.check(stage.origin)
    base = runs.names.base(stage)
    if base.stage is not None and base.stage not in states:
        # The stage was not found to be needed and has not run, so Buildah looks for an image.
        base = base._replace(stage=None, external=True)
    runs.found[stage.index] = runs.names.checked(stage, base)
