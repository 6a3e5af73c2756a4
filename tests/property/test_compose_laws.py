"""Laws of what Compose makes of its files, whatever stands in them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cmdresolve.batch.protocol import answer
from cmdresolve.dialects.readers.compose import COMPOSE_2_40
from cmdresolve.go.shellwords import ShellwordsError, split
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.origin import InYaml
from cmdresolve.starters.compose import ComposeRun, ServiceCommand, compose_service
from cmdresolve.starters.compose.interpolation import interpolate
from cmdresolve.testing.strategies import (
    compose_requests,
    compose_scalars,
    compose_texts,
    compose_values,
    word_lists,
    words,
)

# JSON's strings are YAML's too, but for pairs of escapes and what no scanner takes.
WORDS = words().filter(lambda word: word.isprintable() and max(word, default="a") <= "\uffff")
LISTS = st.lists(WORDS, max_size=3)
KEYS = st.sampled_from(["command", "entrypoint"])
ENV = {"V": "v w", "E": "", "Y": "true"}


def written(text: str) -> str:
    return json.dumps(text).replace("$", "$$").replace("\\/", "/")


def read(*lines: str, **options: Any) -> ServiceCommand:
    text = "services:\n  a:\n    image: x\n" + "".join(f"    {line}\n" for line in lines)
    return compose_service([text], "a", env=ENV, **options)


def override_or_code(files: list[str], **options: Any) -> Any:
    try:
        found = compose_service(files, "a", env=ENV, **options).override
    except CmdResolveError as error:
        return error.code
    return found.entrypoint, found.args


@given(LISTS, KEYS)
def test_a_list_is_taken_as_it_is(items: list[str], key: str) -> None:
    """Compose specification, 05-services.md: no shell and no splitting for a list."""
    found = read(f"{key}: [{', '.join(map(written, items))}]").override

    assert (found.args if key == "command" else found.entrypoint) == tuple(items)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_quoted_words_are_found_again(items: list[str]) -> None:
    """mattn/go-shellwords README: words in single quotes are taken as they are."""
    text = " ".join("'" + item.replace("'", "'\\''") + "'" for item in items)

    assert split(text, COMPOSE_2_40).words == tuple(items)


@given(compose_texts())
def test_doubled_dollars_are_dollars(text: str) -> None:
    """compose-go template/template.go: ``$$`` stands for one dollar, and nothing else does."""
    found = interpolate(text.replace("$", "$$"), ENV.get, COMPOSE_2_40)

    assert found.text == text
    assert found.used == ()


@given(compose_texts(variables=False))
def test_what_is_cut_off_is_the_end_of_the_text(text: str) -> None:
    """mattn/go-shellwords shellwords.go: an operator ends the text; nothing else is lost."""
    try:
        found = split(text, COMPOSE_2_40)
    except ShellwordsError:
        return
    end = len(text) if found.discarded is None else found.discarded.start

    assert all(start < stop <= end for start, stop in found.spans)
    assert split(text[:end], COMPOSE_2_40).words == found.words
    gaps = [0, *(place for span in found.spans for place in span), end]
    between = "".join(text[gaps[n] : gaps[n + 1]] for n in range(0, len(gaps), 2))
    assert not between.strip(" \t\r\n")


@given(compose_values(), compose_values(), KEYS)
def test_the_last_value_of_a_key_counts(lower: str, upper: str, key: str) -> None:
    """compose-go override/merge.go: command and entrypoint are replaced, never joined.

    The same value gives the same words however it comes to stand over another one: in another
    file, in another document, in the service that extends.
    """
    base = f"services:\n  a:\n    image: x\n    {key}: {lower}\n"
    over = f"services:\n  a:\n    {key}: {upper}\n"
    extending = (
        f"services:\n  a:\n    extends: b\n    {key}: {upper}\n"
        f"  b:\n    image: x\n    {key}: {lower}\n"
    )
    alone = override_or_code([f"services:\n  a:\n    image: x\n    {key}: {upper}\n"])
    found = override_or_code([base, over])

    assert override_or_code([f"{base}---\n{over}"]) == found
    if isinstance(found, tuple) and isinstance(alone, tuple):
        assert found == alone
        assert override_or_code([extending]) in (found, "cannot-split")


@given(compose_values(), compose_values(), st.none() | WORDS, word_lists())
def test_run_hides_what_it_replaces(
    entrypoint: str, command: str, flag: str | None, args: list[str] | None
) -> None:
    """docker/compose pkg/compose/run.go applyRunOptions."""
    lines = (f"entrypoint: {entrypoint}", f"command: {command}")
    run = ComposeRun(flag, args or [])
    try:
        plain, found = read(*lines).override, read(*lines, run=run).override
    except CmdResolveError:
        return
    split_flag = None if flag is None else split(flag, COMPOSE_2_40).words
    kept = plain.args if flag is None else ()

    assert found.entrypoint == (plain.entrypoint if flag is None else split_flag)
    assert found.args == (tuple(args) if args else kept)


@given(compose_scalars(compose_texts()), KEYS)
def test_each_word_s_origin_is_inside_of_its_value(value: str, key: str) -> None:
    """An origin points at what is written; words follow each other as there."""
    try:
        found = read(f"{key}: {value}").override
    except CmdResolveError:
        return
    given_words = found.args if key == "command" else found.entrypoint
    origins = found.args_origins if key == "command" else found.entrypoint_origins
    spans = [origin.span for origin in origins if isinstance(origin, InYaml)]

    assert len(spans) == len(given_words or ())
    assert spans == sorted(spans)
    for origin in origins:
        assert isinstance(origin, InYaml)
        text = origin.source.text[origin.span.start : origin.span.end]
        assert text
        assert text in f"{key}: {value}"


@given(compose_requests())
def test_every_project_has_one_answer(request: dict[str, Any]) -> None:
    """Words, or a refusal with its place; the same each time it is asked."""
    found = answer(request)

    assert ("argv" in found) != ("error" in found)
    assert answer(request) == found
    if "error" in found and found["error"]["code"] != "no-command":
        assert {"line", "column"} <= found["error"].keys()
