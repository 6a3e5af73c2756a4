"""A program whose name has blanks, because a whole command stands in one word."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.asking import compose, dockerfile, line, mends, pod

CODE = "program-with-blanks"


@pytest.mark.parametrize(
    ("request_", "argv"),
    [
        (dockerfile('CMD ["python manage.py runserver"]'), ["python", "manage.py", "runserver"]),
        (dockerfile('ENTRYPOINT ["bash -c"]\nCMD ["make all"]'), ["bash", "-c", "make all"]),
        (dockerfile("CMD [\"java -jar 'my app.jar'\"]"), ["java", "-jar", "my app.jar"]),
        (dockerfile('CMD ["cd /srv && ./run"]'), ["sh", "-c", "cd /srv && ./run"]),
        (dockerfile('CMD ["serve --port $PORT"]'), ["sh", "-c", "serve --port $PORT"]),
        (compose('command: ["gunicorn app:app"]'), ["gunicorn", "app:app"]),
        (compose("entrypoint:\n- sleep 99"), ["sleep", "99"]),
        (
            pod('command: ["./worker --queue $(Q)"]\nenv: [{name: Q, value: mail}]'),
            ["./worker", "--queue", "mail"],
        ),
        (line("docker run --entrypoint 'python -V' img", {"Cmd": ["x"]}), ["python", "-V"]),
        (line("podman run img 'ls -la'", {"Cmd": ["x"]}), ["ls", "-la"]),
        ({"image": {"Cmd": ["x"]}, "run": {"args": ["ls -l"]}}, ["ls", "-l"]),
        (
            {"image": {"Cmd": ["x"]}, "run": {"entrypoint": ["sh -c"], "args": ["echo a"]}},
            ["sh", "-c", "echo a"],
        ),
    ],
)
def test_a_mend_starts_what_was_meant(request_: dict[str, Any], argv: list[str]) -> None:
    """A whole command is one word, and its blanks are part of the program's name."""
    assert argv in (mends(CODE, request_) or [])


@pytest.mark.parametrize(
    "request_",
    [
        dockerfile('ENTRYPOINT ["C:\\\\Program Files\\\\a.exe"]'),
        dockerfile("CMD npm start"),
        dockerfile('CMD ["npm", "run dev"]'),
    ],
)
def test_what_only_looks_like_it_is_not_told_of(request_: dict[str, Any]) -> None:
    """A false alarm is worse than a fault that is not seen."""
    assert mends(CODE, request_) is None
