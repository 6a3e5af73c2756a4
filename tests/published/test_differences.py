"""The published differences between builders, and the library held to each cell of them."""

from __future__ import annotations

import pytest

from cmdresolve import dialects
from cmdresolve.batch.protocol import answer
from cmdresolve.published.differences import Difference, columns, differences, published

FIELDS = ("Entrypoint", "Cmd", "Shell", "OnBuild")
CELLS = [
    pytest.param(difference, builder, id=f"{difference.name}-{builder}")
    for difference in differences()
    for builder in columns()
]


@pytest.mark.parametrize(("difference", "builder"), CELLS)
def test_the_library_answers_what_the_builder_was_seen_to_make(
    difference: Difference, builder: str
) -> None:
    """The fields that matter are equal, or the kind of refusal is."""
    ours = answer({**difference.request, "builder": builder, "run": False})
    seen = difference.outcomes[builder]
    if seen.crashed:
        # What a builder's own fault makes of a text is reported, not modelled.
        assert "error" not in ours
    elif len(seen.stored) > 1:
        # A builder that takes either way is answered with what would have to be known.
        assert ours["unknown"]
    elif builder in difference.notes:
        assert seen.refusal
        assert ours["error"]["stage"] == "build"
    elif "unknown" in ours:
        # Nobody has the frontend that the file names.
        assert seen.refusal == "base-not-found"
    else:
        assert difference.outcome(ours) == seen


@pytest.mark.parametrize("difference", differences(), ids=lambda x: x.name)
def test_a_difference_is_one(difference: Difference) -> None:
    """At least two builders part on it, and only in fields that it names."""
    assert len(difference.kinds()) > 1
    assert set(difference.shows) <= set(FIELDS)
    assert difference.says.endswith(".")
    assert len(difference.request["dockerfile"].splitlines()) <= 7


def test_every_builder_with_recorded_runs_at_a_version_of_the_lab_was_asked() -> None:
    """The columns are the verified records, in their order."""
    verified = [record.key for record in dialects.BUILDERS if record.verified]

    assert sorted(columns()) == sorted(verified)


def test_the_file_says_who_answered_when_and_how() -> None:
    """Each column names the product and version that was run."""
    recorded = published()["recorded"]

    assert published()["schema"] == 1
    assert recorded["date"] >= "2026-11-24"
    assert recorded["how"]
    assert recorded["builders"]["buildah@1.43/docker"] == "Buildah 1.43.2, --format docker"
    for record in published()["differences"]:
        assert list(record["observed"]) == list(columns())


def test_names_are_unique_and_fit_the_grid() -> None:
    """The plain table has room for names of 17 letters."""
    names = [difference.name for difference in differences()]

    assert len(names) == 49
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 17


def test_absent_and_empty_are_told_apart_only_where_that_is_the_difference() -> None:
    """Elsewhere null, [] and no key are one outcome."""
    exact = {difference.name for difference in differences() if difference.exact}

    assert exact == {"empty-lists", "empty-entrypoint"}


def test_outcomes_of_one_difference_as_literals() -> None:
    """One row in full: trailing text made Docker part from Podman."""
    found = {difference.name: difference for difference in differences()}["text-after-array"]

    assert {x.stored: builders for x, builders in found.kinds().items()} == {
        ((("Cmd", ("a",)),),): (
            "buildkit@20.10",
            "buildkit@26.1",
            "classic@20.10",
            "classic@26.1",
            "buildah@1.28",
            "buildah@1.39",
            "buildah@1.43",
            "buildah@1.28/docker",
            "buildah@1.39/docker",
            "buildah@1.43/docker",
        ),
        ((("Cmd", ("/bin/sh", "-c", '["a"] # note')),),): ("buildkit@28.5", "classic@28.5"),
    }
