"""BuildKit, by the release of Docker that it comes with."""

from __future__ import annotations

from attrs import evolve

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dialects.builders.flags import HEALTHCHECK, HEALTHCHECK_20, flags

FLAGS_20_10 = flags(
    ADD="chown chmod",
    COPY="chown from chmod",
    FROM="platform",
    HEALTHCHECK=HEALTHCHECK_20,
    RUN="mount*",
)
FLAGS_23_0 = flags(
    ADD="chown chmod link?",
    COPY="chown from chmod link?",
    FROM="platform",
    HEALTHCHECK=HEALTHCHECK_20,
    RUN="mount* network",
)
FLAGS_24_0 = {**FLAGS_23_0, "ADD": frozenset("chown chmod link? keep-git-dir? checksum".split())}
FLAGS_25_0 = {**FLAGS_24_0, "HEALTHCHECK": frozenset(HEALTHCHECK.split())}
FLAGS_28_0 = {**FLAGS_25_0, "RUN": frozenset({"mount*", "network", "device*"})}
FLAGS_28_5 = {
    **FLAGS_28_0,
    "ADD": frozenset("chown chmod link? keep-git-dir? checksum unpack? exclude*".split()),
    "COPY": frozenset("chown from chmod link? exclude*".split()),
}

LINT_27_0 = frozenset(
    "ConsistentInstructionCasing DuplicateStageName FromAsCasing JSONArgsRecommended "
    "LegacyKeyValueFormat MaintainerDeprecated MultipleInstructionsDisallowed NoEmptyContinuation "
    "ReservedStageName StageNameCasing UndefinedArgInFrom UndefinedVar WorkdirRelativePath".split()
)
LINT_27_1 = LINT_27_0 | {
    "FromPlatformFlagConstDisallowed",
    "InvalidDefaultArgInFrom",
    "RedundantTargetPlatform",
    "SecretsUsedInArgOrEnv",
}
LINT_28_0 = LINT_27_1 | {"InvalidDefinitionDescription"}
LINT_28_5 = LINT_28_0 | {"ExposeInvalidFormat", "ExposeProtoCasing"}

MOUNT_KEYS_20_10 = frozenset(
    "type from source src target dst destination readonly ro readwrite rw required id sharing mode "
    "uid gid".split()
)
NETWORKS = frozenset({"default", "none", "host"})

_BUILDKIT = (
    "moby/buildkit {} frontend/dockerfile/parser, instructions, shell, dockerfile2llb/convert.go"
)
BUILDKIT_20_10 = Builder(
    name="buildkit",
    version=(20, 10),
    citation=_BUILDKIT.format("v0.8.3"),
    strips_cr_run=False,
    directives=frozenset({"syntax", "escape"}),
    heredocs=False,
    heredoc_blank=False,
    flag_escape_is_directive=False,
    json_whole=False,
    flags=FLAGS_20_10,
    counts_retries_from=1,
    mounts="at-once",
    mount_keys=MOUNT_KEYS_20_10,
    expands_modes=False,
    arguments_one_by_one=False,
    heading_faults=False,
    bare_arguments="empty",
    substitution="colon",
    target_before_stages=True,
    stores_fired_on_build=False,
    syntax_behind_mark=False,
)
BUILDKIT_23_0 = evolve(
    BUILDKIT_20_10,
    version=(23, 0),
    citation=_BUILDKIT.format("v0.10.6"),
    verified=False,
    strips_cr_run=True,
    heredocs=True,
    flags=FLAGS_23_0,
    mounts="late",
    mount_keys=MOUNT_KEYS_20_10 | {"size"},
    networks=NETWORKS,
)
BUILDKIT_24_0 = evolve(
    BUILDKIT_23_0,
    version=(24, 0),
    citation=_BUILDKIT.format("v0.11.6"),
    flags=FLAGS_24_0,
    counts_retries_from=0,
    copies_from_git=True,
    sums="urls",
)
BUILDKIT_25_0 = evolve(
    BUILDKIT_24_0,
    version=(25, 0),
    citation=_BUILDKIT.format("v0.12.5"),
    flags=FLAGS_25_0,
    substitution="plain",
)
BUILDKIT_26_0 = evolve(
    BUILDKIT_25_0,
    version=(26, 0),
    citation=_BUILDKIT.format("v0.13.1"),
    substitution="patterns",
    copies_in_order=True,
)
BUILDKIT_26_1 = evolve(
    BUILDKIT_26_0, version=(26, 1), citation=_BUILDKIT.format("v0.13.2"), verified=True
)
BUILDKIT_27_0 = evolve(
    BUILDKIT_26_1,
    version=(27, 0),
    citation=_BUILDKIT.format("v0.14.1"),
    verified=False,
    arguments_one_by_one=True,
    heading_faults=True,
    target_before_stages=False,
    syntax_behind_mark=True,
    directives=frozenset({"syntax", "escape", "check"}),
    lint_rules=LINT_27_0,
)
BUILDKIT_27_1 = evolve(
    BUILDKIT_27_0,
    version=(27, 1),
    citation=_BUILDKIT.format("v0.15.0"),
    json_whole=True,
    lint_rules=LINT_27_1,
)
BUILDKIT_28_0 = evolve(
    BUILDKIT_27_1,
    version=(28, 0),
    citation=_BUILDKIT.format("v0.20.0"),
    flags=FLAGS_28_0,
    mount_keys=MOUNT_KEYS_20_10 | {"size", "env"},
    bare_arguments="kept",
    triggers_need_stages=True,
    modes="symbols",
    expands_modes=True,
    stores_fired_on_build=True,
    lint_rules=LINT_28_0,
)
BUILDKIT_28_1 = evolve(
    BUILDKIT_28_0,
    version=(28, 1),
    citation=_BUILDKIT.format("v0.21.0"),
    flag_escape_is_directive=True,
)
BUILDKIT_28_2 = evolve(
    BUILDKIT_28_1,
    version=(28, 2),
    citation=_BUILDKIT.format("v0.22.0"),
    heredoc_blank=True,
    sums="urls-or-git",
)
BUILDKIT_28_5 = evolve(
    BUILDKIT_28_2,
    version=(28, 5),
    citation=_BUILDKIT.format("v0.25.2"),
    verified=True,
    flags=FLAGS_28_5,
    substitutes_copied_from=True,
    lint_rules=LINT_28_5,
)

RECORDS = (
    BUILDKIT_20_10,
    BUILDKIT_23_0,
    BUILDKIT_24_0,
    BUILDKIT_25_0,
    BUILDKIT_26_0,
    BUILDKIT_26_1,
    BUILDKIT_27_0,
    BUILDKIT_27_1,
    BUILDKIT_28_0,
    BUILDKIT_28_1,
    BUILDKIT_28_2,
    BUILDKIT_28_5,
)
DEFAULT = BUILDKIT_28_5
