"""RUN: what is refused in its flags before anything is built, and when it is come to.

Sources: moby/buildkit v0.8.3, v0.13.2 and v0.25.2 frontend/dockerfile, there
instructions/commands_run….go and dockerfile2llb/convert_runmount.go; moby v28.5.2
builder/dockerfile/dispatchers.go dispatchRun.
"""

from __future__ import annotations

from collections.abc import Callable
from posixpath import normpath

from cmdresolve.dockerfile.building.state import State
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.refusals.instructions import Validator
from cmdresolve.dockerfile.refusals.run_devices import device_fault
from cmdresolve.dockerfile.refusals.run_mounts import (
    MOUNTED,
    Mount,
    MountError,
    check_mount,
    mount_texts,
    read_mount,
)
from cmdresolve.go.text import quote
from cmdresolve.model.errors import DockerfileError

_DEVICE = "--device="


def check_run_flags(validator: Validator, instruction: Instruction) -> None:
    """Check the flags of RUN as far as the builder does before it builds.

    Raises:
        DockerfileError: one is refused.
    """
    values = validator.flags(instruction)
    builder = validator.builder
    for index, word in enumerate(instruction.flags):
        fault = device_fault(word[len(_DEVICE) :]) if word.startswith(_DEVICE) else None
        if fault is not None:
            raise _fault(validator, instruction, index, fault)
    for index, text in mount_texts(instruction) if builder.running.mounts != "never" else ():
        try:
            check_mount(text, builder)
        except MountError as error:
            raise _fault(validator, instruction, index, str(error)) from None
    network = values.get("network", "default")
    if builder.running.networks and network not in builder.running.networks:
        raise validator.fault(
            instruction,
            "flag-value",
            f"invalid network mode {quote(network)}",
            hint="it is default, none or host",
        )


def run_mounts(
    validator: Validator,
    state: State,
    instruction: Instruction,
    expand: Callable[[str], str],
) -> list[tuple[int, Mount]]:
    """Read the mounts of RUN when it is come to, as far as their variables are known.

    Args:
        validator: makes the faults.
        state: the state of the stage.
        instruction: the RUN.
        expand: substitutes the variables of a value.

    Returns:
        The mounts, each with the number of its flag.

    Raises:
        DockerfileError: one is refused.
    """
    builder = validator.builder
    if builder.running.mounts == "never":
        return []
    late = builder.running.mounts == "late"

    def known(value: str) -> str | None:
        if late and "$" in value and not state.env_complete:
            return None
        return expand(value) if late else value

    mounts = []
    for index, text in mount_texts(instruction):
        try:
            mount = read_mount(text, builder, known)
        except MountError as error:
            raise _fault(validator, instruction, index, str(error)) from None
        if mount is not None:
            mounts.append((index, mount))
    return mounts


def check_targets(
    validator: Validator,
    state: State,
    instruction: Instruction,
    mounts: list[tuple[int, Mount]],
) -> None:
    """Refuse a mount that would hide everything.

    Raises:
        DockerfileError: one would.
    """
    for index, mount in mounts:
        if mount.kind in MOUNTED and _is_root(state, mount.target):
            raise _fault(validator, instruction, index, 'invalid mount target "/"')


def _is_root(state: State, target: str) -> bool:
    # An absolute target is compared as it is written.
    if target.startswith("/") or not state.env_complete:
        return target == "/"
    return normpath(f"/{state.working_dir}/{target}").strip("/") == ""


def _fault(
    validator: Validator, instruction: Instruction, index: int, message: str
) -> DockerfileError:
    return validator.fault(instruction, "flag-value", message, instruction.flag_span(index))
