"""The published atlas: what is shipped is what the tables say, and each value has its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmdresolve.images.atlas_store import NOT_TOLD, Store
from tests.atlas import tables
from tests.atlas.packing import Moment, pack

FOLDER = Path(__file__).parent.parent.parent / "tables" / "atlas"
STORE = Store((FOLDER / "atlas.bin").read_bytes())
READ = {name: tables.read(text) for name, text in tables.files(FOLDER / "full")}


def moments(name: str, tag: str) -> Iterator[Moment]:
    """Give what is shipped of a tag."""
    part = STORE.part(name, tag)
    assert part is not None
    for row in part.history(tag):
        value = None if row.value == NOT_TOLD else part.value(row.value)
        yield Moment(row.system, row.since, value)


def test_the_tables_are_those_that_are_shipped() -> None:
    """`python -m tests.atlas pack` would write the same file."""
    as_of = (FOLDER / "as_of").read_text(encoding="utf-8").strip()
    data = pack({name: x for name, x in READ.items() if x.tags}, as_of)

    assert data == (FOLDER / "atlas.bin").read_bytes()
    assert STORE.as_of == as_of


@pytest.mark.parametrize("name", ["nginx", "debian", "busybox", "golang"])
def test_what_is_packed_is_found_again(name: str) -> None:
    """Every tag of a repository, by the day."""
    full = f"docker.io/library/{name}"

    for tag, line in READ[full].tags.items():
        assert tuple(moments(full, tag)) == line.moments, tag


def test_every_value_has_a_source_and_every_line_is_one_of_the_four() -> None:
    """A source is a repository, a commit and a path; there is no value without one."""
    for name, text in tables.files(FOLDER / "full"):
        for line in text.splitlines():
            kind, _, rest = line.partition(" ")
            if kind == "source":
                assert re.fullmatch(r"\d+ ~?\S{4,} \S.*", rest), (name, line)
            elif kind == "tags":
                words = rest.partition(": ")[0].split(" ")[1:]
                told = zip(words[1::3], words[2::3], strict=True)
                assert all(source != "-" for value, source in told if value != "-"), (name, line)
            else:
                assert kind in {"value", "of", "lacking"}, (name, line)


def test_it_covers_most_tags_that_ever_were() -> None:
    """Of the repositories that ever were, those whose sources can still be had."""
    official = [name for name in READ if name.startswith("docker.io/library/")]

    assert len(official) == 181
    assert sum(len(READ[name].tags) for name in official) > 184_000
