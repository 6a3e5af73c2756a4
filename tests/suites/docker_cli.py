"""Docker's command line: which lines of `docker run` and `docker create` it takes, and as what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import cmdresolve as cr
from tests.suites.go_checks import Asked, asked
from tests.suites.go_steps import Step, stepped_tests
from tests.suites.go_values import Call, Literal, is_read, plain
from tests.suites.suite import ACCEPTED, REFUSED, Case, Files, NotAsked, Suite

FOLDER = "cli/command/container/"
_ENGINE = "docker@29"
_COMMANDS = {"newRunCommand": "run", "newCreateCommand": "create"}
#: What is refused for the grammar of the line, and not for what the value of a flag is worth.
_OF_GRAMMAR = re.compile(
    r"unknown (shorthand )?flag|needs an argument|requires at least|bad flag syntax"
)
_IMAGE = ("ubuntu", "bash")
_IMAGES = {"fixtures.AlpineImage": "alpine", "fixtures.BusyboxImage": "busybox"}


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the lines of its tests of `run` and `create`, and of its tests from outside."""
    computed = {"setupPlatformVolume": _volumes}
    for test, steps in stepped_tests(files[f"{FOLDER}opts_test.go"], computed):
        if test not in ("mustParse", "parseRun"):
            for one in asked([(test, steps)], "parseRun", "mustParse", "flags.Parse"):
                yield _parsed(one)
    for path in (f"{FOLDER}run_test.go", f"{FOLDER}create_test.go"):
        for one in asked(stepped_tests(files.get(path, "")), "cmd.SetArgs"):
            yield _executed(one)
    for path in sorted(files):
        if re.fullmatch(r"e2e/.*_test\.go", path):
            yield from _outside(stepped_tests(files[path], given=_IMAGES))


def _volumes(linux: Literal, _: Literal) -> tuple[Literal, str]:
    """Compute what the test does for the lists of volumes that it has for Linux and for Windows."""
    return linux, " ".join(f"-v {volume}" for volume in plain(linux))


def _parsed(one: Asked) -> Case | NotAsked:
    # A field that a row leaves out is the empty text.
    words = one.call.arguments[-1] or ""
    if one.call.function == "mustParse":
        line = [*words.split(" "), *_IMAGE] if is_read(words) else None
        return _case(one.test, "run", line, fails=False, said=())
    fails = one.fails
    entrypoint = one.equal("config.Entrypoint")
    if one.call.function == "flags.Parse" and not fails:
        return NotAsked(one.test, "it is the first step of a reading that goes on")
    return _case(
        one.test, "run", plain(words), fails=fails, said=_texts(one), entrypoint=entrypoint
    )


def _executed(one: Asked) -> Case | NotAsked:
    made = one.before.get("cmd")
    command = _COMMANDS.get(made.function) if isinstance(made, Call) else None
    if command is None:
        return NotAsked(one.test, "it makes another command")
    fails = one._replace(results=["err"]).fails
    return _case(
        one.test, command, plain(one.call.arguments[0]), fails=bool(fails), said=_texts(one)
    )


def _texts(one: Asked) -> list[str]:
    found: list[str] = []
    queue: list[Any] = list(one.checks)
    while queue:
        value = queue.pop()
        if isinstance(value, Call):
            queue += value.arguments
        elif isinstance(value, str):
            found.append(value)
    return found


def _case(
    test: str,
    command: str,
    words: Any,
    *,
    fails: bool | None,
    said: Sequence[str],
    entrypoint: tuple[Any] | None = None,
) -> Case | NotAsked:
    if not isinstance(words, list) or not is_read(words):
        return NotAsked(test, "a word of its line is computed")
    name = f"{test}: {' '.join(words)}"
    ask = partial(_read, ["docker", command, *words])
    if fails is None:
        return NotAsked(name, "whether it is taken is computed")
    if fails:
        if not any(map(_OF_GRAMMAR.search, said)):
            return NotAsked(name, "no argv depends on what the value of this flag is worth")
        return Case(name, REFUSED, ask)
    if entrypoint is not None:
        return Case(name, entrypoint[0], partial(_entrypoint, ["docker", command, *words]))
    return Case(name, ACCEPTED, ask)


def _read(words: Sequence[str]) -> object:
    try:
        cr.docker_run(words, engine=_ENGINE)
    except cr.OverrideError as error:
        # The function under test reads flags alone; the program asks for an image before it does.
        if error.code != "no-image":
            raise
        cr.docker_run([*words, "img"], engine=_ENGINE)
    return ACCEPTED


def _entrypoint(words: Sequence[str]) -> list[str] | None:
    given = cr.docker_run(words, engine=_ENGINE).override.entrypoint
    if given is None:
        return None
    return [given] if isinstance(given, str) else list(given)


def _outside(read_tests: Iterator[tuple[str, list[Step]]]) -> Iterator[Case | NotAsked]:
    for one in asked(read_tests, "icmd.RunCommand", "icmd.Command"):
        words = plain(Literal("[]string", (), [(None, x) for x in one.call.arguments]))
        if words[:2] not in (["docker", "run"], ["docker", "create"]):
            continue
        code = next((plain(c).get("ExitCode") for c in _expected(one) if plain(c)), 0)
        yield _case(one.test, words[1], words[2:], fails=code == 125, said=_texts(one))


def _expected(one: Asked) -> Iterator[Literal]:
    for check in one.checks:
        for value in check.arguments:
            if isinstance(value, Literal) and value.type == "icmd.Expected":
                yield value


SUITE = Suite("docker, options", "docker/cli", read)
