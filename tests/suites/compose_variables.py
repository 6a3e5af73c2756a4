"""compose-go's templates and files of variables: what stands for ``${…}``, and what a line sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from cmdresolve.dialects.readers.compose import COMPOSES
from cmdresolve.starters.compose.dotenv import read_dotenv
from cmdresolve.starters.compose.interpolation import InterpolationError, interpolate
from tests.suites.go_checks import Asked, asked
from tests.suites.go_source import variables
from tests.suites.go_steps import stepped_tests
from tests.suites.go_values import Call, Literal, Name, is_read, plain
from tests.suites.suite import REFUSED, Case, Files, NotAsked, Suite

#: The newest record is of the release before the commit that is read.
COMPOSE = COMPOSES[-1]
_SUBSTITUTES = ("Substitute", "SubstituteWith", "Interpolate")
_LOADS = (
    "parseAndCompare",
    "loadEnvAndCompareValues",
    "Parse",
    "ReadWithLookup",
    "expandVariables",
)


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the texts of its templates and of interpolation, and its files of variables."""
    for path in ("template/template_test.go", "interpolation/interpolation_test.go"):
        tables = _tables(files[path])
        computed: dict[str, Callable[[Any], Any]] = {"getServiceConfig": lambda text: text}
        for one in asked(stepped_tests(files[path], computed), *_SUBSTITUTES):
            yield _substituted(one, tables)
    for name in ("godotenv", "godotenv_var_expansion", "parser"):
        path = f"dotenv/{name}_test.go"
        tables = _tables(files[path])
        # The functions of the tests that compare are called by the rest.
        compares = ("parseAndCompare", "loadEnvAndCompareValues")
        for one in asked((x for x in stepped_tests(files[path]) if x[0] not in compares), *_LOADS):
            yield _loaded(one, files, tables)


def _tables(source: str) -> dict[str, dict[str, str]]:
    return {
        names[0]: plain(values[0])
        for names, values in variables(source)
        if isinstance(values[0], Literal) and values[0].type == "map[string]string"
    }


def _told(name: str, one: Asked, expected: Any, ask: Callable[[], Any]) -> Case | NotAsked:
    if one.fails:
        return Case(name, REFUSED, ask)
    if expected is None or not is_read(expected):
        return NotAsked(name, "what it becomes is computed, or not said")
    return Case(name, expected, ask)


def _substituted(one: Asked, tables: Mapping[str, Mapping[str, str]]) -> Case | NotAsked:
    text = one.call.arguments[0]
    name = f"{one.test}: {text}"
    if not is_read(text) or not isinstance(text, str):
        return NotAsked(one.test, "its text is computed, or it is a tree of texts")
    if len(one.call.arguments) > 3:
        return NotAsked(name, "it is of a caller that puts in values by rules of its own")
    looked_up = repr(one.call.arguments[1])
    if "apping" in looked_up and "defaultMapping" not in looked_up:
        return NotAsked(name, "its variables are computed")
    known = "defaultMapping" in looked_up
    ask = partial(_text, text, tables["defaults"] if known else {})
    told = one.equal()
    return _told(name, one, told[0] or "" if told else None, ask)


def _text(text: str, values: Mapping[str, str]) -> object:
    try:
        return interpolate(text, values.get, COMPOSE).text
    except InterpolationError:
        return REFUSED


def _loaded(one: Asked, files: Files, tables: Mapping[str, Mapping[str, str]]) -> Case | NotAsked:
    arguments = one.call.arguments
    match one.call.function:
        case "parseAndCompare":
            text, key, value = arguments[1:4]
            return _variables(one, text, {}, {key: value})
        case "loadEnvAndCompareValues":
            path, expected = arguments[2], plain(arguments[3])
            presets = plain(arguments[4]) if isinstance(arguments[4], Literal) else {}
            # What the process has already is left alone, by the loader and not by the file.
            expected = {name: value for name, value in expected.items() if name not in presets}
            return _variables(one, files.get(f"dotenv/{path}"), presets, expected)
        case "ReadWithLookup":
            return _variables(one, files.get(f"dotenv/{arguments[1]}"), _set(one), _expected(one))
        case "expandVariables":
            return _expanded(one, tables["envMap"])
    return _variables(one, arguments[0], {}, _expected(one))


def _expected(one: Asked) -> Any:
    for given in (one.after, one.before):
        for name in ("expectedValues", "want"):
            if isinstance(given.get(name), Literal):
                return plain(given[name])
    return dict(_compared(one)) or None


def _compared(one: Asked) -> Iterator[tuple[str, Any]]:
    """Yield the names and values of ``env[NAME]`` compared with VALUE."""
    for check in one.checks:
        for call in check.inner():
            for at, side in enumerate(call.arguments):
                if isinstance(side, Call) and side.function == "[]" and len(call.arguments) > 1:
                    yield side.arguments[1], call.arguments[at - 1]


def _set(one: Asked) -> dict[str, str]:
    """Return what a test puts into the environment."""
    key, value = one.before.get("envKey"), one.before.get("envVal")
    return {key: value} if isinstance(key, str) and isinstance(value, str) else {}


def _variables(
    one: Asked, text: Any, environment: Mapping[str, str], expected: Any
) -> Case | NotAsked:
    name = f"{one.test}: {text if is_read(text) else 'computed'}"
    if text is None or isinstance(text, Name) or not is_read(text):
        return NotAsked(name, "its text is computed")
    if one.fails:
        expected = {}
    if not is_read(expected) or expected is None:
        return NotAsked(name, "what it sets is computed")
    return _told(name, one, expected, partial(_assigned, text, environment, tuple(expected)))


def _assigned(text: str, environment: Mapping[str, str], names: tuple[str, ...]) -> dict[str, Any]:
    found = read_dotenv(text, ".env", COMPOSE, environment.get)
    values = {assignment.name: assignment.value for assignment in found}
    return {name: values.get(name) for name in names}


def _expanded(one: Asked, values: Mapping[str, str]) -> Case | NotAsked:
    text = one.call.arguments[0]
    name = f"{one.test}: {text}"
    told = one.equal()
    if not is_read(text):
        return NotAsked(name, "its text is computed")
    return _told(name, one, told[0] if told else None, partial(_text, text, values))


SUITE = Suite("compose-go, variables", "compose-spec/compose-go", read)
