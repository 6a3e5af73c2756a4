"""Literals of Go as plain values and as rows of tables."""

from __future__ import annotations

from tests.suites.go_values import UNREAD, Call, Literal, Name, is_read, plain, rows

PAIR = Literal("", (), [(Name("a"), "1"), (Name("b"), Literal("[]string", (), [(None, "x")]))])


def test_a_row_is_told_by_names_or_by_places() -> None:
    table = Literal("[]struct", ("a", "b"), [(None, PAIR), (None, Literal("", (), [(None, "2")]))])

    assert rows(table) == [{"a": "1", "b": PAIR.items[1][1]}, {"a": "2"}]
    assert rows(Literal("", (), [("key", PAIR)]), ())[0][""] == "key"
    assert rows("no table") == []


def test_a_plain_value_is_a_list_or_a_dict() -> None:
    assert plain(PAIR) == {"a": "1", "b": ["x"]}
    assert plain(Literal("map[string]string", (), [])) == {}
    assert plain(Call("[]byte", ["x"])) == "x"
    assert plain(Call("[]string", [None])) is None


def test_what_is_only_named_is_not_read() -> None:
    assert is_read(plain(PAIR))
    assert not is_read(["a", Name("b")])
    assert not is_read({"a": UNREAD})
    assert not is_read(plain(Literal("map[string]string", (), [(Name("key"), "x")])))
