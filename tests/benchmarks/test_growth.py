"""Time and memory grow no faster than the input, whatever its shape."""

from __future__ import annotations

import json
from collections.abc import Callable
from gc import collect
from statistics import median
from tracemalloc import get_traced_memory, start, stop

import pytest
from measure import Row, cpu

import cmdresolve as cr
from cmdresolve.render import as_json, html

pytestmark = pytest.mark.benchmark

_TIMES = 4
#: Four times the input in four times the time, and half as much again for caches that are full.
_GROWTH = 6.0
_SMALL = 1000
_PER_LINE = 500


def _joined(before: str, unit: str, count: int, after: str = "") -> str:
    """Repeat a unit over continuation lines, none of them too long for a builder."""
    full, rest = divmod(count, _PER_LINE)
    return before + " \\\n".join([unit * _PER_LINE] * full + [unit * rest]) + after


SHAPES: dict[str, Callable[[int], str]] = {
    "continuation": lambda n: "FROM a\nCMD x" + " \\\n y" * n,
    "heredoc": lambda n: "FROM a\nRUN <<E\n" + "echo x\n" * n + "E\nCMD x",
    "heredocs": lambda n: "FROM a\n" + "RUN <<E\necho x\nE\n" * n + "CMD x",
    "stages": lambda n: "".join(f"FROM a AS s{i}\nCMD x\n" for i in range(n)),
    "stages on stages": lambda n: (
        "FROM a AS s0\n"
        + "".join(f"FROM s{i} AS s{i + 1}\nENV A{i}=b\nENTRYPOINT x\nCMD y\n" for i in range(n))
    ),
    "stages copied from": lambda n: (
        "FROM a AS s0\n"
        + "".join(f"FROM a AS s{i + 1}\nCOPY --from=s{i} /a /b\n" for i in range(n))
        + "CMD x"
    ),
    "array": lambda n: _joined("FROM a\nCMD [", '"w",', n, '"z"]'),
    "array with escapes": lambda n: _joined("FROM a\nCMD [", '"\\u0041",', n, '"z"]'),
    "array that is none": lambda n: _joined("FROM a\nCMD [", "'w',", n, "'z']"),
    "array in array": lambda n: _joined("FROM a\nCMD ", "[", n),
    "objects in array": lambda n: _joined("FROM a\nCMD [", '{"a":', n),
    "comments": lambda n: "# x\n" * n + "FROM a\n" + "# y\n" * n + "CMD x",
    "comments in continuation": lambda n: "FROM a\nRUN x \\\n" + "# y\n" * n + " z\nCMD x",
    "blanks": lambda n: "\n" * n + "FROM a\n" + "\n" * n + "CMD x",
    "flags": lambda n: _joined("FROM a\nRUN ", "--mount=type=cache ", n, "x\nCMD x"),
    "ENV": lambda n: "FROM a\n" + "".join(f"ENV A{i}=$PATH\n" for i in range(n)) + "CMD x",
    "ENV in one": lambda n: _joined("FROM a\nENV ", "A=b ", n, "B=c\nCMD x"),
    "LABEL in one": lambda n: _joined("FROM a\nLABEL ", 'A="$b" ', n, "B=c\nCMD x"),
    "ARG": lambda n: "".join(f"ARG A{i}=b\n" for i in range(n)) + "FROM a\nCMD x",
    "ONBUILD": lambda n: "FROM a\n" + "ONBUILD RUN x\n" * n + "CMD x",
    "ONBUILD ONBUILD": lambda n: _joined("FROM a\n", "ONBUILD ", n, "RUN x"),
    "CMD after CMD": lambda n: "FROM a\n" + 'ENTRYPOINT ["x"]\nCMD ["y"]\n' * n,
    "SHELL": lambda n: "FROM a\n" + 'SHELL ["x"]\nCMD y\n' * n,
    "one line": lambda n: "FROM a\nRUN " + "x" * (10 * n) + "\nCMD x",
    "carriage returns": lambda n: "FROM a\r\n" + "RUN x \\\r\n y\r\n" * n + "CMD x\r\n",
}


def _explain(text: str) -> None:
    try:
        answer = cr.resolve(cr.Dockerfile.parse(text).image())
    except cr.CmdResolveError as error:
        str(error)
        return
    assert answer.explain()
    assert json.dumps(as_json.to_json(answer))
    assert html.resolution(answer)


def _growth(work: Callable[[int], object]) -> float:
    """Say how much longer four times as much takes: the median of three rounds."""
    work(_SMALL)
    collect()
    return median(cpu(lambda: work(_TIMES * _SMALL)) / cpu(lambda: work(_SMALL)) for _ in range(3))


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_as_the_dockerfile_does(shape: str, table: list[Row]) -> None:
    """Four times the file is read, resolved and explained in about four times the time."""
    make = SHAPES[shape]
    texts = {n: make(n) for n in (_SMALL, _TIMES * _SMALL)}
    row = Row(f"{shape}: time for 4 x the input", _GROWTH, _growth(lambda n: _explain(texts[n])))
    table.append(row)

    assert row.kept, row


def test_time_grows_as_a_command_line_does(table: list[Row]) -> None:
    """Four times the words of a ``docker run`` are read in about four times the time."""
    words = {
        n: ["docker", "run", *["-e", "A=b"] * n, "image", *["x"] * n]
        for n in (_SMALL, _TIMES * _SMALL)
    }
    row = Row(
        "docker run: time for 4 x the words", _GROWTH, _growth(lambda n: cr.docker_run(words[n]))
    )
    table.append(row)

    assert row.kept, row


def test_time_grows_as_argv_does(table: list[Row]) -> None:
    """Four times the words of an image's CMD are explained in about four times the time."""
    images = {n: cr.ImageConfig(cmd=["word"] * 10 * n) for n in (_SMALL, _TIMES * _SMALL)}

    def explain(count: int) -> None:
        answer = cr.resolve(images[count])
        assert answer.explain()
        assert html.resolution(answer)

    row = Row("argv: time for 4 x the words", _GROWTH, _growth(explain))
    table.append(row)

    assert row.kept, row


@pytest.mark.parametrize("shape", SHAPES)
def test_memory_stays_in_proportion(shape: str, table: list[Row]) -> None:
    """Reading and building takes at most 20 times the input and 20 MB."""
    text = SHAPES[shape](_TIMES * _SMALL)
    collect()
    start()
    try:
        cr.Dockerfile.parse(text).image()
    except cr.CmdResolveError as error:
        str(error)
    peak = get_traced_memory()[1]
    stop()
    allowed = (20 * len(text.encode()) + 20e6) / 1e6
    row = Row(f"{shape}: peak memory", allowed, peak / 1e6, "MB")
    table.append(row)

    assert row.kept, row
