"""The shapes that tools print an image in, and what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.model.errors import ImageConfigError
from cmdresolve.model.image import ImageConfig

CONFIG = {"Entrypoint": ["/e"], "Cmd": ["c"]}
IMAGE = ImageConfig(entrypoint=["/e"], cmd=["c"])


@pytest.mark.parametrize(
    ("record", "expected", "name"),
    [
        (CONFIG, IMAGE, None),
        ([CONFIG], IMAGE, None),
        ({"Config": CONFIG, "RepoTags": ["app:1", "app:2"]}, IMAGE, "app:1"),
        ([{"Config": CONFIG, "RepoTags": [], "Id": "sha256:1"}], IMAGE, None),
        ({"architecture": "amd64", "os": "linux", "config": CONFIG}, IMAGE, None),
        ({"os": "windows", "config": {"Cmd": ["c"]}}, ImageConfig(cmd=["c"], os="windows"), None),
        ({"os": "windows", "Cmd": ["c"]}, ImageConfig(cmd=["c"], os="windows"), None),
        ({"config": None, "os": "linux"}, ImageConfig(), None),
        ({"architecture": "amd64", "os": "linux"}, ImageConfig(), None),
        ({"RootFS": {"Type": "layers"}, "RepoTags": ["app"]}, ImageConfig(), "app"),
        ({"config": {}}, ImageConfig(), None),
        ([{}], ImageConfig(), None),
        ({}, ImageConfig(), None),
        (None, ImageConfig(), None),
    ],
)
def test_every_shape_is_read(record: Any, expected: ImageConfig, name: str | None) -> None:
    """A config alone, the OCI config, what inspect prints; nothing at all is an empty image."""
    found = ImageConfig.from_json(record)
    assert found == expected
    assert found.name == name


@pytest.mark.parametrize(
    "extra",
    [
        {"Hostname": "", "Domainname": "", "AttachStdin": False, "Image": "", "Volumes": None},
        {"Healthcheck": {"Test": ["CMD", "x"]}, "StopTimeout": 3, "Labels": {"a": "b"}},
        {"CreateCommand": ["podman", "run"], "Umask": "0022", "Timezone": "local"},
        {"Memory": 0, "MemorySwap": 0, "CpuShares": 0, "cpuset": ""},
        {"x-mine": 1, "Anything": {}},
        {"StopSignal": "TERM", "NetworkDisabled": None, "sdNotifyMode": "container"},
    ],
)
def test_what_real_tools_add_passes(extra: dict[str, Any]) -> None:
    """docker, podman, buildah, kaniko and older engines put more into a config."""
    assert ImageConfig.from_json({**CONFIG, **extra}).cmd == ("c",)
    assert ImageConfig.from_json({"config": {**CONFIG, **extra}}).cmd == ("c",)


@pytest.mark.parametrize(
    ("record", "message", "hint"),
    [
        ({"foo": 1}, "none of its keys is one of an image config: foo", "write it as "),
        ({"config": {"foo": 1}}, "none of its keys is one of an image config: foo", "write it as"),
        (
            {"name": "x", "version": "1.0.0", "scripts": {"start": "node ."}, "author": "me"},
            "none of its keys is one of an image config: name, version, scripts",
            "write it as ",
        ),
        (
            {"name": "x", "config": {"port": "8080"}},
            "none of its keys is one of an image config: port",
            "write it as ",
        ),
        (
            {"apiVersion": "v1", "kind": "Pod", "metadata": {}, "spec": {}},
            "this is a Kubernetes manifest and no image config",
            "read it as a manifest",
        ),
        (
            {"services": {"web": {}}},
            "this is a Compose file and no image config",
            "read it as a Compose file",
        ),
        ({"Entrypoints": ["/e"]}, "Entrypoints is no key of an", "did you mean Entrypoint?"),
        ({"Entrypiont": ["/e"]}, "Entrypiont is no key of an", "did you mean Entrypoint?"),
        ({"entry_point": ["/e"]}, "entry_point is no key of an", "did you mean Entrypoint?"),
        ({**CONFIG, "Cmds": ["a"]}, "Cmds is no key of an", "did you mean Cmd?"),
        ({**CONFIG, "Envs": ["A=b"]}, "Envs is no key of an", "did you mean Env?"),
        ({"Config": {"Cdm": ["a"]}}, "Cdm is no key of an", "did you mean Cmd?"),
        ({"Entrypoint": ["a"], "command": ["b"]}, "command is no key of", "did you mean Cmd?"),
        ({"image": "app", "args": ["b"]}, "args is no key of", "did you mean Cmd?"),
        (
            {"architecture": "amd64", "os": "linux", "Entrypoints": ["a"]},
            "Entrypoints is no key of an image config",
            "did you mean Entrypoint?",
        ),
        (
            {"Config": {"Cmd": ["a"]}, "Entrypoint": ["b"]},
            "Entrypoint stands beside its Config, and belongs into it",
            "save what ",
        ),
        (
            {"Path": "/e", "Config": {"Entrypoint": "/e a b", "Cmd": ["c"]}},
            "it joins the container's entrypoint into one text, so its words are lost",
            "inspect the image instead of the container",
        ),
        ([], "it is an empty list", "the engine prints that for"),
        ([CONFIG, CONFIG], "it describes 2 images", "inspect one image at a time"),
        ({"config": [1]}, "its Config is no JSON object", "save what "),
        ({"manifests": []}, "this is a manifest; it only points to the config", "use `skopeo"),
        ({"Layers": ["a"]}, "this is `skopeo inspect` without --config", "use `skopeo"),
    ],
)
def test_what_only_looks_like_an_image_is_refused(record: Any, message: str, hint: str) -> None:
    """Each was an image without any command, and the answer wrong."""
    with pytest.raises(ImageConfigError) as caught:
        ImageConfig.from_json(record)
    error = caught.value
    assert error.message.startswith(message)
    assert error.hint.startswith(hint)
    assert (error.code, error.stage) == ("image-config", "request")
