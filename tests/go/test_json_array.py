"""Go's reading of a JSON array: `cmdresolve.go.json_array`.

What is accepted, and as what, was recorded on every builder (``build_cases``); where a fault
lies is our own telling.
"""

from __future__ import annotations

import time

import pytest

from cmdresolve.go.json_array import (
    MAX_DEPTH,
    JsonError,
    Member,
    members,
    places,
    scan_array,
    scan_string,
)
from cmdresolve.model.source import Span

NOT_A_STRING = None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", []),
        ("[ \t\r\n]", []),
        ('[""]', [""]),
        ('["a"]', ["a"]),
        ('[ "a" ,\t"b"\r,\n"c" ]', ["a", "b", "c"]),
        ('["a b","c, d","[e]"]', ["a b", "c, d", "[e]"]),
        ('["\x7f\x85\u2028é😀"]', ["\x7f\x85\u2028é😀"]),
        (r'["\"\\\/\b\f\n\r\t"]', ['"\\/\b\f\n\r\t']),
        (r'["\u0041\u00e9\u20AC\u0000"]', ["Aé€\0"]),
        (r'["\ud83d\ude00"]', ["😀"]),
        (r'["\uD83D\uDE00"]', ["😀"]),
        (r'["\ud800"]', ["\ufffd"]),
        (r'["\udc00"]', ["\ufffd"]),
        (r'["\ud800x"]', ["\ufffdx"]),
        (r'["\ud800\n"]', ["\ufffd\n"]),
        (r'["\ud800\u0041"]', ["\ufffdA"]),
        (r'["\ud800\ud83d\ude00"]', ["\ufffd😀"]),
        (r'["\udc00\ud800"]', ["\ufffd\ufffd"]),
        (r'["\udc00\udc00"]', ["\ufffd\ufffd"]),
        (r'["\udbff\udfff"]', ["\U0010ffff"]),
        ('["a\udcff\udc80b"]', ["a\ufffd\ufffdb"]),
        (r'["C:\bin\tool"]', ["C:\bin\tool"]),
        ("[1]", [NOT_A_STRING]),
        ('["a", null, true, false, -0.5e+3, 0, 1E2]', ["a"] + [NOT_A_STRING] * 6),
        ("[1e-400, -0]", [NOT_A_STRING] * 2),
        ("[" + "9" * 300 + "]", [NOT_A_STRING]),
        ('["a",[],{}]', ["a", NOT_A_STRING, NOT_A_STRING]),
        ('[["a",[1,{"b":[]}]] , {"k":"v" , "k":{"n":null}}]', [NOT_A_STRING] * 2),
        (r'[{"\u0041":"\""}, "z"]', [NOT_A_STRING, "z"]),
    ],
)
def test_an_array_that_go_takes(text: str, words: list[str | None]) -> None:
    """Escapes are decoded, a lone surrogate or a bad byte is U+FFFD, other members have no word."""
    assert scan_array(text, 0, whole=True) == (words, len(text))
    assert [member.word for member in members(text, 0)] == words


