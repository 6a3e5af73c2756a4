"""Kinds of values, key by key, as Compose 2.40 took or refused them."""

from __future__ import annotations

import pytest

from cmdresolve.model.errors import ComposeError
from cmdresolve.starters.compose import compose_service

pytest.importorskip("ruamel.yaml")

VALUES = {
    "string": "s1",
    "integer": "1",
    "number": "1.5",
    "boolean": "true",
    "null": "~",
    "list": "[s1]",
    "integers": "[1]",
    "mappings": "[{zz: 1}]",
    "mapping": "{zz: s1}",
    "nulls": "{zz: }",
    "lists": "{zz: [a]}",
}
# What Compose 2.40 takes of these for each key.
TAKEN = {
    "annotations": "list mapping nulls",
    "attach": "boolean",
    "cap_add": "list",
    "cgroup_parent": "string",
    "cpus": "integer number",
    "device_cgroup_rules": "list",
    "dns": "string list",
    "environment": "list mapping nulls",
    "expose": "list integers",
    "extra_hosts": "mapping lists",
    "group_add": "list integers",
    "hostname": "string",
    "labels": "list mapping nulls",
    "mem_limit": "integer number",
    "mem_swappiness": "integer",
    "pid": "string",
    "privileged": "boolean",
    "profiles": "list",
    "pull_refresh_after": "string",
    "scale": "integer",
    "security_opt": "list",
    "stop_signal": "string",
    "storage_opt": "mapping nulls",
    "sysctls": "list mapping nulls",
    "tmpfs": "string list",
    "use_api_socket": "boolean",
    "working_dir": "string",
    "build.labels": "list mapping nulls",
    "build.network": "string",
    "build.tags": "list",
}
# What is taken here, and refused for what the text holds or for what stands further in.
LEFT = {
    "attach": "string",
    "cpus": "string",
    "extra_hosts": "list",
    "mem_limit": "string",
    "mem_swappiness": "string",
    "pid": "null",
    "scale": "string",
}


def refusal(key: str, value: str) -> str | None:
    """Return the code a value under a key is refused with."""
    own = f"{key}: {value}"
    if key.startswith("build."):
        own = f"build: {{context: ., {own.removeprefix('build.')}}}"
    try:
        compose_service([f"services: {{a: {{image: x, {own}}}}}"], "a")
    except ComposeError as error:
        return error.code
    return None


@pytest.mark.parametrize("key", TAKEN)
def test_kinds_of_values(key: str) -> None:
    """What Compose takes is taken, and what it refuses is, but for what is listed as left."""
    taken = TAKEN[key].split()
    for kind, value in VALUES.items():
        found = refusal(key, value)
        if kind in taken:
            assert found is None, (key, value)
        elif kind not in LEFT.get(key, "").split():
            assert found is not None, (key, value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("services: {a: {image: x, environment: 'A=b'}}", "environment must be a list or mapping"),
        ("services: {a: {image: x, environment: [1]}}", "environment.0 must be a string"),
        ("services: {a: {image: x, build: {zzz: 1}}}", "'zzz' not allowed"),
        ("services: {a: {image: x}}\nnetworks: {n: 1}", "networks.n must be a mapping or null"),
        ("services: {a: {image: x, container_name: ''}}", "does not match pattern"),
        ("services: {a: {image: x, secrets: [{source: s, type: env}]}}", "'type' not allowed"),
    ],
)
def test_a_wrong_kind_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(ComposeError) as refused:
        compose_service([text], "a")

    assert told in refused.value.message
    assert refused.value.code == "schema"
