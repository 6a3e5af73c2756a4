"""Checks the stages and images that COPY and RUN take files from, while the stages run.

Sources: moby/buildkit v0.8.3, v0.13.2 and v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go
toCommand, dispatch, convert_runmount.go dispatchRunMounts; moby v28.5.2
builder/dockerfile/dispatchers.go getImageMount.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.names import SCRATCH, Names
from cmdresolve.dockerfile.building.stage_graph import FileSources, copied_from
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.reading.stages import Stage
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.image_reference import ReferenceFormatError, normalize, same_key
from cmdresolve.model.lazy_pattern import pattern

# A transport before the name, or an image by its digest.
_MAY_BE_ELSEWHERE = pattern(r"[:@]|^[0-9a-f]{64}$")


def may_refuse(sources: FileSources, builder: Builder) -> bool:
    """Return whether `CopySources.check` can refuse anything."""
    if builder.copying.looks_up != "ahead":
        return True
    return bool(sources.later) and builder.copying.in_order


class CopySources:
    """Checks, when COPY and RUN run, that the stages they take files from are there."""

    def __init__(self, names: Names, sources: FileSources, builder: Builder) -> None:
        self._names = names
        self._sources = sources
        self._builder = builder

    def check(
        self,
        stage: Stage,
        ran: AbstractSet[int],
        instruction: Instruction,
        name: str | None = None,
    ) -> None:
        """Check an instruction of the Dockerfile.

        Args:
            stage: the stage.
            ran: the stages that have run, and the one that is running.
            instruction: the instruction.
            name: the expanded value of its ``--from``.

        Raises:
            DockerfileError: the stage is not there yet, or with the classic builder and Buildah
                not at all.
        """
        copying = self._builder.copying
        if copying.looks_up == "when-run":
            self._check_classic(stage, instruction)
        elif copying.looks_up == "when-run-by-name":
            if instruction.keyword == "COPY":
                for written in copied_from(instruction, self._builder):
                    self._check_built(stage, ran, instruction, written if name is None else name)
        elif copying.in_order and instruction.start in self._sources.later:
            raise self._too_early(stage, instruction, self._sources.later[instruction.start])

    def check_trigger(
        self,
        stage: Stage,
        ran: AbstractSet[int],
        instruction: Instruction,
        _name: str | None = None,
    ) -> None:
        """Check an instruction of a base's trigger; no earlier check has seen its sources.

        Args:
            stage: the stage in which it fires.
            ran: the stages that have run, and the one that is running.
            instruction: the instruction.

        Raises:
            DockerfileError: the builder refuses a name, or its stage is not there yet.
        """
        builder = self._builder
        if builder.copying.looks_up == "when-run":
            self._check_classic(stage, instruction)
        if builder.copying.looks_up != "ahead":
            return
        for name in copied_from(instruction, builder):
            index = self._names.copied_stage(instruction, name, len(self._sources.images))
            if not builder.copying.in_order:
                continue
            if index is None and builder.copying.triggers_need_stages:
                check_image(self._names, instruction, name)
            elif index not in ran:
                # None, for an image that only a trigger names, is not among them either.
                raise self._too_early(stage, instruction, name)

    def _check_classic(self, stage: Stage, instruction: Instruction) -> None:
        if instruction.keyword == "COPY":
            for name in copied_from(instruction, self._builder):
                self._names.check_copied(instruction, name, stage.index)

    def _check_built(
        self, stage: Stage, ran: AbstractSet[int], instruction: Instruction, name: str
    ) -> None:
        """Refuse what is neither a stage that was run nor the name of an image.

        Buildah looks for the stages that are needed before it runs any, and sees no value that a
        stage's own ARG gives; a stage that it passed over is then looked for among images.
        Source: buildah v1.43.1 imagebuildah/stage_executor.go Execute; seen on 1.43.
        """
        names = self._names
        index = names.earlier(name, stage.index)
        if index in ran or same_key(name) in names.contexts:
            return
        if names.described(name) is not None if index is not None else self._may_be_image(name):
            return
        hint = "write the name of the stage itself, or declare the ARG before the first FROM"
        raise names.validator.fault(
            instruction,
            "base-not-found" if name else "copy",
            f"COPY --from={name}: no stage or image found with that name",
            instruction.flag_span(0),
            None if index is None else hint,
        )

    def _may_be_image(self, name: str) -> bool:
        if _MAY_BE_ELSEWHERE.search(name):
            return True
        try:
            normalize(name, upper_domain=self._builder.scheduling.upper_registries)
        except ReferenceFormatError:
            return False
        return True

    def _too_early(self, stage: Stage, instruction: Instruction, name: str) -> DockerfileError:
        if instruction.keyword == "RUN":
            message = (
                f'cannot mount from stage "{name}", stage needs to be defined before current '
                "command"
            )
        else:
            message = (
                f'cannot copy from stage "{name}", it needs to be defined before current stage '
                f'"{stage.label}"'
            )
        return self._names.validator.fault(
            instruction, "circular-dependency", message, instruction.flag_span(0)
        )


def check_image(names: Names, instruction: Instruction, name: str) -> None:
    """Check the name of an image that files are taken from.

    Raises:
        DockerfileError: it is not an image reference.
    """
    if name != SCRATCH:
        names.full_name(instruction, name, lambda: instruction.flag_span(0))
