"""What there is to check under some paths."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from cmdresolve.cli.main import main
from tests.cli.checking.asking import NOT_JSON, found, write

if TYPE_CHECKING:
    import pytest


def test_a_folder_is_gone_through_in_order(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each Dockerfile, service and container; not what others wrote, and not what is none."""
    write(
        folder,
        Dockerfile="FROM scratch\nCMD x\n",
        web__api_Dockerfile=NOT_JSON,
        compose_yaml="services: {a: {image: x}, b: {image: y}}\n",
        k8s__pod_yaml="kind: Pod\nspec: {containers: [{name: c, image: i}]}\n",
        k8s__values_yaml="replicas: 3\n",
    )
    for name in (".hidden", "node_modules"):
        (folder / name).mkdir()
        (folder / name / "Dockerfile").write_text(NOT_JSON)

    assert [(path, part) for path, part, _ in found(capsys, ".")] == [
        ("Dockerfile", ""),
        ("compose.yaml", "a"),
        ("compose.yaml", "b"),
        ("k8s/pod.yaml", "c"),
        ("web/api.Dockerfile", ""),
    ]


def test_a_link_to_a_folder_is_not_followed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, a__Dockerfile="FROM scratch\nCMD x\n")
    (folder / "a" / "again").symlink_to(folder)

    assert [path for path, _, _ in found(capsys, ".")] == ["a/Dockerfile"]


def test_containers_that_are_called_alike_are_told_apart(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is asked about by what it alone is called."""
    steps = "".join(f"  - {{image: i, command: [{name}]}}\n" for name in ("a", "b"))
    text = f"apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {{}}\nspec:\n  steps:\n{steps}"
    write(folder, task_yaml=text)

    assert [part for _, part, _ in found(capsys, "task.yaml")] == ["line 6", "line 7"]
    assert "which-container" not in json.dumps(found(capsys, "task.yaml"))


def test_a_dev_container_s_folder_is_looked_into(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a name counts in any case."""
    (folder / ".devcontainer").mkdir()
    (folder / ".devcontainer" / "Dockerfile").write_text(NOT_JSON)
    (folder / "dev.DOCKERFILE").write_text(NOT_JSON)

    assert [path for path, _, _ in found(capsys, ".")] == [
        "dev.DOCKERFILE",
        ".devcontainer/Dockerfile",
    ]


def test_what_may_not_be_read_is_pointed_out(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be an input; a link that leads nowhere is none."""
    write(folder, a__Dockerfile="FROM scratch\nCMD x\n", b__Dockerfile=NOT_JSON)
    (folder / "gone.yaml").symlink_to("nowhere")
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: path != "b/Dockerfile" and real(path, mode)
    )

    for verb in ("check", "scan", "lock"):
        assert main([verb, "."]) == (1 if verb == "lock" else 0)
        assert "note: not read: b/Dockerfile: Permission denied\n" in capsys.readouterr().err


def test_a_folder_that_may_not_be_read_is_pointed_out(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, a__Dockerfile="FROM scratch\nCMD x\n", b__Dockerfile=NOT_JSON)
    real = os.scandir

    def scandir(path: str) -> object:
        if path == "./b":
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert main(["check", "."]) == 0
    assert capsys.readouterr().err == (
        "note: not read: b: Permission denied\n1 checked: nothing found\n"
    )
