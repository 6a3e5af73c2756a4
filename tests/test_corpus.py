"""Real Dockerfiles: every builder has an answer for each, and a story to tell of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.model.errors import DockerfileError, NoCommandError, UnknownImageError
from tests.corpus_differences import File, report

# These, one of each family, answer on every file and tell the story of every third.
TELLING = ("buildkit@28.5", "classic@20.10", "buildah@1.43/docker")


@pytest.fixture(scope="module")
def files(corpus: Path) -> list[tuple[str, bytes]]:
    folder = corpus / "dockerfiles"
    return [
        (str(path.relative_to(folder)), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def outcome(data: bytes, builder: str, *, told: bool) -> str:
    """Say what came of a file; whatever is no refusal of ours is raised."""
    try:
        image = cr.Dockerfile.parse(data, builder=builder).image()
        resolution = cr.resolve(image)
    except NoCommandError:
        return "no command"
    except UnknownImageError:
        return "unknown frontend"
    except DockerfileError as error:
        return f"refused: {error.code} at {error.line}:{error.column}" if told else "refused"
    if told:
        assert resolution.explain()
        assert len(resolution.words) >= (0 if resolution.unknown else 1)
        for word in resolution.words:
            assert word.origin.describe()
        assert resolution.steps
    return "unknown base" if resolution.unknown else "known"


def outcomes(files: list[tuple[str, bytes]], builder: str) -> Iterator[str]:
    for number, (name, data) in enumerate(files):
        try:
            yield outcome(data, builder, told=builder in TELLING and number % 3 == 0)
        except Exception as error:
            error.add_note(f"{name} under {builder}")
            raise


# The classic builder refuses what needs BuildKit: RUN --mount, --platform with its arguments.
@pytest.mark.parametrize(("builder", "share"), list(zip(TELLING, (0.05, 0.15, 0.05), strict=True)))
def test_each_file_has_an_outcome_and_a_story(
    files: list[tuple[str, bytes]], builder: str, share: float
) -> None:
    """Origins and explanations work; most files need their base, few are refused."""
    counts = Counter(outcomes(files, builder))
    places = [kind for kind in counts if kind.startswith("refused: ")]
    refused = counts["refused"] + sum(counts[kind] for kind in places)

    assert sum(counts.values()) == len(files) > 3000
    assert counts["unknown base"] > counts["known"] > len(files) * 0.1
    assert counts["no command"] > 10
    assert places
    assert not any("None" in place for place in places)
    assert refused < len(files) * share


def test_builders_part_on_few_files(files: list[tuple[str, bytes]]) -> None:
    """Every record answers on every file of a tenth of them, and they seldom part on one."""
    some = files[::10]
    by_builder = {
        record.key: list(outcomes(some, record.key))
        for record in dialects.BUILDERS
        if record.platforms.system == "linux" and record.key not in TELLING
    }

    parted = sum(len(set(kinds)) > 1 for kinds in zip(*by_builder.values(), strict=True))

    assert 0 < parted < len(some) * 0.25


def test_what_builders_part_on_is_explained(files: list[tuple[str, bytes]]) -> None:
    """Fields of their records decide it, on every file of a fortieth of them."""
    builders = [record for record in dialects.BUILDERS if record.verified]
    counts: Counter[str] = Counter()

    parted = [
        lines for name, data in files[::40] if (lines := report(name, File(data), builders, counts))
    ]

    assert len(parted) > 5
    assert counts["forms.honours_shell"] > counts["more than one field together"] == 0
