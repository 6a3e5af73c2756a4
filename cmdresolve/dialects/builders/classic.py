"""Docker's classic builder, on Linux and on Windows.

It shares the parser package and the flags with the BuildKit of its release; what it does with what
it reads has been the same in all of them.
"""

from __future__ import annotations

from cmdresolve.dialects.builders import buildkit_parts
from cmdresolve.dialects.builders.builder import (
    PROXIES,
    Arguments,
    Builder,
    Checking,
    CommandForms,
    Copying,
    Platforms,
    Reading,
    Running,
    Scheduling,
    StageNames,
    Storing,
    Triggers,
)

_CLASSIC = "moby {} builder/dockerfile/dispatchers.go, evaluator.go; moby/buildkit {} parser"


def _reading(of_buildkit: Reading) -> Reading:
    return of_buildkit._replace(honours_syntax=False)


READING_20_10 = _reading(buildkit_parts.READING_20_10)
READING_23_0 = _reading(buildkit_parts.READING_23_0)
READING_27_0 = _reading(buildkit_parts.READING_27_0)
READING_27_1 = _reading(buildkit_parts.READING_27_1)
READING_28_0 = _reading(buildkit_parts.READING_28_0)
READING_28_1 = _reading(buildkit_parts.READING_28_1)
READING_28_2 = _reading(buildkit_parts.READING_28_2)

CHECKING = Checking(
    lint_rules=frozenset(),
    checks_in_comments=False,
    every_stage=True,
    words_first=False,
    every_arg=False,
    skips_before_from=False,
    blank_names=True,
    bare_arg=True,
    blank_variables=True,
    ports="loose",
    more_signals=frozenset(),
    empty_working_dir=True,
    own_arguments=frozenset(),
    empty_own_arguments=False,
    empty_file_first=False,
)


def _running(of_buildkit: Running) -> Running:
    return of_buildkit._replace(needs_buildkit=True)


RUNNING_20_10 = _running(buildkit_parts.RUNNING_20_10)
RUNNING_23_0 = _running(buildkit_parts.RUNNING_23_0)
RUNNING_27_3 = _running(buildkit_parts.RUNNING_27_3)

ARGUMENTS_20_10 = Arguments(
    substitution="colon",
    whole_words=False,
    nested_restarts=False,
    over_env=False,
    inherited=False,
    inherited_ahead=False,
    one_by_one=False,
    global_one_by_one=False,
    global_faults=True,
    bare_global="unset",
    proxies_known=PROXIES,
    global_proxies=True,
)
ARGUMENTS_25_0 = ARGUMENTS_20_10._replace(
    substitution="plain", proxies_known=PROXIES | {"ALL_PROXY", "all_proxy"}
)
ARGUMENTS_26_0 = ARGUMENTS_25_0._replace(substitution="patterns")
ARGUMENTS_27_1 = ARGUMENTS_26_0._replace(nested_restarts=True)

NAMES = StageNames(
    lookup="caseless",
    checked=True,
    substituted=False,
    numbered=False,
    duplicates="refused",
    may_shadow_scratch=True,
    target_lookup="caseless",
    first_target_wins=True,
    target_before_stages=True,
    target_before_arguments=True,
)

SCHEDULING = Scheduling(
    runs="every",
    needs_by_defaults=True,
    needs_by_stage_args=False,
    honours_after=False,
    parses_every_reference=False,
    reserves_scratch=True,
    upper_registries=True,
    builds_from_scratch=True,
    refuses_empty_image=True,
)
SCHEDULING_20_10 = SCHEDULING._replace(upper_registries=False)  # before distribution 2.8

PLATFORMS = Platforms(
    arguments=False,
    as_build_arguments=False,
    given=True,
    over_default=False,
    fixed=False,
    target_argument="variable",
    before_name=True,
    may_be_blank=True,
    parser="containerd",
    system="linux",
    other_systems=False,
)
PLATFORMS_ON_WINDOWS = PLATFORMS._replace(system="windows")

