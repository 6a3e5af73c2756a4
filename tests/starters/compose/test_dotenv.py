"""Files of variables as Compose reads them."""

from __future__ import annotations

import pytest

from cmdresolve.dialects.readers.compose import COMPOSE_2_26, COMPOSE_2_40, COMPOSE_5_0_2, Compose
from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose.dotenv import read_dotenv

AROUND = {"OUT": "side", "EMPTY": ""}


def values(text: str, compose: Compose = COMPOSE_2_40) -> dict[str, str]:
    """Return what a file sets, with two variables around it."""
    return {one.name: one.value for one in read_dotenv(text, ".env", compose, AROUND.get)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("\n\n# c\n  # d\n", {}),
        ("A=1", {"A": "1"}),
        ("A=1\nB=2\n", {"A": "1", "B": "2"}),
        ("\ufeffA=1\n", {"A": "1"}),
        ("A: 1\n", {"A": "1"}),
        ("A =\t1  \r\n", {"A": "1"}),
        ("  A=1\n", {"A": "1"}),
        ("A=\nB=2\n", {"A": "", "B": "2"}),
        ("A=x y\n", {"A": "x y"}),
        ("A=x#y\n", {"A": "x#y"}),
        ("A=x #y\n", {"A": "x"}),
        ("A=x\t#y\n", {"A": "x\t#y"}),
        ("A=#y\n", {"A": "#y"}),
        ("A= # y\n", {"A": "# y"}),
        ("A=a=b:c\n", {"A": "a=b:c"}),
        ("export A=1\n", {"A": "1"}),
        ("export\tA=1\n", {"A": "1"}),
        ("exportA=1\n", {"exportA": "1"}),
        ("a.b-c[0]=1\n", {"a.b-c[0]": "1"}),
        ("1A=1\n", {"1A": "1"}),
        ("é=1\n", {"é": "1"}),
        ("A\tB=1\n", {"A\tB": "1"}),
        ("A='x y'\n", {"A": "x y"}),
        ("A='x\ny'\nB=1\n", {"A": "x\ny", "B": "1"}),
        ("A='$OUT\\n'\n", {"A": "$OUT\\n"}),
        ("A='it\\'s'\n", {"A": "it's"}),
        ("A='a\\\\'\n", {"A": "a\\\\"}),
        ("A='x' # c\n", {"A": "x"}),
        ("A='x' B=2\n", {"A": "x", "B": "2"}),
        ("A='x'y=2\n", {"A": "x", "y": "2"}),
        ("A=x'y'\n", {"A": "x'y'"}),
        ('A="x\\ty\\n"\n', {"A": "x\ty\n"}),
        ('A="\\a\\b\\f\\r\\v"\n', {"A": "\a\b\f\r\v"}),
        ('A="\\c\\q\\x41"\n', {"A": "\\c\\q\\x41"}),
        ('A="\\""\n', {"A": '"'}),
        ('A="\\\\n"\n', {"A": "\\n"}),
        ('A="\\0101\\0377"\n', {"A": "A\u00ff"}),
        ('A="\\0\\01\\0128\\0777"\n', {"A": "\\\\1\\128\\777"}),
        ('A="\\$OUT $$OUT"\n', {"A": "$OUT $OUT"}),
        ("A=$OUT\n", {"A": "side"}),
        ('A="${OUT}s"\n', {"A": "sides"}),
        ("A=${NO:-d} ${EMPTY:-e} ${EMPTY-f}\n", {"A": "d e "}),
        ("A=1\nB=$A$A\n", {"A": "1", "B": "11"}),
        ("OUT=own\nB=$OUT\n", {"OUT": "own", "B": "side"}),
        ("A=1\nA=${A}2\n", {"A": "12"}),
        ("A=$NO.\n", {"A": "."}),
        ("OUT\nNO\nA=1\n", {"OUT": "side", "A": "1"}),
        ("A", {"": "A"}),
        ("=1\n", {"": "1"}),
        ("A='x'", {"A": "x"}),
        ("export\nA=1\n", {"A": "1"}),
        ("A=\u00a0x\u2003\n", {"A": "x"}),
    ],
)
def test_what_a_file_sets(text: str, expected: dict[str, str]) -> None:
    """Quotes, escapes, comments, blanks, names alone, and variables in variables."""
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("X Y=1\n", 1, "key cannot contain a space"),
        ("A=1\nno variable\n", 2, "key cannot contain a space"),
        ("A=1\nX='a\nB=2\n", 2, "unterminated quoted value 'a"),
        ('X="a\\"\n', 1, "unterminated quoted value"),
        ("A!=1\n", 1, 'unexpected character "!" in variable name "A!=1"'),
        ("A='x'!\n", 1, "unexpected character"),
        ("$A=1\n", 1, "unexpected character"),
        ("\n\nA=${\n", 3, "is not a valid variable reference"),
        ("A=1\nB=${NO:?must be}\n", 2, "required variable NO is missing a value: must be"),
        ('A="${NO?}"\n', 1, "required variable NO is missing a value"),
    ],
)
def test_what_spoils_a_file(text: str, line: int, told: str) -> None:
    """Compose then refuses all of the project."""
    with pytest.raises(ComposeError) as refused:
        values(text)

    assert (refused.value.code, refused.value.line) == ("env-file", line)
    assert told in refused.value.message


def test_where_a_value_is_set_is_kept() -> None:
    """With the variables that stand in it, and those that were not set."""
    (one,) = read_dotenv("# c\n\n export A=$OUT$NO\n", "x.env", COMPOSE_2_40, AROUND.get)

    assert (one.line, one.source.name, one.put_in, one.unset) == (3, "x.env", ("OUT",), ("NO",))
    assert one.source.text[slice(*one.span)] == "A"


@pytest.mark.parametrize(
    ("compose", "expected"), [(COMPOSE_2_26, "old"), (COMPOSE_2_40, "new"), (COMPOSE_5_0_2, "new")]
)
def test_a_file_behind_others_sees_what_it_set_itself(compose: Compose, expected: str) -> None:
    """From compose-go 2.8 on; up to then what the files before it set counted first."""
    found = read_dotenv("A=new\nB=$A\n", "2.env", compose, before={"A": "old"})

    assert found[-1].value == expected


def test_a_default_that_is_not_needed_is_read_or_not() -> None:
    """As in the files themselves: from compose-go 2.10.1 on it is passed over."""
    assert values("A=${OUT:-${}\n", COMPOSE_5_0_2) == {"A": "side"}
    with pytest.raises(ComposeError):
        values("A=${OUT:-${}\n", COMPOSE_2_40)


def test_a_long_file_takes_no_longer_than_its_length() -> None:
    """One pass: no blank, comment or escape is looked at again and again."""
    assert values("A=" + " " * 60_000 + "\n" + "#\n" * 60_000) == {"A": ""}
    for text in ("A=" + " " * 60_000 + "'", "A='" + "\\" * 60_001):
        with pytest.raises(ComposeError, match="unterminated"):
            values(text)
