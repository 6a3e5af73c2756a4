"""A JSON array of strings as Go's ``encoding/json`` reads it, with the place of words and faults.

Python's `json` differs too often to stand in for it: it accepts NaN, keeps a lone surrogate escape
(Go: U+FFFD), takes any number (Go refuses one beyond float64, and after the whole array was
scanned), raises for long integers, and recurses. Go's depth limit is 10,000, so nothing here does.
Sources: Go 1.19 ``encoding/json`` scanner.go and decode.go; recorded runs ``json_*`` of the suite.
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

MAX_DEPTH = 10_000  # encoding/json scanner.go maxNestingDepth

_NO_BLANK = pattern(r"[^ \t\r\n]")
# What nearly every exec form is: strings without escapes. Everything is possessive, so a text that
# fails does so in one pass; the lookaheads keep a comma from standing before the bracket.
_PLAIN_ARRAY = pattern(
    r'\[[ \t\r\n]*+(?:"[^"\\\x00-\x1f]*+"[ \t\r\n]*+(?:,[ \t\r\n]*+(?=")|(?=\])))*+\]'
)
# Apart from _PLAIN_ARRAY, where it would belong: a set beyond ASCII takes longer to compile than
# all the rest of that pattern. A lone surrogate stands for a byte that is not UTF-8.
_SURROGATE = pattern(r"[\ud800-\udfff]")
_PLAIN_WORD = pattern(r'"([^"]*)"')
_STRING_PART = pattern(r'[^"\\\x00-\x1f]+')
_NUMBER = pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NUMBER_START = pattern(r"[-0-9]")
#: The code points that are halves of a pair, and those that are second halves.
SURROGATES = range(0xD800, 0xE000)
_LOW_SURROGATES = range(0xDC00, 0xE000)
_HEX4 = pattern(r"[0-9a-fA-F]{4}")
_LITERALS = ("true", "false", "null")
#: What each escape of one character stands for.
ESCAPES = {
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
    """Go refuses the text as a JSON array.

    Attributes:
        pos: the offset of the character at fault.
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
        word: its value; None when it is not a string.
        kind: ``string``, ``number``, ``true``, ``false``, ``null``, ``array`` or ``object``.
        span: its extent in the text, quotes included.
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
        whole: whether nothing but blanks may follow the array (``json.Unmarshal``), or anything
            may (``json.Decoder``).
        floats: whether numbers are decoded, so that each must fit a float64; Go does so for
            ``[]any``, and not for ``[]string``.

    Returns:
        The members, None for each that is not a string, and the offset after the array.

    Raises:
        JsonError: the text is not such an array.
    """
    words: list[str | None]
    plain = _plain_array(text, pos)
    if plain is not None:
        end = plain.end()
        words = _PLAIN_WORD.findall(text, pos, end)
    else:
        words = []
        end = pos
        for member, end in _members(text, pos, floats=floats):  # noqa: B007 - the last end is returned
            if member is not None:
                words.append(member.word)
    if whole and end != len(text):
        rest = _skip(text, end)
        if rest != len(text):
            raise JsonError(rest, "trailing")
    return words, end


def members(text: str, pos: int, *, floats: bool = True) -> list[Member]:
    """Return the members of the JSON array that starts at `pos`, with their places.

    This reads the array a second time: `scan_array` keeps no places, so that a huge array takes
    little memory and only callers that need places pay for them.

    Raises:
        JsonError: Go refuses the text as a JSON array.
    """
    plain = _plain_array(text, pos)
    if plain is not None:
        found = _PLAIN_WORD.finditer(text, pos, plain.end())
        return [Member(match[1], "string", Span(*match.span())) for match in found]
    return [member for member, _ in _members(text, pos, floats=floats) if member is not None]


def places(text: str, pos: int) -> list[Span]:
    """Return the extent of each member of the JSON array that starts at `pos`.

    Raises:
        JsonError: Go refuses the text as a JSON array.
    """
    plain = _plain_array(text, pos)
    if plain is None:
        return [member.span for member in members(text, pos)]
    found = _PLAIN_WORD.finditer(text, pos, plain.end())
    return [new_tuple(Span, match.span()) for match in found]


def _plain_array(text: str, pos: int) -> re.Match[str] | None:
    """Match an array of strings that have neither escapes nor lone surrogates."""
    found = _PLAIN_ARRAY.match(text, pos)
    if found is None or text.isascii() or _SURROGATE.search(text, pos, found.end()) is None:
        return found
    return None


def _members(text: str, pos: int, *, floats: bool) -> Iterator[tuple[Member | None, int]]:
    """Yield each member with the offset after it; last, None with the offset after the array.

    Go scans the syntax of a whole value before it decodes any of it (decode.go Unmarshal calls
    checkValid; Decoder.Decode calls readValue). So a number out of range, which only decoding
    finds, is raised after every fault of syntax, wherever it stands.
    """
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
    """Read the JSON string whose opening quote is at `pos`.

    Returns:
        Its value, and the offset after the closing quote.

    Raises:
        JsonError: Go refuses the text there as a string.
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
        elif escape in ESCAPES:
            parts.append(ESCAPES[escape])
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
    if first not in SURROGATES:
        return chr(first), pos
    # A surrogate counts only as the first half of a pair; alone, or followed by anything else, it
    # is U+FFFD, and what follows is read on its own (decode.go unquoteBytes).
    if text.startswith("\\u", pos):
        match = _HEX4.match(text, pos + 2)
        if match is not None:
            both = surrogate_pair(first, int(match[0], 16))
            if both is not None:
                return both, pos + 6
    return "\ufffd", pos


def surrogate_pair(first: int, second: int) -> str | None:
    """Return the character that two surrogates are, or None for two others (utf16.DecodeRune)."""
    if first in _LOW_SURROGATES or second not in _LOW_SURROGATES:
        return None
    return chr(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))


def _scan_other(text: str, pos: int, expected: str) -> tuple[str, int, JsonError | None]:
    """Read a member that is not a string: its kind, the offset after it, and a range fault."""
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
            # A lone minus: the character after it is at fault (scanner.go stateNeg).
            raise _fault_at(text, pos + 1, expected)
        fault = None
        if float(match[0]) in (float("inf"), float("-inf")):
            fault = JsonError(pos, "number-range")
        return "number", match.end(), fault
    raise _fault_at(text, pos, expected)


def _skip_nested(  # noqa: C901, PLR0912 - one state machine
    text: str, pos: int
) -> tuple[int, JsonError | None]:
    """Return the offset after the array or object at `pos`, and a number in it out of range.

    A stack of closing brackets and the name of what may come next replace scanner.go's parseState
    and step functions.
    """
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
            # The array that holds this value counts as the first level.
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
