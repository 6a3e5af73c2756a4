"""The archive that the page imports from, packed by the Python that runs the tests."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from py_compile import PyCompileError
from typing import TYPE_CHECKING

import pytest

from docs.playground.compiling import pack

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "one/__init__.py": "from one.two import WORD\n",
    "one/two.py": 'WORD = "read compiled"\n',
    "one/two.pyi": "WORD: str\n",
    "one/table.json": "{}\n",
    "one-1.dist-info/RECORD": "",
    "one-1.dist-info/licenses/LICENSE": "yes\n",
}


def packed(folder: Path, name: str, files: dict[str, str] = FILES) -> Path:
    """Pack a wheel of some files, and a module beside it."""
    with zipfile.ZipFile(folder / "one.whl", "w") as wheel:
        for inner, text in files.items():
            wheel.writestr(inner, text)
    (folder / "page.py").write_text("import one\n\nprint(one.WORD)\n", "utf-8")
    pack([str(folder / "one.whl")], [str(folder / "page.py")], str(folder / name))
    return folder / name


def test_modules_lie_compiled_in_place_of_their_sources(tmp_path: Path) -> None:
    """Whatever they read, and the licences of others, lies beside them."""
    with zipfile.ZipFile(packed(tmp_path, "library.zip")) as library:
        names = set(library.namelist())

    assert names == {
        "one/__init__.pyc",
        "one/two.pyc",
        "one/table.json",
        "one-1.dist-info/licenses/LICENSE",
        "page.pyc",
    }


def test_it_is_imported_without_a_source(tmp_path: Path) -> None:
    """From where it is unpacked."""
    library = packed(tmp_path, "library.zip")
    zipfile.ZipFile(library).extractall(tmp_path / "out")
    asked = "import sys; sys.path.insert(0, sys.argv[1]); import page"
    done = subprocess.run(
        [sys.executable, "-I", "-c", asked, str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.stdout, done.stderr) == ("read compiled\n", "")


def test_the_same_sources_make_the_same_bytes(tmp_path: Path) -> None:
    """So that a reader's browser keeps what it has."""
    one, other = packed(tmp_path, "1.zip"), packed(tmp_path, "2.zip")

    assert one.read_bytes() == other.read_bytes()


def test_what_is_no_python_is_not_packed(tmp_path: Path) -> None:
    """The build fails, and not the reader's page."""
    with pytest.raises(PyCompileError):
        packed(tmp_path, "library.zip", {"one.py": "1 +\n"})
