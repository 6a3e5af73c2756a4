"""Builders: one frozen record per builder and version says how it reads and builds a Dockerfile.

What differs between builders is in these fields and nowhere else: `cmdresolve.dockerfile` asks a
field and never a name, and no field stands for two behaviours. So one field can be flipped to see
what it decides (`cmdresolve.published.deciding_fields`, `tests/builder_fields`).

A part's docstring says what each field means and, for one that is a word, what each of its values
does; `diff` prints that text. The comment above a field says which builders have it, since when,
and where that is cited. *BuildKit* there includes its parser, which the classic builder and kaniko
share. Records show their values: `buildkit_parts`, `classic`, `buildah`, `kaniko`.

Versions of ``buildkit`` and ``classic`` are those of Docker, the product that people install;
BuildKit 0.N is named in comments. No field has a default, so that a record shows its builder whole.
"""

from __future__ import annotations

from cmdresolve.dialects.builders.accepting import Checking, Copying, Flags, Reading, Running
from cmdresolve.dialects.named import Named
from cmdresolve.dialects.version import Version
from cmdresolve.model.value import Record, kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    Substitution: TypeAlias = Literal[
        "colon", "plain", "patterns", "imagebuilder", "imagebuilder-colon"
    ]
    WindowsPaths: TypeAlias = Literal["drive", "backslash", "slash"]

__all__ = [
    "PROXIES",
    "Arguments",
    "Builder",
    "Checking",
    "CommandForms",
    "Copying",
    "Flags",
    "Platforms",
    "Reading",
    "Running",
    "Scheduling",
    "StageNames",
    "Storing",
    "Triggers",
]


#: The build arguments for proxies that engines have always had.
PROXIES = frozenset(
    "HTTP_PROXY http_proxy HTTPS_PROXY https_proxy FTP_PROXY ftp_proxy NO_PROXY no_proxy".split()
)


class Arguments(Record, kw_only=True):
    """What ARG does, and how variables are substituted.

    Attributes:
        substitution: the operators that ``${V…}`` has: ``colon`` for ``:-``, ``:+``, ``:?`` and
            ``?``; ``plain`` for these and ``-`` and ``+``; ``patterns`` for these and ``#``, ``%``
            and ``/``; ``imagebuilder`` and ``imagebuilder-colon`` for those of Buildah's lexer,
            the latter without ``:?`` and patterns.
        whole_words: whether variables in a word of ARG are substituted before the word is divided
            into a name and a default.
        nested_restarts: whether the word in ``${V:-word}`` discards what stands before it in the
            word around it, where a text is split into words after substitution.
        over_env: whether an ARG after an ENV of the same name wins in substitutions.
        inherited: whether a stage's build arguments are visible in stages that start from it.
        inherited_ahead: whether their values there are worked out before any stage runs, from the
            ARG instructions and global ARGs alone; if not, they are what they were in the stage.
        one_by_one: whether the words of an ARG are processed one after the other, so that each
            sees those before it, and a default is substituted only if it is used; if not, all are
            substituted first.
        global_one_by_one: the same of a global ARG, one before the first FROM.
        global_faults: whether a default of a global ARG that cannot be substituted is refused; if
            not, it is empty.
        bare_global: what a global ARG without a default does to a value that its name has: it is
            ``kept``, or the name is ``empty`` or ``unset`` from then on.
        proxies_known: the build arguments, all of them for proxies, that are variables without any
            ARG of their names, in FROM as well.
        global_proxies: whether a global ARG of one of these names is known in stages without
            another ARG.
    """

    # BuildKit: `colon` in 0.8 to 0.11, `plain` in 0.12, `patterns` since 0.13 (shell/lex.go
    # processDollar). Buildah: `imagebuilder-colon` before 1.39 (shell_parser.go processDollar).
    substitution: Substitution
    # Buildah alone (evaluator.go Resolve substitutes, dispatchers.go arg divides).
    whole_words: bool
    # BuildKit since 0.15, Docker 27.1, whose lexer has one buffer for all (lex.go wordsBuffer).
    nested_restarts: bool
    # BuildKit and kaniko. The classic builder leaves a build argument out where ENV has its name
    # (buildargs.go FilterAllowed), and so does Buildah.
    over_env: bool
    # BuildKit; Buildah since 1.43 (imagebuilder v1.2.21 builder.go setStageInheritedArgs).
    inherited: bool
    # Buildah since 1.43 (imagebuilder v1.2.21 builder.go NewStages, setStageInheritedArgs).
    inherited_ahead: bool
    # BuildKit since 0.14, Docker 27.0 (convert.go dispatchArg).
    one_by_one: bool
    # BuildKit (convert.go buildMetaArgs). Moby expands a whole ARG first (builder.go
    # processMetaArg), imagebuilder too (evaluator.go Resolve).
    global_one_by_one: bool
    # All but BuildKit before 0.14, Docker 27.0.
    global_faults: bool
    # BuildKit: `empty` before Docker 27.4, then `kept` (convert.go buildMetaArgs). The classic
    # builder: `unset` (buildargs.go AddMetaArg). Buildah: `kept`.
    bare_global: Literal["kept", "empty", "unset"]
    # The classic builder (buildargs.go builtinAllowedBuildArgs; asked of Docker 20.10, which has no
    # ALL_PROXY, and 28.5) and Buildah (imagebuilder builder.go builtinAllowedBuildArgs).
    proxies_known: frozenset[str]
    # The classic builder (buildargs.go getBuildArg; asked of Docker 28.5 and Podman 5.8).
    global_proxies: bool


