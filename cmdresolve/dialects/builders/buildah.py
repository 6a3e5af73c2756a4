"""Buildah, by the format of the images that it writes: OCI's, or Docker's."""

from __future__ import annotations

from cmdresolve.dialects.builders.buildah_mounts import MOUNTS_1_28, MOUNTS_1_39
from cmdresolve.dialects.builders.builder import (
    PROXIES,
    Arguments,
    Builder,
    Checking,
    CommandForms,
    Copying,
    Flags,
    Platforms,
    Reading,
    Running,
    Scheduling,
    StageNames,
    Storing,
    Triggers,
)

_IMAGEBUILDER = (
    "openshift/imagebuilder {} dispatchers.go, builder.go, evaluator.go, shell_parser.go, "
    "dockerfile/parser; buildah {} imagebuildah"
)

READING_1_28 = Reading(
    line_limit=2 * 1024 * 1024 - 1,
    strips_cr_run=False,
    doubled_escape_continues=True,
    directives=frozenset({"escape"}),
    honours_syntax=False,
    syntax_behind_mark=True,
    lenient_escape_directive=True,
    heredocs=False,
    heredoc_blank=False,
    flag_escape_is_directive=False,
    json_whole=False,
    refuses_empty=False,
)
READING_1_35 = READING_1_28._replace(heredocs=True)
READING_1_43 = READING_1_35._replace(heredoc_blank=True)

CHECKING_1_28 = Checking(
    lint_rules=frozenset(),
    checks_in_comments=False,
    every_stage=False,
    # imagebuilder evaluator.go Resolve, before dispatchers.go checks anything (recorded: 1.43.2).
    words_first=True,
    every_arg=False,
    skips_before_from=True,
    blank_names=False,
    bare_arg=False,
    blank_variables=False,
    ports="as-it-is",
    more_signals=frozenset({"BUF", "BUG", "EMT", "INFO", "LWP", "THR", "UNUSED"}),
    empty_working_dir=False,
    own_arguments=frozenset(),
    empty_own_arguments=False,
    empty_file_first=True,
)
CHECKING_1_43 = CHECKING_1_28._replace(
    every_arg=True,
    skips_before_from=False,
    own_arguments=frozenset({"SOURCE_DATE_EPOCH"}),
    empty_own_arguments=True,
)

FLAGS_1_28 = Flags(
    of_add=frozenset({"chown", "chmod"}),
    of_copy=frozenset({"chown", "chmod", "from"}),
    of_from=frozenset({"platform*"}),
    of_healthcheck=frozenset({"interval*", "timeout*", "start-period*", "retries*"}),
    of_run=frozenset({"mount*"}),
    one_by_one=True,
    may_be_empty=True,
    ignored_by=frozenset(
        "ARG CMD ENTRYPOINT ENV EXPOSE LABEL MAINTAINER ONBUILD SHELL STOPSIGNAL USER VOLUME "
        "WORKDIR".split()
    ),
    unknown="refused",
    labs_only=frozenset(),
    dashes=True,
    least_retries=1,
    durations="positive",
)
FLAGS_1_35 = FLAGS_1_28._replace(
    of_add=FLAGS_1_28.of_add | {"checksum"},
    of_run=FLAGS_1_28.of_run | {"network"},
)
FLAGS_1_39 = FLAGS_1_35._replace(
    of_add=FLAGS_1_35.of_add | {"link!", "keep-git-dir!", "exclude*"},
    of_copy=FLAGS_1_35.of_copy | {"link!", "parents!", "exclude*"},
    of_healthcheck=FLAGS_1_35.of_healthcheck | {"start-interval*"},
    may_be_empty=False,
)
FLAGS_1_43 = FLAGS_1_39._replace(
    of_add=frozenset({"chown", "chmod", "checksum", "link?", "keep-git-dir!", "exclude*"}),
    of_copy=frozenset({"chown", "chmod", "from", "link?", "parents?", "exclude*"}),
    of_from=frozenset({"platform*", "after*"}),
)

RUNNING_1_28 = Running(
    mounts="by-type",
    mount_keys=frozenset(),
    mount_options=MOUNTS_1_28,
    networks=frozenset({"default", "host", "none"}),
    expands_network=True,
    securities=frozenset(),
    needs_buildkit=False,
)

