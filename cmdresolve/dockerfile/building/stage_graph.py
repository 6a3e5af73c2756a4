"""Which stages need which: COPY --from, RUN --mount, and with Buildah FROM too.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go toDispatchState,
toCommand, validations.go validateCircularDependency; buildah v1.43.1, v1.39.3 and v1.28.2
imagebuildah/executor.go Build, markDependencyStagesForTarget.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.names import Names
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.reading.stages import TAKING_FILES, Stage
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.value import new_tuple

# What stands before the first FROM is a stage as well, where it counts as one.
_BEFORE_FROM = "0"
_MOUNT_FROM = pattern(r"(?:^|,)\"?from=([^,\"]*)", re.IGNORECASE)


class FileSources(NamedTuple):
    """What the stages of a Dockerfile take files from.

    Attributes:
        stages: for each stage, the indexes of the stages that it takes files from.
        images: the images that are named, each with the instruction; each has the next index.
        later: the names by which instructions name their own stage or a later one, by the
            instruction's offset.
    """

    stages: dict[int, set[int]]
    images: list[tuple[Instruction, str]]
    later: dict[int, str]


#: For a build whose sources are not resolved before its stages run.
NO_SOURCES = FileSources({}, [], {})


def sources(stages: Sequence[Stage], names: Names, builder: Builder) -> FileSources:
    """Find the stages and images that stages take files from.

    Each image that is named counts as one more stage from then on (addState of what is
    unregistered; recorded: BuildKit 20.10.24, 26.1.5, 28.5.2).

    Raises:
        DockerfileError: the builder refuses a name.
    """
    taken: dict[int, set[int]] = {}
    images: list[tuple[Instruction, str]] = []
    later: dict[int, str] = {}
    for place, instruction in _copying(stages):
        for name in copied_from(instruction, builder):
            index = names.copied_stage(instruction, name, len(images))
            if index is None:
                images.append((instruction, name))
            elif index < len(stages):
                taken.setdefault(place, set()).add(index)
                if index >= place:
                    later[instruction.start] = name
    return new_tuple(FileSources, (taken, images, later))


def find_cycle(taken: Mapping[int, set[int]]) -> int | None:
    """Return the index of a stage that copies, through other stages, from itself; else None.

    A cycle that runs through a FROM is not found (recorded: BuildKit 20.10.24, 26.1.5, 28.5.2).
    """
    if all(max(sources) < index for index, sources in taken.items()):
        return None
    done: set[int] = set()
    for start in taken:
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
                return index
            if index in done:
                continue
            path.add(index)
            waiting.append((index, True))
            waiting.extend((other, False) for other in taken.get(index, ()))
    return None


def needed_by_name(
    stages: Sequence[Stage], called: Sequence[str | None], names: Names, builder: Builder
) -> set[int]:
    """Return the indexes of the stages that the last one needs, as Buildah finds them.

    Buildah looks for needs by name: all stages that share a needed name are run, and the last
    stage of a name says what that name needs.

    Raises:
        DockerfileError: a name cannot be substituted, or is that of what stands before FROM.
    """
    needs: dict[str | None, list[str | None]] = {_BEFORE_FROM: []} if names.first_number else {}
    given: dict[str, dict[str, str]] = {}
    for stage in stages:
        own = needs[called[stage.index]] = []
        # A stage is found by how FROM writes it (imagebuilder v1.2.21 builder.go NewStages).
        inherited = given.get(stage.base, {}) if builder.arguments.inherited else {}
        own += [name for name in _named(stage, called, names, builder, inherited) if name in needs]
        if builder.arguments.inherited:
            defaults: dict[str, str] = {}
            for instruction in stage.instructions:
                if instruction.keyword == "ARG":
                    defaults |= names.defaults_of(instruction, defaults)
            given[stage.name or str(stage.index)] = inherited | defaults
    wanted: set[str | None] = set()
    waiting = [called[stages[-1].index]]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += needs[name]
    if names.first_number and _BEFORE_FROM in wanted:
        raise names.validator.fault(stages[0].origin, "no-from", "no FROM statement found")
    return {stage.index for stage in stages if called[stage.index] in wanted}


#: What a trigger takes of the room of a build, beside its text, each time that it is read: every
#: stage on a base reads all of its triggers, so that few lines are many readings.
TRIGGER_TAKES = 500


def _named(
    stage: Stage,
    called: Sequence[str | None],
    names: Names,
    builder: Builder,
    inherited: Mapping[str, str],
) -> Iterator[str | None]:
    """Return the names of stages that a stage may need.

    Args:
        stage: the stage.
        called: what all stages are called.
        names: the names of the build.
        builder: who builds.
        inherited: what the ARGs of the stage that it starts from give.
    """
    rules = builder.scheduling
    values = {**names.arguments, **names.platform} if rules.needs_by_defaults else names.given
    yield names.expand(stage.origin, stage.base, values)
    after = names.after(stage) if rules.honours_after else None
    if after is not None:
        yield called[after]
    defaults: dict[str, str] = {}
    known = {**names.arguments, **names.given, **names.platform, **inherited}
    for instruction in stage.instructions:
        if rules.needs_by_stage_args and instruction.keyword == "ARG":
            own = names.defaults_of(instruction, defaults)
            defaults |= own
            known |= own
        if not instruction.flags or instruction.keyword not in TAKING_FILES:
            continue
        for name in copied_from(instruction, builder):
            if instruction.keyword == "RUN":
                yield name
                continue
            if rules.needs_by_defaults:
                name = names.expand(instruction, name, known)  # noqa: PLW2901
            index = names.number(name)
            yield called[index] if 0 <= index < stage.index else name


def _copying(stages: Sequence[Stage]) -> list[tuple[int, Instruction]]:
    """Return the COPY and RUN instructions that may take files from elsewhere, by their stages."""
    return [
        (place, instruction)
        for place, stage in enumerate(stages)
        for instruction in stage.instructions
        if instruction.flags and instruction.keyword in TAKING_FILES
    ]


def copied_from(instruction: Instruction, builder: Builder) -> Iterator[str]:
    """Return the names that COPY --from and RUN --mount take files from."""
    if instruction.keyword == "RUN" and builder.running.mounts in ("at-once", "late"):
        from cmdresolve.dockerfile.refusals.run_mounts import mount_source, mount_texts  # noqa: PLC0415 - few have any

        for _, text in mount_texts(instruction):
            source = mount_source(text, builder)
            if source is not None:
                yield source
        return
    for flag in instruction.flags:
        if instruction.keyword == "COPY" and flag.startswith("--from="):
            if flag != "--from=" or builder.copying.empty_from_is_name:
                yield flag.removeprefix("--from=")
        elif instruction.keyword == "RUN" and flag.startswith("--mount="):
            match = _MOUNT_FROM.search(flag.removeprefix("--mount="))
            if match is not None:
                yield match[1]
