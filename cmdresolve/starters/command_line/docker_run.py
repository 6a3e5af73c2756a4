"""``docker run``, ``docker create`` and their like in podman, read into an `Override`.

The words are parsed by the program's own grammar (`docker.flags`, `podman.flags`), with its errors.
What a flag's value means to the engine (a port, a volume, a limit) is not checked, unless it bears
on the first process.
Source: docker/cli v28.5.2 cli/command/container/{run,create,opts}.go; podman v5.8.2
cmd/podman/containers/{run,create}.go; recorded ``parse_cases``, ``cli_20``, ``cli_28``,
``cli_podman``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from cmdresolve import dialects
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.model.command import base_name
from cmdresolve.model.go_text import writable
from cmdresolve.model.image_reference import ReferenceFormatError
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits, check_limits
from cmdresolve.model.origin import InCommandLine
from cmdresolve.model.override import Override
from cmdresolve.model.trace import Note
from cmdresolve.starters.command_line.client import Client, FoundCommand, find_command
from cmdresolve.starters.command_line.docker.flags import docker_client
from cmdresolve.starters.command_line.flag_values import FlagValues, known_values
from cmdresolve.starters.command_line.line import CommandLine
from cmdresolve.starters.command_line.pasted import plain_text
from cmdresolve.starters.command_line.pflag import (
    FlagSet,
    FlagUse,
    long_name_after_one_dash,
    parse,
)
from cmdresolve.starters.command_line.podman.flags import podman_client
from cmdresolve.starters.command_line.programs import is_program
from cmdresolve.starters.command_line.shell_split import split
from cmdresolve.starters.command_line.wrappers import program_position
from cmdresolve.starters.start import StartCommand

PROGRAMS = ("docker", "podman")

# The switches that bear on what is started, or on whether anything is.
_DECIDING = ("help", "init", "rootfs")


@frozen(eq=False, repr=False, kw_only=True)
class RunCommand(StartCommand):
    """A command line that starts a container.

    Attributes:
        command: the command in full, such as ``docker run``.
        rootfs: whether `image` is a folder, by podman's ``--rootfs``, and has no config.
        platform: the value of ``--platform``, or None.
    """

    image: str
    command: str
    rootfs: bool = False
    platform: str | None = None


def docker_run(
    words: Sequence[str] | str,
    *,
    engine: str | Engine | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> RunCommand:
    """Read a command line of docker or podman.

    Args:
        words: the command line as words; or what was typed, as one text, which is split as a
            POSIX shell would.
        engine: who starts the container, ``docker@28.5`` and the like; its version is the
            program's too. By default the newest of the program's name that was recorded. Under
            ``podman@V`` the program may also be called docker, as the package podman-docker
            does; ``podman@V/compat`` is Docker's own program on Podman's service.
        limits: how long the line may be, and how many words it may have.

    Raises:
        OverrideError: the program refuses the words (stage ``create``), or they start no container
            (stage ``request``); the error points at the word.
        DialectError: no such engine is known.
        LimitError: it is longer than the limits allow.
        WrongTypeError: `words` is neither a text nor a list of strings.
    """
    line = as_line(words, limits)
    start = program_position(line.words)
    program = _program(line, start)
    client, asked = _client(program, engine, line, start)
    found = find_command(line, start + 1, client)
    # podman decides before cobra runs whether it is a remote client, which has other flags
    # (podman v5.8.2 cmd/podman/registry/remote.go IsRemote): so the words are read again.
    if client.remote is not None and _is_remote(line, client, found.uses):
        client = client.remote
        asked = dialects.engine(f"{asked.name}@{_version(asked)}/remote")
        found = find_command(line, start + 1, client)
    return _read(line, client, found, asked)


def as_line(words: Sequence[str] | str, limits: Limits = DEFAULT_LIMITS) -> CommandLine:
    """Return a command line as words; a single text is split as a POSIX shell would.

    Raises:
        OverrideError: the text is not a single simple command.
        LimitError: it is longer than the limits allow.
        WrongTypeError: `words` is neither a text nor a list of strings, or `limits` none.
    """
    check_limits(limits)
    if isinstance(words, str):
        limits.check("text", len(words), "the length of the command line")
        line = split(plain_text(writable(words), is_program))
    else:
        line = CommandLine(words)
        limits.check("text", sum(map(len, line.words)), "the length of the command line")
    limits.check("words", len(line.words), "the number of words of the command line")
    return line


def _program(line: CommandLine, start: int) -> str:
    name = base_name(line.words[start]) if start < len(line.words) else ""
    if name not in PROGRAMS:
        raise line.fault(
            "unknown-program",
            f"{name!r} is not docker or podman" if name else "no program is named",
            start,
            hint="write docker run IMAGE …, or podman run IMAGE …",
            stage="request",
        )
    return name


def _client(
    program: str, engine: str | Engine | None, line: CommandLine, start: int
) -> tuple[Client, Engine]:
    """Return the program at its version, and the engine that starts the container."""
    asked = dialects.engine_of(engine, program)
    interface = asked.command_line
    if interface is None or (program == "podman" and interface != "podman"):
        raise line.fault(
            "wrong-engine",
            f"{program} starts no container on {asked.key}",
            start,
            hint="name an engine that it talks to, such as " + dialects.engine(program).key,
            stage="request",
        )
    if interface == "podman":
        return podman_client(asked.version), asked
    if asked.name == program:
        return docker_client(asked.version), asked
    # Docker's program on another engine's service: its version is its own, so the newest is taken.
    return docker_client(dialects.DEFAULT.version), asked


def _version(engine: Engine) -> str:
    return ".".join(map(str, engine.version))


def _is_remote(line: CommandLine, client: Client, uses: Sequence[FlagUse]) -> bool:
    named = FlagValues(line, tuple(uses))
    return named.is_true("remote") or any(map(named.each, client.asks_remote))


def _read(line: CommandLine, client: Client, found: FoundCommand, engine: Engine) -> RunCommand:
    flags = client.commands[found.command]
    uses: list[FlagUse] = []
    try:
        _, operands = parse(line, found.start, flags, into=uses)
    finally:
        # In a finally: docker checks the flags that were set before it reports a flag that could
        # not be parsed, so this error replaces that one (docker/cli v28.5.2 cmd/docker/docker.go
        # setFlagErrorFunc, isSupported).
        _refuse_windows_only(line, client, uses)
    given = FlagValues(line, tuple(uses))
    given.refuse_help()
    everywhere = known_values(line, (*found.uses, *uses))
    for check in client.at_once:
        check(everywhere)
    if not operands:
        raise line.fault(
            "no-image",
            client.no_image.format(found.path),
            len(line.words),
            hint=_swallowed(given, found) or f"name the image: {found.path} IMAGE",
        )
    for check in client.connecting:
        check(everywhere)
    for check in client.after_reading:
        check(known_values(line, uses))
    at, *after = operands
    is_name = at not in line.expanding and not given.is_true("rootfs", unknown=True)
    if client.image is not None and is_name:
        try:
            client.image(line.words[at])
        except ReferenceFormatError as fault:
            hint = _swallowed(given, found)
            raise line.fault("image-reference", str(fault), at, hint=hint) from None
    return RunCommand(
        image=line.words[at],
        override=_override(given, after, found),
        engine=engine.key,
        command=found.path,
        rootfs=given.is_true("rootfs"),
        platform=given.text("platform") or None,
        notes=tuple(_notes(given, flags)),
    )


def _refuse_windows_only(line: CommandLine, client: Client, uses: Sequence[FlagUse]) -> None:
    for use in uses:
        if use.name in client.windows_only:
            raise line.fault(
                "flag-value",
                f'"--{use.name}" is only supported on a Docker daemon running on windows, but the '
                "Docker daemon is running on linux",
                use.position,
            )


def _override(given: FlagValues, after: Sequence[int], found: FoundCommand) -> Override:
    line = given.line
    entrypoint = given.last("entrypoint")
    before = FlagValues(line, found.uses)
    pid = given.last("pid") if given.is_true("init") else None
    deciding = (entrypoint, *map(given.last, _DECIDING), pid, before.last("remote"))
    used = [*(use.value_position for use in deciding if use is not None), *after]
    unknown = [f"what your shell makes of {line.words[x]}" for x in used if x in line.expanding]
    return Override(
        entrypoint=None if entrypoint is None else entrypoint.value,
        args=tuple(line.words[place] for place in after) or None,
        init=given.is_true("init") and not _shares_processes(given),
        entrypoint_origins=()
        if entrypoint is None
        else (InCommandLine(found.path, entrypoint.value_position, flag="--entrypoint"),),
        args_origins=tuple(
            InCommandLine(found.path, place, argument=number)
            for number, place in enumerate(after, 1)
        ),
        unknown=tuple(dict.fromkeys(unknown)),
    )


def _shares_processes(given: FlagValues) -> bool:
    """Say whether the container has no PID namespace of its own; docker then ignores ``--init``.

    Source: moby v28.5.2 daemon/oci_linux.go withCommonOptions; podman has refused by then.
    """
    return given.text("pid") == "host" or given.text("pid").startswith("container:")


def _notes(given: FlagValues, flags: FlagSet) -> Iterator[Note]:
    # A cluster such as -it has several uses in one word; one note a word is enough.
    first: dict[int, FlagUse] = {}
    for use in given.uses:
        first.setdefault(use.position, use)
    for use in first.values():
        word = given.line.words[use.position]
        name = long_name_after_one_dash(word, flags)
        if name is not None:
            yield Note(
                "one-dash",
                f"{word} was read as -{word[1]} with the value {use.value}; a long name takes "
                f"two dashes: --{name}",
            )
    earlier = given.each("entrypoint")[:-1]
    if earlier:
        named = ", ".join(use.value or '""' for use in earlier)
        yield Note(
            "entrypoint-repeated",
            f"--entrypoint is given several times and the last one counts; ignored: {named}",
        )
    if given.is_true("init") and _shares_processes(given):
        message = f"--init does nothing under --pid {given.text('pid')}"
        yield Note("init-left-out", message)


def _swallowed(given: FlagValues, found: FoundCommand) -> str | None:
    """Return the hint that the last flag took the image as its value, or None if none did."""
    last = given.uses[-1] if given.uses else None
    if last is None or last.value_position == last.position:
        return None
    word = given.line.words[last.value_position]
    return f"{given.line.words[last.position]} took {word} as its value: {found.path} … IMAGE"
