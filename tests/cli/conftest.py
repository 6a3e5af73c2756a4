"""The folder that most tests of the command line are called in."""

from __future__ import annotations

from pathlib import Path

import pytest

CHILD = 'FROM nginx:1.27\nCOPY e /\nENTRYPOINT ["/entry.sh"]\n'
EXEC = 'FROM scratch\nENTRYPOINT ["/e", "p"]\nCMD ["/c", "d"]\n'
SHELL = 'FROM scratch\nENTRYPOINT run it\nCMD ["extra"]\n'
NGINX = '{"Entrypoint": ["/docker-entrypoint.sh"], "Cmd": ["nginx", "-g", "daemon off;"]}'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of inputs, where the command line is called."""
    for name, text in {
        "Dockerfile": EXEC,
        "child": CHILD,
        "shell": SHELL,
        "none": "FROM scratch\n",
        "nginx.json": NGINX,
    }.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path
