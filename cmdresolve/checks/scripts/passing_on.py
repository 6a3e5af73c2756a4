"""A script that passes its arguments on, made of one that does not."""

from __future__ import annotations

from cmdresolve.resolving.shell_syntax import ALSO_PROGRAMS, BUILTINS, Script, Simple, read_script

_ARGUMENTS = ' "$@"'
# Programs that prepare something and are seldom what a container is for.
_PREPARING = ALSO_PROGRAMS | frozenset(
    "cat chmod chown cp date env envsubst find grep id install ln ls mkdir mv nc rm sed sleep ssh "
    "tee touch tr wait-for-it wait-for-it.sh which".split()
)


def passing_on(text: str) -> str | None:
    """Return a script with ``"$@"`` behind the program that it is for.

    None where that program is not plain: words at the end of a script that is not one simple
    command would go to ``tee``, be run themselves, or break it.
    """
    script = read_script(text)
    command = None if script is None else main_command(script)
    if command is None or not command.words:
        return None
    end = command.words[-1].end
    return text[:end] + _ARGUMENTS + text[end:]


def main_command(script: Script) -> Simple | None:
    """Return the command that a script is for; None where that is not plain."""
    commands = script.commands
    if "&" in script.operators or not commands:
        return None
    executed = [x for x in commands if x.program == "exec"]
    if executed:
        return executed[0] if len(executed) == 1 else None
    if len(commands) == 1:
        only = commands[0]
        return None if only.depth or only.program in BUILTINS or not only.program else only
    if any(command.depth for command in commands):
        real = [x for x in commands if _is_real(x)]
        return real[0] if len(real) == 1 else None
    return _of_list(commands)


def _of_list(commands: tuple[Simple, ...]) -> Simple | None:
    """Choose of a list: what it ends in, and of that the first part of a pipe or a fallback."""
    start = 0
    for place, command in enumerate(commands):
        if command.before in ("&&", ";", "\n"):
            start = place
    chosen = commands[start]
    return chosen if _is_real(chosen) else None


def _is_real(command: Simple) -> bool:
    return bool(command.program) and command.program not in BUILTINS | _PREPARING
