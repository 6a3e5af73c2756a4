"""A shell form that stands wholly in quotes, and so is one word to its shell."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "quoted-script"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('CMD "npm start"'), ["/bin/sh", "-c", "npm start"]),
        (dockerfile("ENTRYPOINT 'java -jar a.jar'"), ["/bin/sh", "-c", "java -jar a.jar"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A shell form is quoted as a whole, which makes it one word for the shell."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('CMD "./run.sh"'),
        dockerfile("CMD npm start"),
        dockerfile("CMD 'a b' c"),
        dockerfile("CMD 'a b' && 'c'"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
