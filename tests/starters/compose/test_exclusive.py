"""Values that exclude each other; recorded on Compose 2.26 and 2.40."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_services


def read(line: str, top: str = "", engine: str = "compose@2.40") -> int:
    text = f"services:\n  a:\n    image: x\n    {line}\n{top}"
    return len(compose_services([text], engine=engine, folder="moon"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("container_name: cc\n    scale: 2", "can't set container_name and scale"),
        ("container_name: cc\n    deploy: {replicas: 3}", "container_name and deploy.replicas"),
        ("scale: 1\n    deploy: {replicas: 2}", "can't set distinct values"),
        ("healthcheck: {test: [curl, x]}", "healthcheck.test must start either by"),
        ("build: {context: ., dockerfile: D, dockerfile_inline: FROM x}", "mutualy exclusive"),
        ("platform: linux/a\n    build: {context: ., platforms: [linux/b]}", "MUST include"),
        ("develop: {watch: [{path: ., action: sync}]}", "target is required"),
    ],
)
@pytest.mark.parametrize("engine", ["compose@2.26", "compose@2.40"])
def test_a_service_that_is_refused(line: str, told: str, engine: str) -> None:
    """A profile that leaves it out lets it pass."""
    with pytest.raises(ComposeError, match=told):
        read(line, engine=engine)
    if engine == "compose@2.40":
        assert read(f"{line}\n    profiles: [p]\n  b:\n    image: x") == 1


@pytest.mark.parametrize(
    "line",
    [
        "container_name: cc\n    scale: 1",
        "container_name: cc\n    deploy: {replicas: 0}",
        "scale: 2\n    deploy: {replicas: 2}",
        "healthcheck: {test: curl x}",
        "healthcheck: {test: []}",
        "healthcheck: {test: [NONE]}",
        "platform: linux/a\n    build: {context: ., platforms: [linux/b, linux/a]}",
        "develop: {watch: [{path: ., action: rebuild}]}",
        "build: {context: ., dockerfile_inline: FROM x}",
    ],
)
def test_a_service_that_is_taken(line: str) -> None:
    assert read(line) == 1


@pytest.mark.parametrize(
    ("top", "told"),
    [
        ("configs: {c: {file: f, content: g}}", "configs.c: .* mutually exclusive"),
        ("configs: {c: {name: n}}", "configs.c: one of file|environment|content must be set"),
        ("secrets: {s: {file: f, environment: E}}", "secrets.s: .* mutually exclusive"),
        ("secrets: {s: {name: n}}", "secrets.s: one of file|environment must be set"),
    ],
)
def test_an_object_without_one_source(top: str, told: str) -> None:
    with pytest.raises(ComposeError, match=told):
        read("tty: true", top)


@pytest.mark.parametrize(
    "top",
    [
        "configs: {c: {content: x}}",
        "configs: {c: {external: true}}",
        "secrets: {s: {environment: E}}",
        "secrets: {s: {file: ''}}",
        "secrets: {s: {file: '', driver: d}}",
        "secrets: {s: {external: true, name: n}}",
    ],
)
def test_an_object_with_one_source(top: str) -> None:
    assert read("tty: true", top) == 1


@pytest.mark.parametrize(
    ("top", "told"),
    [
        ("volumes: {v: {external: true, driver: d}}", '"external" and "driver" specified'),
        ("volumes: {v: {external: 'Yes', labels: [a]}}", '"external" and "labels" specified'),
        ("volumes: {v: {external: {name: z}, driver_opts: {a: b}}}", '"driver_opts" specified'),
        ("networks: {n: {external: {name: z}, name: q}}", "networks.n: name and external.name"),
        ("configs: {c: {external: {name: z}, name: q}}", "configs.c: name and external.name"),
        ("secrets: {s: {driver: d}}", 'secret "s" must declare either `file` or `environment`'),
        ("secrets: {s: {external: false, driver: d}}", 'secret "s" must declare'),
        ("secrets: {s: {environment: ''}}", 'secret "s" must declare'),
    ],
)
def test_an_object_that_exists_already_or_not(top: str, told: str) -> None:
    with pytest.raises(ComposeError, match=told):
        read("tty: true", top)


@pytest.mark.parametrize(
    "top",
    [
        "volumes: {v: {external: false, driver: d}}",
        "volumes: {v: {external: true, name: n, x-a: 1}}",
        "volumes: {v: {external: {name: z}, x-a: 1}}",
        "networks: {n: {external: true, driver: d}}",
        "networks: {n: {external: {name: z}, name: z}}",
        "configs: {c: {external: true, file: f}}",
        "secrets: {s: {external: true, driver: d}}",
        "secrets: {s: {driver: d, environment: E}}",
    ],
)
def test_an_object_of_which_enough_is_said(top: str) -> None:
    assert read("tty: true", top) == 1
