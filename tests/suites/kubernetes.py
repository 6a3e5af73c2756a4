"""Kubernetes' expansion of ``$(NAME)`` in commands and variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from cmdresolve.go.expansion import expand
from tests.suites.go_checks import asked
from tests.suites.go_steps import Step, stepped_tests
from tests.suites.go_values import Call, Name, is_read, plain
from tests.suites.suite import Case, Files, NotAsked, Suite

PATH = "third_party/forked/golang/expansion/expand_test.go"


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield each text under each table of variables that the test gives it."""
    read_tests = list(stepped_tests(files[PATH]))
    for one in asked(read_tests, "doExpansionTest"):
        made = one.before.get("mapping")
        if isinstance(made, Call) and made.function == "MappingFuncFor":
            # The first that has a name wins.
            tables = [plain(table) for table in reversed(made.arguments)]
            values = {name: value for table in tables for name, value in table.items()}
            yield from _cases(one.test, read_tests, values)


def _cases(
    test: str, read_tests: list[tuple[str, list[Step]]], values: Mapping[str, str]
) -> Iterator[Case | NotAsked]:
    for one in asked([x for x in read_tests if x[0] == "doExpansionTest"], "Expand"):
        text = one.call.arguments[0]
        told = one.equal()
        name = f"{test}: {text!r}"
        if told is None or not is_read(text) or isinstance(text, Name):
            yield NotAsked(name, "it is computed")
        else:
            yield Case(name, told[0] or "", partial(expand, text, values))


SUITE = Suite("expansion", "kubernetes/kubernetes", read)
