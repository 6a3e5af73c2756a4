"""Go's reading of a JSON array of strings, with the place of every word and every fault.

What ``encoding/json`` takes and refuses is the rule here, not what Python's `json` does: NaN is
a fault, a lone surrogate escape is U+FFFD, a number that no float64 holds is a fault of its own
kind, nesting ends at 10,000, and none of it may cost a recursion.
Sources: Go ``encoding/json`` scanner.go and decode.go; recorded runs ``json_*`` of the suite.
"""

from __future__ import annotations

from collections.abc import Iterator

from cmdresolve.model.go_text import replace_invalid
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Span
from cmdresolve.model.value import new_tuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

MAX_DEPTH = 10_000

_NO_BLANK = pattern(r"[^ \t\r\n]")
_PLAIN_ARRAY = pattern(
    r'\[[ \t\r\n]*+(?:"[^"\\\x00-\x1f]*+"[ \t\r\n]*+(?:,[ \t\r\n]*+(?=")|(?=\])))*+\]'
)
# Not in the pattern before: a set beyond ASCII takes longer to compile than all the rest of it.
_SURROGATE = pattern(r"[\ud800-\udfff]")
_PLAIN_WORD = pattern(r'"([^"]*)"')
_STRING_PART = pattern(r'[^"\\\x00-\x1f]+')
_NUMBER = pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NUMBER_START = pattern(r"[-0-9]")
_SURROGATES = range(0xD800, 0xE000)
_LOW_SURROGATES = range(0xDC00, 0xE000)
_HEX4 = pattern(r"[0-9a-fA-F]{4}")
_LITERALS = ("true", "false", "null")
_ESCAPES = {
    '"': '"',
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}


class JsonError(Exception):
    """The text is no JSON array that Go reads.

    Attributes:
        pos: the offset of the character that broke it.
        kind: ``not-array``, ``syntax``, ``string-escape``, ``string-control``,
            ``string-open``, ``array-open``, ``trailing``, ``number-range`` or ``depth``.
        expected: for ``syntax``, what could have stood there: ``value``, ``value-or-end``,
            ``comma-or-end``, ``key``, ``colon``.
    """

    def __init__(self, pos: int, kind: str, expected: str = "") -> None:
        super().__init__(f"{kind} at {pos}")
        self.pos = pos
        self.kind = kind
        self.expected = expected


class Member(NamedTuple):
    """One member of an array.

    Attributes:
        word: its value, None when it is no string.
        kind: ``string``, ``number``, ``true``, ``false``, ``null``, ``array`` or ``object``.
        span: its extent, quotes included.
    """

    word: str | None
    kind: str
    span: Span


def scan_array(
    text: str, pos: int, *, whole: bool, floats: bool = True
) -> tuple[list[str | None], int]:
    """Read the JSON array that starts at `pos`.

    Args:
        text: the text.
        pos: the offset of ``[``.
        whole: whether only blanks may follow the array to the end of `text`
            (``json.Unmarshal``), or anything may (``json.Decoder``).
        floats: whether numbers are decoded, so that each must fit a float64; they are not where
            the list is decoded into strings.

    Returns:
        The members, None for one that is no string, and the offset after the array.

    Raises:
        JsonError: the text is no such array.
    """
    words: list[str | None]
    plain = _plain_array(text, pos)
    if plain is not None:
        end = plain.end()
        words = _PLAIN_WORD.findall(text, pos, end)
    else:
        words = []
        end = pos
        for member, end in _members(text, pos, floats=floats):  # noqa: B007 - the last is the array's
            if member is not None:
                words.append(member.word)
    if whole and end != len(text):
        rest = _skip(text, end)
        if rest != len(text):
            raise JsonError(rest, "trailing")
    return words, end


def members(text: str, pos: int, *, floats: bool = True) -> list[Member]:
    """Return the members of the JSON array that starts at `pos`, with their places.

    A second reading, for those who ask where words stand; `scan_array` keeps no places, so that
    a huge array costs little.

    Raises:
        JsonError: the text is no JSON array that Go reads.
    """
    plain = _plain_array(text, pos)
    if plain is not None:
        found = _PLAIN_WORD.finditer(text, pos, plain.end())
        return [Member(match[1], "string", Span(*match.span())) for match in found]
    return [member for member, _ in _members(text, pos, floats=floats) if member is not None]


def places(text: str, pos: int) -> list[Span]:
    """Return the extent of each member of the JSON array that starts at `pos`.

    Raises:
        JsonError: the text is no JSON array that Go reads.
    """
    plain = _plain_array(text, pos)
    if plain is None:
        return [member.span for member in members(text, pos)]
    found = _PLAIN_WORD.finditer(text, pos, plain.end())
    return [new_tuple(Span, match.span()) for match in found]


def _plain_array(text: str, pos: int) -> re.Match[str] | None:
    """Match an array of strings without escapes and lone surrogates."""
    found = _PLAIN_ARRAY.match(text, pos)
    if found is None or text.isascii() or _SURROGATE.search(text, pos, found.end()) is None:
        return found
    return None


