"""What an image says: `cmdresolve.model.image`."""

from __future__ import annotations

from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

from cmdresolve.model.errors import ImageConfigError, WrongTypeError
from cmdresolve.model.image import Basis, ImageConfig, Trace, Unknown
from cmdresolve.model.image_json import json_kind

FIELDS = ["entrypoint", "cmd", "shell", "on_build"]
JSON_NAMES = {"entrypoint": "Entrypoint", "cmd": "Cmd", "shell": "Shell", "on_build": "OnBuild"}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    ("given", "expected"),
    [(None, None), ([], ()), ([""], ("",)), (["a", "b"], ("a", "b"))],
    ids=["absent", "empty", "one empty word", "words"],
)
def test_a_field_keeps_its_three_values_apart(field: str, given: Any, expected: Any) -> None:
    """Absent, empty and one empty word, given by a caller or read from JSON."""
    name = JSON_NAMES[field]

    assert getattr(ImageConfig(**{field: given}), field) == expected
    assert getattr(ImageConfig.from_json({name: given}), field) == expected


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_key_is_absent(field: str) -> None:
    """As a null is."""
    assert getattr(ImageConfig.from_json({}), field) is None


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"Cmd": "a b"}, ImageConfig(cmd=["a b"])),
        ({"Cmd": ["a", None]}, ImageConfig(cmd=["a", ""])),
        ({"entrypoint": ["/lo"], "cmd": ["z"]}, ImageConfig(entrypoint=["/lo"], cmd=["z"])),
        ({"Cmd": ["a"], "CMD": ["b"]}, ImageConfig(cmd=["b"])),
        ({"Cmd": ["a\udcff", "\ud800"]}, ImageConfig(cmd=["a\ufffd", "\ufffd"])),
        ({"Cmd": "a\udcff"}, ImageConfig(cmd=["a\ufffd"])),
        ({"User": "a\udcff"}, ImageConfig(user="a\ufffd")),
        ({"ArgsEscaped": True}, ImageConfig(args_escaped=True)),
        (
            {"ExposedPorts": {"80/tcp": {}, "x\udcff": {}}},
            ImageConfig(exposed_ports=["80/tcp", "x\ufffd"]),
        ),
        ({"ArgsEscaped": None, "User": None}, ImageConfig()),
        (
            {"Env": ["A=1"], "WorkingDir": "/w", "User": "u", "StopSignal": "SIGINT"},
            ImageConfig(env=["A=1"], working_dir="/w", user="u", stop_signal="SIGINT"),
        ),
        ({"Shell": ["/bin/ash", "-c"], "OnBuild": ["RUN x"]}, None),
        ({"Labels": {"a": "b", "c": None}, 5: "x"}, ImageConfig()),
        (
            {"Volumes": {"/v": {"a": 1}, "/w": None}, "Memory": "x", "Annotations": ["x"]},
            ImageConfig(),
        ),
        ({"Healthcheck": {"Test": ["NONE"], "Interval": 3e10, "Retries": 3}}, ImageConfig()),
        ({"StopTimeout": 10, "Hostname": "", "Tty": False, "OpenStdin": None}, ImageConfig()),
        (None, ImageConfig()),
        ({}, ImageConfig()),
    ],
)
def test_a_config_is_read_as_engines_read_it(
    record: dict[Any, Any], expected: ImageConfig | None
) -> None:
    """A string is one word, a null an empty one, keys have no case, bad UTF-8 is U+FFFD.

    Recorded on Docker 20.10.24 and 28.5.2 (``docker load`` of such a config, then create).
    """
    expected = expected or ImageConfig(shell=["/bin/ash", "-c"], on_build=["RUN x"])

    assert ImageConfig.from_json(record) == expected


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("x", "an image config is a JSON object or a list of one, not a string"),
        (True, "an image config is a JSON object or a list of one, not a boolean"),
        (1.5, "an image config is a JSON object or a list of one, not a number"),
        ({"Cmd": 1}, "Cmd must be a list of strings, not a number"),
        ({"cmd": {}}, "Cmd must be a list of strings, not an object"),
        ({"Cmd": False}, "Cmd must be a list of strings, not a boolean"),
        ({"Entrypoint": ["a", 1]}, "Entrypoint must be a list of strings, and a number is among"),
        ({"OnBuild": [["a"]]}, "OnBuild must be a list of strings, and a list is among them"),
        ({"Env": {"A": "1"}}, "Env must be a list of strings, not an object"),
        ({"User": 5}, "User must be a string, not a number"),
        ({"WorkingDir": ["/"]}, "WorkingDir must be a string, not a list"),
        ({"StopSignal": 9}, "StopSignal must be a string, not a number"),
        ({"ExposedPorts": ["80"]}, "ExposedPorts must be an object, not a list"),
        ({"ArgsEscaped": "yes"}, "ArgsEscaped must be true or false, not a string"),
        ({"ArgsEscaped": 1}, "ArgsEscaped must be true or false, not a number"),
        ({"OnBuild": "x"}, "OnBuild must be a list of strings, not a string"),
        ({"Env": "A=b"}, "Env must be a list of strings, not a string"),
        ({"Labels": {"a": 1}}, "Labels must be an object of strings, and a number is among them"),
        ({"Labels": ["a"]}, "Labels must be an object, not a list"),
        ({"Volumes": ["/v"]}, "Volumes must be an object, not a list"),
        ({"Volumes": {"/v": 5}}, "Volumes must be an object of empty objects, and a number is"),
        ({"ExposedPorts": {"80": 5}}, "ExposedPorts must be an object of empty objects, and a"),
        ({"Healthcheck": []}, "Healthcheck must be an object, not a list"),
        ({"Healthcheck": {"Test": "x"}}, "Healthcheck.Test must be a list of strings, not a"),
        ({"Healthcheck": {"Interval": "1s"}}, "Healthcheck.Interval must be a whole number, not a"),
        ({"Healthcheck": {"Interval": 1.5}}, "Healthcheck.Interval must be a whole number, not a"),
        ({"Healthcheck": {"Retries": "3"}}, "Healthcheck.Retries must be a whole number, not a"),
        ({"StopTimeout": "1"}, "StopTimeout must be a whole number, not a string"),
        ({"StopTimeout": True}, "StopTimeout must be a whole number, not a boolean"),
        ({"Hostname": 1}, "Hostname must be a string, not a number"),
        ({"Image": 1}, "Image must be a string, not a number"),
        ({"Tty": "x"}, "Tty must be true or false, not a string"),
        ({"StdinOnce": 0}, "StdinOnce must be true or false, not a number"),
    ],
)
def test_a_config_that_no_engine_takes_is_refused(record: Any, message: str) -> None:
    """Docker fails to load it (recorded: ``cannot unmarshal array into … of type string``)."""
    with pytest.raises(ImageConfigError) as raised:
        ImageConfig.from_json(record)

    assert raised.value.message.startswith(message)
    assert raised.value.code == "image-config"
    assert raised.value.stage == "request"
    assert raised.value.hint is not None
    assert raised.value.hint.startswith(("write ", "save "))


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "null"),
        (True, "a boolean"),
        (1, "a number"),
        (0.5, "a number"),
        ("", "a string"),
        ([], "a list"),
        ((), "a list"),
        ({}, "an object"),
    ],
)
def test_kinds_are_called_as_json_calls_them(value: object, kind: str) -> None:
    """A boolean is no number, whatever Python thinks."""
    assert json_kind(value) == kind


