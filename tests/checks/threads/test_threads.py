"""What 25 public threads ask for, one case or more each, held to what their readers would want.

Each line of ``threads.jsonl`` is a case: ``thread`` numbers the question, ``source`` is where it
was asked, ``about`` what happened there, told in our own words; ``request`` is one of the batch
protocol, its bases those of the variants. The others say what has to come of it, where given:

* ``argv``, or ``refused``: the words, or the stage at which the engine refuses.
* ``engines``: the words by engine, where they part.
* ``finding``: the code of the finding that answers; ``says`` a part of its message, ``at`` its line
  and column, ``mend`` the argv after one of its mends, ``paste`` the text of one. Where no finding
  is named nothing graver than an info may be told.
* ``dropped``: words that the answer has to say were not used.
* ``shell``: the shell that is the first process.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.batch.protocol import answer

pytest.importorskip("ruamel.yaml")

HERE = Path(__file__).parent
BASES = json.loads((HERE.parent / "variants" / "bases.json").read_text(encoding="utf-8"))
CASES = [
    json.loads(line) for line in (HERE / "threads.jsonl").read_text(encoding="utf-8").splitlines()
]


def named(case: dict[str, Any]) -> str:
    """Call a case by its thread and what happened."""
    return f"{case['thread']} {case['about']}"


def with_field(field: str) -> list[Any]:
    """Choose the cases that say something of a field."""
    return [pytest.param(case, id=named(case)) for case in CASES if field in case]


def ask(case: dict[str, Any], **other: Any) -> dict[str, Any]:
    """Ask a case with all that can be told of it."""
    request = {**case["request"], **other, "explain": True}
    if "dockerfile" in request and "atlas" not in request:
        request["bases"] = BASES
    return answer(request)


def findings(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the findings of the rule that answers a case."""
    return [x for x in ask(case)["findings"] if x["code"] == case["finding"]]


@pytest.mark.parametrize("case", with_field("argv"))
def test_the_words_are_those_that_the_engine_starts(case: dict[str, Any]) -> None:
    assert ask(case)["argv"] == case["argv"]


@pytest.mark.parametrize("case", with_field("refused"))
def test_what_the_engine_refuses_is_refused_at_its_stage(case: dict[str, Any]) -> None:
    assert ask(case)["error"]["stage"] == case["refused"]


@pytest.mark.parametrize("case", with_field("engines"))
def test_engines_part_as_they_were_seen_to(case: dict[str, Any]) -> None:
    found = {engine: ask(case, engine=engine)["argv"] for engine in case["engines"]}

    assert found == case["engines"]


@pytest.mark.parametrize("case", with_field("finding"))
def test_the_question_is_answered_by_a_finding(case: dict[str, Any]) -> None:
    """In words of its own, at its place."""
    found = findings(case)

    assert found
    assert any(case.get("says", "") in x["message"] for x in found)
    assert case.get("at") in (None, *([x.get("line"), x.get("column")] for x in found))


@pytest.mark.parametrize("case", [*with_field("mend"), *with_field("paste")])
def test_a_mend_starts_what_was_meant(case: dict[str, Any]) -> None:
    mends = [mend for x in findings(case) for mend in x["mends"]]

    assert case.get("mend") in (None, *(mend["argv"] for mend in mends))
    assert case.get("paste") in (None, *(mend["text"] for mend in mends))


@pytest.mark.parametrize("case", with_field("dropped"))
def test_what_is_not_used_is_told(case: dict[str, Any]) -> None:
    assert case["dropped"] in [item["words"] for item in ask(case)["dropped"]]


@pytest.mark.parametrize("case", with_field("shell"))
def test_the_shell_in_front_is_told(case: dict[str, Any]) -> None:
    assert ask(case)["shell"]["program"] == case["shell"]


@pytest.mark.parametrize(
    "case", [pytest.param(x, id=named(x)) for x in CASES if not {"finding", "refused"} & set(x)]
)
def test_what_is_no_fault_gives_no_alarm(case: dict[str, Any]) -> None:
    grave = [x["message"] for x in ask(case)["findings"] if x["severity"] != "info"]

    assert grave == []


def test_every_thread_is_asked_about() -> None:
    assert {case["thread"] for case in CASES} == set(range(1, 26))
