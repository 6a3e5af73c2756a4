"""Engines: who starts the container. One frozen record per engine, version and interface.

The flow in `cmdresolve.resolver` is one; these records are all that differs.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from cmdresolve.dialects import entrypoint_text, image_checks, pods, run_script
from cmdresolve.dialects.compose import COMPOSE_2_26, COMPOSE_2_40, COMPOSES, Compose
from cmdresolve.dialects.version import Version, show_version
from cmdresolve.image import ImageConfig, Words


@frozen
class Engine:
    """How one engine merges an image config with what is given at start.

    Attributes:
        name: the engine's name.
        version: the first version this record holds for.
        variant: the interface, when the engine has more than one.
        builder: the builder it uses for a Dockerfile by default.
        read_entrypoint: what its interface makes of the entrypoint given.
        read_args: the same for the arguments given.
        clears_sole_empty: whose entrypoint of one empty word stands for "none": the merged one
            (``merged``), an inherited one only (``inherited``), nobody's (``never``).
        no_command: the engine's refusal when nothing is left, or None when it goes on.
        nothing_left: the words it goes on with then.
        finish: what becomes of the merged entrypoint and the words after it, told which of them
            were given at start, before they are started; None where they are started as they are.
        check_image: refuses an image for what is in it, whatever words come of the merge; None
            where the engine looks at nothing.
        expands: whose words have ``$(NAME)`` replaced: nobody's (``none``); those given, by the
            variables given (``given``), or only where there are any (``pod``); or all, the image's
            too, by the image's environment and those (``all``).
        variables: what else ``all`` knows: the variables of a container that nobody set.
        before_a_character: what becomes of ``$`` right before a character outside ASCII: the
            character is torn apart (``torn``), the container refused for it (``refused``), or
            nothing (``kept``).
        pods: how it reads the Pods of a manifest; None where it reads none.
        init: the words before the command under ``--init``; empty when it has no such thing.
        citation: where the merge rule comes from.
        command_line: the program whose ``run`` starts containers on it (``docker``, ``podman``).
        compose: the Compose that starts services on it, or None.
        verified: whether recorded runs of this very version stand behind it.
    """

    name: str
    version: Version
    builder: str
    citation: str
    variant: str = ""
    read_entrypoint: Callable[[entrypoint_text.Given], entrypoint_text.Read] = (
        entrypoint_text.one_word
    )
    read_args: Callable[[entrypoint_text.Given], Words] = entrypoint_text.one_word
    clears_sole_empty: str = "merged"
    no_command: str | None = "no command specified"
    nothing_left: tuple[str, ...] = ("",)
    finish: Callable[[Words, Words, Words], tuple[Words, Words]] | None = None
    check_image: Callable[[ImageConfig], None] | None = None
    expands: str = "none"
    variables: tuple[str, ...] = ()
    before_a_character: str = "torn"
    pods: pods.Pods | None = None
    init: tuple[str, ...] = ()
    command_line: str | None = None
    compose: Compose | None = None
    verified: bool = True

    @property
    def key(self) -> str:
        """The name by which `cmdresolve.dialects.dialect` finds it."""
        slash = f"/{self.variant}" if self.variant else ""
        return f"{self.name}@{show_version(self.version)}{slash}"


_DOCKER_INIT = ("/sbin/docker-init", "--")
_MOBY = (
    "moby {} daemon/commit.go merge, daemon/create.go mergeAndVerifyConfig, "
    "daemon/container.go getEntrypointAndArgs"
)

DOCKER_20_10 = Engine(
    name="docker",
    version=(20, 10),
    builder="classic@20.10",
    no_command="No command specified",
    init=_DOCKER_INIT,
    command_line="docker",
    compose=COMPOSE_2_26,
    citation=_MOBY.format("v20.10.24"),
)
DOCKER_23_0 = evolve(
    DOCKER_20_10,
    version=(23, 0),
    builder="buildkit@23.0",
    citation=_MOBY.format("v23.0"),
    verified=False,
)
DOCKER_24_0 = evolve(DOCKER_23_0, version=(24, 0), builder="buildkit@24.0")
DOCKER_25_0 = evolve(
    DOCKER_24_0,
    version=(25, 0),
    builder="buildkit@25.0",
    no_command="no command specified",
    citation=_MOBY.format("v25.0"),
)
DOCKER_26_0 = evolve(
    DOCKER_25_0,
    version=(26, 0),
    builder="buildkit@26.0",
    citation=_MOBY.format("v26.0"),
)
DOCKER_26_1 = evolve(
    DOCKER_26_0,
    version=(26, 1),
    builder="buildkit@26.1",
    citation=_MOBY.format("v26.1.5"),
    verified=True,
)
DOCKER_27_0 = evolve(DOCKER_26_1, version=(27, 0), builder="buildkit@27.0", verified=False)
DOCKER_27_1 = evolve(DOCKER_27_0, version=(27, 1), builder="buildkit@27.1")
DOCKER_28_0 = evolve(DOCKER_27_1, version=(28, 0), builder="buildkit@28.0", compose=COMPOSE_2_40)
DOCKER_28_1 = evolve(DOCKER_28_0, version=(28, 1), builder="buildkit@28.1")
DOCKER_28_2 = evolve(DOCKER_28_1, version=(28, 2), builder="buildkit@28.2")
DOCKER_28_5 = evolve(
    DOCKER_28_2,
    version=(28, 5),
    builder="buildkit@28.5",
    citation=_MOBY.format("v28.5.2"),
    verified=True,
)


def _composed(compose: Compose) -> Engine:
    """Give Compose on the engine of its age: what it reads out of its files goes to the API."""
    docker = DOCKER_26_1 if compose.version < COMPOSE_2_40.version else DOCKER_28_5
    return evolve(
        docker,
        name="compose",
        version=compose.version,
        command_line=None,
        compose=compose,
        citation=f"{compose.citation} types/command.go, override/merge.go; {docker.citation}",
        verified=compose.verified,
    )


COMPOSE_ENGINES = tuple(_composed(record) for record in COMPOSES)

DOCKER_PY_7_1 = evolve(
    DOCKER_28_5,
    name="docker-py",
    version=(7, 1),
    command_line=None,
    compose=None,
    read_entrypoint=entrypoint_text.python_split,
    read_args=entrypoint_text.python_split,
    citation="docker-py 7.1.0 docker/types/containers.py ContainerConfig; moby v28.5.2",
)

SWARM_28_5 = evolve(
    DOCKER_28_5,
    name="swarm",
    command_line=None,
    compose=None,
    read_entrypoint=entrypoint_text.swarm_flag,
    citation="moby v28.5.2 daemon/cluster/executor/container/container.go; docker/cli v28.5.2",
)
SWARM_28_5_API = evolve(
    SWARM_28_5,
    variant="api",
    read_entrypoint=entrypoint_text.nonempty_list_only,
    read_args=entrypoint_text.list_only,
    citation="moby v28.5.2 daemon/cluster/executor/container/container.go",
)

_PODMAN_INIT = ("/run/podman-init", "--")

PODMAN_4_3 = Engine(
    name="podman",
    version=(4, 3),
    builder="buildah@1.28",
    read_entrypoint=entrypoint_text.podman_flag,
    no_command="no command or entrypoint provided, and no CMD or ENTRYPOINT from image",
    init=_PODMAN_INIT,
    check_image=image_checks.variables,
    command_line="podman",
    citation="podman v4.3.1 pkg/specgen/generate/oci.go makeCommand",
)
PODMAN_5_0 = evolve(
    PODMAN_4_3,
    version=(5, 0),
    builder="buildah@1.35",
    no_command=None,
    check_image=image_checks.variables_and_ports,
    citation="podman v5.0 pkg/specgen/generate/oci.go makeCommand",
    verified=False,
)
PODMAN_5_4 = evolve(
    PODMAN_5_0,
    version=(5, 4),
    builder="buildah@1.39",
    citation="podman v5.4.2 pkg/specgen/generate/oci.go makeCommand",
    verified=True,
)
PODMAN_5_8 = evolve(
    PODMAN_5_4,
    version=(5, 8),
    builder="buildah@1.43",
    citation="podman v5.8.2 pkg/specgen/generate/oci.go makeCommand",
)


def _remote(local: Engine) -> Engine:
    """Give the same program talking to a service: its wire format leaves empty lists out."""
    return evolve(
        local, variant="remote", read_entrypoint=entrypoint_text.podman_flag_over_the_wire
    )


PODMAN_4_3_COMPAT = evolve(
    PODMAN_4_3,
    variant="compat",
    read_entrypoint=entrypoint_text.podman_compat_before_5_6,
    command_line="docker",
)
PODMAN_5_0_COMPAT = evolve(
    PODMAN_5_0,
    variant="compat",
    read_entrypoint=entrypoint_text.podman_compat_before_5_6,
    command_line="docker",
)
PODMAN_5_4_COMPAT = evolve(
    PODMAN_5_4,
    variant="compat",
    read_entrypoint=entrypoint_text.podman_compat_before_5_6,
    command_line="docker",
)
PODMAN_5_6_COMPAT = evolve(
    PODMAN_5_4_COMPAT,
    version=(5, 6),
    read_entrypoint=entrypoint_text.podman_compat,
    verified=False,
)
PODMAN_5_8_COMPAT = evolve(
    PODMAN_5_8,
    variant="compat",
    read_entrypoint=entrypoint_text.podman_compat,
    command_line="docker",
)

PODMAN_4_3_REMOTE = _remote(PODMAN_4_3)
PODMAN_5_0_REMOTE = _remote(PODMAN_5_0)
PODMAN_5_4_REMOTE = _remote(PODMAN_5_4)
PODMAN_5_8_REMOTE = _remote(PODMAN_5_8)


def _libpod(local: Engine) -> Engine:
    """Give the service's own API, which takes lists and nothing else."""
    return evolve(
        local,
        variant="libpod",
        command_line=None,
        read_entrypoint=entrypoint_text.list_only,
        read_args=entrypoint_text.list_only,
    )


