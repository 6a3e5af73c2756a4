"""Readers of Pods in manifests: one frozen record for the kubelet, and for each Podman."""

from __future__ import annotations

from cmdresolve.model.value import Record


class Pods(Record):
    """How one program reads a manifest before it starts containers.

    Attributes:
        yaml: the resolution of plain scalars: that of go-yaml 2 (``2``), where ``yes``, ``no``,
            ``on``, ``off``, ``y`` and ``n`` are booleans, or that of go-yaml 3 (``3``), whose
            values are then written out and read again by go-yaml 2.
        coerces: whether a number or boolean in a field of strings becomes its text.
        folds_keys: whether the case of field names is ignored, as in ``Args``.
        kinds: the kinds of objects that start containers; None for all that have a Pod template.
        from_cluster: whether variables may come from what only a cluster knows, its ConfigMaps and
            services; if not, a ConfigMap must be in the manifest.
        expands_env: whether a variable's value may refer to variables before it as ``$(NAME)``.
        env_from_wins: whether `envFrom` overrides `env`.
        wants_image: whether a container without an image is refused for that, rather than for an
            empty image reference.
        init_annotation: the annotation that asks for an init in a container, without the
            container's name at its end.
        citation: the source of these rules.
    """

    citation: str
    yaml: str = "2"
    coerces: bool = False
    folds_keys: bool = False
    kinds: frozenset[str] | None = None
    from_cluster: bool = True
    expands_env: bool = True
    env_from_wins: bool = False
    wants_image: bool = True
    init_annotation: str | None = None


KUBELET = Pods(
    citation="kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, "
    "pkg/kubelet/container/helpers.go ExpandContainerCommandAndArgs; sigs.k8s.io/yaml",
)
KUBE_PLAY_5_4 = Pods(
    yaml="3",
    coerces=True,
    folds_keys=True,
    kinds=frozenset({"DaemonSet", "Deployment", "Job", "Pod"}),
    from_cluster=False,
    expands_env=False,
    env_from_wins=True,
    wants_image=False,
    init_annotation="io.podman.annotations.init/",
    citation="podman v5.4.2 pkg/domain/infra/abi/play.go, pkg/specgen/generate/kube/kube.go",
)
KUBE_PLAY_5_8 = KUBE_PLAY_5_4._replace(
    env_from_wins=False,
    wants_image=True,
    citation="podman v5.8.2 pkg/domain/infra/abi/play.go, pkg/specgen/generate/kube/kube.go",
)
