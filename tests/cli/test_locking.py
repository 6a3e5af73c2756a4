"""The verb ``lock``: what it keeps, and what it says of what moved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.cli import main
from cmdresolve.images.atlas import Atlas
from cmdresolve.images.registry import Registry
from cmdresolve.images.sources import PLATFORM, Found
from cmdresolve.model.errors import ImageConfigError, UnknownImageError
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
    told = "note: not locked: no source knows b:1; try --registry or --ask\n"
    assert capsys.readouterr().err == told
    assert not Path("cmdresolve.lock").exists()
    assert list(json.loads(Path("app/cmdresolve.lock").read_text())["images"]) == ["a:1"]


@pytest.fixture
def refusing(world: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, Exception]:
    """Let the registry say what the atlas does, but of some images why it does not give them."""
    refused: dict[str, Exception] = {}

    def find(_: Registry, reference: str, platform: str = PLATFORM) -> Found | None:
        if reference in refused:
            raise refused[reference]
        return world.find(reference, platform)

    monkeypatch.setattr(Registry, "find", find)
    return refused


LOGIN = UnknownImageError("r: it does not give b:1", needs=("b:1",), code="registry-login")


@pytest.mark.parametrize(
    "error", [LOGIN, ImageConfigError("r: it does not give b:1", code="registry-answer")]
)
def test_what_a_registry_does_not_give_is_named_and_the_rest_kept(
    error: Exception, refusing: dict[str, Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    refusing["b:1"] = error
    assert main.main(["lock", "--registry", "app"]) == 3
    said = capsys.readouterr()
    assert said.err == "note: not locked: b:1: r: it does not give b:1\n"
    assert "1 image, for 2 starts" in said.out
    assert list(json.loads(Path("app/cmdresolve.lock").read_text())["images"]) == ["a:1"]


def test_a_registry_that_nobody_can_ask_here_ends_the_run(
    refusing: dict[str, Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    refusing["b:1"] = ImageConfigError("asking a registry needs urllib3", code="extra-needed")
    assert main.main(["lock", "--registry", "app"]) == 2
    assert "needs urllib3" in capsys.readouterr().err
    assert not Path("app/cmdresolve.lock").exists()


def test_what_is_locked_and_cannot_be_looked_up_is_3_and_changes_no_answer(
    world: World, refusing: dict[str, Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    """Another image that moved is told all the same, and counts for more."""
    main.main(["lock", "app"])
    capsys.readouterr()
    refusing["b:1"] = LOGIN
    refusing["a:1"] = UnknownImageError("r: it cannot be reached", needs=("a:1",))
    assert main.main(["lock", "--check", "--registry", "app"]) == 3
    assert capsys.readouterr().out == (
        "b:1 (linux/amd64) could not be looked up: r: it does not give b:1\n"
        "a:1 (linux/amd64) could not be looked up: r: it cannot be reached\n"
        "no other answer changes\n"
    )

    del refusing["a:1"]
    world.images["a:1"] = ImageConfig(cmd=["new"])
    assert main.main(["lock", "--check", "--registry", "app"]) == 1
    assert 'starts another process:\n  - ["one"]\n  + ["new"]\n' in capsys.readouterr().out

    world.images.clear()
    assert main.main(["lock", "--check", "app"]) == 3
    assert "a:1 (linux/amd64): nobody else knows it any more\n" in capsys.readouterr().out


def test_what_was_never_locked_and_cannot_be_had_is_told_and_fails_nothing(
    refusing: dict[str, Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    """Else a private base would keep a job red for ever."""
    refusing["b:1"] = LOGIN
    main.main(["lock", "--registry", "app"])
    capsys.readouterr()
    assert main.main(["lock", "--check", "--registry", "app"]) == 0
    assert capsys.readouterr().out == (
        "b:1 (linux/amd64) is not locked: r: it does not give b:1\nno answer changes\n"
    )
    assert main.main(["lock", "--check", "--registry", "--format", "json", "app"]) == 0
    assert json.loads(capsys.readouterr().out)["moved"] == [
        {
            "image": "b:1",
            "platform": "linux/amd64",
            "locked": False,
            "digest": [None, None],
            "changed": [],
            "reason": "r: it does not give b:1",
        }
    ]


def test_what_the_repository_builds_itself_need_not_be_locked(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    del world
    Path("compose.yaml").write_text("services:\n  a: {build: app, image: 'mine:1'}\n")
    Path("tool/tool.Dockerfile").write_text("FROM mine:1\n")
    assert main.main(["lock", "."]) == 0
    capsys.readouterr()
    assert main.main(["lock", "--check", "."]) == 0
    assert capsys.readouterr().out == "nothing has moved\n"


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
