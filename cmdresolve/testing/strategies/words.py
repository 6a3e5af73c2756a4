"""Words of a command, and texts that are, or nearly are, a JSON array of words."""

from __future__ import annotations

import json
from functools import cache

from hypothesis import strategies as st

from cmdresolve.testing.strategies.choices import below, pick

# Plain words first: Hypothesis shrinks towards them.
_PLAIN = ("a", "b", "/x", "-c", "/bin/sh", "exec", "a b")
_ODD = (
    "",
    " ",
    "$X",
    "${X:-y}",
    "$(a)",
    "'a'",
    '"',
    "\\",
    "a\\n",
    "#a",
    "-",
    "--",
    "--x",
    "[",
    '["a"]',
    "]",
    "{}",
    "null",
    "<<E",
    "é",
    "İ",
    "\u00a0",
    "\u2028",
    "😀",
    "\t",
    "a\nb",
    "a\x1fb",
    "\x7f",
)
# Texts a command line or an API may read as JSON.
ENTRYPOINT_TEXTS = (
    "a",
    "a b",
    "",
    '["a"]',
    '["a","b"]',
    "[]",
    '[""]',
    "null",
    "[null]",
    '["a",1]',
    '["a"',
    '["a"] b',
    '"a"',
    "{}",
    " [] ",
    "a 'b c'",
    "a # b",
    "'a",
)

_SPACES = ("", "", "", " ", "\t ", " \t")
_BROKEN = (
    "['a']",
    "[a]",
    '["a",]',
    '["a" "b"]',
    '["a"',
    '["a',
    '"a"]',
    "[",
    "[]",
    '[""]',
    "[ ]",
    '["\\q"]',
    '["\\u41"]',
    '["C:\\Windows\\x"]',
    '["C:\\bin\\tool"]',
    '["\\ud800"]',
    '["\\ud800\\ud83d\\ude00"]',
    '["\\/\\b\\f\\n\\r\\t\\"\\\\"]',
    '["a\tb"]',
    '["\x7f\u0085\u2028"]',
    "[NaN]",
    "[01]",
    "[1e400]",
    '["a",-1e999]',
    '["a"\u00a0]',
    '["a"\x0b]',
    '\ufeff["a"]',
    '\u200b["a"]',
    '\u00a0["a"]',
    '/* */ ["a"]',
    '[ "$(x)" = y ]',
)
_NOT_STRINGS = ("1", "null", "true", "[]", "{}", "1e999", "-0", "1.5")
_TRAILING = (" x", "]", ";", " # note", ' ["b"]', '["b"]', ",", '"', "\u00a0", "\x0b", "&& b")

# What texts with variables are put together of, character by character.
_VARIABLE_PIECES = (
    *("a", "$A", "${A}", "${A:-", "${N:+", "${B#", "${A/", "${B%", "${", "}", "}", "$", "$$"),
    *(
        "A",
        "B",
        "N",
        ":",
        "-",
        "+",
        "?",
        "#",
        "##",
        "%",
        "%%",
        "/",
        "//",
        "*",
        "\\",
        "\\$",
        "'",
        '"',
    ),
    *(" ", ".", "\u00e9", "@", "1", "[", "]", "^", "!", "~", "_", "=", "\t", "`"),
)
# The same of what may be a JSON array; a word of it is what JSON, a shell or both may trip on.
_ARRAY_PIECES = (
    *('"a"', '"b c"', '""', ",", ", ", "[", "]", '"', "'", " ", "a", "\\", "\\u0041", "\\n", "\\/"),
    *(
        "\\ud800",
        "\\udc00",
        "\\x",
        "1",
        "null",
        "true",
        "{",
        "}",
        "\u201c",
        "\t",
        "\u00a0",
        "$A",
        "-",
    ),
    *("\x7f", "\x01", "\u00e9", "\U0001f600", "#", "&&"),
)
# What a string of JSON is put together of: escapes and halves of pairs, and what may be none.
_STRING_PIECES = (
    *("a", "\\ud83d", "\\ude00", "\\uD800", "\\uDFFF", "\\ud83d\\ude00", "\\u0041", "\\ufffd"),
    *("\\n", '\\"', "\\\\", "\\/", "\t", "\x01", "\x7f", "\u00e9", "\U0001f600"),
)
_NO_ESCAPES = ("\\x", "\\'", "\\U", "\\u00g1", "\\u12", "\\", "\n")