class StageNames(Record, kw_only=True):
    """How stages are named, and how FROM and ``--target`` find one.

    Attributes:
        lookup: how FROM finds a stage: ``lowered`` (its text as written, among the names in lower
            case), ``caseless``, or ``exact``.
        checked: whether a stage's name must be an identifier.
        substituted: whether variables in a stage's name are substituted.
        numbered: whether the name of a stage without one is its index.
        duplicates: what becomes of stages that share a name: the ``last`` is found, a ``random``
            one is, or they are ``refused``.
        may_shadow_scratch: whether a stage that is called ``scratch`` hides the empty image.
        target_lookup: how ``--target`` finds a stage: ``caseless``, ``exact``, or that or by its
            index (``exact-or-index``).
        first_target_wins: whether the first of several stages with the target's name is built; if
            not, the last.
        target_before_stages: whether a target that is missing is reported before a file without
            any stage.
        target_before_arguments: whether the target is looked up before global ARGs are processed.
    """

    # BuildKit: `lowered` (convert.go addState). The classic builder: `caseless` (evaluator.go
    # getByName). Buildah: `exact`.
    lookup: Literal["lowered", "caseless", "exact"]
    # All but Buildah (instructions/parse.go parseBuildStageName).
    checked: bool
    # Buildah since 1.39 (imagebuilder builder.go NewStages).
    substituted: bool
    # Buildah alone (builder.go NewStages).
    numbered: bool
    # BuildKit: `last` (convert.go addState). The classic builder: `refused` (evaluator.go
    # checkStageNameAvailable). Buildah: `random`, as its stages run at the same time.
    duplicates: Literal["last", "random", "refused"]
    # All but Buildah (BaseImageFakeName).
    may_shadow_scratch: bool
    # Docker's builders: `caseless` (convert.go findStateByName; instructions/commands.go HasStage).
    # Buildah: `exact`, with an index since 1.35 (builder.go ThroughTarget).
    target_lookup: Literal["caseless", "exact", "exact-or-index"]
    # The classic builder (HasStage); Buildah before 1.43, where ThroughTarget went forward.
    first_target_wins: bool
    # All but BuildKit since 0.14, Docker 27.0 (convert.go toDispatchState).
    target_before_stages: bool
    # The classic builder alone (moby builder.go build).
    target_before_arguments: bool


