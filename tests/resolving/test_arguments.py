"""What to call instead where a value of the wrong type was given."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import cmdresolve as cr

IMAGE = cr.ImageConfig(cmd=["a"])
LINE = cr.docker_run("docker run img x")


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        ((cr.Dockerfile.parse("FROM a"),), "not a value of type Dockerfile", "dockerfile.image()"),
        (({"Cmd": ["a"]},), "not a value of type dict", "ImageConfig.from_json(value)"),
        ((["a"],), "not a value of type list", "ImageConfig(cmd=value)"),
        (("FROM a",), "not a value of type str", "Dockerfile.parse(text).image()"),
        ((b"FROM a",), "not a value of type bytes", "Dockerfile.parse(text).image()"),
        ((Path("x"),), "not a value of type PosixPath", "Dockerfile.from_file(path).image()"),
        ((None,), "not a value of type NoneType", "ImageConfig() is an image that says nothing"),
        ((LINE,), "not a value of type RunCommand", "command.resolve(image)"),
        ((IMAGE, LINE), "not a value of type RunCommand", "command.resolve(image)"),
        ((IMAGE, b"x"), "not a value of type bytes", "Override(entrypoint=…, args=…)"),
        ((IMAGE, ["x"]), "not a value of type list", "Override(args=[…])"),
        ((IMAGE, None), "not a value of type NoneType", "Override(entrypoint=…, args=…)"),
    ],
)
def test_resolve_says_what_to_call(arguments: Any, message: str, hint: str) -> None:
    with pytest.raises(cr.WrongTypeError) as caught:
        cr.resolve(*arguments)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert (caught.value.code, caught.value.stage) == ("wrong-type", "request")


def test_an_engine_is_a_name_or_a_record() -> None:
    with pytest.raises(cr.WrongTypeError, match="an engine is a name or a record"):
        cr.resolve(IMAGE, engine=28.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        (lambda: cr.Dockerfile.parse(Path("Dockerfile")), "call Dockerfile.from_file(path)"),
        (lambda: cr.Dockerfile.parse(StringIO("FROM a")), "give what its read() returns"),
        (lambda: cr.Dockerfile.parse(None), "give the text of the file"),
        (
            lambda: cr.Dockerfile.parse("FROM a").image(build_args=["A=b"]),
            'write build_args={"NAME": "value"}',
        ),
        (lambda: cr.ImageConfig(entrypoint="nginx -g x"), "write ['nginx -g x'] for one word"),
        (lambda: cr.ImageConfig(env={"A": "b"}), "write a list of strings, one for each word"),
        (lambda: cr.ImageConfig(user=5), 'write "" where the image says nothing'),
        (lambda: cr.Override(args=5), "write a list of strings, one for each word"),
        (lambda: cr.ComposeRun(args="x"), "write ['x'] for one word"),
        (lambda: cr.compose_service("services: {}", "web"), "compose_service([text], service)"),
        (lambda: cr.compose_service([5], "web"), "give the text of the file"),
        (lambda: cr.pod_container(Path("pod.yaml")), "give the text of the file"),
        (lambda: cr.docker_run(5), "write a list of strings"),
    ],
)
def test_other_functions_say_what_to_call(wrong: Any, hint: str) -> None:
    with pytest.raises(cr.WrongTypeError) as caught:
        wrong()
    assert hint in caught.value.hint


def test_a_path_that_is_taken_for_a_text_is_told_of() -> None:
    with pytest.raises(cr.DockerfileError) as caught:
        cr.Dockerfile.parse("app/Dockerfile")
    assert "Dockerfile.from_file reads one" in caught.value.hint


def test_a_value_of_a_kind_of_its_own_is_taken() -> None:
    """One of a class that stands on ours is one of ours."""

    class Mine(cr.Override):
        """What a caller made of it."""

    assert cr.resolve(IMAGE, Mine(args=["x"])).argv == ("x",)
