"""What a Go test says of a call: whether it must fail, and what its results must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tests.suites.go_steps import Step
from tests.suites.go_values import Assign, Call, Literal, Name, is_read, plain

_FAILS = ("Error", "ErrorContains", "EqualError", "ErrorType", "ErrorIs")
_EQUAL = ("Equal", "DeepEqual", "==", "!=", "EqualValues")
_ENDS = ("Fatal", "Fatalf", "Error", "Errorf")


class Asked(NamedTuple):
    """A call of a test.

    Attributes:
        test: the test.
        call: the call.
        results: the names that its results are given.
        checks: the calls until the next of these.
        before: what names were given before, in the same test.
        after: what names are given until the next of these.
    """

    test: str
    call: Call
    results: list[str]
    checks: list[Call]
    before: Mapping[str, Any]
    after: dict[str, Any]

    @property
    def fails(self) -> bool | None:
        """Whether it must fail; None where that is not said."""
        error = self.results[-1] if self.results else "err"
        for check, following in zip(self.checks, [*self.checks[1:], Call("", [])], strict=False):
            for one in check.inner():
                if check.function == "if":
                    break
                told = _told_of_error(one, error, self.call)
                if told is not None:
                    return told
            if check.function == "if" and following.function.rpartition(".")[2] in _ENDS:
                if check.arguments[0] == f"{error} == nil":
                    return True
                if check.arguments[0] == f"{error} != nil":
                    return False
        return None

    def equal(self, *names: str) -> tuple[Any] | None:
        """Return what a result must be equal to, in a tuple; None where that is not to be read.

        Args:
            names: what the result is called; by default as the first of its results.
        """
        wanted = names or (self.results[0],) if self.results else ()
        for check in self.checks:
            for one in check.inner():
                if one.function.rpartition(".")[2] not in _EQUAL:
                    continue
                named = [isinstance(x, Name) and x in wanted for x in one.arguments]
                values = [
                    plain(value)
                    for value, is_name in zip(one.arguments, named, strict=True)
                    if not is_name and value != Name("t")
                ]
                if any(named) and values and is_read(values[0]):
                    return (values[0],)
        return None


def _told_of_error(check: Call, error: str, call: Call) -> bool | None:
    word = check.function.rpartition(".")[2]
    about = [x for x in check.arguments if x == Name(error) and isinstance(x, Name)]
    if not about and call not in check.arguments:
        return None
    if word in ("NoError", "NilError", "Nil"):
        return False
    if word in _FAILS and "." in check.function:
        return True
    if word in ("DeepEqual", "Equal", "!=", "=="):
        if any(value is None for value in check.arguments):
            return word == "!="
        return True if any(isinstance(value, Literal) for value in check.arguments) else None
    return None


def asked(tests: Iterable[tuple[str, list[Step]]], *functions: str) -> Iterator[Asked]:
    """Yield the calls of functions, each with what is checked until the next."""
    for test, steps in tests:
        open_one: Asked | None = None
        given: dict[str, Any] = {}
        for step in steps:
            found = _found(step, functions)
            if found is not None:
                if open_one is not None:
                    yield open_one
                names = step.names if isinstance(step, Assign) else []
                open_one = Asked(test, found, names, [], dict(given), {})
            if isinstance(step, Assign):
                told = dict(zip(step.names, step.values, strict=False))
                given.update(told)
                if open_one is not None and found is None:
                    open_one.after.update(told)
            elif open_one is not None:
                open_one.checks.append(step)
        if open_one is not None:
            yield open_one


def _found(step: Step, functions: tuple[str, ...]) -> Call | None:
    values = step.values if isinstance(step, Assign) else [step]
    for value in values:
        if isinstance(value, Call):
            for one in value.inner():
                if one.function in functions:
                    return one
    return None
