"""What every starter's result can do."""

from __future__ import annotations

import cmdresolve as cr

IMAGE = cr.ImageConfig(entrypoint=["/e"], cmd=["c"])
POD = "kind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: img, args: [x]}]}\n"


def test_each_resolves_the_image_it_names() -> None:
    started = [
        cr.docker_run("docker run img x"),
        cr.compose_service(["services: {web: {image: img, command: [x]}}"], "web"),
        cr.pod_container(POD),
    ]
    for one in started:
        assert isinstance(one, cr.StartCommand)
        assert one.image == "img"
        assert one.resolve(IMAGE).argv == ("/e", "x")


def test_the_engine_is_the_one_that_was_named() -> None:
    line = cr.docker_run("podman run --entrypoint '[\"a\"]' img", engine="podman@5.4")
    assert line.resolve(IMAGE).engine == cr.dialect("podman@5.4")
    assert line.resolve(IMAGE).argv == ("a",)
