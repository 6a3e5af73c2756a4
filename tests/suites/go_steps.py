"""What a Go test does, step by step: loops over tables unrolled, names replaced by their values.

It takes the branches that a row of the table decides, and both where it cannot know. Of functions
it computes the few pure ones that tables of cases are made with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.suites.go_source import functions, statements, structs, variables
from tests.suites.go_tokens import Token
from tests.suites.go_values import (
    UNREAD,
    Assign,
    Call,
    Func,
    If,
    Leave,
    Literal,
    Name,
    Range,
    plain,
    rows,
)

Step = Assign | Call
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _sprintf(form: Any, *values: Any) -> Any:
    """Fill in texts; other verbs are left to the test."""
    parts = re.split("%[sv]", form) if _is_text(form) else []
    if len(parts) != len(values) + 1 or not all(map(_is_text, values)) or "%" in "".join(parts):
        return UNREAD
    return parts[0] + "".join(
        f"{value}{part}" for value, part in zip(values, parts[1:], strict=True)
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, Name)


def _is_known(value: Any) -> bool:
    return value is not UNREAD and not isinstance(value, Name | Call | Func)


def _join(words: Any, between: Any) -> Any:
    words = plain(words)
    if isinstance(words, list) and all(map(_is_text, words)) and _is_text(between):
        return str(between).join(words)
    return UNREAD


def _split(text: Any, between: Any) -> Any:
    if not _is_text(text) or not _is_text(between):
        return UNREAD
    return Literal("[]string", (), [(None, word) for word in text.split(between)])


def _append(words: Any, *more: Any) -> Any:
    if isinstance(words, Literal) and words.type == "[]byte" and all(map(_is_text, more)):
        return bytes(plain(words)).decode("utf-8", "surrogateescape") + "".join(more)
    if words is not None and not isinstance(words, Literal):
        return UNREAD
    return Literal(
        "[]string", (), [*(words.items if words else ()), *((None, one) for one in more)]
    )


def _sum(one: Any, other: Any) -> Any:
    return one + other if _is_text(one) and _is_text(other) else UNREAD


def _item(index: Call) -> Any:
    """Return the item of a literal that an index names; the index itself of anything else."""
    table, key = _unrow(index.arguments[0]), index.arguments[1]
    if isinstance(table, Literal):
        for place, (name, item) in enumerate(table.items):
            if key == (place if name is None else name):
                return item
    return index


def _same(value: Any, *_: Any) -> Any:
    return value


#: The functions that are computed, by their names.
COMPUTED: Mapping[str, Callable[..., Any]] = {
    "[]byte": _same,
    "string": _same,
    "strings.NewReader": _same,
    "strings.TrimSpace": lambda text: text.strip() if _is_text(text) else UNREAD,
    "strings.Join": _join,
    "strings.Split": _split,
    "strings.Fields": lambda text: (
        _split(" ".join(text.split()), " ") if _is_text(text) else UNREAD
    ),
    "bytes.NewBufferString": _same,
    "bytes.NewBuffer": _same,
    "bytes.NewReader": _same,
    "fmt.Sprintf": _sprintf,
    "fmt.Appendf": lambda _, form, *values: _sprintf(form, *values),
    "integration.UnixOrWindows": _same,
    "append": _append,
    "+": _sum,
}


class Scope(NamedTuple):
    """What names stand for, and the fields of the file's structs.

    Attributes:
        values: of each name what it was last given.
        structs: the fields of each struct by its name.
        computed: functions of the file that a suite computes, besides `COMPUTED`.
        given: what names stand for of which the file does not say it.
    """

    values: dict[str, Any]
    structs: Mapping[str, tuple[str, ...]]
    computed: Mapping[str, Callable[..., Any]] = _NOTHING
    given: Mapping[str, Any] = _NOTHING

    def of(self, value: Any) -> Any:
        """Return a value with its names replaced, as far as they are known."""
        if isinstance(value, Name):
            return self._named(value)
        if isinstance(value, Literal):
            fields = value.fields or self.structs.get(value.type.rpartition("]")[2], ())
            return Literal(
                value.type, fields, [(self.key(key), self.of(item)) for key, item in value.items]
            )
        if isinstance(value, Call):
            arguments = [self.of(one) for one in value.arguments]
            made = self.computed.get(value.function) or COMPUTED.get(value.function)
            if made is not None and UNREAD not in arguments:
                return made(*arguments)
            call = Call(value.function, arguments)
            return _item(call) if value.function == "[]" else call
        return value

    def key(self, key: Any) -> Any:
        """Return the key of an item: names of fields stay names."""
        return self.values.get(key, key) if isinstance(key, Name) and key in self.values else key

    def _named(self, name: Name) -> Any:
        if name in self.values:
            return _unrow(self.values[name])
        head, _, field = name.partition(".")
        row = self.values.get(head)
        while isinstance(row, dict) and field:
            one, _, field = field.partition(".")
            row = row.get(one)
            if isinstance(row, Literal):
                row = _row(row)
            if not field:
                return _unrow(row)
        return self.given.get(name, name)

    def holds(self, condition: list[Token]) -> bool | None:
        """Tell whether a condition holds; None where only the run tells."""
        words = [token.text for token in condition]
        if {"&&", "||", "<", ">"} & {*words}:
            return None
        for mark in ("==", "!="):
            if mark in words:
                at = words.index(mark)
                sides = [self._of_tokens(condition[:at]), self._of_tokens(condition[at + 1 :])]
                if not all(map(_is_known, sides)):
                    return None
                # A field that a row leaves out is nothing, whatever its type.
                equal = sides[0] == sides[1] or not (sides[0] or sides[1])
                return equal == (mark == "==")
        if words[:1] == ["!"]:
            inner = self.holds(condition[1:])
            return None if inner is None else not inner
        value = self._of_tokens(condition)
        return bool(value) if _is_known(value) else None

    def compared(self, condition: list[Token]) -> list[Call]:
        """Return what a condition compares, or calls, with its names replaced."""
        words = [token.text for token in condition]
        for mark in ("==", "!="):
            if words.count(mark) == 1 and not {"&&", "||"} & {*words}:
                at = words.index(mark)
                sides = [self._of_tokens(condition[:at]), self._of_tokens(condition[at + 1 :])]
                return [Call(mark, sides)]
        value = self._of_tokens(condition[words[:1] == ["!"] :])
        return [value] if isinstance(value, Call) else []

    def _of_tokens(self, told: list[Token]) -> Any:
        given = next(iter(statements([Token("name", "_"), Token("mark", "="), *told])), None)
        return self.of(given.values[0]) if isinstance(given, Assign) else UNREAD


def _row(value: Literal) -> Any:
    """Return a literal as a row where it has fields, itself otherwise."""
    names = [key for key, _ in value.items]
    if names and all(isinstance(name, Name) for name in names):
        return {"\0": value, **{str(key): item for key, item in value.items}}
    return value


def _unrow(value: Any) -> Any:
    return value.get("\0", value) if isinstance(value, dict) else value


class _Left(Exception):  # noqa: N818 - it is a way out and no error
    """A loop's turn or a function came to its end."""

    def __init__(self, word: str) -> None:
        self.word = word


