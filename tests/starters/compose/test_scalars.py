"""What a YAML scalar is to Compose: `cmdresolve.starters.compose.scalars`."""

from __future__ import annotations

import pytest

from cmdresolve.model.source import Span
from cmdresolve.starters.compose import scalars
from cmdresolve.starters.yaml_nodes import Scalar

NOWHERE = Span(0, 0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "null"),
        ("~", "null"),
        ("Null", "null"),
        ("nULL", "string"),
        ("true", "boolean"),
        ("FALSE", "boolean"),
        ("yes", "string"),
        ("on", "string"),
        ("tRUE", "string"),
        ("10", "integer"),
        ("-10", "integer"),
        ("+0x1f", "integer"),
        ("0b101", "integer"),
        ("0o17", "integer"),
        ("017", "integer"),
        ("1_000", "integer"),
        ("08", "number"),
        ("0x", "string"),
        ("0b2", "string"),
        ("0b-1", "integer"),
        ("0o+7", "integer"),
        ("-0o7", "integer"),
        ("-0b+1", "string"),
        ("0B-1", "string"),
        ("18446744073709551615", "integer"),
        ("18446744073709551616", "number"),
        ("-9223372036854775809", "number"),
        ("1.5", "number"),
        ("1.", "number"),
        (".5", "number"),
        ("-.5e3", "number"),
        ("1e999", "string"),
        (".", "string"),
        (".5.5", "string"),
        (".inf", "number"),
        ("-.INF", "number"),
        (".NaN", "number"),
        ("+", "string"),
        ("--x", "string"),
        ("1a", "string"),
        ("1:30", "string"),
        ("2001-01-01", "timestamp"),
        ("2001-1-1", "timestamp"),
        ("2001-13-01", "string"),
        ("2001-02-30", "string"),
        ("2001-01-01T10:00:00Z", "timestamp"),
        ("2001-01-01 10:00:00", "timestamp"),
        ("2001-01-01T10:00:00", "string"),
        ("2001-01-01 25:00:00", "string"),
        ("a", "string"),
    ],
)
def test_a_plain_scalar_is_of_a_kind(text: str, kind: str) -> None:
    """YAML 1.2's words and more numbers than it has.

    Source: go.yaml.in/yaml/v3 resolve.go; recorded ``yaml_typing``.
    """
    assert scalars.kind(Scalar(text, NOWHERE)) == kind


@pytest.mark.parametrize("style", ["'", '"', "|", ">"])
def test_a_quoted_scalar_is_a_string(style: str) -> None:
    assert scalars.kind(Scalar("10", NOWHERE, style)) == "string"
    assert scalars.kind(Scalar("10", NOWHERE, style, "!")) == "string"


@pytest.mark.parametrize(
    ("text", "tag", "kind"),
    [
        ("10", "tag:yaml.org,2002:str", "string"),
        ("10", "tag:yaml.org,2002:int", "integer"),
        ("10", "tag:yaml.org,2002:float", "number"),
        ("true", "tag:yaml.org,2002:bool", "boolean"),
        ("~", "tag:yaml.org,2002:null", "null"),
        ("10", "!foo", "string"),
        ("null", "!override", "string"),
        ("10", "tag:yaml.org,2002:set", "string"),
    ],
)
def test_a_tag_makes_the_kind(text: str, tag: str, kind: str) -> None:
    """An unknown one makes a string, so that ``!override null`` is the word null."""
    assert scalars.kind(Scalar(text, NOWHERE, "", tag)) == kind


@pytest.mark.parametrize(("text", "name"), [("a", "int"), ("1", "bool"), ("1.5", "int")])
def test_a_tag_that_is_wrong_is_refused(text: str, name: str) -> None:
    with pytest.raises(scalars.TagError, match=f"^cannot decode `{text}` as a !!{name}$"):
        scalars.kind(Scalar(text, NOWHERE, "", f"tag:yaml.org,2002:{name}"))


def test_binary_is_decoded() -> None:
    """The tag ``!!binary`` holds base64."""
    tag = "tag:yaml.org,2002:binary"

    assert scalars.decoded(Scalar("YSBi", NOWHERE, "", tag)) == "a b"
    assert scalars.decoded(Scalar("YSBi", NOWHERE)) is None
    with pytest.raises(scalars.TagError):
        scalars.decoded(Scalar("a", NOWHERE, "", tag))
