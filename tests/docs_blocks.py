"""The blocks of the documentation's pages: found, run, and written again where output changed.

The console blocks of a page are one session, from the root of the repository on, as somebody types
it who reads the page from its top: ``$`` begins a command, ``cd`` holds for all that comes after
it, a line with ``…`` stands for lines left out. What asks the engine or a registry (``--ask``,
``--registry``) asks one of `tests.docs_stand_ins`. ``python -m tests.docs_blocks`` runs all and
rewrites what they print, keeping as many lines as were kept before; then it makes the generated
pages.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tests import docs_stand_ins

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
LEFT_OUT = "…"
BLOCK = re.compile(r"^```([a-z]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


class Said(NamedTuple):
    """A command of a console block.

    Attributes:
        line: the command.
        folder: where it is run.
        shown: what the page says that it prints.
    """

    line: str
    folder: Path
    shown: str


def blocks(page: Path, language: str) -> list[str]:
    """Return the blocks of a language on a page."""
    found = BLOCK.findall(page.read_text("utf-8"))
    return [text for name, text in found if name == language]


def sessions(page: Path) -> list[list[Said]]:
    """Return the commands of each console block of a page, with the folders they are typed in."""
    folder = ROOT
    found = []
    for block in blocks(page, "console"):
        said = []
        for line, shown in _COMMAND.findall(block):
            if line.startswith("cd "):
                folder = (folder / line.removeprefix("cd ")).resolve()
                assert (shown, folder.is_dir()) == ("", True), line
            else:
                said.append(Said(line, folder, shown))
        found.append(said)
    return found


def run(command: str, folder: Path = ROOT) -> str:
    """Run a command on a terminal of 80 columns and return what it prints, errors among it."""
    with tempfile.TemporaryDirectory() as bin_folder, ExitStack() as stack:
        program = Path(bin_folder, "cmdresolve")
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cmdresolve "$@"\n', "utf-8")
        program.chmod(0o755)
        home = {"HOME": bin_folder, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
        if "--ask" in command:
            docs_stand_ins.put_docker(Path(bin_folder))
        if "--registry" in command:
            home |= stack.enter_context(docs_stand_ins.hub(Path(bin_folder)))
        plain = {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env={**os.environ, **home, **plain},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    return done.stdout


def pattern(shown: str) -> re.Pattern[str]:
    """Return what output has to match, where a line with ``…`` stands for lines left out."""
    pieces = re.split(rf"^{LEFT_OUT}\n", shown, flags=re.MULTILINE)
    return re.compile("(?:.*\n)+".join(map(re.escape, pieces)))


def written_again(shown: str, printed: str) -> str:
    """Return what a page has to show of new output: the lines that stand for those it showed."""
    if pattern(shown).fullmatch(printed):
        return shown
    old, new = shown.splitlines(), printed.splitlines()
    kept = [line for line in old if line != LEFT_OUT]
    places = _gaps(old)
    result: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, kept, new, autojunk=False).get_opcodes():
        lines = new[c:d]
        hidden = any(place in places for place in range(a, b + 1))
        if tag == "equal" or not hidden:
            result += lines
            continue
        result += lines[: b - a]
        if len(lines) > b - a:
            result.append(LEFT_OUT)
    return "".join(f"{line}\n" for line in result)


def _gaps(old: list[str]) -> set[int]:
    """Say before which of the kept lines something was left out."""
    places, kept = set(), 0
    for line in old:
        if line == LEFT_OUT:
            places.add(kept)
        else:
            kept += 1
    return places


def update(page: Path) -> None:
    """Write a page's console blocks again."""

    said = iter([one for block in sessions(page) for one in block])

    def written(found: re.Match[str]) -> str:
        if found[1] != "console":
            return found[0]

        def again(part: re.Match[str]) -> str:
            if part[1].startswith("cd "):
                return part[0]
            one = next(said)
            return f"$ {one.line}\n{written_again(one.shown, run(one.line, one.folder))}"

        return f"```console\n{_COMMAND.sub(again, found[2])}```"

    text = page.read_text("utf-8")
    new = BLOCK.sub(written, text)
    if new != text:
        page.write_text(new, "utf-8")
        print(page.relative_to(ROOT))


if __name__ == "__main__":
    from docs import generated

    generated.write()
    for path in map(Path, sys.argv[1:]) if sys.argv[1:] else PAGES:
        update(path.resolve())
