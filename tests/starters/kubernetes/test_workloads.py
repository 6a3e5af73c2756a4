"""Where the Pods of each kind stand, and what its controller makes of their words."""

from __future__ import annotations

from typing import Any

import pytest

import cmdresolve as cr
from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.kubernetes import pod_container, pod_containers
from cmdresolve.starters.kubernetes.workloads import WORKLOADS, workload

pytest.importorskip("ruamel.yaml")

IMAGE = cr.ImageConfig(entrypoint=["ep"], cmd=["c"])
ONE: dict[str, Any] = {"name": "app", "image": "i", "args": ["x"]}
SPEC: dict[str, Any] = {"containers": [ONE]}
TEMPLATE: dict[str, Any] = {"metadata": {"labels": {"l": "v"}}, "spec": SPEC}


def manifest(version: str, kind: str, body: dict[str, Any]) -> str:
    """Write an object as JSON."""
    import json

    return json.dumps({"apiVersion": version, "kind": kind, "metadata": {"name": "o"}, **body})


def started(text: str, container: str | None = None) -> tuple[str, ...]:
    """Return what a container is given to start on the image, or what would have to be known."""
    found = pod_container(text, container)
    answer = cr.resolve(IMAGE, found.override, engine=found.engine)
    return answer.unknown or answer.argv


JOB: dict[str, Any] = {"template": {"spec": {"template": TEMPLATE}}}
RAY: dict[str, Any] = {
    "headGroupSpec": {"template": {"spec": {"containers": [{"name": "h", "image": "i"}, ONE]}}},
    "workerGroupSpecs": [{"template": {"spec": {"containers": [{"name": "w", "image": "i"}]}}}],
}


@pytest.mark.parametrize(
    ("version", "kind", "body"),
    [
        ("v1", "Pod", {"spec": SPEC}),
        ("v1", "PodTemplate", {"template": TEMPLATE}),
        ("v1", "ReplicationController", {"spec": {"template": TEMPLATE}}),
        ("apps/v1", "StatefulSet", {"spec": {"template": TEMPLATE}}),
        ("batch/v1", "Job", {"spec": {"template": TEMPLATE}}),
        ("batch/v1", "CronJob", {"spec": {"jobTemplate": {"spec": {"template": TEMPLATE}}}}),
        ("argoproj.io/v1alpha1", "Rollout", {"spec": {"template": TEMPLATE}}),
        ("serving.knative.dev/v1", "Service", {"spec": {"template": TEMPLATE}}),
        ("serving.knative.dev/v1", "Revision", {"spec": SPEC}),
        ("jobset.x-k8s.io/v1alpha2", "JobSet", {"spec": {"replicatedJobs": [JOB]}}),
        (
            "leaderworkerset.x-k8s.io/v1",
            "LeaderWorkerSet",
            {"spec": {"leaderWorkerTemplate": {"workerTemplate": TEMPLATE}}},
        ),
        ("batch.volcano.sh/v1alpha1", "Job", {"spec": {"tasks": [{"template": TEMPLATE}]}}),
        ("ray.io/v1", "RayCluster", {"spec": RAY}),
        ("ray.io/v1", "RayJob", {"spec": {"rayClusterSpec": RAY}}),
        ("ray.io/v1", "RayService", {"spec": {"rayClusterConfig": RAY}}),
        ("serving.kserve.io/v1beta1", "InferenceService", {"spec": {"predictor": SPEC}}),
        ("serving.kserve.io/v1alpha1", "ServingRuntime", {"spec": SPEC}),
        (
            "kubeflow.org/v1",
            "PyTorchJob",
            {"spec": {"pytorchReplicaSpecs": {"Master": {"template": TEMPLATE}}}},
        ),
        (
            "kubeflow.org/v2beta1",
            "MPIJob",
            {"spec": {"mpiReplicaSpecs": {"Launcher": {"template": TEMPLATE}}}},
        ),
        (
            "trainer.kubeflow.org/v1alpha1",
            "ClusterTrainingRuntime",
            {"spec": {"template": {"spec": {"replicatedJobs": [JOB]}}}},
        ),
        ("keda.sh/v1alpha1", "ScaledJob", {"spec": {"jobTargetRef": {"template": TEMPLATE}}}),
        ("foo.example/v1", "Unheard", {"spec": {"template": TEMPLATE}}),
    ],
)
def test_where_the_pods_of_a_kind_stand(version: str, kind: str, body: dict[str, Any]) -> None:
    """The container is found, and its words are the kubelet's to read."""
    assert started(manifest(version, kind, body), "app") == ("ep", "x")


def test_a_kind_is_told_by_its_group_where_two_have_its_name() -> None:
    assert workload("Job", "batch.volcano.sh/v1alpha1") is WORKLOADS["batch.volcano.sh/Job"]
    assert workload("Job", "batch/v1").specs == ("spec.template.spec",)
    assert workload("Service", "v1").specs == ("spec.template.spec",)


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


def test_a_kind_whose_pods_nobody_knows_is_named() -> None:
    text = manifest("foo.example/v1", "Odd", {"spec": {"podish": SPEC}})

    with pytest.raises(OverrideError) as refused:
        pod_container(text, "app")
    assert refused.value.code == "no-container"
    assert refused.value.hint == "where the Pods of Odd of foo.example/v1 stand is not known"
    assert pod_containers(text) == ()


def test_several_pods_of_one_object_are_told_apart() -> None:
    spec = {"tasks": [{"name": "a", "template": TEMPLATE}, {"name": "b", "template": TEMPLATE}]}
    text = manifest("batch.volcano.sh/v1alpha1", "Job", {"spec": spec})

    with pytest.raises(OverrideError, match="2 containers are called"):
        pod_container(text, "app")
    assert len(pod_containers(text)) == 2
