"""Builders: who makes an image of a Dockerfile. One frozen record per builder and version.

What differs between builders is here and nowhere else: `cmdresolve.dockerfile` asks these
fields and never a name. Versions are those of the product people install: of Docker for
``buildkit`` and ``classic``, of Buildah itself for ``buildah``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from cmdresolve.dialects.version import Version, show_version
from cmdresolve.model.value import Value

Flags = Mapping[str, frozenset[str]]


@frozen(eq=False, repr=False)
class Builder(Value):
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
        flags: the flags each instruction knows; one with ``*`` is repeatable, with ``?`` boolean,
            with ``!`` boolean and refused when it is true.
        flags_one_by_one: whether ADD, COPY and RUN go over their flags as imagebuilder does: the
            last of a kind counts, and what is not written as known is unknown.
        empty_flags: whether such a flag may have an empty value.
        ignores_flags: the instructions that take no notice of flags before their arguments.
        counts_retries_from: the least ``--retries`` of HEALTHCHECK.
        mounts: when RUN's mounts are looked into: never (nothing), before anything is built
            (``at-once``), or when RUN is come to, with variables substituted (``late``).
        mount_keys: the keys that a mount may have.
        networks: the values of RUN's ``--network``, where it has that flag.

        substitution: which operators ``${V…}`` has in FROM and elsewhere: ``colon``,
            ``plain``, ``patterns``, ``imagebuilder`` or ``imagebuilder-colon``.
        arguments_over_env: whether an ARG after an ENV of the same name wins where words are
            substituted.
        arguments_one_by_one: whether the words of an ARG are processed one after the other, so that
            each sees those before it, and a default only where it is used; or all at first.
        heading_one_by_one: the same of an ARG before the first FROM.
        heading_faults: whether a default there that cannot be substituted is refused; or nothing.
        bare_arguments: what an ARG with no default before the first FROM does to its name: what it
            held is ``kept``, it is ``empty`` or ``unset`` from then on.
        stage_lookup: how FROM finds a stage: ``lowered`` (text as written against lower-cased
            names), ``caseless`` or ``exact``.
        checks_stage_names: whether a stage's name must be a plain identifier.
        substitutes_stage_names: whether ``$N`` in a stage's name is substituted.
        numbers_stages: whether a stage without a name is called by its number.
        needs_by_defaults: whether the defaults of ARG before the first FROM count where needed
            stages are looked for.
        duplicate_stages: ``last``, ``refused`` or ``random``.
        stage_may_shadow_scratch: whether a stage called ``scratch`` hides the empty image.
        reserves_scratch: whether a tagged ``scratch`` is refused by name.
        platform_arguments: whether TARGETPLATFORM and its kin are known in FROM.
        platform_declared: whether only those that an ARG before it names.
        platform_given: whether a build argument counts for one that no ARG names.
        platform_over_default: whether they win over a default that such an ARG gives.
        blank_platform: whether ``--platform=`` with nothing after it is accepted.
        loose_platforms: whether any two or three parts are a platform, and one alone is none.
        parses_every_reference: whether FROM of an unreachable stage must be well-formed too.
        target_lookup: ``caseless``, ``exact`` or ``exact-or-index``.
        first_target_wins: whether a target is the first of the stages that share its name.
        target_before_stages: whether a target that is not there is told before that there is no
            stage at all.
        copies_in_order: whether COPY and RUN may take files from earlier stages only.
        triggers_need_stages: whether what a base's trigger copies from is built for it.
        substitutes_copied_from: whether a variable in ``COPY --from`` is refused as one.
        modes: what ``--chmod`` may be: anything (nothing), an octal number (``octal``), one that is
            a mode (``mode``), or that or symbols (``symbols``).
        expands_modes: whether variables in ``--chmod`` are substituted.
        copies_from_git: whether a source may name a git repository, which COPY then refuses.
        sums: what ``--checksum`` may be given for: whatever there is (nothing), a URL
            (``urls``), or a git repository too (``urls-or-git``).
        needs_buildkit: whether flags of RUN, and ``--chmod``, are refused when they run.
        copies_heredocs: whether COPY and ADD can make files of heredocs.
        copies_many_to_any: whether COPY and ADD of several files may name a destination that does
            not end with a slash.
        runs_every_stage: whether stages before the target run even when nothing needs them.
        refuses_empty_image: whether a bare ``FROM scratch`` is an error.
        starts_from_nothing: whether FROM scratch is anything to start from.
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
    flags_one_by_one: bool = False
    empty_flags: bool = True
    ignores_flags: frozenset[str] = frozenset({"ARG", "STOPSIGNAL"})
    counts_retries_from: int = 0
    mounts: str = ""
    mount_keys: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()

    substitution: str = "patterns"
    arguments_over_env: bool = True
    arguments_one_by_one: bool = True
    heading_one_by_one: bool = True
    heading_faults: bool = True
    bare_arguments: str = "kept"
    stage_lookup: str = "lowered"
    checks_stage_names: bool = True
    substitutes_stage_names: bool = False
    numbers_stages: bool = False
    needs_by_defaults: bool = True
    duplicate_stages: str = "last"
    stage_may_shadow_scratch: bool = True
    reserves_scratch: bool = False
    platform_arguments: bool = True
    platform_declared: bool = False
    platform_given: bool = True
    platform_over_default: bool = False
    blank_platform: bool = True
    loose_platforms: bool = False
    parses_every_reference: bool = True
    target_lookup: str = "caseless"
    first_target_wins: bool = False
    target_before_stages: bool = False
    copies_in_order: bool = False
    triggers_need_stages: bool = False
    substitutes_copied_from: bool = False
    modes: str = ""
    expands_modes: bool = True
    copies_from_git: bool = False
    sums: str = ""
    needs_buildkit: bool = False
    copies_heredocs: bool = True
    copies_many_to_any: bool = True
    runs_every_stage: bool = False
    refuses_empty_image: bool = False
    starts_from_nothing: bool = True
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
