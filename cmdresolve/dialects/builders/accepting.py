"""The parts of a builder's record about what it accepts: syntax, checks, flags, RUN and COPY.

How these records are documented is said in `cmdresolve.dialects.builders.builder`, which has the
other parts.
"""

from __future__ import annotations

from collections.abc import Mapping

from cmdresolve.model.value import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    DirectiveName: TypeAlias = Literal["syntax", "escape", "check"]


class Reading(Record, kw_only=True):
    r"""How a text becomes instructions: directives, lines, heredocs, arrays.

    Attributes:
        line_limit: the greatest length of a physical line, in bytes without its line feed.
        strips_cr_run: whether all carriage returns at the end of a line are removed, or only one.
        doubled_escape_continues: whether ``\\`` at the end of a line continues it.
        directives: the names of the parser directives; a line that is none of them ends their run.
        honours_syntax: whether ``# syntax=`` hands the build to the frontend that it names.
        syntax_behind_mark: whether that directive is found after a byte order mark, too.
        lenient_escape_directive: whether ``# escape=`` takes the first character of its value and
            ignores the rest.
        heredocs: whether RUN, COPY and ADD may have heredocs.
        heredoc_blank: whether blanks may stand between ``<<`` and a heredoc's name.
        flag_escape_is_directive: whether the escape character in flags is that of the escape
            directive; if not, it is always the backslash.
        json_whole: whether text after a JSON array makes it shell form.
        refuses_empty: whether a text without any instruction is refused when it is read; if not,
            the build fails later, for want of a stage.
    """

    # BuildKit: a scanner's default buffer (v0.25.2 parser.go handleScannerError). Buildah: 2 MiB
    # (imagebuilder v1.2.21 dockerfile/parser/parser.go Parse).
    line_limit: int
    # BuildKit since 0.9, Docker 23.0 (parser.go trimNewline); before, and in Buildah, Go's
    # bufio.ScanLines removes one. It shows where a backslash stands before them.
    strips_cr_run: bool
    # Buildah alone, whose lineContinuationRegex wants a single escape character; BuildKit's also
    # wants another character before it (both parser.go setEscapeToken).
    doubled_escape_continues: bool
    # `check` since BuildKit 0.14, Docker 27.0 (directives.go ParseLine). Buildah knows `escape`
    # alone (parser.go possibleParserDirective).
    directives: frozenset[DirectiveName]
    # BuildKit alone (frontend/dockerfile/builder/build.go).
    honours_syntax: bool
    # BuildKit since 0.19, Docker 28.0 (directives.go discardBOM); without meaning for the others.
    syntax_behind_mark: bool
    # Buildah alone (parser.go tokenEscapeCommand).
    lenient_escape_directive: bool
    # BuildKit since 0.10 (0.9 in the labs channel), Docker 23.0; Buildah since 1.35 (imagebuilder
    # v1.2.6). The classic builder reads them too, and cannot copy them (`Copying.heredocs`).
    heredocs: bool
    # BuildKit since 0.22, Docker 28.2 (shell/lex.go processPossibleHeredoc); Buildah since 1.43.
    heredoc_blank: bool
    # BuildKit since 0.21, Docker 28.1 (split_command.go extractBuilderFlags); never Buildah.
    flag_escape_is_directive: bool
    # BuildKit since 0.15, Docker 27.1 (line_parsers.go parseJSON); never Buildah.
    json_whole: bool
    # All but Buildah (parser.go Parse: file with no instructions).
    refuses_empty: bool


