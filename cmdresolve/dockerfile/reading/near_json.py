"""Lists that are nearly JSON: what keeps one from being exec form, and the words it means.

A builder never complains of such a text: whatever is no JSON is a script for the shell
(`go.json_array`). This reader forgives what people write for JSON (single quotes, a comma too few
or too many, a Windows path, typographic quotes…) and names the first thing it had to forgive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from attrs import frozen

from cmdresolve.dockerfile.reading.bracket_text import (
    CURLY_DOUBLE,
    CURLY_SINGLE,
    NOTHING_AND_REMARK,
    is_for_a_shell,
)
from cmdresolve.dockerfile.reading.instruction import KEYWORDS
from cmdresolve.go import json_array
from cmdresolve.model.lazy_pattern import pattern

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\0"
_JSON_BLANK = " \t\r\n"
_JSON_BLANKS = pattern(f"[{_JSON_BLANK}]*")
_ODD_BLANK = pattern(rf"[^\S \t\r\n]|[{_INVISIBLE}]")
_COMMENT = pattern(r"#|//|/\*")
_PREFIX = pattern(r"[rRuUbBfF]{1,2}(?=[\"'])")
_SEPARATOR = pattern("[;.:\uff0c\u3001]")
_BARE = pattern(rf"[^,\]\s\"'{CURLY_DOUBLE}{CURLY_SINGLE}{_INVISIBLE}\uff0c\u3001]+")
_LITERAL = pattern(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
# A bare word with any of these in it was written for a shell.
_FOR_A_SHELL = pattern(r"[`()|&<>{}]|(?:=|==|!=|!|-(?:eq|ne|gt|ge|lt|le))\Z|\A[+*/~^]\Z")
# A quote that ends no word: one of those inside "echo "hi"".
_INNER_QUOTE = pattern(r'"(?=[\w$-])')
_LAST_QUOTE = pattern(r'"(?=\s*(?:[,\]]|\Z))')
_UNESCAPED_QUOTE = pattern(r'\\.|(")', re.DOTALL)
_STRING_PART = pattern(r"[^\\\"\x00-\x1f]*")
_SINGLE_QUOTED = pattern(r"'((?:[^'\\]|\\.)*+)'", re.DOTALL)
_ESCAPED_QUOTED = pattern(r"""\\"((?:[^"\\]|\\[^"])*+)\\"|\\'((?:[^'\\]|\\[^'])*+)\\'""", re.DOTALL)
# Quotes of the other kind around a comma: the words had one of each.
_OTHER_WORDS = pattern(r'"\s*,\s*"')
_QUOTE_AND_COMMA = pattern(r'"\s*,')
_ESCAPED_END = pattern(r'(\\+)"(?=\s*[,\]])')
_CURLY_QUOTED = pattern(
    rf"(?:[{CURLY_DOUBLE}]([^{CURLY_DOUBLE}\"]*+)[{CURLY_DOUBLE}\"]|[{CURLY_SINGLE}]([^{CURLY_SINGLE}']*+)[{CURLY_SINGLE}'])"
)
_ESCAPE = pattern(r"(?:\\u[0-9a-fA-F]{4})+|\\x[0-9a-fA-F]{2}|\\.", re.DOTALL)
_JSON_ESCAPE = pattern(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
_WINDOWS_PATH = pattern(
    r"[A-Za-z]:\\(?!\\)|[^\\]*\\(?!\\).*\.(?:exe|cmd|bat|ps1|com|dll|msi)\Z",
    re.DOTALL | re.IGNORECASE,
)
_PATH_BACKSLASH = pattern(r"\\([\"\\]?)")
_LEFTOVER = pattern(rf"(?:#|//).*|/\*.*\*/|[\];,.}}{_INVISIBLE}]+", re.DOTALL)
_INSTRUCTION = pattern(r"([A-Z]+)[ \t]+\S")
# Where one double quote may be missing: before a word, after it, or at the end with the bracket.
_GAP = pattern(r"[\[,][ \t]*(?=[^\"\s])|(?=[ \t]*[,\]])")
# A longer text, or one with more places for a quote, is left without a guess.
_SEARCHED = 4_000
_PLACES = 80

_WHY = {
    "single-quotes": "JSON strings stand in double quotes",
    "curly-quotes": "typographic quotes are no quotes of JSON",
    "escaped-quotes": "its quotes have backslashes before them",
    "string-prefix": "strings of JSON have no prefix",
    "unquoted-word": "every word must stand in double quotes",
    "missing-comma": "a comma is missing before this word",
    "trailing-comma": "a comma stands before the closing bracket",
    "extra-comma": "a comma has no word before it",
    "wrong-separator": "words are separated by commas",
    "bad-escape": "JSON knows no such escape; a backslash is written twice",
    "control-character": "a control character inside a string must be escaped",
    "inner-quote": "a double quote inside a word is escaped",
    "missing-quote": "a double quote is missing here",
    "escaped-end": "a backslash before the closing quote keeps the string open",
    "open-array": "the closing bracket is missing",
    "other-brackets": "a list stands in square brackets",
    "wrong-bracket": "an array ends with a square bracket",
    "comment": "JSON has no comments",
    "odd-blank": "this blank is none in JSON",
    "invisible-character": "an invisible character stands before the bracket",
    "number-range": "no number is that large",
    "text-after-array": "text follows the closing bracket",
    "history": "this is how an image's history prints a list",
    "nested": "a list inside the list is no word",
    "too-deep": "it is nested too deeply",
}


@frozen
class ArrayFault:
    """The first thing that keeps a text from being a JSON array of strings.

    Attributes:
        kind: a kebab-case name of it.
        start: where it stands in the text.
        end: where it ends.
        words: the words plainly meant, or None when that is not plain.
        after: what follows the array and is an instruction of its own, or nothing.
    """

    kind: str
    start: int
    end: int
    words: tuple[str, ...] | None = None
    after: str = ""

    @property
    def why(self) -> str:
        """Say it in a clause."""
        return _WHY[self.kind]

    def mended(self, keyword: str) -> str | None:
        """Write the instruction, and what follows it, as it was meant; None if that is unknown."""
        if self.words is None:
            return None
        line = f"{keyword} {array(self.words)}"
        return f"{line}\n{self.after}" if self.after else line


def array(words: Sequence[str]) -> str:
    """Write words as a JSON array."""
    import json  # noqa: PLC0415 - for those few whose array is none

    return json.dumps(list(words), ensure_ascii=False)


def near_json(text: str, at: int, end: int, *, breaks: Sequence[int] = ()) -> ArrayFault | None:
    """Say what keeps a text from being exec form.

    Args:
        text: the logical line.
        at: where the arguments start in it.
        end: where they end.
        breaks: where continuation lines start in it: a comment inside ends there.

    Returns:
        The first fault; None when the text is a JSON array, or does not look like one:
        ``[ -f x ] && y`` is a test that a shell runs.
    """
    text = text[:end]
    start = at
    while text[start : start + 1] and text[start] in _INVISIBLE:
        start += 1
    if text[start : start + 1] != "[" or is_for_a_shell(text, start):
        return None
    try:
        json_array.scan_array(text, start, whole=True)
    except json_array.JsonError as error:
        if error.kind == "depth":
            return ArrayFault("too-deep", error.pos, error.pos + 1)
    else:
        if start == at and not _holds_lists(text, start):
            return None
    reader = _Reader(text, start, breaks)
    if start > at:
        reader.forgive("invisible-character", at, start)
    reader.read()
    if reader.open_string:
        return (
            _end_escaped(text, start, reader.faults[0])
            or _quote_missing(text, start)
            or ArrayFault(*reader.faults[0])
        )
    words = tuple(reader.words()) if reader.plain else _words_of_lists(text[start:])
    if NOTHING_AND_REMARK.match(text, start):
        return ArrayFault(*reader.faults[0], ())
    if not words or not _reads_back(words):
        return ArrayFault(*reader.faults[0])
    return ArrayFault(*reader.faults[0], words, reader.after)


def _holds_lists(text: str, start: int) -> bool:
    """Say whether the JSON array that starts there has lists or objects in it."""
    return any(member.kind in ("array", "object") for member in json_array.members(text, start))


def _words_of_lists(text: str) -> tuple[str, ...]:
    """Return the words of lists in a list; none where it is no JSON, or has more than words."""
    import json  # noqa: PLC0415 - for those few whose array is none

    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    nested = [part if isinstance(part, list) else [part] for part in parts]
    words = [word for part in nested for word in part]
    return tuple(words) if all(isinstance(word, str) for word in words) else ()


def _reads_back(words: tuple[str, ...]) -> bool:
    """Say whether words survive being written as an array: bytes that are no UTF-8 do not."""
    return tuple(json_array.scan_array(array(words), 0, whole=True)[0]) == words


def _end_escaped(text: str, start: int, first: tuple[str, int, int]) -> ArrayFault | None:
    """Find the one closing quote with a backslash before it, such as that of a folder's path."""
    places = [
        match.end(1) for match in _ESCAPED_END.finditer(text, start) if len(match[1]) % 2 == 1
    ]
    if len(text) - start > _SEARCHED or len(places) != 1:
        return None
    place = places[0]
    doubled = text[start:place] + "\\" + text[place:]
    fault = ArrayFault("escaped-end", place - 1, place + 1)
    try:
        read, _ = json_array.scan_array(doubled, 0, whole=True)
        words: tuple[str | None, ...] | None = tuple(read)
    except json_array.JsonError:
        found = near_json(doubled, 0, len(doubled))
        words = None if found is None else found.words
        if first[0] != "missing-quote" and first[1] < place - 1:
            fault = ArrayFault(*first)
    if words is None or not all(words) or any('"' in word for word in words if word):
        return fault
    return ArrayFault(fault.kind, fault.start, fault.end, tuple([word or "" for word in words]))


def _quote_missing(text: str, start: int) -> ArrayFault | None:
    """Find the one place where a double quote makes the text an array."""
    if len(text) - start > _SEARCHED:
        return None
    places = [(match.end(), '"') for match in _GAP.finditer(text, start)]
    if len(places) > _PLACES:
        return None
    for candidates in (places, [(len(text), '"]')]):
        found: dict[tuple[str | None, ...], int] = {}
        for place, quote in candidates:
            try:
                read, _ = json_array.scan_array(
                    text[start:place] + quote + text[place:], 0, whole=True
                )
            except json_array.JsonError:
                continue
            found.setdefault(tuple(read), place)
        if len(found) == 1:
            read_words, place = found.popitem()
            words = tuple([word for word in read_words if word])
            # A quote before a comma inside a word would be the end of one that was meant.
            mixed = any(_QUOTE_AND_COMMA.search(word) for word in words)
            if len(words) == len(read_words) and not mixed and _reads_back(words):
                return ArrayFault("missing-quote", place, place + 1, words)
    return None


class _Reader:
    """Reads an array forgivingly, from its bracket on."""

    def __init__(self, text: str, start: int, breaks: Sequence[int]) -> None:
        self.text = text
        self.pos = start + 1
        self.breaks = breaks
        self.faults: list[tuple[str, int, int]] = []
        self.plain = True
        self.open_string = False
        self.after = ""
        self.commas = 0
        # Whether a comma was missing since the last one: bare words are then a word each.
        self.loose = False
        self.last = "["
        # A bare word after a bare word is held with the blank between: "daemon off;".
        self.items: list[list[str]] = []

    def forgive(self, kind: str, start: int, end: int) -> None:
        self.faults.append((kind, start, end))

    def words(self) -> list[str]:
        """Return the words: bare ones with no comma in the list are a word each."""
        if self.commas:
            return ["".join(item) for item in self.items]
        return [word for item in self.items for word in item[::2]]

    def read(self) -> None:
        text = self.text
        while self._skip():
            character = text[self.pos]
            if character in "})" and self.last == "word":
                self.forgive("wrong-bracket", self.pos, self.pos + 1)
                self.pos += 1
                self._rest()
                return
            if character == "]":
                if self.last == ",":
                    self.forgive("trailing-comma", self.comma_at, self.comma_at + 1)
                self.pos += 1
                self._rest()
                return
            if character == ",":
                self._comma()
            elif self.last == "word" and _SEPARATOR.match(text, self.pos):
                self.forgive("wrong-separator", self.pos, self.pos + 1)
                self.last = ";"
                self.pos += 1
            elif not self._value(character):
                return
        self.forgive("open-array", len(text), len(text))

    def _comma(self) -> None:
        if self.last not in ("word", "bare"):
            self.forgive("extra-comma", self.pos, self.pos + 1)
        self.comma_at = self.pos
        self.commas += 1
        self.loose = False
        self.last = ","
        self.pos += 1

    def _skip(self) -> bool:
        """Step over blanks and comments; say whether anything is left."""
        text, start = self.text, self.pos
        while True:
            blanks = _JSON_BLANKS.match(text, self.pos)
            self.pos = self.pos if blanks is None else blanks.end()
            if _ODD_BLANK.match(text, self.pos):
                self.forgive("odd-blank", self.pos, self.pos + 1)
                self.pos += 1
                continue
            comment = _COMMENT.match(text, self.pos)
            if comment is None:
                break
            self.forgive("comment", self.pos, self._comment_end(comment[0]))
            self.pos = self.faults[-1][2]
        self.gap = text[start : self.pos]
        return self.pos < len(text)

    def _comment_end(self, mark: str) -> int:
        if mark == "/*":
            end = self.text.find("*/", self.pos)
            return len(self.text) if end < 0 else end + 2
        following = bisect_right(self.breaks, self.pos)
        return self.breaks[following] if following < len(self.breaks) else len(self.text)

    def _rest(self) -> None:
        """Look at what follows the closing bracket."""
        rest = self.text[self.pos :].strip(_JSON_BLANK)
        if not rest:
            return
        start = self.text.index(rest, self.pos)
        if rest.isspace():
            self.forgive("odd-blank", start, start + len(rest))
            return
        self.forgive("text-after-array", start, len(self.text))
        instruction = _INSTRUCTION.match(rest)
        if instruction is not None and instruction[1] in KEYWORDS:
            self.after = rest
        elif _LEFTOVER.fullmatch(rest) is None:
            self.plain = False

    def _value(self, character: str) -> bool:
        """Read one member; say whether reading can go on."""
        text, start = self.text, self.pos
        bare = False
        prefix = _PREFIX.match(text, start)
        faults = len(self.faults)
        if prefix is not None:
            self.forgive("string-prefix", start, prefix.end())
            self.pos = prefix.end()
            character = text[self.pos]
        if character == '"':
            word = self._double_quoted()
        elif (
            character == "'"
            or text.startswith(('\\"', "\\'"), start)
            or character in CURLY_DOUBLE + CURLY_SINGLE
        ):
            word = self._otherwise_quoted(character)
        elif character in "[{":
            self.forgive("nested", start, start + 1)
            word = None
        else:
            word = self._bare()
            bare = True
        if word is None:
            self.plain = False
            return False
        if prefix is not None:
            word = self._prefixed(prefix, word)
        joined = bare and self.last == "bare" and not self.loose
        if self.last in ("word", "bare") and not joined:
            self.faults.insert(faults, ("missing-comma", start, start + 1))
            self.loose = True
            if not self.gap and (bare or text[start - 1] == "'"):
                # The quotes of a shell, which joins what touches: 'it''s', "--port"=80.
                self.plain = False
        if joined:
            # Said here for numbers and literals, which need no quotes to be JSON.
            self.forgive("missing-comma", start, start + 1)
            self.items[-1] += [self.gap, word]
        else:
            self.items.append([word])
        self.last = "bare" if bare else "word"
        return True

    def _prefixed(self, prefix: re.Match[str], word: str) -> str:
        letters = prefix[0].lower()
        if "f" in letters and "{" in word:
            self.plain = False
        return self.text[prefix.end() + 1 : self.pos - 1] if "r" in letters else word

    def _double_quoted(self) -> str | None:
        text, start = self.text, self.pos
        pos = start + 1
        while True:
            part = _STRING_PART.match(text, pos)
            pos = pos if part is None else part.end()
            if pos >= len(text):
                self.forgive("missing-quote", start, start + 1)
                self.open_string = True
                return None
            if text[pos] == '"':
                if not _INNER_QUOTE.match(text, pos):
                    break
                last = self._last_quote(pos)
                if last is None:
                    self.open_string = True
                    return None
                pos = last
                break
            escape = _JSON_ESCAPE.match(text, pos)
            if escape is not None:
                pos = escape.end()
            elif text[pos] == "\\":
                self.forgive("bad-escape", pos, min(pos + 2, len(text)))
                pos += 2
            else:
                self.forgive("control-character", pos, pos + 1)
                pos += 1
        self.pos = pos + 1
        return _meaning(text[start + 1 : pos])

    def _last_quote(self, pos: int) -> int | None:
        """Find the end of a string with quotes inside; None where it is one that lacks its end."""
        self.forgive("inner-quote", pos, pos + 1)
        quotes = sum(bool(quote) for quote in _UNESCAPED_QUOTE.findall(self.text))
        if quotes % 2:
            return None
        last = _LAST_QUOTE.search(self.text, pos)
        return None if last is None else last.start()

    def _otherwise_quoted(self, character: str) -> str | None:
        start = self.pos
        kind, pattern = {
            "'": ("single-quotes", _SINGLE_QUOTED),
            "\\": ("escaped-quotes", _ESCAPED_QUOTED),
        }.get(character, ("curly-quotes", _CURLY_QUOTED))
        match = pattern.match(self.text, start)
        self.forgive(kind, start, start + 1)
        if match is None:
            return None
        self.pos = match.end()
        written = match[match.lastindex or 1]
        if _OTHER_WORDS.search(written):
            self.plain = False
        return _meaning(written)

    def _bare(self) -> str | None:
        match = _BARE.match(self.text, self.pos)
        if match is None:
            self.forgive("unquoted-word", self.pos, self.pos + 1)
            return None
        word = match[0]
        if _LITERAL.fullmatch(word) is None:
            self.forgive("unquoted-word", *match.span())
        elif word[-1].isdigit() and float(word) in (float("inf"), float("-inf")):
            self.forgive("number-range", *match.span())
        if _FOR_A_SHELL.search(word) or self.text[match.end() : match.end() + 1] in ("'", '"'):
            self.plain = False
        self.pos = match.end()
        return word


def _meaning(written: str) -> str:
    """Return the word that was meant by what stands between its quotes.

    A backslash of a Windows path stands for itself, and so does one that escapes nothing.
    """
    if "\\" not in written:
        return written
    if _WINDOWS_PATH.match(written):
        return _PATH_BACKSLASH.sub(lambda match: match[1] or "\\", written)
    return _ESCAPE.sub(_unescaped, written)


def _unescaped(match: re.Match[str]) -> str:
    escape = match[0]
    if _JSON_ESCAPE.match(escape):
        return json_array.scan_string(f'"{escape}"', 0)[0]
    if escape[1] == "x" and len(escape) > 2:  # noqa: PLR2004 - with its two digits
        return bytes.fromhex(escape[2:]).decode("latin-1")
    return "'" if escape == "\\'" else escape
