"""A here-document behind CMD or ENTRYPOINT, which take none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import dockerfile, findings, mends

CODE = "heredoc-on-command"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile("CMD cat <<E\na b\nE"), ["sh", "-c", "cat <<E\na b\nE\n"]),
        (dockerfile("CMD cat -n <<'E'\n$a\nE"), ["sh", "-c", "cat -n <<'E'\n$a\nE\n"]),
        (dockerfile("CMD bash -e <<E\ngo\nE"), ["bash", "-e", "-c", "go\n"]),
        (
            dockerfile("CMD <<E\n#!/usr/bin/env python3\ngo()\nE"),
            ["/usr/bin/env", "python3", "-c", "#!/usr/bin/env python3\ngo()\n"],
        ),
        (
            dockerfile("CMD <<E\n#!/usr/bin/perl -w\ngo;\nE"),
            ["/usr/bin/perl", "-w", "-e", "#!/usr/bin/perl -w\ngo;\n"],
        ),
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


def test_only_tabs_at_the_start_of_a_line_are_taken_away() -> None:
    """A form feed begins no line, so that a tab after it stays."""
    text = "FROM scratch\nCMD <<-EOF\n\techo a\x0c\tb\nEOF\n"
    (told,) = [x for x in findings({"dockerfile": text}) if x["code"] == CODE]
    assert told["mends"][0]["argv"] == ["sh", "-c", "echo a\x0c\tb\n"]


def test_an_interpreter_that_is_not_known_to_take_a_text_is_left_alone() -> None:
    """Another option might check the text, or be none: it is told of, without a mend."""
    assert mends(CODE, dockerfile("CMD <<E\n#!/usr/bin/env -S deno run\ngo()\nE")) == []
    assert mends(CODE, dockerfile("CMD <<E\n#!/opt/own\ngo()\nE")) == []
