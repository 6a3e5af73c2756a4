"""What one file makes of one base."""

from __future__ import annotations

from tests.atlas.said import Said, build


def test_a_field_of_the_base_that_is_not_known_is_known_where_the_file_sets_it() -> None:
    base = Said(cmd=("a",), unknown=("Env", "StopSignal", "User", "WorkingDir"))
    made = build("FROM base\nUSER app\nWORKDIR sub\n", "linux", "base", base)

    assert (made.user, made.working_dir, made.stop_signal) == ("app", "", "")
    assert made.unknown == ("Env", "StopSignal", "WorkingDir")

    made = build("FROM base\nWORKDIR /app\nSTOPSIGNAL 9\n", "linux", "base", base)

    assert (made.user, made.working_dir, made.stop_signal) == ("", "/app", "9")
    assert made.unknown == ("Env", "User")
