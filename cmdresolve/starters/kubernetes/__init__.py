"""Kubernetes manifests: what a container of a Pod starts."""

from cmdresolve.starters.kubernetes.pod import (
    PodContainer,
    container_names,
    pod_container,
    pod_containers,
)

__all__ = ["PodContainer", "container_names", "pod_container", "pod_containers"]