PODMAN_4_3_LIBPOD = _libpod(PODMAN_4_3)
PODMAN_5_0_LIBPOD = _libpod(PODMAN_5_0)
PODMAN_5_4_LIBPOD = _libpod(PODMAN_5_4)
PODMAN_5_8_LIBPOD = _libpod(PODMAN_5_8)


def _kube_play(local: Engine, source: str, read: pods.Pods) -> Engine:
    """Give ``podman kube play``: a Pod's command and arguments, with ``$(NAME)`` replaced."""
    return evolve(
        local,
        name="kube-play",
        command_line=None,
        read_entrypoint=entrypoint_text.nonempty_list_only,
        read_args=entrypoint_text.list_only,
        expands="all",
        pods=read,
        citation=f"podman {source} pkg/specgen/generate/kube/kube.go, pkg/specgen/generate/oci.go",
    )


KUBE_PLAY_5_4 = _kube_play(PODMAN_5_4, "v5.4.2", pods.KUBE_PLAY_5_4)
KUBE_PLAY_5_8 = _kube_play(PODMAN_5_8, "v5.8.2", pods.KUBE_PLAY_5_8)


CRI_1_6_0 = Engine(
    name="containerd-cri",
    version=(1, 6, 0),
    builder="buildkit@28.5",
    read_entrypoint=entrypoint_text.nonempty_list_only,
    read_args=entrypoint_text.list_only,
    clears_sole_empty="never",
    expands="pod",
    pods=pods.KUBELET,
    citation="containerd#7229; v1.6.8 pkg/cri/opts/spec_opts.go WithProcessArgs",
    verified=False,
)
CRI_1_6_9 = evolve(
    CRI_1_6_0,
    version=(1, 6, 9),
    clears_sole_empty="inherited",
    citation="containerd v1.6.20 pkg/cri/opts/spec_opts.go WithProcessArgs",
    verified=True,
)
CRI_1_7 = evolve(
    CRI_1_6_9,
    version=(1, 7),
    citation="containerd v1.7.24 pkg/cri/opts/spec_opts.go WithProcessArgs",
)
CRI_2_1 = evolve(
    CRI_1_7,
    version=(2, 1),
    citation="containerd v2.1.9 internal/cri/opts/spec_opts.go WithProcessArgs",
)

