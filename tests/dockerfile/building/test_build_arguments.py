"""What instructions do with build arguments, and with several files to copy."""

from __future__ import annotations

import pytest

from cmdresolve.dockerfile import Dockerfile
from cmdresolve.model.errors import DockerfileError


@pytest.mark.parametrize(
    ("lines", "build_args", "user"),
    [
        ("ARG U=default\nUSER $U", {}, "default"),
        ("ARG U=default\nUSER $U", {"U": "given"}, "given"),
        ("ARG U\nUSER $U", {"U": "given"}, "given"),
        ("ARG U\nUSER x$U", {}, "x"),
        ("USER x$U", {"U": "given"}, "x"),
        ("ENV U=env\nARG U=default\nUSER $U", {}, "default"),
    ],
)
def test_build_argument_beats_the_default(
    lines: str, build_args: dict[str, str], user: str
) -> None:
    text = f"FROM scratch\n{lines}\n"
    assert Dockerfile.parse(text).image(build_args=build_args).user == user


def test_env_beats_an_argument_in_the_classic_builder() -> None:
    text = "FROM scratch\nENV U=env\nARG U=default\nUSER $U\n"
    assert Dockerfile.parse(text, builder="classic@28.5").image().user == "env"


@pytest.mark.parametrize("line", ["COPY f f g", "ADD f f g", 'COPY ["f", "f", "g"]'])
def test_classic_builder_puts_several_files_into_a_folder_only(line: str) -> None:
    """Recorded: Docker 20.10 and 28.5; BuildKit and Buildah build all of them."""
    text = f'FROM scratch\n{line}\nCMD ["a"]\n'
    assert Dockerfile.parse(text).image().cmd == ("a",)
    with pytest.raises(DockerfileError, match="must be a directory and end with a /") as found:
        Dockerfile.parse(text, builder="classic@28.5").image()
    assert (found.value.code, found.value.line) == ("copy-destination", 2)


@pytest.mark.parametrize("line", ["COPY f f g/", "ENV D=g/\nCOPY f f $D", "COPY f g", "COPY f* g"])
def test_classic_builder_puts_files_into_a_folder(line: str) -> None:
    text = f'FROM scratch\n{line}\nCMD ["a"]\n'
    assert Dockerfile.parse(text, builder="classic@28.5").image().cmd == ("a",)
