"""Twice the input takes about twice the time, whoever wrote it.

Shapes that took quadratic time once, or exponential: each is a text that a stranger may send.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from gc import collect
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from measure import Row, cpu

import cmdresolve as cr
from cmdresolve.batch import answer
from cmdresolve.cli import main

pytestmark = pytest.mark.benchmark

_GROWTH = 2.3
_POD = "kind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n  - name: a\n    image: i\n{}"
_MANY = cr.Limits(expanded=1 << 30)


def _built(text: str, **bases: Any) -> dict[str, Any]:
    return answer({"dockerfile": text, "bases": bases, "explain": True})


def _chain(n: int, onbuild: str = "") -> dict[str, str]:
    first = {"b0": f"FROM scratch\n{onbuild}CMD x\n"}
    return first | {f"b{i + 1}": f"FROM b{i}\nENV A{i}=b\n{onbuild}" for i in range(n)}


def _env(n: int) -> str:
    return "    env:\n" + "".join(f"    - {{name: A{i}, value: b}}\n" for i in range(n))


def _checked(n: int) -> int:
    """Check a project of many services, each of which has findings with mends to prove."""
    service = "  s{}:\n    image: alpine:3.19\n    command: echo a && b $$V\n"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "compose.yaml"
        path.write_text("services:\n" + "".join(service.format(i) for i in range(n)))
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            main.main(["scan", str(path)])
            return main.main(["check", str(path)])


#: Each takes a size and returns work; the sizes are chosen to take some hundredths of a second.
SHAPES: dict[str, tuple[int, Callable[[int], Callable[[], object]]]] = {
    "pattern of many stars": (
        2_000,
        lambda n: (
            lambda: cr.Dockerfile.parse(
                f"FROM scratch\nENV A={'0' * n}\nENV B=${{A##{'*0' * 50}b}}\nCMD x\n", limits=_MANY
            ).image()
        ),
    ),
    "docker run text of newlines": (
        50_000,
        lambda n: lambda: cr.docker_run("docker run img a" + "\n" * n),
    ),
    "cluster of letters": (
        20_000,
        lambda n: lambda: cr.docker_run(["docker", "run", "-" + "i" * n, "img"]),
    ),
    "Compose merge of a list": (
        500,
        lambda n: (
            lambda: answer(
                {
                    "image": {"Cmd": ["c"]},
                    "compose": {
                        "files": [
                            "x-a: &a {labels: {k: v}}\nservices:\n  a:\n    image: x\n    <<: ["
                            + "*a, " * n
                            + "*a]\n"
                        ],
                        "service": "a",
                    },
                }
            )
        ),
    ),
    "check of many services": (
        20,
        lambda n: lambda: _checked(n),
    ),
    "ports of Buildah": (
        1_000,
        lambda n: (
            lambda: answer(
                {
                    "builder": "buildah",
                    "dockerfile": "FROM a\n" + "".join(f"EXPOSE {i}\n" for i in range(n)),
                }
            )
        ),
    ),
    "changes one by one": (
        2_000,
        lambda n: (
            lambda: cr.ImageConfig().changed([f"ENV A{i}=b" for i in range(n)], engine="podman@4.3")
        ),
    ),
    "a base on many bases": (
        300,
        lambda n: (
            lambda: answer(
                {
                    "dockerfile": "FROM all\n",
                    "bases": {
                        **{f"b{i}": "FROM scratch\nCMD x\n" for i in range(n)},
                        "all": "".join(f"FROM b{i}\n" for i in range(n)),
                    },
                }
            )
        ),
    ),
    "bases on bases": (300, lambda n: lambda: _built(f"FROM b{n}\nCMD x\n", **_chain(n))),
    "stages on stages": (
        500,
        lambda n: (
            lambda: _built(
                "FROM a AS s0\n" + "".join(f"FROM s{i} AS s{i + 1}\n" for i in range(n)) + "CMD x\n"
            )
        ),
    ),
    "brackets in a script": (10_000, lambda n: lambda: _built(f"FROM scratch\nCMD {'[' * n}\n")),
    "mends to prove": (300, lambda n: lambda: _built("FROM a\n" + "CMD a\n" * n)),
    "described bases side by side": (
        300,
        lambda n: (
            lambda: answer(
                {
                    "dockerfile": "FROM b0\n",
                    "bases": {f"b{i}": "FROM scratch\nCMD x\n" for i in range(n)},
                }
            )
        ),
    ),
    "bases with triggers": (
        200,
        lambda n: lambda: _built(f"FROM b{n}\nCMD x\n", **_chain(n, "ONBUILD USER u\n")),
    ),
    "Pod args by env": (
        300,
        lambda n: (
            lambda: answer(
                {
                    "image": {},
                    "kubernetes": {
                        "manifest": _POD.format(
                            f"    args: [{', '.join(f'$(A{i})' for i in range(n))}]\n{_env(n)}"
                        )
                    },
                }
            )
        ),
    ),
    "image env by Cmd words, kube play": (
        300,
        lambda n: (
            lambda: answer(
                {
                    "engine": "kube-play@5.8",
                    "image": {
                        "Env": [f"A{i}=b" for i in range(n)],
                        "Cmd": [f"$(A{i})" for i in range(n)],
                    },
                    "kubernetes": {"manifest": _POD.format("")},
                }
            )
        ),
    ),
    "keys of a ConfigMap": (
        100,
        lambda n: (
            lambda: answer(
                {
                    "image": {},
                    "kubernetes": {
                        "manifest": "kind: ConfigMap\nmetadata: {name: m}\ndata:\n"
                        + "".join(f"  k{i}: v\n" for i in range(n))
                        + "---\n"
                        + _POD.format(
                            "    env:\n"
                            + "".join(
                                f"    - name: A{i}\n      valueFrom:"
                                f" {{configMapKeyRef: {{name: m, key: k{i}}}}}\n"
                                for i in range(n)
                            )
                        )
                    },
                }
            )
        ),
    ),
    "unclosed references": (
        20_000,
        lambda n: (
            lambda: answer(
                {
                    "image": {},
                    "kubernetes": {"manifest": _POD.format(f"    args: ['{'$(' * n}']\n")},
                }
            )
        ),
    ),
    "builder's checks of many ENV": (
        300,
        lambda n: (
            lambda: _built(
                "# check=error=true\nFROM scratch\n"
                + "".join(f"ENV A{i}=$PATH\n" for i in range(n))
                + 'CMD ["x"]\n'
            )
        ),
    ),
    "services of a project": (
        100,
        lambda n: (
            lambda: answer(
                {
                    "image": {"Cmd": ["c"]},
                    "compose": {
                        "files": [
                            "services:\n" + "".join(f"  s{i}: {{image: x}}\n" for i in range(n))
                        ],
                        "service": "s0",
                    },
                }
            )
        ),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_input_takes_about_twice_the_time(shape: str, table: list[Row]) -> None:
    """Or less: the median of five rounds, the first call not counted."""
    size, make = SHAPES[shape]
    small, large = make(size), make(2 * size)
    small(), large()
    collect()
    growth = median(cpu(large) / cpu(small) for _ in range(5))
    row = Row(f"{shape}: time for 2 x the input", _GROWTH, growth)
    table.append(row)

    assert row.kept, row