KUBERNETES_1_24 = evolve(
    CRI_2_1,
    name="kubernetes",
    version=(1, 24),
    expands="given",
    citation=f"{pods.KUBELET.citation}; {CRI_2_1.citation}",
    verified=False,
)
KUBERNETES_1_34 = evolve(
    KUBERNETES_1_24,
    version=(1, 34, 0),
    before_a_character="refused",
    citation=f"kubernetes#136323; {KUBERNETES_1_24.citation}",
)
KUBERNETES_1_34_4 = evolve(
    KUBERNETES_1_34,
    version=(1, 34, 4),
    before_a_character="kept",
    citation=f"kubernetes#136490; {KUBERNETES_1_24.citation}",
)
KUBERNETES_1_35 = evolve(KUBERNETES_1_34, version=(1, 35, 0))
KUBERNETES_1_35_1 = evolve(
    KUBERNETES_1_34_4,
    version=(1, 35, 1),
    citation=f"kubernetes#136491; {KUBERNETES_1_24.citation}",
)


def _on_cri_o(kubernetes: Engine) -> Engine:
    """Give the kubelet on CRI-O, which starts an image's entrypoint of one empty word as it is."""
    return evolve(
        kubernetes,
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

APPTAINER_1_4 = Engine(
    name="apptainer",
    version=(1, 4),
    builder="buildkit@28.5",
    read_entrypoint=run_script.no_entrypoint,
    read_args=run_script.between_double_quotes,
    clears_sole_empty="never",
    no_command=None,
    nothing_left=("/bin/sh", "/.singularity.d/runscript"),
    finish=run_script.set_and_found,
    citation="apptainer v1.4.5 internal/pkg/build/sources/runscript.sh",
)
APPTAINER_1_4_NO_EVAL = evolve(
    APPTAINER_1_4,
    variant="no-eval",
    read_args=entrypoint_text.one_word,
    finish=run_script.found,
)

#: Every engine record. An engine's records stand in ascending order of version.
ENGINES = (
    DOCKER_20_10,
    DOCKER_23_0,
    DOCKER_24_0,
    DOCKER_25_0,
    DOCKER_26_0,
    DOCKER_26_1,
    DOCKER_27_0,
    DOCKER_27_1,
    DOCKER_28_0,
    DOCKER_28_1,
    DOCKER_28_2,
    DOCKER_28_5,
    *COMPOSE_ENGINES,
    DOCKER_PY_7_1,
    SWARM_28_5,
    SWARM_28_5_API,
    PODMAN_4_3,
    PODMAN_5_0,
    PODMAN_5_4,
    PODMAN_5_8,
    PODMAN_4_3_COMPAT,
    PODMAN_5_0_COMPAT,
    PODMAN_5_4_COMPAT,
    PODMAN_5_6_COMPAT,
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
    CRI_1_6_0,
    CRI_1_6_9,
    CRI_1_7,
    CRI_2_1,
    *KUBERNETES,
    *(_on_cri_o(kubernetes) for kubernetes in KUBERNETES),
    APPTAINER_1_4,
    APPTAINER_1_4_NO_EVAL,
)
DEFAULT = DOCKER_28_5
#: Who starts the Pods of a manifest when nobody says who.
PODS_DEFAULT = KUBERNETES_1_35_1
