"""go-shellwords: how a text becomes words, without the commands and variables inside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cmdresolve.go.shellwords import ShellwordsError, split
from tests.suites.go_checks import Asked, asked
from tests.suites.go_steps import stepped_tests
from tests.suites.go_values import is_read, plain
from tests.suites.suite import REFUSED, Case, Files, NotAsked, Suite


class _Newest:
    """The rules of v1.0.13 and what followed it."""

    control_escapes = True
    lone_parenthesis = False


def _words(text: str) -> list[str] | object:
    try:
        return list(split(text, _Newest()).words)
    except ShellwordsError:
        return REFUSED


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the lines of its tests, and the words each becomes."""
    for path in ("shellwords_test.go", "shellwords_security_test.go"):
        for one in asked(
            stepped_tests(files.get(path, "")), "Parse", "parser.Parse", "myParser.Parse", "p.Parse"
        ):
            yield _case(one)


def _case(one: Asked) -> Case | NotAsked:
    text = one.call.arguments[0]
    name = f"{one.test}: {text!r}"
    if not isinstance(text, str) or not is_read(text):
        return NotAsked(name, "the line is computed")
    on = {key.rpartition(".")[2] for key, value in one.before.items() if value is True}
    if "ParseBacktick" in on and ("`" in text or "$(" in text):
        return NotAsked(name, "it runs commands, which no caller that is read here asks for")
    if "ParseEnv" in on and "$" in text:
        return NotAsked(name, "it replaces variables, which no caller that is read here asks for")
    if one.fails:
        return Case(name, REFUSED, partial(_words, text))
    told = one.equal() or tuple(
        plain(value) for key, value in one.after.items() if key in ("expected", "want")
    )
    if not told or not is_read(told[0]):
        return NotAsked(name, "what it becomes is computed")
    return Case(name, told[0], partial(_words, text))


SUITE = Suite("go-shellwords", "mattn/go-shellwords", read)
