"""What we find in a Dockerfile, by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from cmdresolve.cli.main import main

VARIANTS = Path(__file__).parents[1] / "checks" / "variants"


class Told(NamedTuple):
    """Something that a program says of a file.

    Attributes:
        code: the name of its rule.
        severity: how grave it calls it.
        line: where, None where it does not say.
    """

    code: str
    severity: str
    line: int | None


def findings(path: Path, *options: str) -> list[Told]:
    """Check a file as the command line does."""
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(StringIO()):
        main(["check", "--format", "json", "--fail-on", "never", *options, str(path)])
    told: dict[str, Any] = json.loads(out.getvalue() or "{}")
    return [
        Told(one["code"], one["severity"], one.get("line"))
        for file in told.get("files", ())
        for one in file["findings"]
    ]


def faults() -> Iterator[tuple[str, str, bool]]:
    """Return the code and the text of each fault of which the Dockerfile alone tells.

    With whether its bases are looked up in the atlas, and not among the described ones.
    """
    for line in (VARIANTS / "faults.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        request = case["request"]
        if "dockerfile" in request and not {"run", "builder", "engine"} & set(request):
            yield case["code"], request["dockerfile"], "atlas" in request


def base_options(folder: Path) -> tuple[str, ...]:
    """Return the options that describe the bases of the faults."""
    bases = json.loads((VARIANTS / "bases.json").read_text(encoding="utf-8"))
    options = []
    for place, (name, config) in enumerate(x for x in bases.items() if x[1]):
        file = folder / f"base-{place}.json"
        file.write_text(json.dumps(config), encoding="utf-8")
        options += ["--base", f"{name}={file}"]
    return tuple(options)
