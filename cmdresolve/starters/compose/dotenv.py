"""Files of variables such as ``.env``, read as Compose reads them.

Source: compose-go v2.9.1 dotenv/parser.go and dotenv/godotenv.go, the same from v2.0 on to v2.13;
recorded on Compose 2.26 and 2.40.
"""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import category

from attrs import frozen

from cmdresolve.dialects.readers.compose import Compose
from cmdresolve.model.errors import ComposeError
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import DEFAULT_LIMITS, Room
from cmdresolve.model.source import Source, Span
from cmdresolve.starters.compose.interpolation import InterpolationError, Lookup, interpolate

# dotenv/parser.go has an isSpace of its own, without the line feed and all beyond Latin-1. It uses
# that within a line, and Go's unicode.IsSpace between statements and after names and values.
_BLANKS = "\t\v\f\r \x85\xa0"
_SPACES = "\n" + _BLANKS + "\u1680" + "".join(map(chr, range(0x2000, 0x200B)))
_SPACES += "\u2028\u2029\u202f\u205f\u3000"
_BETWEEN = pattern(rf"(?:[{_SPACES}]++|#[^\n]*+)*+")
# A regular expression there, whose \s has no \v: "export\vA=b" is a name with a bad character.
_EXPORT = pattern(rf"export[\t\n\f\r ][{_BLANKS}]*+")
_IN_NAMES = frozenset("_.-[]")
_ESCAPE = pattern(r'\\(?:[abcfnrtv$"\\]|0[0-9]{0,3})')
_ESCAPES = {
    "\\a": "\a",
    "\\b": "\b",
    "\\f": "\f",
    "\\n": "\n",
    "\\r": "\r",
    "\\t": "\t",
    "\\v": "\v",
    '\\"': '"',
    "\\\\": "\\",
    # Interpolation comes after this and makes one dollar of two.
    "\\$": "$$",
}
_OCTAL = pattern(r"\\0[0-3][0-7]{2}")


@frozen
class Assignment:
    """A variable that a file sets.

    Attributes:
        name: its name.
        value: its value, escapes read and variables replaced.
        source: the file.
        span: the extent of its name.
        put_in: the variables whose values are part of it.
        unset: the variables that were not set and became an empty text.
    """

    name: str
    value: str
    source: Source
    span: Span
    put_in: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        """The line its name stands in, from 1."""
        return self.source.position(self.span.start)[0]


def read_dotenv(
    text: str,
    name: str,
    compose: Compose,
    lookup: Lookup | None = None,
    before: Mapping[str, str] | None = None,
    *,
    room: Room | None = None,
) -> tuple[Assignment, ...]:
    """Read a file of variables.

    Args:
        text: the file; a byte order mark in front is passed over.
        name: what to call it in messages.
        compose: the version of Compose, which decides how defaults are expanded.
        lookup: the variables from outside; they take precedence over what the file sets itself.
        before: the variables set by earlier files.
        room: how many characters the values of variables may still add; by default the usual limit.

    Returns:
        The assignments in order, including those that are overwritten later. A name alone on its
        line inherits a value, and is left out if there is none.

    Raises:
        ComposeError: Compose refuses the file (``env-file``).
        LimitError: its variables give more characters than the limits allow.
    """
    source = Source(name, text)
    room = Room(DEFAULT_LIMITS) if room is None else room
    return tuple(_Parser(source, compose, lookup or _unknown, before or {}, room).assignments())


def _unknown(_name: str) -> str | None:
    return None