RUNNING_1_39 = RUNNING_1_28._replace(mount_options=MOUNTS_1_39)

ARGUMENTS_1_28 = Arguments(
    substitution="imagebuilder-colon",
    whole_words=True,
    nested_restarts=False,
    over_env=False,
    inherited=False,
    inherited_ahead=False,
    one_by_one=False,
    global_one_by_one=False,
    global_faults=True,
    bare_global="kept",
    proxies_known=PROXIES,
    global_proxies=False,
)
ARGUMENTS_1_39 = ARGUMENTS_1_28._replace(substitution="imagebuilder")
ARGUMENTS_1_43 = ARGUMENTS_1_39._replace(inherited=True, inherited_ahead=True)

NAMES_1_28 = StageNames(
    lookup="exact",
    checked=False,
    substituted=False,
    numbered=True,
    duplicates="random",
    may_shadow_scratch=False,
    target_lookup="exact",
    first_target_wins=True,
    target_before_stages=True,
    target_before_arguments=False,
)
NAMES_1_35 = NAMES_1_28._replace(target_lookup="exact-or-index")
NAMES_1_39 = NAMES_1_35._replace(substituted=True)
NAMES_1_43 = NAMES_1_39._replace(first_target_wins=False)

SCHEDULING_1_28 = Scheduling(
    runs="needed-by-name",
    needs_by_defaults=False,
    needs_by_stage_args=False,
    honours_after=False,
    parses_every_reference=False,
    reserves_scratch=False,
    upper_registries=False,
    builds_from_scratch=True,
    refuses_empty_image=False,
)
SCHEDULING_1_35 = SCHEDULING_1_28._replace(needs_by_defaults=True)
# Run on 1.39.3, which does, and 1.43.2, which does not.
SCHEDULING_1_39 = SCHEDULING_1_35._replace(needs_by_stage_args=True)
SCHEDULING_1_44 = SCHEDULING_1_39._replace(honours_after=True)

# That FROM knows platforms without an ARG comes from imagebuilder just before v1.2.4, which go.mod
# of Buildah 1.28.2 names. Debian builds it with an older one, where a global ARG must declare them.
PLATFORMS_1_28 = Platforms(
    arguments=True,
    as_build_arguments=True,
    given=False,
    over_default=False,
    fixed=False,
    target_argument="variable",
    before_name=False,
    may_be_blank=True,
    parser="parts",
    system="linux",
    other_systems=True,
)
PLATFORMS_1_35 = PLATFORMS_1_28._replace(
    over_default=True,
    may_be_blank=False,
    parser="buildah",
)
PLATFORMS_1_39 = PLATFORMS_1_35._replace(
    as_build_arguments=False,
    fixed=True,
    target_argument="platform",
)
PLATFORMS_1_43 = PLATFORMS_1_39._replace(given=True)

COPYING_1_28 = Copying(
    looks_up="when-run-by-name",
    in_order=False,
    triggers_need_stages=False,
    refuses_variables_in_from=False,
    empty_from_is_name=True,
    modes="octal",
    expands_modes=True,
    refuses_git=False,
    bare_git=False,
    adds_git=True,
    git_queries=False,
    owners="user-or-group",
    refuses_outside=False,
    checksums="urls",
    heredocs=True,
    refuses_heredoc_destination=False,
    many_to_any=True,
)
COPYING_1_43 = COPYING_1_28._replace(modes="mode")

FORMS = CommandForms(
    honours_shell=False,
    bare_cmd=(),
    bare_entrypoint=None,
    empty_entrypoint=(),
    empty_cmd_counts=False,
    args_escaped="kept",
    windows_command_line=False,
)

TRIGGERS_OCI = Triggers(
    stored=False,
    with_heredocs=False,
    joined=True,
    stores_fired=True,
    refused_when_fired=True,
)
TRIGGERS_DOCKER = TRIGGERS_OCI._replace(stored=True)

