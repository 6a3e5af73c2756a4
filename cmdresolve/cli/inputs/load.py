"""Loading of a question: files are read, images found or built, overrides made."""

from __future__ import annotations

from cmdresolve import dialects
from cmdresolve.cli.inputs.files import (
    InputError,
    also_here,
    meant,
    names_input,
    not_read,
    read_input,
)
from cmdresolve.cli.inputs.question import Case, Question, described_base, named_values
from cmdresolve.cli.inputs.stored_images import stored_image
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.recognising.kinds import COMPOSE, CONFIG, DOCKERFILE, MANIFEST, QUADLET
from cmdresolve.dialects.asked_version import notes_on_versions
from cmdresolve.model.errors import CmdResolveError, OverrideError, YamlError
from cmdresolve.model.image import Basis, ImageConfig
from cmdresolve.model.limits import Room
from cmdresolve.model.origin import InCommandLine
from cmdresolve.model.override import Override
from cmdresolve.model.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cmdresolve.cli.inputs.files import Input
    from cmdresolve.cli.inputs.sources import Sources
    from cmdresolve.dialects import Engine
    from cmdresolve.dialects.builders.builder import Builder
    from cmdresolve.dockerfile import Dockerfile
    from cmdresolve.images import sources as image_sources
    from cmdresolve.model.trace import Note
    from cmdresolve.starters.command_line.typed import TypedLine


def load(question: Question) -> Case:
    """Read everything that a question names.

    Raises:
        CmdResolveError: a file cannot be read or is not what it should be, the builder refuses
            the Dockerfile, a change is refused, or the command cannot be read.
    """
    case = _changed(question)
    notes = (*case.notes, *_on_unused(question, case.image))
    return case._replace(limits=question.limits, notes=notes)


def _changed(question: Question) -> Case:
    if not question.changes:
        return _load(question)
    if not question.names_something:
        # `docker import --change` makes an image of files and of the changes alone.
        engine = dialects.DEFAULT if question.engine is None else dialects.engine(question.engine)
        image = ImageConfig(name="the imported files")
        case, command = Case(image, _override(question), engine), "import"
    else:
        case, command = _load(question), None
    # An engine that is named means its own command.
    named = question.builder if question.engine is None else None
    builder = named if isinstance(named, str) else None
    who = dialects.who_changes(case.engine, builder)
    image = case.image.changed(
        question.changes, engine=who, command=command, limits=question.limits
    )
    return case._replace(image=image)


def _on_unused(question: Question, image: ImageConfig) -> Iterator[Note]:
    """Return notes on options of a build that bear on nothing in this question."""
    sources = question.sources
    if sources is None or not sources.options.unused:
        return
    if question.bases:
        from cmdresolve.cli.inputs.sources import name_notes  # noqa: PLC0415 - where one is given

        given = [text.partition("=")[0] for text in question.bases]
        yield from name_notes(given, list(sources.asked))
    if (question.target or question.build_args) and image.trace is None:
        from cmdresolve.cli.inputs.notes import of_no_build  # noqa: PLC0415 - same

        yield of_no_build("--target" if question.target else "--build-arg")
    # A config that is given itself: no builder makes it, and it is chosen among no platforms.
    chosen = image.trace is not None or image.basis is not None or question.image is not None
    if (question.platform or question.builder) and not (chosen or sources.asked):
        from cmdresolve.cli.inputs.notes import of_no_build  # noqa: PLC0415 - same

        if question.platform:
            yield of_no_build("--platform")
        if question.builder and not question.changes:
            yield of_no_build("--builder")


def _load(question: Question) -> Case:
    if question.command:
        _check_env(question)
        return _load_line(question)
    given = stored = None
    if question.operand is not None:
        stored = _stored(question.operand, None, question)
        if stored is None:
            if question.is_searched:
                from cmdresolve.cli.inputs import here  # noqa: PLC0415 - where no file is named

                given = here.found_here()
            else:
                given = _read_operand(question.operand, question)
            if given.kind is not MANIFEST:
                _check_env(question)
            if given.kind in (COMPOSE, MANIFEST):
                return _load_part(question, given)
            if given.kind is QUADLET:
                return _load_quadlet(question, given)
    _check_env(question)
    engine = dialects.DEFAULT if question.engine is None else dialects.engine(question.engine)
    image = _image(question, engine, None, given, stored)
    notes = (*_notes(question, given), *_of_versions(question))
    return Case(image, _override(question), engine, notes)


def _read_operand(path: str, question: Question) -> Input:
    try:
        return read_input(path, question.typed)
    except InputError as error:
        hint = error.hint or meant(path)
        raise error if hint is None else error.with_hint(hint) from None


