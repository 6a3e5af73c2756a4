"""A here-document behind CMD or ENTRYPOINT, which take none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, mends

CODE = "heredoc-on-command"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile("CMD cat <<E\na b\nE"), ["cat", "-c", "a b\n"]),
        (
            dockerfile("ENTRYPOINT <<-'END'\n\t#!/bin/bash\n\tgo\n\tEND"),
            ["/bin/bash", "-c", "#!/bin/bash\ngo\n"],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A here-document stands behind CMD or ENTRYPOINT, which take none."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('RUN <<E\na\nE\nCMD ["a"]'),
        dockerfile("NO x"),
        dockerfile("CMD a << 1"),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
