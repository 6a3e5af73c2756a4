"""The objects of a manifest that hold Pods, and the containers in these."""

from __future__ import annotations

import time

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.kubernetes import pod_container, pod_containers
from tests.starters.kubernetes.manifests import (
    TEMPLATE,
    manifest,
)

pytest.importorskip("ruamel.yaml")


def test_several_pods_of_one_object_are_told_apart() -> None:
    spec = {"tasks": [{"name": "a", "template": TEMPLATE}, {"name": "b", "template": TEMPLATE}]}
    text = manifest("batch.volcano.sh/v1alpha1", "Job", {"spec": spec})

    with pytest.raises(OverrideError, match="2 containers are called"):
        pod_container(text, "app")
    assert len(pod_containers(text)) == 2


def pod(name: str, container: str, word: str = "x", more: str = "") -> str:
    """Write a Pod of one container with one word."""
    return (
        f"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\n"
        f"spec: {{containers: [{{name: {container}, image: i, args: [{word}]{more}}}]}}\n"
    )


def joined(*documents: str) -> str:
    return "---\n".join(documents)


def test_a_list_is_an_object_for_each_of_its_items() -> None:
    items = '[{"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [%s]}}]'
    listed = '{"kind": "List", "apiVersion": "v1", "items": %s}' % (
        items % '{"name": "app", "image": "i", "args": ["a"]}'
    )

    assert pod_container(listed, "app").override.args == ("a",)
    assert pod_container(listed).name == "p"


def test_what_starts_nothing_is_not_read() -> None:
    """A bundle of definitions of tens of megabytes takes as long as it takes to look over it."""
    text = "    containers, image and args\n" * 40_000
    definition = (
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
        f"metadata: {{name: big}}\nspec:\n  text: |\n{text}"
    )
    table = f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: t}}\ndata:\n  k: |\n{text}"
    manifest = joined(*[definition] * 12, *[table] * 4, pod("a", "app"))
    assert len(manifest) > 15_000_000

    began = time.process_time()
    assert pod_container(manifest, "app").override.args == ("x",)
    assert pod_container(manifest).override.args == ("x",)
    assert time.process_time() - began < 10
