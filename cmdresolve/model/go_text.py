r"""Go's notions of white space, letter case, quoting and invalid UTF-8.

Python's differ in ways that a Dockerfile can show: ``\x1c`` is white space to `str.strip`, and
``İ`` lower-cases to two code points. So the rules of builders are written with these.
Source: Go 1.19 unicode/graphic.go IsSpace, unicode/letter.go To, strings, strconv/quote.go.
"""

from __future__ import annotations

from cmdresolve.model.lazy_pattern import pattern

#: ``unicode.IsSpace``: what ``strings.TrimSpace`` removes. U+001C to U+001F are not in it.
SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

#: The same for code that converts single bytes to runes, such as BuildKit's parser of flags.
BYTE_SPACE = "\t\n\v\f\r \x85\xa0"

# Python's `surrogateescape` decodes a byte that is not UTF-8 to one of these.
_BAD_BYTES = range(0xDC80, 0xDD00)
_ASCII = range(0x80)
_BASIC_PLANE = range(0x10000)

_NOT_UTF8 = pattern("[\ud800-\udfff]")
_NO_BYTE = pattern("[\ud800-\udc7f\udd00-\udfff]")

# The two non-ASCII letters whose lower case is ASCII, so that keywords can be spelt with them:
# ENTRYPO\u0130NT and WOR\u212aDIR are accepted (run on Docker 28.5).
_TO_ASCII_LOWER = {0x130: "i", 0x212A: "k"}


def replace_invalid(text: str) -> str:
    """Replace each byte that was not UTF-8, and each surrogate, by U+FFFD as Go's encoders do."""
    return text if text.isascii() else _NOT_UTF8.sub("\ufffd", text)


def writable(text: str) -> str:
    """Replace each surrogate that does not stand for a byte by U+FFFD, as Go's JSON decoder does.

    The result can be encoded with ``surrogateescape``, and has the same offsets.
    """
    return text if text.isascii() else _NO_BYTE.sub("\ufffd", text)


def decimal(text: str) -> int:
    """Convert decimal digits with an optional sign, cutting a number of more than 20 digits to 20.

    Such a number stays larger than any limit it is compared with, and `int`, which refuses strings
    of more than 4,300 digits by default, cannot fail.
    """
    number = int(text.lstrip("+-").lstrip("0")[:20] or "0")
    return -number if text[:1] == "-" else number


def lower(text: str) -> str:
    """Return the lower case, rune by rune, as ``strings.ToLower`` does."""
    if text.isascii():
        return text.lower()
    # Go maps one rune to one rune: where Python gives several, the character stays.
    return "".join(
        _TO_ASCII_LOWER.get(ord(x)) or (x.lower() if len(x.lower()) == 1 else x) for x in text
    )


def upper(text: str) -> str:
    """Return the upper case, rune by rune, as ``strings.ToUpper`` does."""
    if text.isascii():
        return text.upper()
    return "".join(x.upper() if len(x.upper()) == 1 else x for x in text)


def quote(text: str) -> str:
    """Quote a text for a message as Go's ``%q`` does."""
    out = []
    for character in text:
        if character in '"\\':
            out.append("\\" + character)
        elif character.isprintable():
            out.append(character)
        else:
            out.append(_ESCAPES.get(character) or _escaped(ord(character)))
    return '"' + "".join(out) + '"'


def _escaped(code: int) -> str:
    if code in _BAD_BYTES or code in _ASCII:
        return f"\\x{code & 0xFF:02x}"
    return f"\\u{code:04x}" if code in _BASIC_PLANE else f"\\U{code:08x}"


_ESCAPES = {
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
}
