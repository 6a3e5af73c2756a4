"""Podman, by interface: its command line, that over the wire, both of its APIs, ``kube play``."""

from __future__ import annotations

from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.policies import entrypoint_readers, image_checks
from cmdresolve.dialects.readers import pods

_PODMAN_INIT = ("/run/podman-init", "--")

PODMAN_4_3 = Engine(
    name="podman",
    version=(4, 3),
    builder="buildah@1.28",
    read_entrypoint=entrypoint_readers.podman_flag,
    no_command="no command or entrypoint provided, and no CMD or ENTRYPOINT from image",
    init=_PODMAN_INIT,
    check_image=image_checks.variables_and_signal,
    command_line="podman",
    citation="podman v4.3.1 pkg/specgen/generate/oci.go makeCommand",
)
# makeCommand gives one empty word to the runtime, and leaves the refusal to that.
PODMAN_5_0 = PODMAN_4_3._replace(
    version=(5, 0),
    builder="buildah@1.35",
    no_command=None,
    check_image=image_checks.variables_and_ports,
    citation="podman v5.0 pkg/specgen/generate/oci.go makeCommand",
    verified=False,
)
PODMAN_5_4 = PODMAN_5_0._replace(
    version=(5, 4),
    builder="buildah@1.39",
    citation="podman v5.4.2 pkg/specgen/generate/oci.go makeCommand",
    verified=True,
)
PODMAN_5_8 = PODMAN_5_4._replace(
    version=(5, 8),
    builder="buildah@1.43",
    check_image=image_checks.whole_variables_and_ports,
    citation="podman v5.8.2 pkg/specgen/generate/oci.go makeCommand",
)


def _remote(local: Engine) -> Engine:
    """Return the record of ``podman --remote``: its wire format leaves empty lists out."""
    return local._replace(
        variant="remote", read_entrypoint=entrypoint_readers.podman_flag_over_the_wire
    )


PODMAN_4_3_COMPAT = PODMAN_4_3._replace(
    variant="compat",
    read_entrypoint=entrypoint_readers.podman_compat_before_5_5_1,
    command_line="docker",
)
PODMAN_5_0_COMPAT = PODMAN_5_0._replace(
    variant="compat",
    read_entrypoint=entrypoint_readers.podman_compat_before_5_5_1,
    command_line="docker",
)
PODMAN_5_4_COMPAT = PODMAN_5_4._replace(
    variant="compat",
    read_entrypoint=entrypoint_readers.podman_compat_before_5_5_1,
    command_line="docker",
)
# containers/podman#26078: an entrypoint of [] clears the image's (pkg/api/handlers/compat
# containers_create.go at v5.5.1, not at v5.5.0).
PODMAN_5_5_1_COMPAT = PODMAN_5_4_COMPAT._replace(
    version=(5, 5, 1),
    read_entrypoint=entrypoint_readers.podman_compat,
    verified=False,
)
PODMAN_5_8_COMPAT = PODMAN_5_8._replace(
    variant="compat",
    read_entrypoint=entrypoint_readers.podman_compat,
    command_line="docker",
)

PODMAN_4_3_REMOTE = _remote(PODMAN_4_3)
PODMAN_5_0_REMOTE = _remote(PODMAN_5_0)
PODMAN_5_4_REMOTE = _remote(PODMAN_5_4)
PODMAN_5_8_REMOTE = _remote(PODMAN_5_8)


def _libpod(local: Engine) -> Engine:
    """Return the record of Podman's own API, which accepts lists and nothing else."""
    return local._replace(
        variant="libpod",
        command_line=None,
        read_entrypoint=entrypoint_readers.list_only,
        read_args=entrypoint_readers.list_only,
    )


PODMAN_4_3_LIBPOD = _libpod(PODMAN_4_3)
PODMAN_5_0_LIBPOD = _libpod(PODMAN_5_0)
PODMAN_5_4_LIBPOD = _libpod(PODMAN_5_4)
PODMAN_5_8_LIBPOD = _libpod(PODMAN_5_8)


# The variables of every container, which `kube play` expands too. Recorded on Podman 5.4.2 and
# 5.8.6; source: pkg/env/env.go DefaultEnvVariables.
_DEFAULT_VARIABLES = (
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "container=podman",
)


def _kube_play(local: Engine, source: str, read: pods.Pods) -> Engine:
    """Return the record of ``podman kube play``, which expands ``$(NAME)`` in all words."""
    return local._replace(
        name="kube-play",
        command_line=None,
        read_entrypoint=entrypoint_readers.nonempty_list_only,
        read_args=entrypoint_readers.list_only,
        expands="all",
        variables=_DEFAULT_VARIABLES,
        pods=read,
        citation=f"podman {source} pkg/specgen/generate/kube/kube.go, pkg/specgen/generate/oci.go",
    )


KUBE_PLAY_5_4 = _kube_play(PODMAN_5_4, "v5.4.2", pods.KUBE_PLAY_5_4)
KUBE_PLAY_5_8 = _kube_play(PODMAN_5_8, "v5.8.2", pods.KUBE_PLAY_5_8)

RECORDS = (
    PODMAN_4_3,
    PODMAN_5_0,
    PODMAN_5_4,
    PODMAN_5_8,
    PODMAN_4_3_COMPAT,
    PODMAN_5_0_COMPAT,
    PODMAN_5_4_COMPAT,
    PODMAN_5_5_1_COMPAT,
    PODMAN_5_8_COMPAT,
    PODMAN_4_3_REMOTE,
    PODMAN_5_0_REMOTE,
    PODMAN_5_4_REMOTE,
    PODMAN_5_8_REMOTE,
    PODMAN_4_3_LIBPOD,
    PODMAN_5_0_LIBPOD,
    PODMAN_5_4_LIBPOD,
    PODMAN_5_8_LIBPOD,
    KUBE_PLAY_5_4,
    KUBE_PLAY_5_8,
)
