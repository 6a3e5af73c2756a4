"""Who answers for a version that is not known."""

from __future__ import annotations

import pytest

from cmdresolve.dialects.asked_version import notes_on_versions
from cmdresolve.model.errors import DialectError


@pytest.mark.parametrize(
    ("engine", "builder", "told"),
    [
        (None, None, []),
        ("docker", "classic", []),
        ("docker@28", "buildkit@28", []),
        ("docker@28.5", "buildkit@28.5", []),
        ("docker@28.5.2", "buildah@1.43.1/docker", []),
        ("docker@99", None, ["docker@99 is not known here: answered as docker@"]),
        (
            "podman@99/compat",
            None,
            ["podman@99/compat is not known here: answered as podman@"],
        ),
        (
            "docker@27.2",
            "buildkit@27.2",
            [
                "docker@27.2 is not known here: answered as docker@27.1",
                "buildkit@27.2 is not known here: answered as buildkit@27.1",
            ],
        ),
    ],
)
def test_a_version_that_is_not_known_is_told(
    engine: str | None, builder: str | None, told: list[str]
) -> None:
    """With the record that answers; the first numbers of a known one are enough."""
    found = list(notes_on_versions(engine, builder))

    assert [note.code for note in found] == ["unknown-version"] * len(told)
    for note, start in zip(found, told, strict=True):
        assert note.text.startswith(start)
        assert note.text.endswith(", the newest known before it")


def test_a_name_that_is_not_known_is_refused() -> None:
    with pytest.raises(DialectError):
        list(notes_on_versions("docker@1", None))
