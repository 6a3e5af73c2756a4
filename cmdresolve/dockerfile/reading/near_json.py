"""Lists that are nearly JSON: what keeps one from being exec form, and the words it means.

A builder never complains of such a text: what is not JSON is shell form (`go.json_array`). Here
mistakes that people make in JSON are recognized (single quotes, a comma too few or too many, a
Windows path, typographic quotes and so on), and the first one is reported with the words meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from cmdresolve.dockerfile.reading.bracket_text import NOTHING_AND_REMARK, is_for_a_shell
from cmdresolve.dockerfile.reading.forgiving_array import INVISIBLE, ForgivingReader
from cmdresolve.go import json_array
from cmdresolve.model.lazy_pattern import pattern

_QUOTE_AND_COMMA = pattern(r'"\s*,')
# A quote that ends a word and has backslashes before it.
_ESCAPED_END = pattern(r'(\\+)"(?=\s*[,\]])')
# Where one double quote may be missing: before a word, after it, or at the end with the bracket.
_GAP = pattern(r"[\[,][ \t]*(?=[^\"\s])|(?=[ \t]*[,\]])")
# The search for a missing quote reads the whole text once for each place. So texts that are longer
# than this, or have more places, are reported without the words meant.
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
        kind: its kebab-case name.
        start: the offset of its first character in the text.
        end: the offset after its last one.
        words: the words that were meant; None if that is not plain.
        after: another instruction that follows the array in the same line, or nothing.
    """

    kind: str
    start: int
    end: int
    words: tuple[str, ...] | None = None
    after: str = ""

    @property
    def why(self) -> str:
        """The fault in a clause, such as ``every word must stand in double quotes``."""
        return _WHY[self.kind]

    def mended(self, keyword: str) -> str | None:
        """Return the instruction as it was meant, and what follows it; None if it is not plain."""
        if self.words is None:
            return None
        line = f"{keyword} {array(self.words)}"
        return f"{line}\n{self.after}" if self.after else line


def array(words: Sequence[str]) -> str:
    """Return words as a JSON array, with non-ASCII characters as they are."""
    import json  # noqa: PLC0415 - rarely needed

    return json.dumps(list(words), ensure_ascii=False)


def near_json(text: str, at: int, end: int, *, breaks: Sequence[int] = ()) -> ArrayFault | None:
    """Return what keeps a text from being exec form.

    Args:
        text: the logical line.
        at: the offset of the arguments in it.
        end: the offset after them.
        breaks: the offsets at which continuation lines begin, where comments end.

    Returns:
        The first fault; None if the text is exec form, or is not meant as a list:
        ``[ -f x ] && y`` is a test that a shell runs.
    """
    text = text[:end]
    start = at
    while text[start : start + 1] and text[start] in INVISIBLE:
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
    reader = ForgivingReader(text, start, breaks)
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
    """Return whether the JSON array that starts at an offset has lists or objects in it."""
    return any(member.kind in ("array", "object") for member in json_array.members(text, start))


def _words_of_lists(text: str) -> tuple[str, ...]:
    """Return the words of lists within a list; none if it has anything else, or is not JSON."""
    import json  # noqa: PLC0415 - rarely needed

    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    nested = [part if isinstance(part, list) else [part] for part in parts]
    words = [word for part in nested for word in part]
    return tuple(words) if all(isinstance(word, str) for word in words) else ()


def _reads_back(words: tuple[str, ...]) -> bool:
    """Return whether words survive being written as JSON: bytes that are not UTF-8 do not."""
    return tuple(json_array.scan_array(array(words), 0, whole=True)[0]) == words


def _end_escaped(text: str, start: int, first: tuple[str, int, int]) -> ArrayFault | None:
    r"""Return the fault of a closing quote that is escaped, such as in ``["C:\"]``, or None.

    Args:
        text: the text.
        start: the offset of the bracket.
        first: the first fault that was found, which is reported if it comes before this one.
    """
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
    """Return the fault of a missing quote, if there is one place where it makes a JSON array.

    If quotes at several places make the same words, the first is reported; if they make different
    words, it is not plain what was meant.
    """
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
