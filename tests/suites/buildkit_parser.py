"""BuildKit's line parser: the trees of its test files, arrays, heredocs, directives, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from cmdresolve.dialects.builders.buildkit import DEFAULT
from cmdresolve.dockerfile.reading.instruction import Heredoc, Instruction, list_words
from cmdresolve.dockerfile.reading.line_parser import heredoc_words, pairs_words
from cmdresolve.dockerfile.reading.reader import Syntax
from cmdresolve.dockerfile.reading.reader import read as read_dockerfile
from cmdresolve.dockerfile.reading.syntax_directive import detect, detect_syntax
from cmdresolve.model.go_text import quote
from cmdresolve.model.source import Source
from tests.suites.go_checks import asked
from tests.suites.go_source import variables
from tests.suites.go_steps import Step, stepped_tests
from tests.suites.go_values import Call, Literal, Name, is_read, plain, rows
from tests.suites.suite import REFUSED, Case, Files, NotAsked, Suite

FOLDER = "frontend/dockerfile/parser/"
_BLANK = re.compile(r"[\t\v\f\r ]+")


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the cases of all its tests."""
    yield from _trees(files)
    yield from _arrays(files[f"{FOLDER}json_test.go"])
    yield from _heredocs(files[f"{FOLDER}parser_heredoc_test.go"])
    yield from _directives(files[f"{FOLDER}directives_test.go"])
    read_tests = dict(stepped_tests(files[f"{FOLDER}parser_test.go"]))
    yield from _pair_words(read_tests["TestParseWords"])
    yield from _lines(files, read_tests["TestParseIncludesLineNumbers"])
    yield NotAsked("TestParseReturnsScannerErrors", "its Dockerfile is computed")


def _parsed(text: str) -> Syntax:
    return read_dockerfile(Source("Dockerfile", text), DEFAULT)


def _trees(files: Files) -> Iterator[Case]:
    for path in files:
        found = re.fullmatch(rf"{FOLDER}testfiles(-negative)?/([^/]+)/Dockerfile", path)
        if found is None:
            continue
        refused, name = found.groups()
        what = partial(_dump, files[path])
        if refused:
            yield Case(f"testfiles-negative/{name}", REFUSED, what)
        else:
            tree = files[path.replace("/Dockerfile", "/result")]
            yield Case(f"testfiles/{name}", tree, what)


def _dump(text: str) -> str:
    """Return the tree of a Dockerfile as parser.go Node.Dump prints it."""
    syntax = _parsed(text)
    return "".join(f"({_node(one, syntax.escape)})\n" for one in syntax.instructions)


def _node(instruction: Instruction, escape: str) -> str:
    told = instruction.written.lower()
    if instruction.flags:
        told += f" [{' '.join(map(quote, instruction.flags))}]"
    if instruction.trigger is not None:
        return f"{told} ({_node(instruction.trigger, escape)})"
    return " ".join([told, *map(quote, _arguments(instruction, escape))])


def _arguments(instruction: Instruction, escape: str) -> list[str]:
    args = instruction.args
    match instruction.keyword:
        case "HEALTHCHECK":
            kind, *command = _BLANK.split(args, maxsplit=1)
            return [kind, *(instruction.words or command)] if kind else []
        case "ENV" | "LABEL":
            words = pairs_words(args, escape)
            if "=" not in words[0]:
                return [*_BLANK.split(args, maxsplit=1), ""]
            return [part for word in words for part in (*word.split("=", 1), "=")]
        case "ARG":
            return pairs_words(args, escape)
        case "ADD" | "COPY" | "EXPOSE" | "FROM" | "VOLUME":
            return list_words(instruction)
    if instruction.words is not None:
        return list(instruction.words)
    return [args] if args else []


def _arrays(source: str) -> Iterator[Case]:
    for names, values in variables(source):
        table: Any = plain(values[0]) if isinstance(values[0], Literal) else None
        if names == ["validJSONArraysOfStrings"]:
            for text, words in table.items():
                yield Case(f"array {text}", words, partial(_array, text))
        elif names == ["invalidJSONArraysOfStrings"]:
            for text in table:
                yield Case(f"array {text}", REFUSED, partial(_array, text))


