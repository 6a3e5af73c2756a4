"""Just enough of Go to read the cases of a test file: its literals, calls and assignments in order.

Nothing is run: names stay names; sums, comparisons, indices and fields of values are calls of
``+``, ``==``, ``!=``, ``[]`` and ``.FIELD``; what is computed otherwise is `UNREAD`. A reader of
tables of cases needs no more, and one that meets `UNREAD` says that it could not read the case.
Source: The Go Programming Language Specification, "Lexical elements" and "Composite literals".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tests.suites.go_tokens import Token, number, tokens, unquoted
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
    Statement,
)

_OPEN, _CLOSE = "([{", ")]}"
_BINARY = frozenset({"+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "|"})
_CONSTANTS: dict[str, Any] = {"nil": None, "true": True, "false": False}


_LEAVING = frozenset({"return", "continue", "break"})
# What may stand before an expression that is no part of it.
_KEYWORDS = frozenset(
    {"const", "var", "defer", "go", "switch", "case", "select", "default", "else"}
)


def functions(source: str) -> Iterator[Func]:
    """Yield the functions of a file, methods too."""
    told = tokens(source)
    at = 0
    while at < len(told):
        if told[at].text == "func" and (at == 0 or told[at - 1].kind == "end"):
            reader = _Reader(told, at + 1)
            if reader.text == "(":
                reader.skip_brackets()
            name = reader.text
            while reader.text not in ("{", ""):
                if reader.text in ("(", "["):
                    reader.skip_brackets()
                else:
                    reader.at += 1
            yield Func(name, reader.block())
            at = reader.at
        else:
            at += 1


def variables(source: str) -> Iterator[Assign]:
    """Yield what stands outside functions: variables and constants with their values."""
    told = tokens(source)
    reader = _Reader(told, 0)
    while reader.token is not None:
        if reader.text == "func" and (reader.at == 0 or told[reader.at - 1].kind == "end"):
            reader.skip_function()
        elif reader.token.kind == "name" and (given := reader.assignment("=")) is not None:
            yield given
        else:
            reader.at += 1


def structs(source: str) -> dict[str, tuple[str, ...]]:
    """Return the names of the fields of each struct that a file declares."""
    found = {}
    told = tokens(source)
    for at, token in enumerate(told[:-1]):
        declared = at > 0 and told[at - 1].text in ("type", "\n")
        if declared and token.kind == "name" and told[at + 1].text == "struct":
            found[token.text] = _Reader(told, at + 1).type()[1]
    return found


def statements(body: Sequence[Token]) -> Iterator[Statement]:
    """Yield what a function's body does, in its order; plain blocks are not told apart."""
    reader = _Reader(list(body), 0)
    while (token := reader.token) is not None:
        if token.text == "if":
            yield from reader.condition()
        elif token.text == "for":
            yield reader.loop()
        elif token.text in _LEAVING:
            reader.at += 1
            yield Leave(token.text)
        elif token.kind == "name" and token.text not in _KEYWORDS:
            given = reader.assignment(":=", "=")
            value = reader.value() if given is None else None
            if given is not None:
                yield given
            elif isinstance(value, Call):
                yield value
        else:
            reader.at += 1


