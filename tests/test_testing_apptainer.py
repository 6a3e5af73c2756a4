"""Apptainer as an oracle; the program itself is run in tests/engines.

What stands for it here only tells a version: only the oracle is tested.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cmdresolve.testing import ApptainerOracle, OracleError, Place
from cmdresolve.testing.apptainer import _paths

NOWHERE = Place(socket=Path("/nowhere/sock"))


@pytest.fixture
def oracle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApptainerOracle:
    program = tmp_path / "apptainer"
    program.write_text("#!/bin/sh\necho apptainer version 1.4.5\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return ApptainerOracle(NOWHERE, interface="no-eval")


def test_a_program_that_is_not_there_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OracleError, match="there is no program called apptainer"):
        ApptainerOracle(NOWHERE)


def test_the_name_of_the_engine_is_the_program_s(oracle: ApptainerOracle) -> None:
    """With the variant that was asked for."""
    assert oracle.engine == "apptainer@1.4/no-eval"
    assert oracle.versions == {"apptainer": "1.4.5"}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"dockerfile": "FROM scratch\n"}, "Apptainer builds no Dockerfile"),
        ({"image": {}, "cli": ["docker", "run", "x"]}, "Apptainer starts nothing by a docker"),
    ],
)
def test_what_cannot_be_asked_is_no_question(
    oracle: ApptainerOracle, request_: dict[str, Any], message: str
) -> None:
    with pytest.raises(OracleError, match=message):
        oracle.observe(request_)


def test_closing_takes_its_folder_away(oracle: ApptainerOracle) -> None:
    assert oracle._folder.is_dir()
    oracle.close()
    assert not oracle._folder.exists()


def test_where_a_program_may_have_to_stand() -> None:
    """At the first words of the image and of the arguments, and where the shell is."""
    config = {"Entrypoint": ["/e/../f", "x"], "Cmd": ["a"]}

    assert list(_paths(config, ["/b/c"])) == ["/bin/sh", "/f", "/b/c"]
    assert list(_paths({"Cmd": ["/", "/x/"]}, [""])) == ["/bin/sh"]