def _check_env(question: Question) -> None:
    """Refuse values for a Pod's variables if there is no Pod."""
    if question.env:
        raise InputError(
            "--env gives values to a Pod's variables, and this is not a manifest",
            code="bad-usage",
            hint="no variable of a container changes its argv elsewhere; for Compose's ${NAME}, "
            "set it in the environment",
        )


def _stored(path: str, name: str | None, question: Question) -> ImageConfig | None:
    """Return the image in an archive or layout, or None for other files."""
    if path == "-" and (question.typed is not None or question.stored is not None):
        return question.stored
    found = stored_image(path, name, question.platform)
    if found is None:
        return None
    from cmdresolve.images.sources import Found  # noqa: PLC0415 - for an archive only

    archived = Found(found.config, "archive", path, digest=found.digest)
    return found.config.described_by(Basis(name or path, archived))


def _load_line(question: Question) -> Case:
    """Load a command line of another program, and the files that it names."""
    from cmdresolve.starters.command_line.compose_line import ComposeLine  # noqa: PLC0415 - for a line only
    from cmdresolve.starters.command_line.docker_run import RunCommand  # noqa: PLC0415 - same

    line = _read_line(question)
    if question.entrypoint is not None or question.init:
        raise InputError(
            "the line itself says what is given at start",
            code="bad-usage",
            hint="leave --entrypoint and --init to it",
        )
    if isinstance(line, RunCommand):
        engine = dialects.engine(line.engine)
        image = _image(question, engine, line.image)
        return Case(image, line.override, engine, (*line.notes, *_of_versions(question)))
    if not isinstance(line, ComposeLine):
        given = read_input(line.file, question.typed)
        if given.kind is not MANIFEST:
            raise not_read(given, "a manifest")
        return _load_yaml(question._replace(engine=line.engine), given)
    from cmdresolve.cli.inputs.project_files import ProjectOptions, named_file  # noqa: PLC0415 - same

    options = ProjectOptions(
        files=line.files,
        directory=line.project_directory,
        name=line.project_name,
        env_files=line.env_files,
        profiles=line.profiles,
    )
    given = read_input(named_file(options), question.typed)._replace(kind=COMPOSE)
    if line.more:
        raise InputError(
            f"several services are named: {line.service}, {', '.join(line.more)}",
            code="bad-usage",
            hint="ask about one at a time",
        )
    words = () if line.service is None else (line.service, *line.args)
    asked = question._replace(
        arguments=words,
        entrypoint=line.entrypoint,
        project=options,
        is_run=line.command == "run",
    )
    return _load_yaml(asked, given)


def _load_quadlet(question: Question, given: Input) -> Case:
    """Load what a Quadlet unit starts, and find its image."""
    from cmdresolve.starters.quadlet import quadlet_container  # noqa: PLC0415 - for a unit only

    if question.arguments or question.entrypoint is not None or question.init:
        raise InputError(
            "a unit takes nothing at start",
            code="bad-usage",
            hint="its Entrypoint= and Exec= are in the file",
        )
    unit = Source(given.shown, given.data.decode("utf-8", "replace"))
    text = question.texts.get(unit.name, unit.text)
    command = quadlet_container(text, engine=question.engine, limits=question.limits)
    engine = dialects.engine(command.engine)
    image = _image(question, engine, command.image)
    notes = (*command.notes, *_of_versions(question))
    return Case(image, command.override, engine, notes, unit=Source(unit.name, text))


def _load_part(question: Question, given: Input) -> Case:
    """Load a service or container; if its file was found by itself, explain how to name a part."""
    try:
        return _load_yaml(question, given)
    except CmdResolveError as error:
        if not question.is_searched:
            raise
        from cmdresolve.cli.inputs import here  # noqa: PLC0415 - for an error

        raise here.with_command(error, given) from None


def _load_yaml(question: Question, given: Input) -> Case:
    """Load a manifest's container or a project's service, and find its image."""
    from cmdresolve.cli.recognising import foreign  # noqa: PLC0415 - not for a Dockerfile

    try:
        return (_load_pod if given.kind is MANIFEST else _load_service)(question, given)
    except YamlError:
        template = foreign.template(given.data.decode("utf-8", "replace"))
        if template is None:
            raise
        raise not_read(given._replace(kind=template)) from None


