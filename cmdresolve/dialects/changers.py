"""Commands that change an image config, as frozen records by engine and version.

They are ``docker commit --change``, ``docker import --change``, ``buildah config`` and their kin,
and the ``changes`` of the APIs behind them. `cmdresolve.dockerfile.changing` reads these fields.
"""

from __future__ import annotations

from attrs import evolve, frozen

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.version import Version, show_version
from cmdresolve.model.value import Value

# The variant of Podman that writes images in Docker's format.
_DOCKER_COMPATIBLE = "compat"

# The instructions that changes may be. Docker: moby v20.10.24 and v28.5.2
# builder/dockerfile/builder.go validCommitCommands.
_BEFORE_23_0 = frozenset(
    "CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL ONBUILD USER VOLUME WORKDIR".split()
)
# Podman before 5.0 (pkg/util/utils.go GetImageConfig), and its import.
_OF_PODMAN = frozenset(
    "CMD ENTRYPOINT ENV EXPOSE LABEL ONBUILD STOPSIGNAL USER VOLUME WORKDIR".split()
)
# What imagebuilder dispatches, without what needs a container or a context (buildah v1.43.1
# internal/config/override.go).
_OF_IMAGEBUILDER = frozenset(
    "ARG CMD ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD SHELL STOPSIGNAL USER "
    "VOLUME WORKDIR".split()
)
# The flags of `buildah config` that are named like an instruction.
_OF_CONFIG = frozenset(
    "CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER ONBUILD SHELL STOPSIGNAL USER VOLUME "
    "WORKDIR".split()
)


@frozen(eq=False, repr=False)
class Changer(Value):
    """How one command changes an image config.

    Attributes:
        engine: the name of the engine or builder whose command it is.
        version: the first version of it that this record holds for.
        command: the command's verb: ``commit``, ``import`` or ``config``.
        citation: the sources that the record was read from.
        takes: the instructions that a change may be.
        reading: how changes are parsed: together as one Dockerfile (``dockerfile``), each alone as
            a name and a value (``pairs``), or each as the flag of its name (``flags``).
        builder: the builder that parses changes as a Dockerfile: in `RECORDS` its name without a
            version, and empty for the engine's own builder.
        decodes: whether each line of a change is a change of its own, is trimmed, and may be
            written as ``NAME=VALUE``.
        starts_empty: whether the instructions start from an empty config, so that they see neither
            variables nor the working directory of the container.
        sees_variables: whether an instruction sees the variables set by those before it.
        merging: how the result is merged with the container's own config: that fills the fields
            which are empty (``fills-empty``); a change of ENTRYPOINT or CMD replaces both
            (``pair``); each change replaces its own field (``over``); or there is no container, as
            for an import (``nothing``).
        stores_shell: whether SHELL reaches the image.
        stores_on_build: whether ONBUILD reaches the image.
        keeps_shell: whether the shell of the container's image stays in the image.
        checks_first: whether all changes are checked before any is applied; if not, each is checked
            when it is reached.
        refusal: the message for an instruction that is not in `takes`, with ``{written}`` for it.
        not_known: the message for a line that is not an instruction, with ``{written}`` for its
            first word and ``{line}`` for the whole.
        iterates_json: whether json-iterator/go reads a JSON list, rather than Go's encoding/json.
        lowers: whether messages name an instruction in lower case.
        verified: whether recorded runs of this very version stand behind it.
    """

    engine: str
    version: Version
    command: str
    citation: str
    takes: frozenset[str]
    reading: str = "dockerfile"
    builder: str = ""
    decodes: bool = False
    starts_empty: bool = False
    sees_variables: bool = True
    merging: str = "fills-empty"
    stores_shell: bool = False
    stores_on_build: bool = True
    keeps_shell: bool = False
    checks_first: bool = True
    refusal: str = "{written} is not a valid change command"
    not_known: str = "{written} is not a valid change command"
    iterates_json: bool = False
    lowers: bool = False
    verified: bool = True

    @property
    def name(self) -> str:
        """The command as one types it, such as ``docker commit --change``."""
        change = "" if self.reading == "flags" else " --change"
        return f"{self.engine} {self.command}{change}"

    def by(self, program: Engine | Builder, version: Version) -> Changer:
        """Return the record for one version, with the full name of the builder that parses.

        Args:
            program: the engine or builder whose command it is. Where it writes images in Docker's
                format, they keep SHELL and ONBUILD, for which OCI's format has no fields.
            version: the version that was asked for.
        """
        if isinstance(program, Builder):
            builder, docker = program.key, program.triggers.stored
        elif self.builder:
            builder, docker = f"{self.builder}@{show_version(version)}", False
        else:
            docker = program.variant == _DOCKER_COMPATIBLE
            builder = program.builder + ("/docker" if docker else "")
        if not docker:
            return evolve(self, builder=builder)
        return evolve(
            self, builder=builder, stores_shell=True, stores_on_build=True, keeps_shell=True
        )

    @property
    def key(self) -> str:
        """The engine and the version, as ``docker@28.5``."""
        return f"{self.engine}@{show_version(self.version)}"


