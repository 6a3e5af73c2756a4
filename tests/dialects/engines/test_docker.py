"""Docker's records, by version."""

from __future__ import annotations

import pytest

from cmdresolve import ImageConfig, NoCommandError, dialects, resolve


@pytest.mark.parametrize(
    ("version", "builder", "message"),
    [
        ("20.10", "classic@20.10", "No command specified"),
        ("23.0", "buildkit@23.0", "No command specified"),
        ("24.0", "buildkit@24.0", "No command specified"),
        ("25.0", "buildkit@25.0", "no command specified"),
        ("28.5", "buildkit@28.5", "no command specified"),
        ("29.7", "buildkit@29.7", "no command specified"),
    ],
)
def test_a_version_builds_and_refuses_in_its_own_way(
    version: str, builder: str, message: str
) -> None:
    """BuildKit builds by default since 23.0; the message is in lower case since 25.0."""
    engine = dialects.engine(f"docker@{version}")
    with pytest.raises(NoCommandError) as caught:
        resolve(ImageConfig(), engine=engine)

    assert (engine.builder, caught.value.message) == (builder, message)


def test_what_was_run_is_told_from_what_was_read() -> None:
    """Records stand behind recordings of that very version, or say that they do not."""
    verified = [x.key for x in dialects.ENGINES if x.name == "docker" and x.verified]

    assert verified == ["docker@20.10", "docker@26.1", "docker@28.5"]