STORING_OCI = Storing(
    stores_shell=False,
    empty_lists="omitted",
    forgets_empty_cmd=False,
    keeps_untouched_image=True,
    renewed_last=True,
    bare_names=False,
    last_of_name=False,
    container_for_each=False,
    starts_in="/",
    absolute_folder="trimmed",
    empty_cleans=True,
    enters_folder=False,
    windows_path="linux",
    windows_working_dir="slash",
)
STORING_OCI_1_28 = STORING_OCI._replace(starts_in="")
STORING_DOCKER_1_28 = STORING_OCI_1_28._replace(stores_shell=True, empty_lists="lists")
STORING_DOCKER_1_35 = STORING_DOCKER_1_28._replace(
    starts_in="/", empty_lists="entrypoint-list", forgets_empty_cmd=True
)

BUILDAH_1_28 = Builder(
    name="buildah",
    version=(1, 28),
    variant="",
    citation=_IMAGEBUILDER.format("v1.2.4", "v1.28.2"),
    verified=True,
    reading=READING_1_28,
    checking=CHECKING_1_28,
    flags=FLAGS_1_28,
    running=RUNNING_1_28,
    arguments=ARGUMENTS_1_28,
    names=NAMES_1_28,
    scheduling=SCHEDULING_1_28,
    platforms=PLATFORMS_1_28,
    copying=COPYING_1_28,
    forms=FORMS,
    triggers=TRIGGERS_OCI,
    storing=STORING_OCI_1_28,
)
BUILDAH_1_35 = Builder(
    name="buildah",
    version=(1, 35),
    variant="",
    citation=_IMAGEBUILDER.format("v1.2.6", "v1.35"),
    verified=False,
    reading=READING_1_35,
    checking=CHECKING_1_28,
    flags=FLAGS_1_35,
    running=RUNNING_1_28,
    arguments=ARGUMENTS_1_28,
    names=NAMES_1_35,
    scheduling=SCHEDULING_1_35,
    platforms=PLATFORMS_1_35,
    copying=COPYING_1_28,
    forms=FORMS,
    triggers=TRIGGERS_OCI,
    storing=STORING_OCI,
)
BUILDAH_1_39 = Builder(
    name="buildah",
    version=(1, 39),
    variant="",
    citation=_IMAGEBUILDER.format("v1.2.15", "v1.39.3"),
    verified=True,
    reading=READING_1_35,
    checking=CHECKING_1_28,
    flags=FLAGS_1_39,
    running=RUNNING_1_39,
    arguments=ARGUMENTS_1_39,
    names=NAMES_1_39,
    scheduling=SCHEDULING_1_39,
    platforms=PLATFORMS_1_39,
    copying=COPYING_1_28,
    forms=FORMS,
    triggers=TRIGGERS_OCI,
    storing=STORING_OCI,
)
BUILDAH_1_43 = Builder(
    name="buildah",
    version=(1, 43),
    variant="",
    citation=_IMAGEBUILDER.format("v1.2.22", "v1.43.2"),
    verified=True,
    reading=READING_1_43,
    checking=CHECKING_1_43,
    flags=FLAGS_1_43,
    running=RUNNING_1_39,
    arguments=ARGUMENTS_1_43,
    names=NAMES_1_43,
    scheduling=SCHEDULING_1_35,
    platforms=PLATFORMS_1_43,
    copying=COPYING_1_43,
    forms=FORMS,
    triggers=TRIGGERS_OCI,
    storing=STORING_OCI,
)

BUILDAH_1_44 = BUILDAH_1_43._replace(
    version=(1, 44),
    citation=_IMAGEBUILDER.format("v1.2.21", "v1.44.0"),
    scheduling=SCHEDULING_1_44,
    verified=False,
)


def _docker_format(oci: Builder, storing: Storing) -> Builder:
    return oci._replace(variant="docker", triggers=TRIGGERS_DOCKER, storing=storing)


RECORDS = (
    BUILDAH_1_28,
    BUILDAH_1_35,
    BUILDAH_1_39,
    BUILDAH_1_43,
    BUILDAH_1_44,
    _docker_format(BUILDAH_1_28, STORING_DOCKER_1_28),
    _docker_format(BUILDAH_1_35, STORING_DOCKER_1_35),
    _docker_format(BUILDAH_1_39, STORING_DOCKER_1_35),
    _docker_format(BUILDAH_1_43, STORING_DOCKER_1_35),
    _docker_format(BUILDAH_1_44, STORING_DOCKER_1_35),
)