FAULTS = [
    ("", 0, "not-array", ""),
    ("a", 0, "not-array", ""),
    ('"a"', 0, "not-array", ""),
    ("[", 1, "array-open", "value-or-end"),
    ('["a"', 4, "array-open", "comma-or-end"),
    ('["a",', 5, "array-open", "value"),
    ('["a', 1, "string-open", ""),
    ('["a\\', 1, "string-open", ""),
    ('["a\\"', 1, "string-open", ""),
    ("['a']", 1, "syntax", "value-or-end"),
    ("[a]", 1, "syntax", "value-or-end"),
    ("[,]", 1, "syntax", "value-or-end"),
    ('["a",]', 5, "syntax", "value"),
    ('["a",,"b"]', 5, "syntax", "value"),
    ('["a" "b"]', 5, "syntax", "comma-or-end"),
    ('["a"b]', 4, "syntax", "comma-or-end"),
    ('["a"}', 4, "syntax", "comma-or-end"),
    ("[/* */]", 1, "syntax", "value-or-end"),
    ("[\xa0]", 1, "syntax", "value-or-end"),
    ('[\x0b"a"]', 1, "syntax", "value-or-end"),
    ('["a"\u3000]', 4, "syntax", "comma-or-end"),
    (r'["\q"]', 2, "string-escape", ""),
    (r'["\U0041"]', 2, "string-escape", ""),
    (r'["a\x41"]', 3, "string-escape", ""),
    (r'["\u41"]', 2, "string-escape", ""),
    (r'["\u00g0"]', 2, "string-escape", ""),
    ('["\\u\u0660\u0660\u0660\u0660"]', 2, "string-escape", ""),
    (r'["\ud800\u12"]', 8, "string-escape", ""),
    ('["a\tb"]', 3, "string-control", ""),
    ('["\n"]', 2, "string-control", ""),
    ('["\x00"]', 2, "string-control", ""),
    ("[NaN]", 1, "syntax", "value-or-end"),
    ("[Infinity]", 1, "syntax", "value-or-end"),
    ("[-Infinity]", 2, "syntax", "value-or-end"),
    ("[-]", 2, "syntax", "value-or-end"),
    ("[-", 2, "array-open", "value-or-end"),
    ("[01]", 2, "syntax", "comma-or-end"),
    ("[1.]", 2, "syntax", "comma-or-end"),
    ("[.5]", 1, "syntax", "value-or-end"),
    ("[+1]", 1, "syntax", "value-or-end"),
    ("[1e]", 2, "syntax", "comma-or-end"),
    ("[0x10]", 2, "syntax", "comma-or-end"),
    ("[True]", 1, "syntax", "value-or-end"),
    ("[truely]", 5, "syntax", "comma-or-end"),
    ("[1e400]", 1, "number-range", ""),
    ('["a", -1e999 ]', 6, "number-range", ""),
    ("[" + "9" * 400 + "]", 1, "number-range", ""),
    ("[[1e400], 1e500]", 2, "number-range", ""),
    ("[[1e400, 1e500]]", 2, "number-range", ""),
    ('[{"a":1e400}]', 6, "number-range", ""),
    ("[1e400 x]", 7, "syntax", "comma-or-end"),
    ("[[", 2, "array-open", "value-or-end"),
    ("[[1", 3, "array-open", "comma-or-end"),
    ("[[1,", 4, "array-open", "value"),
    ("[[1,]]", 4, "syntax", "value"),
    ("[[1 2]]", 4, "syntax", "comma-or-end"),
    ("[[}]", 2, "syntax", "value-or-end"),
    ("[[1}]", 3, "syntax", "comma-or-end"),
    ("[{", 2, "array-open", "key"),
    ("[{]", 2, "syntax", "key"),
    ("[{1:2}]", 2, "syntax", "key"),
    ("[{,}]", 2, "syntax", "key"),
    ('[{"a"}]', 5, "syntax", "colon"),
    ('[{"a" 1}]', 6, "syntax", "colon"),
    ('[{"a":}]', 6, "syntax", "value"),
    ('[{"a":1,}]', 8, "syntax", "key"),
    ('[{"a":1 "b":2}]', 8, "syntax", "comma-or-end"),
    ('[{"a":1]]', 7, "syntax", "comma-or-end"),
    ("[{'a':1}]", 2, "syntax", "key"),
    (r'[{"\q":1}]', 3, "string-escape", ""),
    (r'[["\q"]]', 3, "string-escape", ""),
]


@pytest.mark.parametrize(("text", "pos", "kind", "expected"), FAULTS)
def test_an_array_that_go_refuses(text: str, pos: int, kind: str, expected: str) -> None:
    """Shell form, to a builder: the place of what broke it, and what could have stood there."""
    with pytest.raises(JsonError) as raised:
        scan_array(text, 0, whole=False)

    error = raised.value
    assert (error.pos, error.kind, error.expected) == (pos, kind, expected)
    assert str(error) == f"{kind} at {pos}"


@pytest.mark.parametrize("text", ["[1e400]", '["a",[-1e999]]', "[" + "9" * 400 + "]"])
def test_a_number_nobody_decodes_may_be_of_any_size(text: str) -> None:
    """Where a list of strings is read, a number is a wrong type, however large it is."""
    assert scan_array(text, 0, whole=True, floats=False)[0][-1] is None
    assert members(text, 0, floats=False)[-1].word is None
    with pytest.raises(JsonError):
        members(text, 0)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ('["a"] # note', 6),
        ('["a"]]', 5),
        ('["a"];', 5),
        ('["a"]["b"]', 5),
        ("[] x", 3),
        ('["a"]\x00', 5),
        ('["a"]\x0b', 5),
        ("[1] x", 4),
    ],
)
def test_what_follows_the_array_matters_only_to_some(text: str, rest: int) -> None:
    """From BuildKit 0.15 the whole text must be the array; others stop reading at its end."""
    words, end = scan_array(text, 0, whole=False)

    assert text[:end].endswith("]")
    assert len(words) == (0 if text.startswith("[]") else 1)
    with pytest.raises(JsonError) as raised:
        scan_array(text, 0, whole=True)
    assert (raised.value.pos, raised.value.kind) == (rest, "trailing")


