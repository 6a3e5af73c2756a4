"""The verb ``resolve``: argv as one line of JSON."""

from __future__ import annotations

import json

import pytest

from cmdresolve.cli import main

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(
    ("text", "argv"),
    [
        ("Dockerfile", ["/e", "p", "/c", "d"]),
        (".", ["/e", "p", "/c", "d"]),
        ("Dockerfile --port 80", ["/e", "p", "--port", "80"]),
        ("Dockerfile -- --init", ["/e", "p", "--init"]),
        ("Dockerfile --entrypoint sh x", ["sh", "x"]),
        ("--entrypoint sh Dockerfile", ["sh"]),
        ("shell", ["/bin/sh", "-c", "run it", "extra"]),
        ("child", ["/entry.sh"]),
        ("nginx.json", ["/docker-entrypoint.sh", "nginx", "-g", "daemon off;"]),
        ("--image-config nginx.json -- -t", ["/docker-entrypoint.sh", "-t"]),
        ("--file Dockerfile docker run --rm img a", ["/e", "p", "a"]),
        ("--file Dockerfile docker run --entrypoint sh img", ["sh"]),
        ("--base app=nginx.json docker run app -t", ["/docker-entrypoint.sh", "-t"]),
        (
            "--base app=nginx.json docker run docker.io/library/app:latest -t",
            ["/docker-entrypoint.sh", "-t"],
        ),
        ("""--engine podman@5.8 --entrypoint ["a","b"] Dockerfile c""", ["a", "b", "c"]),
    ],
)
def test_resolve_prints_argv_as_one_line_of_json(
    capsys: pytest.CaptureFixture[str], text: str, argv: list[str]
) -> None:
    assert main.main(["resolve", *text.split()]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == argv
    assert out.count("\n") == 1
    assert err == ""