def _array(text: str) -> list[str] | None:
    words = _parsed(f"CMD {text}").instructions[0].words
    return None if words is None else list(words)


def _heredocs(source: str) -> Iterator[Case | NotAsked]:
    read_tests = dict(stepped_tests(source))
    for one in asked([("", read_tests["TestParseExtractsHeredoc"])], "Parse"):
        text, expected = one.call.arguments[0], plain(one.before["tests"])
        for at, told in enumerate(expected):
            yield Case(
                f"heredocs of instruction {at + 1}", told, partial(_heredocs_at, text, at + 1)
            )
    for one in asked([("", read_tests["TestParseJSONHeredoc"])], "Parse"):
        for at in (1, 2, 3):
            yield Case(f"array {at}", None, partial(_heredocs_at, one.call.arguments[0], at))
    for one in asked([("", read_tests["TestHeredocsFromLine"])], "heredocsFromLine"):
        for row in rows(one.before["srcs"]):
            what = partial(_heredoc_names, row["line"])
            yield Case(row["line"], plain(row.get("heredocNames")) or [], what)
        break
    yield NotAsked("TestParseHeredocHelpers", "it is of a function that reads one word alone")
    yield NotAsked("TestHeredocChomp", "it is of what a file gets")


def _heredocs_at(text: str, at: int) -> list[dict[str, Any]] | None:
    found = _parsed(text).instructions[at]
    return [_told(one, found) for one in found.heredocs] or None


def _told(heredoc: Heredoc, instruction: Instruction) -> dict[str, Any]:
    told: dict[str, Any] = {
        "Name": heredoc.name,
        "Content": heredoc.content,
        "Expand": heredoc.expands,
    }
    if heredoc.chomp:
        told["Chomp"] = True
    number = re.search(r"(\d+)<<", instruction.args)
    return told | ({"FileDescriptor": int(number[1])} if number else {})


def _heredoc_names(line: str) -> list[str]:
    return [name for name, _, _ in heredoc_words(line, blank=DEFAULT.reading.heredoc_blank)]


def _directives(source: str) -> Iterator[Case | NotAsked]:
    looks = {"DetectSyntax": detect_syntax, "ParseDirective": lambda text: detect(text, "check")}
    for one in asked(stepped_tests(source), *looks):
        text = one.call.arguments[-1]
        name = f"{one.test}: {text!r}"
        found = [x.function for x in one.checks if x.arguments[1:2] == [Name("ok")]]
        told = one.equal("ref")
        if isinstance(text, Name | Call) or not found:
            yield NotAsked(name, "it is computed")
        elif found[0] == "require.True" and told is None:
            yield NotAsked(name, "what it finds is computed")
        else:
            expected = told[0] if told and found[0] == "require.True" else None
            yield Case(name, expected, partial(_detected, looks[one.call.function], text))


def _detected(look: Any, text: str) -> str | None:
    found = look(text)
    return None if found is None else found[0]


def _pair_words(steps: list[Step]) -> Iterator[Case | NotAsked]:
    for one in asked([("", steps)], "parseWords"):
        for row in plain(one.before["tests"]):
            if is_read(row):
                text = row["input"][0]
                yield Case(f"words {text}", row["expect"], partial(pairs_words, text, "\\"))
        return


def _lines(files: Files, steps: list[Step]) -> Iterator[Case]:
    given = {
        name: step.values[0] for step in steps if not isinstance(step, Call) for name in step.names
    }
    what = partial(_line_numbers, files[f"{FOLDER}testfile-line/Dockerfile"])
    yield Case("testfile-line", plain(given["expected"]), what)


def _line_numbers(text: str) -> list[list[int]]:
    syntax = _parsed(text)
    return [
        [text.count("\n", 0, one.span.start) + 1, text.count("\n", 0, one.span.end) + 1]
        for one in syntax.instructions
    ]


SUITE = Suite("BuildKit, parser", "moby/buildkit", read)
