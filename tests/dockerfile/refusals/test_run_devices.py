"""The devices of RUN."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from tests.builds import (
    faulted,
)


@pytest.mark.parametrize("device", ["a,b", "name=a,name=b", "required=x", "a,c=d", r"a\"b"])
def test_refuses_a_device(device: str) -> None:
    """Before anything is built."""
    text = f"FROM scratch\nRUN --device={device} x\nFROM scratch\nCMD a\n"

    assert faulted(text)[0] == "flag-value"


@pytest.mark.parametrize("device", ["a", "a=b", "name=a,required", "required=0,a"])
def test_takes_a_device(device: str) -> None:
    """A name, and whether it must be there."""
    text = f"FROM scratch\nRUN --device={device} x\nFROM scratch\nCMD a\n"

    assert cr.Dockerfile.parse(text).image().cmd is not None
