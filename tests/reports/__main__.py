"""Count how many cases are answered, mended and left in peace: ``python -m tests.reports FILE``.

FILE holds cases as ``cases.jsonl`` does, which is taken where none is named. Those of them that
``pending.json`` names are told as what cannot be asked.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cmdresolve.cli import main
from tests.reports.test_reports import ASKED_OTHERWISE, HERE, PENDING, mends, words

_NAMES = ("COMPOSE_FILE", "COMPOSE_ENV_FILES", "COMPOSE_PROJECT_NAME")


def asked(case: dict[str, Any]) -> dict[str, Any]:
    """Ask a case of the command line, in a folder that holds its files alone."""
    case = ASKED_OTHERWISE.get(case["id"], lambda x: x)(case)
    with TemporaryDirectory() as name:
        folder, given = Path(name) / "folder", Path(name) / "given"
        folder.mkdir()
        given.mkdir()
        for file, text in case["files"].items():
            path = (given if file == "stdin" else folder) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        typed = (given / "stdin").read_bytes() if "stdin" in case["files"] else b""
        before, env, stdin = Path.cwd(), dict(os.environ), sys.stdin
        out = io.StringIO()
        try:
            os.chdir(folder)
            for one in _NAMES:
                os.environ.pop(one, None)
            os.environ.update(case.get("env", {}))
            sys.stdin = io.TextIOWrapper(io.BytesIO(typed))
            with redirect_stdout(out), redirect_stderr(io.StringIO()):
                main.main(words(case, given))
        finally:
            os.chdir(before)
            sys.stdin = stdin
            os.environ.clear()
            os.environ.update(env)
    answer: dict[str, Any] = json.loads(out.getvalue() or "{}")
    return answer


def is_right(case: dict[str, Any], answer: dict[str, Any]) -> bool:
    """Say whether an answer is the argv, or the refusal, that a case states."""
    if case["argv"] is not None:
        return bool(answer.get("argv") == case["argv"])
    if case["refused"] is not None:
        return bool(answer.get("error", {}).get("stage") == case["refused"]["stage"])
    return "argv" not in answer


def lines(cases: list[dict[str, Any]]) -> Iterator[str]:
    """Ask all cases, and tell how many there are of each kind, with the names of those amiss."""
    not_asked = {name for found in PENDING["answer"].values() for name in found}
    mendless = {name for found in PENDING["mend"].values() for name in found}
    can = [x for x in cases if x["id"] not in not_asked and _has_words(x)]
    answers = {case["id"]: asked(case) for case in can}
    yield f"{len(cases)} cases, of which {len(can)} can be asked"
    amiss = [x["id"] for x in can if not is_right(x, answers[x["id"]])]
    yield f"answered or refused rightly: {len(can) - len(amiss)} of {len(can)} {amiss}"
    mended = [x for x in cases if x["mend"] is not None]
    wanted = [x for x in mended if x in can and x["id"] not in mendless]
    amiss = [
        x["id"]
        for x in wanted
        if x["mend"]["argv"] not in [mend["argv"] for mend in mends(answers[x["id"]])]
    ]
    yield (
        f"{len(mended)} with a mend, of which {len(wanted)} can be asked: a mend with that argv in "
        f"{len(wanted) - len(amiss)} {amiss}"
    )
    plain = [x for x in can if x["mend"] is None]
    amiss = [x["id"] for x in plain if mends(answers[x["id"]])]
    yield f"{len(plain)} without a mend: none offered in {len(plain) - len(amiss)} {amiss}"
    sound = [x for x in plain if x["status"] == "right" and x["refused"] is None]
    amiss = [
        x["id"]
        for x in sound
        if any(y["severity"] != "info" for y in answers[x["id"]].get("findings", ()))
    ]
    yield (
        f"{len(sound)} are right as they stand: no warning or error in {len(sound) - len(amiss)} "
        f"{amiss}"
    )


def _has_words(case: dict[str, Any]) -> bool:
    return case["ask"] is not None or case["id"] in ASKED_OTHERWISE


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "cases.jsonl"
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    sys.stdout.writelines(f"{line}\n" for line in lines(told))
