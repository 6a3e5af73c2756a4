"""Buildah, by the format of the images it writes."""

from __future__ import annotations

from attrs import evolve

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dialects.builders.flags import HEALTHCHECK, HEALTHCHECK_20, flags

_IMAGEBUILDER = (
    "openshift/imagebuilder {} dispatchers.go, builder.go, evaluator.go, shell_parser.go, "
    "dockerfile/parser; buildah {} imagebuildah"
)

BUILDAH_1_43 = Builder(
    name="buildah",
    version=(1, 43),
    citation=_IMAGEBUILDER.format("v1.2.22", "v1.43.2"),
    line_limit=2 * 1024 * 1024 - 1,
    strips_cr_run=False,
    doubled_escape_continues=True,
    directives=frozenset({"escape"}),
    honours_syntax=False,
    lenient_escape_directive=True,
    flag_escape_is_directive=False,
    json_whole=False,
    checks_every_stage=False,
    checks_every_arg=True,
    ignores_flags=frozenset(
        "ARG CMD ENTRYPOINT ENV EXPOSE LABEL MAINTAINER ONBUILD SHELL STOPSIGNAL USER VOLUME "
        "WORKDIR".split()
    ),
    flags=flags(
        ADD="chown chmod checksum link? keep-git-dir! exclude*",
        COPY="chown chmod from link? parents? exclude*",
        FROM="platform after",
        HEALTHCHECK=HEALTHCHECK,
        RUN="mount* network",
    ),
    flags_one_by_one=True,
    empty_flags=False,
    counts_retries_from=1,
    networks=frozenset({"default", "host", "none"}),
    substitution="imagebuilder",
    arguments_over_env=False,
    arguments_one_by_one=False,
    heading_one_by_one=False,
    stage_lookup="exact",
    checks_stage_names=False,
    substitutes_stage_names=True,
    numbers_stages=True,
    duplicate_stages="random",
    platform_over_default=True,
    stage_may_shadow_scratch=False,
    blank_platform=False,
    parses_every_reference=False,
    target_lookup="exact-or-index",
    modes="mode",
    sums="urls",
    target_before_stages=True,
    honours_shell=False,
    bare_cmd=(),
    bare_entrypoint=None,
    empty_entrypoint=(),
    empty_cmd_counts=False,
    args_escaped="kept",
    stores_shell=False,
    stores_on_build=False,
    heredoc_in_on_build=False,
    joins_triggers=True,
    on_build_checked_at_trigger=True,
    keeps_untouched_image=True,
)
BUILDAH_1_39 = evolve(
    BUILDAH_1_43,
    version=(1, 39),
    citation=_IMAGEBUILDER.format("v1.2.15", "v1.39.3"),
    checks_every_arg=False,
    flags={
        **BUILDAH_1_43.flags,
        **flags(
            ADD="chown chmod checksum link! keep-git-dir! exclude*",
            COPY="chown chmod from link! parents! exclude*",
            FROM="platform",
        ),
    },
    modes="octal",
    heredoc_blank=False,
    drops_heading=True,
    platform_given=False,
    first_target_wins=True,
)
BUILDAH_1_35 = evolve(
    BUILDAH_1_39,
    version=(1, 35),
    citation=_IMAGEBUILDER.format("v1.2.6", "v1.35"),
    verified=False,
    flags={
        **BUILDAH_1_43.flags,
        **flags(
            ADD="chown chmod checksum",
            COPY="chown chmod from",
            FROM="platform",
            HEALTHCHECK=HEALTHCHECK_20,
        ),
    },
    empty_flags=True,
    substitution="imagebuilder-colon",
    substitutes_stage_names=False,
)
BUILDAH_1_28 = evolve(
    BUILDAH_1_39,
    version=(1, 28),
    citation=_IMAGEBUILDER.format("v1.2.4", "v1.28.2"),
    heredocs=False,
    flags=flags(
        ADD="chown chmod",
        COPY="chown chmod from",
        FROM="platform",
        HEALTHCHECK=HEALTHCHECK_20,
        RUN="mount*",
    ),
    empty_flags=True,
    substitution="imagebuilder-colon",
    needs_by_defaults=False,
    platform_declared=True,
    platform_over_default=False,
    substitutes_stage_names=False,
    blank_platform=True,
    loose_platforms=True,
    target_lookup="exact",
)


def _docker_format(oci: Builder) -> Builder:
    return evolve(
        oci,
        variant="docker",
        forgets_empty_cmd=True,
        stores_shell=True,
        stores_on_build=True,
        empties="entrypoint-list",
    )


RECORDS = (
    BUILDAH_1_28,
    BUILDAH_1_35,
    BUILDAH_1_39,
    BUILDAH_1_43,
    evolve(_docker_format(BUILDAH_1_28), forgets_empty_cmd=False, empties="lists"),
    _docker_format(BUILDAH_1_35),
    _docker_format(BUILDAH_1_39),
    _docker_format(BUILDAH_1_43),
)
