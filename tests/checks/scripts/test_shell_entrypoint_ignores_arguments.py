"""An entrypoint that is a script and never looks at the words after it."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve import ImageConfig, Override
from cmdresolve.batch.protocol import answer
from tests.checks.asking import dockerfile, findings, mends, told

CODE = "shell-entrypoint-ignores-arguments"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('ENTRYPOINT ./up.sh\nCMD ["-v"]'), ["./up.sh", "-v"]),
        (
            dockerfile('ENTRYPOINT java $OPTS -jar a.jar\nCMD ["-v"]'),
            ["/bin/sh", "-c", 'java $OPTS -jar a.jar "$@"', "--", "-v"],
        ),
        (
            dockerfile('ENTRYPOINT cd /srv && ./up > log\nCMD ["-v"]'),
            ["/bin/sh", "-c", 'cd /srv && ./up "$@" > log', "--", "-v"],
        ),
        (
            dockerfile('ENTRYPOINT exec ./up # go\nCMD ["-v"]'),
            ["/bin/sh", "-c", 'exec ./up "$@" # go', "--", "-v"],
        ),
        (
            dockerfile('ENTRYPOINT ./up || true\nCMD ["-v"]'),
            ["/bin/sh", "-c", './up "$@" || true', "--", "-v"],
        ),
        (
            dockerfile('ENTRYPOINT while true; do ./up; sleep 1; done\nCMD ["-v"]'),
            ["/bin/sh", "-c", 'while true; do ./up "$@"; sleep 1; done', "--", "-v"],
        ),
        (
            dockerfile('ENTRYPOINT ["/bin/sh", "-c", "run --fast"]\nCMD ["-v"]'),
            ["run", "--fast", "-v"],
        ),
        (
            dockerfile('SHELL ["/bin/bash", "-c"]\nENTRYPOINT run $A\nCMD ["-v"]'),
            ["/bin/bash", "-c", 'run $A "$@"', "--", "-v"],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """The entrypoint is a script for a shell, and never reads the words after it."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('ENTRYPOINT ["run"]\nCMD ["-v"]'),
        dockerfile('ENTRYPOINT ["sh", "-c", "run \\"$@\\"", "--"]\nCMD ["-v"]'),
        dockerfile("ENTRYPOINT run"),
        dockerfile("CMD run"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None


@pytest.mark.parametrize(
    ("entrypoint", "args", "mend"),
    [
        (["/bin/sh", "-c", "java -jar app.jar"], ["x"], 'ENTRYPOINT ["java", "-jar", "app.jar"]'),
        (["/bin/sh", "-c", "exec java"], ["x"], 'ENTRYPOINT ["java"]'),
        (
            ["/bin/sh", "-c", "java $OPTS"],
            ["x"],
            'ENTRYPOINT ["/bin/sh", "-c", "java $OPTS \\"$@\\"", "--"]',
        ),
        (["/bin/sh", "-c", "cd /app"], ["x"], None),
        (
            ["/bin/sh", "-c", 'echo "$1"'],
            ["x"],
            'ENTRYPOINT ["/bin/sh", "-c", "echo \\"$1\\"", "--"]',
        ),
        (
            ["/bin/sh", "-c", "A=1 run"],
            ["x"],
            'ENTRYPOINT ["/bin/sh", "-c", "A=1 run \\"$@\\"", "--"]',
        ),
    ],
)
def test_a_shell_entrypoint_that_ignores_its_arguments_can_pass_them_on(
    entrypoint: list[str], args: list[str], mend: str | None
) -> None:
    """moby/moby#3751, #9959."""
    assert told(ImageConfig(entrypoint=entrypoint), Override(args=args)) == [
        ("shell-entrypoint-ignores-arguments", mend)
    ]


@pytest.mark.parametrize(
    ("entrypoint", "args"),
    [
        (["/bin/sh", "-c", 'run "$@"', "--"], ["x"]),
        (["/bin/sh", "-c", "run", "--"], None),
        (["/bin/sh", "-c", "run"], None),
        (["run"], ["x"]),
    ],
)
def test_an_entrypoint_that_loses_nothing_needs_no_note(
    entrypoint: list[str], args: list[str] | None
) -> None:
    assert told(ImageConfig(entrypoint=entrypoint), Override(args=args)) == []


@pytest.mark.parametrize(
    ("script", "mend"),
    [
        ("exec", 'ENTRYPOINT ["/bin/sh", "-c", "exec \\"$@\\"", "--"]'),
        ("exec ", 'ENTRYPOINT ["/bin/sh", "-c", "exec \\"$@\\"", "--"]'),
        ("exec a", 'ENTRYPOINT ["a"]'),
    ],
)
def test_a_script_of_exec_alone_still_passes_its_arguments_on(script: str, mend: str) -> None:
    """The mend keeps the shell, as there is no program to name instead."""
    image = {"Entrypoint": ["/bin/sh", "-c", script], "Cmd": ["a"]}
    told = answer({"image": image, "explain": True})

    assert told["argv"] == ["/bin/sh", "-c", script, "a"]
    assert [note["mends"][0]["text"] for note in told["findings"]] == [mend]


def test_a_bare_entrypoint_is_told_of_once() -> None:
    """BuildKit makes an empty script of it: `bare-instruction` says so, and that is enough."""
    found = findings(dockerfile('CMD ["+%s"]\nENTRYPOINT'))

    assert [(one["code"], one["severity"]) for one in found] == [("bare-instruction", "info")]