class Checking(Record, kw_only=True):
    """What is refused, and when: before anything is built, or when an instruction is run.

    Attributes:
        lint_rules: the rules of the builder's own checks that are known here; empty if it has no
            checks, and ``# check=`` means nothing to it.
        checks_in_comments: whether a comment right above an instruction may turn a check off for
            it.
        every_stage: whether keywords, flags and numbers of arguments are checked in all stages
            before anything runs; if not, each instruction is checked when the build reaches it.
        words_first: whether the words of ADD, COPY and VOLUME are substituted before they are
            counted and the flags are checked.
        every_arg: whether the ARGs of all stages are substituted before anything runs, where
            nothing else is checked then.
        skips_before_from: whether instructions other than ARG before the first FROM are ignored
            rather than refused.
        blank_names: whether ENV, LABEL and ARG are refused for an empty name.
        bare_arg: whether an ARG without a name is refused.
        blank_variables: whether ENV is refused for a name that is empty after substitution.
        ports: how EXPOSE is checked: ``loose`` by the parser that all of Docker shares,
            ``strict`` by BuildKit's own, or not at all, so that it is stored ``as-it-is``.
        more_signals: the names that STOPSIGNAL accepts beside the signals of Linux.
        empty_working_dir: whether a WORKDIR that is empty after substitution is refused.
        own_arguments: the build arguments that the builder itself reads and checks.
        empty_own_arguments: whether their empty values are checked, too.
        empty_file_first: whether an empty file is refused before they are checked.
    """

    # BuildKit since 0.14, Docker 27.0 (linter/ruleset.go); rules were added in 27.1, 27.4, 28.4.
    lint_rules: frozenset[str]
    # BuildKit since 0.27, Docker 29.2 (linter/linter.go WithMergedConfigFromComments).
    checks_in_comments: bool
    # All but Buildah, which checks in a dispatcher (imagebuilder v1.2.21 dispatchers.go) what the
    # others check when they parse (BuildKit v0.25.2 instructions/parse.go Parse).
    every_stage: bool
    # Buildah alone (imagebuilder v1.2.21 evaluator.go Resolve).
    words_first: bool
    # Buildah since 1.43 (imagebuilder v1.2.21 builder.go NewStages setStageInheritedArgs).
    every_arg: bool
    # Buildah before 1.43.
    skips_before_from: bool
    # All but Buildah (instructions/parse.go parseKvps, parseArg: errBlankCommandNames).
    blank_names: bool
    # All but Buildah (instructions/parse.go parseArg).
    bare_arg: bool
    # The classic builder alone, when its daemon commits (moby opts/env.go ValidateEnv).
    blank_variables: bool
    # BuildKit since Docker 28.4: `strict` (dockerfile2llb/convert_expose.go). Before, and in the
    # classic builder: `loose` (go-connections nat.ParsePortSpecs). Buildah (dispatchers.go expose)
    # and kaniko store what is written.
    ports: Literal["as-it-is", "loose", "strict"]
    # Buildah alone (imagebuilder v1.2.21 signal/signal.go CheckSignal).
    more_signals: frozenset[str]
    # The classic builder alone (dispatchers_unix.go normalizeWorkdir: cannot normalize nothing).
    empty_working_dir: bool
    # BuildKit since 0.10, Docker 23.0, SOURCE_DATE_EPOCH since 0.11 (frontend/dockerui/config.go);
    # Buildah since 1.43 (imagebuildah/build.go).
    own_arguments: frozenset[str]
    # Buildah refuses SOURCE_DATE_EPOCH= and BuildKit ignores it (asked of Podman 5.8, Docker 28.5).
    empty_own_arguments: bool
    # Buildah alone (asked of Podman 5.8).
    empty_file_first: bool


