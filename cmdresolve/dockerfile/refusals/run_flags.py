"""The flags of RUN: what is refused before anything is built, and when the build reaches it.

Sources: moby/buildkit v0.8.3, v0.13.2 and v0.25.2 frontend/dockerfile, there
instructions/commands_run….go and dockerfile2llb/convert_runmount.go; moby v28.5.2
builder/dockerfile/dispatchers.go dispatchRun.
"""

from __future__ import annotations

from collections.abc import Callable
from posixpath import normpath

from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.refusals.buildah_mounts import mount_fault
from cmdresolve.dockerfile.refusals.faults import Faults
from cmdresolve.dockerfile.refusals.run_devices import device_fault
from cmdresolve.dockerfile.refusals.run_mounts import (
    MOUNTED,
    Mount,
    MountError,
    check_mount,
    mount_texts,
    read_mount,
)
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import quote

_DEVICE = "--device="


def check_run_flags(faults: Faults, instruction: Instruction) -> None:
    """Check what the builder checks of RUN's flags before it builds anything.

    Raises:
        DockerfileError: the builder refuses one.
    """
    values = faults.flags(instruction)
    builder = faults.builder
    for index, word in enumerate(instruction.flags):
        fault = device_fault(word[len(_DEVICE) :]) if word.startswith(_DEVICE) else None
        if fault is not None:
            raise _fault(faults, instruction, index, fault)
    by_keys = builder.running.mounts in ("at-once", "late")
    for index, text in mount_texts(instruction) if by_keys else ():
        try:
            check_mount(text, builder)
        except MountError as error:
            raise _fault(faults, instruction, index, str(error)) from None
    network = values.get("network", "default")
    networks = builder.running.networks
    if networks and not builder.running.expands_network and network not in networks:
        raise _bad_network(faults, instruction, network)
    security = values.get("security", "sandbox")
    securities = builder.running.securities
    if securities and security not in securities:
        raise faults.fault(
            instruction,
            "flag-value",
            f"security {quote(security)} is not valid",
            hint="it is sandbox or insecure",
        )


def run_mounts(
    faults: Faults,
    instruction: Instruction,
    expand: Callable[[str], str],
    *,
    env_complete: bool,
) -> list[tuple[int, Mount]]:
    """Check and return the mounts of a RUN that the build has reached.

    Args:
        faults: makes the errors.
        instruction: the RUN.
        expand: substitutes variables in a value.
        env_complete: whether all variables of the stage are known. If not, mounts with variables
            are left out.

    Returns:
        The mounts, each with the index of its flag; none for builders that look at no targets.

    Raises:
        DockerfileError: the builder refuses one.
    """
    builder = faults.builder
    if builder.flags.one_by_one:
        _check_expanded(faults, instruction, expand, env_complete=env_complete)
    if builder.running.mounts == "by-type":
        for index, text in mount_texts(instruction):
            fault = None
            if env_complete or "$" not in text:
                fault = mount_fault(expand(text), builder.running.mount_options)
            if fault is not None:
                raise _fault(faults, instruction, index, fault)
    if builder.running.mounts in ("never", "by-type"):
        return []
    late = builder.running.mounts == "late"

    def known(value: str) -> str | None:
        if late and "$" in value and not env_complete:
            return None
        return expand(value) if late else value

    mounts = []
    for index, text in mount_texts(instruction):
        try:
            mount = read_mount(text, builder, known)
        except MountError as error:
            raise _fault(faults, instruction, index, str(error)) from None
        if mount is not None:
            mounts.append((index, mount))
    return mounts


def _check_expanded(
    faults: Faults,
    instruction: Instruction,
    expand: Callable[[str], str],
    *,
    env_complete: bool,
) -> None:
    """Check the flags of a RUN whose variables are substituted, as imagebuilder does one by one.

    Source: openshift/imagebuilder v1.2.21 dispatchers.go run; buildah v1.43.1
    imagebuildah/stage_executor.go Run.

    Raises:
        DockerfileError: a value is empty only then, or the last network is none.
    """
    running, network = faults.builder.running, "default"
    for index, word in enumerate(instruction.flags):
        name, _, text = word[2:].partition("=")
        known = env_complete or "$" not in text
        value = expand(text) if known else ""
        if known and text and not value and not faults.builder.flags.may_be_empty:
            raise _fault(faults, instruction, index, f"no value specified for --{name}=")
        if name == "network":
            network = value or "default"
    if running.expands_network and network not in running.networks:
        raise _bad_network(faults, instruction, network)


def check_targets(
    faults: Faults,
    instruction: Instruction,
    mounts: list[tuple[int, Mount]],
    *,
    working_dir: str | None,
) -> None:
    """Refuse a mount at ``/``, which would hide the whole image.

    Args:
        faults: makes the errors.
        instruction: the RUN.
        mounts: its mounts, each with the index of its flag.
        working_dir: the directory that relative targets are relative to; None if it is not known.

    Raises:
        DockerfileError: the target of a mount is the root.
    """
    for index, mount in mounts:
        if mount.kind in MOUNTED and _is_root(mount.target, working_dir):
            raise _fault(faults, instruction, index, 'invalid mount target "/"')


def _bad_network(faults: Faults, instruction: Instruction, network: str) -> DockerfileError:
    return faults.fault(
        instruction,
        "flag-value",
        f"invalid network mode {quote(network)}",
        hint="it is default, none or host",
    )


def _is_root(target: str, working_dir: str | None) -> bool:
    # An absolute target is compared as written: `//` is not refused.
    if target.startswith("/") or working_dir is None:
        return target == "/"
    return normpath(f"/{working_dir}/{target}").strip("/") == ""


def _fault(faults: Faults, instruction: Instruction, index: int, message: str) -> DockerfileError:
    return faults.fault(instruction, "flag-value", message, instruction.flag_span(index))
