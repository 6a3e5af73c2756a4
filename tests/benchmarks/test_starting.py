"""What it costs to import the package and to explain one file at the command line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from measure import Row, Usage, ratio

pytestmark = pytest.mark.benchmark

_ROUNDS = 31
# What a parent used counts in a child's rusage, but not in its own status.
_PEAK = """
import sys
from cmdresolve.cli.main import main
main(["explain", sys.argv[1]])
with open("/proc/self/status") as status:
    print(*(x.split()[1] for x in status if x.startswith("VmHWM")), file=sys.stderr)
"""


def test_import_costs_little_more_than_python(
    python: Callable[..., Usage], table: list[Row]
) -> None:
    """``import cmdresolve``: at most 1.15 times the CPU time of ``python -c pass``."""
    measured = ratio(
        lambda: python("-c", "import cmdresolve").cpu, lambda: python("-c", "pass").cpu, _ROUNDS
    )
    row = Row("import cmdresolve / python -c pass", 1.15, measured)
    table.append(row)

    assert row.kept, row


@pytest.fixture
def ordinary(tmp_path: Path) -> Path:
    """A Dockerfile of two stages, as people write them."""
    file = tmp_path / "Dockerfile"
    file.write_text(
        "FROM node:20 AS build\n"
        "WORKDIR /app\n"
        "COPY package.json ./\n"
        "RUN npm ci\n"
        "COPY . .\n"
        "RUN npm run build\n"
        "\n"
        "FROM nginx:1.27\n"
        "COPY --from=build /app/dist /usr/share/nginx/html\n"
        "EXPOSE 80\n"
        'CMD ["nginx", "-g", "daemon off;"]\n'
    )
    return file


def test_explaining_costs_a_few_starts_of_python(
    python: Callable[..., Usage], ordinary: Path, table: list[Row]
) -> None:
    """``cmdresolve explain FILE``: at most 4.5 times the CPU time of ``python -c pass``."""
    measured = ratio(
        lambda: python("-m", "cmdresolve", "explain", str(ordinary)).cpu,
        lambda: python("-c", "pass").cpu,
        _ROUNDS,
    )
    row = Row("cmdresolve explain FILE / python -c pass", 4.5, measured)
    table.append(row)

    assert row.kept, row


def test_the_atlas_costs_little(
    python: Callable[..., Usage], ordinary: Path, table: list[Row]
) -> None:
    """``cmdresolve explain FILE``: at most 1.3 times the CPU time of the same without the atlas."""
    words = ("-m", "cmdresolve", "explain", str(ordinary))
    measured = ratio(lambda: python(*words).cpu, lambda: python(*words, "--no-atlas").cpu, _ROUNDS)
    row = Row("cmdresolve explain FILE / the same with --no-atlas", 1.3, measured)
    table.append(row)

    assert row.kept, row


def test_explaining_one_file_stays_small(ordinary: Path, root: Path, table: list[Row]) -> None:
    """``cmdresolve explain FILE``: at most 25 MB resident."""
    told = subprocess.run(
        [sys.executable, "-c", _PEAK, str(ordinary)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    row = Row("cmdresolve explain FILE, peak resident", 25.0, int(told.stderr) / 1024, "MB")
    table.append(row)

    assert "nginx" in told.stdout
    assert row.kept, row
