"""Error messages that people paste, as engines and shells write them, and what is behind them."""

from __future__ import annotations

import pytest

from cmdresolve.checks.messages import _KNOWN, causes
from cmdresolve.checks.registry import RULES

RUNC = (
    "docker: Error response from daemon: failed to create task for container: failed to create "
    "shim task: OCI runtime create failed: runc create failed: unable to start container process: "
    "error during container init: "
)
CRUN = "Error: preparing container 1 for attach: crun: "


SAID = {
    "option-is-the-program": [
        f'{RUNC}exec: "-v": executable file not found in $PATH: unknown.',
        f'{RUNC}exec: "--help": executable file not found in $PATH',
    ],
    "array-is-no-json": [
        f"{RUNC}exec: \"['node',\": executable file not found in $PATH",
        "/bin/sh: 1: [node,: not found",
        "/bin/sh: [npm,: not found",
        "sh: 1: [: missing ]",
    ],
    "shell-word-without-shell": [
        f'{RUNC}exec: "&&": executable file not found in $PATH',
        f'{RUNC}exec: "cd": executable file not found in $PATH',
    ],
    "no-such-shell": [
        f'{RUNC}exec: "bash": executable file not found in $PATH',
        f'{RUNC}exec: "/bin/sh": stat /bin/sh: no such file or directory',
    ],
    "program-not-in-image": [
        f'{RUNC}exec: "serve": executable file not found in $PATH',
    ],
    "no-program-format": [
        "standard_init_linux.go:228: exec user process caused: exec format error",
        "exec /entry.sh: exec format error",
    ],
    "not-executable": [
        f'{RUNC}exec: "/entry.sh": permission denied: unknown.',
    ],
    "no-such-file": [
        f'{RUNC}exec: "./run.sh": stat ./run.sh: no such file or directory',
        "exec /entry.sh: no such file or directory",
        "[FATAL tini (7)] exec /entry.sh failed: No such file or directory",
    ],
    "no-command": [
        "Error: no command or entrypoint provided, and no CMD or ENTRYPOINT from image",
        "Error response from daemon: no command specified",
    ],
    "shell-reads-a-file": [
        "sh: can't open 'ls': No such file or directory",
        "sh: 0: cannot open ls: No such file",
        "/bin/bash: ls: cannot execute binary file",
        "/bin/sh: 0: Can't open ls",
        "sh: ls: No such file or directory",
        "bash: ls: No such file or directory",
        "/bin/bash: ls: No such file or directory",
        "ls: cannot execute binary file",
        "/usr/bin/ls: /usr/bin/ls: cannot execute binary file",
        "web-1  | /usr/bin/ls: /usr/bin/ls: cannot execute binary file\n",
        "zsh: can't open input file: ls",
    ],
    "shell-finds-no-file": [
        "/bin/bash: /srv/start.sh: No such file or directory",
        "bash: ./start.sh: No such file or directory",
    ],
    "no-script": [
        "/bin/sh: 0: -c requires an argument",
        "bash: -c: option requires an argument",
    ],
    "init-is-no-pid-1": [
        "[WARN  tini (7)] Tini is not running as PID 1 and isn't registered",
        "s6-overlay-suexec: fatal: can only run as pid 1",
    ],
    "unknown-flag": [
        "unknown flag: --prot",
    ],
    "no-image-reference": [
        "docker: invalid reference format.",
    ],
    "unknown-instruction": [
        "dockerfile parse error on line 3: unknown instruction: server",
    ],
    "several-words-in-one": [
        f'{RUNC}exec: "npm start": executable file not found in $PATH: unknown.',
        f'{RUNC}exec: \\"java -jar x.jar\\": executable file not found in $PATH',
        f"{CRUN}executable file `npm run x` not found in $PATH: No such file",
        f'{RUNC}exec: "/bin/sh -c": stat /bin/sh -c: no such file or directory',
    ],
    "variable-is-the-program": [
        f'{RUNC}exec: "$JAVA_HOME/bin/java": executable file not found in $PATH',
    ],
    "program-not-found": [
        "executable file not found in $PATH",
    ],
    "text-for-a-list": [
        "json: cannot unmarshal string into Go struct field Container.command of type []string",
    ],
    "dollar-of-compose": [
        'invalid interpolation format for services.web.command: "wait ${!}"',
    ],
    "remark-behind-words": [
        "Dockerfile:3 unexpected '#' expecting a new line followed by the next instruction",
    ],
    "ends-at-once": [
        "my container exits immediately",
        "web-1 exited with code 0",
    ],
    "words-are-lost": [
        "CMD ignored",
        "the args are not passed to the entrypoint",
        "args override",
    ],
    "entrypoint-is-not-run": [
        "entrypoint not run",
        "my ENTRYPOINT is never executed",
    ],
    "command-and-args": [
        "command vs args",
    ],
    "variable-not-expanded": [
        "Error: Invalid value for '--port': '$PORT' is not a valid integer.",
    ],
}


@pytest.mark.parametrize(
    ("message", "code"), [(said, code) for code, all_of in SAID.items() for said in all_of]
)
def test_a_message_names_its_cause(message: str, code: str) -> None:
    """The likeliest first."""
    found = list(causes(message))

    assert found[0].code == code
    assert "{word" not in found[0].text


def test_the_word_is_told() -> None:
    (cause, *_) = causes(f'{RUNC}exec: "npm start": executable file not found in $PATH: unknown')

    assert "'npm start'" in cause.text


@pytest.mark.parametrize("message", [x for x in SAID["shell-reads-a-file"] if "ls" in x])
def test_the_word_that_a_shell_took_for_a_script_is_told(message: str) -> None:
    """Recorded with bash 5.2, dash 0.5.12 and zsh 5.9, of Debian 12."""
    (cause,) = causes(message)

    word = "'/usr/bin/ls'" if "/ls" in message else "'ls'"
    assert cause.text.startswith(f"a shell took {word} for the name of a script")


def test_a_program_for_another_machine_is_no_script_that_a_shell_reads() -> None:
    found = causes("bash: ./x: cannot execute binary file: Exec format error")

    assert [cause.code for cause in found] == ["no-program-format"]


@pytest.mark.parametrize("message", ["", "it does not work", "exit status 1"])
def test_what_is_not_known_has_no_cause(message: str) -> None:
    assert not list(causes(message))


def test_every_rule_that_is_named_is_one() -> None:
    named = {code for known in _KNOWN for code in known.cause.rules}

    assert named <= set(RULES)


@pytest.mark.parametrize("text", ['exec: "' * 20_000, "exec ' " * 20_000, "/bin/sh: " * 20_000])
def test_a_long_message_takes_no_time(text: str) -> None:
    """A pasted log may be long."""
    assert list(causes(text)) is not None
