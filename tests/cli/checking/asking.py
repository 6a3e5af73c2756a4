"""Files to check, and what is found in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cmdresolve.cli.main import main

if TYPE_CHECKING:
    import pytest

NOT_JSON = "FROM scratch\nCMD ['node', 'server.js']\n"

UNREAD = 'FROM scratch\nENTRYPOINT python report.py\nCMD ["--month"]\n'


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def found(capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str, list[str]]]:
    """Return the files that were checked, their parts, and the codes found."""
    capsys.readouterr()
    main(["check", "--format", "json", *words])
    files = json.loads(capsys.readouterr().out)["files"]
    return [(x["path"], x.get("part", ""), [y["code"] for y in x["findings"]]) for x in files]
