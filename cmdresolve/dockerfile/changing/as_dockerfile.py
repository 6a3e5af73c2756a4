"""Changes that a builder parses together, as one Dockerfile without a FROM.

Sources: moby v28.5.2 builder/dockerfile/builder.go BuildFromConfig; buildah v1.43.1
internal/config/override.go parseOverrideChanges, executor.go.
"""

from __future__ import annotations

from collections.abc import Sequence

from cmdresolve import dialects
from cmdresolve.dialects.changers import Changer
from cmdresolve.dockerfile.building.dispatch import Dispatcher
from cmdresolve.dockerfile.building.state import FieldValue, InstructionPlace, Log, State
from cmdresolve.dockerfile.building.trace import ImageTrace
from cmdresolve.dockerfile.changing.made import ChangedFields, CommandField
from cmdresolve.dockerfile.reading.instruction import KEYWORDS, Instruction
from cmdresolve.dockerfile.reading.reader import read
from cmdresolve.dockerfile.refusals.instructions import Validator
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import lower, replace_invalid, writable
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.model.limits import Room
from cmdresolve.model.origin import Origin
from cmdresolve.model.source import Source

#: The name of the changes' text in origins and errors.
NAME = "--change"


def read_dockerfile(
    own: ImageConfig, changes: Sequence[str], changer: Changer, room: Room
) -> ChangedFields:
    """Return the fields that changes set, starting from a container's config.

    Args:
        own: the container's config.
        changes: the changes, at least one.
        changer: the record of the command.
        room: the budget of characters for what variables expand to.

    Raises:
        DockerfileError: the command refuses a change.
        LimitError: variables expand to more than is left in `room`.
    """
    builder = dialects.builder(changer.builder)
    # A variable without a name is refused when a step is committed (moby v28.5.2 daemon/create.go
    # verifyContainerSettings), and changes have no steps; seen of Docker 20.10 and 28.5.
    builder = builder._replace(
        checking=builder.checking._replace(blank_variables=False),
        storing=builder.storing._replace(container_for_each=False),
    )
    source = Source(NAME, writable("\n".join(changes)))
    try:
        syntax = read(source, builder)
    except DockerfileError as error:
        if error.code != "no-instructions":
            raise
        raise error.with_hint(f"write one of {', '.join(sorted(changer.takes))}") from None
    validator = Validator(source, builder, syntax.escape)
    if changer.checks_first:
        for instruction in syntax.instructions:
            if instruction.keyword not in changer.takes:
                raise _refusal(validator, instruction, changer)
        for instruction in syntax.instructions:
            validator.check(instruction)
    if not syntax.instructions:
        return ChangedFields()
    start = InstructionPlace(source, syntax.instructions[0], NAME)
    state = _container(ImageConfig(os=own.os) if changer.starts_empty else own, start)
    dispatcher = Dispatcher(source, syntax.escape, builder, {}, {}, NAME, room=room)
    for instruction in syntax.instructions:
        if instruction.keyword not in changer.takes:
            raise _refusal(validator, instruction, changer)
        if not changer.sees_variables:
            # Each step is resolved with an environment of its own, which is empty (buildah v1.43.1
            # internal/config/override.go).
            state.variables = {}
        dispatcher.apply(state, (instruction,))
    trace = ImageTrace(state, builder)()
    known = dict(entry.partition("=")[::2] for entry in own.env)
    return ChangedFields(
        _part(state.entrypoint, trace.entrypoint),
        _part(state.cmd, trace.cmd),
        tuple(
            (name, replace_invalid(value))
            for name, value in state.env.items()
            if known.get(name) != value
        ),
        state.working_dir,
        state.user,
        state.stop_signal,
        tuple(state.exposed_ports),
        state.shell.words if state.shell.by is not None else None,
        state.triggers or (),
        state.args_escaped,
        # Without the first step, which is the FROM of a build.
        trace.steps[1:],
        trace.notes,
    )


def _container(own: ImageConfig, start: InstructionPlace) -> State:
    """Return the state of a build that starts from a container's config.

    It has neither Shell nor OnBuild, which a container does not take over from its image (moby
    v28.5.2 daemon/commit.go merge).
    """
    described = not isinstance(own.entrypoint, Unknown) or own.env != ()
    env = dict(entry.partition("=")[::2] for entry in own.env)
    log = Log(None, own.name, None, start, [])
    state = State(own, own.os, env, log)
    state.env_complete = described
    state.shell = FieldValue(None)
    state.args_escaped = False
    return state


def _part(setting: FieldValue, origins: tuple[Origin, ...]) -> CommandField | None:
    """Return ENTRYPOINT or CMD with origins; None if no change sets it."""
    return None if setting.by is None else CommandField(setting.words, origins)


def _refusal(validator: Validator, instruction: Instruction, changer: Changer) -> DockerfileError:
    """Return the error for an instruction that a change may not be."""
    written = lower(instruction.written) if changer.lowers else instruction.written
    said = changer.refusal if instruction.keyword in KEYWORDS else changer.not_known
    message = said.format(written=written, line=instruction.line.text)
    known = ", ".join(sorted(changer.takes))
    return validator.fault(instruction, "change-instruction", message, hint=f"it may be {known}")
