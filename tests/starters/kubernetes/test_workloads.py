"""Where the Pods of each kind stand, and what its controller makes of their words."""

from __future__ import annotations

from typing import Any

import pytest

from cmdresolve.model.errors import OverrideError
from cmdresolve.starters.kubernetes import pod_container, pod_containers
from cmdresolve.starters.kubernetes.workloads import WORKLOADS, workload
from tests.starters.kubernetes.manifests import (
    JOB,
    RAY,
    SPEC,
    TEMPLATE,
    manifest,
    started,
)

pytest.importorskip("ruamel.yaml")


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


def test_a_kind_whose_pods_nobody_knows_is_named() -> None:
    text = manifest("foo.example/v1", "Odd", {"spec": {"podish": SPEC}})

    with pytest.raises(OverrideError) as refused:
        pod_container(text, "app")
    assert refused.value.code == "no-container"
    assert refused.value.hint == "where the Pods of Odd of foo.example/v1 stand is not known"
    assert pod_containers(text) == ()
