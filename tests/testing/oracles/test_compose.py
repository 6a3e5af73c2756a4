"""What the Compose oracle writes and runs: `cmdresolve.testing.oracles.compose`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cmdresolve.testing.messages import classify
from cmdresolve.testing.oracle import OracleError
from cmdresolve.testing.oracles.compose import compose_words, write_files

HEAD = "--ansi=never --progress=quiet --project-directory=/p/x -p x --file=/p/x/c.yaml"


@pytest.mark.parametrize(
    ("compose", "rest"),
    [
        ({}, ["create", "--scale=a=1", "--", "a"]),
        ({"run": {}}, ["run", "--detach", "--no-deps", "--", "a"]),
        (
            {"run": {"entrypoint": "", "args": ["-x", ""]}},
            ["run", "--detach", "--no-deps", "--entrypoint=", "--", "a", "-x", ""],
        ),
    ],
)
def test_a_request_becomes_a_command_line(compose: dict[str, Any], rest: list[str]) -> None:
    """Without ``run`` the container is only created, and just one, whatever the file says."""
    words = compose_words({"service": "a", **compose}, "/p/x", ["c.yaml"])

    assert words == [*HEAD.split(), *rest]


def test_a_project_is_written_as_it_is(tmp_path: Path) -> None:
    """Line ends too, and those beside it in their folders."""
    compose = {"files": ["a: 1\r\n", "b", "c"], "beside": {"d/e.yaml": "f"}}

    assert write_files(compose, tmp_path) == [
        "compose.yaml",
        "compose.override.yaml",
        "compose.3.yaml",
    ]
    assert (tmp_path / "compose.yaml").read_bytes() == b"a: 1\r\n"
    assert (tmp_path / "compose.3.yaml").read_bytes() == b"c"
    assert (tmp_path / "d/e.yaml").read_bytes() == b"f"


@pytest.mark.parametrize("path", ["/x", "../x", "a/../../x", "", "a b"])
def test_no_file_is_written_elsewhere(path: str, tmp_path: Path) -> None:
    with pytest.raises(OracleError, match="is no path in a project's own folder"):
        write_files({"files": [], "beside": {path: ""}}, tmp_path)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # As Compose 2.40.3 and 2.26.1 worded them, some shortened.
        (
            "failed to parse compose.yaml: yaml: line 5: did not find expected ',' or ']'",
            "yaml-syntax",
        ),
        ("yaml: line 5: could not find expected ':'", "yaml-syntax"),
        (
            'failed to parse compose.yaml: line 6: mapping key "command" already defined at line 5',
            "duplicate-key",
        ),
        ("validating compose.yaml: services.a.command must be a null", "schema"),
        ("validating compose.yaml: services.a additional properties 'x' not allowed", "schema"),
        ("services must be a mapping", "schema"),
        ("Top-level object must be a mapping", "schema"),
        (
            "decoding failed due to these:\n\n'services[a].command' invalid command line string",
            "cannot-split",
        ),
        (
            "invalid interpolation format for services.a.command.\nYou may need to escape\n${V",
            "interpolation",
        ),
        (
            "error while interpolating services.a.command: required variable U is missing a value",
            "required-variable",
        ),
        (
            "error while interpolating services.a.init: failed to cast: invalid boolean: nope",
            "boolean",
        ),
        ('cannot extend service "a" in compose.yaml: service "b" not found', "cannot-extend"),
        ("no such service: b", "no-service"),
        ("empty compose file", "empty-compose-file"),
        (
            'service "a" has neither an image nor a build context specified',
            "no-image",
        ),
        ("panic: interface conversion: interface {} is time.Time, not string", "compose-fault"),
        ("no command specified", "no-command"),
    ],
)
def test_compose_s_refusals_have_kinds(text: str, code: str) -> None:
    assert classify(text) == code
