"""What go-yaml makes of scalars: `cmdresolve.starters.kubernetes.scalars`."""

from __future__ import annotations

import pytest

from cmdresolve.model.source import Span
from cmdresolve.starters.kubernetes.scalars import ScalarError, ScalarValue, value_of
from cmdresolve.starters.yaml_nodes import Scalar, Sequence, read_yaml


def scalar(text: str) -> Scalar:
    (document,) = read_yaml(f"- {text}\n")
    assert isinstance(document.root, Sequence)
    (item,) = document.root.items
    assert isinstance(item, Scalar)
    return item


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("a", "string", "a"),
        ("10", "number", "10"),
        ("+1", "number", "1"),
        ("-0", "number", "0"),
        ("010", "number", "8"),
        ("08", "number", "8"),
        ("0x1F", "number", "31"),
        ("0o17", "number", "15"),
        ("-0b11", "number", "-3"),
        ("1_000", "number", "1000"),
        ("0x", "string", "0x"),
        ("12345678901234567890", "number", "12345678901234567890"),
        ("123456789012345678901", "number", "1.2345679e+20"),
        ("-9223372036854775809", "number", "-9.223372e+18"),
        ("1.5", "number", "1.5"),
        (".5", "number", "0.5"),
        ("1e3", "number", "1000"),
        ("100000.0", "number", "100000"),
        ("1000000.0", "number", "1e+06"),
        ("1234567.5", "number", "1.2345675e+06"),
        ("0.00001", "number", "1e-05"),
        ("0.0001", "number", "0.0001"),
        ("3.14159265358979", "number", "3.1415927"),
        ("16777217.0", "number", "1.6777216e+07"),
        ("1e300", "number", "+Inf"),
        ("1e400", "string", "1e400"),
        ("-0.0", "number", "0"),
        ("true", "bool", "true"),
        ("FALSE", "bool", "false"),
        ("yes", "string", "yes"),
        ("on", "string", "on"),
        ("y", "string", "y"),
        ("null", "null", ""),
        ("~", "null", ""),
        ("", "null", ""),
        ("''", "string", ""),
        ("'10'", "string", "10"),
        ("1:30", "string", "1:30"),
        ("2020-01-01", "string", "2020-01-01T00:00:00Z"),
        ("2020-1-2 3:4:5", "string", "2020-01-02T03:04:05Z"),
        ("2020-1-2T3:4:5.120+02:00", "string", "2020-01-02T03:04:05.12+02:00"),
        ("2020-01-02t03:04:05+00:00", "string", "2020-01-02T03:04:05Z"),
        ("2020-02-30", "string", "2020-02-30"),
        ("2020-01-02T03:04:05", "string", "2020-01-02T03:04:05"),
        ("!!str 10", "string", "10"),
        ("!!int '7'", "number", "7"),
        ("!!float 1", "number", "1"),
        ("!!null ''", "null", ""),
        ("!!binary aGk=", "string", "hi"),
        ("!!timestamp 2020-01-01", "string", "2020-01-01T00:00:00Z"),
        ("!x 10", "string", "10"),
        ("! 10", "number", "10"),
    ],
)
def test_kube_play_writes_out_what_go_yaml_3_resolves(text: str, kind: str, written: str) -> None:
    """The value is written by version 3, read by version 2 and made a text by sigs.k8s.io/yaml.

    Most of these are recorded: `podman kube play` on Podman 5.8.6 started them as arguments.
    """
    assert value_of(scalar(text), "3") == ScalarValue(kind, written)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "written"),
    [("10", "10"), ("1000000", "1e+06"), ("1234567", "1.234567e+06"), ("1.5", "1.5")],
)
def test_numbers_of_a_list_go_through_json_first(text: str, written: str) -> None:
    """There every number is a float; recorded by `podman kube play` on Podman 5.8.6."""
    assert value_of(scalar(text), "3", listed=True) == ScalarValue("number", written)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a", "string"),
        ("10", "number"),
        ("0o17", "number"),
        ("yes", "bool"),
        ("Off", "bool"),
        ("y", "bool"),
        ("N", "bool"),
        ("yEs", "string"),
        ("'yes'", "string"),
        ("~", "null"),
        ("2020-01-01", "string"),
        ("! 10", "string"),
        ("!!str yes", "string"),
    ],
)
def test_kubectl_reads_yaml_1_1(text: str, kind: str) -> None:
    """Source: sigs.k8s.io/yaml v1.6.0 over go-yaml v2.4.0 resolve.go."""
    assert value_of(scalar(text), "2").kind == kind


def test_kubectl_leaves_a_date_as_it_is() -> None:
    """Source: go-yaml v2.4.0 decode.go: a time in an untyped value stays the text it was."""
    assert value_of(scalar("2020-01-01"), "2").text == "2020-01-01"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("!!int a", "cannot decode !!str `a` as a !!int"),
        ("!!bool yes", "cannot decode !!str `yes` as a !!bool"),
        ("!!null x", "cannot decode !!str `x` as a !!null"),
        ("!!int 1.5", "cannot decode !!float `1.5` as a !!int"),
        ("!!binary '*'", "!!binary value contains invalid base64 data"),
    ],
)
def test_what_is_not_what_its_tag_says_is_refused(text: str, says: str) -> None:
    """In the words of go-yaml."""
    with pytest.raises(ScalarError, match=says.replace("(", r"\(")):
        value_of(scalar(text), "3")


@pytest.mark.parametrize("text", ["1" * 5000, "0x" + "1" * 5000, "0" + "7" * 5000])
def test_a_number_of_any_length_is_read(text: str) -> None:
    """Beyond 64 bits it is none, or one that is too large for a whole number."""
    assert value_of(Scalar(text, Span(0, len(text))), "2").kind in {"number", "string"}


def test_zeros_in_front_make_no_number_longer() -> None:
    assert value_of(Scalar("0" * 5000 + "7", Span(0, 1)), "2").text == "7"
