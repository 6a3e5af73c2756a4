"""The query of a git repository's address in ADD."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile.refusals.git_queries import query_fault

REPO = "https://h.example/r.git"


@pytest.mark.parametrize(
    ("rest", "fault"),
    [
        ("", None),
        ("#main", None),
        ("?ref=main", None),
        ("?ref=main#main", None),
        ("?ref=main#v1", 'ref conflicts: "v1" vs "main"'),
        ("?subdir=a#main:b", 'subdir conflicts: "b" vs "a"'),
        ("?subdir=a#main:a", None),
        ("?tag=v1", None),
        ("?tag=v1&ref=refs/tags/v1", None),
        ("?tag=v1#main", 'ref conflicts: "main" vs "refs/tags/v1"'),
        ("?branch=b&ref=b", 'ref conflicts: "b" vs "refs/heads/b"'),
        ("?tag=a&branch=b", "branch conflicts with tag"),
        ("?ref=a&ref=b", 'query "ref" has multiple values'),
        ("?ref=", 'query "ref" has no value'),
        ("?odd=1", 'unexpected query "odd"'),
        ("?odd", 'query "odd" has no value'),
        ("?submodules", None),
        ("?submodules=false&keep-git-dir=1", None),
        ("?submodules=maybe", 'invalid submodules value: "maybe"'),
        ("?r%65f=main", None),
        ("?checksum=abc", None),
    ],
)
def test_the_faults_of_a_query(rest: str, fault: str | None) -> None:
    """Which reference, which folder: said once, and the same in the fragment."""
    assert query_fault(REPO + rest) == fault
