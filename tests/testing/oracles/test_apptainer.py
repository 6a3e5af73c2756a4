"""Apptainer as an oracle; the program itself is run in tests/engines.

What stands for it here are a few lines of shell: only the oracle is tested.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmdresolve.testing import ApptainerOracle, OracleError, Place
from cmdresolve.testing.oracles.apptainer import _paths

NOWHERE = Place(socket=Path("/nowhere/sock"))
# Tells its version, and puts the folder of an image where it is to be.
BUILDS = """#!/bin/sh
[ "$1" = --version ] && exec echo apptainer version 1.4.5
if [ "$2" = build ]; then mkdir "$7" && : > "$7/probe" && exit; fi
"""

Making = Callable[..., ApptainerOracle]


@pytest.fixture
def making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Making:
    """Make an oracle of a program; `script` is what that does after its first lines."""
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("cmdresolve.testing.oracles.probe.program", lambda: b"a program")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def make(script: str, **options: Any) -> ApptainerOracle:
        program = tmp_path / "apptainer"
        program.write_text(script)
        program.chmod(0o755)
        return ApptainerOracle(NOWHERE, interface="no-eval", **options)

    return make


@pytest.fixture
def oracle(making: Making) -> ApptainerOracle:
    return making(BUILDS)


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


BUILDING = '#!/bin/sh\n[ "$1" = --version ] && exec echo apptainer version 1.4.5\n'
LEFT = ': > "$5/half" 2>/dev/null\n'


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (BUILDING + LEFT + "kill -9 $$\n", "apptainer was ended by SIGKILL"),
        (BUILDS + "kill -9 $$\n", "apptainer was ended by SIGKILL"),
        (BUILDING + LEFT + "sleep 30\n", "did not end within 0.5 s"),
        (BUILDS + "sleep 30\n", "did not end within 0.5 s"),
        (BUILDING + "echo 'FATAL:   write /x: no space left on device' >&2; exit 255\n", "no room"),
        (BUILDS + "echo 'FATAL:   No space left on device' >&2; exit 255\n", "no room"),
        (BUILDING + "echo 'FATAL:   no such format' >&2; exit 255\n", "not built: no such format"),
        (BUILDS + "exit 137\n", "ended with status 137 and said nothing"),
    ],
)
def test_what_is_no_answer_is_told_of_and_leaves_nothing(
    making: Making, script: str, says: str
) -> None:
    """Killed, hung or without room, in the making of the image or in its run, within a bound."""
    with making(script, timeout=0.5) as oracle:
        begun = time.monotonic()
        with pytest.raises(OracleError, match=says):
            oracle.observe({"image": {"Cmd": ["/c"]}})
        assert time.monotonic() - begun < 5
        assert list(oracle._folder.iterdir()) == []


def test_a_refusal_is_told_without_what_is_told_on_the_way(making: Making) -> None:
    """A warning is none; some refusals are told as output."""
    script = BUILDS + "echo 'WARNING: no passwd' >&2; echo 'Could not locate it'; exit 1\n"
    with making(script) as oracle:
        seen = oracle.observe({"image": {"Cmd": ["/c"]}})

    assert seen["error"] == {"stage": "start", "code": "other", "message": "Could not locate it"}


def test_a_full_disk_where_the_oracle_itself_writes_is_no_refusal(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither where it puts the image down, nor where it puts the program that tells its words."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with making(BUILDS) as oracle:
        for method in ("write_bytes", "hardlink_to"):
            with monkeypatch.context() as patched:
                patched.setattr(Path, method, full)
                with pytest.raises(OracleError, match="no room left: "):
                    oracle.observe({"image": {"Cmd": ["/c"]}})
            assert list(oracle._folder.iterdir()) == []


def test_a_program_that_tells_no_version_is_none(making: Making) -> None:
    with pytest.raises(OracleError, match="no program called apptainer: not here"):
        making("#!/bin/sh\necho not here >&2\nexit 127\n")


def test_where_a_program_may_have_to_stand() -> None:
    """At the first words of the image and of the arguments, and where the shell is.

    A shell may read a word before it takes it for a path.
    """
    config = {"Entrypoint": ["/e/../f", "x"], "Cmd": ["a"]}

    assert list(_paths(config, ["/b/c"])) == ["/bin/sh", "/f", "/b/c"]
    assert list(_paths({"Cmd": ["/", "/x/"]}, [""])) == ["/bin/sh"]
    assert list(_paths({}, ["/a\\$b"])) == ["/bin/sh", "/a\\$b", "/a$b"]
    assert list(_paths({}, ["/a\r\r\nb"])) == ["/bin/sh", "/a\r\r\nb", "/a\r\nb", "/a\nb"]
