"""The atlas against configs that registries served since 2016, each at its day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

import cmdresolve as cr
from cmdresolve.model.image import Words

FILE = Path(__file__).parent.parent.parent / "tables" / "atlas" / "served.tsv"

#: What the atlas has not, and why.
LACKING = {
    "azul-zulu:21-jre": "azulsystems/azul-zulu-images is nowhere to be had",
}


class Served(NamedTuple):
    """A line of the table."""

    reference: str
    system: str
    day: str
    digest: str
    entrypoint: str
    cmd: str
    shell: str
    env: str


SERVED = [
    Served(*line.split("\t"))
    for line in FILE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def told(words: Words) -> str:
    """Write a list as the table does; an empty one is not told from an absent one."""
    return json.dumps(list(words)) if isinstance(words, tuple) and words else "-"


@pytest.mark.parametrize("served", SERVED, ids=lambda one: f"{one.reference} {one.day}")
def test_what_a_registry_served_is_what_the_atlas_says(served: Served) -> None:
    found = cr.atlas(as_of=served.day).find(served.reference, f"{served.system}/amd64")
    if served.reference in LACKING:
        assert found is None, LACKING[served.reference]
        return
    assert found is not None
    assert not found.supposed
    config = found.config
    assert told(config.entrypoint) == served.entrypoint
    assert told(config.cmd) == served.cmd
    if served.shell != "-":
        assert told(config.shell) == served.shell
    if served.env != "-":
        values = dict(text.partition("=")[::2] for text in json.loads(served.env))
        known = dict(text.partition("=")[::2] for text in config.env)
        assert {*known, *found.unknown_env} == set(values)
        assert known.items() <= values.items()


def test_they_are_many() -> None:
    """Of over eighty repositories, on both systems."""
    assert len(SERVED) > 300
    assert len({one.reference.partition(":")[0] for one in SERVED}) > 80
    assert {one.system for one in SERVED} == {"linux", "windows"}
