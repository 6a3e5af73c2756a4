"""Changes that are read together as one Dockerfile without a FROM.

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

#: What the text of changes is called where an origin is told.
NAME = "--change"


def read_dockerfile(
    own: ImageConfig, changes: Sequence[str], changer: Changer, room: Room
) -> ChangedFields:
    """Return what changes make of a container's config.

    Args:
        own: the container's config.
        changes: the changes, one at least.
        changer: the command.
        room: what variables may come to.

    Raises:
        DockerfileError: the command refuses one.
        LimitError: they come to more than there is room for.
    """
    builder = dialects.builder(changer.builder)
    source = Source(NAME, writable("\n".join(changes)))
    syntax = read(source, builder)
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
            # Each step is resolved without an environment: buildah v1.43.1 override.go.
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
        trace.steps[1:],
        trace.notes,
    )


def _container(own: ImageConfig, start: InstructionPlace) -> State:
    """Return the state that a container's config is: it has no shell and no triggers."""
    described = not isinstance(own.entrypoint, Unknown) or own.env != ()
    env = dict(entry.partition("=")[::2] for entry in own.env)
    log = Log(None, own.name, None, start, [])
    state = State(own, own.os, env, log)
    state.env_complete = described
    state.shell = FieldValue(None)
    state.args_escaped = False
    return state


def _part(setting: FieldValue, origins: tuple[Origin, ...]) -> CommandField | None:
    """Return ENTRYPOINT or CMD as the changes set it; None where they do not."""
    return None if setting.by is None else CommandField(setting.words, origins)


def _refusal(validator: Validator, instruction: Instruction, changer: Changer) -> DockerfileError:
    written = lower(instruction.written) if changer.lowers else instruction.written
    said = changer.refusal if instruction.keyword in KEYWORDS else changer.not_known
    message = said.format(written=written, line=instruction.line.text)
    known = ", ".join(sorted(changer.takes))
    return validator.fault(instruction, "change-instruction", message, hint=f"it may be {known}")
