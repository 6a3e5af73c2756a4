"""The flags of instructions, and the errors that all refusals share."""

from __future__ import annotations

import pytest

import cmdresolve as cr
from tests.builds import (
    code,
)

NEW, OLDER, OLD = "buildkit@28.5", "buildkit@26.1", "buildkit@20.10"


@pytest.mark.parametrize(
    ("line", "newest", "older", "oldest"),
    [
        ("COPY --chmod=u+x a b", "copy", "copy", "copy"),
        ("COPY --chmod=10000 a b", "copy", None, None),
        ("COPY --chmod=77777777777 a b", "copy", "copy", "copy"),
        ("COPY --chmod= a b", "copy", "copy", "copy"),
        ("COPY --chown= a b", "flag-value", "flag-value", None),
        ("COPY --chown a b", "unknown-flag", "unknown-flag", "unknown-flag"),
        ("COPY --chown=1 --chown=2 a b", None, None, None),
        ("COPY --link a b", None, "unknown-flag", "unknown-flag"),
        ("COPY --link=false a b", None, None, "unknown-flag"),
        ("COPY --link=x a b", "unknown-flag", "unknown-flag", "unknown-flag"),
        ("COPY --parents a b", None, "unknown-flag", "unknown-flag"),
        ("COPY --exclude=x a b", None, None, "unknown-flag"),
        ("ADD --keep-git-dir a b", "unknown-flag", "unknown-flag", "unknown-flag"),
        ("ADD --keep-git-dir=false a b", None, None, "unknown-flag"),
        ("ADD --checksum=x a b", "copy", "copy", "unknown-flag"),
        ("COPY http://x/y b", "copy", "copy", "copy"),
        ("COPY --from= a b", "copy", "copy", "copy"),
        ("COPY --from=$X a b", "copy", "copy", "copy"),
        ("COPY --exclude=${ a b", "substitution", "substitution", "unknown-flag"),
        ("RUN --network=x y", "flag-value", "flag-value", "unknown-flag"),
        ("RUN --mount= y", "flag-value", "flag-value", None),
    ],
)
def test_buildah_looks_at_flags_one_by_one(
    line: str, newest: str | None, older: str | None, oldest: str | None
) -> None:
    """Where it comes to them (recorded: Buildah 1.43.2, 1.39.3, 1.28.2)."""
    text = f"FROM scratch\n{line}\nCMD c\n"

    for key, expected in (("1.43", newest), ("1.39", older), ("1.28", oldest)):
        assert code(text, f"buildah@{key}") == expected
        assert code(f"{text}FROM scratch\nCMD c\n", f"buildah@{key}") is None


@pytest.mark.parametrize(
    ("builder", "line", "message"),
    [
        ("buildkit@20.10", "CMD --boo a", "unknown flag: boo"),
        ("buildkit@26.1", "CMD --boo a", "unknown flag: boo"),
        ("buildkit@28.5", "CMD --boo a", "unknown flag: --boo"),
        ("buildkit@26.1", "HEALTHCHECK --interval CMD a", "missing a value on flag: interval"),
        ("classic@26.1", "ADD --chown=1 --chown=1 a b", "duplicate flag specified: chown"),
    ],
)
def test_a_message_names_a_flag_as_its_version_does(builder: str, line: str, message: str) -> None:
    """With its dashes since Docker 27.0."""
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse(f"FROM scratch\n{line}\n", builder=builder)

    assert caught.value.message == message


def flags_passed_over(file: str, builder: str = "buildkit@28.5") -> list[str]:
    trace = cr.Dockerfile.parse(file, builder=builder).image().trace
    assert trace is not None
    return [note.text for note in trace().notes if note.code == "flag-not-known"]


@pytest.mark.parametrize("frontend", ["1", "labs", "latest", "1.27", "1.99-labs"])
def test_a_flag_that_a_newer_frontend_may_have_is_passed_over_and_told(frontend: str) -> None:
    """What is known here ends there; the answer goes on."""
    head = f"# syntax=docker/dockerfile:{frontend}\nFROM scratch\n"

    assert flags_passed_over(f'{head}COPY --new=1 a b\nCMD ["a"]\n') == [
        "--new of COPY is not known here, and was passed over: a newer frontend may have it"
    ]
    assert flags_passed_over(f"{head}COPY --link a b\n") == []


def test_so_is_one_of_a_builder_newer_than_all_that_are_known() -> None:
    """And of FROM."""
    assert len(flags_passed_over("FROM --new scratch\nCMD a\n", "buildkit@99")) == 1


def test_of_very_many_such_flags_the_first_fifty_are_told() -> None:
    """One to an instruction."""
    text = "# syntax=docker/dockerfile:1\nFROM scratch\n" + "COPY --new=1 a b\n" * 60

    assert len(flags_passed_over(text)) == 50