@cache
def variable_texts(*, least: int = 0) -> st.SearchStrategy[str]:
    """Return a text in which variables, quotes and operators meet in any order.

    Shrinks to nothing, or to ``a``.

    Args:
        least: how many pieces it has at least.
    """
    return st.lists(st.sampled_from(_VARIABLE_PIECES), min_size=least, max_size=7).map("".join)


@cache
def array_texts() -> st.SearchStrategy[str]:
    """Return a text that may be a JSON array of words, put together of its pieces.

    Shrinks to ``[]``.
    """
    pieces = st.lists(st.sampled_from(_ARRAY_PIECES), max_size=6).map("".join)
    return pieces.map(lambda text: f"[{text}]") | pieces.map(lambda text: f"[{text}")


@cache
def escaped_arrays() -> st.SearchStrategy[str]:
    """Return the text of a JSON array of strings full of escapes, most of which are good.

    Shrinks to ``["a"]``.
    """
    good = st.lists(st.sampled_from(_STRING_PIECES), min_size=1, max_size=6)
    piece = st.sampled_from(_STRING_PIECES) | st.sampled_from(_NO_ESCAPES)
    string = st.one_of(good, good, st.lists(piece, min_size=1, max_size=4)).map("".join)
    members = st.lists(string.map('"{}"'.format), min_size=1, max_size=2)
    return members.map(lambda texts: f"[{','.join(texts)}]")


@cache
def words(*, empty: bool = True) -> st.SearchStrategy[str]:
    """Return one word of a command.

    Shrinks to ``a``.

    Args:
        empty: whether the empty word is among them.
    """
    # NUL ends a word for the kernel, and a lone surrogate is no text.
    text = st.text(
        st.characters(min_codepoint=1, exclude_categories=["Cs"]), min_size=1, max_size=4
    )
    strategy = st.sampled_from(_PLAIN) | st.sampled_from(_ODD) | text
    return strategy if empty else strategy.filter(bool)


@cache
def word_lists() -> st.SearchStrategy[list[str] | None]:
    """Return a list of words as a config holds it: null, none, one empty word, or words.

    Shrinks to null, then to no words, then to ``["a"]``.
    """
    return st.none() | st.just([]) | st.lists(words(), min_size=1, max_size=3) | st.just([""])


@cache
def exec_forms(*, valid: bool = False) -> st.SearchStrategy[str]:
    """Return the text of a JSON array of words, or one that is nearly that.

    Shrinks to ``["a"]``.

    Args:
        valid: whether to leave out what is only nearly an array of words.
    """
    return _exec_forms(valid=valid)


@st.composite
def _exec_forms(draw: st.DrawFn, *, valid: bool) -> str:
    kind = 0 if valid else draw(below(10))
    if kind == 9:  # noqa: PLR2004 - one in ten
        return draw(pick(*_BROKEN))
    members = [_quoted(word, draw) for word in draw(_FEW_WORDS)]
    if kind == 8:  # noqa: PLR2004 - one in ten
        place = draw(below(len(members) + 1))
        members.insert(place, draw(pick(*_NOT_STRINGS)))
    space = pick(*_SPACES)
    text = "[" + ",".join(draw(space) + member + draw(space) for member in members) + "]"
    return text + draw(pick(*_TRAILING)) if kind == 7 else text  # noqa: PLR2004 - same


@cache
def shell_forms() -> st.SearchStrategy[str]:
    """Return the text of a command in shell form: one line, neither empty nor an array.

    Shrinks to ``a``.
    """
    curated = (
        "a",
        "a b",
        "exec a",
        'a "$X" ${Y}',
        "a  b",
        "a # b",
        "a \\ b",
        "a\\",
        "a\\\\",
        "a\\\\\\",
        "'a",
        '""',
        "a && b; c | d > e",
        "x[1]",
        "[ -f a ]",
        "<<E",
        "a\rb",
        "a\x0bb\x0c",
        "a\u0085",
        "\u3000a",
        "--x",
        "-- a",
        "-- --x a",
        "- a",
        '-- ["a"]',
        "`a`",
    )
    joined = st.lists(
        words(empty=False).filter(lambda word: "\n" not in word), min_size=1, max_size=3
    ).map(" ".join)
    return st.sampled_from(curated) | joined


def _quoted(word: str, draw: st.DrawFn) -> str:
    if word.isascii():
        return json.dumps(word)
    return json.dumps(word, ensure_ascii=draw(below(2)) == 1)


_FEW_WORDS = st.lists(words(), min_size=1, max_size=3)
