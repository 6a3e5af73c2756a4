"""How a builder reads a Dockerfile: lines, directives, heredocs, arrays."""

from __future__ import annotations

import pytest
from flipping import SCRATCH, Case, cases, holds, part, with_field

FIELDS = cases(
    (
        "reading.line_limit",
        "buildkit@28.5",
        70_000,
        SCRATCH + "CMD [" + " " * 66_000 + '"a"]\n',
        "cmd",
        "line-too-long",
        ("a",),
    ),
    (
        "reading.strips_cr_run",
        "buildkit@28.5",
        False,
        SCRATCH + "CMD a \\\r\r\nb\n",
        "cmd",
        ("/bin/sh", "-c", "a b"),
        "unknown-instruction",
    ),
    (
        "reading.doubled_escape_continues",
        "buildah@1.43",
        False,
        SCRATCH + "CMD a \\\\\nUSER b\n",
        "cmd",
        ("/bin/sh", "-c", "a \\USER b"),
        ("/bin/sh", "-c", "a \\\\"),
    ),
    (
        "reading.directives",
        "buildkit@28.5",
        frozenset({"syntax", "escape"}),
        "# check=skip=all\n# escape=`\n" + SCRATCH + "CMD a`\nb\n",
        "cmd",
        ("/bin/sh", "-c", "ab"),
        "unknown-instruction",
    ),
    (
        "reading.honours_syntax",
        "buildkit@28.5",
        False,
        "# syntax=docker/dockerfile:1.8\n" + SCRATCH + 'CMD ["a"] # note\n',
        "cmd",
        ("a",),
        ("/bin/sh", "-c", '["a"] # note'),
    ),
    (
        "reading.syntax_behind_mark",
        "buildkit@28.5",
        False,
        "\ufeff# syntax=docker/dockerfile:1.8\n" + SCRATCH + 'CMD ["a"] # note\n',
        "cmd",
        ("a",),
        ("/bin/sh", "-c", '["a"] # note'),
    ),
    (
        "reading.lenient_escape_directive",
        "buildah@1.43",
        False,
        "# escape=` # why\n" + SCRATCH + "CMD a`\nb\n",
        "cmd",
        ("/bin/sh", "-c", "ab"),
        "directive",
    ),
    (
        "reading.heredocs",
        "buildkit@28.5",
        False,
        SCRATCH + 'RUN <<A\nCMD ["a"]\nA\nCMD ["b"]\n',
        "cmd",
        ("b",),
        "unknown-instruction",
    ),
    (
        "reading.heredoc_blank",
        "buildkit@28.5",
        False,
        SCRATCH + 'RUN << A\nCMD ["a"]\nA\nCMD ["b"]\n',
        "cmd",
        ("b",),
        "unknown-instruction",
    ),
    (
        "reading.flag_escape_is_directive",
        "buildkit@28.5",
        False,
        "# escape=`\n" + SCRATCH + "COPY --cho`wn=a x y\nCMD a\n",
        "cmd",
        ("/bin/sh", "-c", "a"),
        "unknown-flag",
    ),
    (
        "reading.json_whole",
        "buildkit@28.5",
        False,
        SCRATCH + 'CMD ["a"];\n',
        "cmd",
        ("/bin/sh", "-c", '["a"];'),
        ("a",),
    ),
    (
        "reading.refuses_empty",
        "classic@28.5",
        False,
        "# nothing\n",
        "cmd",
        "no-instructions",
        "target-not-found",
        {"target": "a"},
    ),
)


@pytest.mark.parametrize("case", FIELDS, ids=with_field)
def test_a_field_decides(case: Case) -> None:
    """The record decides what comes of the Dockerfile, and its name does not."""
    assert holds(case) == (case.as_it_is, case.otherwise)


def test_every_field_of_this_part_is_here() -> None:
    """No difference is declared that nobody shows."""
    assert {case.field for case in FIELDS} == part("reads")