class Flags(Record, kw_only=True):
    """The flags of instructions: which are known, and what becomes of the others.

    In the sets a ``*`` after a name marks a flag that may be repeated, a ``?`` a boolean one, a
    ``!`` a boolean one that is refused when it is true.

    Attributes:
        of_add: the flags of ADD.
        of_copy: the flags of COPY.
        of_from: the flags of FROM.
        of_healthcheck: the flags of HEALTHCHECK.
        of_run: the flags of RUN.
        one_by_one: whether ADD, COPY and RUN go over their flags as imagebuilder does: the last of
            a kind counts, and one that is not in exactly a known form is unknown.
        may_be_empty: whether a flag of these may have an empty value.
        ignored_by: the instructions that ignore the flags before their arguments.
        unknown: what becomes of a flag that an instruction with flags does not know: it is
            ``refused``, or accepted and ``noted``, for versions of which not all flags are known
            here.
        labs_only: the flags that are parsed, and refused when used: they are for the labs channel.
        dashes: whether a message that names a flag has its dashes.
        least_retries: the least value of HEALTHCHECK ``--retries``.
        durations: what HEALTHCHECK's durations may be: at least a ``millisecond``, that or
            ``zero``, or anything ``positive``.
    """

    # instructions/parse.go parseAdd, parseCopy, parseFrom, parseHealthcheck, parseRun of each
    # BuildKit; imagebuilder dispatchers.go add, dispatchCopy, from, healthcheck, run.
    of_add: frozenset[str]
    of_copy: frozenset[str]
    of_from: frozenset[str]
    of_healthcheck: frozenset[str]
    of_run: frozenset[str]
    # Buildah alone, as these loop over strings (dispatchers.go); BuildKit's flags are declared
    # (instructions/bflag.go BFlags.Parse).
    one_by_one: bool
    # Not in Buildah since 1.39 (dispatchers.go: no value specified for …).
    may_be_empty: bool
    # BuildKit's parseArg and parseStopSignal never call flags.Parse (instructions/parse.go). In
    # Buildah all but ADD, COPY, FROM, HEALTHCHECK and RUN ignore their flagArgs (dispatchers.go).
    ignored_by: frozenset[str]
    # Every record here is `refused`; `frontends.beyond` makes `noted` ones.
    unknown: Literal["refused", "noted"]
    # BuildKit 0.11 (checksum) and since Docker 28.0 (device), by the build tags of that channel.
    labs_only: frozenset[str]
    # BuildKit since 0.14, Docker 27.0; Buildah.
    dashes: bool
    # 1 before BuildKit 0.11, Docker 24.0, and in Buildah; then 0 (parse.go parseHealthcheck).
    least_retries: int
    # BuildKit: `millisecond` before 0.11, then `zero` (parse.go parseOptInterval). Buildah:
    # `positive` (dispatchers.go healthcheck).
    durations: Literal["millisecond", "zero", "positive"]

    def known(self, keyword: str) -> frozenset[str]:
        """Return the flags that an instruction knows."""
        flags: frozenset[str] = getattr(self, f"of_{keyword.lower()}", frozenset())
        return flags


class Running(Record, kw_only=True):
    """What is refused in RUN; its command is never run here.

    Attributes:
        mounts: when mounts are checked: ``never``; ``at-once``, before anything is built; ``late``,
            when the build reaches the RUN, with variables substituted; or then too, and
            ``by-type`` of the mount.
        mount_keys: the keys that a mount may have, whatever its type.
        mount_options: the options that a mount of each type may have, as `buildah_mounts` writes
            them.
        networks: the values of ``--network``; empty if any is accepted.
        expands_network: whether variables in ``--network`` are substituted, so that it is checked
            when the build reaches the RUN.
        securities: the values of ``--security``; empty if any is accepted.
        needs_buildkit: whether flags of RUN, and ``--chmod`` of COPY and ADD, are refused when the
            instruction is run.
    """

    # BuildKit: `at-once` in 0.8, then `late` (instructions/commands_runmount.go). Buildah:
    # `by-type` (run_common.go runSetupRunMounts). Kaniko ignores mounts.
    mounts: Literal["never", "at-once", "late", "by-type"]
    # BuildKit (commands_runmount.go parseMount): `size` since Docker 23.0, `env` since 27.3.
    mount_keys: frozenset[str]
    # Buildah alone.
    mount_options: Mapping[str, frozenset[str]]
    # BuildKit since Docker 23.0 (instructions/commands_runnetwork.go); Buildah.
    networks: frozenset[str]
    # Buildah (imagebuilder dispatchers.go run, Buildah's stage_executor.go Run).
    expands_network: bool
    # BuildKit since 0.26, Docker 29.1 (instructions/commands_runsecurity.go).
    securities: frozenset[str]
    # The classic builder alone (dispatchers.go dispatchRun, dispatchCopy, dispatchAdd).
    needs_buildkit: bool


