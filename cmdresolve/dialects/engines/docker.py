"""Docker: the merge of its daemon, moby."""

from __future__ import annotations

from cmdresolve.dialects.engines.engine import Engine

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
    compose=(2, 26),
    citation=_MOBY.format("v20.10.24"),
)
DOCKER_23_0 = DOCKER_20_10._replace(
    version=(23, 0),
    builder="buildkit@23.0",
    citation=_MOBY.format("v23.0"),
    verified=False,
)
DOCKER_24_0 = DOCKER_23_0._replace(version=(24, 0), builder="buildkit@24.0")
DOCKER_25_0 = DOCKER_24_0._replace(
    version=(25, 0),
    builder="buildkit@25.0",
    # In lower case since then (daemon/create.go mergeAndVerifyConfig).
    no_command="no command specified",
    citation=_MOBY.format("v25.0"),
)
DOCKER_26_0 = DOCKER_25_0._replace(
    version=(26, 0),
    builder="buildkit@26.0",
    citation=_MOBY.format("v26.0"),
)
DOCKER_26_1 = DOCKER_26_0._replace(
    version=(26, 1),
    builder="buildkit@26.1",
    citation=_MOBY.format("v26.1.5"),
    verified=True,
)
DOCKER_27_0 = DOCKER_26_1._replace(version=(27, 0), builder="buildkit@27.0", verified=False)
DOCKER_27_1 = DOCKER_27_0._replace(version=(27, 1), builder="buildkit@27.1")
DOCKER_27_3 = DOCKER_27_1._replace(version=(27, 3), builder="buildkit@27.3")
DOCKER_27_4 = DOCKER_27_3._replace(version=(27, 4), builder="buildkit@27.4")
DOCKER_28_0 = DOCKER_27_4._replace(version=(28, 0), builder="buildkit@28.0", compose=(2, 40))
DOCKER_28_1 = DOCKER_28_0._replace(version=(28, 1), builder="buildkit@28.1")
DOCKER_28_2 = DOCKER_28_1._replace(version=(28, 2), builder="buildkit@28.2")
DOCKER_28_5 = DOCKER_28_2._replace(
    version=(28, 5),
    builder="buildkit@28.5",
    citation=_MOBY.format("v28.5.2"),
    verified=True,
)
DOCKER_29_0 = DOCKER_28_5._replace(
    version=(29, 0),
    builder="buildkit@29.0",
    citation=_MOBY.format("docker-v29.0.0"),
    verified=False,
)
DOCKER_29_1 = DOCKER_29_0._replace(version=(29, 1), builder="buildkit@29.1")
DOCKER_29_2 = DOCKER_29_1._replace(version=(29, 2), builder="buildkit@29.2")
DOCKER_29_7 = DOCKER_29_2._replace(
    version=(29, 7),
    builder="buildkit@29.7",
    citation=_MOBY.format("docker-v29.7.2"),
)

RECORDS = (
    DOCKER_20_10,
    DOCKER_23_0,
    DOCKER_24_0,
    DOCKER_25_0,
    DOCKER_26_0,
    DOCKER_26_1,
    DOCKER_27_0,
    DOCKER_27_1,
    DOCKER_27_3,
    DOCKER_27_4,
    DOCKER_28_0,
    DOCKER_28_1,
    DOCKER_28_2,
    DOCKER_28_5,
    DOCKER_29_0,
    DOCKER_29_1,
    DOCKER_29_2,
    DOCKER_29_7,
)
#: The newest record with recordings behind it.
DEFAULT = DOCKER_28_5
