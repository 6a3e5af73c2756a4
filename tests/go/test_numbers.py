"""Numbers as Go reads them, and Go's own errors."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.go import numbers as go
from cmdresolve.go.numbers import FlagValueError


@pytest.mark.parametrize("text", ["1", "t", "T", "true", "TRUE", "True"])
def test_six_texts_are_true(text: str) -> None:
    assert go.parse_bool(text) is True


@pytest.mark.parametrize("text", ["0", "f", "F", "false", "FALSE", "False"])
def test_six_texts_are_false(text: str) -> None:
    assert go.parse_bool(text) is False


@pytest.mark.parametrize("text", ["", "yes", "tRue", " true", "2"])
def test_other_texts_are_no_truth(text: str) -> None:
    with pytest.raises(FlagValueError, match=r"strconv.ParseBool: parsing .*: invalid syntax"):
        go.parse_bool(text)


@pytest.mark.parametrize(
    ("text", "base", "value"),
    [
        ("0", 0, 0),
        ("10", 0, 10),
        ("010", 0, 8),
        ("0o17", 0, 15),
        ("0x1F", 0, 31),
        ("0XfF", 0, 255),
        ("0b101", 0, 5),
        ("1_000", 0, 1000),
        ("0x_1f", 0, 31),
        ("0_7", 0, 7),
        ("18446744073709551615", 0, 18446744073709551615),
        ("010", 10, 10),
    ],
)
def test_an_unsigned_number_has_the_prefixes_of_go(text: str, base: int, value: Any) -> None:
    assert go.parse_uint(text, base) == value


@pytest.mark.parametrize(
    ("text", "base", "reason"),
    [
        ("", 0, "invalid syntax"),
        ("-1", 0, "invalid syntax"),
        ("+1", 0, "invalid syntax"),
        (" 1", 0, "invalid syntax"),
        ("0x", 0, "invalid syntax"),
        ("09", 0, "invalid syntax"),
        ("1__0", 0, "invalid syntax"),
        ("1_", 0, "invalid syntax"),
        ("_1", 0, "invalid syntax"),
        ("1_0", 10, "invalid syntax"),
        ("0x10", 10, "invalid syntax"),
        ("\u0661", 0, "invalid syntax"),
        ("18446744073709551616", 0, "value out of range"),
    ],
)
def test_what_is_no_unsigned_number_is_refused(text: str, base: int, reason: str) -> None:
    with pytest.raises(FlagValueError) as caught:
        go.parse_uint(text, base)
    assert str(caught.value) == f'strconv.ParseUint: parsing "{text}": {reason}'


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-9223372036854775808", -9223372036854775808),
        ("9223372036854775807", 9223372036854775807),
        ("+5", 5),
        ("-0x10", -16),
    ],
)
def test_a_signed_number_has_64_bits(text: str, value: Any) -> None:
    assert go.parse_int(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9223372036854775808", "value out of range"),
        ("-9223372036854775809", "value out of range"),
        ("99999999999999999999", "value out of range"),
        ("--1", "invalid syntax"),
        ("", "invalid syntax"),
    ],
)
def test_what_is_no_signed_number_is_refused(text: str, reason: str) -> None:
    with pytest.raises(FlagValueError) as caught:
        go.parse_int(text)
    assert str(caught.value) == f'strconv.ParseInt: parsing "{text}": {reason}'


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-2.5E-1", -0.25),
        ("0x1p4", 16.0),
        ("0x1.8p1", 3.0),
        ("0x_1p0", 1.0),
        ("1_0", 10.0),
        ("1_2.5_0e+0_1", 125.0),
        ("0x1p1_0", 1024.0),
        ("inf", float("inf")),
        ("-Infinity", float("-inf")),
    ],
)
def test_a_float_is_read(text: str, value: Any) -> None:
    assert go.parse_float(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "invalid syntax"),
        ("x", "invalid syntax"),
        ("1_", "invalid syntax"),
        ("_1", "invalid syntax"),
        ("1__0", "invalid syntax"),
        ("1_.5", "invalid syntax"),
        ("1e_2", "invalid syntax"),
        ("0x1p_2", "invalid syntax"),
        ("0x1", "invalid syntax"),
        ("0xp1", "invalid syntax"),
        ("+nan", "invalid syntax"),
        ("1e999", "value out of range"),
        ("0x1p99999", "value out of range"),
    ],
)
def test_what_is_no_float_is_refused(text: str, reason: str) -> None:
    with pytest.raises(FlagValueError) as caught:
        go.parse_float(text)
    assert str(caught.value) == f'strconv.ParseFloat: parsing "{text}": {reason}'


def test_a_float_may_be_no_number() -> None:
    assert go.parse_float("NaN") != go.parse_float("NaN")


def test_a_duration_is_read_and_refused_as_a_flag_s_value() -> None:
    assert go.parse_duration("1m30s") == 90 * 10**9
    with pytest.raises(FlagValueError) as caught:
        go.parse_duration("5")
    assert str(caught.value) == 'time: missing unit in duration "5"'


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        ("32", 32),
        ("32b", 32),
        ("32B", 32),
        ("32k", 32 * 1024),
        ("32 KB", 32 * 1024),
        ("32KiB", 32 * 1024),
        ("1.5m", 1.5 * 1024**2),
        ("2g", 2 * 1024**3),
        ("1T", 1024**4),
        ("1p", 1024**5),
    ],
)
def test_a_size_is_read(text: str, size: float) -> None:
    """docker/go-units v0.5.0 size_test.go TestRAMInBytes."""
    assert go.parse_size(text) == size


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "invalid size: ''"),
        ("x", "invalid size: 'x'"),
        ("-32", "invalid size: '-32'"),
        ("32mm", "invalid suffix: 'mm'"),
        ("32bk", "invalid suffix: 'bk'"),
        ("32kibi", "invalid suffix: 'kibi'"),
        (" 32", 'strconv.ParseFloat: parsing " 32": invalid syntax'),
    ],
)
def test_what_is_no_size_is_refused(text: str, fault: str) -> None:
    """A suffix is at most three bytes."""
    with pytest.raises(FlagValueError) as caught:
        go.parse_size(text)
    assert str(caught.value) == fault
