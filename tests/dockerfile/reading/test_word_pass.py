"""One pass over a text, past the fast paths that `test_word_lexer` goes through as well."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.reading.word_pass import (
    MAX_DEPTH,
    LexerOptions,
    SubstitutionError,
    WordPass,
    WordVariables,
)

VARIABLES = WordVariables({"A": "x y", "E": ""})


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        ("a$A-b", "ax y-b", ["ax", "y-b"]),
        ('a"$A"b', "ax yb", ["ax yb"]),
        ("''", "", []),
        ("'a b' c", "a b c", ["a b", "c"]),
        (r"a\ b", "a b", ["a b"]),
        ("a\\", "a", ["a"]),
        ("${E:-${A}}", "x y", ["x", "y"]),
        ("$", "$", ["$"]),
    ],
)
def test_a_text_is_one_word_and_several(text: str, word: str, words: list[str]) -> None:
    """Values are split at white space, quoted and escaped text is not (lex.go wordsStruct)."""
    assert WordPass(LexerOptions(), text, VARIABLES).all() == (word, words)


def test_quotes_and_escapes_can_stay() -> None:
    """As heredocs are looked for (parser.go heredocsFromLine)."""
    options = LexerOptions(raw_quotes=True, raw_escapes=True, keep_unset=True)

    assert WordPass(options, r"""'a' "b\"" $unset""", VARIABLES).all()[0] == r"""'a' "b\"" $unset"""


def test_what_is_nested_too_deeply_is_refused() -> None:
    """Before Python's own limit is reached."""
    deep = "${E:-" * MAX_DEPTH + "}" * MAX_DEPTH

    assert WordPass(LexerOptions(), deep, VARIABLES).all()[0] == ""
    with pytest.raises(SubstitutionError, match="nested deeper"):
        WordPass(LexerOptions(), "${E:-" + deep + "}", VARIABLES).all()
