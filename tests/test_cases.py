"""Dockerfiles that say in ``#:`` comments what comes of them.

A line ``#: argv ["a"]`` states a fact; the words are those of `FACTS` and `SETTINGS`. Each file
holds for every builder it names, for the newest BuildKit when it names none.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cmdresolve as cr
from cmdresolve.model.origin import InDockerfile

FOLDER = Path(__file__).parent / "cases"
FILES = sorted(FOLDER.glob("*"))
SETTINGS = {"builder", "base", "target", "build-arg", "platform"}
#: The rules about lists that are none, and about what stands behind one.
WRITTEN = {"array-is-shell-form", "text-after-array-ignored"}
FACTS = {
    "argv",
    "cmd",
    "entrypoint",
    "unknown",
    "error",
    "note",
    "no-note",
    "dropped",
    "word",
}


def expectations(text: str) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Read the settings and the facts of a case; a case without a fact is none."""
    settings: dict[str, list[str]] = {}
    facts = []
    for line in text.split("\n"):
        stripped = line.lstrip("\ufeff").rstrip("\r")
        if not stripped.startswith("#:"):
            continue
        word, _, rest = stripped.removeprefix("#:").strip().partition(" ")
        if word in SETTINGS:
            settings.setdefault(word, []).append(rest)
        elif word in FACTS:
            facts.append((word, rest))
        else:
            raise ValueError(f"{line!r} states nothing")
    if not facts:
        raise ValueError("nothing is expected of this case")
    return settings, facts


class Outcome:
    """What comes of a case under one builder."""

    def __init__(self, text: str, builder: str, settings: dict[str, list[str]]) -> None:
        self.error: cr.CmdResolveError | None = None
        self.image: cr.ImageConfig | None = None
        self.resolution: cr.Resolution | None = None
        bases = {}
        for base in settings.get("base", ()):
            name, _, config = base.partition(" ")
            record = json.loads(config)
            system = record.pop("os", "linux")
            bases[name] = cr.ImageConfig.from_json(record, name=name, os=system)
        arguments = dict(pair.split("=", 1) for pair in settings.get("build-arg", ()))
        (target,) = settings.get("target", [None])
        (platform,) = settings.get("platform", [None])
        try:
            self.image = cr.Dockerfile.parse(text, builder=builder).image(
                target=target, build_args=arguments, bases=bases, platform=platform
            )
            self.resolution = cr.resolve(self.image)
        except cr.CmdResolveError as error:
            self.error = error

    def check_argv(self, words: str) -> None:
        assert self.resolution is not None, str(self.error)
        assert list(self.resolution.argv) == json.loads(words)

    def check_field(self, field: str, words: str) -> None:
        assert self.image is not None, str(self.error)
        expected = json.loads(words)
        assert getattr(self.image, field) == (tuple(expected) if expected is not None else None)

    def check_unknown(self, needs: str) -> None:
        assert self.resolution is not None, str(self.error)
        assert list(self.resolution.unknown) == json.loads(needs)

    def check_error(self, fact: str) -> None:
        assert self.error is not None
        code, _, place = fact.partition(" ")
        found = f"{self.error.line}:{self.error.column}" if self.error.source is not None else ""
        assert (self.error.code, found) == (code, place)
        assert self.error.stage == ("build" if place else "create")

    def _notes(self) -> list[cr.Finding]:
        """What is found of how the file is written; not of what nobody described."""
        assert self.image is not None
        answer = cr.resolve(self.image, cr.Override(args=["x"]))
        return [finding for finding in cr.check(answer) if finding.code in WRITTEN]

    def check_note(self, fact: str) -> None:
        code, place, mend = fact.split(" ", 2)
        (note,) = self._notes()
        assert isinstance(note.origin, InDockerfile)
        found = f"{note.origin.line}:{note.origin.column}"
        assert (note.code, found, (note.mend or "").split("\n")[0]) == (code, place, mend)

    def check_no_note(self, _: str) -> None:
        assert self._notes() == []

    def check_dropped(self, words: str) -> None:
        assert self.resolution is not None
        assert [list(item.words) for item in self.resolution.dropped] == [json.loads(words)]

    def check_word(self, fact: str) -> None:
        index, _, place = fact.partition(" ")
        assert self.resolution is not None
        origin = self.resolution.words[int(index)].origin
        assert isinstance(origin, InDockerfile)
        assert f"{origin.line}:{origin.column}" == place

    def checks(self) -> dict[str, Callable[[str], None]]:
        return {
            "argv": self.check_argv,
            "cmd": lambda words: self.check_field("cmd", words),
            "entrypoint": lambda words: self.check_field("entrypoint", words),
            "unknown": self.check_unknown,
            "error": self.check_error,
            "note": self.check_note,
            "no-note": self.check_no_note,
            "dropped": self.check_dropped,
            "word": self.check_word,
        }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """Everything a file says of itself is so."""
    text = path.read_bytes().decode()
    settings, facts = expectations(text)

    for builder in settings.get("builder", ["buildkit@28.5"]):
        outcome = Outcome(text, builder, settings)
        for word, fact in facts:
            outcome.checks()[word](fact)


def test_there_are_cases_and_nothing_else() -> None:
    """The folder is walked whole: no file of another kind hides in it."""
    assert len(FILES) >= 60
    assert {path.suffix for path in FILES} == {".Dockerfile"}


@pytest.mark.parametrize("text", ["", "FROM scratch\n", "#: builder buildkit@28.5\nFROM scratch\n"])
def test_an_empty_case_is_a_fault(text: str) -> None:
    """A file that expects nothing fails."""
    with pytest.raises(ValueError, match="nothing is expected"):
        expectations(text)


@pytest.mark.parametrize("line", ["#: argvv []", "#:", "#: Builder x"])
def test_an_unreadable_expectation_is_a_fault(line: str) -> None:
    """A line that looks like a fact and is none fails."""
    with pytest.raises(ValueError, match="states nothing"):
        expectations(f"#: argv []\n{line}\n")


def test_every_fact_is_checked() -> None:
    """No word of a fact is read and passed over."""
    outcome: Any = Outcome('FROM scratch\nCMD ["a"]\n', "buildkit@28.5", {})

    assert set(outcome.checks()) == FACTS