def _members(text: str, pos: int, *, floats: bool) -> Iterator[tuple[Member | None, int]]:
    """Yield each member with the offset after it; last, None with the offset after the array."""
    if text[pos : pos + 1] != "[":
        raise JsonError(pos, "not-array")
    range_fault: JsonError | None = None
    pos = _skip(text, pos + 1)
    expected = "value-or-end"
    while True:
        start = pos
        word: str | None = None
        kind = "string"
        if text[pos : pos + 1] == '"':
            word, pos = scan_string(text, pos)
        else:
            kind, pos, fault = _scan_other(text, pos, expected)
            range_fault = range_fault or fault
        yield Member(word, kind, Span(start, pos)), pos
        pos = _skip(text, pos)
        character = text[pos : pos + 1]
        if character == "]":
            if range_fault is not None and floats:
                raise range_fault
            yield None, pos + 1
            return
        if character != ",":
            raise _fault_at(text, pos, "comma-or-end")
        pos = _skip(text, pos + 1)
        expected = "value"


def scan_string(text: str, pos: int) -> tuple[str, int]:
    """Read the JSON string whose opening quote is at `pos`; give its value and what follows.

    Raises:
        JsonError: the text there is not a string that Go reads.
    """
    start = pos
    pos += 1
    parts: list[str] = []
    while True:
        match = _STRING_PART.match(text, pos)
        if match is not None:
            parts.append(match[0])
            pos = match.end()
        character = text[pos : pos + 1]
        if character == '"':
            return replace_invalid("".join(parts)), pos + 1
        if character == "":
            raise JsonError(start, "string-open")
        if character != "\\":
            raise JsonError(pos, "string-control")
        escape = text[pos + 1 : pos + 2]
        if escape == "u":
            value, pos = _scan_unicode(text, pos)
            parts.append(value)
        elif escape in _ESCAPES:
            parts.append(_ESCAPES[escape])
            pos += 2
        elif escape == "":
            raise JsonError(start, "string-open")
        else:
            raise JsonError(pos, "string-escape")


def _scan_unicode(text: str, pos: int) -> tuple[str, int]:
    match = _HEX4.match(text, pos + 2)
    if match is None:
        raise JsonError(pos, "string-escape")
    first = int(match[0], 16)
    pos += 6
    if first not in _SURROGATES:
        return chr(first), pos
    # A surrogate counts only as the first half of a pair; alone, or followed by anything
    # else, it is U+FFFD and what follows is read anew (decode.go, unquoteBytes).
    if first not in _LOW_SURROGATES and text.startswith("\\u", pos):
        match = _HEX4.match(text, pos + 2)
        if match is not None:
            second = int(match[0], 16)
            if second in _LOW_SURROGATES:
                return chr(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)), pos + 6
    return "\ufffd", pos


def _scan_other(text: str, pos: int, expected: str) -> tuple[str, int, JsonError | None]:
    character = text[pos : pos + 1]
    if character and character in "[{":
        end, fault = _skip_nested(text, pos)
        return ("array" if character == "[" else "object"), end, fault
    return _scan_scalar(text, pos, expected)


def _scan_scalar(text: str, pos: int, expected: str) -> tuple[str, int, JsonError | None]:
    for literal in _LITERALS:
        if text.startswith(literal, pos):
            return literal, pos + len(literal), None
    if _NUMBER_START.match(text, pos):
        match = _NUMBER.match(text, pos)
        if match is None:
            raise _fault_at(text, pos + 1, expected)
        fault = None
        if float(match[0]) in (float("inf"), float("-inf")):
            fault = JsonError(pos, "number-range")
        return "number", match.end(), fault
    raise _fault_at(text, pos, expected)


def _skip_nested(  # noqa: C901, PLR0912 - one state machine
    text: str, pos: int
) -> tuple[int, JsonError | None]:
    """Step over an array or object inside the array, without recursion."""
    closers: list[str] = []
    fault: JsonError | None = None
    expected = "value"
    while True:
        pos = _skip(text, pos)
        character = text[pos : pos + 1]
        if closers and character == closers[-1] and expected.endswith("-or-end"):
            closers.pop()
            pos += 1
            if not closers:
                return pos, fault
            expected = "comma-or-end"
        elif expected == "comma-or-end":
            if character != ",":
                raise _fault_at(text, pos, expected)
            pos += 1
            expected = "key" if closers[-1] == "}" else "value"
        elif expected == "colon":
            if character != ":":
                raise _fault_at(text, pos, expected)
            pos += 1
            expected = "value"
        elif expected in ("key", "key-or-end"):
            if character != '"':
                raise _fault_at(text, pos, "key")
            _, pos = scan_string(text, pos)
            expected = "colon"
        elif character == '"':
            _, pos = scan_string(text, pos)
            expected = "comma-or-end"
        elif character and character in "[{":
            closers.append("]" if character == "[" else "}")
            # The array that holds this value is one level already.
            if len(closers) + 1 > MAX_DEPTH:
                raise JsonError(pos, "depth")
            pos += 1
            expected = "value-or-end" if character == "[" else "key-or-end"
        else:
            _, pos, out_of_range = _scan_scalar(text, pos, expected)
            fault = fault or out_of_range
            expected = "comma-or-end"


def _skip(text: str, pos: int) -> int:
    match = _NO_BLANK.search(text, pos)
    return len(text) if match is None else match.start()


def _fault_at(text: str, pos: int, expected: str) -> JsonError:
    if pos >= len(text):
        return JsonError(len(text), "array-open", expected)
    return JsonError(pos, "syntax", expected)
