"""Laws of ``$(NAME)``.

"Variable references $(VAR_NAME) are expanded using the container's environment. If a variable
cannot be resolved, the reference in the input string will be unchanged. Double $$ are reduced to a
single $, which allows for escaping the $(VAR_NAME) syntax: i.e. "$$(VAR_NAME)" will produce the
string literal "$(VAR_NAME)"" (Kubernetes API reference, Container.command).
"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cmdresolve.go.expansion import expand
from cmdresolve.resolving.pod_variables import expand_words

names = st.text("AB_", min_size=1, max_size=2)
plain = st.text(st.characters(codec="utf-8", exclude_characters="$"), max_size=5)
tables = st.dictionaries(names, st.text("ab$()A", max_size=5), max_size=3)
pieces = st.lists(
    st.sampled_from(["$", "$$", "$(", "$(A)", "$(B)", ")", "A", "(", "x", "\\"]), max_size=8
)

REFERENCE = re.compile(r"\$\$|\$\(([^)]*)\)|\$\(|\$(.)|\$", re.DOTALL)


def by_rule(text: str, values: dict[str, str]) -> str:
    """Expand by the rule, written as one pattern."""

    def one(found: re.Match[str]) -> str:
        if found[0] == "$$":
            return "$"
        return values.get(found[1], found[0]) if found[1] is not None else found[0]

    return REFERENCE.sub(one, text)


@given(text=plain, values=tables)
def test_without_a_dollar_nothing_changes(text: str, values: dict[str, str]) -> None:
    """Whatever the environment."""
    assert expand(text, values) == text


@given(before=plain, name=names, after=plain, values=tables)
def test_a_known_name_gives_its_value_as_it_is(
    before: str, name: str, after: str, values: dict[str, str]
) -> None:
    """What was put in is not read again; an unknown name stays."""
    value = values.get(name, f"$({name})")

    assert expand(f"{before}$({name}){after}", values) == before + value + after


@given(text=plain, name=names, values=tables)
def test_a_doubled_dollar_escapes(text: str, name: str, values: dict[str, str]) -> None:
    """The reference behind it is no reference."""
    assert expand(f"{text}$$({name})", values) == f"{text}$({name})"


@given(parts=pieces, values=tables)
def test_the_rule_holds_for_every_text(parts: list[str], values: dict[str, str]) -> None:
    """From left to right, once."""
    text = "".join(parts)

    assert expand(text, values) == by_rule(text, values)


@given(text=st.text(st.characters(codec="utf-8"), max_size=8))
def test_doubling_every_dollar_keeps_the_text(text: str) -> None:
    """So every text can be written, those outside ASCII too."""
    assert expand(text.replace("$", "$$"), {"A": "x"}) == text


@given(words=st.lists(pieces.map("".join), max_size=3), values=tables)
def test_each_word_stays_one_word(words: list[str], values: dict[str, str]) -> None:
    """A value with blanks in it makes no more words."""
    blanks = {name: f"{value} " for name, value in values.items()}

    expanded = expand_words(tuple(words), blanks)

    assert isinstance(expanded, tuple)
    assert len(expanded) == len(words)
