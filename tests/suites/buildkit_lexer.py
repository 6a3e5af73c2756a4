"""BuildKit's shell lexer: words with quotes, escapes and substitutions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from cmdresolve.dockerfile.reading.word_lexer import Lexer, SubstitutionError, WordVariables
from tests.suites.go_checks import Asked, asked
from tests.suites.go_steps import stepped_tests
from tests.suites.go_values import Call, Name, is_read, plain
from tests.suites.suite import REFUSED, Case, Files, NotAsked, Suite

FOLDER = "frontend/dockerfile/shell/"
_CALLS = ("shlex.ProcessWord", "shlex.ProcessWordWithMatches", "shlex.ProcessWords")
#: The variables of TestShellParser4EnvVars, which stand in the test and not in its table.
_TABLE_TEST = "TestShellParser4EnvVars"


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the words of its two tables, and those of its tests."""
    read_tests = list(stepped_tests(files[f"{FOLDER}lex_test.go"]))
    yield from _word_table(files[f"{FOLDER}envVarTest"], _table_variables(read_tests))
    yield from _words_table(files[f"{FOLDER}wordsTest"])
    for one in asked([x for x in read_tests if not x[0].startswith("TestShellParser4")], *_CALLS):
        yield _case(one)


def _table_variables(read_tests: list[tuple[str, Any]]) -> dict[str, str]:
    for one in asked(read_tests, "EnvsFromSlice"):
        if one.test == _TABLE_TEST:
            return _variables(plain(one.call.arguments[0]))
    raise LookupError(_TABLE_TEST)


def _variables(words: list[str]) -> dict[str, str]:
    """Return variables by name; a word without ``=`` is none."""
    return dict(word.split("=", 1) for word in words if "=" in word)


def _process(
    what: Callable[[str, WordVariables], Any], text: str, values: Mapping[str, str]
) -> Any:
    try:
        return what(text, WordVariables(values))
    except SubstitutionError:
        return REFUSED


def _word_table(text: str, values: Mapping[str, str]) -> Iterator[Case | NotAsked]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        platform, source, expected = (part.strip() for part in line.strip().split("|"))
        name = f"envVarTest:{number}"
        if platform == "W":
            yield NotAsked(name, "it is of builders on Windows")
        else:
            told = REFUSED if expected == "error" else expected
            yield Case(name, told, partial(_process, Lexer().word, source, values))


def _words_table(text: str) -> Iterator[Case]:
    # The test has a second mode, for which its file is at its end, so that it tries nothing.
    values: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        if line.startswith("ENV "):
            values |= _variables([line[4:].lstrip(" ")])
            continue
        source, expected = line.split("|")
        told: Any = expected.lstrip(" ").split(",")
        told = REFUSED if told == ["error"] else told
        what = partial(_process, Lexer().words, source.strip(), dict(values))
        yield Case(f"wordsTest:{number}", told, what)


def _case(one: Asked) -> Case | NotAsked:
    text, made = one.call.arguments[:2]
    name = f"{one.test}: {text}"
    table = plain(made.arguments[0]) if isinstance(made, Call) and made.arguments else None
    if isinstance(text, Name) or not is_read(table):
        return NotAsked(name, "it is computed")
    values = _variables(table) if isinstance(table, list) else table or {}
    what = Lexer().words if one.call.function.endswith("Words") else Lexer().word
    if one.fails:
        return Case(name, REFUSED, partial(_process, what, text, values))
    told = one.equal(*one.results[:1], f"{one.results[0]}.Result")
    if told is None:
        empty = any(check.function == "require.Empty" for check in one.checks)
        if not empty:
            return NotAsked(name, "what it becomes is computed")
        told = ("",)
    return Case(name, told[0] or "", partial(_process, what, text, values))


SUITE = Suite("BuildKit, lexer", "moby/buildkit", read)