class _Parser:
    """One pass over a file."""

    def __init__(
        self,
        source: Source,
        compose: Compose,
        lookup: Lookup,
        before: Mapping[str, str],
        room: Room,
    ) -> None:
        self._source = source
        self._text = source.text
        self._compose = compose
        self._around = lookup
        self._before = before
        self._own: dict[str, str] = {}
        self._room = room
        self._pos = len("\ufeff") if source.text.startswith("\ufeff") else 0

    def assignments(self) -> list[Assignment]:
        found: list[Assignment] = []
        while True:
            self._skip(_BETWEEN)
            if self._pos == len(self._text):
                return found
            self._skip(_EXPORT)
            start = self._pos
            name, inherits = self._name()
            span = Span(start, start + len(name))
            if " " in name:
                raise self._refused(span, f"key cannot contain a space: {name}")
            if inherits:
                value = self._inherited(name)
                if value is None:
                    continue
                made = Assignment(name, value, self._source, span, (name,))
            else:
                made = self._assigned(name, span)
            self._own[name] = made.value
            found.append(made)

    def _skip(self, what: object) -> None:
        matched = what.match(self._text, self._pos)  # type: ignore[attr-defined]
        if matched is not None:
            self._pos = matched.end()

    def _name(self) -> tuple[str, bool]:
        """Read a name and what ends it; return it and whether its value is inherited.

        A rest of the file without ``=``, ``:`` or a line end has no name: locateKeyName then
        returns "" and no offset, and all of the rest is read as the value of "".
        """
        text, start = self._text, self._pos
        pos = start
        while pos < len(text):
            character = text[pos]
            if character in "=:\n":
                break
            if not (
                character in _BLANKS
                or character in _IN_NAMES
                or (character.isascii() and character.isalnum())
                or category(character)[0] in "LN"
            ):
                line = text[start:].partition("\n")[0]
                message = f'unexpected character "{character}" in variable name "{line}"'
                raise self._refused(Span(pos, pos + 1), message)
            pos += 1
        if pos == len(text):
            self._pos = start
            return "", False
        name = text[start:pos].rstrip(_SPACES)
        self._pos = pos + 1
        self._pass_blanks()
        return name, text[pos] == "\n"

    def _pass_blanks(self) -> None:
        text = self._text
        while self._pos < len(text) and text[self._pos] in _BLANKS:
            self._pos += 1

    def _assigned(self, name: str, span: Span) -> Assignment:
        quote = self._text[self._pos : self._pos + 1]
        if quote in ("'", '"'):
            start = self._pos
            value = self._quoted(quote)
            if quote == "'":
                return Assignment(name, value, self._source, span)
            value = _ESCAPE.sub(lambda found: _unescaped(found[0]), value)
            return self._expanded(name, value, span, Span(start, self._pos))
        start = self._pos
        end = self._text.find("\n", start)
        end = len(self._text) if end < 0 else end
        self._pos = min(end + 1, len(self._text))
        value = self._text[start:end].partition(" #")[0].rstrip(_SPACES)
        return self._expanded(name, value, span, Span(start, start + len(value)))

    def _quoted(self, quote: str) -> str:
        text, start = self._text, self._pos
        pos = start + 1
        parts: list[str] = []
        while pos < len(text):
            character = text[pos]
            if character == quote:
                self._pos = pos + 1
                return "".join(parts)
            if character == "\\" and pos + 1 < len(text):
                following = text[pos + 1]
                parts.append(following if following == quote else character + following)
                pos += 2
                continue
            parts.append(character)
            pos += 1
        end = text.find("\n", start)
        shown = text[start : len(text) if end < 0 else end]
        raise self._refused(Span(start, start + 1), f"unterminated quoted value {shown}")

    def _expanded(self, name: str, value: str, span: Span, place: Span) -> Assignment:
        if "$" not in value:
            return Assignment(name, value, self._source, span)
        try:
            found = interpolate(value, self._counted, self._compose, self._room.limits)
        except InterpolationError as error:
            raise self._refused(place, str(error), line=False) from None
        return Assignment(name, found.text, self._source, span, found.put_in, found.unset)

    def _inherited(self, name: str) -> str | None:
        value = self._around(name)
        return self._before.get(name) if value is None else value

    def _counted(self, name: str) -> str | None:
        value = self._lookup(name)
        # A=$A$A doubles with every line: without a budget, thirty lines make a gigabyte.
        self._room.take(0 if value is None else len(value))
        return value

    def _lookup(self, name: str) -> str | None:
        if self._compose.env_files_in_one and name in self._own:
            value = self._around(name)
            return self._own[name] if value is None else value
        value = self._inherited(name)
        return self._own.get(name) if value is None else value

    def _refused(self, span: Span, message: str, *, line: bool = True) -> ComposeError:
        where = f"line {self._source.position(span.start)[0]}: " if line else ""
        return ComposeError(
            f"failed to read {self._source.name}: {where}{message}",
            code="env-file",
            stage="create",
            source=self._source,
            span=span,
        )


def _unescaped(escape: str) -> str:
    if escape[1] != "0":
        return _ESCAPES.get(escape, escape)
    # expandEscapes rewrites \0123 as \123, Go's form of an octal escape, and unquotes that. Where
    # it is not one (\0, \0777), it returns the rewritten text, from which the 0 is gone.
    return chr(int(escape[1:], 8)) if _OCTAL.fullmatch(escape) else "\\" + escape[2:]
