"""A list that is no JSON, and so a script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "array-is-shell-form"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile("CMD ['a', 'b c']"), ["a", "b c"]),
        (dockerfile('CMD [] // none\nENTRYPOINT ["a"]'), ["a"]),
        (dockerfile('ENTRYPOINT &{["a" "b c"] <nil>}'), ["a", "b c"]),
        (dockerfile("CMD [serve, $PORT]"), ["/bin/sh", "-c", "serve $PORT"]),
        (dockerfile('CMD ["a",\xa0"b"]'), ["a", "b"]),
        (dockerfile("CMD [a]"), ["a"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """CMD or ENTRYPOINT looks like exec form but is not valid JSON, so a shell gets its text."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD ["a", "b"]'),
        dockerfile("CMD [ -f x ] && run"),
        dockerfile("CMD a b"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