COPYING_20_10 = Copying(
    looks_up="when-run",
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
    owners="user-and-group",
    refuses_outside=True,
    checksums="anything",
    heredocs=False,
    refuses_heredoc_destination=True,
    many_to_any=False,
)
COPYING_27_3 = COPYING_20_10._replace(expands_modes=True)

FORMS = CommandForms(
    honours_shell=True,
    bare_cmd=(),
    bare_entrypoint=None,
    empty_entrypoint=None,
    empty_cmd_counts=False,
    args_escaped="both-clear",
    windows_command_line=True,
)

TRIGGERS = Triggers(
    stored=True,
    with_heredocs=True,
    joined=False,
    stores_fired=True,
    refused_when_fired=False,
)

STORING = Storing(
    stores_shell=True,
    empty_lists="kept",
    forgets_empty_cmd=False,
    keeps_untouched_image=True,
    renewed_last=False,
    bare_names=True,
    last_of_name=True,
    container_for_each=True,
    starts_in="",
    absolute_folder="cleaned",
    empty_cleans=True,
    enters_folder=False,
    windows_path="none",
    windows_working_dir="drive",
)
# Docker 26.1 is the next that was asked.
STORING_20_10 = STORING._replace(absolute_folder="kept")

CLASSIC_20_10 = Builder(
    name="classic",
    version=(20, 10),
    variant="",
    citation=_CLASSIC.format("v20.10.24", "v0.8.3"),
    verified=True,
    reading=READING_20_10,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_20_10,
    running=RUNNING_20_10,
    arguments=ARGUMENTS_20_10,
    names=NAMES,
    scheduling=SCHEDULING_20_10,
    platforms=PLATFORMS,
    copying=COPYING_20_10,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING_20_10,
)
CLASSIC_23_0 = Builder(
    name="classic",
    version=(23, 0),
    variant="",
    citation=_CLASSIC.format("v23.0", "v0.10.6"),
    verified=False,
    reading=READING_23_0,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_23_0,
    running=RUNNING_23_0,
    arguments=ARGUMENTS_20_10,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_20_10,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING_20_10,
)
CLASSIC_24_0 = Builder(
    name="classic",
    version=(24, 0),
    variant="",
    citation=_CLASSIC.format("v24.0", "v0.11.6"),
    verified=False,
    reading=READING_23_0,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_24_0,
    running=RUNNING_23_0,
    arguments=ARGUMENTS_20_10,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_20_10,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING_20_10,
)
CLASSIC_25_0 = Builder(
    name="classic",
    version=(25, 0),
    variant="",
    citation=_CLASSIC.format("v25.0", "v0.12.5"),
    verified=False,
    reading=READING_23_0,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_25_0,
    running=RUNNING_23_0,
    arguments=ARGUMENTS_25_0,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_20_10,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)
CLASSIC_26_0 = Builder(
    name="classic",
    version=(26, 0),
    variant="",
    citation=_CLASSIC.format("v26.0", "v0.13.1"),
    verified=False,
    reading=READING_23_0,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_25_0,
    running=RUNNING_23_0,
    arguments=ARGUMENTS_26_0,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_20_10,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)
CLASSIC_26_1 = Builder(
    name="classic",
    version=(26, 1),
    variant="",
    citation=_CLASSIC.format("v26.1.5", "v0.13.2"),
    verified=True,
    reading=READING_23_0,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_25_0,
    running=RUNNING_23_0,
    arguments=ARGUMENTS_26_0,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_20_10,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)
CLASSIC_27_0 = Builder(
    name="classic",
    version=(27, 0),
    variant="",
    citation=_CLASSIC.format("v27.0", "v0.14.1"),
    verified=False,
    reading=READING_27_0,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_27_0,
    running=RUNNING_23_0,
    arguments=ARGUMENTS_26_0,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_20_10,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)
