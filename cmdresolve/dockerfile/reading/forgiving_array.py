"""A lenient reader of JSON arrays, which notes each thing that it had to forgive.

No builder reads such a text: to all of them it is a shell script. So there is no engine to agree
with, and the aim is to find the words that were plainly meant, or to say that this is not plain.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from cmdresolve.dockerfile.reading.bracket_text import CURLY_DOUBLE, CURLY_SINGLE
from cmdresolve.dockerfile.reading.instruction import KEYWORDS
from cmdresolve.go import json_array
from cmdresolve.model.lazy_pattern import pattern

#: Characters that are not visible, as editors and web pages leave them before a text.
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\0"
_JSON_BLANK = " \t\r\n"
_JSON_BLANKS = pattern(f"[{_JSON_BLANK}]*")
# A blank that JSON does not have between tokens, or a character that looks like nothing.
_ODD_BLANK = pattern(rf"[^\S \t\r\n]|[{INVISIBLE}]")
_COMMENT = pattern(r"#|//|/\*")
# The prefixes of Python's strings.
_PREFIX = pattern(r"[rRuUbBfF]{1,2}(?=[\"'])")
# What people write for a comma: other marks, and the commas of Chinese and Japanese.
_SEPARATOR = pattern("[;.:\uff0c\u3001]")
# A word without quotes.
_BARE = pattern(rf"[^,\]\s\"'{CURLY_DOUBLE}{CURLY_SINGLE}{INVISIBLE}\uff0c\u3001]+")
# The bare words that are JSON.
_LITERAL = pattern(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
# A bare word that has an operator of a shell, or that is one of the command `test`: then the text
# is not a list.
_FOR_A_SHELL = pattern(r"[`()|&<>{}]|(?:=|==|!=|!|-(?:eq|ne|gt|ge|lt|le))\Z|\A[+*/~^]\Z")
# A quote that does not end a string, since text goes on after it: one of those in "echo "hi"".
_INNER_QUOTE = pattern(r'"(?=[\w$-])')
# A quote that ends a string, since a comma, the bracket or the end follows.
_LAST_QUOTE = pattern(r'"(?=\s*(?:[,\]]|\Z))')
_UNESCAPED_QUOTE = pattern(r'\\.|(")', re.DOTALL)
_STRING_PART = pattern(r"[^\\\"\x00-\x1f]*")
# Strings in other quotes: with a backslash before any character, then with a backslash before each
# quote (as in a text that was itself quoted), then in typographic quotes, which need not match.
_SINGLE_QUOTED = pattern(r"'((?:[^'\\]|\\.)*+)'", re.DOTALL)
_ESCAPED_QUOTED = pattern(r"""\\"((?:[^"\\]|\\[^"])*+)\\"|\\'((?:[^'\\]|\\[^'])*+)\\'""", re.DOTALL)
_CURLY_QUOTED = pattern(
    rf"(?:[{CURLY_DOUBLE}]([^{CURLY_DOUBLE}\"]*+)[{CURLY_DOUBLE}\"]|[{CURLY_SINGLE}]([^{CURLY_SINGLE}']*+)[{CURLY_SINGLE}'])"
)
# A comma with quotes around it inside of a string in other quotes: two words that were quoted with
# one quote of each kind.
_OTHER_WORDS = pattern(r'"\s*,\s*"')
# Escapes of JSON, and those of other languages.
_ESCAPE = pattern(r"(?:\\u[0-9a-fA-F]{4})+|\\x[0-9a-fA-F]{2}|\\.", re.DOTALL)
_JSON_ESCAPE = pattern(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
# A path with single backslashes: after a drive, or before the name of a program.
_WINDOWS_PATH = pattern(
    r"[A-Za-z]:\\(?!\\)|[^\\]*\\(?!\\).*\.(?:exe|cmd|bat|ps1|com|dll|msi)\Z",
    re.DOTALL | re.IGNORECASE,
)
_PATH_BACKSLASH = pattern(r"\\([\"\\]?)")
# What may follow the array and means nothing: a comment, or stray punctuation.
_LEFTOVER = pattern(rf"(?:#|//).*|/\*.*\*/|[\];,.}}{INVISIBLE}]+", re.DOTALL)
# Another instruction, which a continuation has joined to the line of the array.
_INSTRUCTION = pattern(r"([A-Z]+)[ \t]+\S")


class ForgivingReader:
    """Reads the array that opens at an offset.

    Attributes:
        faults: what was forgiven: the kind of each fault, its start and its end, in the order in
            which the reader came to them.
        plain: whether the words are plainly meant; if not, only the faults count.
        open_string: whether a string in double quotes has no end.
        after: another instruction that follows the array in the same line, or nothing.
    """

    def __init__(self, text: str, start: int, breaks: Sequence[int]) -> None:
        """Prepare to read.

        Args:
            text: the logical line, up to the end of the arguments.
            start: the offset of the opening bracket.
            breaks: the offsets at which continuation lines begin, where comments end.
        """
        self.text = text
        self.pos = start + 1
        self.breaks = breaks
        self.faults: list[tuple[str, int, int]] = []
        self.plain = True
        self.open_string = False
        self.after = ""
        self.commas = 0
        # Whether a comma was missing since the last one. Then bare words are words of their own,
        # and not parts of one.
        self.loose = False
        # The last token: "[", ",", ";" for another separator, "word", or "bare" for one without
        # quotes.
        self.last = "["
        # The words. Bare words that follow each other may be one, such as [nginx, -g, daemon off;]:
        # they are kept with the blanks between them until `words` decides.
        self.items: list[list[str]] = []

    def forgive(self, kind: str, start: int, end: int) -> None:
        """Note a fault."""
        self.faults.append((kind, start, end))

    def words(self) -> list[str]:
        """Return the words that were read.

        Without any comma in the list, each bare word is a word of its own: ``[nginx -g off]``.
        """
        if self.commas:
            return ["".join(item) for item in self.items]
        return [word for item in self.items for word in item[::2]]

    def read(self) -> None:
        """Read the whole array and what follows it, as far as it can be read."""
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
        """Read a comma."""
        if self.last not in ("word", "bare"):
            self.forgive("extra-comma", self.pos, self.pos + 1)
        self.comma_at = self.pos
        self.commas += 1
        self.loose = False
        self.last = ","
        self.pos += 1

    def _skip(self) -> bool:
        """Step over blanks and comments; return whether any text is left."""
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
        """Return the end of a comment: ``*/``, or the end of its physical line."""
        if mark == "/*":
            end = self.text.find("*/", self.pos)
            return len(self.text) if end < 0 else end + 2
        following = bisect_right(self.breaks, self.pos)
        return self.breaks[following] if following < len(self.breaks) else len(self.text)

    def _rest(self) -> None:
        """Read what follows the closing bracket."""
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
        """Read one member; return whether reading can go on."""
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
                # As a shell joins words that touch: 'it''s', "--port"=80.
                self.plain = False
        if joined:
            # For numbers and literals this is the only fault, as JSON has them without quotes.
            self.forgive("missing-comma", start, start + 1)
            self.items[-1] += [self.gap, word]
        else:
            self.items.append([word])
        self.last = "bare" if bare else "word"
        return True

    def _prefixed(self, prefix: re.Match[str], word: str) -> str:
        """Return the value of a string with a prefix of Python: of a raw one, as it is written."""
        letters = prefix[0].lower()
        if "f" in letters and "{" in word:
            self.plain = False
        return self.text[prefix.end() + 1 : self.pos - 1] if "r" in letters else word

    def _double_quoted(self) -> str | None:
        """Read a string in double quotes; return None if its end cannot be found."""
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
        """Return the end of a string with quotes inside; None if a quote is missing instead."""
        self.forgive("inner-quote", pos, pos + 1)
        # An odd number in the whole text means that one is missing, rather than two too many.
        quotes = sum(bool(quote) for quote in _UNESCAPED_QUOTE.findall(self.text))
        if quotes % 2:
            return None
        last = _LAST_QUOTE.search(self.text, pos)
        return None if last is None else last.start()

    def _otherwise_quoted(self, character: str) -> str | None:
        """Read a string in other quotes; return None if it has no end."""
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
        """Read a word without quotes; return None if no character of one follows."""
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
    """Return the word that was meant by the text between its quotes.

    A backslash in a Windows path stands for itself, and so does one that escapes nothing.
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
