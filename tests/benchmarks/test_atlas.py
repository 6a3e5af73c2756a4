"""What the atlas costs: the first look-up of a process, and an answer that stands on it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from measure import Row, Usage, ratio

pytestmark = pytest.mark.benchmark

_FIRST = """
from time import process_time
import cmdresolve as cr
cr.Dockerfile.parse("FROM a:1\\nCMD a\\n").image()
atlas = cr.atlas()
start = process_time()
found = atlas.find(REFERENCE)
print(process_time() - start, found.supposed)
"""
_ANSWER = """
import cmdresolve as cr
text = "FROM python:3.12-slim\\nWORKDIR /app\\nCOPY . .\\nCMD python app.py\\n"
image = cr.Dockerfile.parse(text).image(bases=BASES)
print(cr.resolve(image).argv if image.entrypoint is None else cr.resolve(image).explain())
"""


@pytest.mark.parametrize(
    "reference", ["python:3.12-slim", "tomcat:9", "php:8.3-fpm", "alpine:3.20"]
)
def test_a_first_look_up_takes_milliseconds(reference: str, table: list[Row]) -> None:
    """At most 5 ms, the file read and a block uncompressed; median of nine processes."""
    code = _FIRST.replace("REFERENCE", repr(reference))
    told = [
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout.split()
        for _ in range(9)
    ]
    row = Row(f"first look-up of {reference}", 5, median(float(x[0]) for x in told) * 1000, "ms")
    table.append(row)

    assert all(x[1] == "False" for x in told)
    assert row.kept, row


def test_an_answer_costs_little_more_with_the_atlas(
    python: Callable[..., Usage], tmp_path: Path, table: list[Row]
) -> None:
    """At most 1.3 times the same answer on a base that was given."""
    given = "{'python:3.12-slim': cr.ImageConfig(cmd=['python3'])}"
    (tmp_path / "with.py").write_text(_ANSWER.replace("BASES", "cr.atlas()"))
    (tmp_path / "without.py").write_text(_ANSWER.replace("BASES", given))
    measured = ratio(
        lambda: python(str(tmp_path / "with.py")).cpu,
        lambda: python(str(tmp_path / "without.py")).cpu,
        15,
    )
    row = Row("an answer with the atlas / without", 1.3, measured)
    table.append(row)

    assert row.kept, row
