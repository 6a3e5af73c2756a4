"""Builders: who makes an image of a Dockerfile. One frozen record per builder and version.

What differs between builders is here and nowhere else: `cmdresolve.dockerfile` asks these
fields and never a name. Versions are those of the product people install: of Docker for
``buildkit`` and ``classic``, of Buildah itself for ``buildah``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import evolve, frozen

from cmdresolve.dialects.version import Version, show_version

Flags = Mapping[str, frozenset[str]]


@frozen
class Builder:
    r"""How one builder reads a Dockerfile and stores what it says.

    Attributes:
        name: the builder's name.
        version: the first version this record holds for.
        citation: the sources the record was read from.
        variant: the image format, where the builder has more than one.
        verified: whether recorded runs of this very version stand behind it.

        line_limit: bytes a physical line may have.
        strips_cr_run: whether all carriage returns at a line's end go, or just one.
        doubled_escape_continues: whether ``\\`` at a line's end continues the line.
        directives: the parser directives known; any other line ends their run.
        honours_syntax: whether ``# syntax=`` hands the build to the frontend it names.
        syntax_behind_mark: whether it finds that directive behind a byte order mark.
        lenient_escape_directive: whether ``# escape=`` takes its first character only, and is
            the only directive there is.
        heredocs: whether RUN, COPY and ADD take heredocs.
        heredoc_blank: whether blanks may stand between ``<<`` and the word.
        flag_escape_is_directive: whether the escape directive counts in flags.
        json_whole: whether text after a JSON array makes it shell form.

        lint_rules: the rules of the builder's own checks that are known here; the builder has
            none when it makes no checks, and ``# check=`` means nothing to it.
        drops_heading: whether what stands before the first FROM is passed over, but for ARG.
        checks_every_stage: whether arity, flags and keywords are checked in all stages first.
        checks_every_arg: whether an ARG is checked in all stages first, when nothing else is.
        flags: the flags each instruction knows; one with ``*`` is repeatable, with ``?`` boolean.
        ignores_flags: the instructions that take no notice of flags before their arguments.
        counts_retries_from: the least ``--retries`` of HEALTHCHECK.

        substitution: which operators ``${V…}`` has in FROM and elsewhere: ``colon``,
            ``plain``, ``patterns``, ``imagebuilder`` or ``imagebuilder-colon``.
        arguments_over_env: whether an ARG after an ENV of the same name wins where words are
            substituted.
        stage_lookup: how FROM finds a stage: ``lowered`` (text as written against lower-cased
            names), ``caseless`` or ``exact``.
        checks_stage_names: whether a stage's name must be a plain identifier.
        substitutes_stage_names: whether ``$N`` in a stage's name is substituted.
        numbers_stages: whether a stage without a name is called by its number.
        duplicate_stages: ``last``, ``refused`` or ``random``.
        stage_may_shadow_scratch: whether a stage called ``scratch`` hides the empty image.
        reserves_scratch: whether a tagged ``scratch`` is refused by name.
        platform_arguments: whether TARGETPLATFORM and its kin are known in FROM.
        blank_platform: whether ``--platform=`` with nothing after it is accepted.
        loose_platforms: whether any two or three parts are a platform, and one alone is none.
        parses_every_reference: whether FROM of an unreachable stage must be well-formed too.
        target_lookup: ``caseless``, ``exact`` or ``exact-or-index``.
        first_target_wins: whether a target is the first of the stages that share its name.
        target_before_stages: whether a target that is not there is told before that there is no
            stage at all.
        needs_buildkit: whether flags of RUN, and ``--chmod``, are refused when they run.
        copies_heredocs: whether COPY and ADD can make files of heredocs.
        copies_many_to_any: whether COPY and ADD of several files may name a destination that does
            not end with a slash.
        runs_every_stage: whether stages before the target run even when nothing needs them.
        refuses_empty_image: whether a bare ``FROM scratch`` is an error.
        other_systems: whether images of another operating system can be built.

        honours_shell: whether SHELL wraps CMD and ENTRYPOINT.
        bare_cmd: what follows the shell for a CMD with no text at all.
        bare_entrypoint: what an ENTRYPOINT with no text at all gives: None, or what follows
            the shell.
        empty_entrypoint: what ``ENTRYPOINT []`` gives.
        empty_cmd_counts: whether ``CMD []`` and a bare CMD protect from being cleared.
        forgets_empty_cmd: whether a stage that changes anything starts without a CMD where its
            base's is an empty list: Buildah's docker format loses it on its way through OCI and
            back (recorded: Buildah 1.39.3 and 1.43.2; 1.28 keeps it).
        args_escaped: what CMD and ENTRYPOINT do to ArgsEscaped: ``cmd-sets``, ``both-clear``
            or ``kept``.
        system: the operating system of the machine it builds on, whose images it builds when
            nothing says otherwise.
        windows_command_line: whether shell form becomes one command line for Windows images.
        stores_shell: whether SHELL reaches the image.
        stores_on_build: whether ONBUILD reaches the image.
        heredoc_in_on_build: whether a trigger is stored with its heredoc's body.
        joins_triggers: whether triggers are read as one text rather than one by one.
        stores_fired_on_build: whether an ONBUILD that is itself a trigger reaches the image.
        on_build_checked_at_trigger: whether a trigger may not be FROM, MAINTAINER or ONBUILD
            when it fires.
        empties: how an absent or empty list is stored: all left out (``omitted``), each as it is
            (``kept``), or as a list, for the entrypoint and triggers (``entrypoint-list``) or for
            the command too (``lists``).
        keeps_untouched_image: whether a stage that changes nothing is its base, byte for byte.
    """

    name: str
    version: Version
    citation: str
    variant: str = ""
    verified: bool = True

    line_limit: int = 65_535
    strips_cr_run: bool = True
    doubled_escape_continues: bool = False
    directives: frozenset[str] = frozenset({"syntax", "escape", "check"})
    honours_syntax: bool = True
    syntax_behind_mark: bool = True
    lenient_escape_directive: bool = False
    heredocs: bool = True
    heredoc_blank: bool = True
    flag_escape_is_directive: bool = True
    json_whole: bool = True

    lint_rules: frozenset[str] = frozenset()
    drops_heading: bool = False
    checks_every_stage: bool = True
    checks_every_arg: bool = False
    flags: Flags = MappingProxyType({})
    ignores_flags: frozenset[str] = frozenset({"ARG", "STOPSIGNAL"})
    counts_retries_from: int = 0

    substitution: str = "patterns"
    arguments_over_env: bool = True
    stage_lookup: str = "lowered"
    checks_stage_names: bool = True
    substitutes_stage_names: bool = False
    numbers_stages: bool = False
    duplicate_stages: str = "last"
    stage_may_shadow_scratch: bool = True
    reserves_scratch: bool = False
    platform_arguments: bool = True
    blank_platform: bool = True
    loose_platforms: bool = False
    parses_every_reference: bool = True
    target_lookup: str = "caseless"
    first_target_wins: bool = False
    target_before_stages: bool = False
    needs_buildkit: bool = False
    copies_heredocs: bool = True
    copies_many_to_any: bool = True
    runs_every_stage: bool = False
    refuses_empty_image: bool = False
    other_systems: bool = True

    honours_shell: bool = True
    bare_cmd: tuple[str, ...] = ("",)
    bare_entrypoint: tuple[str, ...] | None = ("",)
    empty_entrypoint: tuple[str, ...] | None = None
    empty_cmd_counts: bool = True
    forgets_empty_cmd: bool = False
    args_escaped: str = "cmd-sets"
    system: str = "linux"
    windows_command_line: bool = False
    stores_shell: bool = True
    stores_on_build: bool = True
    heredoc_in_on_build: bool = True
    joins_triggers: bool = False
    stores_fired_on_build: bool = True
    on_build_checked_at_trigger: bool = False
    empties: str = "omitted"
    keeps_untouched_image: bool = False

    @property
    def key(self) -> str:
        """The name by which `cmdresolve.dialects.dialect` finds it."""
        slash = f"/{self.variant}" if self.variant else ""
        return f"{self.name}@{show_version(self.version)}{slash}"


def _flags(**known: str) -> Flags:
    return {keyword: frozenset(names.split()) for keyword, names in known.items()}


_HEALTHCHECK_20 = "interval timeout start-period retries"
_HEALTHCHECK = _HEALTHCHECK_20 + " start-interval"

FLAGS_20_10 = _flags(
    ADD="chown chmod",
    COPY="chown from chmod",
    FROM="platform",
    HEALTHCHECK=_HEALTHCHECK_20,
    RUN="mount*",
)
FLAGS_23_0 = _flags(
    ADD="chown chmod link?",
    COPY="chown from chmod link?",
    FROM="platform",
    HEALTHCHECK=_HEALTHCHECK_20,
    RUN="mount* network",
)
FLAGS_24_0 = {**FLAGS_23_0, "ADD": frozenset("chown chmod link? keep-git-dir? checksum".split())}
FLAGS_25_0 = {**FLAGS_24_0, "HEALTHCHECK": frozenset(_HEALTHCHECK.split())}
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
LINT_28_5 = LINT_27_1 | {"ExposeInvalidFormat", "ExposeProtoCasing"}

_BUILDKIT = (
    "moby/buildkit {} frontend/dockerfile/parser, instructions, shell, dockerfile2llb/convert.go"
)
_CLASSIC = "moby {} builder/dockerfile/dispatchers.go, evaluator.go; moby/buildkit {} parser"

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
)
BUILDKIT_24_0 = evolve(
    BUILDKIT_23_0,
    version=(24, 0),
    citation=_BUILDKIT.format("v0.11.6"),
    flags=FLAGS_24_0,
    counts_retries_from=0,
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
)
BUILDKIT_26_1 = evolve(
    BUILDKIT_26_0, version=(26, 1), citation=_BUILDKIT.format("v0.13.2"), verified=True
)
BUILDKIT_27_0 = evolve(
    BUILDKIT_26_1,
    version=(27, 0),
    citation=_BUILDKIT.format("v0.14.1"),
    verified=False,
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
    stores_fired_on_build=True,
)
BUILDKIT_28_1 = evolve(
    BUILDKIT_28_0,
    version=(28, 1),
    citation=_BUILDKIT.format("v0.21.0"),
    flag_escape_is_directive=True,
)
BUILDKIT_28_2 = evolve(
    BUILDKIT_28_1, version=(28, 2), citation=_BUILDKIT.format("v0.22.0"), heredoc_blank=True
)
BUILDKIT_28_5 = evolve(
    BUILDKIT_28_2,
    version=(28, 5),
    citation=_BUILDKIT.format("v0.25.2"),
    verified=True,
    flags=FLAGS_28_5,
    lint_rules=LINT_28_5,
)


def _classic(same: Builder, moby: str, buildkit: str) -> Builder:
    """Give the classic builder of the release that has `same` as its BuildKit.

    They share the parser package; they differ in what they do with what it reads.
    """
    return evolve(
        same,
        name="classic",
        citation=_CLASSIC.format(moby, buildkit),
        honours_syntax=False,
        lint_rules=frozenset(),
        arguments_over_env=False,
        stage_lookup="caseless",
        duplicate_stages="refused",
        first_target_wins=True,
        target_before_stages=True,
        reserves_scratch=True,
        platform_arguments=False,
        parses_every_reference=False,
        needs_buildkit=True,
        copies_heredocs=False,
        copies_many_to_any=False,
        runs_every_stage=True,
        refuses_empty_image=True,
        other_systems=False,
        stores_fired_on_build=True,
        bare_cmd=(),
        bare_entrypoint=None,
        empty_cmd_counts=False,
        args_escaped="both-clear",
        windows_command_line=True,
        empties="kept",
    )


CLASSIC_20_10 = _classic(BUILDKIT_20_10, "v20.10.24", "v0.8.3")
CLASSIC_23_0 = _classic(BUILDKIT_23_0, "v23.0", "v0.10.6")
CLASSIC_24_0 = _classic(BUILDKIT_24_0, "v24.0", "v0.11.6")
CLASSIC_25_0 = _classic(BUILDKIT_25_0, "v25.0", "v0.12.5")
CLASSIC_26_0 = _classic(BUILDKIT_26_0, "v26.0", "v0.13.1")
CLASSIC_26_1 = _classic(BUILDKIT_26_1, "v26.1.5", "v0.13.2")
CLASSIC_27_0 = _classic(BUILDKIT_27_0, "v27.0", "v0.14.1")
CLASSIC_27_1 = _classic(BUILDKIT_27_1, "v27.1", "v0.15.0")
CLASSIC_28_0 = _classic(BUILDKIT_28_0, "v28.0", "v0.20.0")
CLASSIC_28_1 = _classic(BUILDKIT_28_1, "v28.1", "v0.21.0")
CLASSIC_28_2 = _classic(BUILDKIT_28_2, "v28.2", "v0.22.0")
CLASSIC_28_5 = _classic(BUILDKIT_28_5, "v28.5.2", "v0.25.2")

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
    flags=_flags(
        ADD="chown chmod checksum link? keep-git-dir? exclude*",
        COPY="chown chmod from link? parents? exclude*",
        FROM="platform after",
        HEALTHCHECK=_HEALTHCHECK,
        RUN="mount* network",
    ),
    counts_retries_from=1,
    substitution="imagebuilder",
    arguments_over_env=False,
    stage_lookup="exact",
    checks_stage_names=False,
    substitutes_stage_names=True,
    numbers_stages=True,
    duplicate_stages="random",
    stage_may_shadow_scratch=False,
    blank_platform=False,
    parses_every_reference=False,
    target_lookup="exact-or-index",
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
    heredoc_blank=False,
    drops_heading=True,
    first_target_wins=True,
)
BUILDAH_1_35 = evolve(
    BUILDAH_1_39,
    version=(1, 35),
    citation=_IMAGEBUILDER.format("v1.2.6", "v1.35"),
    verified=False,
    flags={**BUILDAH_1_43.flags, "HEALTHCHECK": frozenset(_HEALTHCHECK_20.split())},
    substitution="imagebuilder-colon",
    substitutes_stage_names=False,
)
BUILDAH_1_28 = evolve(
    BUILDAH_1_39,
    version=(1, 28),
    citation=_IMAGEBUILDER.format("v1.2.4", "v1.28.2"),
    heredocs=False,
    flags={**BUILDAH_1_43.flags, "HEALTHCHECK": frozenset(_HEALTHCHECK_20.split())},
    substitution="imagebuilder-colon",
    substitutes_stage_names=False,
    blank_platform=True,
    loose_platforms=True,
    target_lookup="exact",
)


def _on_windows(classic: Builder) -> Builder:
    """Give the classic builder of a daemon that runs on Windows (read, never run)."""
    return evolve(classic, variant="windows", system="windows", verified=False)


def _docker_format(oci: Builder) -> Builder:
    return evolve(
        oci,
        variant="docker",
        forgets_empty_cmd=True,
        stores_shell=True,
        stores_on_build=True,
        empties="entrypoint-list",
    )


_CLASSICS = (
    CLASSIC_20_10,
    CLASSIC_23_0,
    CLASSIC_24_0,
    CLASSIC_25_0,
    CLASSIC_26_0,
    CLASSIC_26_1,
    CLASSIC_27_0,
    CLASSIC_27_1,
    CLASSIC_28_0,
    CLASSIC_28_1,
    CLASSIC_28_2,
    CLASSIC_28_5,
)

#: Every builder record. A builder's records stand in ascending order of version.
BUILDERS: tuple[Builder, ...] = (
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
    *_CLASSICS,
    *map(_on_windows, _CLASSICS),
    BUILDAH_1_28,
    BUILDAH_1_35,
    BUILDAH_1_39,
    BUILDAH_1_43,
    evolve(_docker_format(BUILDAH_1_28), forgets_empty_cmd=False, empties="lists"),
    _docker_format(BUILDAH_1_35),
    _docker_format(BUILDAH_1_39),
    _docker_format(BUILDAH_1_43),
)
DEFAULT = BUILDKIT_28_5
