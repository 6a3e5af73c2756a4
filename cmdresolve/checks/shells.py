"""Kinds of programs by name: shells, interpreters, inits, and programs that run their arguments.

These names never decide argv; they decide whether something about it is worth reporting.
"""

from __future__ import annotations

from cmdresolve.model.command import base_name
from cmdresolve.model.lazy_pattern import pattern

#: Shells that read POSIX's language, by the last part of their path.
SHELLS = frozenset("sh bash dash ash ksh mksh zsh".split())
#: Interpreters of languages: an image that starts one without arguments has no program of its own.
INTERPRETERS = frozenset(
    "bun deno erl ghci groovysh guile iex irb jshell julia lua luajit node nodejs ocaml perl php "
    "pwsh pypy pypy3 python python2 python3 R rakudo ruby sbcl scala swift".split()
)
#: Inits that reap children and pass signals on to the program they are given.
SMALL_INITS = frozenset(
    "catatonit docker-init dumb-init minit my_init pid1 tini tini-static tini-amd64".split()
)
# Inits that have to be PID 1.
_WHOLE_INIT_PATHS = frozenset(
    "/init /sbin/init /usr/sbin/init /lib/systemd/systemd /usr/lib/systemd/systemd "
    "/sbin/my_init /sbin/runit-init".split()
)
#: Programs that set something up and then run their arguments.
RUNNERS = frozenset(
    "catchsegv chpst chroot chrt cpulimit docker-entrypoint docker-entrypoint.sh dotenv dotenvx "
    "doppler dumb-init "
    "entrypoint env envdir envconsul eatmydata fakeroot gosu infisical ionice jemalloc.sh local "
    "ltrace nice "
    "nohup numactl opentelemetry-instrument poetry pipenv prlimit runas runuser s6-setuidgid "
    "setarch setpriv setsid setuidgid stdbuf strace su-exec sudo systemd-run taskset time timeout "
    "tini tini-static unshare uv with-contenv xvfb-run".split()
)
# Well-known programs, so that a bare name like these is hardly the name of the user's own file.
_USUAL = frozenset(
    "apk apt apt-get awk bundle cargo cat chmod chown cp curl cut date df dig docker du echo env "
    "false find free git go gradle grep head hostname id ip java kill kubectl less ln ls make "
    "mkdir mount mv mvn mysql nc netstat nginx npm nslookup php ping pip printenv printf ps psql "
    "pwd redis-cli rm sed sleep sort ss ssh stat tail tar tee test top touch tr true uname vi vim "
    "wc wget which whoami xargs yarn yum".split()
)
#: Commands that only a shell has; names that other programs have as well (test, kill) are left out.
SHELL_COMMANDS = frozenset(
    ". alias bg break builtin cd command continue declare dirs eval exec exit export fg hash let "
    "popd pushd read readonly return set shift shopt source times trap typeset ulimit umask "
    "unalias unset wait".split()
)
#: Programs that people start in a container to look into it, or to keep it alive.
LOOKING = frozenset(
    "cat date df du env find hostname id ip ls mount ps printenv pwd sleep stat tail top uname "
    "whoami".split()
)
_VERSIONED = pattern(r"(python|pypy|node|ruby|perl|php|lua)[0-9.]+")
_ENTRYPOINT_SCRIPT = pattern(
    r".*(?:entry[-_]?point|entry|wrapper|bootstrap|start[-_]?up|_?init|docker-run|run)"
    r"(?:\.(?:sh|bash|py|rb|pl))?|.*\.(?:sh|bash)",
    0,
)


_ONLY_OF_BASH = pattern(r"(?:^|[\s;&|(])(?:source|pushd|popd|shopt|declare|\[\[)\s")


def shell_for(script: str) -> str:
    """Return the shell that a script needs: ``bash`` if it uses its commands, else ``sh``."""
    return "sh" if _ONLY_OF_BASH.search(script) is None else "bash"


def is_shell(path: str) -> bool:
    """Say whether a program is a POSIX shell."""
    return base_name(path) in SHELLS


def is_interpreter(path: str) -> bool:
    """Say whether a program is an interpreter of a language."""
    name = base_name(path)
    return name in INTERPRETERS or _VERSIONED.fullmatch(name) is not None


def is_usual_program(name: str) -> bool:
    """Say whether a bare name is that of a shell, an interpreter or a well-known program."""
    return name in _USUAL or name in SHELLS or is_interpreter(name)


def is_mere_shell(words: tuple[str, ...]) -> bool:
    """Say whether words start a shell or an interpreter without anything to run."""
    if not words:
        return False
    program, *rest = words
    if not (
        is_shell(program) or is_interpreter(program) or base_name(program) in ("cmd", "powershell")
    ):
        return False
    return all(word in ("-", "-i", "-l", "-a", "--login", "-li", "-il", "-it") for word in rest)


def is_small_init(path: str) -> bool:
    """Say whether a program is an init that only looks after its child."""
    return base_name(path) in SMALL_INITS


def init_words(argv: tuple[str, ...]) -> int:
    """Return how many leading words are a small init and its options, such as ``tini -g --``."""
    place = 0
    while place < len(argv) and is_small_init(argv[place]):
        place += 1
        while place < len(argv) and argv[place].startswith("-"):
            place += 1
            if argv[place - 1] == "--":
                break
    return place


def is_whole_init(path: str) -> bool:
    """Say whether a program is an init that has to be PID 1."""
    return path in _WHOLE_INIT_PATHS or base_name(path) == "s6-svscan"


def runs_what_it_gets(path: str) -> bool:
    """Say whether a program runs its arguments, or may do so, as an unknown script may.

    By convention entrypoint scripts end in ``exec "$@"``.
    """
    name = base_name(path)
    if name in RUNNERS or name in SMALL_INITS or is_whole_init(path):
        return True
    return _ENTRYPOINT_SCRIPT.fullmatch(name) is not None
