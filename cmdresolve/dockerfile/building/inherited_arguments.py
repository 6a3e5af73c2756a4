"""The build arguments that a stage inherits, where they are worked out before any stage runs.

Source: openshift/imagebuilder v1.2.21 builder.go NewStages, setStageInheritedArgs; asked of Podman
5.8, whose Buildah is 1.43.2.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cmdresolve.dockerfile.building.global_args import PLATFORMS, refuse_default
from cmdresolve.dockerfile.building.names import Names
from cmdresolve.dockerfile.building.state import take_copy
from cmdresolve.dockerfile.reading.instruction import Assignments, Instruction
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
        take_copy(names.room, len(inherited))
        own = ((name, value) for _, name, value in words_of(stage, names, escape))
        numbered = str(stage.index + names.first_number)
        found[numbered] = found[stage.name or numbered] = (*inherited, *own)
    return found


def words_of(
    stage: Stage, names: Names, escape: str
) -> Iterator[tuple[Instruction, str, str | None]]:
    """Yield each word of a stage's ARG instructions: the instruction, the name and the default.

    Raises:
        DockerfileError: a word cannot be substituted.
    """
    own: dict[str, str] = {}
    # A view, as a copy for each of many stages of many global ARGs would take quadratic time.
    values = ChainMap(own, names.platform, names.arguments)  # type: ignore[arg-type] # it reads only
    for instruction in stage.instructions:
        if instruction.keyword != "ARG":
            continue
        for word in pairs_words(instruction.args, escape):
            name, equals, value = names.expand(instruction, word, values).partition("=")
            yield instruction, name, value if equals else None
            own[name] = value


class RedefinedPlatforms:
    """The stages whose ARGs give a platform a default: no other stage may start from one.

    It is refused while the stages are told apart, before a target is looked for and whether the
    stage is needed or not (openshift/imagebuilder v1.2.21 builder.go NewStages; asked of Podman
    5.8).
    """

    def __init__(self, names: Names) -> None:
        """Begin without any stage."""
        self._names = names
        self._found: dict[str, tuple[Instruction, str]] = {}

    def check(self, stage: Stage, words: Iterable[tuple[Instruction, str, str | None]]) -> None:
        """Take the next stage, and the words of its ARG instructions.

        Raises:
            DockerfileError: it starts from a stage that gives one a default.
        """
        own = next(
            ((arg, name) for arg, name, value in words if name in PLATFORMS and value is not None),
            None,
        )
        redefined = self._found.get(stage.base)
        if redefined is not None:
            instruction, name = redefined
            refuse_default(name, instruction, self._names.validator.fault)
        numbered = str(stage.index + self._names.first_number)
        for called in (numbered, stage.name or numbered):
            if own is not None:
                self._found[called] = own
            else:
                self._found.pop(called, None)
