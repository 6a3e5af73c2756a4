"""Text as Go sees it: `cmdresolve.model.go_text`."""

from __future__ import annotations

import pytest

from cmdresolve.model.go_text import (
    BYTE_SPACE,
    SPACE,
    decimal,
    lower,
    quote,
    replace_invalid,
    upper,
    writable,
)


@pytest.mark.parametrize("character", "\x1c\x1d\x1e\x1f\u200b\ufeff\u180e\x00")
def test_what_go_takes_for_no_space(character: str) -> None:
    """Python strips the first four; a zero-width space is none to either."""
    assert character not in SPACE
    assert character not in BYTE_SPACE


def test_what_go_takes_for_space() -> None:
    """``unicode.IsSpace``, and its part that fits one byte."""
    assert [hex(ord(x)) for x in SPACE] == (
        "0x9 0xa 0xb 0xc 0xd 0x20 0x85 0xa0 0x1680 0x2000 0x2001 0x2002 0x2003 0x2004 0x2005 "
        "0x2006 0x2007 0x2008 0x2009 0x200a 0x2028 0x2029 0x202f 0x205f 0x3000"
    ).split()
    assert BYTE_SPACE == "\t\n\v\f\r \x85\xa0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CmD", "cmd"),
        ("ENTRYPOİNT", "entrypoint"),
        ("WOR\u212aDIR", "workdir"),
        ("\u017fHELL", "\u017fhell"),
        ("ÀẞΣ", "àßσ"),
        ("ǅ", "ǆ"),
    ],
)
def test_lower_case_goes_letter_by_letter(text: str, expected: str) -> None:
    """As ``strings.ToLower``: İ is one i, the Kelvin sign is a k (recorded as keywords)."""
    assert lower(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("CmD", "CMD"), ("é", "É"), ("ß", "ß"), ("ŉ", "ŉ"), ("\u017fhell", "SHELL")],
)
def test_upper_case_goes_letter_by_letter(text: str, expected: str) -> None:
    """As ``strings.ToUpper``: a letter whose upper case is two stays itself."""
    assert upper(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", "abc"), ("é😀", "é😀"), ("a\udcff\udc80", "a\ufffd\ufffd"), ("\ud800", "\ufffd")],
)
def test_each_bad_byte_is_replaced(text: str, expected: str) -> None:
    """One U+FFFD each, where Python would merge some."""
    assert replace_invalid(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", '""'),
        ('a "b" \\', r'"a \"b\" \\"'),
        ("é😀", '"é😀"'),
        ("\a\b\f\n\r\t\v", r'"\a\b\f\n\r\t\v"'),
        ("\0\x01\x1f\x7f", r'"\x00\x01\x1f\x7f"'),
        ("\x80\x85\xa0\u200b\ufeff", r'"\u0080\u0085\u00a0\u200b\ufeff"'),
        ("\U000e0001", r'"\U000e0001"'),
        ("\udcff\udc80", r'"\xff\x80"'),
    ],
)
def test_quoting_is_that_of_q(text: str, expected: str) -> None:
    """As ``%q`` writes it: two, four or eight digits, and a bad byte as itself."""
    assert quote(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("", 0),
        ("-", 0),
        ("007", 7),
        ("+80", 80),
        ("-80", -80),
        ("-0012", -12),
        ("9" * 20, 99_999_999_999_999_999_999),
        ("1" + "0" * 9_999, 10_000_000_000_000_000_000),
        ("-" + "9" * 9_999, -99_999_999_999_999_999_999),
    ],
)
def test_a_number_of_any_length_is_read(text: str, number: int) -> None:
    """Twenty digits are enough to be too large for everything it is compared with."""
    assert decimal(text) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("é😀", "é😀"),
        ("\udc80\udcff", "\udc80\udcff"),
        ("\ud800\udc7f\udd00\udfff", "\ufffd\ufffd\ufffd\ufffd"),
    ],
)
def test_only_surrogates_that_stand_for_bytes_can_be_written(text: str, expected: str) -> None:
    """Bytes that are no UTF-8 stay what they are; no file can hold the others."""
    assert writable(text) == expected
    assert writable(text).encode("utf-8", "surrogateescape")
