r"""Text as Go sees it: its white space, its lower case, its idea of bad UTF-8.

Python's own notions differ in places a Dockerfile can reach (``\x1c`` is white space to
`str.strip`, ``İ`` lower-cases to two code points), so builders' rules are written with these.
Source: Go's package unicode, as the builders of `cmdresolve.dialects` compile it in.
"""

from __future__ import annotations

from cmdresolve.model.lazy_pattern import pattern

#: ``unicode.IsSpace``: what ``strings.TrimSpace`` removes. U+001C to U+001F are not in it.
SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

#: The same for a single byte taken as a rune, as scanners that go byte by byte do.
BYTE_SPACE = "\t\n\v\f\r \x85\xa0"

# A byte that is no UTF-8 stands in a text as one of these (`surrogateescape`).
_BAD_BYTES = range(0xDC80, 0xDD00)
_ASCII = range(0x80)
_BASIC_PLANE = range(0x10000)

_NOT_UTF8 = pattern("[\ud800-\udfff]")
_NO_BYTE = pattern("[\ud800-\udc7f\udd00-\udfff]")

# The two letters outside ASCII whose lower case is inside it, so that they can spell keywords.
_TO_ASCII_LOWER = {0x130: "i", 0x212A: "k"}


def replace_invalid(text: str) -> str:
    """Turn each byte that was not UTF-8 into U+FFFD, as a Go encoder does."""
    return text if text.isascii() else _NOT_UTF8.sub("\ufffd", text)


def writable(text: str) -> str:
    """Turn each surrogate that stands for no byte into U+FFFD, as a JSON reader in Go does.

    What is left can be written as bytes; every offset stays.
    """
    return text if text.isascii() else _NO_BYTE.sub("\ufffd", text)


def decimal(text: str) -> int:
    """Read decimal digits with or without a sign; a number of more than 20 digits is cut to 20.

    So it stays larger than whatever it is compared with, and Python, which reads no more than
    some thousands of digits, has nothing to refuse.
    """
    number = int(text.lstrip("+-").lstrip("0")[:20] or "0")
    return -number if text[:1] == "-" else number


def lower(text: str) -> str:
    """Lower-case rune by rune, as ``strings.ToLower`` does."""
    if text.isascii():
        return text.lower()
    return "".join(
        _TO_ASCII_LOWER.get(ord(x)) or (x.lower() if len(x.lower()) == 1 else x) for x in text
    )


def upper(text: str) -> str:
    """Upper-case rune by rune, as ``strings.ToUpper`` does."""
    if text.isascii():
        return text.upper()
    return "".join(x.upper() if len(x.upper()) == 1 else x for x in text)


def quote(text: str) -> str:
    """Quote as ``%q`` does, for messages."""
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
