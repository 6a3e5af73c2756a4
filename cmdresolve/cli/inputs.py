"""What the command line is asked about: files read, images described, overrides put together."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from cmdresolve import dialects
from cmdresolve.cli.stored_images import stored_image
from cmdresolve.model.errors import CmdResolveError, OverrideError
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.origin import InCommandLine
from cmdresolve.model.override import Override
from cmdresolve.resolving.resolver import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cmdresolve.dialects import Engine
    from cmdresolve.dialects.builders.builder import Builder
    from cmdresolve.model.trace import Note
    from cmdresolve.resolving.resolution import Resolution
    from cmdresolve.starters.command_line.docker_run import RunCommand

_LIMIT = 64 * 1024 * 1024
_SNIFFED = 512
_BINARIES = (
    (b"\x7fELF", "a program (ELF)"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\xff\xfe", "UTF-16 text; engines read UTF-8"),
    (b"\xfe\xff", "UTF-16 text; engines read UTF-8"),
)
_FILES = ("Dockerfile", "Containerfile")
_YAML = (".yaml", ".yml")


class InputError(CmdResolveError):
    """What the command line names cannot be read."""


class Question(NamedTuple):
    """What is asked, as the command line gives it.

    Attributes:
        operand: the FILE, or None.
        command: the words of a ``docker run …`` command, or empty.
        arguments: the run arguments.
        engine: who starts the container, or None.
        builder: who builds the Dockerfile, or None.
        target: the stage to build.
        build_args: ``NAME=VALUE`` texts.
        bases: ``REF=FILE`` texts.
        platform: what to build for.
        image_config: a file that describes the image.
        image: an image to ask the local engine about.
        file: a Dockerfile that the image is built from.
        entrypoint: an entrypoint given at start.
        init: whether the engine's init is asked for.
    """

    operand: str | None = None
    command: Sequence[str] = ()
    arguments: Sequence[str] = ()
    engine: str | None = None
    builder: str | Builder | None = None
    target: str | None = None
    build_args: Sequence[str] = ()
    bases: Sequence[str] = ()
    platform: str | None = None
    image_config: str | None = None
    image: str | None = None
    file: str | None = None
    entrypoint: str | None = None
    init: bool = False

    @property
    def names_something(self) -> bool:
        """Whether it says which image is meant."""
        return bool(self.operand or self.command or self.image_config or self.image or self.file)


class Case(NamedTuple):
    """What `cmdresolve.resolve` needs, made of a question.

    Attributes:
        image: the image.
        override: what is given at start.
        engine: who starts it.
        notes: what a front-end wants told.
    """

    image: ImageConfig
    override: Override
    engine: Engine
    notes: tuple[Note, ...] = ()

    def resolve(self) -> Resolution:
        """Give the answer."""
        return resolve(self.image, self.override, engine=self.engine)


def load(question: Question) -> Case:
    """Read everything a question names.

    Raises:
        CmdResolveError: a file cannot be read or is not what it should be, the builder refuses
            the Dockerfile, or the command cannot be read.
    """
    if question.command:
        command = _command(question)
        engine = dialects.engine(command.engine)
        image = _image(question, engine, command.image)
        return Case(image, command.override, engine, tuple(command.notes))
    if question.operand is not None and question.operand.endswith(_YAML):
        return _load_yaml(question, read_bytes(question.operand))
    engine = dialects.DEFAULT if question.engine is None else dialects.engine(question.engine)
    return Case(_image(question, engine, None), _override(question), engine)


def _load_yaml(question: Question, data: bytes) -> Case:
    """Read a manifest's container or a project's service, and find its image."""
    from cmdresolve.cli import yaml_inputs  # noqa: PLC0415 - not for a Dockerfile

    if yaml_inputs.is_manifest(data, question.operand or ""):
        pod = yaml_inputs.pod(data, question)
        engine = dialects.engine(pod.engine)
        image = _image(question._replace(operand=None), engine, pod.image)
        return Case(image, pod.override, engine, pod.notes)
    service = yaml_inputs.service(data, question)
    engine = dialects.engine(service.engine)
    build = service.build
    if build is None or yaml_inputs.is_elsewhere(build):
        named = service.image or ("" if build is None else build.context)
        image = _image(question._replace(operand=None), engine, named)
        return Case(image, service.override, engine, service.notes)
    args = [name if x is None else f"{name}={x}" for name, x in build.args.items()]
    asked = question._replace(
        target=question.target or build.target, build_args=[*args, *question.build_args]
    )
    builder = question.builder if question.builder is not None else engine.builder
    if build.dockerfile_inline is None:
        path = yaml_inputs.dockerfile_of(build, question)
        image = _read_image(path, asked, builder, name=service.image)
    else:
        name = f"dockerfile_inline of {service.service}"
        image = _built(build.dockerfile_inline, name, asked, builder)
    return Case(image, service.override, engine, service.notes)


def _command(question: Question) -> RunCommand:
    from cmdresolve.starters.command_line.docker_run import docker_run  # noqa: PLC0415 - only for a command

    try:
        return docker_run(list(question.command), engine=question.engine)
    except OverrideError as error:
        from cmdresolve.cli.arguments import is_own_option  # noqa: PLC0415 - only for an error

        flag = error.message.removeprefix("unknown flag: ")
        if error.code != "unknown-flag" or not is_own_option(flag):
            raise
        raise OverrideError(
            error.message,
            code=error.code,
            stage=error.stage,
            source=error.source,
            span=error.span,
            hint=f"{flag} is cmdresolve's own: it stands before {question.command[0]}",
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


def _image(question: Question, engine: Engine, wanted: str | None) -> ImageConfig:
    """Find the image: given outright, built, asked for, or among the bases."""
    if question.image_config is not None:
        from cmdresolve.images.inspect import read_config  # noqa: PLC0415 - only for a config

        path = question.image_config
        stored = stored_image(path, wanted, question.platform)
        if stored is not None:
            return stored.config
        return read_config(read_bytes(path), name=wanted, source_name=_shown(path))
    if question.image is not None:
        from cmdresolve.images import engine as local  # noqa: PLC0415 - starts a process

        own = (engine.name,) if engine.name in local.PROGRAMS else ()
        order = tuple(dict.fromkeys((*own, *local.PROGRAMS)))
        return local.inspect_image(question.image, programs=order)
    builder = question.builder if question.builder is not None else engine.builder
    described = question.file if question.file is not None else question.operand
    if described is not None:
        return _read_image(described, question, builder, name=wanted)
    if wanted is not None:
        from cmdresolve.model.image_reference import same_key  # noqa: PLC0415 - not for a file

        for name, image in _bases(question, builder).items():
            if same_key(name) == same_key(wanted):
                return image
        return ImageConfig.undescribed(wanted)
    raise InputError(
        "nothing to explain",
        code="no-input",
        hint="name a Dockerfile, a file with an image config, or a docker run command",
    )


def _read_image(
    path: str, question: Question, builder: str | Builder, name: str | None
) -> ImageConfig:
    """Read a file that holds an image, or is a Dockerfile or an image config."""
    stored = stored_image(path, name, question.platform)
    if stored is not None:
        return stored.config
    path = _in_directory(path)
    data = read_bytes(path)
    if looks_like_json(data, path):
        from cmdresolve.images.inspect import read_config  # noqa: PLC0415 - only for a config

        return read_config(data, name=name, source_name=_shown(path))
    _refuse_binary(data, path)
    return _built(data, _shown(path), question, builder)


def _built(text: str | bytes, name: str, question: Question, builder: str | Builder) -> ImageConfig:
    from cmdresolve.dockerfile import Dockerfile  # noqa: PLC0415 - not for a config

    return Dockerfile.parse(text, name=name, builder=builder).image(
        question.target,
        dict(_build_args(question.build_args)),
        _bases(question, builder),
        platform=question.platform,
    )


def _build_args(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, equals, value = text.partition("=")
        if equals:
            yield name, value
        elif name in os.environ:
            # As docker build does: NAME alone passes the variable on.
            yield name, os.environ[name]


def _bases(question: Question, builder: str | Builder) -> Mapping[str, ImageConfig]:
    """Read the images that --base describes; a Dockerfile may start from those before it."""
    found: dict[str, ImageConfig] = {}
    for text in question.bases:
        name, equals, path = text.partition("=")
        if not equals or not name or not path:
            raise InputError(
                f"--base {text}: not REF=FILE",
                code="base-syntax",
                hint="write --base debian:12=base.json",
            )
        stored = stored_image(path, name, question.platform)
        if stored is not None:
            found[name] = stored.config
            continue
        data = read_bytes(path)
        if looks_like_json(data, path):
            from cmdresolve.images.inspect import read_config  # noqa: PLC0415 - only for a config

            found[name] = read_config(data, name=name, source_name=_shown(path))
        else:
            _refuse_binary(data, path)
            from cmdresolve.dockerfile import Dockerfile  # noqa: PLC0415 - not for a config

            parsed = Dockerfile.parse(data, name=_shown(path), builder=builder)
            found[name] = parsed.image(None, {}, found, platform=question.platform)
    return found


def standard_input() -> BinaryIO:
    """Return the bytes of standard input.

    Raises:
        InputError: it is closed.
    """
    if sys.stdin is None:
        raise InputError(
            "standard input is closed", code="unreadable", hint="pipe a file into it, or name one"
        )
    return sys.stdin.buffer


def read_bytes(path: str) -> bytes:
    """Read a file, or standard input for ``-``.

    Raises:
        InputError: it cannot be read, or is larger than any input here should be.
    """
    try:
        if path == "-":
            data = standard_input().read(_LIMIT + 1)
        else:
            with open(path, "rb") as stream:  # noqa: PTH123 - pathlib costs more than the read
                data = stream.read(_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        hint = None
        if isinstance(error, FileNotFoundError):
            hint = f"if it names an image of the local docker or podman: --image {path}"
        raise InputError(f"cannot read {path}: {reason}", code="unreadable", hint=hint) from None
    if len(data) > _LIMIT:
        raise InputError(
            f"{path} is larger than {_LIMIT >> 20} MiB",
            code="too-large",
            hint="no Dockerfile or image config is; see whether it is the file you mean",
        )
    return data


def looks_like_json(data: bytes, path: str) -> bool:
    """Say whether a file is meant as JSON rather than as a Dockerfile."""
    if os.path.basename(path).startswith(_FILES):  # noqa: PTH119 - see read_bytes
        return False
    start = data[:_SNIFFED]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start[2:].replace(b"\0", b"").lstrip()[:1] in (b"{", b"[")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[") or path.endswith(
        ".json"
    )


def _refuse_binary(data: bytes, path: str) -> None:
    kind = next((what for magic, what in _BINARIES if data.startswith(magic)), None)
    if kind is not None:
        raise InputError(
            f"{path} is {kind}",
            code="not-text",
            hint="name a Dockerfile, or a file with what `docker image inspect` prints",
        )


def _in_directory(path: str) -> str:
    """Name the Dockerfile in a directory, as ``docker build DIRECTORY`` does."""
    if path != "-" and os.path.isdir(path):  # noqa: PTH112 - see read_bytes
        for name in _FILES:
            inside = name if path == "." else os.path.join(path, name)  # noqa: PTH118 - same
            if os.path.exists(inside):  # noqa: PTH110 - see read_bytes
                return inside
        raise InputError(
            f"{path} is a directory without a Dockerfile",
            code="unreadable",
            hint=f"name the file in it: {os.path.join(path, 'FILE')}",  # noqa: PTH118 - same
        )
    return path


def _shown(path: str) -> str:
    return "<stdin>" if path == "-" else path
