"""What a builder stores of what it read."""

from __future__ import annotations

import pytest
from flipping import SCRATCH, Case, cases, holds, part, with_field

FIELDS = cases(
    (
        "forms.honours_shell",
        "buildkit@28.5",
        False,
        SCRATCH + 'SHELL ["s"]\nCMD a\n',
        "cmd",
        ("s", "a"),
        ("/bin/sh", "-c", "a"),
    ),
    (
        "forms.bare_cmd",
        "buildkit@28.5",
        (),
        SCRATCH + "CMD\n",
        "cmd",
        ("/bin/sh", "-c", ""),
        ("/bin/sh", "-c"),
    ),
    (
        "forms.bare_entrypoint",
        "buildkit@28.5",
        None,
        SCRATCH + "ENTRYPOINT\n",
        "entrypoint",
        ("/bin/sh", "-c", ""),
        None,
    ),
    (
        "forms.empty_entrypoint",
        "classic@28.5",
        (),
        SCRATCH + "ENTRYPOINT []\n",
        "entrypoint",
        None,
        (),
    ),
    (
        "forms.empty_cmd_counts",
        "buildkit@28.5",
        False,
        SCRATCH + 'CMD\nENTRYPOINT ["e"]\n',
        "cmd",
        ("/bin/sh", "-c", ""),
        None,
    ),
    (
        "storing.forgets_empty_cmd",
        "buildah@1.43/docker",
        False,
        "FROM empty\nUSER x\n",
        "cmd",
        None,
        (),
    ),
    (
        "forms.args_escaped",
        "buildkit@28.5",
        "both-clear",
        SCRATCH + "CMD a\n",
        "args_escaped",
        True,
        False,
    ),
    (
        "forms.args_escaped",
        "classic@28.5",
        "kept",
        'FROM base\nENTRYPOINT ["a"]\n',
        "args_escaped",
        False,
        True,
    ),
    (
        "forms.windows_command_line",
        "classic@28.5/windows",
        False,
        "FROM windows\nCMD a  b\n",
        "cmd",
        ("cmd /S /C a  b",),
        ("cmd", "/S", "/C", "a  b"),
    ),
    (
        "storing.windows_path",
        "buildkit@26.1",
        False,
        'FROM scratch\nCMD ["a"]\n',
        "env",
        {"PATH": r"c:\Windows\System32;c:\Windows"},
        {},
        {"platform": "windows/amd64"},
    ),
    (
        "storing.stores_shell",
        "buildkit@28.5",
        False,
        SCRATCH + 'SHELL ["s"]\n',
        "shell",
        ("s",),
        None,
    ),
    (
        "triggers.stored",
        "buildkit@28.5",
        False,
        SCRATCH + "ONBUILD CMD a\n",
        "on_build",
        ("CMD a",),
        None,
    ),
    (
        "triggers.with_heredocs",
        "buildkit@28.5",
        False,
        SCRATCH + "ONBUILD RUN <<A\nx\nA\n",
        "on_build",
        ("RUN <<A\nx\nA",),
        ("RUN <<A",),
    ),
    (
        "triggers.joined",
        "buildah@1.43",
        False,
        'FROM commented\nCMD ["a"]\n',
        "cmd",
        ("a",),
        "trigger-multiple",
    ),
    (
        "triggers.stores_fired",
        "classic@28.5",
        False,
        "FROM fired\nUSER x\n",
        "on_build",
        ("CMD a",),
        None,
    ),
    (
        "triggers.refused_when_fired",
        "buildah@1.43",
        False,
        'FROM from-trigger\nCMD ["a"]\n',
        "cmd",
        "onbuild-trigger",
        "trigger-from",
    ),
    (
        "storing.empty_lists",
        "classic@28.5",
        "omitted",
        SCRATCH + "CMD []\n",
        "cmd",
        (),
        None,
    ),
    (
        "storing.empty_lists",
        "buildah@1.43/docker",
        "kept",
        SCRATCH + "CMD []\n",
        "entrypoint",
        (),
        None,
    ),
    (
        "storing.empty_lists",
        "buildah@1.28/docker",
        "entrypoint-list",
        SCRATCH + 'ENTRYPOINT ["a"]\n',
        "cmd",
        (),
        None,
    ),
    (
        "storing.keeps_untouched_image",
        "buildah@1.43/docker",
        False,
        "FROM empty\n",
        "entrypoint",
        None,
        (),
    ),
)


@pytest.mark.parametrize("case", FIELDS, ids=with_field)
def test_a_field_decides(case: Case) -> None:
    """The record decides what comes of the Dockerfile, and its name does not."""
    assert holds(case) == (case.as_it_is, case.otherwise)


def test_every_field_of_this_part_is_here() -> None:
    """No difference is declared that nobody shows."""
    assert {case.field for case in FIELDS} == part("stores")
