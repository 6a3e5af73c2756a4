"""Commands that change an image's config, and who reads their changes."""

from __future__ import annotations

import pytest

from cmdresolve import DialectError, dialects


@pytest.mark.parametrize(
    ("name", "command", "shown", "builder", "stores_shell"),
    [
        ("docker@28.5", None, "docker commit --change", "classic@28.5", False),
        ("docker@20.10", "import", "docker import --change", "classic@20.10", False),
        ("podman@4.3", None, "podman commit --change", "buildah@1.28", False),
        ("podman@5.8", None, "podman commit --change", "buildah@1.43", False),
        ("podman@5.8/compat", None, "podman commit --change", "buildah@1.43/docker", True),
        ("podman@5.8", "import", "podman import --change", "buildah@1.43", False),
        ("buildah@1.43", None, "buildah config", "buildah@1.43", False),
        ("buildah@1.43/docker", "config", "buildah config", "buildah@1.43/docker", True),
        ("buildah@1.43", "commit", "buildah commit --change", "buildah@1.43", False),
    ],
)
def test_a_command_is_found_with_the_builder_that_reads_its_changes(
    name: str, command: str | None, shown: str, builder: str, *, stores_shell: bool
) -> None:
    """An image in Docker's format has room for a shell, one in OCI format has not."""
    changer = dialects.changer(name, command)

    assert (changer.name, changer.builder) == (shown, builder)
    assert changer.stores_shell == stores_shell


@pytest.mark.parametrize(
    ("name", "version", "key"),
    [
        ("docker@20.10", (20, 10), "docker@20.10"),
        ("docker@24.0", (23, 0), "docker@23.0"),
        ("docker@28.5", (23, 0), "docker@23.0"),
        ("podman@5.4", (5, 0), "podman@5.0"),
        ("buildah@1.39", (1, 28), "buildah@1.28"),
    ],
)
def test_the_record_is_the_newest_that_is_not_above_the_version(
    name: str, version: tuple[int, ...], key: str
) -> None:
    """Its key is the first version that it holds for."""
    changer = dialects.changer(name)

    assert (changer.version, changer.key) == (version, key)


@pytest.mark.parametrize(
    ("name", "command"),
    [("docker", "config"), ("buildah@1.28", "commit"), ("swarm", None), ("kaniko", None)],
)
def test_a_command_that_nobody_has_is_refused(name: str, command: str | None) -> None:
    """With those that there are."""
    with pytest.raises(DialectError) as caught:
        dialects.changer(name, command)

    assert caught.value.hint == (
        "known: docker commit, docker import, podman commit, podman import, buildah config, "
        "buildah commit"
    )


@pytest.mark.parametrize(
    ("engine", "builder", "who"),
    [
        ("docker@28.5", None, "docker@28.5"),
        ("podman@5.8", None, "podman@5.8"),
        ("podman@5.8", "buildah@1.39", "buildah@1.39"),
        ("docker@28.5", "buildkit@28.5", "docker@28.5"),
        ("kubernetes", None, "docker"),
        ("swarm", "classic@28.5", "docker"),
    ],
)
def test_whose_commands_change_an_image(engine: str, builder: str | None, who: str) -> None:
    """The builder's where it has any, the engine's own, or Docker's."""
    assert dialects.who_changes(dialects.engine(engine), builder) == who
