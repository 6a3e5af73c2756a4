"""The JSON schemas of the documentation: what is printed fits them, and what does not is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cmdresolve import answer
from cmdresolve.cli.language.options import VERBS
from cmdresolve.cli.main import main

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SCHEMAS = DOCS / "reference" / "schema"
ANSWERS = json.loads((SCHEMAS / "answers.schema.json").read_text("utf-8"))
REQUEST = json.loads((SCHEMAS / "request.schema.json").read_text("utf-8"))
#: What is printed; the other definitions are parts of these.
PRINTED = {
    *("explain", "check", "scan", "rule", "why", "matrix", "dialects", "diff", "lock"),
    *("lock-check", "atlas", "batch", "refusal"),
}
FILES = sorted(
    path
    for path in (*DOCS.glob("samples/**/*"), *DOCS.glob("examples/**/*Dockerfile"))
    if path.name.endswith("Dockerfile")
)


def validator(name: str) -> Draft202012Validator:
    """The schema of one kind of answer."""
    return Draft202012Validator({**ANSWERS, "$ref": f"#/$defs/{name}"})


def test_the_schemas_are_schemas() -> None:
    """Of the draft that they name, and every definition is used."""
    for schema in (ANSWERS, REQUEST):
        Draft202012Validator.check_schema(schema)
    text = json.dumps(ANSWERS)
    for name in set(ANSWERS["$defs"]) - PRINTED:
        assert f'"#/$defs/{name}"' in text


def test_every_verb_that_prints_json_has_a_schema() -> None:
    """By its name; two print something of their own where they only look, or refuse."""
    verbs = {verb.name for verb in VERBS if "json" in verb.formats}

    assert verbs | {"batch", "lock-check", "refusal"} == PRINTED
    assert set(ANSWERS["$defs"]) >= PRINTED


@pytest.mark.parametrize("path", FILES, ids=lambda x: str(x.relative_to(DOCS)))
def test_an_explanation_fits(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of every sample, with arguments, whatever comes of it."""
    for words in ((), ("--", "a", "b"), ("--init", "--entrypoint", "x")):
        main(["--format", "json", str(path), *words])
        validator("explain").validate(json.loads(capsys.readouterr().out))


def test_a_report_of_check_fits(capsys: pytest.CaptureFixture[str]) -> None:
    """Of all samples at once, Compose among them."""
    main(["check", "--format", "json", str(DOCS / "samples")])
    record = json.loads(capsys.readouterr().out)

    validator("check").validate(record)
    assert sum(len(file["findings"]) for file in record["files"]) >= 6


LINES = [
    ("scan", "scan --format json docs/samples docs/examples"),
    ("rule", "rule --format json"),
    ("rule", "rule quoted-script --format json"),
    ("why", "why --format json exec:no-such docs/samples/words/Dockerfile"),
    ("matrix", "matrix --format json"),
    ("matrix", "matrix --format json --form twelve docs/samples/base/Dockerfile"),
    ("dialects", "dialects --format json"),
    ("diff", "diff --format json docker@28.5 podman@5.8 docs/samples/tail/Dockerfile"),
    ("diff", "diff docker@28.5 docker@26.1 docs/examples/scratch/Dockerfile --format json"),
    ("atlas", "atlas --format json debian:12"),
    ("atlas", "atlas --format json no/such:1"),
    ("refusal", "--format json no-such-file"),
    ("refusal", "diff --format json docs/samples/base/Dockerfile"),
    ("refusal", "check --format json no-such-file"),
    ("refusal", "atlas --format json"),
    ("explain", "--format json docs/samples/base/app.Dockerfile --assume-empty"),
    ("explain", "--format json docs/samples/compose/compose.yaml web"),
]


@pytest.mark.parametrize(("name", "line"), LINES)
def test_what_a_verb_prints_fits(
    name: str, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it is refused."""
    monkeypatch.chdir(ROOT)
    main(line.split())
    record = json.loads(capsys.readouterr().out)

    validator("refusal" if "error" in record and name != "explain" else name).validate(record)


def test_what_lock_prints_fits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Written, and checked after the atlas of another day and another answer."""
    for name, text in (("a.Dockerfile", "FROM debian:12\n"), ("b.Dockerfile", "FROM no/such\n")):
        (tmp_path / name).write_text(text, "utf-8")
    main(["lock", "--format", "json", str(tmp_path)])
    written = json.loads(capsys.readouterr().out)
    validator("lock").validate(written)
    assert (written["images"], written["unknown"]) == (1, ["no/such"])

    lock = tmp_path / "cmdresolve.lock"
    lock.write_text(lock.read_text("utf-8").replace('"bash"', '"zsh"'), "utf-8")
    assert main(["lock", "--check", "--format", "json", str(tmp_path)]) == 1
    checked = json.loads(capsys.readouterr().out)
    validator("lock-check").validate(checked)
    assert [one["after"] for one in checked["answers"]] == ['["bash"]']
    assert [one["locked"] for one in checked["moved"]] == [True, False]


REQUESTS: list[dict[str, Any]] = [
    *map(json.loads, (DOCS / "reference" / "requests.jsonl").read_text("utf-8").splitlines()),
    {"image": {"Cmd": ["a"]}, "run": {"args": "b c", "entrypoint": ["x"], "init": True}},
    {"image": [{"Config": {"Cmd": ["a"]}}], "run": False, "changes": "CMD b"},
    {"cli": ["docker", "run", "nginx:1.27", "-t"], "atlas": True, "as_of": "2026-01-01"},
    {"cli": ["docker", "run", "--init", "a"], "image": {"Entrypoint": ["sh", "-c", "x"]}},
    {
        "image": {"Entrypoint": ["/e"]},
        "compose": {"files": ["services: {a: {image: i, command: b > c}}"], "service": "a"},
    },
    {
        "image": {"Cmd": ["/e"]},
        "kubernetes": {
            "manifest": "kind: Pod\nspec: {containers: [{name: a, image: i, args: [$(X)]}]}",
            "container": "a",
            "env": {"X": "1"},
        },
    },
    {"dockerfile": "FROM a\nCMD ['x']\n", "bases": {"a": "FROM scratch\nENTRYPOINT a | b\n"}},
    {"dockerfile": "FROM a\nCMD\n\nRUM x\n", "engine": "podman@5.8"},
]


@pytest.mark.parametrize("request_", REQUESTS, ids=range(1, len(REQUESTS) + 1))
def test_a_request_and_its_answer_fit(request_: dict[str, Any]) -> None:
    """With and without the explanation."""
    for explain in (False, True):
        asked = {**request_, "explain": explain}
        Draft202012Validator(REQUEST).validate(asked)
        found = answer(asked)
        validator("batch").validate(json.loads(json.dumps(found)))
        assert found.get("error", {}).get("code") not in {"bad-request", "internal"}


@pytest.mark.parametrize(
    "request_",
    [{"images": {}}, {"run": True}, {"cli": "docker run a"}, {"compose": {"files": []}}],
    ids=lambda x: next(iter(x)),
)
def test_what_is_no_request_fits_no_schema(request_: dict[str, Any]) -> None:
    """The library refuses the same."""
    assert not Draft202012Validator(REQUEST).is_valid(request_)
    assert answer({"image": {"Cmd": ["a"]}, **request_})["error"]["code"] == "bad-request"


def test_a_recorded_answer_with_another_key_does_not_fit() -> None:
    """What is printed anew has to be written down."""
    found = answer({"image": {"Cmd": ["a"]}})

    assert validator("batch").is_valid(found)
    assert not validator("batch").is_valid({**found, "new": 1})