@pytest.mark.parametrize("blanks", ["", " ", " \t\r\n"])
@pytest.mark.parametrize("array", ['["a"]', r'["\u0061"]'])
def test_blanks_may_follow_a_whole_array(array: str, blanks: str) -> None:
    """The array ends where its bracket stands."""
    assert scan_array(array + blanks, 0, whole=True) == (["a"], len(array))


def test_an_array_may_stand_within_a_text() -> None:
    """All offsets count from the beginning of the text."""
    text = 'CMD ["a", 1]'

    assert scan_array(text, 4, whole=True) == (["a", None], 12)
    with pytest.raises(JsonError) as raised:
        scan_array("CMD [x]", 4, whole=True)
    assert raised.value.pos == 5


def test_members_have_their_places() -> None:
    """Quotes included; what is no string says its kind."""
    text = r' ["a\"b", -1.5, true,false , null,[1,[]],{"k":{}} , ""]'

    found = members(text, 1)

    assert found == [
        Member('a"b', "string", Span(2, 8)),
        Member(None, "number", Span(10, 14)),
        Member(None, "true", Span(16, 20)),
        Member(None, "false", Span(21, 26)),
        Member(None, "null", Span(29, 33)),
        Member(None, "array", Span(34, 40)),
        Member(None, "object", Span(41, 49)),
        Member("", "string", Span(52, 54)),
    ]


def test_members_of_an_array_of_plain_strings_have_theirs() -> None:
    """The places are those in the whole text; what follows the array does not matter."""
    assert members('CMD [ "a" ,"", "b c"] "d"', 4) == [
        Member("a", "string", Span(6, 9)),
        Member("", "string", Span(11, 13)),
        Member("b c", "string", Span(15, 20)),
    ]
    assert members("[]", 0) == []


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ('CMD [ "a" ,"", "b c"] "d"', [Span(6, 9), Span(11, 13), Span(15, 20)]),
        (r'CMD ["\"" , "b"]', [Span(5, 9), Span(12, 15)]),
    ],
)
def test_places_are_those_of_the_members(text: str, extents: list[Span]) -> None:
    """Whether or not a string of the array has escapes; quotes are included."""
    assert places(text, 4) == extents


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("[", "]"), ('{"a":', "}")],
    ids=["arrays", "objects"],
)
def test_nesting_ends_at_ten_thousand(opening: str, closing: str) -> None:
    """Balanced to that depth it is an array; one deeper it is a fault, and costs no recursion.

    Recorded: 10,000 levels give the error for arrays of other things, one more gives shell form.
    """

    def nested(depth: int) -> str:
        inner = depth - 1
        return "[" + opening * inner + ("1" if opening == '{"a":' else "") + closing * inner + "]"

    assert MAX_DEPTH == 10_000
    assert scan_array(nested(10_000), 0, whole=True)[0] == [None]
    with pytest.raises(JsonError) as raised:
        scan_array(nested(10_001), 0, whole=True)
    assert raised.value.kind == "depth"
    assert raised.value.pos == 1 + len(opening) * 9_999


def test_a_string_is_read_from_its_quote() -> None:
    """Its value, and the offset of what follows."""
    assert scan_string('x"a\\u00e9"y', 1) == ("aé", 10)


@pytest.mark.parametrize(
    "unit",
    [
        '"a",',
        '"\\u0041",',
        '"\\ud800",',
        "1,",
        "[],",
        '{"a":[1]},',
        " ",
    ],
)
def test_reading_takes_time_in_proportion(unit: str) -> None:
    """Eight times the text takes far less than sixty-four times as long."""

    def seconds(count: int) -> float:
        text = "[" + unit * count + '"z"]'
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            scan_array(text, 0, whole=True)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(8_000) < 32 * max(seconds(1_000), 1e-4)