_DOCKER_20_10 = Changer(
    engine="docker",
    version=(20, 10),
    command="commit",
    citation="moby v20.10.24 builder/dockerfile/builder.go BuildFromConfig, daemon/commit.go",
    takes=_BEFORE_23_0,
    builder="classic",
    lowers=True,
)
_DOCKER_23_0 = evolve(
    _DOCKER_20_10,
    version=(23, 0),
    citation="moby v28.5.2 builder/dockerfile/builder.go BuildFromConfig, daemon/commit.go",
    takes=_BEFORE_23_0 | {"STOPSIGNAL"},
    lowers=False,
)


def _import(commit: Changer) -> Changer:
    return evolve(
        commit,
        command="import",
        citation=commit.citation.replace("commit.go", "images/image_import.go"),
        starts_empty=True,
        merging="nothing",
    )


_PODMAN_4_3 = Changer(
    engine="podman",
    version=(4, 3),
    command="commit",
    citation="podman v4.3.1 libpod/container_commit.go, pkg/util/utils.go GetImageConfig",
    takes=_OF_PODMAN,
    reading="pairs",
    merging="over",
    stores_on_build=False,
)
_PODMAN_5_0 = Changer(
    engine="podman",
    version=(5, 0),
    command="commit",
    citation="podman v5.8.2 libpod/container_commit.go, pkg/util/changes.go; "
    "buildah v1.43.1 internal/config/override.go",
    takes=_OF_IMAGEBUILDER,
    decodes=True,
    starts_empty=True,
    sees_variables=False,
    checks_first=False,
    refusal="{written} not supported as changes",
    not_known='did not understand change instruction "{line}"',
    merging="pair",
    stores_on_build=False,
)
_BUILDAH = Changer(
    engine="buildah",
    version=(1, 28),
    command="config",
    citation="buildah v1.43.1 cmd/buildah/config.go updateConfig",
    takes=_OF_CONFIG,
    reading="flags",
    merging="over",
    stores_on_build=False,
)
_BUILDAH_COMMIT = evolve(
    _PODMAN_5_0,
    engine="buildah",
    version=(1, 33),
    command="commit",
    citation="buildah v1.43.1 cmd/buildah/commit.go, internal/config/override.go",
    decodes=False,
    verified=False,
)

#: Every record, each command's in ascending order of version. The first of an engine has the
#: command that is meant when none is named.
RECORDS: tuple[Changer, ...] = (
    _DOCKER_20_10,
    _DOCKER_23_0,
    _import(_DOCKER_20_10),
    _import(_DOCKER_23_0),
    _PODMAN_4_3,
    _PODMAN_5_0,
    evolve(
        _PODMAN_4_3,
        command="import",
        # Since Podman 4.0 at least; its own commands read with encoding/json.
        citation="podman v4.3.1 vendor/github.com/containers/common/libimage/image_config.go, "
        "runtime.go json; v5.8.2 vendor/go.podman.io/common/libimage/image_config.go, runtime.go",
        merging="nothing",
        iterates_json=True,
    ),
    _BUILDAH,
    _BUILDAH_COMMIT,
)
