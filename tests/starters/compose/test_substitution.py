"""Variables put into the values of a file."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_service
from tests.starters.compose.asking import IMAGE, read


def test_unset_variables_are_noted_once() -> None:
    """Those of other services too, as Compose warns of all."""
    found = read(IMAGE + "    command: $U ${U} ${W:-x}\n  b: {image: x$Q}\n")

    assert [note.code for note in found.notes] == ["unset-variable", "unset-variable"]
    assert found.notes[0].text == ('The "U" variable is not set. Defaulting to a blank string.')
    assert [note.origin.describe() for note in found.notes if note.origin is not None] == [
        "compose.yaml:4:14 services.a.command",
        "compose.yaml:5:14 services.b.image",
    ]


@pytest.mark.parametrize(
    ("value", "init"),
    [("true", True), ("YES", True), ("on", True), ("n", False), ("Off", False)],
)
def test_a_variable_may_be_a_truth_value(value: str, init: bool) -> None:  # noqa: FBT001
    """Where the key wants one, as YAML 1.1 writes them."""
    text = "services: {a: {image: x, init: $V}}"

    assert compose_service([text], "a", env={"V": value}).override.init == init


@pytest.mark.parametrize(
    ("service", "code"),
    [
        ("init: $V", "boolean"),
        ("command: ${", "interpolation"),
        ("command: ${W:?no w}", "required-variable"),
    ],
)
def test_what_no_value_can_be_put_into(service: str, code: str) -> None:
    """Is refused at its place."""
    text = f"services:\n  a:\n    image: x\n    {service}\n"
    with pytest.raises(ComposeError) as caught:
        compose_service([text], "a", env={"V": "maybe"})

    assert (caught.value.code, caught.value.line) == (code, 4)


def test_only_texts_are_looked_into() -> None:
    """Keys are not, and a doubled dollar is one."""
    text = "services: {a: {image: x, environment: {$V: 1}, command: [$V, $$V]}}"
    found = compose_service([text], "a", env={"V": "v"})

    assert found.override.args == ("v", "$V")