class Scheduling(Record, kw_only=True):
    """Which stages are run, and what they may start from.

    Attributes:
        runs: which stages run: ``every`` one up to the target; those that are ``needed`` through
            FROM, COPY and RUN; or those that share a name with a needed one (``needed-by-name``).
        needs_by_defaults: whether build arguments and defaults of global ARGs are substituted where
            needed stages are looked up by name.
        needs_by_stage_args: whether the defaults of a stage's own ARGs are, too.
        honours_after: whether FROM ``--after`` makes the earlier stage that it names needed; if
            not, the flag has no effect.
        parses_every_reference: whether FROM must be a valid image reference in stages that are not
            needed, too.
        reserves_scratch: whether ``scratch`` with a tag or digest is refused.
        upper_registries: whether a first component with capital letters makes a reference that of
            a registry; if not, the reference is refused.
        builds_from_scratch: whether FROM scratch is possible.
        refuses_empty_image: whether a stage that is only ``FROM scratch`` is an error.
    """

    # BuildKit: `needed` (convert.go resolveReachableStages). The classic builder and kaniko:
    # `every`. Buildah: `needed-by-name` (imagebuildah/executor.go Build, dependencyMap).
    runs: Literal["every", "needed", "needed-by-name"]
    # Buildah since 1.35; the others do not look needed stages up in this way.
    needs_by_defaults: bool
    # Buildah 1.39 and, by its source, 1.44; not 1.43.
    needs_by_stage_args: bool
    # Buildah since 1.44, which 1.43 parses only (imagebuilder v1.2.21 dispatchers.go from).
    honours_after: bool
    # BuildKit alone (convert.go toDispatchState: failed to parse stage name).
    parses_every_reference: bool
    # The classic builder alone.
    reserves_scratch: bool
    # All but Buildah since docker/distribution 2.8, Docker 23.0.
    upper_registries: bool
    # All but the classic builder on Windows (moby dispatchers.go getImageOrStage).
    builds_from_scratch: bool
    # The classic builder alone (moby builder.go build: Is your Dockerfile empty?).
    refuses_empty_image: bool


class Platforms(Record, kw_only=True):
    """What is known of platforms, and what ``--platform`` may be.

    Attributes:
        arguments: whether TARGETPLATFORM and its kin are global ARGs without being declared.
        as_build_arguments: whether the platform of the build is passed as build arguments, too.
        given: whether ``--build-arg`` can set one of these without a global ARG that declares it.
        over_default: whether they win over the default of a global ARG of the same name.
        fixed: whether they win over that of a stage's ARG as well, and a default for
            TARGETPLATFORM or BUILDPLATFORM is refused.
        target_argument: what the build argument TARGETPLATFORM is: a ``variable`` like others, or
            the ``platform`` to build for: it is refused if it is none, and passed over where
            ``--platform`` is given.
        before_name: whether the platform of a FROM is read before the name in it.
        may_be_blank: whether ``--platform=`` with nothing after it is accepted.
        parser: how one is parsed: as ``containerd`` does; as ``buildah`` does, without variables
            and with slashes around it; or as any two or three ``parts``.
        system: the operating system of the builder, and of the images that it builds by default.
        other_systems: whether images for another operating system can be built.
    """

    # All but the classic builder (dockerfile2llb/platform.go defaultArgs; imagebuilder builder.go
    # builtinArgDefaults).
    arguments: bool
    # Buildah before 1.39 (buildah v1.28.2 imagebuildah/build.go).
    as_build_arguments: bool
    # All but Buildah before 1.43 (defaultArgs: overrides).
    given: bool
    # Buildah since 1.35.
    over_default: bool
    # Buildah since 1.39 (imagebuilder v1.2.15 dispatchers.go arg).
    fixed: bool
    # Buildah since 1.38: `platform` (imagebuildah/build.go BuildDockerfiles, buildDockerfilesOnce).
    target_argument: Literal["variable", "platform"]
    # The classic builder (dispatchers.go initializeStage).
    before_name: bool
    # All but Buildah since 1.35 (dispatchers.go from: no value specified for --platform=).
    may_be_blank: bool
    # Docker's builders: `containerd` (platforms.Parse). Buildah: `parts` in 1.28, then `buildah`
    # (pkg/parse/parse.go Platform).
    parser: Literal["containerd", "buildah", "parts"]
    # The classic builder of a daemon on Windows is the one with `windows`.
    system: Literal["linux", "windows"]
    # All but the classic builder (evaluator.go beginStage CheckOS).
    other_systems: bool