def _load_pod(question: Question, given: Input) -> Case:
    from cmdresolve.cli.inputs import yaml_inputs  # noqa: PLC0415 - not for a Dockerfile

    pod = yaml_inputs.pod(given, question)
    engine = dialects.engine(pod.engine)
    image = _image(question, engine, pod.image)
    text = question.texts.get(given.shown) or given.data.decode()
    files = (Source(given.shown, text),)
    notes = (*pod.notes, *_of_versions(question))
    return Case(image, pod.override, engine, notes, files, pod.path)


def _load_service(question: Question, given: Input) -> Case:
    from cmdresolve.cli.inputs import notes, services, yaml_inputs  # noqa: PLC0415 - not for a Dockerfile
    from cmdresolve.starters.yaml_nodes import path_text  # noqa: PLC0415 - same

    service, files = yaml_inputs.service(given, question)
    path = path_text(("services", service.service))
    engine = dialects.engine(service.engine)
    build = service.build
    service_notes = (
        *service.notes,
        *notes.of_service_options(question.late, question.plain),
        *_of_versions(question),
    )
    if build is None or services.is_elsewhere(build) or _is_given(question):
        named = service.image or ("" if build is None else build.context)
        image = _image(question, engine, named)
        return Case(image, service.override, engine, service_notes, files, path)
    args = [name if x is None else f"{name}={x}" for name, x in build.args.items()]
    asked = question._replace(
        target=question.target or build.target, build_args=[*args, *question.build_args]
    )
    builder = question.builder if question.builder is not None else engine.builder
    if build.dockerfile_inline is None:
        found = services.dockerfile_of(build, given.path, question.project)
        text = question.texts.get(found) or services.text_of(found, service.service)
        image = _built(text, found, asked, builder)
    else:
        name = f"dockerfile_inline of {service.service}"
        image = _built(build.dockerfile_inline, name, asked, builder)
    return Case(image, service.override, engine, service_notes, files, path)


def _is_given(question: Question) -> bool:
    """Say whether an option names the image directly."""
    return any(x is not None for x in (question.image_config, question.image, question.file))


def _notes(question: Question, given: Input | None) -> Iterator[Note]:
    """Return notes on how ambiguous words of the command line were read."""
    from cmdresolve.cli.inputs import notes  # noqa: PLC0415 - loads what is rarely needed

    yield from notes.of_options(question.late, question.plain)
    if question.plain and names_input(question.plain[0]) and question.plain[0] != "-":
        yield notes.of_second_file(question.plain[0])
    if question.is_searched and given is not None:
        yield from notes.of_neighbours(given.path, also_here(given.path))


def _of_versions(question: Question) -> Iterator[Note]:
    builder = question.builder if isinstance(question.builder, str) else None
    return notes_on_versions(question.engine, builder)


def _read_line(question: Question) -> TypedLine:
    from cmdresolve.starters.command_line.typed import read_line  # noqa: PLC0415 - for a line only

    try:
        return read_line(list(question.command), engine=question.engine, limits=question.limits)
    except OverrideError as error:
        from cmdresolve.cli.language.arguments import is_own_option  # noqa: PLC0415 - only for an error

        flag = error.message.removeprefix("unknown flag: ")
        hint = f"{flag} is an option of cmdresolve: it goes before {question.command[0]}"
        if error.code == "unread-command" and _is_given(question):
            hint = f"{error.hint}; words for the program in the image go after a --"
        elif error.code != "unknown-flag" or not is_own_option(flag):
            raise
        raise OverrideError(
            error.message,
            code=error.code,
            stage=error.stage,
            source=error.source,
            span=error.span,
            hint=hint,
        ) from None


def _override(question: Question) -> Override:
    arguments = tuple(question.arguments)
    return Override(
        entrypoint=question.entrypoint,
        args=arguments or None,
        init=question.init,
        entrypoint_origins=(InCommandLine("cmdresolve", 0, flag="--entrypoint"),),
        args_origins=tuple(
            InCommandLine("run", place, argument=place + 1) for place in range(len(arguments))
        ),
    )


def _image(
    question: Question,
    engine: Engine,
    wanted: str | None,
    given: Input | None = None,
    stored: ImageConfig | None = None,
) -> ImageConfig:
    """Return the image: given, built, looked up, or among the bases.

    Args:
        question: the question.
        engine: who starts the container.
        wanted: the name of the image, or None.
        given: the FILE, where it is one that an image is made of.
        stored: the image that the FILE holds, where it is an archive.
    """
    _refuse_two(question, is_file=given is not None or stored is not None)
    if stored is not None:
        return stored
    builder = question.builder if question.builder is not None else engine.builder
    if question.image_config is not None:
        return _read_image(question.image_config, question, None, wanted)
    if question.image is not None:
        from cmdresolve.cli.inputs.local_images import local_image  # noqa: PLC0415 - few ask for it

        return local_image(question, engine, question.image)
    if given is not None:
        return _image_of(given, question, builder, wanted)
    if question.file is not None:
        return _read_image(question.file, question, builder, wanted)
    if wanted is not None:
        from cmdresolve.images.chain import image_named  # noqa: PLC0415 - not for a file

        return image_named(wanted, _described(question, builder), question.platform)
    raise InputError(
        "nothing to explain",
        code="no-input",
        hint="name a Dockerfile, a file with an image config, or a docker run command",
    )


