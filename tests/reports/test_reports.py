"""What people met: cases from public reports and other projects' suites, asked as they would ask.

Each line of ``cases.jsonl`` is a case:

* ``id``, ``about``, ``source``: its name, what the person met, and where that is told.
* ``files``: texts by name, written into an empty folder; ``stdin`` is what comes by pipe.
* ``bases``: configs of the images that FROM names, given by ``--base``; ``image``: the config given
  by ``--image-config``; ``engine``: given by ``--engine``.
* ``ask``: the words after ``cmdresolve``; null where nothing can be asked.
* ``argv``: the right one; ``refused``: the stage at which the engine refuses, and the gist of why.
  Both null: no argv may be answered.
* ``needs``: what the answer must tell, for a reader.
* ``mend``: the text to paste and the argv after it; null where no mend is sure.
* ``kind``: the kind of trouble. ``status``: what 0.1.0 did with the case.

``pending.json`` holds the cases that are not right yet, by the reason. They are expected to fail: a
case that is mended has to leave the list.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.cli import main

pytest.importorskip("ruamel.yaml")

HERE = Path(__file__).parent
CASES = {
    case["id"]: case
    for case in map(json.loads, (HERE / "cases.jsonl").read_text(encoding="utf-8").splitlines())
}
PENDING = json.loads((HERE / "pending.json").read_text(encoding="utf-8"))
MENDED = [name for name, case in CASES.items() if case["mend"] is not None]
UNSURE = [name for name, case in CASES.items() if case["mend"] is None]


def named(names: list[str], list_name: str) -> list[Any]:
    """Make parameters of cases, those that a list of ``pending.json`` names expected to fail."""
    reasons = {name: why for why, found in PENDING[list_name].items() for name in found}
    return [
        pytest.param(
            CASES[name],
            id=name,
            marks=[pytest.mark.xfail(raises=AssertionError, reason=reasons[name], strict=True)]
            if name in reasons
            else [],
        )
        for name in names
    ]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Ask a case of the command line in a folder that holds its files alone."""

    def ask(case: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if case["id"] in ASKED_OTHERWISE:
            case = ASKED_OTHERWISE[case["id"]](case)
        assert case["ask"] is not None, "nothing can be asked"
        folder, given = tmp_path / "folder", tmp_path / "given"
        given.mkdir()
        for name, text in case["files"].items():
            path = (given if name == "stdin" else folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        typed = (given / "stdin").read_bytes() if "stdin" in case["files"] else b""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        for name in ("COMPOSE_FILE", "COMPOSE_ENV_FILES", "COMPOSE_PROJECT_NAME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in case.get("env", {}).items():
            monkeypatch.setenv(name, value)
        status = main.main(words(case, given))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, json.loads(out) if out else {}

    return ask


def words(case: dict[str, Any], given: Path) -> list[str]:
    """Put the options that describe a case after the file and the service, or before a command."""
    asked = list(case["ask"])
    if asked[0] == "batch":
        return asked
    # The cases tell themselves what is known of images.
    options = ["--format", "json", "--no-atlas"]
    for place, (name, config) in enumerate(case["bases"].items()):
        path = given / f"base-{place}.json"
        path.write_text(json.dumps(config), encoding="utf-8")
        options += ["--base", f"{name}={path}"]
    if case["image"] is not None:
        path = given / "image.json"
        path.write_text(json.dumps(case["image"]), encoding="utf-8")
        options += ["--image-config", str(path)]
    if case["engine"] is not None:
        options += ["--engine", case["engine"]]
    place = after_the_question(asked, case["files"])
    return asked[:place] + options + asked[place:]


def after_the_question(asked: list[str], files: dict[str, str]) -> int:
    """Return the place after the FILE and after the service or container that it is asked about."""
    first = asked[0]
    if first in ("diff", "-") or (first in files and first.endswith((".yaml", ".yml"))):
        return 1 + (len(asked) > 1 and not asked[1].startswith("-"))
    return 1 if first in files else 0


def long_manifest(case: dict[str, Any]) -> dict[str, Any]:
    """Write a Pod beside ConfigMaps of 2.1 million characters."""
    table = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c%d}\ndata:\n  k: |\n    %s\n---\n"
    tables = "".join(table % (number, "x" * 700_000) for number in range(3))
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
    text = f"{tables}{pod}  - {{name: app, image: i, args: [x]}}\n"
    return {**case, "ask": ["pod.yaml", "app"], "files": {"pod.yaml": text}}


#: Cases whose question stands in no words: it is of a size, or of an environment.
ASKED_OTHERWISE: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "manifest-of-more-than-two-million-characters": long_manifest,
    "env-files-named-by-the-environment-file": lambda case: {
        **case,
        "ask": ["compose.yaml", "web"],
        "env": {"COMPOSE_ENV_FILES": "other.env"},
    },
}


@pytest.mark.parametrize("case", named(list(CASES), "answer"))
def test_a_case_is_answered_or_refused_as_its_engine_does(case: dict[str, Any], ask: Any) -> None:
    """With the argv, or at the stage, that the case states; else with no argv at all."""
    status, answer = ask(case)

    if case["argv"] is not None:
        assert (answer.get("argv"), status) == (case["argv"], 0)
    elif case["refused"] is not None:
        assert answer.get("error", {}).get("stage") == case["refused"]["stage"]
        assert status == 1 or case["ask"][0] == "batch"
    else:
        assert "argv" not in answer
        assert status in (2, 3) or case["ask"][0] in ("batch", "diff")


def mends(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """All mends that an answer offers."""
    return [mend for finding in answer.get("findings", ()) for mend in finding["mends"]]


@pytest.mark.parametrize("case", named(MENDED, "mend"))
def test_a_mend_that_gives_the_argv_meant_is_offered(case: dict[str, Any], ask: Any) -> None:
    """Any text that gives this argv is as good as the one in the case."""
    _, answer = ask(case)

    assert case["mend"]["argv"] in [mend["argv"] for mend in mends(answer)]


@pytest.mark.parametrize("case", named(UNSURE, "no mend"))
def test_where_no_mend_is_sure_none_is_offered(case: dict[str, Any], ask: Any) -> None:
    """A wrong mend is worse than none."""
    if case["ask"] is None:
        return
    _, answer = ask(case)

    assert mends(answer) == []


def test_the_list_of_pending_cases_names_cases_once_each() -> None:
    """So that a case that is mended or misspelt cannot stay on it unseen."""
    for list_name, known in (("answer", list(CASES)), ("mend", MENDED), ("no mend", UNSURE)):
        listed = [name for names in PENDING[list_name].values() for name in names]
        assert sorted(listed) == sorted(set(listed) & set(known))
    assert sorted(PENDING) == ["answer", "mend", "no mend"]
    kinds = {CASES[name]["kind"] for names in PENDING["answer"].values() for name in names}
    assert kinds == {"not-askable-yet", "missed-refusal", "false-refusal"}
    refusals = PENDING["answer"]["values of a command line's flags are not looked into"]
    assert all(CASES[name]["ask"][0] in ("docker", "podman") for name in refusals)


def test_the_cases_are_all_there() -> None:
    """A runner of nothing holds nothing."""
    assert len(CASES) == 234
    assert len(MENDED) + len(UNSURE) == 234
