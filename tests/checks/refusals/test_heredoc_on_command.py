"""A here-document behind CMD or ENTRYPOINT, which take none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, findings, mends

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
    """A here-document follows CMD or ENTRYPOINT, which take none."""
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


def test_a_file_of_windows_keeps_its_line_ends_and_the_script_has_none_of_them() -> None:
    """A shell would take them for the end of each word."""
    text = "FROM b\r\nCMD <<EOF\r\necho a\r\nb\r\nEOF\r\nEXPOSE 80\r\n"
    (found,) = findings({"dockerfile": text, "bases": {"b": {"Cmd": ["sh"]}}})
    (mend,) = found["mends"]

    assert mend["argv"] == ["sh", "-c", "echo a\nb\n"]
    (edit,) = mend["edits"]
    assert text[: edit["start"]] == "FROM b\r\n"
    assert text[edit["end"] :] == "\r\nEXPOSE 80\r\n"
