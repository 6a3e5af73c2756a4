"""How an engine reads the Pods of a manifest: one frozen record per reader."""

from __future__ import annotations

from cmdresolve.model.value import Record


class Pods(Record):
    """What is made of a manifest before a container is started.

    Attributes:
        yaml: whose rules say what a plain scalar is: those of go-yaml 3 (``3``), whose values are
            then written out and read again by go-yaml 2, or those of go-yaml 2 alone (``2``), to
            which ``yes``, ``no``, ``on``, ``off``, ``y`` and ``n`` are truth values.
        coerces: whether a number or truth value where a text belongs becomes its text.
        folds_keys: whether the case of a field's name is passed over (``Args``).
        kinds: the kinds that start containers; None for all that hold a Pod's template.
        from_cluster: whether variables may come from what only a cluster knows: its ConfigMaps and
            its services. If not, a ConfigMap has to stand in the manifest itself.
        expands_env: whether a variable's value may use the names before it as ``$(NAME)``.
        env_from_wins: whether `envFrom` replaces the values of `env`.
        wants_image: whether a container without an image is refused for just that, and not for an
            image without a name.
        init_annotation: the annotation that asks for an init in a container, up to its name.
        citation: where the rules come from.
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
