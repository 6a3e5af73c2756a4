"""Words as builders process them: quotes, escapes and each substitution, by dialect."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.reading.word_lexer import (
    Lexer,
    SubstitutionError,
    WordVariables,
    is_literal,
    word_lexer,
)
from cmdresolve.model.errors import LimitError
from cmdresolve.model.limits import Limits, Room

ENV = WordVariables({"A": "abcabc", "E": "", "P": "a/b/c.tar.gz", "1": "one", "é": "accent"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("a<b", "a<b"),
        ("'a b'", "a b"),
        ('"a b"', "a b"),
        ("'$A'", "$A"),
        ('"$A"', "abcabc"),
        ("$A", "abcabc"),
        ("${A}", "abcabc"),
        ("x$A.y${A}z", "xabcabc.yabcabcz"),
        ("$é", "accent"),
        ("$NOPE", ""),
        ("${NOPE}", ""),
        ("$", "$"),
        ("$.", "$."),
        ("$1", "one"),
        ("$?", ""),
        (r"\$A", "$A"),
        (r"a\ b", "a b"),
        ("a\\", "a"),
        (r'"a\"b"', 'a"b'),
        (r'"a\$A"', "a$A"),
        (r'"a\b"', r"a\b"),
        ('"a\\\\b"', "a\\b"),
        (r"'a\b'", r"a\b"),
        ('"${A:-x}"', "abcabc"),
        ("${A:-x}", "abcabc"),
        ("${E:-x}", "x"),
        ("${E-x}", ""),
        ("${N-x}", "x"),
        ("${N:-${A}}", "abcabc"),
        ("${N:-'a}'}", "a}"),
        ("${A:+x}", "x"),
        ("${E:+x}", ""),
        ("${E+x}", "x"),
        ("${N+x}", ""),
        ("${A:?no}", "abcabc"),
        ("${E?no}", ""),
        ("${A#a}", "bcabc"),
        ("${A##a*b}", "c"),
        ("${A#*b}", "cabc"),
        ("${A%c}", "abcab"),
        ("${A%b*}", "abca"),
        ("${A%%b*}", "a"),
        ("${P##*/}", "c.tar.gz"),
        ("${P%%.*}", "a/b/c"),
        ("${A#?}", "bcabc"),
        ("${A#x}", "abcabc"),
        ("${A/b/X}", "aXcabc"),
        ("${A//b/X}", "aXcaXc"),
        ("${A/z/X}", "abcabc"),
        ("${A//[/X}", "abcabc"),
        ("${N#a}", ""),
        ("${N/a/b}", ""),
        (r"${P/\//_}", "a_b/c.tar.gz"),
    ],
)
def test_a_word_under_the_newest_rules(text: str, expected: str) -> None:
    """BuildKit since 0.13 knows every operator."""
    assert Lexer().word(text, ENV) == expected


@pytest.mark.parametrize(
    ("substitution", "text", "message"),
    [
        ("patterns", "'a", "looking for matching single-quote"),
        ("patterns", '"a', "looking for matching double-quote"),
        ("patterns", '"a\\', "looking for matching double-quote"),
        ("patterns", "${A", "unsupported modifier (\ufffd) in substitution"),
        # Quoted as Go's "%q" quotes (observed: BuildKit 28.5).
        ("patterns", '"é\\t${A\x01', r'failed to process "\"é\\t${A\x01": '),
        ("patterns", "${", "syntax error: missing '}'"),
        ("patterns", "${}", "syntax error: bad substitution"),
        ("patterns", "${:x}", "syntax error: bad substitution"),
        ("patterns", "${A:-x", "syntax error: missing '}'"),
        ("patterns", "${A/b", "syntax error: missing '/' in ${}"),
        ("patterns", "${A/b/c", "syntax error: missing '}'"),
        ("patterns", "${A:-'x}", "syntax error: missing '}'"),
        ("patterns", "${A:-${}x}", "bad substitution"),
        ("patterns", "${A^}", "unsupported modifier (^) in substitution"),
        ("patterns", "${A:=x}", "unsupported modifier (:=) in substitution"),
        ("patterns", "${A:x", "missing '}'"),
        ("patterns", "${N:?}", "N: is not allowed to be unset"),
        ("patterns", "${E:?}", "E: is not allowed to be empty"),
        ("patterns", "${E:?give it}", "E: give it"),
        ("patterns", r"${A#\a}", "invalid pattern"),
        ("patterns", "${A%\\", "missing '}'"),
        ("colon", "${A-x}", "missing ':' in substitution"),
        ("colon", "${A#x}", "missing ':' in substitution"),
        ("colon", "${N?x}", "N: x"),
        ("plain", "${A#x}", "unsupported modifier (#) in substitution"),
        ("imagebuilder", "${A-x}", "Missing ':' or '#' or '%' or '/' in substitution"),
        ("imagebuilder", "${A:=x}", "Unsupported modifier (=) in substitution"),
        ("imagebuilder", "${N:?}", "N is not allowed to be unset"),
        ("imagebuilder", "${A#}", "A#: no prefix to remove"),
        ("imagebuilder", "${A%}", "A%: no suffix to remove"),
        ("imagebuilder", "${A/}", "A/: no pattern to replace"),
        ("imagebuilder", "${A:-x", "looking for matching }"),
    ],
)
def test_a_word_that_cannot_be_processed(substitution: str, text: str, message: str) -> None:
    """An open quote or brace, or an operator the dialect has not, names itself."""
    with pytest.raises(SubstitutionError) as caught:
        Lexer(substitution=substitution).word(text, ENV)

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${A}", "abcabc"),
        ("${N}", ""),
        ("${A:+x}", "x"),
        ("${E:+x}", ""),
        ("${E:-x}", "x"),
        ("${A:-x}", "abcabc"),
        ("${E:?x}", "x"),
        ("${A:?x}", "abcabc"),
        ("${A#a}", "bcabc"),
        ("${A##a*b}", "c"),
        ("${A%c}", "abcab"),
        ("${A%%b*}", "a"),
        ("${A/b/X}", "aXcabc"),
        ("${A//b/X}", "aXcaXc"),
        ("${A/b}", "acabc"),
        ("${A}${E:-x}", "abcabcx"),
        (r"${A#\\a}", "bcabc"),
        ("${A/#a/X}", "Xbcabc"),
        ("${A/%c/X}", "abcabX"),
        ("${A/%b/X}", "abcabc"),
    ],
)
def test_a_word_under_imagebuilder(text: str, expected: str) -> None:
    """Buildah's own little shell."""
    assert Lexer(substitution="imagebuilder").word(text, ENV) == expected


