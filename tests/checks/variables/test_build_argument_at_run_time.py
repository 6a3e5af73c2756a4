"""A build argument in a script that runs when the build is over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, findings, mends

CODE = "build-argument-at-run-time"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile("ARG mode=a\nCMD run $mode"), ["/bin/sh", "-c", "run $mode"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A script of CMD or ENTRYPOINT reads a variable that only ARG sets."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile("ENV A=1\nCMD run $A"),
        dockerfile("ARG A\nENV A=$A\nCMD run $A"),
        dockerfile("ARG A\nCMD run ${A:-x}"),
        dockerfile("ARG A\nCMD A=1 && run $A"),
        dockerfile("ARG A\nCMD run '$A'"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ('ENTRYPOINT ["tini", "--"]\nCMD run $mode', "CMD"),
        ('ENTRYPOINT ["tini", "--", "sh", "-c", "run $mode"]\nCMD ["x"]', "ENTRYPOINT"),
    ],
)
def test_the_place_of_the_script_is_named(lines: str, where: str) -> None:
    """Not that of the first word, which an init may be."""
    told = [x["message"] for x in findings(dockerfile(f"ARG mode=a\n{lines}")) if x["code"] == CODE]
    assert told == [
        (
            f"ARG mode is gone when {where} runs: $mode is empty unless somebody sets it at start; "
            "ENV carries its value over"
        )
    ]


def test_an_argument_is_read_with_the_escape_of_its_file() -> None:
    r"""A backslash before a name is no escape where a backquote is."""
    text = "# escape=`\nFROM scratch\nARG a`\n  b=1 mode=a\nCMD run $mode"
    assert mends(CODE, {"dockerfile": text}) == [["/bin/sh", "-c", "run $mode"]]
