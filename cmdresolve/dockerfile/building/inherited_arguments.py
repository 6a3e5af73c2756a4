"""The build arguments that a stage inherits, where they are worked out before any stage runs.

Source: openshift/imagebuilder v1.2.21 builder.go NewStages, setStageInheritedArgs; asked of Podman
5.8, whose Buildah is 1.43.2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cmdresolve.dockerfile.building.names import Names
from cmdresolve.dockerfile.building.state import take_copy
from cmdresolve.dockerfile.reading.instruction import Assignments
from cmdresolve.dockerfile.reading.line_parser import pairs_words
from cmdresolve.dockerfile.reading.stages import Stage


def declared_arguments(
    stages: Sequence[Stage], names: Names, escape: str
) -> Mapping[str, Assignments]:
    """Return the arguments that each stage hands on, with defaults, by its name and its number.

    A default sees the global ARGs and the ARG instructions before it in its own stage, and neither
    the environment nor what the stage inherits. A name alone hides the global ARG of that name.

    Args:
        stages: the stages, in order.
        names: the names of the build, its global ARGs read.
        escape: the escape character.

    Raises:
        DockerfileError: a default cannot be substituted.
        LimitError: what stages have in common comes to more than there is room for.
    """
    found: dict[str, Assignments] = {}
    for stage in stages:
        inherited = found.get(stage.base, ())
        # Counted, since n stages on each other with an ARG each hand on n² of them.
        take_copy(names.room, len(inherited) + len(names.arguments))
        declared = [*inherited]
        values = {**names.arguments, **names.platform}
        for instruction in stage.instructions:
            if instruction.keyword != "ARG":
                continue
            for word in pairs_words(instruction.args, escape):
                name, equals, value = names.expand(instruction, word, values).partition("=")
                declared.append((name, value if equals else None))
                values[name] = value
        numbered = str(stage.index + names.first_number)
        found[numbered] = found[stage.name or numbered] = tuple(declared)
    return found