class _Reader:
    """Walks over tokens."""

    def __init__(self, told: list[Token], at: int) -> None:
        self.told = told
        self.at = at

    @property
    def token(self) -> Token | None:
        return self.told[self.at] if self.at < len(self.told) else None

    @property
    def text(self) -> str:
        return self.told[self.at].text if self.at < len(self.told) else ""

    def _skip_ends(self) -> None:
        while self.text == "\n":
            self.at += 1

    def skip_brackets(self) -> None:
        """Step over what stands in brackets."""
        depth = 0
        while (token := self.token) is not None:
            self.at += 1
            if token.kind == "mark":
                depth += (token.text in _OPEN) - (token.text in _CLOSE)
            if depth == 0:
                return

    def _leave_brackets(self) -> None:
        depth = 1
        while depth and self.token is not None:
            depth += (self.text in _OPEN) - (self.text in _CLOSE)
            self.at += 1

    def block(self) -> list[Token]:
        """Step over a block in braces, and return what is inside."""
        start = self.at + 1
        self.skip_brackets()
        return self.told[start : self.at - 1]

    def skip_function(self) -> list[Token]:
        """Step over a function from its keyword on, and return its body."""
        self.at += 1
        while self.text not in ("{", ""):
            if self.text in ("(", "["):
                self.skip_brackets()
            elif self.text in ("interface", "struct"):
                self.type()
            else:
                self.at += 1
        return self.block()

    def _head(self) -> list[Token]:
        """Step over what stands before a block's brace, and return it."""
        self.at += 1
        start, depth = self.at, 0
        while (token := self.token) is not None and not (token.text == "{" and depth == 0):
            depth += (token.text in "([") - (token.text in ")]")
            self.at += 1
        return self.told[start : self.at]

    def condition(self) -> Iterator[Statement]:
        """Read an ``if`` with all that belongs to it."""
        head = self._head()
        asked = max((at + 1 for at, token in enumerate(head) if token.text == ";"), default=0)
        yield from statements(head[: max(asked - 1, 0)])
        then, otherwise = self.block(), []
        if self.text == "else":
            self.at += 1
            start = self.at
            if self.text == "if":
                for _ in self.condition():
                    pass
                otherwise = self.told[start : self.at]
            else:
                otherwise = self.block()
        yield If(head[asked:], then, otherwise)

    def loop(self) -> Range:
        """Read a ``for``."""
        start = self.at
        self.at += 1
        given = self.assignment(":=", "=", in_head=True)
        if given is None or self.text != "{":
            self.at = start
            while self.text not in ("{", ""):
                self.at += 1
            return Range([], UNREAD, self.block())
        return Range(given.names, given.values[0], self.block())

    def assignment(self, *marks: str, in_head: bool = False) -> Assign | None:
        """Read names and what they are given, or stay where it is."""
        start = self.at
        names = []
        while self.token is not None and self.token.kind == "name":
            name = self.text
            self.at += 1
            while self.text == "." and self.told[self.at + 1].kind == "name":
                name += "." + self.told[self.at + 1].text
                self.at += 2
            names.append(name)
            if self.text != ",":
                break
            self.at += 1
        if self.text not in marks:
            self.at = start
            return None
        self.at += 1
        if self.text == "range":
            self.at += 1
            return Assign(names, [self.value(in_head=True)])
        values = [self.value(in_head=in_head)]
        while self.text == ",":
            self.at += 1
            values.append(self.value(in_head=in_head))
        return Assign(names, values)

    def value(self, *, in_head: bool = False) -> Any:
        """Read an expression; in the head of a statement a name takes no brace."""
        self._skip_ends()
        value = self._operand(in_head=in_head)
        while self.text in _BINARY:
            mark = self.text
            self.at += 1
            self._skip_ends()
            other = self._operand(in_head=in_head)
            texts = isinstance(value, str) and isinstance(other, str)
            named = isinstance(value, Name) or isinstance(other, Name)
            if mark == "+" and texts and not named:
                value += other
            else:
                value = Call(mark, [value, other]) if mark in ("+", "==", "!=") else UNREAD
        return value

    def _operand(self, *, in_head: bool) -> Any:
        token = self.token
        if token is None:
            return UNREAD
        if token.text in ("&", "*", "!", "-", "<-"):
            self.at += 1
            value = self._operand(in_head=in_head)
            if token.text == "&":
                return value
            return -value if token.text == "-" and isinstance(value, int) else UNREAD
        value = self._primary(token)
        return self._after(value, in_head=in_head)

    def _primary(self, token: Token) -> Any:
        if token.kind in ("raw", "text", "rune"):
            self.at += 1
            return unquoted(token)
        if token.kind == "number":
            self.at += 1
            value = number(token.text)
            return UNREAD if value is None else value
        if token.text == "func":
            return Func("", self.skip_function())
        if token.text in ("[", "map", "struct", "interface", "chan"):
            return self._typed(*self.type())
        if token.text == "(":
            self.at += 1
            value = self.value()
            self._skip_ends()
            self.at += 1
            return value
        if token.text == "{":
            return self._literal("", ())
        self.at += 1
        if token.kind != "name":
            return UNREAD
        return _CONSTANTS.get(token.text, Name(token.text))

    def _typed(self, name: str, fields: tuple[str, ...]) -> Any:
        if self.text == "{":
            return self._literal(name, fields)
        return Name(name)

    def _after(self, value: Any, *, in_head: bool) -> Any:
        """Read what may follow an operand: a field, a call, an index, a literal's brace."""
        while True:
            text = self.text
            if text == "." and self.at + 1 < len(self.told):
                following = self.told[self.at + 1]
                self.at += 2
                if following.text == "(":
                    self.at -= 1
                    self.skip_brackets()
                    value = UNREAD
                elif isinstance(value, Name):
                    value = Name(f"{value}.{following.text}")
                else:
                    value = Call(f".{following.text}", [value])
            elif text == "(":
                value = self._call(value)
            elif text == "[":
                self.at += 1
                index = self.value()
                if self.text == "]":
                    self.at += 1
                    value = Call("[]", [value, index])
                else:
                    self._leave_brackets()
                    value = UNREAD
            elif text == "{" and isinstance(value, Name) and not in_head:
                value = self._literal(value, ())
            else:
                return value

    def _call(self, value: Any) -> Call:
        """Read the arguments of a call; of a method of a value, that stands behind them."""
        if isinstance(value, Call):
            return Call(value.function, [*self._arguments(), *value.arguments])
        return Call(value if isinstance(value, Name) else "", self._arguments())

    def _arguments(self) -> list[Any]:
        self.at += 1
        found: list[Any] = []
        while True:
            self._skip_ends()
            if self.text in (")", ""):
                self.at += 1
                return found
            before = self.at
            found.append(self.value())
            self._skip_ends()
            if self.text == "..." or self.at == before:
                self.at += 1
            if self.text == ",":
                self.at += 1

    def _literal(self, name: str, fields: tuple[str, ...]) -> Literal:
        self.at += 1
        items: list[tuple[Any, Any]] = []
        while True:
            self._skip_ends()
            if self.text in ("}", ""):
                self.at += 1
                return Literal(name, fields, items)
            before = self.at
            key, value = None, self.value()
            if self.text == ":":
                self.at += 1
                key, value = value, self.value()
            items.append((key, value))
            self._skip_ends()
            if self.text == "," or self.at == before:
                self.at += 1

    def type(self) -> tuple[str, tuple[str, ...]]:
        """Read a type, and the names of the fields of the struct it ends in."""
        start = self.at
        text = self.text
        fields: tuple[str, ...] = ()
        if text == "[":
            self.skip_brackets()
            fields = self.type()[1]
        elif text == "map":
            self.at += 1
            self.skip_brackets()
            fields = self.type()[1]
        elif text in ("*", "chan"):
            self.at += 1
            fields = self.type()[1]
        elif text in ("struct", "interface"):
            self.at += 1
            fields = _fields(self.block())
            return text, fields
        elif text == "func":
            self.at += 1
            self.skip_brackets()
        else:
            self.at += 1
            while self.text == ".":
                self.at += 2
        return "".join(token.text for token in self.told[start : self.at]), fields


def _fields(body: list[Token]) -> tuple[str, ...]:
    found: list[str] = []
    depth, first = 0, True
    for at, token in enumerate(body):
        if token.kind == "end":
            first = depth == 0
            continue
        if first and token.kind == "name":
            found.append(token.text)
        # ``a, b string`` names two fields.
        first = depth == 0 and token.text == "," and body[at - 1].kind == "name"
        if token.kind == "mark":
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
    return tuple(found)
