"""A shell that the image does not have."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from cmdresolve.images.sources import Found
from cmdresolve.model.image import Basis
from tests.checks.asking import dockerfile, mends

CODE = "no-shell-in-image"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile("COPY app /\nCMD /app -v", base="scratch"), ["/app", "-v"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A script needs a shell that the image does not have."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile("COPY app /\nCMD /app $X", base="scratch"),
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """What the right words would be, nobody here can tell."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('COPY app /\nCMD ["/app"]', base="scratch"),
        dockerfile("COPY busybox /bin/sh\nCMD /app", base="scratch"),
        dockerfile("CMD /app"),
        dockerfile("COPY --from=x . /\nCMD /app", base="scratch"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None


@pytest.mark.parametrize(
    ("shells", "instruction", "times"),
    [
        ((), "CMD serve", 1),
        (("sh",), "CMD serve", 0),
        (("sh",), 'CMD ["bash", "-c", "serve"]', 1),
        (("bash", "sh"), 'CMD ["bash", "-c", "serve"]', 0),
        (None, "CMD serve", 0),
        ((), 'CMD ["serve"]', 0),
        ((), "COPY --from=busybox /bin/busybox /bin/sh\nCMD serve", 0),
    ],
)
def test_what_is_known_of_the_base_decides(
    shells: tuple[str, ...] | None, instruction: str, times: int
) -> None:
    """The atlas knows the shells of an image; where nobody does, nothing is told."""
    known = None if shells is None else frozenset(shells)
    found = Found(cr.ImageConfig(), "atlas", "base:1", shells=known)
    base = found.config.described_by(Basis("base:1", found))
    image = cr.Dockerfile.parse(f"FROM base:1\n{instruction}\n").image(bases={"base:1": base})

    assert [x.code for x in cr.check(cr.resolve(image))].count(CODE) == times
