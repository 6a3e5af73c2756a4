"""A service of a Compose project as a `StartCommand`.

Source: compose-go v2.9.1 types/command.go, loader/validate.go; docker/compose v2.40.3
pkg/compose/create.go getCreateConfigs, cmd/compose/run.go, pkg/compose/run.go applyRunOptions;
recorded ``matrix``, ``compose_run``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from attrs import field, frozen

from cmdresolve import dialects
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.readers.compose import Compose, compose_of
from cmdresolve.go.shellwords import ShellwordsError, Split, split
from cmdresolve.model.argument_types import check_text, listed
from cmdresolve.model.command import words as checked_words
from cmdresolve.model.errors import OverrideError
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.model.origin import InCommandLine, InYaml, Origin
from cmdresolve.model.override import Override
from cmdresolve.model.source import Source, Span
from cmdresolve.model.trace import Dropped, Note
from cmdresolve.model.value import Value
from cmdresolve.starters.compose.argument_types import check_files, check_run
from cmdresolve.starters.compose.consistency import ReadProject, split_leaf
from cmdresolve.starters.compose.env_files import check as check_env_files
from cmdresolve.starters.compose.environment import not_too_deep
from cmdresolve.starters.compose.hints import late_note, needs, variable_notes
from cmdresolve.starters.compose.merging import as_table
from cmdresolve.starters.compose.places import of_word
from cmdresolve.starters.compose.project import File, Loader, Project, ProjectInputs
from cmdresolve.starters.compose.values import ComposeValue, Items, Leaf, Place, Table, refused
from cmdresolve.starters.start import StartCommand
from cmdresolve.starters.yaml_nodes import LazyDocuments, path_text
from cmdresolve.starters.yaml_writer import as_text

GivenWords: TypeAlias = tuple[str, ...] | None

ComposeFile: TypeAlias = str | Mapping[str, Any] | tuple[str, str] | tuple[str, Mapping[str, Any]]

_RUN = "docker compose run"
_UP = "docker compose up"
_CUT = "Compose discards what follows an unquoted ; & | < or > in a string: no shell runs it"
_SHARED_PIDS = ("container:", "service:")


@frozen(eq=False, repr=False)
class ComposeRun(Value):
    """The arguments of ``docker compose run``, besides the service.

    Attributes:
        entrypoint: the text of ``--entrypoint``, or None where it is not given.
        args: the words after the service.
    """

    entrypoint: str | None = None
    args: tuple[str, ...] = field(default=(), converter=checked_words)

    def __attrs_post_init__(self) -> None:
        """Refuse an entrypoint of a wrong type: a list would be taken for a text."""
        check_text(self.entrypoint, "entrypoint", "sh -c", optional=True)


@frozen(eq=False, repr=False)
class Build(Value):
    """The ``build`` of a service.

    Attributes:
        context: the folder, or None where none is named.
        dockerfile: the name of the Dockerfile, or None.
        dockerfile_inline: its text, or None.
        target: the stage, or None.
        args: the build arguments; None for one whose value comes from the environment.
        additional_contexts: the contexts that replace images, by the names that FROM uses.
    """

    context: str | None = None
    dockerfile: str | None = None
    dockerfile_inline: str | None = None
    target: str | None = None
    args: Mapping[str, str | None] = field(factory=dict)
    additional_contexts: Mapping[str, str] = field(factory=dict)


@frozen(eq=False, repr=False, kw_only=True)
class ServiceCommand(StartCommand):
    """A service as Compose starts it, with the variables in its values replaced.

    Attributes:
        service: its name.
        build: how its image is built, or None.
        command: the command that starts it, such as ``docker compose up``.
    """

    service: str
    build: Build | None
    command: str = _UP


def compose_service(
    files: Sequence[ComposeFile],
    service: str,
    *,
    env: Mapping[str, str] | None = None,
    run: ComposeRun | None = None,
    engine: str | Engine | None = None,
    beside: Mapping[str, str] | None = None,
    env_files: Sequence[str] = (),
    project_name: str | None = None,
    folder: str | None = None,
    profiles: Sequence[str] = (),
    complete: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> ServiceCommand:
    """Read what a service of a Compose project starts.

    Args:
        files: the files in the order of ``-f``, each as text or parsed, or as a pair of a name and
            one of these; names are paths from the project's folder.
        service: the name of the service.
        env: the process's environment, whose variables take precedence over files of variables. A
            service's ``environment`` and ``env_file`` are no source of variables.
        run: the arguments of ``docker compose run``; None for ``docker compose up``.
        engine: which Compose reads the files: ``compose@2.40`` and the like, or the engine it
            gives the container to, ``docker@28.5``. By default the newest that was recorded.
        beside: the texts of the files that ``extends`` and ``include`` name, and of files of
            variables (``.env``, ``env_files``, and those of included projects), by path from the
            project's folder.
        env_files: the files of ``--env-file``, by path in `beside`; they replace ``.env``.
        project_name: the value of ``-p``. By default the environment's ``COMPOSE_PROJECT_NAME``, a
            file's ``name`` or `folder`; without any of these it is unknown.
        folder: the name of the project's folder.
        profiles: the values of ``--profile``; by default the environment's ``COMPOSE_PROFILES``.
        complete: whether a file that is not in `beside` does not exist, so that requiring it is an
            error, and folders without files neither. Otherwise what depends on it is unknown.
        limits: the limits on reading and on the result.

    Returns:
        The service. What depends on a file that was not given is listed in `override.unknown`.

    Raises:
        ComposeError: Compose refuses the files, or has no such service.
        YamlError: a file is not YAML, or the extra ``yaml`` is not installed.
        DialectError: no such engine is known.
        OverrideError: the engine has no Compose, or no file is given.
        LimitError: a limit is exceeded.
        WrongTypeError: the files are not a list of texts or mappings, or another argument is of
            another type than is said here.
    """
    check_run(run, ComposeRun)
    check_text(service, "service", "web")
    given = ProjectInputs(
        process={} if env is None else env,
        beside={} if beside is None else beside,
        env_files=listed(env_files, "env_files"),
        name=project_name,
        folder=folder,
        profiles=listed(profiles, "profiles", in_order=False),
        complete=complete,
        limits=limits,
    )
    return ProjectReader(files, given, engine).service(service, run)


def compose_services(
    files: Sequence[ComposeFile],
    *,
    env: Mapping[str, str] | None = None,
    engine: str | Engine | None = None,
    beside: Mapping[str, str] | None = None,
    env_files: Sequence[str] = (),
    project_name: str | None = None,
    folder: str | None = None,
    profiles: Sequence[str] = (),
    complete: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[ServiceCommand, ...]:
    """Read what each enabled service of a project starts.

    Args and errors are those of `compose_service`, but a project without services is no error.
    """
    given = ProjectInputs(
        process={} if env is None else env,
        beside={} if beside is None else beside,
        env_files=listed(env_files, "env_files"),
        name=project_name,
        folder=folder,
        profiles=listed(profiles, "profiles", in_order=False),
        complete=complete,
        limits=limits,
    )
    return ProjectReader(files, given, engine).enabled()


class ProjectReader:
    """Reads a project once, for any number of its services.

    Args:
        files: its files, as for `compose_service`.
        given: what the project is loaded with.
        engine: which Compose reads them, as for `compose_service`.
        parsed: documents of files that were parsed before, by name and text.
    """

    def __init__(
        self,
        files: Sequence[ComposeFile],
        given: ProjectInputs,
        engine: str | Engine | None = None,
        parsed: dict[File, LazyDocuments] | None = None,
    ) -> None:
        self._files = files
        self._given = given
        self._parsed = parsed
        self._starter = _engine(engine)
        self._compose = compose_of(self._starter.compose or ())
        self._read: tuple[ReadProject, ReadProject | None] | None = None

    def service(self, name: str, run: ComposeRun | None = None) -> ServiceCommand:
        """Read what a service starts; args, results and errors are those of `compose_service`."""
        compose = self._compose
        # The program reads its own flags before it reads any file.
        given = None if run is None else run.entrypoint
        words = None if given is None else _split_flag(given, compose)
        with not_too_deep():
            read, again = self._both()
            found = other = read.service(name)
            if again is not None:
                other = again.service(name)
            if found is not None:
                check_env_files(found, read.project, compose)
            maker = _CommandMaker(found, name, compose, self._starter, read.project)
            return maker.command(run, words, other)

    def enabled(self) -> tuple[ServiceCommand, ...]:
        """Read what each enabled service starts, as `compose_services` does."""
        compose = self._compose
        with not_too_deep():
            read, again = self._both()
            others = {} if again is None else again.enabled
            for found in read.enabled.values():
                check_env_files(found, read.project, compose)
            return tuple(
                _CommandMaker(found, name, compose, self._starter, read.project).command(
                    None, None, others.get(name, found)
                )
                for name, found in read.enabled.items()
            )

    @property
    def is_accepted(self) -> bool:
        """Whether the project was read and checked, without errors."""
        return self._read is not None and self._read[0].is_accepted

    def _both(self) -> tuple[ReadProject, ReadProject | None]:
        if self._read is None:
            project, again = _loaded(self._files, self._compose, self._given, self._parsed)
            other = None if again is None else ReadProject(again, self._compose)
            self._read = ReadProject(project, self._compose), other
        return self._read


def _loaded(
    files: Sequence[ComposeFile],
    compose: Compose,
    given: ProjectInputs,
    parsed: dict[File, LazyDocuments] | None,
) -> tuple[Project, Project | None]:
    """Load a project, and again with its services reversed where their order may matter.

    Compose applies ``extends`` in the random order of a Go map. Where both orders give the same
    command it is taken for the answer, and else the answer is unknown.
    """
    if not files:
        raise OverrideError("no compose file is given", code="no-file")
    named = _named(files)
    loader = Loader(compose, given, parsed=parsed)
    project = loader.load(named)
    if compose.inherited_resets != "no" or not _may_vary(loader.texts()):
        return project, None
    return project, Loader(compose, given, backwards=True, parsed=loader.parsed).load(named)


def _may_vary(texts: Sequence[str]) -> bool:
    """Say whether the order of services may matter: it needs an ``extends`` and a tag."""
    all_of_them = "\n".join(texts)
    return "extends" in all_of_them and "!" in all_of_them


def _engine(engine: str | Engine | None) -> Engine:
    asked = dialects.engine_of(engine, "compose@2.40")
    if asked.compose is None:
        raise OverrideError(
            f"Compose starts no container on {asked.key}",
            code="wrong-engine",
            hint="name an engine that it talks to, such as docker@28.5",
        )
    return asked


def _named(files: Sequence[ComposeFile]) -> list[File]:
    check_files(files)
    usual = ("compose.yaml", "compose.override.yaml")
    found: list[File] = []
    for place, file in enumerate(files):
        name = usual[place] if place < len(usual) else f"compose.{place + 1}.yaml"
        called, given = file if isinstance(file, tuple) else (name, file)
        found.append((called, as_text(given, "a Compose file")))
    return found


def _split_flag(text: str, compose: Compose) -> Split:
    try:
        return split(text, compose)
    except ShellwordsError as error:
        source = Source("--entrypoint", text)
        raise refused(
            Place(source, Span(error.pos, error.pos + 1)), "cannot-split", str(error)
        ) from None


class _CommandMaker:
    """Makes the `ServiceCommand` of a service; of None if a missing file may have the service."""

    def __init__(
        self,
        service: Table | None,
        name: str,
        compose: Compose,
        engine: Engine,
        project: Project,
    ) -> None:
        self._service = service
        self._name = name
        self._compose = compose
        self._engine = engine
        self._project = project
        self._dropped: list[Dropped] = []

    def command(
        self, run: ComposeRun | None, flag: Split | None, other: Table | None
    ) -> ServiceCommand:
        """Return the command of the service.

        Args:
            run: the arguments of ``docker compose run``, or None.
            flag: the words of its ``--entrypoint``, or None.
            other: the same service with the project's services read in reverse order.
        """
        service = self._service
        entrypoint, entrypoint_origins = self._words("entrypoint")
        args, args_origins = self._words("command")
        if run is not None and flag is not None and run.entrypoint is not None:
            self._drop(entrypoint, entrypoint_origins, "entrypoint", "replaced by --entrypoint")
            entrypoint = flag.words
            entrypoint_origins = (InCommandLine(_RUN, 0, flag="--entrypoint"),) * len(flag.words)
            self._cut(run.entrypoint, flag, "entrypoint", None)
            # docker/compose v2.40.3 pkg/compose/run.go applyRunOptions.
            if not run.args:
                message = "--entrypoint without arguments drops the service's command"
                self._drop(args, args_origins, "args", message)
                args, args_origins = (), ()
        if run is not None and run.args:
            self._drop(args, args_origins, "args", "replaced by the arguments of run")
            args = run.args
            args_origins = tuple(
                InCommandLine(_RUN, place, argument=place) for place in range(1, len(args) + 1)
            )
        for words in (entrypoint, args):
            message = f"the number of words of {self._name}"
            self._project.env.room.limits.check("words", len(words or ()), message)
        override = Override(
            entrypoint=entrypoint,
            args=args,
            init=self._init(),
            entrypoint_origins=entrypoint_origins,
            args_origins=args_origins,
            dropped=tuple(self._dropped),
            unknown=self._unknown(run, flag, other),
        )
        return ServiceCommand(
            service=self._name,
            image=self._text("image"),
            build=None if service is None else _build(service),
            override=override,
            engine=self._engine.key,
            command=_UP if run is None else _RUN,
            notes=(*self._project.notes, *self._hints()),
        )

    def _entry(self, key: str) -> ComposeValue | None:
        return None if self._service is None else self._service.entries.get(key)

    def _text(self, key: str) -> str | None:
        value = self._entry(key)
        return value.text if isinstance(value, Leaf) and value.kind == "string" else None

    def _words(self, key: str) -> tuple[GivenWords, tuple[Origin, ...]]:
        value = self._entry(key)
        field_name = "args" if key == "command" else key
        if isinstance(value, Items):
            leaves = [x for x in value.items if isinstance(x, Leaf)]
            origins = tuple(self._origin(x.place, key, number) for number, x in enumerate(leaves))
            return tuple(x.text for x in leaves), origins
        if not isinstance(value, Leaf) or value.kind != "string":
            return None, ()
        found = split_leaf(value, path_text(("services", self._name, key)), self._compose)
        self._cut(value.text, found, field_name, value)
        return found.words, tuple(self._origin(of_word(value, x), key) for x in found.spans)

    def _origin(self, place: Place, key: str, number: int | None = None) -> Origin:
        path = ("services", self._name, key, *(() if number is None else (number,)))
        return InYaml(place.source, path_text(path), place.span)

    def _cut(self, text: str, found: Split, name: str, leaf: Leaf | None) -> None:
        if found.discarded is None:
            return
        words = (text[found.discarded.start : found.discarded.end],)
        origin: Origin = InCommandLine(_RUN, 0, flag="--entrypoint")
        if leaf is not None:
            key = "command" if name == "args" else name
            origin = self._origin(of_word(leaf, found.discarded), key)
        self._dropped.append(Dropped(words, name, _CUT, "compose-cuts-text", (origin,)))

    def _drop(self, words: GivenWords, origins: tuple[Origin, ...], name: str, reason: str) -> None:
        if words:
            self._dropped.append(Dropped(words, name, reason, "compose-run", origins))

    def _init(self) -> bool:
        # Without a PID namespace of its own the engine leaves its init out (moby v28.5.2
        # daemon/oci_linux.go withCommonOptions); a service: is a container: by then.
        init, pid = self._entry("init"), self._text("pid") or ""
        shared = pid == "host" or pid.startswith(_SHARED_PIDS)
        return isinstance(init, Leaf) and init.text.lower() == "true" and not shared

    def _hints(self) -> tuple[Note, ...]:
        if self._service is None:
            return ()
        late = self._project.late.get(self._name)
        notes = () if late is None else (late_note(self._name, *late),)
        return (*notes, *variable_notes(self._service, self._name))

    def _unknown(
        self, run: ComposeRun | None, flag: Split | None, other: Table | None
    ) -> tuple[str, ...]:
        needed = set()
        if flag is None:
            needed.add("entrypoint")
            if run is None or not run.args:
                needed.add("command")
        if self._service is None:
            files = self._project.missing
            return tuple(f"what {file} says of services.{self._name}" for file in files)
        unsaid = needed - self._service.entries.keys()
        if self._service.missing and unsaid:
            files = self._service.missing
            return tuple(f"what {file} says that services.{self._name} extends" for file in files)
        if other is not None and any(
            self._service.entries.get(key) != other.entries.get(key) for key in needed
        ):
            return (f"the order in which Compose comes to what services.{self._name} extends",)
        return needs(self._service, frozenset(needed))


def _build(service: Table) -> Build | None:
    build = service.entries.get("build")
    if isinstance(build, Leaf):
        return Build(context=build.text)
    if not isinstance(build, Table):
        return None

    def text(key: str) -> str | None:
        value = build.entries.get(key)
        return value.text if isinstance(value, Leaf) and value.kind == "string" else None

    def leaves(key: str) -> dict[str, Leaf]:
        given = as_table(build.entries[key]) if key in build.entries else None
        entries = given.entries if isinstance(given, Table) else {}
        return {name: value for name, value in entries.items() if isinstance(value, Leaf)}

    args = leaves("args").items()
    return Build(
        text("context"),
        text("dockerfile"),
        text("dockerfile_inline"),
        text("target"),
        {name: None if value.kind == "null" else value.text for name, value in args},
        {name: value.text for name, value in leaves("additional_contexts").items()},
    )
