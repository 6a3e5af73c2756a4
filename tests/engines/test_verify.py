"""``--verify``: a real engine creates the container, and takes nothing but its time."""

from __future__ import annotations

import json
import random
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmdresolve import Override, resolve
from cmdresolve.cli.main import main
from cmdresolve.images.container import create
from cmdresolve.model.image import ImageConfig
from tests.engines.conftest import SEED, bring_up, chosen
from tests.engines.lab import engine_named, place

pytestmark = pytest.mark.engine

_WORDS = ("serve", "a b", "", "$HOME", "'q'", '"', "--port", "\u00e9", "\\", "[]", "x\ny")


@pytest.fixture(params=[*chosen("docker"), *chosen("podman")] or [None])
def engine(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An engine whose program is the only one on PATH."""
    bring_up(request.param)
    where, kind = place(engine_named(request.param)), request.param.partition("@")[0]
    program = tmp_path / kind
    program.write_text(f'#!/bin/sh\nexec {shlex.join(where.enter)} {kind} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/sbin:/usr/bin:/sbin:/bin")
    yield request.param
    kept = subprocess.run(
        [program, "image", "ls", "--format", "{{.Repository}}"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "cmdresolve-verify" not in kept.stdout


def test_the_engine_agrees(engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With argv, and with a refusal."""
    file = tmp_path / "Dockerfile"
    for line, status, start in (
        ('ENTRYPOINT ["/e", "a b"]\nCMD ["x"]', 0, ["/e", "a b", "x"]),
        ("CMD serve $PORT", 0, ["/bin/sh", "-c", "serve $PORT"]),
        ("ENV A=b", None, None),
    ):
        file.write_text(f"FROM scratch\n{line}\n", encoding="utf-8")
        words = ["--verify", "--engine", engine, "--format", "json", str(file)]
        assert main(words) in ((0, 1) if status is None else (status,))
        out, err = capsys.readouterr()
        assert err.startswith("verified: ")
        if start is not None:
            told = json.loads(out)["verified"]
            assert (told["same"], told["argv"]) == (True, start)


def test_words_of_all_kinds_reach_the_engine_as_they_are(engine: str) -> None:
    """What is given and what the image says, drawn at random."""
    draw = random.Random(SEED)

    def words() -> list[str] | None:
        return draw.choices(_WORDS, k=draw.randrange(3)) if draw.random() < 0.8 else None

    for _ in range(12):
        image = ImageConfig(entrypoint=words(), cmd=words())
        given = draw.choice([None, None, "sh", ""])
        override = Override(args=words(), entrypoint=given)
        options = () if given is None else ("--entrypoint", given)
        seen = create(image, options, override.args or (), engine.partition("@")[0])
        try:
            ours = resolve(image, override, engine=engine).argv
        except Exception:  # noqa: BLE001 - whatever refusal
            ours = None
        assert seen.argv == ours, (image.to_json(), override, seen)
