"""An ENTRYPOINT that clears the CMD of its base."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve import Dockerfile, ImageConfig, resolve
from tests.checks.asking import built, dockerfile, mends, told

CODE = "inherited-cmd-lost"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('ENTRYPOINT ["/wrap"]', base="nginx"), ["/wrap", "nginx", "-g", "daemon off;"]),
        (dockerfile("ENTRYPOINT []"), ["bash"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """ENTRYPOINT clears the CMD that the base brings, and this stage does not repeat it."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('ENTRYPOINT ["/own"]'),
        dockerfile('ENTRYPOINT ["/own"]\nCMD ["a"]', base="nginx"),
        dockerfile('ENTRYPOINT ["nginx", "-g", "daemon off;"]', base="nginx"),
        dockerfile("ENTRYPOINT /own", base="nginx"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ('FROM web\nENTRYPOINT ["/e"]\n', 'CMD ["nginx", "-g", "daemon off;"]'),
        (
            'FROM web AS a\nFROM a\nENTRYPOINT ["/e"]\n',
            'CMD ["nginx", "-g", "daemon off;"]',
        ),
        ('FROM scratch AS a\nCMD ["x"]\nFROM a\nENTRYPOINT ["/e"]\n', 'CMD ["x"]'),
    ],
)
def test_a_cmd_that_an_entrypoint_cleared_is_given_back(text: str, mend: str) -> None:
    """moby/moby#35027: asked about since 2017."""
    assert [x for x in told(built(text)) if x[0] == "inherited-cmd-lost"] == [
        ("inherited-cmd-lost", mend)
    ]


@pytest.mark.parametrize(
    "text",
    [
        'FROM web\nENTRYPOINT ["/e"]\nCMD ["y"]\n',
        'FROM web\nCMD ["y"]\nENTRYPOINT ["/e"]\n',
        "FROM web\n",
        'FROM scratch\nENTRYPOINT ["/e"]\n',
    ],
)
def test_a_cmd_that_is_not_lost_needs_no_note(text: str) -> None:
    assert resolve(built(text)).notes == ()


def test_a_base_without_a_name_is_called_the_base() -> None:
    image = Dockerfile.parse('FROM x\nENTRYPOINT ["e"]\n').image(
        bases={"x": ImageConfig(cmd=["c"])}
    )
    assert resolve(image).notes[0].message == (
        "ENTRYPOINT at Dockerfile:2 clears the CMD that the base brings; to keep it, repeat it "
        "in this stage"
    )
