"""What looking for findings costs beside answering alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from measure import Row, cpu, ratio

import cmdresolve as cr
from cmdresolve.cli.inputs.question import Question
from cmdresolve.cli.inputs.services import service_names
from cmdresolve.cli.inputs.subjects import subject_of

pytestmark = pytest.mark.benchmark

_PROJECTS = 200


def test_checking_a_dockerfile_costs_little_more_than_answering(
    dockerfiles: list[Path], table: list[Row]
) -> None:
    """At most 3 times parse, image and words of the same files."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in dockerfiles]

    def answers() -> Iterator[cr.Resolution]:
        for text in texts:
            try:
                answer = cr.resolve(cr.Dockerfile.parse(text).image())
            except cr.CmdResolveError:
                continue
            assert answer.words is not None
            yield answer

    def ours() -> None:
        for answer in answers():
            cr.check(answer)

    measured = ratio(lambda: cpu(ours), lambda: cpu(lambda: list(answers())), rounds=5)
    row = Row("check / parse, image and words, of Dockerfiles", 3.0, measured)
    table.append(row)

    assert row.kept, row


@pytest.fixture
def services(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """The services of real Compose files that are read without a fault."""
    monkeypatch.chdir(corpus)
    found: list[Question] = []
    for path in sorted((corpus / "compose").rglob("*.y*ml"))[:_PROJECTS]:
        name = str(path.relative_to(corpus))
        try:
            names = service_names([(name, path.read_text("utf-8", "replace"))])
        except cr.CmdResolveError:
            continue
        found += [Question(name, arguments=(one,)) for one in names]
    return [one for one in found if subject_of(one).error is None]


def test_checking_a_compose_file_costs_little_more_than_reading_it(
    services: list[Question], table: list[Row]
) -> None:
    """At most 1.5 times reading the files and answering."""
    assert len(services) > _PROJECTS // 2

    def reading() -> None:
        for one in services:
            subject_of(one)

    def ours() -> None:
        for one in services:
            cr.check(subject_of(one))

    measured = ratio(lambda: cpu(ours), lambda: cpu(reading), rounds=5)
    row = Row("check / reading, of Compose files", 1.5, measured)
    table.append(row)

    assert row.kept, row
