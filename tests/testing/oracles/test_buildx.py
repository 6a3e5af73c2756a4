"""What the oracle over `docker buildx` runs: `cmdresolve.testing.oracles.buildx`."""

from __future__ import annotations

import pytest

from cmdresolve.testing.oracle import OracleError
from cmdresolve.testing.oracles.buildx import build_words, reference

HEAD = ["build", "--quiet", "--no-cache", "--provenance=false"]


@pytest.mark.parametrize(
    ("parameters", "rest"),
    [
        ({"version": "2", "rm": "1"}, []),
        ({"context:one": "base:tag"}, ["--build-context=one=docker-image://base:tag"]),
        (
            {"platform": "linux/amd64", "target": "a", "buildargs": '{"A": "b c"}'},
            ["--target=a", "--platform=linux/amd64", "--build-arg=A=b c"],
        ),
    ],
)
def test_a_build_becomes_a_command_line(parameters: dict[str, str], rest: list[str]) -> None:
    """Its context, the Dockerfile in it, comes by pipe."""
    assert build_words(parameters) == [*HEAD, *rest, "-"]


def test_a_context_is_one_of_the_bases() -> None:
    """For an engine has its images by name."""
    bases = {"a": {"Cmd": ["a"]}, "b": "FROM scratch\n"}

    assert reference("FROM scratch\n", bases) == "b"
    with pytest.raises(OracleError, match="one of the bases"):
        reference({"Cmd": ["c"]}, bases)
