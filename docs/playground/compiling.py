"""Compile what the page imports, by the Python that will import it.

It runs under Node.js, in the Pyodide that the page loads: no other Python writes the bytecode
that this one reads. To compile 200 modules takes a reader's browser two seconds, to read them
compiled a tenth of that.
"""

from __future__ import annotations

import py_compile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Type stubs, and what pip alone reads.
_NOT_NEEDED = (".pyi", "/RECORD", "/WHEEL", "/entry_points.txt", "/top_level.txt")


def pack(archives: Iterable[str], modules: Iterable[str], out: str) -> None:
    """Write what wheels hold into one archive, with each module compiled in place of its source.

    Args:
        archives: the paths of the wheels.
        modules: the paths of further modules, which belong to no package.
        out: the path of the archive; the same sources make the same bytes.

    Raises:
        PyCompileError: something is no Python.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path in archives:
            with zipfile.ZipFile(path) as wheel:
                wheel.extractall(folder)
        for path in modules:
            (folder / Path(path).name).write_bytes(Path(path).read_bytes())
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for file in sorted(folder.rglob("*")):
                inner = file.relative_to(folder).as_posix()
                if file.is_dir() or inner.endswith(_NOT_NEEDED):
                    continue
                if file.suffix == ".py":
                    file, inner = _compiled(file, inner), f"{inner}c"  # noqa: PLW2901 - now this
                # Without the time of day.
                packed.writestr(zipfile.ZipInfo(inner), file.read_bytes(), zipfile.ZIP_DEFLATED)


def _compiled(source: Path, shown: str) -> Path:
    """Compile a module; it names its source as tracebacks shall, and never looks for it."""
    compiled = source.with_suffix(".pyc")
    py_compile.compile(
        str(source),
        str(compiled),
        dfile=shown,
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    return compiled