class Copying(Record, kw_only=True):
    """What COPY and ADD accept; no file is copied here.

    Attributes:
        looks_up: when the stage or image is looked up that files are copied from: ``ahead`` of the
            build for all instructions; ``when-run``, by each COPY, among earlier stages and
            images; or ``when-run-by-name``, the same but as an image only if the name is certainly
            an image's.
        in_order: whether COPY and RUN may take files from earlier stages only, where all are known
            ahead.
        triggers_need_stages: whether the triggers of all needed stages are read before any stage
            runs, so that a stage is built because a trigger copies from it.
        refuses_variables_in_from: whether a variable in ``COPY --from`` is refused.
        empty_from_is_name: whether an empty ``--from`` is looked up as a name, and refused unless
            a stage has it; if not, the flag is ignored.
        modes: what ``--chmod`` may be: ``any`` text, an octal number (``octal``), one up to 07777
            (``mode``), or that or symbols (``symbols``).
        expands_modes: whether variables in ``--chmod`` are substituted.
        refuses_git: whether COPY is refused for a source that is a git repository.
        bare_git: whether a path that ends in ``.git`` is a repository, without a protocol.
        adds_git: whether ADD accepts a repository; if not, that is for the labs channel.
        git_queries: whether the query of a repository's URL is parsed, and a wrong one refused.
        owners: what ``--chown`` may be: ``any`` text, one or two parts none of which is empty
            (``user-and-group``), or anything but two empty ones (``user-or-group``).
        refuses_outside: whether a source above the build context is refused by its path.
        checksums: what ``--checksum`` may be given for: ``anything``, a URL (``urls``), or also a
            git repository (``urls-or-git``).
        heredocs: whether COPY and ADD can create files from heredocs.
        refuses_heredoc_destination: whether a heredoc in the place of the destination is refused.
        many_to_any: whether COPY and ADD of several sources may name a destination that does not
            end with a slash.
    """

    # BuildKit: `ahead` (dockerfile2llb/convert.go toDispatchState). The classic builder and kaniko:
    # `when-run` (moby dispatchers.go getImageMount). Buildah: `when-run-by-name`
    # (imagebuildah/stage_executor.go performCopy).
    looks_up: Literal["ahead", "when-run", "when-run-by-name"]
    # BuildKit since 0.13, Docker 26.0.
    in_order: bool
    # BuildKit since 0.17, Docker 27.4 (convert.go initOnBuildTriggers).
    triggers_need_stages: bool
    # BuildKit since Docker 28.4.
    refuses_variables_in_from: bool
    # Buildah alone.
    empty_from_is_name: bool
    # BuildKit: `symbols` since Docker 28.0. Buildah: `octal` before 1.43, then `mode`
    # (imagebuilder dispatchers.go checkChmodConversion).
    modes: Literal["any", "octal", "mode", "symbols"]
    # Docker's builders since 27.3 (instructions/commands.go Expand); Buildah.
    expands_modes: bool
    # BuildKit since 0.11, Docker 24.0 (convert.go dispatchCopy).
    refuses_git: bool
    # BuildKit 0.11 to 0.13, Docker 24.0 to 26.1.
    bare_git: bool
    # All but BuildKit 0.11, Docker 24.0, where it is in the labs channel.
    adds_git: bool
    # BuildKit since Docker 28.4 (dfgitutil/git_ref.go loadQuery).
    git_queries: bool
    # The classic builder: `user-and-group` (internals_linux.go parseChownFlag). Buildah:
    # `user-or-group` (add.go userForCopy). BuildKit looks owners up when it copies.
    owners: Literal["any", "user-and-group", "user-or-group"]
    # The classic builder alone (builder/dockerfile/copy.go).
    refuses_outside: bool
    # BuildKit: `urls` since 0.11, `urls-or-git` since 0.22, Docker 28.2. Buildah: `urls`.
    checksums: Literal["anything", "urls", "urls-or-git"]
    # All but the classic builder (dispatchers.go dispatchCopy: no source files were specified).
    heredocs: bool
    # All but Buildah (instructions/parse.go parseSourcesAndDest: errBadHeredoc).
    refuses_heredoc_destination: bool
    # All but the classic builder (copy.go: must be a directory and end with a /).
    many_to_any: bool