def _refuse_two(question: Question, *, is_file: bool) -> None:
    named = [
        f"{flag} {value}"
        for flag, value in (
            ("--image-config", question.image_config),
            ("--image", question.image),
            ("--file", question.file),
        )
        if value is not None
    ]
    if is_file:
        named.append(str(question.operand))
    if len(named) > 1:
        raise InputError(
            f"two images are named: {' and '.join(named)}",
            code="two-images",
            hint="name one; run arguments go after a --",
        )


def _read_image(
    path: str, question: Question, builder: str | Builder | None, name: str | None
) -> ImageConfig:
    """Return the image of a file; without a builder the file cannot be a Dockerfile."""
    stored = _stored(path, name, question)
    if stored is not None:
        return stored
    return _image_of(read_input(path, question.typed), question, builder, name)


def _image_of(
    given: Input, question: Question, builder: str | Builder | None, name: str | None
) -> ImageConfig:
    """Read a Dockerfile or an image config."""
    if given.kind is CONFIG:
        from cmdresolve.images.inspect import read_config  # noqa: PLC0415 - only for a config

        return read_config(given.data, name=name, source_name=given.shown)
    if builder is None:
        raise not_read(given, "an image config, such as `docker image inspect` prints,")
    if given.kind is not DOCKERFILE:
        raise not_read(given, "a Dockerfile or an image config")
    text = question.texts.get(given.shown)
    return _built(given.data if text is None else text, given.shown, question, builder)


def _built(text: str | bytes, name: str, question: Question, builder: str | Builder) -> ImageConfig:
    from cmdresolve.dockerfile import Dockerfile  # noqa: PLC0415 - not for a config
    from cmdresolve.dockerfile.refusals.own_arguments import own_arguments_first  # noqa: PLC0415 - same

    arguments = dict(named_values(question.build_args))
    record = dialects.builder_of(builder)
    with own_arguments_first(arguments, record):
        parsed = Dockerfile.parse(text, name=name, builder=record, limits=question.limits)
    if question.sources is not None:
        question.sources.expect(parsed, question.target, arguments, question.platform)
    return parsed.image(
        target=question.target,
        build_args=arguments,
        bases=_described(question, builder),
        platform=question.platform,
    )


def _described(question: Question, builder: str | Builder) -> image_sources.ImageSource:
    """Return a source of the images of --base, and then of the other sources."""
    from cmdresolve.cli.inputs.sources import SourceOptions, Sources  # noqa: PLC0415 - where one is named

    sources = question.sources or Sources(SourceOptions(atlas=False, lock=False, tree=False))
    return sources.beside(_bases(question, builder, sources), builder)


def _bases(
    question: Question, builder: str | Builder, sources: Sources
) -> Mapping[str, ImageConfig]:
    """Read the images that --base describes; a Dockerfile may start from any of the others."""
    found: dict[str, ImageConfig] = {}
    parsed: dict[str, Dockerfile] = {}
    for text in question.bases:
        name, path = described_base(text)
        stored = _stored(path, name, question)
        if stored is not None:
            found[name] = stored
            continue
        try:
            given = read_input(path, question.typed)
        except InputError as error:
            raise UsageError(
                f"--base {text}: {error.message}", code=error.code, hint=error.hint
            ) from None
        if given.kind is DOCKERFILE:
            from cmdresolve.dockerfile import Dockerfile  # noqa: PLC0415 - not for a config

            parsed[name] = Dockerfile.parse(
                given.data, name=given.shown, builder=builder, limits=question.limits
            )
        else:
            found[name] = _image_of(given, question, builder, name)
    if parsed:
        from cmdresolve.batch.described import bases_first  # noqa: PLC0415 - rarely needed
        from cmdresolve.dockerfile.building.bases import Gathered  # noqa: PLC0415 - same

        gathered, room = Gathered(found), Room(question.limits)
        others = sources.beside(gathered)
        for name in bases_first(parsed, question.limits):
            image = parsed[name].image(bases=others, platform=question.platform, limits=room)
            gathered.add(name, image)
            found[name] = image
    return found
