"""Law: errors are frozen, comparable values that survive a process boundary.

"Errors: one tree under CmdResolveError(ValueError), frozen and comparable, with code, message,
source, span; str() draws the line with carets" (design).
"""

from __future__ import annotations

import pickle
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmdresolve import (
    CmdResolveError,
    DialectError,
    DockerfileError,
    ImageConfigError,
    NoCommandError,
    OverrideError,
    UnknownImageError,
)
from cmdresolve.model.source import Source, Span

KINDS: list[type[CmdResolveError]] = [
    CmdResolveError,
    DialectError,
    DockerfileError,
    ImageConfigError,
    NoCommandError,
    OverrideError,
]

texts = st.text(max_size=8)
sources = st.builds(Source, texts, st.text(alphabet="ab\n\t\r\x1b\udcff\u3000", max_size=30))
optional = st.none() | texts


@st.composite
def faults(draw: st.DrawFn) -> CmdResolveError:
    source = draw(st.none() | sources)
    size = len(source.text) if source is not None else 9
    start = draw(st.integers(0, size))
    fields: dict[str, Any] = {
        "code": draw(texts),
        "stage": draw(st.sampled_from(["build", "create", "start", "request"])),
        "source": source,
        "span": draw(st.none() | st.just(Span(start, draw(st.integers(start, size))))),
        "hint": draw(optional),
    }
    if draw(st.booleans()):
        needs = tuple(draw(st.lists(texts, max_size=2)))
        return UnknownImageError(draw(texts), needs=needs, **fields)
    return draw(st.sampled_from(KINDS))(draw(texts), **fields)


@given(error=faults())
def test_a_pickled_error_is_the_same_error(error: CmdResolveError) -> None:
    """Of the same class, equal, with the same hash and text."""
    again = pickle.loads(pickle.dumps(error))

    assert type(again) is type(error)
    assert again == error
    assert hash(again) == hash(error)
    assert str(again) == str(error)


@given(
    error=faults(),
    name=st.sampled_from(["code", "message", "stage", "hint"]),
    value=st.none() | texts,
)
def test_errors_are_equal_when_all_their_fields_are(
    error: CmdResolveError, name: str, value: str | None
) -> None:
    """One field made another makes another error; None leaves it as it was."""
    rebuild: Any
    rebuild, arguments = error.__reduce__()
    kind, fields = cast("tuple[Any, dict[str, Any]]", arguments)
    changed = fields if value is None else {**fields, name: value}

    other = rebuild(kind, changed)

    assert (error == other) is (value is None or value == getattr(error, name))


@given(error=faults(), name=st.sampled_from(["code", "message", "stage", "source", "span", "hint"]))
def test_no_field_can_be_set(error: CmdResolveError, name: str) -> None:
    """Whatever the class."""
    with pytest.raises(AttributeError, match="is frozen"):
        setattr(error, name, None)


@given(error=faults())
def test_an_error_can_always_be_drawn(error: CmdResolveError) -> None:
    """With a place in a text it shows that line and carets, else its message; the hint is last."""
    lines = str(error).split("\n")

    assert error.code in str(error)
    if error.source is not None and error.span is not None:
        assert any(set(line) <= set(" |^") and "^" in line for line in lines)
    if error.hint is not None:
        assert str(error).endswith(f"  hint: {error.hint}")
