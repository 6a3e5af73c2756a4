"""The verb ``lock``: what it keeps, and what it says of what moved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.cli import main
from cmdresolve.images.atlas import Atlas
from cmdresolve.images.sources import PLATFORM, Found
from cmdresolve.model.image import ImageConfig


class World:
    """What the atlas says, which a test changes."""

    def __init__(self) -> None:
        self.images: dict[str, ImageConfig] = {
            "a:1": ImageConfig(cmd=["one"]),
            "b:1": ImageConfig(cmd=["two"], shell=["bash", "-c"]),
        }
        self.digest: str | None = "sha256:" + "1" * 64

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        config = self.images.get(reference)
        told = Found(config or ImageConfig(), "atlas", "the atlas", digest=self.digest)
        return None if config is None or platform != PLATFORM else told


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    known = World()
    monkeypatch.setattr(Atlas, "find", lambda _, *asked: known.find(*asked))
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "app/Dockerfile": "FROM b:1 AS build\nFROM a:1\nCOPY --from=build / /\n",
        "app/node_modules/Dockerfile": "FROM gone\n",
        "tool/tool.Dockerfile": "FROM b:1 AS debug\nCMD debug\nFROM scratch\nCMD x\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return known


def locked() -> dict[str, Any]:
    record = json.loads(Path("cmdresolve.lock").read_text())
    return {name: platforms[PLATFORM]["config"] for name, platforms in record["images"].items()}


def test_every_base_of_every_stage_is_kept(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["lock", "."]) == 0
    assert "2 images, for 4 starts" in capsys.readouterr().out
    assert locked() == {"a:1": {"Cmd": ["one"]}, "b:1": {"Cmd": ["two"], "Shell": ["bash", "-c"]}}

    world.images.clear()
    assert main.main(["resolve", "app/Dockerfile"]) == 0
    assert capsys.readouterr().out == '["one"]\n'


def test_what_nobody_knows_is_said_and_the_rest_kept(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    del world.images["b:1"]
    assert main.main(["lock", "app"]) == 3
    assert "note: nobody knows b:1; try --registry, --ask or --base\n" in capsys.readouterr().err
    assert not Path("cmdresolve.lock").exists()
    assert list(json.loads(Path("app/cmdresolve.lock").read_text())["images"]) == ["a:1"]


def test_what_a_second_run_does_not_find_again_stays_as_it_was(world: World) -> None:
    """Its source above all: of that the lock was none."""
    assert main.main(["lock", "tool"]) == 0
    first = Path("tool/cmdresolve.lock").read_text()
    world.images.clear()
    assert main.main(["lock", "tool"]) == 3

    assert Path("tool/cmdresolve.lock").read_text() == first


def test_a_second_run_adds_to_the_file_above(world: World) -> None:
    del world
    Path("cmdresolve.lock").write_text('{"version": 1, "images": {}}')
    assert main.main(["lock", "app/Dockerfile"]) == 0
    assert main.main(["lock", "tool"]) == 0
    assert list(locked()) == ["a:1", "b:1"]


def test_what_moved_is_told_with_the_answers_that_change(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    main.main(["lock", "."])
    capsys.readouterr()
    assert main.main(["lock", "--check", "."]) == 0
    assert capsys.readouterr().out == "nothing has moved\n"

    before, world.digest = world.digest, "sha256:" + "2" * 64
    assert main.main(["lock", "--check", "."]) == 0
    moved = f"moved: {before} → {world.digest}\n"
    assert capsys.readouterr().out == (
        f"b:1 (linux/amd64) {moved}a:1 (linux/amd64) {moved}no answer changes\n"
    )

    world.images["a:1"] = ImageConfig(entrypoint=["new"], cmd=["one"])
    assert main.main(["lock", "--check", "."]) == 1
    out = capsys.readouterr().out
    assert '  ENTRYPOINT absent → ["new"]\n' in out
    assert out.endswith('app/Dockerfile starts another process:\n  - ["one"]\n  + ["new", "one"]\n')
    assert main.main(["lock", "--check", "--format", "json", "."]) == 1
    record = json.loads(capsys.readouterr().out)
    assert record["answers"] == [
        {"file": "app/Dockerfile", "stage": "", "before": '["one"]', "after": '["new", "one"]'}
    ]
    assert [(x["image"], x["changed"]) for x in record["moved"]] == [
        ("b:1", []),
        ("a:1", ["ENTRYPOINT"]),
    ]


def test_what_has_no_digest_moved_without_one(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """As what the atlas knows."""
    world.digest = None
    main.main(["lock", "app"])
    world.images["a:1"] = ImageConfig(cmd=["two"])
    capsys.readouterr()
    assert main.main(["lock", "--check", "app"]) == 1
    assert capsys.readouterr().out.startswith("a:1 (linux/amd64) moved\n  CMD ")


def test_an_image_that_is_not_locked_fails_the_check(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    main.main(["lock", "."])
    world.images["c:1"] = ImageConfig()
    Path("app/Dockerfile").write_text('FROM c:1\nCMD ["x"]\n')
    capsys.readouterr()
    assert main.main(["lock", "--check", "."]) == 1
    assert "c:1 (linux/amd64) is not locked\n" in capsys.readouterr().out


def test_bad_usage_is_said(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    del world
    assert main.main(["lock"]) == 2
    assert "name a Dockerfile, or a folder: lock ." in capsys.readouterr().err
    assert main.main(["lock", "--check", "."]) == 2
    assert "write one: cmdresolve lock PATH" in capsys.readouterr().err
    assert main.main(["lock", "missing"]) == 2


def test_services_and_containers_have_images_too(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is refused is told, and the rest is kept."""
    world.images["c:1"] = ImageConfig(cmd=["three"])
    Path("compose.yaml").write_text(
        "services:\n  a: {image: 'c:1'}\n  b: {build: app, image: mine}\n"
    )
    Path("pod.yaml").write_text(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
        "spec: {containers: [{name: c, image: 'b:1'}]}\n"
    )
    assert main.main(["lock", "compose.yaml", "pod.yaml"]) == 0
    assert list(locked()) == ["a:1", "b:1", "c:1"]

    world.images["c:1"] = ImageConfig(cmd=["four"])
    capsys.readouterr()
    assert main.main(["lock", "--check", "compose.yaml"]) == 1
    assert 'compose.yaml (a) starts another process:\n  - ["three"]\n' in capsys.readouterr().out

    Path("app/Dockerfile").write_text("BROKEN\n")
    assert main.main(["lock", "."]) == 1
    assert "note: not read: app/Dockerfile: " in capsys.readouterr().err
