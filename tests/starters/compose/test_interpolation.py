"""Variables in a text: `cmdresolve.starters.compose.interpolation`."""

from __future__ import annotations

import pytest

from cmdresolve.dialects.readers.compose import (
    COMPOSE_2_26,
    COMPOSE_2_40,
    COMPOSE_5_0,
    COMPOSE_5_0_2,
)
from cmdresolve.model.source import Span
from cmdresolve.starters.compose.interpolation import InterpolationError, interpolate

ENV = {"V": "val", "E": "", "D": "$V ${V}"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$V", "val"),
        ("${V}", "val"),
        ("a$V.b", "aval.b"),
        ("$V$V", "valval"),
        ("$U", ""),
        ("${U}x", "x"),
        ("$$V", "$V"),
        ("$$$V", "$val"),
        ("$${V:-x}", "${V:-x}"),
        ("$", "$"),
        ("a$ b", "a$ b"),
        ("$1 $@ $? $(x) $é", "$1 $@ $? $(x) $é"),
        ("$D", "$V ${V}"),
        ("$v", ""),
        ("${U:-x y}", "x y"),
        ("${E:-x}", "x"),
        ("${E-x}", ""),
        ("${U-x}", "x"),
        ("${V:+x}", "x"),
        ("${E:+x}", ""),
        ("${E+x}", "x"),
        ("${U+x}", ""),
        ("${V:?m}", "val"),
        ("${E?m}", ""),
        ("${U:-${V}}", "val"),
        ("${U:-$$V}", "$V"),
        ("${U:-a}b}", "ab}"),
        ("${U:-{a}}", "{a}"),
        ("${U:-}", ""),
        ("${U:-}}", "}"),
        ("${U-a:-b}", "a:-b"),
        ("${U:-a?b+c}", "a?b+c"),
        ("${U:-a} ${U:-b}", "a b"),
        ("pre${U:-a}mid${V}post", "preamidvalpost"),
        ("${V}\n${U:-b}", "val\nb"),
        ("$\u017f", ""),
    ],
)
def test_variables_are_replaced(text: str, value: str) -> None:
    """Defaults nest and are interpolated; values are not; what begins no name stays.

    Source: compose-go v2.9.1 template/template.go; recorded ``interpolation``.
    """
    assert interpolate(text, ENV.get, COMPOSE_2_40).text == value


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("${V", "interpolation", "${ is not a valid variable reference"),
        ("a ${1}", "interpolation", "${ is not a valid variable reference"),
        ("${}", "interpolation", "${ is not a valid variable reference"),
        ("${ V }", "interpolation", "${ is not a valid variable reference"),
        ("${V!}", "interpolation", "${ is not a valid variable reference"),
        ("${V:0:1}", "interpolation", "${ is not a valid variable reference"),
        ("${U:-a\nb}", "interpolation", "${ is not a valid variable reference"),
        ("${U:?m}", "required-variable", "required variable U is missing a value: m"),
        ("${E:?}", "required-variable", "required variable E is missing a value"),
        ("${U?no ${V}}", "required-variable", "required variable U is missing a value: no val"),
    ],
)
def test_what_is_no_variable_is_refused(text: str, code: str, message: str) -> None:
    """And one that must have a value and has none."""
    with pytest.raises(InterpolationError) as refused:
        interpolate(text, ENV.get, COMPOSE_2_40)

    assert (refused.value.code, str(refused.value)) == (code, message)
    assert refused.value.span.start == text.index("$")


def test_each_character_has_its_source() -> None:
    """The whole of ``${…}`` stands for each character of its value."""
    found = interpolate("a${V}b", ENV.get, COMPOSE_2_40)

    assert found.sources == (Span(0, 1), Span(1, 5), Span(1, 5), Span(1, 5), Span(5, 6))


def test_unset_variables_are_told() -> None:
    """Those with a default are no matter; an empty one is set."""
    assert interpolate("$U ${W:-x} $E ${X}", ENV.get, COMPOSE_2_40).unset == ("U", "X")


@pytest.mark.parametrize("text", ["${V:-${U:?m}}", "${V:-${}}", "${E+a}${U+${U?m}}"])
def test_defaults_became_lazy(text: str) -> None:
    """compose-go v2.10.1, in Compose from 5.0.2; before, a default that is not needed can fail."""
    for compose in (COMPOSE_2_26, COMPOSE_2_40, COMPOSE_5_0):
        with pytest.raises(InterpolationError):
            interpolate(text, ENV.get, compose)

    assert interpolate(text, ENV.get, COMPOSE_5_0_2).text in ("val", "a")


def test_many_variables_in_a_row_are_read_one_after_the_other() -> None:
    """However many stand on one line, and with defaults."""
    found = interpolate("${A:-x}${B-y}" * 3000, {"A": "a"}.get, COMPOSE_2_40)

    assert found.text == "ay" * 3000
