"""containerd's implementation of the Container Runtime Interface, and the kubelet on runtimes."""

from __future__ import annotations

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.policies import entrypoint_readers
from cmdresolve.dialects.readers import pods

CRI_1_6_0 = Engine(
    name="containerd-cri",
    version=(1, 6, 0),
    builder="buildkit@28.5",
    read_entrypoint=entrypoint_readers.nonempty_list_only,
    read_args=entrypoint_readers.list_only,
    clears_sole_empty="never",
    expands="pod",
    pods=pods.KUBELET,
    citation="containerd#7229; v1.6.8 pkg/cri/opts/spec_opts.go WithProcessArgs",
    verified=False,
)
# An image's entrypoint of one empty word is no entrypoint (containerd#7229); one in a Pod still is.
CRI_1_6_9 = CRI_1_6_0._replace(
    version=(1, 6, 9),
    clears_sole_empty="inherited",
    citation="containerd v1.6.20 pkg/cri/opts/spec_opts.go WithProcessArgs",
    verified=True,
)
CRI_1_7 = CRI_1_6_9._replace(
    version=(1, 7),
    citation="containerd v1.7.24 pkg/cri/opts/spec_opts.go WithProcessArgs",
)
CRI_2_1 = CRI_1_7._replace(
    version=(2, 1),
    citation="containerd v2.1.9 internal/cri/opts/spec_opts.go WithProcessArgs",
)

# The kubelet expands a Pod's words itself, and the runtime gets them expanded.
KUBERNETES_1_24 = CRI_2_1._replace(
    name="kubernetes",
    version=(1, 24),
    expands="given",
    citation=f"{pods.KUBELET.citation}; {CRI_2_1.citation}",
    verified=False,
)
# gRPC 1.72, which 1.34 has, refuses the invalid UTF-8 that the expansion makes of a $ before a
# non-ASCII character. The fix of the expansion, kubernetes#136325, came to both branches later.
KUBERNETES_1_34 = KUBERNETES_1_24._replace(
    version=(1, 34, 0),
    dollar_before_non_ascii="refused",
    citation=f"kubernetes#136323; {KUBERNETES_1_24.citation}",
)
KUBERNETES_1_34_4 = KUBERNETES_1_34._replace(
    version=(1, 34, 4),
    dollar_before_non_ascii="kept",
    citation=f"kubernetes#136490; {KUBERNETES_1_24.citation}",
)
KUBERNETES_1_35 = KUBERNETES_1_34._replace(version=(1, 35, 0))
KUBERNETES_1_35_1 = KUBERNETES_1_34_4._replace(
    version=(1, 35, 1),
    citation=f"kubernetes#136491; {KUBERNETES_1_24.citation}",
)


def _on_cri_o(kubernetes: Engine) -> Engine:
    """Return the record of the kubelet on CRI-O, which does not clear an entrypoint of ``""``."""
    return kubernetes._replace(
        variant="cri-o",
        clears_sole_empty="never",
        citation=f"{pods.KUBELET.citation}; "
        "cri-o internal/factory/container/container.go SpecSetProcessArgs",
    )


KUBERNETES = (
    KUBERNETES_1_24,
    KUBERNETES_1_34,
    KUBERNETES_1_34_4,
    KUBERNETES_1_35,
    KUBERNETES_1_35_1,
)

RECORDS = (
    CRI_1_6_0,
    CRI_1_6_9,
    CRI_1_7,
    CRI_2_1,
    *KUBERNETES,
    *(_on_cri_o(kubernetes) for kubernetes in KUBERNETES),
)
PODS_DEFAULT = KUBERNETES_1_35_1
