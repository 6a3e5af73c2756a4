"""What a builder makes of COPY and ADD: whom they take files from, and what is refused."""

from __future__ import annotations

import pytest
from flipping import SCRATCH, Case, cases, holds, part, with_field

FIELDS = cases(
    (
        "copying.looks_up",
        "classic@28.5",
        "when-run-by-name",
        SCRATCH + "COPY --from=A b c\nCMD a\n",
        "cmd",
        "reference",
        "base-not-found",
    ),
    (
        "copying.looks_up",
        "classic@26.1",
        "ahead",
        SCRATCH + "COPY --from=0 b c\nCMD a\n",
        "cmd",
        "stage-index",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.in_order",
        "buildkit@28.5",
        False,
        "FROM scratch AS a\nCOPY --from=b c d\nFROM scratch AS b\nFROM a\nCMD a\n",
        "cmd",
        "circular-dependency",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.triggers_need_stages",
        "buildkit@28.5",
        False,
        'FROM scratch AS a\nFROM copies\nCMD ["b"]\n',
        "cmd",
        ("b",),
        "circular-dependency",
    ),
    (
        "copying.refuses_variables_in_from",
        "buildkit@28.5",
        False,
        SCRATCH + "COPY --from=$A b c\nCMD a\n",
        "cmd",
        "substitution",
        "reference",
    ),
    (
        "copying.empty_from_is_name",
        "buildah@1.43",
        False,
        SCRATCH + "COPY --from= a b\nCMD a\n",
        "cmd",
        "copy",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.refuses_heredoc_destination",
        "buildkit@28.5",
        False,
        SCRATCH + "COPY a <<b\nb\nCMD a\n",
        "cmd",
        "heredoc-destination",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.modes",
        "buildkit@28.5",
        "any",
        SCRATCH + "COPY --chmod=999 b c\nCMD a\n",
        "cmd",
        "copy",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.expands_modes",
        "classic@26.1",
        True,
        SCRATCH + "COPY --chmod=$A b c\nCMD a\n",
        "cmd",
        "needs-buildkit",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.refuses_git",
        "buildkit@28.5",
        False,
        SCRATCH + "COPY git@a.b:c d\nCMD a\n",
        "cmd",
        "copy",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.bare_git",
        "buildkit@26.1",
        False,
        SCRATCH + "COPY a.b/c.git d\nCMD a\n",
        "cmd",
        "copy",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.adds_git",
        "buildkit@24.0",
        True,
        SCRATCH + "ADD git@a.b:c d\nCMD a\n",
        "cmd",
        "copy",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.git_queries",
        "buildkit@28.5",
        False,
        SCRATCH + "ADD https://a/b.git?ref=c#d e\nCMD a\n",
        "cmd",
        "copy",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.owners",
        "classic@28.5",
        "any",
        SCRATCH + "COPY --chown=1:2:3 a b\nCMD a\n",
        "cmd",
        "copy",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.refuses_outside",
        "classic@28.5",
        False,
        SCRATCH + "COPY ../a b\nCMD a\n",
        "cmd",
        "copy",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.checksums",
        "buildkit@28.5",
        "anything",
        SCRATCH + "ADD --checksum=a b c\nCMD a\n",
        "cmd",
        "copy",
        ("/bin/sh", "-c", "a"),
    ),
    (
        "copying.heredocs",
        "classic@28.5",
        True,
        SCRATCH + 'COPY <<A /x\nA\nCMD ["a"]\n',
        "cmd",
        "copy",
        ("a",),
    ),
    (
        "copying.many_to_any",
        "classic@28.5",
        True,
        SCRATCH + 'COPY a b c\nCMD ["a"]\n',
        "cmd",
        "copy-destination",
        ("a",),
    ),
)


@pytest.mark.parametrize("case", FIELDS, ids=with_field)
def test_a_field_decides(case: Case) -> None:
    """The record decides what comes of the Dockerfile, and its name does not."""
    assert holds(case) == (case.as_it_is, case.otherwise)


def test_every_field_of_this_part_is_here() -> None:
    """No difference is declared that nobody shows."""
    assert {case.field for case in FIELDS} == part("copies")
