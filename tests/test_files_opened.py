"""Which files are opened, and that no process or socket starts: seen by Python's own audit hook.

The library opens its package's own data and what `Dockerfile.from_file` is given; the command line
what is named, and beside a Compose file what its documentation says.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.images import saved

ROOT = Path(__file__).parents[1]

#: Runs words of the command line or requests of the protocol, one a line, and prints what happened.
WATCHED = """
import contextlib, io, json, sys

seen, watching = [], False


def note(event, args):
    if watching and event == "open" and isinstance(args[0], (str, bytes)):
        seen.append(["open", str(args[0])])
    elif watching and event.partition(".")[0] in {"subprocess", "socket", "pty", "urllib"}:
        seen.append([event, repr(args)[:200]])
    elif watching and event in {"os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove"}:
        seen.append([event, repr(args)[:200]])


sys.addaudithook(note)
from cmdresolve.batch import answer
from cmdresolve.cli.main import main

for line in sys.stdin:
    asked = json.loads(line)
    seen.clear()
    watching = True
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        if isinstance(asked, list):
            main(asked)
        else:
            answer(asked)
    watching = False
    print(json.dumps(seen))
"""


def watch(asked: list[Any], folder: Path) -> list[list[list[str]]]:
    """Ask each of what is asked and return what was opened or started for it."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input="".join(json.dumps(one) + "\n" for one in asked),
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=900,
        check=True,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(asked)
    return found


def opened(
    events: list[list[str]], folder: Path = ROOT, own: Path = ROOT / "cmdresolve"
) -> list[str]:
    """Return the files that were opened, without Python's, the package's and those not there."""
    assert not [event for event in events if event[0] != "open"]
    inside = (str(own), sys.prefix, sys.base_prefix)
    others = [path for _, path in events if not path.startswith(inside)]
    return [path for path in others if (folder / path).exists()]


def test_a_file_and_a_process_are_seen() -> None:
    """A hook that saw nothing would hold for anything."""
    events = watch([["--image", "no-such-image"], ["Dockerfile.none"]], ROOT)

    assert any(event[0].startswith("subprocess") for event in events[0])
    assert ["open", "Dockerfile.none"] in events[1]


