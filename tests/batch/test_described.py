"""Dockerfiles that describe base images, in the order in which they can be built."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.batch.protocol import answer


def test_a_base_may_be_a_dockerfile_that_starts_from_another() -> None:
    """From those before it, by the same builder and for the same platform."""
    request = {
        "dockerfile": "FROM b",
        "bases": {"a": {"Entrypoint": ["e"]}, "b": "FROM a\nCMD x"},
        "platform": "windows/amd64",
    }

    assert answer(request)["argv"] == ["e", "cmd", "/S", "/C", "x"]


@pytest.mark.parametrize("order", ["abc", "acb", "bac", "bca", "cab", "cba"])
def test_the_order_of_described_bases_does_not_matter(order: str) -> None:
    """A client's JSON objects may come in any order of keys."""
    texts = {"a": 'FROM b\nCMD ["a"]', "b": "FROM c:latest\n", "c": 'FROM x\nENTRYPOINT ["e"]'}
    bases = {"x": {"Cmd": ["lost"]}} | {name: texts[name] for name in order}

    assert answer({"dockerfile": "FROM a", "bases": bases})["argv"] == ["e", "a"]


def test_bases_that_start_from_each_other_come_to_an_end() -> None:
    """The one that is built first starts from an image that nobody described."""
    bases = {"a": 'FROM b\nENTRYPOINT ["a"]', "b": 'FROM a\nENTRYPOINT ["b"]'}

    assert answer({"dockerfile": "FROM a", "bases": bases})["argv"] == ["a"]


@pytest.mark.parametrize(("deep", "code"), [(1_000, None), (1_001, "limit")])
def test_bases_stand_on_each_other_only_so_deep(deep: int, code: str | None) -> None:
    """Each has all that those below it have, so that the cost would grow as the square."""
    bases: dict[str, Any] = {f"b{n}": f"FROM b{n - 1}\n" for n in range(1, deep + 1)}

    error = answer({"dockerfile": f"FROM b{deep}\nCMD x\n", "bases": bases}).get("error", {})

    assert error.get("code") == code
