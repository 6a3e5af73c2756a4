"""What may stand before the program."""

from __future__ import annotations

import pytest

from cmdresolve.starters.command_line.wrappers import program_position


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("docker run", "0"),
        ("A=1 B= docker run", "2"),
        ("sudo docker run", "1"),
        ("sudo -E -u root docker run", "4"),
        ("sudo -uroot docker run", "2"),
        ("sudo -Eu root docker run", "3"),
        ("sudo --user root docker run", "3"),
        ("sudo --user=root docker run", "2"),
        ("sudo -- docker run", "2"),
        ("sudo A=1 docker run", "2"),
        ("env -i A=1 docker run", "3"),
        ("env -u X docker", "3"),
        ("env -i - docker", "2"),
        ("nice -n 5 nohup time -f x docker run", "7"),
        ("/usr/bin/sudo docker", "1"),
        ("doas -u x docker", "3"),
        ("exec docker", "1"),
        ("sudo", "1"),
        ("", "0"),
    ],
)
def test_the_program_is_found_behind_what_sets_the_scene(text: str, position: int) -> None:
    assert program_position(text.split()) == int(position)
