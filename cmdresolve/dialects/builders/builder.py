"""Builders: who makes an image of a Dockerfile. One frozen record per builder and version.

What differs between builders is here and nowhere else: `cmdresolve.dockerfile` asks these
fields and never a name. Versions are those of the product people install: of Docker for
``buildkit`` and ``classic``, of Buildah itself for ``buildah``.

No field has a default, so that a record shows its builder whole where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping

from cmdresolve.dialects.named import Named
from cmdresolve.dialects.version import Version
from cmdresolve.model.value import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    DirectiveName: TypeAlias = Literal["syntax", "escape", "check"]
    Substitution: TypeAlias = Literal[
        "colon", "plain", "patterns", "imagebuilder", "imagebuilder-colon"
    ]
    WindowsPaths: TypeAlias = Literal["drive", "backslash", "slash"]


class Reading(Record, kw_only=True):
    r"""How a text becomes instructions: directives, lines, heredocs, arrays.

    Attributes:
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
        refuses_empty: whether a text without any instruction is refused when it is read; otherwise
            the build finds that there is no stage.
    """

    line_limit: int
    strips_cr_run: bool
    doubled_escape_continues: bool
    directives: frozenset[DirectiveName]
    honours_syntax: bool
    syntax_behind_mark: bool
    lenient_escape_directive: bool
    heredocs: bool
    heredoc_blank: bool
    flag_escape_is_directive: bool
    json_whole: bool
    refuses_empty: bool


class Checking(Record, kw_only=True):
    """What is refused, and when: before anything is built, or when an instruction is run.

    Attributes:
        lint_rules: the rules of the builder's own checks that are known here; the builder has
            none when it makes no checks, and ``# check=`` means nothing to it.
        checks_in_comments: whether a comment right above an instruction may ask of it, too.
        every_stage: whether arity, flags and keywords are checked in all stages first; otherwise
            each instruction is checked when the build reaches it.
        words_first: whether the words of ADD, COPY and VOLUME are processed before they are
            counted and flags are looked at.
        every_arg: whether an ARG is checked in all stages first, when nothing else is.
        skips_before_from: whether what stands before the first FROM is passed over, but for ARG.
        blank_names: whether ENV, LABEL and ARG are refused for a name that is blank.
        bare_arg: whether an ARG with nothing after it is refused when it is checked.
        blank_variables: whether ENV is refused for a name that is empty after substitution.
        ports: how EXPOSE is read: as all of Docker reads ports (``loose``), as BuildKit does by
            itself since 0.24 (``strict``), or not at all, so that it is stored ``as-it-is``.
        more_signals: what STOPSIGNAL takes beside the signals of Linux.
        empty_working_dir: whether a WORKDIR that is empty after substitution is refused.
        own_arguments: the build arguments that the builder reads itself, and checks.
        empty_own_arguments: whether an empty value of one is checked too.
        empty_file_first: whether an empty file is refused before they are checked.
    """

    lint_rules: frozenset[str]
    checks_in_comments: bool
    every_stage: bool
    words_first: bool
    every_arg: bool
    skips_before_from: bool
    blank_names: bool
    bare_arg: bool
    blank_variables: bool
    ports: Literal["as-it-is", "loose", "strict"]
    more_signals: frozenset[str]
    empty_working_dir: bool
    own_arguments: frozenset[str]
    empty_own_arguments: bool
    empty_file_first: bool


class Flags(Record, kw_only=True):
    """The flags of instructions: which are known, and what is made of the others.

    In the sets a ``*`` after a name stands for a flag that may be repeated, a ``?`` for a boolean
    one, a ``!`` for a boolean one that is refused when it is true.

    Attributes:
        of_add: the flags of ADD.
        of_copy: those of COPY.
        of_from: those of FROM.
        of_healthcheck: those of HEALTHCHECK.
        of_run: those of RUN.
        one_by_one: whether ADD, COPY and RUN go over their flags as imagebuilder does: the last
            of a kind counts, and what is not written as known is unknown.
        may_be_empty: whether such a flag may have an empty value.
        ignored_by: the instructions that take no notice of flags before their arguments.
        unknown: what becomes of a flag that an instruction with flags does not know: it is
            ``refused``, or passed over and ``noted`` where nobody here knows all there are.
        labs_only: the flags that are read, and refused when they are used: they are for the labs
            channel.
        dashes: whether a message that names a flag has its dashes.
        least_retries: the least ``--retries`` of HEALTHCHECK.
        durations: what HEALTHCHECK's may be: ``millisecond`` at least, or ``zero`` too; anything
            ``positive``.
    """

    of_add: frozenset[str]
    of_copy: frozenset[str]
    of_from: frozenset[str]
    of_healthcheck: frozenset[str]
    of_run: frozenset[str]
    one_by_one: bool
    may_be_empty: bool
    ignored_by: frozenset[str]
    unknown: Literal["refused", "noted"]
    labs_only: frozenset[str]
    dashes: bool
    least_retries: int
    durations: Literal["millisecond", "zero", "positive"]

    def known(self, keyword: str) -> frozenset[str]:
        """Return the flags that an instruction knows."""
        flags: frozenset[str] = getattr(self, f"of_{keyword.lower()}", frozenset())
        return flags


class Running(Record, kw_only=True):
    """What is refused in RUN; its command is never run here.

    Attributes:
        mounts: when mounts are looked into: never, before anything is built (``at-once``), or
            when the build reaches the RUN, with variables substituted, by their keys (``late``)
            or by what each type may hold (``by-type``).
        mount_keys: the keys that a mount may have.
        mount_options: what a mount of each type may hold, as `buildah_mounts` writes it.
        networks: the values that ``--network`` may have; empty where any is taken.
        securities: the values that ``--security`` may have; empty where any is taken.
        needs_buildkit: whether flags of RUN, and ``--chmod`` of COPY and ADD, are refused when
            they are run.
    """

    mounts: Literal["never", "at-once", "late", "by-type"]
    mount_keys: frozenset[str]
    mount_options: Mapping[str, frozenset[str]]
    networks: frozenset[str]
    securities: frozenset[str]
    needs_buildkit: bool


class Arguments(Record, kw_only=True):
    """What ARG does, and how variables are substituted.

    Attributes:
        substitution: which operators ``${V…}`` has in FROM and elsewhere.
        whole_words: whether variables in a word of ARG are substituted before the word is divided
            into a name and a default.
        nested_restarts: whether the word in ``${V:-word}`` takes the place of what stands before
            it, where a text is split into words after substitution.
        over_env: whether an ARG after an ENV of the same name wins where words are substituted.
        inherited: whether what a stage's ARG gives is known in the stages that start from it.
        one_by_one: whether the words of an ARG are processed one after the other, so that each
            sees those before it, and a default only where it is used; or all at first.
        global_one_by_one: the same of a global ARG, which stands before the first FROM.
        global_faults: whether a default of a global ARG that cannot be substituted is refused; if
            not, it is the empty text.
        bare_global: what a global ARG with no default does to its name: what it held is ``kept``,
            it is ``empty`` or ``unset`` from then on.
    """

    substitution: Substitution
    whole_words: bool
    nested_restarts: bool
    over_env: bool
    inherited: bool
    one_by_one: bool
    global_one_by_one: bool
    global_faults: bool
    bare_global: Literal["kept", "empty", "unset"]


class StageNames(Record, kw_only=True):
    """What stages are called, and how FROM and ``--target`` find one.

    Attributes:
        lookup: how FROM finds a stage: ``lowered`` (text as written against lower-cased names),
            ``caseless`` or ``exact``.
        checked: whether a stage's name must be a plain identifier.
        substituted: whether ``$N`` in a stage's name is substituted.
        numbered: whether a stage without a name is called by its number.
        duplicates: which of the stages that share a name is found: the ``last``, either of them
            by chance (``random``), or they are ``refused``.
        may_shadow_scratch: whether a stage called ``scratch`` hides the empty image.
        target_lookup: how ``--target`` finds a stage: ``caseless``, ``exact``, or by its number
            too (``exact-or-index``).
        first_target_wins: whether a target is the first of the stages that share its name.
        target_before_stages: whether a target that is not there is told before that there is no
            stage at all.
        target_before_arguments: whether the target is looked for before any global ARG is read.
    """

    lookup: Literal["lowered", "caseless", "exact"]
    checked: bool
    substituted: bool
    numbered: bool
    duplicates: Literal["last", "random", "refused"]
    may_shadow_scratch: bool
    target_lookup: Literal["caseless", "exact", "exact-or-index"]
    first_target_wins: bool
    target_before_stages: bool
    target_before_arguments: bool


class Scheduling(Record, kw_only=True):
    """Which stages are run, and what they may start from.

    Attributes:
        runs: ``every`` stage up to the target; those that are ``needed``, found by what FROM,
            COPY and RUN name; or those that share a name with a needed one (``needed-by-name``).
        needs_by_defaults: whether build arguments and the defaults of global ARGs count where
            needed stages are looked for by name.
        needs_by_stage_args: whether the defaults of a stage's own ARGs count there too.
        honours_after: whether FROM ``--after`` needs the stage that it names, an earlier one;
            if not, the flag means nothing.
        parses_every_reference: whether FROM of an unreachable stage must be well-formed too.
        reserves_scratch: whether a tagged ``scratch`` is refused by name.
        upper_registries: whether a first part with capital letters makes an image's name one of a
            registry; if not, the name is refused.
        builds_from_scratch: whether FROM scratch is possible; on Windows it is not.
        refuses_empty_image: whether a bare ``FROM scratch`` is an error.
    """

    runs: Literal["every", "needed", "needed-by-name"]
    needs_by_defaults: bool
    needs_by_stage_args: bool
    honours_after: bool
    parses_every_reference: bool
    reserves_scratch: bool
    upper_registries: bool
    builds_from_scratch: bool
    refuses_empty_image: bool


class Platforms(Record, kw_only=True):
    """What is known of platforms, and what ``--platform`` may be.

    Attributes:
        arguments: whether TARGETPLATFORM and its kin are known in FROM.
        as_build_arguments: whether a platform that is asked for is given as build arguments too.
        given: whether ``--build-arg`` can set one of them that no global ARG declares.
        over_default: whether they win over the default of a global ARG of the same name.
        may_be_blank: whether ``--platform=`` with nothing after it is accepted.
        parser: who reads one: ``containerd``; ``buildah``, which takes variables first and
            slashes around it; or nobody, so that any two or three ``parts`` are a platform.
        system: the operating system of the machine it builds on, whose images it builds when
            nothing says otherwise.
        other_systems: whether images of another operating system can be built.
    """

    arguments: bool
    as_build_arguments: bool
    given: bool
    over_default: bool
    may_be_blank: bool
    parser: Literal["containerd", "buildah", "parts"]
    system: Literal["linux", "windows"]
    other_systems: bool


class Copying(Record, kw_only=True):
    """What COPY and ADD take, and what is refused in them; no file is copied here.

    Attributes:
        looks_up: when the names are looked up that files are taken from: all of them ``ahead`` of
            any stage; or each ``when-run``, by its COPY, among the stages and the names of images;
            or so, but an image only by what is surely one's name (``when-run-by-name``).
        in_order: whether COPY and RUN may take files from earlier stages only, where all of them
            are known ahead.
        triggers_need_stages: whether the triggers of all stages to build are read before any runs:
            a stage is built because one copies from it, and what can be refused of a trigger
            unrun is told before the fault of any instruction.
        refuses_variables_in_from: whether a variable in ``COPY --from`` is refused for being one.
        empty_from_is_name: whether an empty ``--from`` is looked up as a stage's name, and refused
            where no stage has it; if not, the flag is ignored.
        modes: what ``--chmod`` may be: ``any`` text, an octal number (``octal``), one that is a
            mode (``mode``), or that or symbols (``symbols``).
        expands_modes: whether variables in ``--chmod`` are substituted.
        refuses_git: whether COPY is refused for a source that is a git repository.
        bare_git: whether a path that ends in ``.git`` is one, without a protocol.
        adds_git: whether ADD takes one; otherwise it is for the labs channel.
        git_queries: whether the query of a repository's address is read, and a wrong one refused.
        owners: what ``--chown`` may be: ``any`` text, two parts at most, none of them empty
            (``user-and-group``), or anything but two empty ones (``user-or-group``).
        refuses_outside: whether a source above the build context is refused by its path.
        checksums: what ``--checksum`` may be given for: ``anything``, a URL (``urls``), or a git
            repository too (``urls-or-git``).
        heredocs: whether COPY and ADD can make files of heredocs.
        refuses_heredoc_destination: whether a heredoc in the place of the destination is refused.
        many_to_any: whether COPY and ADD of several files may name a destination that does not
            end with a slash.
    """

    looks_up: Literal["ahead", "when-run", "when-run-by-name"]
    in_order: bool
    triggers_need_stages: bool
    refuses_variables_in_from: bool
    empty_from_is_name: bool
    modes: Literal["any", "octal", "mode", "symbols"]
    expands_modes: bool
    refuses_git: bool
    bare_git: bool
    adds_git: bool
    git_queries: bool
    owners: Literal["any", "user-and-group", "user-or-group"]
    refuses_outside: bool
    checksums: Literal["anything", "urls", "urls-or-git"]
    heredocs: bool
    refuses_heredoc_destination: bool
    many_to_any: bool


class CommandForms(Record, kw_only=True):
    """What CMD and ENTRYPOINT store in the image.

    Attributes:
        honours_shell: whether SHELL wraps CMD and ENTRYPOINT.
        bare_cmd: what follows the shell for a CMD with no text at all.
        bare_entrypoint: what an ENTRYPOINT with no text at all gives: None, or what follows
            the shell.
        empty_entrypoint: what ``ENTRYPOINT []`` gives.
        empty_cmd_counts: whether ``CMD []`` and a bare CMD protect from being cleared.
        args_escaped: what CMD and ENTRYPOINT do to ArgsEscaped: ``cmd-sets``, ``cmd-clears``,
            ``both-clear`` or ``kept``.
        windows_command_line: whether shell form becomes one command line for Windows images.
    """

    honours_shell: bool
    bare_cmd: tuple[str, ...]
    bare_entrypoint: tuple[str, ...] | None
    empty_entrypoint: tuple[str, ...] | None
    empty_cmd_counts: bool
    args_escaped: Literal["cmd-sets", "cmd-clears", "both-clear", "kept"]
    windows_command_line: bool


class Triggers(Record, kw_only=True):
    """What becomes of ONBUILD, where it is written and where it fires.

    Attributes:
        stored: whether ONBUILD reaches the image.
        with_heredocs: whether a trigger is stored with its heredocs' bodies.
        joined: whether triggers are read as one text rather than one by one.
        stores_fired: whether an ONBUILD that is itself a trigger reaches the image.
        refused_when_fired: whether a trigger may not be FROM, MAINTAINER or ONBUILD when it
            fires; otherwise it is checked as any instruction is.
    """

    stored: bool
    with_heredocs: bool
    joined: bool
    stores_fired: bool
    refused_when_fired: bool


class Storing(Record, kw_only=True):
    r"""What is written of a stage into the image's config.

    Attributes:
        stores_shell: whether SHELL reaches the image.
        empty_lists: how an absent or empty list is stored: all left out (``omitted``), each as
            it is (``kept``), or as a list, for the entrypoint and triggers (``entrypoint-list``)
            or for the command too (``lists``).
        forgets_empty_cmd: whether a stage that changes anything starts without a CMD where its
            base's is an empty list: Buildah's docker format loses it on its way through OCI and
            back (recorded: Buildah 1.39.3 and 1.43.2; 1.28 keeps it).
        keeps_untouched_image: whether a stage that changes nothing is its base, byte for byte.
        windows_path: whether a stage for Windows without a PATH gets one, as all others do.
        windows_working_dir: how WORKDIR is written into an image for Windows: with its ``drive``
            (``C:\app``), without one and with every ``backslash`` (``\app``), or with a
            ``slash`` as for Linux, a drive being a name like others.
    """

    stores_shell: bool
    empty_lists: Literal["omitted", "kept", "entrypoint-list", "lists"]
    forgets_empty_cmd: bool
    keeps_untouched_image: bool
    windows_path: bool
    windows_working_dir: WindowsPaths


class Builder(Named, Record, kw_only=True):
    """How one builder reads a Dockerfile and stores what it says.

    Attributes:
        name: the builder's name.
        version: the first version this record holds for.
        variant: the image format, or the system it runs on, where the builder has more than one.
        citation: the sources the record was read from.
        verified: whether recorded runs of this very version stand behind it.
        reading: how a text becomes instructions.
        checking: what is refused, and when.
        flags: the flags of instructions.
        running: what is refused in RUN.
        arguments: what ARG does, and how variables are substituted.
        names: what stages are called, and how one is found.
        scheduling: which stages are run, and what they may start from.
        platforms: what is known of platforms, and what ``--platform`` may be.
        copying: what COPY and ADD take.
        forms: what CMD and ENTRYPOINT store.
        triggers: what becomes of ONBUILD.
        storing: what is written into the image's config.
    """

    name: str
    version: Version
    variant: str
    citation: str
    verified: bool
    reading: Reading
    checking: Checking
    flags: Flags
    running: Running
    arguments: Arguments
    names: StageNames
    scheduling: Scheduling
    platforms: Platforms
    copying: Copying
    forms: CommandForms
    triggers: Triggers
    storing: Storing