def test_the_batch_protocol_opens_nothing(tmp_path: Path) -> None:
    """Every recorded question, with its explanation."""
    requests = [
        json.loads(line)["request"] | {"explain": True}
        for file in sorted((ROOT / "tables" / "cases").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()[::7]
    ]
    assert len(requests) > 1000

    events = watch(requests, tmp_path)

    assert not [path for one in events for path in opened(one, tmp_path)]


COMPOSE = """
services:
  web:
    image: x
    command: [serve, --config, secret.yml]
    labels: {k: ../other/compose.yaml}
    volumes: ["./vol.yaml:/x", "./data:/y"]
    configs: [c]
    extends: {file: base.yaml, service: base}
    env_file: [web.env]
configs: {c: {file: conf.yml}}
x-extra: [extra.yaml]
"""


def test_beside_a_compose_file_only_what_is_documented(tmp_path: Path) -> None:
    """`extends`, `include`, `env_file`, the override, ``.env``; not all that ends in ``.yaml``."""
    (tmp_path / "compose.yaml").write_text(COMPOSE)
    (tmp_path / "compose.override.yaml").write_text("services: {web: {tty: true}}\n")
    (tmp_path / "base.yaml").write_text("services: {base: {image: y}}\n")
    for name in ("secret.yml", "vol.yaml", "conf.yml", "extra.yaml"):
        (tmp_path / name).write_text("services: {web: {image: z}}\n")
    (tmp_path / "web.env").write_text("A=b\n")
    (tmp_path / ".env").write_text("A=b\n")

    (events,) = watch([["compose.yaml", "web"]], tmp_path)
    names = {Path(path).name for path in opened(events, tmp_path)}

    assert {"compose.yaml", "compose.override.yaml", "base.yaml"} <= names
    assert names <= {"compose.yaml", "compose.override.yaml", "base.yaml", ".env", "web.env"}


#: An image that nobody gave is looked for in what the repository itself builds, and in its lock.
LOOKED_FOR = {"compose.yaml", ".env", "cmdresolve.lock"}
#: What is asked in a folder of all kinds of files, and which of them may be opened for it.
ASKED: list[tuple[list[str], set[str]]] = [
    (["Dockerfile"], {"Dockerfile", *LOOKED_FOR}),
    (["--no-atlas", "Dockerfile"], {"Dockerfile", *LOOKED_FOR}),
    (["resolve", "known.Dockerfile"], {"known.Dockerfile"}),
    (["resolve", "--base", "python:3.12=app.tar", "Dockerfile"], {"Dockerfile", "app.tar"}),
    (["resolve", "--base", "python:3.12=c.json", "Dockerfile"], {"Dockerfile", "c.json"}),
    (["app.tar"], {"app.tar"}),
    (["layout"], {"oci-layout", "index.json", "*"}),
    (["c.json"], {"c.json"}),
    (["--image-config", "c.json"], {"c.json"}),
    (["--file", "known.Dockerfile", "--entrypoint", "secret.yml"], {"known.Dockerfile"}),
    (["x.container"], {"x.container", *LOOKED_FOR}),
    (["pod.yaml"], {"pod.yaml", *LOOKED_FOR}),
    (
        ["docker", "run", "--env-file", "web.env", "-v", "./secret.yml:/x", "python:3.12"],
        LOOKED_FOR,
    ),
    (["podman", "kube", "play", "pod.yaml"], {"pod.yaml", *LOOKED_FOR}),
    (["docker", "compose", "-f", "compose.yaml", "run", "web"], {"compose.yaml", *LOOKED_FOR}),
    (
        ["check", "known.Dockerfile", "pod.yaml"],
        {"known.Dockerfile", "pod.yaml", ".cmdresolve.toml", *LOOKED_FOR},
    ),
    (["scan", "known.Dockerfile"], {"known.Dockerfile", ".cmdresolve.toml"}),
    (["lock", "--check", "Dockerfile"], {"Dockerfile", *LOOKED_FOR}),
    (["why", 'exec: "secret.yml": not found', "known.Dockerfile"], {"known.Dockerfile"}),
    (["matrix", "known.Dockerfile"], {"known.Dockerfile"}),
    (["diff", "docker@28.5", "podman@5.8", "known.Dockerfile"], {"known.Dockerfile"}),
    (["atlas", "python:3.12"], set()),
    (["dialects"], set()),
    (["rule"], set()),
    (["help", "compose"], set()),
    (["completion", "bash"], set()),
    (["man"], set()),
]


def folder_of_all_kinds(folder: Path) -> None:
    """Write a file of each kind that is read, and some that are not."""
    of_one = saved.of_one(saved.config("a"))
    texts = {
        "Dockerfile": "FROM python:3.12\nCMD x\n",
        "known.Dockerfile": "FROM scratch\nCOPY secret.yml /\nCMD x\n",
        "c.json": '{"config": {"Cmd": ["a"]}}',
        "x.container": "[Container]\nImage=python:3.12\nEnvironmentFile=web.env\n",
        "pod.yaml": "kind: Pod\nmetadata: {name: p}\n"
        "spec: {containers: [{name: a, image: 'python:3.12', args: [secret.yml]}]}\n",
        "compose.yaml": "services: {web: {image: 'python:3.12'}}\n",
        ".env": "A=b\n",
        "web.env": "A=b\n",
        "secret.yml": "services: {web: {image: z}}\n",
        ".cmdresolve.toml": 'fail-on = "never"\n',
        "cmdresolve.lock": '{"version": 1, "images": {}}',
        "config.json": "{}",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "app.tar").write_bytes(saved.tar(of_one))
    for name, data in of_one.items():
        path = folder / "layout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_of_a_folder_of_all_kinds_only_what_is_asked_about(tmp_path: Path) -> None:
    """Archives, layouts, lock files, settings and the atlas among them."""
    folder_of_all_kinds(tmp_path)

    found = watch([words for words, _ in ASKED], tmp_path)

    for (words, allowed), events in zip(ASKED, found, strict=True):
        names = {Path(path).name for path in opened(events, tmp_path)}
        if "*" in allowed:
            names = {name for name in names if len(name) != len("a" * 64)}
        assert names <= allowed, words
        # A hook that saw nothing would hold for anything.
        assert words[-1] in names or words[-1] not in allowed, words


#: What is looked for beside a Compose file though its text does not name it.
_YAML = ("yml", "yaml")
UNNAMED = {
    ".env",
    "Dockerfile",
    *(f"{kind}.{end}" for kind in ("compose", "docker-compose") for end in _YAML),
    *(f"{kind}.override.{end}" for kind in ("compose", "docker-compose") for end in _YAML),
    *(f"docker-bake{over}.{end}" for over in ("", ".override") for end in ("hcl", "json")),
}


@pytest.mark.parametrize("folder", ["dockerfiles", "compose", "k8s"])
def test_of_real_files_only_those_that_are_named(folder: str, corpus: Path) -> None:
    """Each as FILE: it, and what its own text names beside it."""
    files = sorted(path for path in (corpus / folder).rglob("*") if path.is_file())[::5]
    events = watch([["resolve", str(path)] for path in files], corpus)

    for file, one in zip(files, events, strict=True):
        others = {Path(path).resolve() for path in opened(one)} - {file.resolve()}
        text = file.read_text(encoding="utf-8", errors="replace")
        texts = text + "".join(x.read_text(errors="replace") for x in others if x.is_file())
        assert all(x.name in UNNAMED or x.name in texts for x in others), (file, others)
