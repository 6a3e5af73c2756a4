"""The values between a command line and its answer: `Question`, and `Case` made of it."""

from __future__ import annotations

import os
from types import MappingProxyType

from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.model.record import NamedTuple
from cmdresolve.resolving.resolver import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cmdresolve.cli.inputs.project_files import ProjectOptions
    from cmdresolve.cli.inputs.sources import Sources
    from cmdresolve.cli.language.arguments import LateOption
    from cmdresolve.dialects import Engine
    from cmdresolve.dialects.builders.builder import Builder
    from cmdresolve.model.image import ImageConfig
    from cmdresolve.model.override import Override
    from cmdresolve.model.source import Source
    from cmdresolve.model.trace import Note
    from cmdresolve.resolving.resolution import Resolution


class Question(NamedTuple):
    """A question, as the command line gives it.

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
        changes: what an engine's command changes of the image before it is started.
        entrypoint: an entrypoint given at start.
        env: ``NAME=VALUE`` texts, for the variables of a Pod.
        init: whether the engine's init is asked for.
        late: options of cmdresolve among the run arguments.
        plain: the run arguments before any ``--``.
        typed: what standard input had, if it was read before.
        stored: the image that standard input held, where it was an archive.
        project: the options of ``docker compose`` before its command, from a line.
        is_run: whether ``docker compose run`` starts the service, even without arguments.
        is_searched: whether nothing was named, so that the folder is searched.
        texts: texts in place of those of files, by the names that origins say.
        sources: the sources of images that are not described.
        limits: how much it may take.
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
    changes: Sequence[str] = ()
    entrypoint: str | None = None
    env: Sequence[str] = ()
    init: bool = False
    late: Sequence[LateOption] = ()
    plain: Sequence[str] = ()
    typed: bytes | None = None
    stored: ImageConfig | None = None
    project: ProjectOptions | None = None
    is_run: bool = False
    is_searched: bool = False
    texts: Mapping[str, str] = MappingProxyType({})
    sources: Sources | None = None
    limits: Limits = DEFAULT_LIMITS

    @property
    def names_something(self) -> bool:
        """Whether it names an image."""
        return bool(self.operand or self.command or self.image_config or self.image or self.file)


class Case(NamedTuple):
    """The arguments for `cmdresolve.resolve`, made of a question.

    Attributes:
        image: the image.
        override: what is given at start.
        engine: the engine.
        notes: the notes of the starter.
        files: the YAML files of the start, in the order in which later ones override.
        path: the path of the container in them, such as ``services.web``.
        limits: how much the answer may take.
        unit: the Quadlet unit of the start.
    """

    image: ImageConfig
    override: Override
    engine: Engine
    notes: tuple[Note, ...] = ()
    files: tuple[Source, ...] = ()
    path: str = ""
    limits: Limits = DEFAULT_LIMITS
    unit: Source | None = None

    def resolve(self) -> Resolution:
        """Return the answer."""
        return resolve(self.image, self.override, engine=self.engine, limits=self.limits)


def named_values(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return the names and values of ``NAME=VALUE`` texts.

    A name alone has its value in the environment, and is left out where that has none.
    """
    for text in texts:
        name, equals, value = text.partition("=")
        if equals:
            yield name, value
        elif name in os.environ:
            # As docker build and docker run do: NAME alone passes the variable on.
            yield name, os.environ[name]


def described_base(text: str) -> tuple[str, str]:
    """Return the image and the file of a ``REF=FILE`` text, the value of ``--base``.

    Raises:
        UsageError: it is written otherwise.
    """
    name, _, path = text.partition("=")
    if not name or not path:
        raise UsageError(
            f"--base {text}: not REF=FILE",
            code="base-syntax",
            hint="write --base debian:12=base.json",
        )
    return name, path