class CommandForms(Record, kw_only=True):
    """What CMD and ENTRYPOINT store in the image.

    Attributes:
        honours_shell: whether SHELL is what a shell-form CMD or ENTRYPOINT is run by.
        bare_cmd: the words after the shell for a CMD without arguments.
        bare_entrypoint: the words after the shell for an ENTRYPOINT without arguments; None if it
            clears the entrypoint.
        empty_entrypoint: the entrypoint after ``ENTRYPOINT []``.
        empty_cmd_counts: whether ``CMD []`` and a CMD without arguments keep a later ENTRYPOINT of
            the stage from clearing the CMD.
        args_escaped: what CMD and ENTRYPOINT do to ArgsEscaped: CMD sets it (``cmd-sets``) or
            clears it (``cmd-clears``), both clear it (``both-clear``), or it is ``kept``.
        windows_command_line: whether shell form is stored as one command line in images for
            Windows.
    """

    # All but Buildah, which always has /bin/sh -c (imagebuilder dispatchers.go cmd, entrypoint).
    honours_shell: bool
    # BuildKit and kaniko: one empty word, as they join the words that there are to one
    # (convert.go withShell; pkg/commands/cmd.go). The classic builder and Buildah: none.
    bare_cmd: tuple[str, ...]
    # BuildKit and kaniko: the same. The classic builder (dispatchers.go dispatchEntrypoint) and
    # Buildah (dispatchers.go entrypoint): None.
    bare_entrypoint: tuple[str, ...] | None
    # Buildah: (). The others: None (parse.go parseEntrypoint, emptyAsNil).
    empty_entrypoint: tuple[str, ...] | None
    # BuildKit, where validateUsedOnce marks any CMD (convert.go), and kaniko. The classic builder
    # and Buildah mark one that has words (dispatchers.go dispatchCmd, cmd).
    empty_cmd_counts: bool
    # BuildKit: `cmd-sets` (convert.go dispatchCmd). The classic builder: `both-clear`
    # (dispatchers_unix.go resolveCmdLine). Kaniko: `cmd-clears` (pkg/commands/cmd.go). Buildah:
    # `kept`.
    args_escaped: Literal["cmd-sets", "cmd-clears", "both-clear", "kept"]
    # The classic builder alone (dispatchers_windows.go resolveCmdLine).
    windows_command_line: bool


class Triggers(Record, kw_only=True):
    """What becomes of ONBUILD, where it is written and where its trigger runs.

    Attributes:
        stored: whether ONBUILD reaches the image.
        with_heredocs: whether a trigger is stored with the bodies of its heredocs.
        joined: whether all triggers of a base are read as one text, rather than one by one.
        stores_fired: whether an ONBUILD that is itself a trigger reaches the image.
        refused_when_fired: whether a trigger is refused for being FROM, MAINTAINER or ONBUILD when
            it runs; if not, it is checked as any instruction is.
    """

    # All but Buildah's OCI format (buildah v1.43.1 config.go SetOnBuild).
    stored: bool
    # All but Buildah (dispatchers.go onbuild stores the line alone).
    with_heredocs: bool
    # Buildah alone. BuildKit: a trigger should be a single expression (convert.go
    # initOnBuildTriggers); moby: dispatchers.go dispatchTriggeredOnBuild.
    joined: bool
    # All but kaniko and BuildKit before 0.17, Docker 27.4 (convert.go toDispatchState).
    stores_fired: bool
    # Buildah alone.
    refused_when_fired: bool


