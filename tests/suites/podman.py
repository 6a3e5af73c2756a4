"""Podman's end-to-end tests: the lines of `run` and `create` that it takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import cmdresolve as cr
from tests.suites import bats_source
from tests.suites.go_checks import asked
from tests.suites.go_source import variables
from tests.suites.go_steps import stepped_tests
from tests.suites.go_values import UNREAD, Call, Literal, Name, is_read, plain
from tests.suites.suite import ACCEPTED, REFUSED, Case, Files, NotAsked, Suite

_ENGINE = "podman@5.8"
_LINE = re.compile(r"(?:container )?(?:run|create)\b")
#: What is refused for the grammar of the line, and not for what the value of a flag is worth.
_OF_GRAMMAR = re.compile(
    r"unknown (shorthand )?flag|needs an argument|requires at least|bad flag syntax|"
    r"unrecognized command"
)
_BATS = {
    "IMAGE": "quay.io/libpod/testimage:20241011",
    "PODMAN_TMPDIR": "/scratch",
    "oomscore": "100",
}
_NOT_STARTED = "it fails for more than its words"


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the lines of its tests in Go, and of those in Bats."""
    images: dict[str, Any] = {}
    for path in files:
        if re.fullmatch(r"test/e2e/config\w*\.go", path):
            images |= _constants(files[path])
    for path in sorted(files):
        if re.fullmatch(r"test/e2e/\w+_test\.go", path):
            yield from _in_go(files[path], images)
        elif re.fullmatch(r"test/system/\d+-[\w-]+\.bats", path):
            yield from _in_bats(files[path])


def _constants(source: str) -> dict[str, Any]:
    return {
        name: value
        for names, values in variables(source)
        for name, value in zip(names, values, strict=False)
        if isinstance(value, str) and not isinstance(value, Name)
    }


def _in_go(source: str, images: Mapping[str, Any]) -> Iterator[Case | NotAsked]:
    """Yield the lines of a file; its tests are the functions that its one variable is given."""
    wrapped = re.sub(r"(?m)^var _ = Describe\(", "func Describes() {\nDescribe(", source)
    wrapped = re.sub(r"(?m)^\}\)$", "})\n}", wrapped)
    for test, steps in stepped_tests(wrapped, _COMPUTED, images):
        built: dict[str, str] = {}
        for one in asked([(test, steps)], "podmanTest.Podman", "podmanTest.BuildImage"):
            arguments = one.call.arguments
            if one.call.function.endswith("BuildImage"):
                if is_read(plain(Literal("", (), [(None, x) for x in arguments[:2]]))):
                    built[arguments[1]] = arguments[0]
                continue
            words = plain(arguments[0])
            if isinstance(words, list):
                words = [_word(word) for word in words]
            if isinstance(words, list) and _LINE.match(" ".join(map(str, words[:2]))):
                yield _case(words, one.checks, dict(built))


def _word(word: Any) -> Any:
    """Return a word, and the name of a variable: it stands for one word whatever it says."""
    return word.lower().replace(".", "-") if isinstance(word, Name) else word


def _sprintf(form: Any, *values: Any) -> Any:
    parts = re.split("%[svdqt]", form) if isinstance(form, str) else []
    words = [_word(value) for value in values]
    if len(parts) != len(words) + 1 or not all(isinstance(word, str | int) for word in words):
        return UNREAD
    return "".join(f"{part}{word}" for part, word in zip(parts, [*words, ""], strict=True))


def _joined(*parts: Any) -> Any:
    words = [_word(part) for part in parts]
    return "/".join(words) if all(isinstance(word, str) for word in words) else UNREAD


#: What its tests compute, as far as their lines need it; variables stand for one word each.
_COMPUTED: dict[str, Callable[..., Any]] = {
    "IsRemote": lambda: False,
    "fmt.Sprintf": _sprintf,
    "filepath.Join": _joined,
    "+": lambda *parts: _sprintf("%s%s", *parts),
}


def _case(words: list[Any], checks: list[Call], built: Mapping[str, str]) -> Case | NotAsked:
    if not all(isinstance(word, str) and is_read(word) for word in words):
        return NotAsked(repr(words), "a word of its line is computed")
    name = " ".join(words)
    ended = [call for check in checks for call in check.inner()]
    status = next(
        (x for x in ended if re.match(r"ExitCleanly|ExitWithError|Exit$", x.function)), None
    )
    if status is None:
        return NotAsked(name, "it does not say how it ends")
    if status.function != "ExitCleanly" and status.arguments[:1] != [0]:
        if status.arguments[:1] != [125]:
            return NotAsked(name, _NOT_STARTED)
        if not any(_OF_GRAMMAR.search(str(x)) for x in status.arguments[1:]):
            return NotAsked(name, "no argv depends on what the value of this flag is worth")
        return Case(name, REFUSED, partial(_read, words))
    printed = [
        plain(call.arguments[0])
        for check in checks
        if any(".OutputToString" in repr(x) or "OutputToString" in repr(x) for x in check.arguments)
        for call in check.inner()
        if call.function == "Equal" and call.arguments
    ]
    if printed and is_read(printed[0]):
        return _printing(name, words, printed[0], built)
    return Case(name, ACCEPTED, partial(_read, words))


def _printing(name: str, words: list[str], printed: str, built: Mapping[str, str]) -> Case:
    """Compare what is printed where the program prints its words."""
    argv = _argv(words, built)
    if isinstance(argv, list) and argv[:1] in (["echo"], ["/bin/echo"]) and "-e" not in argv:
        return Case(name, printed, partial(_echoed, words, built))
    return Case(name, ACCEPTED, partial(_read, words))


def _read(words: Sequence[str]) -> object:
    cr.docker_run(["podman", *words], engine=_ENGINE)
    return ACCEPTED


def _argv(words: Sequence[str], built: Mapping[str, str]) -> list[str] | None:
    try:
        command = cr.docker_run(["podman", *words], engine=_ENGINE)
        image = cr.ImageConfig(cmd=["sh"])
        if command.image in built:
            image = cr.Dockerfile.parse(built[command.image], builder="buildah@1.43/docker").image(
                bases=lambda _: cr.ImageConfig(cmd=["sh"])
            )
        return list(cr.resolve(image, command.override, engine=_ENGINE).argv)
    except cr.CmdResolveError:
        return None


def _echoed(words: Sequence[str], built: Mapping[str, str]) -> str | None:
    argv = _argv(words, built)
    # Their helper joins what is printed at blanks.
    return None if argv is None else " ".join(" ".join(argv[1:]).split())


def _in_bats(source: str) -> Iterator[Case | NotAsked]:
    for run in bats_source.runs(source, "podman", _BATS):
        if not _LINE.match(re.sub(r"^\S*\d\S*\s+", "", run.line)):
            continue
        if run.words is None:
            yield NotAsked(run.test, "a word of its line is computed")
        elif run.status == 125 and _OF_GRAMMAR.search(run.said):
            yield Case(run.test, REFUSED, partial(_read, run.words))
        elif run.status == 125:
            yield NotAsked(run.test, "no argv depends on what the value of this flag is worth")
        elif run.status == 0:
            yield Case(f"{run.test}: {' '.join(run.words)}", ACCEPTED, partial(_read, run.words))
        else:
            yield NotAsked(run.test, _NOT_STARTED)


SUITE = Suite("Podman, lines", "containers/podman", read)
