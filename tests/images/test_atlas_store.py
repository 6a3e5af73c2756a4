"""The file of the atlas: values, histories and tags as text."""

from __future__ import annotations

import pytest

from cmdresolve.images.atlas_store import (
    Fields,
    Part,
    Row,
    Store,
    read_value,
    rows,
    shipped,
    write_part,
    write_value,
)

TEXT = write_part(
    "docker.io/library/python",
    ["docker-library/python"],
    [write_value(Fields(cmd=("a",))), write_value(Fields(cmd=("b",)))],
    ["linux 0 2021-06-01=1", "linux 1"],
    {"3": "0.", "3-slim": "1", "30": "1", "4": "0"},
)
PART = Part(TEXT.partition("\x1c")[2])


@pytest.mark.parametrize(
    "value",
    [
        Fields(),
        Fields(entrypoint=(), cmd=("",), env=("A=b c", "B=")),
        Fields(cmd=("a\nb",), unknown=("Shell",)),
    ],
)
def test_a_value_is_read_as_it_was_written(value: Fields) -> None:
    """Absent, empty and one empty word stay apart; a line end does not end the line."""
    assert "\n" not in write_value(value)
    assert read_value(write_value(value)) == value


def test_a_history_has_rows_by_system_and_day() -> None:
    """The first row of a system has no day."""
    assert rows("linux 0 2020-05-05=1|windows 3") == (
        Row("linux", "", 0),
        Row("linux", "2020-05-05", 1),
        Row("windows", "", 3),
    )


def test_a_tag_has_its_own_history() -> None:
    """And no tag that only begins like it."""
    assert PART.history("3") == (Row("linux", "", 0), Row("linux", "2021-06-01", 1))
    assert PART.history("3-slim") == (Row("linux", "", 1),)
    assert PART.history("3-sli") == ()
    assert PART.history("slim") == ()


@pytest.mark.parametrize("repository", ["alpine", "nginx", "node"])
def test_each_tag_of_the_shipped_file_is_found_by_its_name(repository: str) -> None:
    """A look-up takes no tag apart that it need not; the pattern writes all of them out."""
    for part in shipped().parts(f"docker.io/library/{repository}"):
        tags = list(part.matching())
        names = {tag.name for tag in tags}

        assert len(tags) > 50
        for tag in tags[:: len(tags) // 40]:
            assert part.history(tag.name) == tag.rows
            for other in (tag.name[:-1], f"{tag.name}~"):
                assert other in names or part.history(other) == ()


def test_tags_are_written_without_what_they_share_with_the_one_before() -> None:
    """The first character says how much that is: ! nothing, and so on."""
    assert TEXT.rpartition("\x1c")[2].split("\n") == ["!3", '"-slim', '"0', "!4"]
    assert PART.sources == ("docker-library/python",)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (".+", [("3", True), ("3-slim", False), ("30", False), ("4", False)]),
        ("3-.*", [("3-slim", False)]),
        ("x", []),
    ],
)
def test_tags_are_found_by_a_pattern(pattern: str, found: list[tuple[str, bool]]) -> None:
    """A dot says that the tag is still built."""
    assert [(tag.name, tag.built) for tag in PART.matching(pattern)] == found


def test_a_part_gives_its_values_and_all_rows() -> None:
    """By the numbers of the histories."""
    assert PART.value(1).cmd == ("b",)
    assert [row.value for row in PART.all_rows()] == [0, 1, 1]


def test_the_file_that_comes_with_the_library_is_read() -> None:
    """Repositories are in order, and a tag stands in one part of its own."""
    store = shipped()
    names = store.repositories()

    assert names == sorted(names)
    assert "docker.io/library/debian" in names
    part = store.part("docker.io/library/debian", "12")
    assert part is not None
    assert part.value(part.history("12")[-1].value).cmd == ("bash",)
    assert store.part("docker.io/library/no-such-image", "1") is None


def test_a_file_of_another_format_is_refused() -> None:
    """Nobody knows what it says."""
    with pytest.raises(ValueError, match="format 9"):
        Store(b"9 2026-01-01 0\n")