class Storing(Record, kw_only=True):
    r"""What of a stage is written into the image config.

    Attributes:
        stores_shell: whether SHELL reaches the image.
        empty_lists: how absent and empty lists are stored: left out (``omitted``), as they are
            (``kept``), or as an empty list, for the entrypoint and triggers (``entrypoint-list``)
            or for the command as well (``lists``).
        forgets_empty_cmd: whether a stage that changes anything starts without a CMD if its base's
            is an empty list.
        keeps_untouched_image: whether a stage that changes nothing is its base, byte for byte.
        renewed_last: whether an ENV of a name that the stage started with goes behind all others;
            if not, it stays where it was.
        bare_names: whether an entry of the base's environment without an equals sign has a name, so
            that ENV takes its place, and a default PATH is left out; if not, it is handed on alone.
        last_of_name: whether a name that the base has several times is worth what the last of them
            says even after an ENV, which takes the place of the first.
        container_for_each: whether each instruction makes a container, so that after the first of a
            stage a variable without a name and a relative folder of the base are refused.
        starts_in: the WorkingDir of a stage that starts from nothing; for Windows, with the slashes
            that a WORKDIR there has.
        absolute_folder: how an absolute WORKDIR is written: ``kept`` as it is, ``trimmed`` of a
            slash at its end, or ``cleaned`` of dots and double slashes, as a relative one is.
        empty_cleans: whether a WORKDIR that is empty, where it is not refused, cleans the folder it
            stays in.
        enters_folder: whether a stage begins with a WORKDIR of its base's WorkingDir, so that one
            that is relative goes on from itself.
        windows_path: which PATH a stage for Windows gets if it has none: that of ``windows``, that
            of ``linux``, as all others do, or ``none``.
        windows_working_dir: how WORKDIR is written into an image for Windows: with its ``drive``
            (``C:\app``), without one but with every ``backslash`` (``\app``), or as for Linux with
            a ``slash``, where a drive is a name like others.
    """

    # All but Buildah's OCI format (buildah v1.43.1 config.go SetShell).
    stores_shell: bool
    # Docker's format of the lists has no omitempty: the classic builder stores them `kept`, Buildah
    # as lists. An OCI config leaves empty ones out.
    empty_lists: Literal["omitted", "kept", "entrypoint-list", "lists"]
    # Buildah's docker format loses it on its way through OCI and back (recorded: Buildah 1.39.3 and
    # 1.43.2; 1.28 keeps it).
    forgets_empty_cmd: bool
    # Buildah (imagebuildah/executor.go buildStage, onlyBaseImage) and the classic builder, which
    # commits after an instruction alone (asked of Docker 20.10 and 28.5).
    keeps_untouched_image: bool
    # Buildah (config.go SetEnv, which takes a name away before it adds it).
    renewed_last: bool
    # All but Buildah (convert.go addEnv; moby dispatchers.go dispatchEnv).
    bare_names: bool
    # The classic builder, which substitutes from the list that it stores (evaluator.go dispatch).
    last_of_name: bool
    # The classic builder (moby daemon/container.go verifyContainerSettings).
    container_for_each: bool
    # The classic builder, kaniko and Buildah 1.28: none. BuildKit: `/` (image.go emptyImage), and
    # Buildah since 1.35 (asked of Podman 4.3, 5.4 and 5.8, with Buildah 1.28, 1.39 and 1.43).
    starts_in: Literal["", "/"]
    # The classic builder: `cleaned`, but `kept` by Docker 20.10 (asked of it, 26.1 and 28.5).
    # BuildKit: `kept` (system/path.go NormalizeWorkdir). Buildah: `trimmed` (imagebuilder
    # dispatchers.go workdir).
    absolute_folder: Literal["cleaned", "kept", "trimmed"]
    # All but BuildKit since 0.12, Docker 25.0 (NormalizeWorkdir; asked of Docker 20.10 and 26.1).
    empty_cleans: bool
    # BuildKit (convert.go toDispatchState, dispatchWorkdir; asked of Docker 20.10 and 28.5).
    enters_folder: bool
    # BuildKit before 0.22, Docker 28.2 (dockerfile_test.go testDefaultShellAndPath at v0.13.2).
    # Buildah: `linux` (containers/common config.GetDefaultEnv; asked of Podman 4.3, 5.4 and 5.8).
    windows_path: Literal["none", "windows", "linux"]
    # The classic builder: `drive` (dispatchers_windows.go normalizeWorkdirWindows). BuildKit since
    # 0.12, Docker 25.0: `backslash`. Buildah and kaniko: `slash`.
    windows_working_dir: WindowsPaths


class Builder(Named, Record, kw_only=True):
    """How one builder reads a Dockerfile and stores what it says.

    Attributes:
        name: the builder's name.
        version: the first version that this record holds for.
        variant: the image format, or the system it runs on, if the builder has more than one.
        citation: the sources that the record was read from.
        verified: whether recorded runs of this very version stand behind it.
        reading: how a text becomes instructions.
        checking: what is refused, and when.
        flags: the flags of instructions.
        running: what is refused in RUN.
        arguments: what ARG does, and how variables are substituted.
        names: how stages are named, and how one is found.
        scheduling: which stages are run, and what they may start from.
        platforms: what is known of platforms, and what ``--platform`` may be.
        copying: what COPY and ADD accept.
        forms: what CMD and ENTRYPOINT store.
        triggers: what becomes of ONBUILD.
        storing: what is written into the image config.
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

    @kept
    def asks_every_line(self) -> bool:
        """Whether a line that sets no field of an image may decide about the image, or a refusal.

        So it is where EXPOSE is stored, where COPY, ADD and RUN are refused for more than their
        text says, and where it matters whether a stage has any instruction at all.
        """
        return (
            self.checking.ports == "as-it-is"
            or not self.copying.many_to_any
            or self.running.needs_buildkit
            or self.scheduling.refuses_empty_image
            or self.storing.forgets_empty_cmd
            or self.storing.keeps_untouched_image
        )