CLASSIC_27_1 = Builder(
    name="classic",
    version=(27, 1),
    variant="",
    citation=_CLASSIC.format("v27.1", "v0.15.0"),
    verified=False,
    reading=READING_27_1,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_27_0,
    running=RUNNING_23_0,
    arguments=ARGUMENTS_27_1,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_20_10,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)
CLASSIC_27_3 = CLASSIC_27_1._replace(
    version=(27, 3),
    citation=_CLASSIC.format("v27.3.1", "v0.16.0"),
    running=RUNNING_27_3,
    copying=COPYING_27_3,
)
CLASSIC_28_0 = Builder(
    name="classic",
    version=(28, 0),
    variant="",
    citation=_CLASSIC.format("v28.0", "v0.20.0"),
    verified=False,
    reading=READING_28_0,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_28_0,
    running=RUNNING_27_3,
    arguments=ARGUMENTS_27_1,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_27_3,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)
CLASSIC_28_1 = Builder(
    name="classic",
    version=(28, 1),
    variant="",
    citation=_CLASSIC.format("v28.1", "v0.21.0"),
    verified=False,
    reading=READING_28_1,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_28_0,
    running=RUNNING_27_3,
    arguments=ARGUMENTS_27_1,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_27_3,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)
CLASSIC_28_2 = Builder(
    name="classic",
    version=(28, 2),
    variant="",
    citation=_CLASSIC.format("v28.2", "v0.22.0"),
    verified=False,
    reading=READING_28_2,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_28_0,
    running=RUNNING_27_3,
    arguments=ARGUMENTS_27_1,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_27_3,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)
CLASSIC_28_4 = Builder(
    name="classic",
    version=(28, 4),
    variant="",
    citation=_CLASSIC.format("v28.4", "v0.24.0"),
    verified=False,
    reading=READING_28_2,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_28_4,
    running=RUNNING_27_3,
    arguments=ARGUMENTS_27_1,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_27_3,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)
CLASSIC_28_5 = Builder(
    name="classic",
    version=(28, 5),
    variant="",
    citation=_CLASSIC.format("v28.5.2", "v0.25.2"),
    verified=True,
    reading=READING_28_2,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_28_5,
    running=RUNNING_27_3,
    arguments=ARGUMENTS_27_1,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_27_3,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)
CLASSIC_29_0 = CLASSIC_28_5._replace(
    version=(29, 0),
    citation=_CLASSIC.format("v29.0.0", "v0.25.2"),
    verified=False,
)
CLASSIC_29_1 = Builder(
    name="classic",
    version=(29, 1),
    variant="",
    citation=_CLASSIC.format("v29.7.2", "v0.32.2"),
    verified=False,
    reading=READING_28_2,
    checking=CHECKING,
    flags=buildkit_parts.FLAGS_29_1,
    running=RUNNING_27_3,
    arguments=ARGUMENTS_27_1,
    names=NAMES,
    scheduling=SCHEDULING,
    platforms=PLATFORMS,
    copying=COPYING_27_3,
    forms=FORMS,
    triggers=TRIGGERS,
    storing=STORING,
)


def _on_windows(classic: Builder) -> Builder:
    """Return the classic builder of a daemon that runs on Windows (read, never run)."""
    return classic._replace(
        variant="windows",
        verified=False,
        scheduling=classic.scheduling._replace(builds_from_scratch=False),
        platforms=PLATFORMS_ON_WINDOWS,
    )


_ON_LINUX = (
    CLASSIC_20_10,
    CLASSIC_23_0,
    CLASSIC_24_0,
    CLASSIC_25_0,
    CLASSIC_26_0,
    CLASSIC_26_1,
    CLASSIC_27_0,
    CLASSIC_27_1,
    CLASSIC_27_3,
    CLASSIC_28_0,
    CLASSIC_28_1,
    CLASSIC_28_2,
    CLASSIC_28_4,
    CLASSIC_28_5,
    CLASSIC_29_0,
    CLASSIC_29_1,
)
RECORDS = (*_ON_LINUX, *map(_on_windows, _ON_LINUX))
