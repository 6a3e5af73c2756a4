"""``$(NAME)`` in a text: `cmdresolve.go.expansion`."""

from __future__ import annotations

import pytest

from cmdresolve.go.expansion import expand, names_used, tears_a_character

VALUES = {"VAR_A": "A", "VAR_B": "B", "VAR_C": "C", "VAR_REF": "$(VAR_A)", "VAR_EMPTY": "", "": "e"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("no dollar", "no dollar"),
        ("___$(VAR_B)___", "___B___"),
        ("$(VAR_A)$(VAR_B)", "AB"),
        ("f000-$$VAR_A", "f000-$VAR_A"),
        ("$$(VAR_A)", "$(VAR_A)"),
        ("$$$(VAR_A)", "$A"),
        ("$$$$$$(VAR_A)", "$$$(VAR_A)"),
        ("$$$$$$$(VAR_A)", "$$$A"),
        ("$(VAR_DNE)", "$(VAR_DNE)"),
        ("$(var_a)", "$(var_a)"),
        ("$( VAR_A )", "$( VAR_A )"),
        ("$(VAR_EMPTY)", ""),
        ("$()", "e"),
        ("$(VAR_REF)", "$(VAR_A)"),
        ("$(VAR_A$(VAR_B))", "$(VAR_A$(VAR_B))"),
        ("$(VAR_DNE)(VAR_A)", "$(VAR_DNE)(VAR_A)"),
        ("$(foo$$var)", "$(foo$$var)"),
        ("foo-\\$(VAR_A", "foo-\\$(VAR_A"),
        ("\\$(VAR_A)", "\\A"),
        ("foo0--$($($($(", "foo0--$($($($("),
        ("$(VAR_A $(VAR_B)", "$(VAR_A $(VAR_B)"),
        ("$VAR_A ${VAR_A}", "$VAR_A ${VAR_A}"),
        ("$", "$"),
        ("$$", "$"),
        ("a$", "a$"),
        ("$$$", "$$"),
        ("é$(VAR_A)é", "éAé"),
    ],
)
def test_a_name_in_parentheses_gives_its_value(text: str, expected: str) -> None:
    """No nesting, no second reading, unknown names stay, ``$$`` is a dollar.

    Source: kubernetes third_party/forked/golang/expansion; recorded ``expand`` on Podman 5.8.
    """
    assert expand(text, VALUES) == expected


@pytest.mark.parametrize(
    ("text", "torn", "whole"),
    [
        ("$é", "$Ã\ufffd", "$é"),
        ("a$é$(VAR_A)", "a$Ã\ufffdA", "a$éA"),
        ("$€", "$â\ufffd\ufffd", "$€"),
        ("$$é", "$é", "$é"),
    ],
)
def test_a_dollar_tears_a_character_outside_ascii_apart(text: str, torn: str, whole: str) -> None:
    """Its first byte becomes a character; recorded by ``podman kube play`` on Podman 5.8."""
    assert expand(text, VALUES) == torn
    assert expand(text, VALUES, splits_characters=False) == whole


def test_what_is_no_utf8_is_replaced() -> None:
    """No text that Python can hold stops the expander."""
    values = {"A": "x\udcff", "\ud800": "y"}

    assert expand("$(A)\udc80$(\ud800)", values) == "x\ufffd\ufffdy"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a", []),
        ("$(A)-$(B)", ["A", "B"]),
        ("$$(A)", []),
        ("$$$(A)", ["A"]),
        ("$(A$(B))", ["A$(B"]),
        ("$()", [""]),
        ("$($(A", []),
        ("$(é)$é", ["é"]),
    ],
)
def test_a_word_uses_the_names_that_are_looked_up(text: str, names: list[str]) -> None:
    """What the expander asks for, and nothing that it leaves alone."""
    assert list(names_used(text)) == names


@pytest.mark.parametrize(
    ("word", "torn"), [("$é", True), ("a$é", True), ("$$é", False), ("$e", False), ("é$", False)]
)
def test_a_dollar_before_a_character_outside_ascii_tears_it(word: str, torn: bool) -> None:  # noqa: FBT001
    """The expander goes on in the middle of the character (kubernetes/kubernetes#136323)."""
    assert tears_a_character(word) == torn
