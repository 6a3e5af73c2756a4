"""Which change of Compose decides where two of its versions part on one input."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmdresolve.cli.deciding_reader import reader_changes
from cmdresolve.cli.inputs.question import Question
from cmdresolve.cli.verbs.diff import compare
from cmdresolve.render.layout import plain

pytest.importorskip("ruamel.yaml")


def test_the_release_that_turns_the_outcome_is_named() -> None:
    """Source: compose-go v2.11.0 takes go-shellwords v1.0.13, in Compose 5.1.4."""

    def outcome(key: str) -> str:
        return "tab" if key in ("compose@5.1.4", "compose@5.3") else "letter"

    found = reader_changes(outcome, "compose@2.40", "compose@5.3")

    # What the same release changed besides is named with it.
    assert found[0][0] == "compose@5.1.4: control_escapes"
    assert {name.partition(":")[0] for name, _ in found} == {"compose@5.1.4"}
    assert found[0][1].startswith("whether ``\\t`` and ``\\n`` in a command's text")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # The same Compose, one that is none, and an outcome that hangs on who starts alone.
        ("compose@2.40", "compose@2.40"),
        ("compose@2.40", "podman@5.8"),
        ("docker@26.1", "docker@28.5"),
    ],
)
def test_nothing_is_named_where_it_does_not_decide(left: str, right: str) -> None:
    assert reader_changes(lambda key: key == left, left, right) == ()


def test_a_backslash_is_told_of_where_two_versions_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was eaten before Compose 5.1.4."""
    monkeypatch.chdir(tmp_path)
    text = 'services:\n  web:\n    image: i\n    command: printf "a\\tb"\n'
    (tmp_path / "compose.yaml").write_text(text, encoding="utf-8")
    asked = Question("compose.yaml", arguments=("web",), engine="compose@2.40")

    found = compare(asked, asked._replace(engine="compose@5.3"))

    shown = plain(found.layout(80))
    assert "\nWhy\n  compose@5.1.4: control_escapes: whether" in shown
    assert "nothing beside" not in shown
    deciding = [x["field"] for x in found.to_json()["deciding"]]
    assert deciding[:1] == ["compose@5.1.4: control_escapes"]
