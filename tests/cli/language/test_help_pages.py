"""The help, the completions and the manual page: all made of the one table."""

from __future__ import annotations

import pytest

from cmdresolve.cli.language import help_pages
from cmdresolve.cli.language.options import VERB, VERBS


def test_the_first_page_fits_a_screen() -> None:
    """Of 80 columns and 24 lines, one of them the prompt; every verb and topic is named on it."""
    page = help_pages.page("")

    assert len(page.split("\n")) <= 23
    assert max(map(len, page.split("\n"))) <= 80
    for name in ("--base", "--engine", *help_pages.TOPICS, "options"):
        assert name in page
    for verb in VERBS:
        assert verb.name in page or verb.name == "explain"


@pytest.mark.parametrize("topic", help_pages.topics())
def test_every_topic_has_a_page_of_the_terminal_s_width(topic: str) -> None:
    assert max(map(len, help_pages.page(topic).split("\n"))) <= 80


@pytest.mark.parametrize("verb", VERB)
def test_the_page_of_a_verb_names_its_options(verb: str) -> None:
    page = help_pages.page(verb)
    for name in VERB[verb].options:
        assert f"  {name} " in page or f"  {name}\n" in page
    assert ("--format" in page) is bool(VERB[verb].formats)
