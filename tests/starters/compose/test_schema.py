"""What Compose's schema refuses."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_service
from tests.starters.compose.asking import IMAGE, read, words


def test_dates_were_texts() -> None:
    """gojsonschema took them for that until 2.37.2, and what came after found no command."""
    text = IMAGE + "    command: 2001-01-01\n"

    assert words(read(text, engine="compose@2.26")) == (None, None)
    for file, engine, code in (
        (text, "compose@2.40", "schema"),
        (IMAGE + "    command: [2001-01-01]\n", "compose@2.26", "compose-fault"),
    ):
        with pytest.raises(ComposeError) as refused:
            read(file, engine=engine)
        assert refused.value.code == code


def test_a_containers_name_may_be_short_in_older_versions() -> None:
    """Compose 2.26 took a name of one letter; from 2.39 on it has to have two."""
    text = "services: {a: {image: x, container_name: n}}"

    assert compose_service([text], "a", engine="compose@2.26").image == "x"
    with pytest.raises(ComposeError):
        compose_service([text], "a", engine="compose@2.40")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("entitlements: [e]", "compose@2.26"),
        ("provenance: true", "compose@2.40"),
        ("sbom: false", "compose@2.40"),
        ("no_cache_filter: [s]", "compose@5.0"),
        ("no_cache_filter: s", "compose@5.0"),
    ],
)
def test_what_a_build_may_have_hangs_on_the_version(line: str, first: str) -> None:
    """Asked of 2.26.1 and 2.40.3; for 5.0 as compose-go v2.10.0's schema has it."""
    engines = ["compose@2.24", "compose@2.26", "compose@2.40", "compose@5.0"]
    text = f"services: {{a: {{build: {{context: ., {line}}}}}}}"
    for engine in engines[: engines.index(first)]:
        with pytest.raises(ComposeError, match="additional properties") as refused:
            compose_service([text], "a", engine=engine)
        assert (refused.value.hint or "").startswith("Compose has this key from")
    for engine in engines[engines.index(first) :]:
        assert compose_service([text], "a", engine=engine).build is not None


@pytest.mark.parametrize(
    ("line", "engine", "hint"),
    [
        ("pre_start: []", "compose@2.40", "Compose has this key from 5.3 on"),
        ("gpus: all", "compose@2.27", "Compose has this key from 2.30.0 on"),
        ("comand: x", "compose@2.40", "did you mean command?"),
        ("wholly_unknown: x", "compose@2.40", None),
    ],
)
def test_a_key_of_newer_versions_is_told_from_a_slip(
    line: str, engine: str, hint: str | None
) -> None:
    with pytest.raises(ComposeError, match="additional properties") as refused:
        compose_service([f"services: {{a: {{image: x, {line}}}}}"], "a", engine=engine)

    assert (refused.value.hint or "").startswith(hint or "")
    assert (refused.value.hint is None) == (hint is None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("odd: 1\n", "additional properties 'odd' not allowed"),
        ("services: {a: {image: x, odd: 1}}\n", "services.a additional properties 'odd'"),
        ("services: {a: {image: x, command: 5}}\n", "services.a.command must be a null, a string"),
        ("services: {a: {image: x, command: [5]}}\n", "services.a.command.0 must be a string"),
        ("services: {a b: {image: x}}\n", "services additional properties 'a b' not allowed"),
        ("services: [a]\n", "services must be a mapping"),
        ("services: {a: 5}\n", "services.a must be a mapping"),
        ("services: {a: {build: {odd: 1}}}\n", "services.a.build additional properties 'odd'"),
    ],
)
def test_what_the_schema_does_not_allow(text: str, told: str) -> None:
    """With the path of it."""
    with pytest.raises(ComposeError) as caught:
        compose_service([text], "a")

    assert caught.value.message.startswith(told)
    assert caught.value.code == "schema"


@pytest.mark.parametrize(
    "text",
    [
        "x-own: 1\nservices: {a: {image: x, x-own: 1}}\n",
        "services: {a: {image: x, command: null}}\n",
        "services: {a: {image: x, command: ''}}\n",
    ],
)
def test_what_it_allows(text: str) -> None:
    """Keys of one's own begin with x-."""
    assert compose_service([text], "a").image == "x"
