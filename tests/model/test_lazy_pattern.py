"""Patterns compiled when first used: `cmdresolve.model.lazy_pattern`."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import cmdresolve
from cmdresolve.model import lazy_pattern
from cmdresolve.model.lazy_pattern import all_but, pattern, without_possessive_groups


def test_a_pattern_is_what_re_makes_of_it() -> None:
    """Its methods and its flags are those of the compiled one."""
    late = pattern("(a)b", re.IGNORECASE)

    found = late.search("xAB")

    assert found is not None
    assert found.span(1) == (1, 2)
    assert late.pattern == "(a)b"
    assert late.fullmatch("b") is None
    assert late.flags & re.IGNORECASE


def test_it_is_compiled_when_it_is_first_used_and_once() -> None:
    """A pattern that is none is told no earlier; later reads give the same method."""
    wrong, late = pattern("("), pattern("a")

    with pytest.raises(re.error):
        wrong.match("x")
    first = late.fullmatch

    assert late.fullmatch is first


@pytest.mark.parametrize("others", ["\n", "\n\\", " \t\n\"'$<[-]^\\", "\x00", "\xff", "abc"])
def test_a_set_of_all_but_some(others: str) -> None:
    """It has every character up to U+00FF that is not named, and none beyond."""
    found = re.findall(all_but(others), "".join(map(chr, range(0x200))))

    assert found == [chr(x) for x in range(0x100) if chr(x) not in others]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("(?:ab?c)++", "(?>(?:ab?c)+)"),
        ("(?:a|(?:b)*+)?+x", "(?>(?:a|(?>(?:b)*))?)x"),
        (r"((?:[^)\\]|\\.)*+)\)", r"((?>(?:[^)\\]|\\.)*))\)"),
        ("(a){2,}+(b){3}+", "(?>(a){2,})(?>(b){3})"),
        (r"[()]*+\)*+", r"[()]*+\)*+"),
        (r"[]()]++[^]()]++(a)+", r"[]()]++[^]()]++(a)+"),
        ("a*+b++c?+", "a*+b++c?+"),
    ],
)
def test_possessive_groups_are_written_as_atomic_ones(text: str, written: str) -> None:
    """Single characters and plain groups are left as they are."""
    assert without_possessive_groups(text) == written


def test_no_way_is_tried_inside_a_possessive_group_twice() -> None:
    """What Python 3.11.2 of Debian 12 gets wrong by itself: python/cpython#106052."""
    assert pattern("(?:ab?c)++").match("aca")[0] == "ac"
    assert pattern(r'\["a"(?:,[ \t]*+"b"[ \t]*+)*+\]').match('["a",]') is None


def test_every_possessive_group_of_the_package_is_written_so_where_it_must() -> None:
    """A pattern that `re` compiles by itself has none."""
    for module in pkgutil.walk_packages(cmdresolve.__path__, "cmdresolve."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                text = str(value.pattern)
                assert without_possessive_groups(text) == text, f"{module.name}.{name}"


def test_where_python_repeats_groups_wrongly_they_are_rewritten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """CPython 3.11 before 3.11.5 (gh-101955); what is matched stays the same."""
    monkeypatch.setattr(lazy_pattern, "_repeats_groups_rightly", lambda: False)
    late = pattern("(?:ab?c)++d")

    assert late.pattern == "(?>(?:ab?c)+)d"
    assert late.fullmatch("acabcd") is not None
