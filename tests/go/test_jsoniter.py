"""json-iterator/go's reading of a JSON list of strings: `cmdresolve.go.jsoniter`.

Run on Podman 5.8.6, as what ``podman import --change`` makes of ENTRYPOINT and CMD.
"""

from __future__ import annotations

import pytest

from cmdresolve.go.json_array import JsonError, scan_array
from cmdresolve.go.jsoniter import read_strings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", ()),
        (" [ ] ", ()),
        ('["a", "b"]', ("a", "b")),
        ('[\n"a"\n]', ("a",)),
        ('["a",null,"b"]', ("a", "", "b")),
        ("[null,null]", ("", "")),
        (" null ", None),
        (r'["\"\\\/\b\f\n\r\t"]', ('"\\/\b\f\n\r\t',)),
        (r'["\uffff\ufffd\u0000a"]', ("\uffff\ufffd\0a",)),
        (r'["\ud83d\ude00"]', ("😀",)),
        (r'["\uD83d\uDe00"]', ("😀",)),
        (r'["\ud83d"]', ("\ufffd",)),
        (r'["\ude00"]', ("\ufffd",)),
        (r'["\ud83dx"]', ("\ufffdx",)),
        (r'["\ud83d\n"]', ("\ufffd\n",)),
        (r'["\ud83d\""]', ('\ufffd"',)),
        (r'["\ud83d\\u0041"]', ("\ufffd\\u0041",)),
        (r'["\ud83d\u0041\ude00"]', ("\ufffdA\ufffd",)),
        (r'["\ude00\ud83d"]', ("\ufffd\ufffd",)),
        (r'["\ud83d\ud83d\ud83d\ude00"]', ("\ufffd\ufffd😀",)),
        (r'["\ude00\ude00\ud83d\ude00"]', ("\ufffd\ufffd😀",)),
        ('["\\ud83d😀"]', ("\ufffd😀",)),
        ('["a\x7f"]', ("a\x7f",)),
        ('["a\udcff"]', ("a\ufffd",)),
        ('["\\n\udced\udca0\udc80"]', ("\n\ufffd\ufffd\ufffd",)),
    ],
)
def test_a_list_that_is_read_as_by_go(text: str, words: tuple[str, ...] | None) -> None:
    """What a null is apart, ``encoding/json`` gives the same."""
    assert read_strings(text) == words
    if words is not None:
        assert [word or "" for word in scan_array(text.strip(), 0, whole=True)[0]] == [*words]


@pytest.mark.parametrize(
    ("text", "words", "of_go"),
    [
        (r'["\ud83d\ud83d\ude00"]', ("\ufffd\ufffd\ufffd",), ["\ufffd😀"]),
        (r'["\uD800\uD83D\uDE00"]', ("\ufffd\ufffd\ufffd",), ["\ufffd😀"]),
        (r'["\ude00\ud83d\ude00"]', ("\ufffd\ufffd\ufffd",), ["\ufffd😀"]),
        ('["\\n\tb"]', ("\n\tb",), None),
        ('["\\n\nb"]', ("\n\nb",), None),
        ('["\\t\x01b"]', ("\t\x01b",), None),
        ('["\\u0041\rb"]', ("A\rb",), None),
        ('["\\ud83d\nb"]', ("\ufffd\nb",), None),
    ],
)
def test_a_list_that_is_read_otherwise(
    text: str, words: tuple[str, ...], of_go: list[str] | None
) -> None:
    """A second half that is none is used up, and an escape lets in control characters."""
    assert read_strings(text) == words
    if of_go is not None:
        assert scan_array(text, 0, whole=True)[0] == of_go
    else:
        with pytest.raises(JsonError, match="string-control"):
            scan_array(text, 0, whole=True)


@pytest.mark.parametrize(
    ("text", "pos", "kind"),
    [
        ("", 0, "not-array"),
        ("a b", 0, "not-array"),
        ('"a"', 0, "not-array"),
        ("{}", 0, "not-array"),
        ("nullx", 4, "trailing"),
        ('["a"] x', 6, "trailing"),
        ('["a"]["b"]', 5, "trailing"),
        ("[] x", 3, "trailing"),
        ("[", 1, "syntax"),
        ("[1]", 1, "syntax"),
        ("[true]", 1, "syntax"),
        ('[["a"]]', 1, "syntax"),
        ('["a",]', 5, "syntax"),
        ('[,"a"]', 1, "syntax"),
        ('["a" "b"]', 5, "syntax"),
        ('["a"', 4, "syntax"),
        ('["a",nul]', 5, "syntax"),
        ('["a",null x]', 10, "syntax"),
        ('[\u00a0"a"]', 1, "syntax"),
        ('["a', 1, "string-open"),
        ('["a\\', 3, "string-escape"),
        ('["a\tb"]', 3, "string-control"),
        ('["\x01\\t"]', 2, "string-control"),
        ('["\\t","\x01b"]', 7, "string-control"),
        (r'["\x41"]', 2, "string-escape"),
        (r'["\'"]', 2, "string-escape"),
        (r'["\U0041"]', 2, "string-escape"),
        (r'["\u004"]', 2, "string-escape"),
        (r'["\u004g"]', 2, "string-escape"),
        (r'["\ud83d\u00g1"]', 8, "string-escape"),
        (r'["\ud83d\x"]', 8, "string-escape"),
        ('["\\\n"]', 2, "string-escape"),
    ],
)
def test_a_text_that_is_no_list_of_strings(text: str, pos: int, kind: str) -> None:
    """Podman takes all of these for a shell's text; where the fault lies is our own telling."""
    with pytest.raises(JsonError) as caught:
        read_strings(text)

    assert (caught.value.pos, caught.value.kind) == (pos, kind)
