"""The parts of BuildKit's records, each under the release of Docker that first had it.

A part is written out for its first release. Then each release replaces what it changed, so that the
calls of ``_replace`` are the history; the sources are cited at the fields in `builder` and
`accepting`.
"""

from __future__ import annotations

from types import MappingProxyType

from cmdresolve.dialects.builders.builder import (
    Arguments,
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

READING_20_10 = Reading(
    line_limit=65_535,
    strips_cr_run=False,
    doubled_escape_continues=False,
    directives=frozenset({"syntax", "escape"}),
    honours_syntax=True,
    syntax_behind_mark=False,
    lenient_escape_directive=False,
    heredocs=False,
    heredoc_blank=False,
    flag_escape_is_directive=False,
    json_whole=False,
    refuses_empty=True,
)
READING_23_0 = READING_20_10._replace(strips_cr_run=True, heredocs=True)
READING_27_0 = READING_23_0._replace(directives=frozenset({"syntax", "escape", "check"}))
READING_27_1 = READING_27_0._replace(json_whole=True)
READING_28_0 = READING_27_1._replace(syntax_behind_mark=True)
READING_28_1 = READING_28_0._replace(flag_escape_is_directive=True)
READING_28_2 = READING_28_1._replace(heredoc_blank=True)

CHECKING_20_10 = Checking(
    lint_rules=frozenset(),
    checks_in_comments=False,
    every_stage=True,
    words_first=False,
    every_arg=False,
    skips_before_from=False,
    blank_names=True,
    bare_arg=True,
    blank_variables=False,
    ports="loose",
    more_signals=frozenset(),
    empty_working_dir=False,
    own_arguments=frozenset(),
    empty_own_arguments=False,
    empty_file_first=False,
)
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
LINT_27_4 = LINT_27_1 | {"InvalidDefinitionDescription"}
LINT_28_4 = LINT_27_4 | {"ExposeInvalidFormat", "ExposeProtoCasing"}
CHECKING_23_0 = CHECKING_20_10._replace(own_arguments=frozenset({"BUILDKIT_MULTI_PLATFORM"}))
CHECKING_24_0 = CHECKING_23_0._replace(
    own_arguments=CHECKING_23_0.own_arguments | {"SOURCE_DATE_EPOCH"}
)
CHECKING_27_0 = CHECKING_24_0._replace(lint_rules=LINT_27_0)
CHECKING_27_1 = CHECKING_27_0._replace(lint_rules=LINT_27_1)
CHECKING_27_4 = CHECKING_27_1._replace(lint_rules=LINT_27_4)
CHECKING_28_4 = CHECKING_27_4._replace(lint_rules=LINT_28_4, ports="strict")
CHECKING_29_2 = CHECKING_28_4._replace(checks_in_comments=True)
CHECKING_1_24 = CHECKING_29_2._replace(own_arguments=CHECKING_23_0.own_arguments)

FLAGS_20_10 = Flags(
    of_add=frozenset({"chown", "chmod"}),
    of_copy=frozenset({"chown", "from", "chmod"}),
    of_from=frozenset({"platform"}),
    of_healthcheck=frozenset({"interval", "timeout", "start-period", "retries"}),
    of_run=frozenset({"mount*"}),
    one_by_one=False,
    may_be_empty=True,
    ignored_by=frozenset({"ARG", "STOPSIGNAL"}),
    unknown="refused",
    labs_only=frozenset(),
    dashes=False,
    least_retries=1,
    durations="millisecond",
)
FLAGS_23_0 = FLAGS_20_10._replace(
    of_add=FLAGS_20_10.of_add | {"link?"},
    of_copy=FLAGS_20_10.of_copy | {"link?"},
    of_run=FLAGS_20_10.of_run | {"network"},
)
FLAGS_24_0 = FLAGS_23_0._replace(
    of_add=FLAGS_23_0.of_add | {"keep-git-dir?", "checksum"},
    labs_only=frozenset({"checksum"}),
    least_retries=0,
    durations="zero",
)
FLAGS_25_0 = FLAGS_24_0._replace(
    of_healthcheck=FLAGS_24_0.of_healthcheck | {"start-interval"},
    labs_only=frozenset(),
)
FLAGS_27_0 = FLAGS_25_0._replace(dashes=True)
FLAGS_28_0 = FLAGS_27_0._replace(
    of_run=FLAGS_27_0.of_run | {"device*"}, labs_only=frozenset({"device"})
)
FLAGS_28_4 = FLAGS_28_0._replace(of_add=FLAGS_28_0.of_add | {"unpack?"})
FLAGS_28_5 = FLAGS_28_4._replace(
    of_add=FLAGS_28_4.of_add | {"exclude*"},
    of_copy=FLAGS_28_4.of_copy | {"exclude*"},
)
FLAGS_29_1 = FLAGS_28_5._replace(
    of_copy=FLAGS_28_5.of_copy | {"parents?"},
    of_run=FLAGS_28_5.of_run | {"security"},
)

RUNNING_20_10 = Running(
    mounts="at-once",
    mount_keys=frozenset(
        "type from source src target dst destination readonly ro readwrite rw required id sharing "
        "mode uid gid".split()
    ),
    mount_options=MappingProxyType({}),
    networks=frozenset(),
    expands_network=False,
    securities=frozenset(),
    needs_buildkit=False,
)
RUNNING_23_0 = RUNNING_20_10._replace(
    mounts="late",
    mount_keys=RUNNING_20_10.mount_keys | {"size"},
    networks=frozenset({"default", "none", "host"}),
)
RUNNING_27_3 = RUNNING_23_0._replace(mount_keys=RUNNING_23_0.mount_keys | {"env"})
# RUN --security, which only the labs channel had before.
RUNNING_29_1 = RUNNING_27_3._replace(securities=frozenset({"insecure", "sandbox"}))

ARGUMENTS_20_10 = Arguments(
    substitution="colon",
    whole_words=False,
    nested_restarts=False,
    over_env=True,
    inherited=True,
    inherited_ahead=False,
    one_by_one=False,
    global_one_by_one=True,
    global_faults=False,
    bare_global="empty",
    proxies_known=frozenset(),
    global_proxies=False,
)
ARGUMENTS_25_0 = ARGUMENTS_20_10._replace(substitution="plain")
ARGUMENTS_26_0 = ARGUMENTS_25_0._replace(substitution="patterns")
ARGUMENTS_27_0 = ARGUMENTS_26_0._replace(one_by_one=True, global_faults=True)
ARGUMENTS_27_1 = ARGUMENTS_27_0._replace(nested_restarts=True)
ARGUMENTS_27_4 = ARGUMENTS_27_1._replace(bare_global="kept")

NAMES_20_10 = StageNames(
    lookup="lowered",
    checked=True,
    substituted=False,
    numbered=False,
    duplicates="last",
    may_shadow_scratch=True,
    target_lookup="caseless",
    first_target_wins=False,
    target_before_stages=True,
    target_before_arguments=False,
)
NAMES_27_0 = NAMES_20_10._replace(target_before_stages=False)

SCHEDULING = Scheduling(
    runs="needed",
    needs_by_defaults=True,
    needs_by_stage_args=False,
    honours_after=False,
    parses_every_reference=True,
    reserves_scratch=False,
    upper_registries=True,
    builds_from_scratch=True,
    refuses_empty_image=False,
)
# Before docker/distribution 2.8.
SCHEDULING_20_10 = SCHEDULING._replace(upper_registries=False)

PLATFORMS = Platforms(
    arguments=True,
    as_build_arguments=False,
    given=True,
    over_default=False,
    fixed=False,
    target_argument="variable",
    before_name=False,
    may_be_blank=True,
    parser="containerd",
    system="linux",
    other_systems=True,
)

COPYING_20_10 = Copying(
    looks_up="ahead",
    in_order=False,
    triggers_need_stages=False,
    refuses_variables_in_from=False,
    empty_from_is_name=False,
    modes="any",
    expands_modes=False,
    refuses_git=False,
    bare_git=False,
    adds_git=True,
    git_queries=False,
    owners="any",
    refuses_outside=False,
    checksums="anything",
    heredocs=True,
    refuses_heredoc_destination=True,
    many_to_any=True,
)
COPYING_24_0 = COPYING_20_10._replace(
    refuses_git=True, bare_git=True, adds_git=False, checksums="urls"
)
COPYING_25_0 = COPYING_24_0._replace(adds_git=True)
COPYING_26_0 = COPYING_25_0._replace(in_order=True)
COPYING_27_0 = COPYING_26_0._replace(bare_git=False)
COPYING_27_3 = COPYING_27_0._replace(expands_modes=True)
COPYING_27_4 = COPYING_27_3._replace(triggers_need_stages=True)
COPYING_28_0 = COPYING_27_4._replace(modes="symbols")
COPYING_28_2 = COPYING_28_0._replace(checksums="urls-or-git")
COPYING_28_4 = COPYING_28_2._replace(refuses_variables_in_from=True, git_queries=True)

FORMS = CommandForms(
    honours_shell=True,
    bare_cmd=("",),
    bare_entrypoint=("",),
    empty_entrypoint=None,
    empty_cmd_counts=True,
    args_escaped="cmd-sets",
    windows_command_line=False,
)

TRIGGERS_20_10 = Triggers(
    stored=True,
    with_heredocs=True,
    joined=False,
    stores_fired=False,
    refused_when_fired=False,
)
TRIGGERS_27_4 = TRIGGERS_20_10._replace(stores_fired=True)

STORING = Storing(
    stores_shell=True,
    empty_lists="omitted",
    forgets_empty_cmd=False,
    keeps_untouched_image=False,
    renewed_last=False,
    bare_names=True,
    last_of_name=False,
    container_for_each=False,
    starts_in="/",
    absolute_folder="kept",
    empty_cleans=False,
    enters_folder=True,
    windows_path="none",
    windows_working_dir="backslash",
)
# Before BuildKit 0.22 (dockerfile_test.go testDefaultShellAndPath at v0.13.2).
STORING_25_0 = STORING._replace(windows_path="windows")
# Before BuildKit 0.12, which knows paths by system.
STORING_20_10 = STORING_25_0._replace(windows_working_dir="slash", empty_cleans=True)