def steps(body: list[Token], scope: Scope) -> Iterator[Step]:
    """Yield the assignments and calls of a function's body, in the order of a run."""
    try:
        yield from _steps(body, scope)
    except _Left:
        return


def _steps(body: list[Token], scope: Scope) -> Iterator[Step]:
    for statement in statements(body):
        match statement:
            case Assign(names, values):
                yield from _assigned(names, [scope.of(value) for value in values], scope)
            case Call():
                yield from _called(scope.of(statement), scope)
            case If(condition, then, otherwise):
                yield from _branches(condition, then, otherwise, scope)
            case Range(names, value, inner):
                yield from _turns(names, scope.of(value), inner, scope)
            case Leave(word):
                raise _Left(word)


def _assigned(names: list[str], values: list[Any], scope: Scope) -> Iterator[Step]:
    if len(values) == 1 and type(values[0]) is tuple:
        values = list(values[0])  # a function that is computed, with several results
    yield Assign(names, values)
    for name, value in zip(names, values, strict=False):
        if isinstance(value, Literal):
            scope.values[name] = _row(value)
        elif not isinstance(value, Call | Func) and value is not UNREAD:
            scope.values[name] = value
        else:
            scope.values.pop(name, None)
    for name in names[len(values) :]:
        scope.values.pop(name, None)


def _called(call: Any, scope: Scope) -> Iterator[Step]:
    if not isinstance(call, Call):
        return
    yield call
    for argument in call.arguments:
        if isinstance(argument, Func):
            yield from steps(argument.body, scope)


def _branches(
    condition: list[Token], then: list[Token], otherwise: list[Token], scope: Scope
) -> Iterator[Step]:
    holds = scope.holds(condition)
    if holds is not None:
        yield from _steps(then if holds else otherwise, scope)
        return
    yield Call("if", [" ".join(token.text for token in condition), *scope.compared(condition)])
    yield from steps(then, scope)
    yield from steps(otherwise, scope)


def _turns(names: list[str], value: Any, body: list[Token], scope: Scope) -> Iterator[Step]:
    value = _unrow(value)
    if not isinstance(value, Literal):
        yield from steps(body, scope)
        return
    table = dict(enumerate(rows(value)))
    for at, (key, item) in enumerate(value.items):
        turn = [
            at if key is None else key,
            table[at] if isinstance(item, Literal) and table.get(at) else item,
        ]
        scope.values.update(zip(names, turn, strict=False))
        try:
            yield from _steps(body, scope)
        except _Left as left:
            if left.word != "continue":
                return


def stepped_tests(
    source: str,
    computed: Mapping[str, Callable[..., Any]] = _NOTHING,
    given: Mapping[str, Any] = _NOTHING,
) -> Iterator[tuple[str, list[Step]]]:
    """Yield each function of a test file with its steps.

    Args:
        source: the file.
        computed: functions of the file whose results the suite knows.
        given: what names stand for that another file declares, or the run.
    """
    fields = structs(source)
    outside = Scope({}, fields, computed, {"runtime.GOOS": "linux", **given})
    for name, value in (
        (name, value)
        for names, values in variables(source)
        for name, value in zip(names, values, strict=False)
    ):
        made = outside.of(value)
        if isinstance(made, Literal):
            outside.values[name] = _row(made)
        elif not isinstance(made, Call | Func) and made is not UNREAD:
            outside.values[name] = made
    for function in functions(source):
        yield (
            function.name,
            list(steps(function.body, outside._replace(values=dict(outside.values)))),
        )
