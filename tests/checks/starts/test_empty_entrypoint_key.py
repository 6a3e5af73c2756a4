"""An empty Entrypoint= of a Quadlet unit clears nothing in this version of Podman."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmdresolve.cli import main

UNIT = "[Container]\r\nImage=localhost/web\r\nEntrypoint = \r\nExec=serve\r\n"


@pytest.mark.parametrize(("engine", "told"), [("podman@5.4", True), ("podman@5.8", False)])
def test_the_option_in_its_place_clears_the_image_s_entrypoint(
    engine: str, *, told: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where an empty key is passed on, nothing is wrong with it."""
    unit, image = tmp_path / "web.container", tmp_path / "i.json"
    unit.write_text(UNIT, newline="")
    image.write_text('{"Entrypoint": ["/init"], "Cmd": ["idle"]}')

    words = [str(unit), "--image-config", str(image), "--engine", engine, "--format", "json"]
    main.main(words)
    answer = json.loads(capsys.readouterr().out)
    mends = [x["mends"] for x in answer["findings"] if x["code"] == "empty-entrypoint-key"]

    assert answer["argv"] == (["/init", "serve"] if told else ["serve"])
    assert [[x["argv"] for x in one] for one in mends] == ([[["serve"]]] if told else [])
    for (mend,) in mends:
        (edit,) = mend["edits"]
        mended = UNIT[: edit["start"]] + edit["text"] + UNIT[edit["end"] :]
        assert mended == UNIT.replace("Entrypoint = ", "PodmanArgs=--entrypoint=")
