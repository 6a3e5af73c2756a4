"""``$(NAME)`` in a Pod's commands: `cmdresolve.resolving.pod_variables`."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.model.image import ImageConfig, Unknown
from cmdresolve.model.override import Override
from cmdresolve.model.variables import OpaqueSource, Variables
from cmdresolve.resolving.pod_variables import environment, expand_words, needs
from cmdresolve.resolving.resolver import resolve


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


VARIABLES = Variables(
    {"A": "1", "B": "2"},
    {"S": "the Secret s", "B": "the Secret s"},
    (OpaqueSource("the ConfigMap c", "P_.+"),),
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, []),
        (("$(A)", "$(UNKNOWN)", "$$(S)"), []),
        (("$(S)", "$(A)$(B)"), ["S of the Secret s", "B of the Secret s"]),
        (("$(P_)", "$(P_X)"), ["P_X of the ConfigMap c"]),
    ],
)
def test_a_name_is_needed_where_only_others_know_it(
    words: tuple[str, ...] | None, expected: list[str]
) -> None:
    """A name that no one may have stays as it is, so its value is not asked for."""
    assert list(needs(VARIABLES, words)) == expected


@pytest.mark.parametrize(
    ("engine", "words", "argv"),
    [
        ("kubernetes@1.33", ["é$(A)", "é$"], ("é1", "é$")),
        ("kubernetes@1.34.0", ["é$(A)", "é$"], ("é1", "é$")),
        ("kubernetes@1.34.0", ["é$(A)", "$é"], None),
        ("kubernetes@1.34.4", ["é$(A)", "$é"], ("é1", "$é")),
    ],
)
def test_no_word_is_refused_but_for_a_dollar_before_a_character_outside_ascii(
    engine: str, words: list[str], argv: tuple[str, ...] | None
) -> None:
    """From 1.34.0 on, until it is kept (kubernetes/kubernetes#136323, #136490)."""
    override = Override(entrypoint=words, variables=Variables({"A": "1"}))
    if argv is None:
        with pytest.raises(OverrideError):
            resolve(ImageConfig(), override, engine=engine)
    else:
        assert resolve(ImageConfig(), override, engine=engine).argv == argv
