"""A line of which builders make different words."""

from __future__ import annotations

import pytest

from cmdresolve.batch.protocol import answer
from tests.checks.asking import dockerfile

CODE = "engine-dependent-line"


def told(lines: str) -> list[str]:
    """Return what is told of some instructions."""
    found = answer({**dockerfile(lines), "explain": True})["findings"]
    return [x["message"] for x in found if x["code"] == CODE]


def test_the_builders_that_part_are_named() -> None:
    """Source: moby/buildkit#5107, which Docker has since 27.1."""
    listed, script = '["srv"]', '["/bin/sh", "-c", "[\\"srv\\"] # the server"]'
    before = "buildkit before 27.1, classic before 27.1, buildah"
    since = "buildkit since 27.1, classic since 27.1, kaniko"

    assert told('CMD ["srv"] # the server') == [
        f"builders differ on this CMD: it is {listed} by {before}; {script} by {since}"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        'CMD ["srv", "-p", "80"]',
        'CMD [ "srv" ,\\\n  "-p" ]',
        "CMD srv # not the server",
        "CMD ['srv']",
        'CMD ["a\\qb"]',
        'ENTRYPOINT [""]\nCMD ["a"]',
        'ENTRYPOINT []\nCMD ["a"]',
        # This one has a rule of its own.
        "ENTRYPOINT\nCMD a",
    ],
)
def test_nothing_is_told_where_all_agree(lines: str) -> None:
    assert told(lines) == []


def test_the_escape_of_the_file_counts() -> None:
    """Without it the second line would be an instruction of its own."""
    text = '# escape=`\nFROM debian:12\nCMD ["srv"] `\n  # x\n  -p\n'
    found = answer({"dockerfile": text, "bases": {"debian:12": {}}, "explain": True})["findings"]

    assert [x["message"][:42] for x in found if x["code"] == CODE] == [
        'builders differ on this CMD: it is ["srv"]'
    ]


@pytest.mark.parametrize(("lines", "told_of"), [(3_000, 1), (6_000, 0)])
def test_one_that_nobody_writes_is_not_read_by_all(lines: int, told_of: int) -> None:
    """Each builder would read it anew: two seconds for a hundred kilobytes of short lines."""
    assert len(told('CMD ["srv"] x\\\n' + "\\\n" * lines + "x")) == told_of
