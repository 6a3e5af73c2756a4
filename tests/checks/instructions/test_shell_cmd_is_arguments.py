"""A shell-form CMD that an exec-form ENTRYPOINT gets as its arguments."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import built, dockerfile, mends, told

CODE = "shell-cmd-is-arguments"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (
            dockerfile('ENTRYPOINT ["/bin/bash", "-c"]\nCMD python app.py'),
            ["/bin/bash", "-c", "python app.py"],
        ),
        (dockerfile('ENTRYPOINT ["curl"]\nCMD example.com -s'), ["curl", "example.com", "-s"]),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A CMD in shell form is handed to an exec-form ENTRYPOINT as a shell, -c and a text."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('ENTRYPOINT ["e"]\nCMD echo $HOME'),
    ],
)
def test_it_is_told_where_nothing_can_be_mended(request_: dict[str, Any]) -> None:
    """What the right words would be, nobody here can tell."""
    assert mends(CODE, request_) == []


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('ENTRYPOINT ["tini", "--"]\nCMD x'),
        dockerfile("ENTRYPOINT e\nCMD run"),
        dockerfile("CMD run"),
        dockerfile('ENTRYPOINT ["/docker-entrypoint.sh"]\nCMD run'),
        dockerfile('ENTRYPOINT ["e"]\nCMD ["run"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ('ENTRYPOINT ["/e"]\nCMD run it', 'CMD ["run", "it"]'),
        ('ENTRYPOINT ["/e"]\nCMD exec run', 'CMD ["run"]'),
        ('ENTRYPOINT ["/e"]\nCMD echo $HOME', None),
        ('ENTRYPOINT ["/e"]\nCMD cd /x', None),
    ],
)
def test_a_shell_form_cmd_under_an_entrypoint_is_three_arguments(
    text: str, mend: str | None
) -> None:
    assert told(built(f"FROM scratch\n{text}\n")) == [("shell-cmd-is-arguments", mend)]


@pytest.mark.parametrize(
    "text",
    [
        'ENTRYPOINT ["/e"]\nCMD ["run"]',
        "CMD run",
        'ENTRYPOINT ["sh", "-c"]\nCMD ["run"]',
        "ENTRYPOINT e\nCMD run",
    ],
)
def test_other_pairs_have_no_such_note(text: str) -> None:
    assert "shell-cmd-is-arguments" not in [
        code for code, _ in told(built(f"FROM scratch\n{text}"))
    ]
