"""`--limit` at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve import CmdResolveError, Limits
from cmdresolve.cli.language.asked_limits import limits_of
from cmdresolve.cli.main import main


def test_the_last_of_a_name_counts_and_others_are_as_usual() -> None:
    assert limits_of(["words=1", "text=5", "words=2"]) == Limits(words=2, text=5)
    assert limits_of(None) == Limits()


@pytest.mark.parametrize(
    "text", ["words", "words=", "words=-1", "words=\u0663", "word=1", "=1", ""]
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(CmdResolveError) as caught:
        limits_of([text])

    assert caught.value.code == "bad-usage"


TEXTS = {
    "Dockerfile": 'FROM scratch\nCMD ["a", "b"]\n',
    "compose.yaml": "services: {a: {image: x, command: [a, b]}}\n",
    "pod.yaml": "kind: Pod\nmetadata: {name: p}\n"
    "spec: {containers: [{name: a, image: x, args: [a, b]}]}\n",
    "x.container": "[Container]\nImage=x\nExec=a b\n",
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("verb", ["explain", "resolve"])
def test_each_kind_of_file_is_held_to_it(
    name: str, verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(TEXTS[name])

    status = main([verb, "--no-atlas", "--limit", "words=1", str(tmp_path / name)])

    told = capsys.readouterr().err
    assert status == 2
    assert "Limits.words allows" in told
    assert "allow more: --limit words=N" in told


def test_a_line_is_held_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolve", "--limit", "words=3", "docker", "run", "img", "a"]) == 2
    assert "Limits.words" in capsys.readouterr().err


def test_described_bases_are_held_to_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As deep as they stand on each other, and what they come to together."""
    greedy = "ENV A=xxxxxxxx\n" + "ENV A=$A$A\n" * 4
    (tmp_path / "a").write_text(f"FROM scratch\n{greedy}")
    (tmp_path / "b").write_text("FROM a\n")
    (tmp_path / "Dockerfile").write_text("FROM b\nCMD x\n")
    words = ["resolve", "--base", f"a={tmp_path}/a", "--base", f"b={tmp_path}/b"]

    assert main([*words, str(tmp_path / "Dockerfile")]) == 0
    for limit in ("nesting=1", "expanded=200"):
        assert main([*words, "--limit", limit, str(tmp_path / "Dockerfile")]) == 2
        assert f"Limits.{limit.partition('=')[0]}" in capsys.readouterr().err


def test_a_misspelt_limit_is_guessed_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--limit", "wrods=5", "docker", "run", "img"]) == 2
    assert capsys.readouterr().err == (
        "--limit wrods=5: unknown limit [bad-usage]\n  hint: did you mean words? known: text, "
        "yaml_text, expanded, words, stages, nesting, yaml_nodes, files\n"
    )
