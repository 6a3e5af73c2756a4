"""What a controller makes of a container's words before the kubelet sees them."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.kubernetes import pod_container
from cmdresolve.starters.kubernetes.workloads import WORKLOADS
from tests.starters.kubernetes.manifests import (
    JOB,
    ONE,
    RAY,
    SPEC,
    TEMPLATE,
    manifest,
    started,
)

pytest.importorskip("ruamel.yaml")


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("Workflow", lambda templates: {"templates": templates}),
        ("CronWorkflow", lambda templates: {"workflowSpec": {"templates": templates}}),
        ("ClusterWorkflowTemplate", lambda templates: {"templates": templates}),
    ],
)
def test_the_templates_of_a_workflow(kind: str, spec: Any) -> None:
    """A container, a script, a set of containers; each by its template's name."""
    templates = [
        {"name": "one", "container": {"image": "i", "args": ["x"]}},
        {"name": "word", "container": {"image": "i", "args": ["{{inputs.parameters.p}}"]}},
        {"name": "code", "script": {"image": "i", "command": ["python"], "source": "print()"}},
        {"name": "set", "containerSet": {"containers": [ONE]}, "sidecars": [{**ONE, "name": "s"}]},
        {"name": "steps", "steps": [[{"name": "a", "template": "one"}]]},
    ]
    text = manifest("argoproj.io/v1alpha1", kind, {"spec": spec(templates)})

    assert started(text, "one") == ("ep", "x")
    assert started(text, "o/one/main") == ("ep", "x")
    assert started(text, "word") == ("what {{inputs.parameters.p}} stands for",)
    assert started(text, "code") == ("python", "/argo/staging/script")
    assert started(text, "app") == ("ep", "x")
    assert started(text, "set/s") == ("ep", "x")
    with pytest.raises(OverrideError, match="3 containers are called 'main'"):
        started(text, "main")
    found = pod_container(text, "code")
    assert [origin.path for origin in found.override.args_origins] == [found.path + ".source"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("Task", lambda task: task),
        ("TaskRun", lambda task: {"taskSpec": task}),
        ("Pipeline", lambda task: {"tasks": [{"name": "t", "taskSpec": task}]}),
        ("PipelineRun", lambda task: {"pipelineSpec": {"finally": [{"taskSpec": task}]}}),
    ],
)
def test_the_steps_of_a_task(kind: str, spec: Any) -> None:
    """Tekton starts the image's ENTRYPOINT, or else its CMD, and puts in its own variables."""
    task = {
        "stepTemplate": {"image": "i", "args": ["t"]},
        "steps": [
            {"name": "plain", "command": ["run"], "args": ["a", "$(X)"]},
            {"name": "default", "command": ["run"]},
            {"name": "param", "command": ["run"], "args": ["$(params.a)$(params['b'])"]},
            {"name": "bare", "args": ["a"]},
            {"name": "code", "script": "echo"},
        ],
        "sidecars": [{"name": "side", "image": "i", "args": ["x"]}],
    }
    text = manifest("tekton.dev/v1", kind, {"spec": spec(task)})

    assert started(text, "plain") == ("run", "a", "$(X)")
    assert started(text, "default") == ("run", "t")
    assert started(text, "param") == (
        "what $(params.a) stands for",
        "what $(params['b']) stands for",
    )
    assert started(text, "bare") == (
        "what Tekton looks up of the image: its ENTRYPOINT, or its CMD where it has none",
    )
    assert started(text, "code") == ("the file that Tekton writes the script to",)
    assert started(text, "side") == ("ep", "x")


def test_the_first_container_of_ray_is_kuberays() -> None:
    """Unless it starts Ray itself, or an annotation says that its words stand."""
    text = manifest("ray.io/v1", "RayCluster", {"spec": RAY})
    unknown = ("the command that KubeRay writes for this container",)

    assert started(text, "h") == unknown
    assert started(text, "w") == unknown
    own = {"name": "h", "image": "i", "command": ["sh", "-c", "ray start --head"]}
    spec = {"headGroupSpec": {"template": {"spec": {"containers": [own]}}}}
    assert started(manifest("ray.io/v1", "RayCluster", {"spec": spec}), "h") == (
        "sh",
        "-c",
        "ray start --head",
    )
    marked = {"metadata": {"annotations": {"ray.io/overwrite-container-cmd": "True"}}, "spec": SPEC}
    spec = {"headGroupSpec": {"template": marked}}
    assert started(manifest("ray.io/v1", "RayCluster", {"spec": spec})) == ("ep", "x")


def test_a_worker_of_mpi_without_words_is_the_operators() -> None:
    bare = {"template": {"spec": {"containers": [{"name": "w", "image": "i"}]}}}
    spec = {"mpiReplicaSpecs": {"Worker": bare, "Launcher": {"template": TEMPLATE}}}
    text = manifest("kubeflow.org/v2beta1", "MPIJob", {"spec": spec})

    assert started(text, "w") == ("the command that the MPI operator gives a worker",)
    assert started(text, "Launcher/app") == ("ep", "x")


def test_a_kind_that_was_read_from_source_says_so() -> None:
    text = manifest("jobset.x-k8s.io/v1alpha2", "JobSet", {"spec": {"replicatedJobs": [JOB]}})

    (note,) = (x for x in pod_container(text, "app").notes if x.code == "controller")
    assert "kubernetes-sigs/jobset" in note.text
    assert all(one.verified is not bool(one.citation) for one in WORKLOADS.values())
    assert pod_container(manifest("v1", "Pod", {"spec": SPEC})).notes == ()