@pytest.mark.parametrize(
    ("substitution", "text", "expected"),
    [
        ("colon", "${N:-x}", "x"),
        ("plain", "${N-x}", "x"),
        ("plain", "${A+x}", "x"),
    ],
)
def test_operators_come_one_by_one(substitution: str, text: str, expected: str) -> None:
    """20.10 has those with a colon, 25.0 those without, 26 the patterns."""
    assert Lexer(substitution=substitution).word(text, ENV) == expected


@pytest.mark.parametrize(
    ("escape", "text", "expected"),
    [("`", "`$A\\", "$A\\"), ("`", "a``", "a`"), ("`", '"a\\b`""', 'a\\b"')],
)
def test_the_escape_character_is_the_directives(escape: str, text: str, expected: str) -> None:
    """Under an escape directive a backslash is a letter like any other."""
    assert word_lexer(escape, "patterns").word(text, ENV) == expected


def test_imagebuilder_knows_one_escape_only() -> None:
    """Its words do not look at the escape directive."""
    assert word_lexer("`", "imagebuilder").word("\\$A`", ENV) == "$A`"


def test_a_name_that_may_be_set_by_an_undescribed_base_is_not_refused() -> None:
    """What is not known to be unset cannot fail."""
    unknown = WordVariables({}, complete=False)

    assert Lexer().word("${X:?no}", unknown) == ""
    assert Lexer(substitution="imagebuilder").word("${X:?}", unknown) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", ["a", "b"]),
        (" a  'b c' ", ["a", "b c"]),
        ("$W", ["x", "y"]),
        ('"$W"', ["x y"]),
        ("a\\ b", ["a b"]),
        ("", []),
        ("''", []),
    ],
)
def test_words_are_split_after_substitution(text: str, expected: list[str]) -> None:
    """Blanks of a value split, quoted ones do not."""
    assert Lexer().words(text, WordVariables({"W": "x y"})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'a' \"b\" \\c", ["'a'", '"b"', "\\c"]),
        ("$A ${A}", ["$A", "${A}"]),
        ("${A:-x}", ["${A:-x}"]),
        ("${A/b/c}", ["${A/b/c}"]),
        ("<< EOF a", ["<< EOF", "a"]),
        ("a < b", ["a", "<", "b"]),
    ],
)
def test_words_kept_as_written(text: str, expected: list[str]) -> None:
    """Heredocs are found in words whose quotes, escapes and variables stay."""
    lexer = Lexer(raw_quotes=True, raw_escapes=True, keep_unset=True, heredoc_blank=True)

    assert lexer.words(text, WordVariables({})) == expected


def test_quotes_can_be_letters() -> None:
    """In a heredoc's body, quotes are characters like any other."""
    assert Lexer(skip_quotes=True).word('it\'s "$A"', ENV) == 'it\'s "abcabc"'


def test_an_escape_stays_in_raw_double_quotes() -> None:
    """Where escapes are kept, they are kept inside quotes too."""
    lexer = Lexer(raw_quotes=True, raw_escapes=True)

    assert lexer.word('"a\\"b"', ENV) == '"a\\"b"'


def test_nesting_is_bounded() -> None:
    """Substitutions nested beyond reason are one clear error."""
    with pytest.raises(SubstitutionError, match="nested deeper than 150"):
        Lexer().word("${A:-" * 151 + "}" * 151, ENV)


@pytest.mark.parametrize(
    "text",
    ["$A", "${A}", "x${A}", '"$A"', "${N:-$A}", "${A/a/$A}", "${A//b/xy}", "$P", "${A#a}"],
)
@pytest.mark.parametrize("substitution", ["patterns", "imagebuilder"])
def test_values_are_counted_before_they_are_put_together(text: str, substitution: str) -> None:
    """A word may name a variable as often as it likes, and each time it is as long again."""
    with pytest.raises(LimitError, match=r"Limits\.expanded"):
        Lexer("\\", substitution).word(text, ENV._replace(room=Room(Limits(expanded=5))))


def test_what_there_is_room_for_is_processed() -> None:
    room = Room(Limits(expanded=12))
    assert Lexer().word("$A$A", ENV._replace(room=room)) == "abcabcabcabc"
    with pytest.raises(LimitError):
        Lexer().word("$A", ENV._replace(room=room))


@pytest.mark.parametrize("text", ["", "a b", "a<b", "a#{b}", "\u2603"])
def test_a_literal_word_is_its_own_result(text: str) -> None:
    assert is_literal(text)


@pytest.mark.parametrize("character", "'\"$\\`")
def test_a_word_with_a_quote_a_variable_or_an_escape_is_not_literal(character: str) -> None:
    """The escape character may be either of two."""
    assert not is_literal(f"a{character}b")
