"""Engines and builders by name: `cmdresolve.dialects`."""

from __future__ import annotations

import pytest
from attrs.exceptions import FrozenInstanceError

from cmdresolve import dialects
from cmdresolve.dialects import BUILDERS, ENGINES, Builder, Engine
from cmdresolve.model.errors import DialectError


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("docker", "docker@28.5"),
        ("docker@28.5", "docker@28.5"),
        ("docker@28.5.2", "docker@28.5"),
        ("docker@29.1", "docker@29.1"),
        ("docker@29", "docker@29.7"),
        ("docker@99", "docker@29.7"),
        ("docker@28.4", "docker@28.2"),
        ("docker@28", "docker@28.5"),
        ("docker@27", "docker@27.4"),
        ("docker@27.3.1", "docker@27.3"),
        ("docker@27.5.1", "docker@27.4"),
        ("docker@20", "docker@20.10"),
        ("docker@20.10.24", "docker@20.10"),
        ("docker@22.6", "docker@20.10"),
        ("docker@26.0.2", "docker@26.0"),
        ("docker@25.0.5", "docker@25.0"),
        ("podman", "podman@5.8"),
        ("podman@5", "podman@5.8"),
        ("podman@5.7", "podman@5.4"),
        ("podman@4.9.4", "podman@4.3"),
        ("podman@5.8/compat", "podman@5.8/compat"),
        ("podman/compat", "podman@5.8/compat"),
        ("podman@5.5.0/compat", "podman@5.4/compat"),
        ("podman@5.5/compat", "podman@5.5.1/compat"),
        ("podman@5.7/compat", "podman@5.5.1/compat"),
        ("podman@5.8/remote", "podman@5.8/remote"),
        ("podman@5.8/libpod", "podman@5.8/libpod"),
        ("swarm", "swarm@28.5"),
        ("kube-play", "kube-play@5.8"),
        ("containerd-cri@1.6.8", "containerd-cri@1.6.0"),
        ("containerd-cri@1.6.20", "containerd-cri@1.6.9"),
        ("containerd-cri@1.6", "containerd-cri@1.6.9"),
        ("containerd-cri@1.7.27", "containerd-cri@1.7"),
        ("containerd-cri@2", "containerd-cri@2.1"),
    ],
)
def test_an_engine_is_found_by_name_version_and_interface(name: str, key: str) -> None:
    """The newest record not above the version; without one, the newest; a 28 is any 28."""
    assert dialects.engine(name).key == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("buildkit", "buildkit@28.5"),
        ("buildkit@27.0.3", "buildkit@27.0"),
        ("classic@26.1", "classic@26.1"),
        ("classic@28.5/windows", "classic@28.5/windows"),
        ("buildah", "buildah@1.43"),
        ("buildah@1.40/docker", "buildah@1.39/docker"),
        ("buildah@1", "buildah@1.44"),
        ("kaniko", "kaniko@1.24"),
    ],
)
def test_a_builder_is_found_by_the_same_rules(name: str, key: str) -> None:
    """Its variant is the image format or the system."""
    assert dialects.builder(name).key == key


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("docker@28.5", Engine),
        ("podman/compat", Engine),
        ("buildah@1.43/docker", Builder),
        ("classic/windows", Builder),
        ("buildkit", Builder),
    ],
)
def test_one_look_up_finds_either_kind(name: str, kind: type) -> None:
    """No engine is called what a builder is called."""
    assert isinstance(dialects.dialect(name), kind)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        (
            "moby@28.5",
            "no engine is called 'moby'",
            (
                "known: docker, compose, docker-py, swarm, podman, kube-play, containerd-cri, "
                "kubernetes, apptainer"
            ),
        ),
        ("", "no engine is called ''", "known: docker, compose, docker-py, swarm"),
        ("Docker", "no engine is called 'Docker'", "did you mean docker? known: docker"),
        ("dokcer@28.5", "no engine is called 'dokcer'", "did you mean docker? known: docker"),
        ("kuberntes", "no engine is called 'kuberntes'", "did you mean kubernetes? known: docker"),
        ("podman/comapt", "engine podman has no variant 'comapt'", "did you mean compat? known v"),
        ("docker@28.5/compat", "engine docker has no variant 'compat'", "known variants: none"),
        (
            "podman/api",
            "engine podman has no variant 'api'",
            "known variants: /compat, /remote, /libpod",
        ),
        ("docker@", "'' is no version of docker", "write it as docker@29.7"),
        ("docker@v28", "'v28' is no version of docker", "write it as docker@29.7"),
        ("docker@28.5-rc1", "'28.5-rc1' is no version of docker", "write it as docker@29.7"),
        ("podman@x/compat", "'x' is no version of podman", "write it as podman@5.8/compat"),
        (
            "docker@19.03",
            "nothing is known of docker before docker@20.10",
            "known: docker@20.10, docker@23.0",
        ),
        ("buildkit@28.5", "no engine is called 'buildkit'", "known: docker"),
    ],
)
def test_a_name_nobody_has_is_refused(name: str, message: str, hint: str) -> None:
    """With the names that there are."""
    with pytest.raises(DialectError) as raised:
        dialects.engine(name)

    assert raised.value.message == message
    assert raised.value.code == "unknown-dialect"
    assert raised.value.stage == "request"
    assert raised.value.hint is not None
    assert raised.value.hint.startswith(hint)


def test_a_builder_s_refusal_names_builders() -> None:
    """And not engines."""
    with pytest.raises(DialectError) as raised:
        dialects.builder("docker@28.5")

    assert raised.value.message == "no builder is called 'docker'"
    assert raised.value.hint == "known: buildkit, classic, buildah, kaniko"


@pytest.mark.parametrize("records", [ENGINES, BUILDERS], ids=["engines", "builders"])
def test_records_are_found_by_their_own_keys(records: tuple[Engine | Builder, ...]) -> None:
    """No two share a key, and versions ascend within each name and variant, as look-up needs."""
    seen: dict[tuple[str, str], tuple[int, ...]] = {}
    for record in records:
        assert dialects.dialect(record.key) is record
        before = seen.get((record.name, record.variant), ())
        assert before < record.version
        seen[record.name, record.variant] = record.version


def test_every_record_names_its_sources() -> None:
    """Who says that it is so can be looked up."""
    assert all(record.citation for record in (*ENGINES, *BUILDERS))


def test_records_are_frozen() -> None:
    """An engine is a value that is handed along."""
    with pytest.raises(FrozenInstanceError):
        dialects.DEFAULT.no_command = None  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        BUILDERS[0].reading.json_whole = True  # type: ignore[misc]


def test_the_default_engine_is_the_newest_docker() -> None:
    """Who names no engine means that one."""
    assert dialects.DEFAULT is dialects.engine("docker")


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (None, "podman@5.4"),
        ("docker@26.1", "docker@26.1"),
        (dialects.engine("swarm@28.5"), "swarm@28.5"),
    ],
)
def test_an_engine_is_asked_for_by_name_or_record(asked: str | Engine | None, key: str) -> None:
    """By default it is another, which is named or given too."""
    assert dialects.engine_of(asked, "podman@5.4").key == key
    assert dialects.engine_of(asked, dialects.engine("podman@5.4")).key == key


def test_a_builder_is_asked_for_by_name_or_record() -> None:
    classic = dialects.builder("classic@26.1")

    assert dialects.builder_of(classic) is classic
    assert dialects.builder_of("buildah@1.39").key == "buildah@1.39"
