"""``docker compose run``, ``up`` and ``create``, read into files, service and arguments.

Source: docker/compose v2.40.3 and v5.5.0 cmd/compose/{compose,run,up,create}.go. The flags of both
versions are accepted. Their values are not checked, because none changes argv.
"""

from __future__ import annotations

from attrs import frozen

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.go.numbers import parse_bool
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.value import Value
from cmdresolve.starters.command_line.flag_values import FlagValues
from cmdresolve.starters.command_line.line import CommandLine
from cmdresolve.starters.command_line.pflag import Flag, FlagSet, FlagUse, flag_set, parse


class _Command(NamedTuple):
    """The flags of a command, ``name`` or ``name/letter`` each: without a value, and with one."""

    switches: str
    valued: str


_ROOT = _Command(
    "all-resources compatibility dry-run help/h no-ansi verbose version/v",
    "ansi env-file file/f insecure-registry parallel profile progress project-directory "
    "project-name/p workdir",
)
_RUN = _Command(
    "build detach/d dry-run help/h interactive/i no-TTY no-deps no-tty/T quiet/q quiet-build "
    "quiet-pull remove-orphans rm service-ports/P tty/t use-aliases",
    "cap-add cap-drop entrypoint env/e env-from-file label/l labels name publish/p pull user/u "
    "volume/v volumes workdir/w",
)
_UP = _Command(
    "abort-on-container-exit abort-on-container-failure always-recreate-deps attach-dependencies "
    "build detach/d dry-run force-recreate help/h menu no-build no-color no-deps no-log-prefix "
    "no-recreate no-start quiet-build quiet-pull remove-orphans renew-anon-volumes/V timestamps "
    "wait watch/w y yes/y",
    "attach exit-code-from no-attach pull scale timeout/t wait-timeout",
)
_CREATE = _Command(
    "build dry-run force-recreate help/h no-build no-recreate quiet-pull remove-orphans yes/y",
    "pull scale",
)
_COMMANDS = {"run": _RUN, "up": _UP, "create": _CREATE}
_NOT_READ = {
    "exec": "it runs its words as they stand in a running container",
    "start": "ask with docker compose up, which created the container",
    "restart": "ask with docker compose up, which created the container",
}


@frozen(eq=False, repr=False)
class ComposeLine(Value):
    """A command line of Compose.

    Attributes:
        command: ``run``, ``up`` or ``create``.
        service: the service, or None where none is named.
        more: the further services, which are started beside it.
        entrypoint: the text of ``--entrypoint``, or None.
        args: the words after the service of ``run``.
        files: the files of ``-f``, in order.
        env_files: those of ``--env-file``.
        profiles: those of ``--profile``.
        project_name: that of ``-p``, or None.
        project_directory: that of ``--project-directory``, or None.
        engine: the engine that was asked for, or None.
    """

    command: str
    service: str | None = None
    more: tuple[str, ...] = ()
    entrypoint: str | None = None
    args: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    env_files: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    project_name: str | None = None
    project_directory: str | None = None
    engine: str | None = None


def read_compose(line: CommandLine, start: int, engine: str | Engine | None = None) -> ComposeLine:
    """Read the words after ``docker compose``.

    Args:
        line: the line.
        start: the first word after ``compose``.
        engine: who starts the container, handed on.

    Raises:
        OverrideError: Compose refuses a flag, or it is another command (stage ``request``).
    """
    root, operands = parse(line, start, _flags(_ROOT))
    name = line.words[operands[0]] if operands and not _is_ended(line, root, operands[0]) else ""
    # With a command behind it, --version is passed over; run on Compose 2.40.
    FlagValues(line, tuple(root)).refuse_help("help", *(() if name else ("version",)))
    if name not in _COMMANDS:
        raise line.fault(
            "unread-command",
            f"docker compose {name} is not read: it creates no container from an image"
            if name
            else "docker compose is not followed by a command",
            operands[0] if operands else len(line.words),
            hint=_NOT_READ.get(name, "docker compose run SERVICE and docker compose up SERVICE do"),
            stage="request",
        )
    is_run = name == "run"
    # The flags of run end at the service, as all after it belongs to the container:
    # SetInterspersed(false) in run.go. The other commands take flags after services.
    uses, places = parse(line, operands[0] + 1, _flags(_COMMANDS[name]), interspersed=not is_run)
    FlagValues(line, tuple(uses)).refuse_help()
    words = tuple(line.words[place] for place in places)
    if is_run and not words:
        raise line.fault(
            "no-service",
            "requires at least 1 arg(s), only received 0",
            len(line.words),
            hint="name the service: docker compose run SERVICE",
        )
    return ComposeLine(
        command=name,
        service=words[0] if words else None,
        more=() if is_run else words[1:],
        entrypoint=_last(uses, "entrypoint"),
        args=words[1:] if is_run else (),
        files=_all(root, "file"),
        env_files=_all(root, "env-file"),
        profiles=_all(root, "profile"),
        project_name=_last(root, "project-name"),
        project_directory=_last(root, "project-directory") or _last(root, "workdir"),
        engine=engine if engine is None or isinstance(engine, str) else engine.key,
    )


def _flags(command: _Command) -> FlagSet:
    def made(names: str, *, is_bool: bool) -> list[Flag]:
        found = (entry.partition("/") for entry in names.split())
        check = parse_bool if is_bool else None
        return [Flag(name, letter, check, is_bool) for name, _, letter in found]

    return flag_set((*made(command.switches, is_bool=True), *made(command.valued, is_bool=False)))


def _is_ended(line: CommandLine, uses: list[FlagUse], place: int) -> bool:
    """Say whether a ``--`` stands before the word: cobra finds no command behind it."""
    values = {use.value_position for use in uses}
    return line.words[place - 1] == "--" and place - 1 not in values


def _all(uses: list[FlagUse], name: str) -> tuple[str, ...]:
    return tuple(use.value for use in uses if use.name == name)


def _last(uses: list[FlagUse], name: str) -> str | None:
    found = _all(uses, name)
    return found[-1] if found else None
