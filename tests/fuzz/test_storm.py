"""The storm: its inputs are the same each time, and what is wrong with one is seen."""

from __future__ import annotations

import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.fuzz import storm
from tests.fuzz.archives import archive_of
from tests.fuzz.growing import LONGEST, draw
from tests.fuzz.harnesses import HARNESSES

needs_linux = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="only Linux tells what a process took"
)


def test_an_input_is_told_by_its_number() -> None:
    assert draw(1, 7) == draw(1, 7)
    assert draw(1, 7) != draw(2, 7)


def test_every_reader_is_asked_and_some_inputs_are_large() -> None:
    drawn = [draw(1, number) for number in range(2000)]

    assert {name for name, _ in drawn} == set(HARNESSES)
    assert max(len(data) for _, data in drawn) == LONGEST
    assert Counter(len(data) > 10_000 for _, data in drawn)[True] > 20


@needs_linux
def test_some_inputs_hold() -> None:
    signal.signal(signal.SIGPROF, storm._hang)
    for name in HARNESSES:
        HARNESSES[name](b"")

    assert not [seen for seen in (storm.ask(1, number) for number in range(300)) if seen.told]


def wrong(_: bytes) -> None:
    raise KeyError("x")


def slow(_: bytes) -> None:
    end = time.process_time() + 1.3
    while time.process_time() < end:
        pass


def greedy(_: bytes) -> None:
    bytearray(60_000_000)


@needs_linux
@pytest.mark.parametrize(
    ("harness", "told"), [(wrong, "KeyError"), (slow, "s of 1"), (greedy, "60 MB of 20")]
)
def test_what_is_wrong_is_seen(
    harness: storm.Harness, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A storm that saw nothing would hold for anything."""
    monkeypatch.setattr(storm, "draw", lambda *_: ("kinds", b"x"))
    monkeypatch.setitem(HARNESSES, "kinds", harness)

    assert told in storm.ask(1, 0).told


def test_members_are_packed_with_their_digests() -> None:
    whole = archive_of(b"ma\0one\0b/@0@\0x@0@")

    assert b"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed" in whole
    assert archive_of(b"anything else") == b"anything else"
