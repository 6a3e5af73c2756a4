"""What the writer of a manifest is told beside the answer."""

from __future__ import annotations

from textwrap import indent

import pytest

from cmdresolve.starters.kubernetes import pod_container


def pod(container: str, *, spec: str = "", name: str = "p") -> str:
    """Return a Pod of one container, of which some lines are given."""
    return (
        f"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\nspec:\n{indent(spec, '  ')}"
        f"  containers:\n  - name: main\n    image: i\n{indent(container, '    ')}\n"
    )


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("command: [a]", []),
        ("command: []\nargs: []", ["empty-is-absent", "empty-is-absent"]),
        ("command: [sh, -c, echo $$]", ["dollars-in-script"]),
        ("command: [sh, -c]\nargs: [echo $$]", ["dollars-in-script"]),
        ("command: [echo, $$]", []),
        ("Args: [a]", ["field-case"]),
    ],
)
def test_hints_tell_of_what_is_easily_missed(fields: str, codes: list[str]) -> None:
    """An empty list, a doubled dollar in a script, a field in the wrong case."""
    assert [note.code for note in pod_container(pod(fields)).notes] == codes
