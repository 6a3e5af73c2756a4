"""What engines differ in: `cmdresolve.dialects.engines.engine`."""

from __future__ import annotations

import pytest

from cmdresolve.dialects import ENGINES, builder, engine
from cmdresolve.dialects.engines.engine import Engine

PODMAN_4 = "no command or entrypoint provided, and no CMD or ENTRYPOINT from image"


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("docker@20.10", "No command specified"),
        ("docker@24.0", "No command specified"),
        ("docker@25.0", "no command specified"),
        ("docker@28.5", "no command specified"),
        ("docker-py@7.1", "no command specified"),
        ("swarm@28.5", "no command specified"),
        ("swarm@28.5/api", "no command specified"),
        ("podman@4.3", PODMAN_4),
        ("podman@4.3/compat", PODMAN_4),
        ("podman@5.0", None),
        ("podman@5.8", None),
        ("podman@5.8/compat", None),
        ("kube-play@5.8", None),
        ("containerd-cri@2.1", "no command specified"),
    ],
)
def test_an_engine_refuses_in_its_own_words_or_not_at_all(name: str, refusal: str | None) -> None:
    """Recorded; Docker's N became small with 25.0, Podman 5 starts one empty word instead."""
    assert engine(name).no_command == refusal


@pytest.mark.parametrize(
    ("name", "built_by"),
    [
        ("docker@20.10", "classic@20.10"),
        ("docker@23.0", "buildkit@23.0"),
        ("docker@28.5", "buildkit@28.5"),
        ("podman@4.3", "buildah@1.28"),
        ("podman@5.4", "buildah@1.39"),
        ("podman@5.8", "buildah@1.43"),
        ("podman@5.8/compat", "buildah@1.43"),
    ],
)
def test_an_engine_has_a_builder_of_its_own_age(name: str, built_by: str) -> None:
    """Docker builds with BuildKit since 23.0; Podman with the Buildah inside it."""
    assert engine(name).builder == built_by


@pytest.mark.parametrize("record", ENGINES, ids=lambda record: record.key)
def test_the_builder_it_names_exists(record: Engine) -> None:
    """By exactly that name."""
    assert builder(record.builder).key == record.builder


@pytest.mark.parametrize(
    ("name", "init"),
    [
        ("docker@28.5", ("/sbin/docker-init", "--")),
        ("podman@5.8", ("/run/podman-init", "--")),
        ("containerd-cri@2.1", ()),
    ],
)
def test_an_init_goes_before_the_command(name: str, init: tuple[str, ...]) -> None:
    """Recorded as PID 1's own command line; CRI has no such thing."""
    assert engine(name).init == init


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("docker@20.10", "merged"),
        ("podman@5.8/compat", "merged"),
        ("kube-play@5.8", "merged"),
        ("containerd-cri@1.6.8", "never"),
        ("containerd-cri@1.6.9", "inherited"),
        ("containerd-cri@1.7", "inherited"),
        ("containerd-cri@2.1", "inherited"),
    ],
)
def test_whose_empty_word_stands_for_none(name: str, whose: str) -> None:
    """containerd leaves the one a Pod gives, and the container fails to start (recorded)."""
    assert engine(name).clears_sole_empty == whose


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("docker@28.5", "docker"),
        ("podman@5.8", "podman"),
        ("podman@5.8/remote", "podman"),
        ("podman@5.8/compat", "docker"),
        ("docker-py@7.1", None),
        ("swarm@28.5", None),
        ("swarm@28.5/api", None),
        ("kube-play@5.8", None),
    ],
)
def test_the_program_whose_run_starts_containers_on_it(name: str, program: str | None) -> None:
    """Docker's own program also talks to Podman's compatible service."""
    assert engine(name).command_line == program


def test_only_kube_play_expands_the_image_s_words() -> None:
    """Recorded ``kube``; a kubelet leaves them alone."""
    assert [record.key for record in ENGINES if record.expands == "all"] == [
        "kube-play@5.4",
        "kube-play@5.8",
    ]
