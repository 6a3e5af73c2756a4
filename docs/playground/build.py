"""Build the playground: ``python -m docs.playground.build OUT``.

Pyodide comes from npm, the wheels of attrs and ruamel.yaml from PyPI and that of cmdresolve from
this tree; the page asks nobody for anything else. What it imports is compiled once, here, by its
own Python, and lies in one archive beside the wheels that it was made of; beside it lies the memory
of that Python, started.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import cmdresolve as cr
from docs import downloads

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PYODIDE = "314.0.7"
#: What runs Python alone; the package has a console and types beside it.
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
WHEELS = ("attrs==26.1.0", "ruamel.yaml==0.19.1")
PAGES = ("index.html", "playground.css", "playground.js", "unserved.js", "worker.js")
MODULE = "page.py"
LIBRARY = "library.zip"
MEMORY = "memory.bin"
EXAMPLES = "examples.json"
ATLAS = "cmdresolve/_tables/atlas/atlas.bin"
#: What a page in a browser never loads: the command line, and what asks engines and registries.
_NOT_NEEDED = ("cmdresolve/cli/", "cmdresolve/testing/", "cmdresolve/images/registry/")


def build(out: Path, package: Path | None = None) -> None:
    """Write the page and all it needs into a folder.

    Args:
        out: the folder; it is made, and files of these names in it are replaced.
        package: the wheel of cmdresolve, where it is there already; else it is made.

    Raises:
        CalledProcessError: npm, node or pip failed.
    """
    (out / "pyodide").mkdir(parents=True, exist_ok=True)
    for name in (*PAGES, MODULE):
        shutil.copy(HERE / name, out / name)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _put_pyodide(work, out / "pyodide")
        wheels = _put_wheels(work, out, package or downloads.put_wheel(work / "ours"))
    _write_json(out / EXAMPLES, examples())
    made = (LIBRARY, MEMORY, EXAMPLES)
    subprocess.run(["node", str(HERE / "compile.mjs"), out, *made, *wheels, MODULE], check=True)
    # Emscripten lets everybody write what it made.
    (out / LIBRARY).chmod(0o644)
    runtime = [f"pyodide/{name}" for name in (*RUNTIME, LOCK)]
    names = ["./", *PAGES, *made, *runtime, "atlas.bin"]
    _write_json(out / "files.json", names)
    digest = hashlib.sha256()
    for name in names:
        digest.update((out / name.replace("./", "index.html")).read_bytes())
    script = (HERE / "offline.js").read_text(encoding="utf-8")
    script = script.replace('"cmdresolve-VERSION"', f'"cmdresolve-{digest.hexdigest()[:16]}"')
    (out / "offline.js").write_text(script, encoding="utf-8")


def examples() -> list[dict[str, Any]]:
    """Return the examples to choose from: what the fields of the page hold, by title.

    The nine cells are those of the documented matrix; of ``surprises.json`` most are files of
    ``docs``: the ``dockerfile``, and under ``bases`` images by name, as configs or Dockerfiles.
    """
    found: list[dict[str, Any]] = []
    for row in cr.matrix().cells:
        for cell in row:
            lines = ["FROM scratch", *filter(None, (cell.entrypoint, cell.cmd))]
            title = f"{cell.entrypoint or 'no ENTRYPOINT'}, {cell.cmd or 'no CMD'}"
            state = {"dockerfile": "\n".join(lines) + "\n"}
            found.append({"group": "The nine cells", "title": title, "state": state})
    written: list[dict[str, Any]] = json.loads(
        (HERE / "surprises.json").read_text(encoding="utf-8")
    )
    for example in written:
        state = example["state"]
        if "dockerfile" in example:
            state["dockerfile"] = _text(example.pop("dockerfile"))
        bases = {name: _described(path) for name, path in example.pop("bases", {}).items()}
        if bases:
            state["bases"] = json.dumps(bases, ensure_ascii=False)
        found.append(example)
    return found


def _described(path: str) -> Any:
    """Return a base image: a config, or the text of a Dockerfile."""
    return json.loads(_text(path)) if path.endswith(".json") else _text(path)


def _text(path: str) -> str:
    return (ROOT / "docs" / path).read_text(encoding="utf-8")


def _put_pyodide(work: Path, out: Path) -> None:
    subprocess.run(
        ["npm", "pack", "--silent", f"pyodide@{PYODIDE}"],
        cwd=work,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with tarfile.open(work / f"pyodide-{PYODIDE}.tgz") as packed:
        for name in (*RUNTIME, LOCK):
            member = packed.extractfile(f"package/{name}")
            if member is None:
                raise FileNotFoundError(name)
            content = member.read()
            if name == LOCK:
                # The wheels lie beside the page; of the packages it lists it loads none.
                content = json.dumps({**json.loads(content), "packages": {}}).encode()
            (out / name).write_bytes(content)


def _put_wheels(work: Path, out: Path, ours: Path) -> list[str]:
    """Put the wheels beside the page, and the atlas out of ours, as few readers load it."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run(
        [*pip, "download", "--no-deps", "--only-binary=:all:", "-d", str(work / "others"), *WHEELS],
        check=True,
    )
    others = sorted((work / "others").glob("*.whl"))
    with zipfile.ZipFile(ours) as packed, zipfile.ZipFile(out / ours.name, "w") as lean:
        (out / "atlas.bin").write_bytes(packed.read(ATLAS))
        for item in packed.infolist():
            if item.filename != ATLAS and not item.filename.startswith(_NOT_NEEDED):
                lean.writestr(item, packed.read(item), zipfile.ZIP_DEFLATED)
    for wheel in others:
        shutil.copy(wheel, out / wheel.name)
    return [ours.name, *(wheel.name for wheel in others)]


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
