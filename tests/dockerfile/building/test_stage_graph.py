"""Which stages need which, and what goes round in a circle."""

from __future__ import annotations

from time import process_time

import pytest

import cmdresolve as cr
from cmdresolve.dockerfile.building.stage_graph import find_cycle
from tests.builds import (
    BK,
    built,
    code,
    faulted,
    fired,
    refusal,
)


def test_a_circle_that_a_from_is_part_of_is_seen_only_where_it_is_needed() -> None:
    """What a stage copies from is looked at, not what it starts from."""
    circle = "FROM a AS x\nCOPY --from=y b c\nFROM x AS y\n"

    assert built(f'{circle}FROM a\nCMD ["d"]\n', BK).cmd == ("d",)
    assert refusal(f"{circle}FROM a\nCOPY --from=x b c\n", BK) == ("circular-dependency", 2, 6)
    with pytest.raises(cr.DockerfileError, match='cannot copy from stage "y", it needs to be'):
        built(f"{circle}FROM a\nCOPY --from=x b c\n", BK)


def test_stages_may_share_what_they_copy_from() -> None:
    """That is no circle, though one of them copies from a later stage that nothing needs."""
    text = (
        "FROM a AS x\nFROM a AS y\nCOPY --from=x b c\n"
        "FROM a AS z\nCOPY --from=x b c\nCOPY --from=y b c\nCOPY --from=last b c\n"
        'FROM a AS last\nCMD ["d"]\n'
    )

    assert built(text, BK).cmd == ("d",)


NEW, OLDER, OLD = "buildkit@28.5", "buildkit@26.1", "buildkit@20.10"


def test_buildah_needs_all_stages_that_share_a_needed_name() -> None:
    """The last of them says what they start from (recorded: Buildah 1.43.2 and 1.39.3)."""
    text = "FROM {} AS a\nFROM scratch AS b\nFROM scratch AS a\nCMD c\n"

    assert code(text.format("X"), "buildah@1.43") == "reference"
    assert code("FROM X AS b\nFROM b AS a\nFROM scratch AS a\n", "buildah@1.43") is None
    assert (
        code("FROM X AS X\nFROM scratch AS X\nFROM scratch AS X\n", "buildah@1.43") == "reference"
    )
    assert (
        code("FROM scratch AS X\nFROM X AS a\nFROM scratch AS a\n", "buildah@1.43") == "reference"
    )


ORDER = "circular-dependency"


def test_a_trigger_needs_the_stage_it_copies_from() -> None:
    """What fails in that stage fails then; a later one is not there yet (recorded: 28.5.2)."""
    failing = 'FROM scratch AS a\nLABEL x=${y:?no}\nFROM base\nCMD ["c"]\n'
    later = 'FROM base AS b\nFROM scratch AS later\nENV x=y\nFROM b\nCMD ["c"]\n'
    in_the_file = "FROM scratch AS a\nFROM scratch AS b\nONBUILD COPY --from=a / /x/\nFROM b\n"

    assert fired(failing, "COPY --from=a / /x/", "buildkit@28.5") == "substitution"
    assert fired(later, "COPY --from=later / /x/", "buildkit@28.5") == ORDER
    assert fired(in_the_file, "CMD x", "buildkit@28.5") is None
    assert fired(in_the_file, "CMD x", "buildkit@26.1") == ORDER
    assert fired(failing, "NO x", "buildkit@28.5") == "unknown-instruction"


def test_each_image_that_is_named_counts_as_one_more_stage() -> None:
    """The numbers of COPY go on behind the stages (recorded: 20.10.24, 26.1.5, 28.5.2)."""
    text = "FROM scratch AS a\nCOPY --from=scratch b c\nCOPY --from={} b c\nCMD d\n"

    assert cr.Dockerfile.parse(text.format(1)).image().cmd is not None
    assert faulted(text.format(2))[2] == "3: invalid stage index 2"
    mounted = "FROM scratch AS a\nRUN --mount=target=/m x\nCOPY --from=1 b c\nCMD d\n"
    assert cr.Dockerfile.parse(mounted).image().cmd is not None
    assert faulted(mounted, "buildkit@20.10")[0] == "stage-index"


@pytest.mark.parametrize(
    ("taken", "cycle"),
    [
        ({}, None),
        ({1: {0}, 2: {0, 1}}, None),
        ({0: {0}}, 0),
        ({0: {1}, 1: {0}}, 0),
        ({0: {2}, 2: {1}, 1: {0}}, 0),
        ({0: {1}, 1: {2}}, None),
        ({0: {3}, 1: {2}, 2: {1}}, 1),
        ({0: {1, 2}, 1: {3}, 2: {3}}, None),
    ],
)
def test_a_cycle_of_stages_that_copy_from_each_other(
    taken: dict[int, set[int]], cycle: int | None
) -> None:
    """One stage of it is named; taking from a later stage is no cycle by itself."""
    assert find_cycle(taken) == cycle


def test_arguments_of_a_stage_are_read_once_where_needs_are_looked_for() -> None:
    text = "FROM scratch\n" + "".join(f"ARG A{i}=b\n" for i in range(8000)) + "CMD x\n"
    parsed = cr.Dockerfile.parse(text, builder="buildah@1.43")
    begin = process_time()
    parsed.image()

    # It took five minutes.
    assert process_time() - begin < 10
