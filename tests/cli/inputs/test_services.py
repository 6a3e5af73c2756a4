"""What Compose files say beside a service's command."""

from __future__ import annotations

import pytest

from cmdresolve.cli.inputs.services import dockerfile_of, is_elsewhere, service_names
from cmdresolve.model.errors import YamlError
from cmdresolve.starters.compose import Build


@pytest.mark.parametrize(
    ("build", "path", "found"),
    [
        (Build(), "compose.yaml", "Dockerfile"),
        (Build("."), "a/compose.yaml", "a/Dockerfile"),
        (Build("web"), "a/compose.yaml", "a/web/Dockerfile"),
        (Build("../b", "own.Dockerfile"), "a/compose.yaml", "b/own.Dockerfile"),
    ],
)
def test_the_dockerfile_of_a_build(build: Build, path: str, found: str) -> None:
    """From the folder of the file that says it."""
    assert dockerfile_of(build, path) == found


@pytest.mark.parametrize(
    ("context", "elsewhere"),
    [(None, False), ("web", False), ("https://h/r.git", True), ("git@h:r.git", True)],
)
def test_a_build_of_another_machine(context: str | None, elsewhere: bool) -> None:  # noqa: FBT001
    """Nobody opens it."""
    assert is_elsewhere(Build(context)) == elsewhere


def test_the_services_of_files_stand_in_order() -> None:
    """Each once, those of later documents and files behind."""
    pytest.importorskip("ruamel.yaml")
    files = [
        ("a", "services: {b: {}, a: {}}\n---\nservices: {c: {}}\n"),
        ("b", "services: {a: {}}"),
    ]

    assert service_names(files) == ("b", "a", "c")
    assert service_names([("a", "services: [x]\n"), ("b", "[]\n")]) == ()
    with pytest.raises(YamlError):
        service_names([("a", "{")])
