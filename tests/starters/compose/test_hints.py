"""What is told of the variables that a service's command uses."""

from __future__ import annotations

import pytest

from cmdresolve.model.source import Source, Span
from cmdresolve.starters.compose.hints import needs, variable_notes
from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Place, Table, VariableUse
from tests.starters.compose.asking import read


def test_what_comes_too_late_for_an_extends_is_told() -> None:
    """It is applied to each file before that is laid over those before."""
    first = "services: {base: {image: x, command: [b]}, a: {extends: {service: base}}}"
    over = "services: {base: {command: [late]}}"

    found = read(first, over)
    assert found.override.args == ("b",)
    (note,) = found.notes
    assert note.code == "extends-first"
    assert "what compose.override.yaml sets for base does not reach a" in note.text
    assert read(first, "services: {base: {tty: true}}").notes == ()
    assert read(first, "services: {a: {command: [c]}}").notes == ()


def leaf(text: str, *uses: VariableUse) -> Leaf:
    return Leaf("string", text, Place(Source("F", text), Span(0, len(text))), None, None, uses)


def service(**entries: ComposeValue) -> Table:
    return Table(dict(entries), Place(Source("F", ""), Span(0, 0)))


@pytest.mark.parametrize(
    ("use", "codes"),
    [
        (VariableUse("A"), ["container-variable"]),
        (VariableUse("B"), []),
        (VariableUse("A", "v", "the environment", (), counts=True), ["variable"]),
        (VariableUse("A", "v", "the environment", (), counts=False), []),
        (VariableUse("A", "v", "the environment", ("what x says",), counts=True), []),
    ],
)
def test_a_note_for_each_variable_that_a_command_uses(use: VariableUse, codes: list[str]) -> None:
    """Its value and whence, or that only the container has it."""
    environment = Items((leaf("A=1"),), leaf("").place)
    asked = service(command=leaf("serve $A", use), environment=environment)

    assert [note.code for note in variable_notes(asked, "web")] == codes


def test_what_would_have_to_be_known_is_said_once() -> None:
    """Of the keys that were asked for."""
    use = VariableUse("A", "", "x", ("what x.env says of A",))
    asked = service(command=leaf("a", use, use), entrypoint=leaf("b", use), image=leaf("c"))

    assert needs(asked, frozenset({"command", "image"})) == ("what x.env says of A",)
    assert needs(asked, frozenset({"image"})) == ()