def test_the_name_and_the_history_are_no_part_of_the_value() -> None:
    """Two images that say the same are equal, whatever they are called and however made."""
    assert ImageConfig(cmd=["a"], name="x", trace=Trace) == ImageConfig(cmd=["a"])
    assert ImageConfig.from_json({"Cmd": ["a"]}, name="x").name == "x"
    assert ImageConfig.from_json({}, os="windows").os == "windows"


def test_nothing_is_known_of_an_image_nobody_described() -> None:
    """Each field that bears on a command is unknown by its own name; the rest is not asked."""
    image = ImageConfig.undescribed("debian:12")

    assert image.entrypoint == Unknown("debian:12", "Entrypoint")
    assert image.cmd == Unknown("debian:12", "Cmd")
    assert image.shell == Unknown("debian:12", "Shell")
    assert image.on_build == Unknown("debian:12", "OnBuild")
    assert image.name == "debian:12"


def test_an_unknown_field_says_what_would_have_to_be_known() -> None:
    """In words a person can act on."""
    assert Unknown("debian:12", "Cmd").need == "Cmd of debian:12"


@pytest.mark.parametrize("value", ["nginx", 5, ["a", 1], {"a"}])
def test_a_field_takes_words_only(value: object) -> None:
    """A bare string is refused rather than split."""
    with pytest.raises(TypeError):
        ImageConfig(cmd=value)  # type: ignore[arg-type]


def test_what_is_assumed_of_an_image_is_built_once_and_stays_with_it() -> None:
    """Who explains an answer asks, and who looks for findings in it; another config asks anew."""
    asked = []

    def silent() -> ImageConfig:
        asked.append(1)
        return ImageConfig(cmd=["a"])

    image = ImageConfig(cmd=Unknown("one", "Cmd"), assumed=silent)
    described = image.described_by(Basis("one"))

    assert image.as_assumed() is image.as_assumed()
    assert len(asked) == 1
    assert image.described_by(Basis("two")).as_assumed() is not image.as_assumed()
    assert (described.basis, described.as_assumed().cmd, len(asked)) == (Basis("one"), ("a",), 3)


def test_an_image_is_frozen() -> None:
    """It is a value."""
    with pytest.raises(FrozenInstanceError):
        ImageConfig().cmd = ()  # type: ignore[misc]


def test_a_text_of_a_class_of_its_own_is_a_text() -> None:
    """As an enumeration of names is."""

    class Name(str):
        __slots__ = ()

    assert ImageConfig(user=Name("app")) == ImageConfig(user="app")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"trace": 3}, "trace and assumed are functions, not a value of type int"),
        ({"assumed": "f"}, "trace and assumed are functions, not a value of type str"),
        ({"basis": "alpine:3.20"}, "a basis is a Basis, not a value of type str"),
        ({"args_escaped": 1}, "args_escaped is True or False, not a value of type int"),
    ],
)
def test_what_a_build_gives_is_of_its_type(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongTypeError) as caught:
        ImageConfig(**fields)
    assert caught.value.message == message


def test_a_name_and_a_basis_are_of_their_types_wherever_they_are_given() -> None:
    wrong: Any = 3

    with pytest.raises(WrongTypeError, match="name is a text, not a value of type int"):
        ImageConfig.undescribed(wrong)
    with pytest.raises(WrongTypeError, match="a basis is a Basis, not a value of type int"):
        ImageConfig().described_by(wrong)
