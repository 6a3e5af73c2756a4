"""A script written by a here-document whose variables the builder replaces."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "heredoc-empties-arguments"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('COPY <<X /go\n#!/bin/sh\nexec a "$@"\nX\nCMD ["/go"]'), ["/go"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A script written by COPY loses its "$@" and $1, because the here-document expands."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('COPY <<"X" /go\n#!/bin/sh\nexec a "$@"\nX\nCMD ["/go"]'),
        dockerfile('COPY <<X /go\nexec a "$@"\nX\nCMD ["/go"]'),
        dockerfile('COPY <<X /go\n#!/bin/sh\nexec a\nX\nCMD ["/go"]'),
        dockerfile('RUN <<X\n#!/bin/sh\na $1\nX\nCMD ["/go"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
