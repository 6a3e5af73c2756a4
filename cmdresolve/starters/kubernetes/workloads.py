"""The kinds of objects that start Pods: the paths of the Pods, and who writes their commands.

A kind that is not listed and has a Pod template at ``spec.template`` is read like a Deployment.
Sources: kubernetes pkg/apis/{core,apps,batch}/types.go; for the others the controller named in each
record. None of those was run.
"""

from __future__ import annotations

from attrs import evolve, frozen

CONTAINERS = ("initContainers", "containers", "ephemeralContainers")
_ARGO_LISTS = ("initContainers", "containerSet.containers", "container", "script", "sidecars")
_TEKTON_LISTS = ("steps", "sidecars")


@frozen
class Workload:
    """How the objects of a kind are read.

    Attributes:
        specs: the paths of the specs of its Pods; ``*`` is every item of a list or mapping.
        lists: the fields of such a spec that have its containers: a list of them, or a single one.
        words: the controller that changes a container's command: ``argo``, ``tekton``, ``ray`` or
            ``mpi``; ``kubelet`` for none.
        citation: the source; empty for Kubernetes' own kinds.
        verified: whether recorded runs confirm it.
    """

    specs: tuple[str, ...]
    lists: tuple[str, ...] = CONTAINERS
    words: str = "kubelet"
    citation: str = ""
    verified: bool = False


def _of(*specs: str, citation: str = "") -> Workload:
    return Workload(specs, citation=citation, verified=not citation)


def _replicas(field: str, words: str = "kubelet") -> Workload:
    citation = "kubeflow/trainer v1.9 pkg/controller.v1 and kubeflow/mpi-operator v0.6"
    return Workload((f"spec.{field}.*.template.spec",), words=words, citation=citation)


def _argo(*specs: str) -> Workload:
    citation = "argo-workflows v3.6 workflow/controller/workflowpod.go, container_set_template.go"
    return Workload(specs, _ARGO_LISTS, "argo", citation)


def _tekton(*specs: str) -> Workload:
    citation = "tektoncd/pipeline v1 pkg/pod/entrypoint_lookup_impl.go, pkg/pod/script.go"
    return Workload(specs, _TEKTON_LISTS, "tekton", citation)


def _ray(*prefixes: str) -> Workload:
    places = ("headGroupSpec.template.spec", "workerGroupSpecs.*.template.spec")
    specs = tuple(f"{prefix}.{place}" for prefix in prefixes for place in places)
    citation = "ray-project/kuberay v1.3 ray-operator/controllers/ray/common/pod.go BuildPod"
    return Workload(specs, words="ray", citation=citation)


_TEMPLATE = _of("spec.template.spec")
_JOBS = "spec.replicatedJobs.*.template.spec.template.spec"
_TASKS = ("tasks.*.taskSpec", "finally.*.taskSpec")
_KSERVE = "kserve/kserve v0.15 pkg/apis/serving/v1beta1/podspec.go"
_TRAINER = "kubeflow/trainer v2 pkg/apis/trainer/v1alpha1/trainingruntime_types.go"

#: By kind; for custom resources by ``GROUP/KIND``, because other groups use some of these names.
WORKLOADS = {
    "Pod": _of("spec"),
    "PodTemplate": _of("template.spec"),
    "CronJob": _of("spec.jobTemplate.spec.template.spec"),
    "argoproj.io/Workflow": _argo("spec.templates.*"),
    "argoproj.io/WorkflowTemplate": _argo("spec.templates.*"),
    "argoproj.io/ClusterWorkflowTemplate": _argo("spec.templates.*"),
    "argoproj.io/CronWorkflow": _argo("spec.workflowSpec.templates.*"),
    "argoproj.io/Rollout": evolve(_TEMPLATE, citation="argo-rollouts v1.8", verified=False),
    "tekton.dev/Task": _tekton("spec"),
    "tekton.dev/ClusterTask": _tekton("spec"),
    "tekton.dev/TaskRun": _tekton("spec.taskSpec"),
    "tekton.dev/Pipeline": _tekton(*(f"spec.{place}" for place in _TASKS)),
    "tekton.dev/PipelineRun": _tekton(*(f"spec.pipelineSpec.{place}" for place in _TASKS)),
    "tekton.dev/StepAction": evolve(_tekton("@"), lists=("spec",)),
    "jobset.x-k8s.io/JobSet": _of(_JOBS, citation="kubernetes-sigs/jobset v0.8"),
    "leaderworkerset.x-k8s.io/LeaderWorkerSet": _of(
        "spec.leaderWorkerTemplate.leaderTemplate.spec",
        "spec.leaderWorkerTemplate.workerTemplate.spec",
        citation="kubernetes-sigs/lws v0.6",
    ),
    "batch.volcano.sh/Job": _of("spec.tasks.*.template.spec", citation="volcano v1.11"),
    "ray.io/RayCluster": _ray("spec"),
    "ray.io/RayJob": _ray("spec.rayClusterSpec"),
    "ray.io/RayService": _ray("spec.rayClusterConfig"),
    "serving.kserve.io/InferenceService": _of(
        "spec.predictor", "spec.transformer", "spec.explainer", citation=_KSERVE
    ),
    "serving.kserve.io/ServingRuntime": _of("spec", citation=_KSERVE),
    "serving.kserve.io/ClusterServingRuntime": _of("spec", citation=_KSERVE),
    "serving.knative.dev/Service": evolve(
        _TEMPLATE, citation="knative/serving v1.17", verified=False
    ),
    "serving.knative.dev/Configuration": evolve(
        _TEMPLATE, citation="knative/serving v1.17", verified=False
    ),
    "serving.knative.dev/Revision": _of("spec", citation="knative/serving v1.17"),
    "kubeflow.org/JAXJob": _replicas("jaxReplicaSpecs"),
    "kubeflow.org/MPIJob": _replicas("mpiReplicaSpecs", "mpi"),
    "kubeflow.org/PaddleJob": _replicas("paddleReplicaSpecs"),
    "kubeflow.org/PyTorchJob": _replicas("pytorchReplicaSpecs"),
    "kubeflow.org/TFJob": _replicas("tfReplicaSpecs"),
    "kubeflow.org/XGBoostJob": _replicas("xgbReplicaSpecs"),
    "trainer.kubeflow.org/TrainingRuntime": _of(f"spec.template.{_JOBS}", citation=_TRAINER),
    "trainer.kubeflow.org/ClusterTrainingRuntime": _of(f"spec.template.{_JOBS}", citation=_TRAINER),
    "keda.sh/ScaledJob": _of("spec.jobTargetRef.template.spec", citation="keda v2.17"),
    "agents.x-k8s.io/Sandbox": _of("spec.podTemplate.spec", citation="agent-sandbox v0.1"),
}


def workload(kind: str, version: str) -> Workload:
    """Return how the objects of a kind are read.

    Args:
        kind: the kind.
        version: the ``apiVersion``, such as ``batch/v1``.
    """
    group = version.partition("/")[0] if "/" in version else ""
    return WORKLOADS.get(f"{group}/{kind}") or WORKLOADS.get(kind, _TEMPLATE)
