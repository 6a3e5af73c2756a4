"""The shipped tables as files."""

from __future__ import annotations

import pytest

from cmdresolve.published.tables import read_table


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("documented/nine_cells.json", "cells"),
        ("documented/twelve_cells.json", "cells"),
        ("disagreements/builders.json", "differences"),
    ],
)
def test_a_table_is_read_by_its_path(name: str, key: str) -> None:
    assert read_table(name)[key]


def test_there_is_no_other() -> None:
    with pytest.raises(FileNotFoundError):
        read_table("documented/ten_cells.json")
