"""What tools print of an image, read as its config."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cmdresolve.images.inspect import read_config
from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.image import ImageConfig

DOCKER = {
    "Id": "sha256:5f2",
    "RepoTags": ["nginx:1.27", "nginx:latest"],
    "Architecture": "amd64",
    "Os": "linux",
    "Config": {
        "Env": ["PATH=/bin"],
        "Cmd": ["nginx", "-g", "daemon off;"],
        "Entrypoint": ["/docker-entrypoint.sh"],
        "StopSignal": "SIGQUIT",
        "WorkingDir": "/",
        "OnBuild": None,
    },
}
PODMAN = {
    "Id": "5f2",
    "RepoTags": ["docker.io/library/app:1"],
    "Os": "windows",
    "Config": {"Cmd": ["cmd"], "Shell": ["powershell"]},
    "NamesHistory": [],
}
SKOPEO = {
    "created": "2026-01-01T00:00:00Z",
    "architecture": "amd64",
    "os": "linux",
    "config": {"Entrypoint": ["/e"], "Cmd": [], "User": "app"},
    "rootfs": {"type": "layers", "diff_ids": []},
    "history": [],
}


@pytest.mark.parametrize(
    ("record", "config", "called"),
    [
        (
            [DOCKER],
            ImageConfig(
                entrypoint=["/docker-entrypoint.sh"],
                cmd=["nginx", "-g", "daemon off;"],
                env=["PATH=/bin"],
                stop_signal="SIGQUIT",
                working_dir="/",
            ),
            "nginx:1.27",
        ),
        (
            [PODMAN],
            ImageConfig(cmd=["cmd"], shell=["powershell"], os="windows"),
            "docker.io/library/app:1",
        ),
        (
            DOCKER["Config"],
            ImageConfig(
                entrypoint=["/docker-entrypoint.sh"],
                cmd=["nginx", "-g", "daemon off;"],
                env=["PATH=/bin"],
                stop_signal="SIGQUIT",
                working_dir="/",
            ),
            None,
        ),
        (SKOPEO, ImageConfig(entrypoint=["/e"], cmd=[], user="app"), None),
        ({"os": "linux", "config": None}, ImageConfig(), None),
        ({"config": {}}, ImageConfig(), None),
        ({}, ImageConfig(), None),
        (
            {"cmd": ["a", None], "ENTRYPOINT": "x y"},
            ImageConfig(cmd=["a", ""], entrypoint=["x y"]),
            None,
        ),
        ({"RepoTags": [], "Config": {"Cmd": ["a"]}}, ImageConfig(cmd=["a"]), None),
        ({"RepoTags": "x", "Config": {"Cmd": ["a"]}}, ImageConfig(cmd=["a"]), None),
        ({"os": 5, "config": {"Cmd": ["a"]}}, ImageConfig(cmd=["a"]), None),
        ({"Cmd": ["a"], "Size": 10**5000}, ImageConfig(cmd=["a"]), None),
    ],
)
def test_what_a_tool_prints_is_read(record: Any, config: ImageConfig, called: str | None) -> None:
    """docker and podman image inspect, skopeo inspect --config, crane config, a bare config."""
    text = (
        json.dumps(record) if "Size" not in record else '{"Cmd": ["a"], "Size": ' + "9" * 5000 + "}"
    )
    found = read_config(text)
    assert found == config
    assert found.name == called


def test_the_name_that_is_asked_about_goes_before_the_tags() -> None:
    assert read_config(json.dumps([DOCKER]), name="web").name == "web"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_bytes_may_have_a_mark_or_come_from_powershell(encoding: str) -> None:
    assert read_config('{"Cmd": ["é"]}'.encode(encoding)).cmd == ("é",)


NO_CONFIG = "an image config is a JSON object or a list of one"
HINT = "save what `docker image inspect IMAGE` prints, or `skopeo inspect --config`"


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        (
            b'{"Cmd": ["\xff"]}',
            "image-config",
            "it is not UTF-8: line 1, byte 11 of it",
            HINT,
        ),
        (b'\n{"a":\n"\xff"}', "image-config", "it is not UTF-8: line 3, byte 2 of it", HINT),
        ("", "not-json", "this is not JSON: Expecting value", HINT),
        (
            "{",
            "not-json",
            "this is not JSON: Expecting property name enclosed in double quotes",
            HINT,
        ),
        ("[" * 200_000, "image-config", "its JSON is nested too deeply", HINT),
        (
            "[]",
            "image-config",
            "it is an empty list",
            "the engine prints that for an image it does not have: pull the image first",
        ),
        ("[{}, {}]", "image-config", "it describes 2 images", "inspect one image at a time"),
        ("5", "image-config", f"{NO_CONFIG}, not a number", HINT),
        ("[5]", "image-config", f"{NO_CONFIG}, not a number", HINT),
        ('{"config": 5}', "image-config", "its Config is no JSON object", HINT),
        (
            '{"schemaVersion": 2, "manifests": []}',
            "image-config",
            "this is a manifest; it only points to the config",
            "use `skopeo inspect --config` or `crane config`",
        ),
        (
            '{"config": {"digest": "sha256:1"}, "layers": []}',
            "image-config",
            "this is a manifest; it only points to the config",
            "use `skopeo inspect --config` or `crane config`",
        ),
        (
            '{"Name": "x", "Layers": ["sha256:1"]}',
            "image-config",
            "this is `skopeo inspect` without --config, which leaves the command out",
            "use `skopeo inspect --config`",
        ),
        (
            '{"Path": "/e", "Config": {"Entrypoint": "/e a"}}',
            "image-config",
            "it joins the container's entrypoint into one text, so its words are lost",
            "inspect the image instead of the container",
        ),
        (
            '{"Cmd": 5}',
            "image-config",
            "Cmd must be a list of strings, not a number",
            'write Cmd as ["word", "word"]',
        ),
    ],
)
def test_what_describes_no_image_is_refused(
    text: str | bytes, code: str, message: str, hint: str
) -> None:
    with pytest.raises(ImageConfigError) as caught:
        read_config(text, source_name="f.json")
    error = caught.value
    assert (error.code, error.hint) == (code, hint)
    assert error.message == (message if code == "not-json" else f"f.json: {message}")


def test_a_fault_in_the_json_has_its_place() -> None:
    with pytest.raises(ImageConfigError) as caught:
        read_config('{\n "Cmd": [a]\n}', source_name="f.json")
    assert (caught.value.line, caught.value.column) == (2, 10)
