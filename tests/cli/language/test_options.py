"""The command line's options and verbs as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve.cli import verbs
from cmdresolve.cli.language import completion, manual
from cmdresolve.cli.language.options import OPTIONS, SOURCES, VERB, VERBS

SHELLS = ("bash", "zsh", "fish")


def test_every_verb_of_the_table_can_be_called() -> None:
    """A module each, and no module beside them."""
    folder = Path(verbs.__file__).parent

    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(VERB)


@pytest.mark.parametrize("made", [*SHELLS, "man"])
def test_every_option_and_verb_is_in_what_is_made_of_the_table(made: str) -> None:
    text = manual.page() if made == "man" else completion.script(made)
    dashes = {"man": r"\-\-", "fish": "-l "}.get(made, "--")
    for option in OPTIONS:
        bare = option.name.removeprefix("--")
        assert dashes + (bare.replace("-", r"\-") if made == "man" else bare) in text
    for verb in VERBS:
        assert verb.name in text


def test_the_table_names_each_option_once_and_every_verb_takes_known_ones() -> None:
    names = [option.name for option in OPTIONS]
    assert len(names) == len(set(names))
    assert set(names) >= SOURCES
    assert {name for verb in VERBS for name in verb.options} <= set(names)
