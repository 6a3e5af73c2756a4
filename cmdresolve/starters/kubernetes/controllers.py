"""How the controllers of custom resources change a container's command before the kubelet sees it.

Sources: argo-workflows v3.6 workflow/controller/workflowpod.go (the entrypoint is looked up where
no command is written, as the runtime would) and operator.go (the script's file before its args);
tektoncd/pipeline v1 pkg/pod/entrypoint_lookup_impl.go imageInfo, pkg/pod/script.go; kuberay v1.3
ray-operator/controllers/ray/common/pod.go BuildPod; mpi-operator v0.6
pkg/controller/mpi_job_controller.go newWorker. None of them was run.
"""

from __future__ import annotations

from attrs import frozen

from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.starters.kubernetes.reading import ManifestValue

ListedWords = tuple[str, ...] | None

_ARGO_SCRIPT = "/argo/staging/script"
_ARGO = pattern(r"\{\{.*?\}\}")
_TEKTON = pattern(
    r"\$\((?:params|workspaces|context|results|steps|tasks|inputs|outputs)[.\[][^)]*\)"
)
_OVERWRITES = "ray.io/overwrite-container-cmd"


@frozen
class HandedWords:
    """A container's command and args as its controller writes them into the Pod.

    Attributes:
        command: the command.
        args: the args.
        unknown: what would have to be given for them to be known.
    """

    command: ListedWords
    args: ListedWords
    unknown: tuple[str, ...] = ()


def written(
    words: str,
    container: ManifestValue,
    defaults: ManifestValue,
    metadata: ManifestValue,
    number: int,
) -> HandedWords:
    """Return the command and args of a container.

    Args:
        words: the controller, as in `Workload.words`.
        container: the container as written.
        defaults: the fields that apply where the container has none; mostly absent.
        metadata: the metadata of its Pods.
        number: its index in its list.

    Raises:
        OverrideError: a field has the wrong type.
    """
    command, args = container.get("command").texts(), container.get("args").texts()
    if command is None:
        command = defaults.get("command").texts()
    if args is None:
        args = defaults.get("args").texts()
    if words == "argo":
        return _argo(container, command, args)
    if words == "tekton":
        return _tekton(container, command, args)
    # KubeRay and the MPI operator write the command of the Pod's first container, and of workers.
    if words == "ray" and number == 0 and not _overwrites(metadata, command, args):
        return HandedWords(command, args, ("the command that KubeRay writes for this container",))
    if words == "mpi" and not command and not args and "Worker" in container.path:
        return HandedWords(command, args, ("the command that the MPI operator gives a worker",))
    return HandedWords(command, args)


def _argo(container: ManifestValue, command: ListedWords, args: ListedWords) -> HandedWords:
    if not container.get("source").missing:
        args = (_ARGO_SCRIPT, *(args or ()))
    return HandedWords(command, args, _templated(_ARGO, command, args))


def _tekton(container: ManifestValue, command: ListedWords, args: ListedWords) -> HandedWords:
    if not container.get("script").missing:
        return HandedWords(command, args, ("the file that Tekton writes the script to",))
    unknown = _templated(_TEKTON, command, args)
    if not command and container.path[-2:-1] != ("sidecars",):
        message = "what Tekton looks up of the image: its ENTRYPOINT, or its CMD where it has none"
        unknown = (*unknown, message)
    return HandedWords(command, args, unknown)


def _overwrites(metadata: ManifestValue, command: ListedWords, args: ListedWords) -> bool:
    """Say whether KubeRay leaves the command alone: by its annotation, or for a ``ray start``."""
    asked = metadata.get("annotations").table().get(_OVERWRITES, "")
    return asked.lower() == "true" or "ray start" in " ".join((*(command or ()), *(args or ())))


def _templated(what: object, command: ListedWords, args: ListedWords) -> tuple[str, ...]:
    found = (
        match
        for word in (*(command or ()), *(args or ()))
        for match in what.findall(word)  # type: ignore[attr-defined]
    )
    return tuple(f"what {text} stands for" for text in dict.fromkeys(found))
