"""What is refused in services that are not started; recorded on Compose 2.26 and 2.40."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_services

DISABLED = "services:\n  a: {{image: x}}\n  c:\n    image: x\n    profiles: [p]\n    {}\n"
EXTENDED = "services:\n  b: {{image: x}}\n  c:\n    image: x\n    {}\n"
EXTENDING = "services: {a: {extends: {file: e.yaml, service: b}}}"
BOTH = ("ports: ['']", "env_file: [{required: false}]")
NULLS = ("env_file: ~", "build: ~", "build: 5", "extends: ~", "depends_on: 5", "ports: 5")
# What the schema alone refuses, which is not asked of a file that is extended.
LOOSE = ("env_file: [5]", "networks: 5", "foo: bar", "dns: 5", 'command: "\'"', "labels: 5")


def read(line: str, *, extended: bool, engine: str = "compose@2.40") -> int:
    beside = {"e.yaml": EXTENDED.format(line)}
    files = [EXTENDING] if extended else [DISABLED.format(line)]
    found = compose_services(files, beside=beside, complete=True, folder="m", engine=engine)
    return len(found)


@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
@pytest.mark.parametrize("line", [*BOTH, *NULLS])
def test_no_service_of_an_extended_file_may_have_it(line: str, engine: str) -> None:
    with pytest.raises(ComposeError):
        read(line, extended=True, engine=engine)


@pytest.mark.parametrize("line", [*BOTH, *LOOSE])
def test_a_service_that_a_profile_leaves_out_may_not_have_it(line: str) -> None:
    with pytest.raises(ComposeError):
        read(line, extended=False)


@pytest.mark.parametrize("line", LOOSE)
def test_a_service_that_nobody_extends_may_have_what_a_schema_refuses(line: str) -> None:
    assert read(line, extended=True) == 1
