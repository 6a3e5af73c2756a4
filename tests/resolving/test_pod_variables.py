"""``$(NAME)`` in a Pod's commands: `cmdresolve.resolving.pod_variables`."""

from __future__ import annotations

import pytest

from cmdresolve.model.image import Unknown
from cmdresolve.resolving.pod_variables import (
    OpaqueSource,
    Supposed,
    Variables,
    environment,
    expand,
    expand_words,
    names_used,
    tears_a_character,
)

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


@pytest.mark.parametrize("words", [None, (), Unknown("a", "Cmd", ("$(X)",))])
def test_what_has_no_words_stays_what_it_is(words: object) -> None:
    """Absent, empty and unknown are not expanded into anything else."""
    assert expand_words(words, {"X": "1"}) is words  # type: ignore[arg-type]


def test_values_come_from_an_image_s_env() -> None:
    """The first ``=`` parts name and value; the last entry of a name wins; no ``=`` is no value."""
    env = ["A=1=2", "B", "C=first", "C=last"]

    assert expand_words(("$(A)", "$(B)", "$(C)", "$(D)"), environment(env)) == (
        "1=2",
        "",
        "last",
        "$(D)",
    )


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


VARIABLES = Variables(
    {"A": "1", "B": "2"},
    {"S": "the Secret s", "B": "the Secret s"},
    (OpaqueSource("the ConfigMap c", "P_.+"),),
)


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        (None, []),
        (("$(A)", "$(UNKNOWN)", "$$(S)"), []),
        (("$(S)", "$(A)$(B)"), ["S of the Secret s", "B of the Secret s"]),
        (("$(P_)", "$(P_X)"), ["P_X of the ConfigMap c"]),
    ],
)
def test_a_name_is_needed_where_only_others_know_it(
    words: tuple[str, ...] | None, needs: list[str]
) -> None:
    """A name that no one may have stays as it is, so its value is not asked for."""
    assert list(VARIABLES.needs(words)) == needs


SUPPOSED = Variables(
    known={"A": "a"},
    unresolved={"B": "the Secret s", "C": "the Secret t"},
    supposed=[Supposed("B", "b", "nobody changed s")],
)


def test_what_is_supposed_of_a_variable_counts_where_it_is_asked_for() -> None:
    """What nobody supposes stays unresolved; without suppositions nothing changes."""
    as_supposed = SUPPOSED.as_supposed()

    assert as_supposed.known == (("A", "a"), ("B", "b"))
    assert as_supposed.unresolved == (("C", "the Secret t"),)
    assert as_supposed.as_supposed() is as_supposed


@pytest.mark.parametrize(
    ("name", "need"),
    [("A", None), ("B", "B of the Secret s"), ("ZZ", None)],
)
def test_what_would_have_to_be_known_of_a_name(name: str, need: str | None) -> None:
    """Nothing, where its value is known or it has none."""
    assert SUPPOSED.need(name) == need


@pytest.mark.parametrize(
    ("word", "torn"), [("$é", True), ("a$é", True), ("$$é", False), ("$e", False), ("é$", False)]
)
def test_a_dollar_before_a_character_outside_ascii_tears_it(word: str, torn: bool) -> None:  # noqa: FBT001
    """The expander goes on in the middle of the character (kubernetes/kubernetes#136323)."""
    assert tears_a_character(word) == torn
