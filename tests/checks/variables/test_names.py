"""Variables as people write them."""

from __future__ import annotations

import pytest

from cmdresolve.checks.variables.names import holds_options, uses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("plain", []),
        ("$A", [("A", "$A", "")]),
        ("x${A}y", [("A", "${A}", "")]),
        ("${A:-80}", [("A", "${A:-80}", ":-80")]),
        ("$A/$B_1", [("A", "$A", ""), ("B_1", "$B_1", "")]),
        ("\\$A", []),
        ("$$A", []),
        ("$1 $@ $(a)", []),
    ],
)
def test_the_variables_in_a_text(text: str, found: list[tuple[str, str, str]]) -> None:
    """Those behind a backslash or a dollar are none, nor are parameters of a script."""
    assert [tuple(use) for use in uses(text)] == found


@pytest.mark.parametrize(
    ("word", "holds"),
    [
        ("$JAVA_OPTS", True),
        ("${OPTIONS}", True),
        ("$ARGS_1", True),
        ("$PORT", False),
        ("-x$JAVA_OPTS", False),
        ("$java_opts", False),
        ("OPTS", False),
    ],
)
def test_a_variable_that_holds_several_options_by_its_name(word: str, holds: bool) -> None:  # noqa: FBT001
    """A shell splits it into words, so it is written without quotes."""
    assert holds_options(word) == holds
