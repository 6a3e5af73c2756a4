"""The subject of rules: a question with its answer or refusal, which can be asked again changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from cmdresolve.checks.shells import init_words
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits
from cmdresolve.model.origin import InDockerfile, InOverride, InYaml
from cmdresolve.model.override import NOTHING, Override
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Source
from cmdresolve.model.trace import Note
from cmdresolve.resolving.explanation import trace_of
from cmdresolve.resolving.resolution import Resolution
from cmdresolve.resolving.resolver import resolve
from cmdresolve.resolving.shell_script import read_shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cmdresolve.checks.sites import Site
    from cmdresolve.checks.writing.line import RunLine
    from cmdresolve.checks.writing.yaml import Key
    from cmdresolve.dockerfile import Dockerfile, Instruction
    from cmdresolve.dockerfile.reading.stages import Stages
    from cmdresolve.model.finding import Edit
    from cmdresolve.resolving.explanation import Word
    from cmdresolve.resolving.shell_script import Shell


_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


class Inputs(NamedTuple):
    """The inputs of a question that a mend may change.

    Attributes:
        texts: texts that replace those of files, by the names of sources.
        line: the words of the command line that starts the container, as typed or equivalent to
            given values; empty if a file starts it.
    """

    texts: Mapping[str, str] = _NO_TEXTS
    line: tuple[str, ...] = ()


class Asked(NamedTuple):
    """The arguments for `cmdresolve.resolve`, read from `Inputs`.

    Attributes:
        image: the image.
        override: what is given at start.
        engine: the engine.
        notes: the notes of the starter.
        files: the YAML files of the start, in the order in which later ones override.
        path: the path of the container in them, such as ``services.web``.
        limits: the limits on the answer.
        unit: the Quadlet unit of the start.
    """

    image: ImageConfig
    override: Override = NOTHING
    engine: Engine | None = None
    notes: tuple[Note, ...] = ()
    files: tuple[Source, ...] = ()
    path: str = ""
    limits: Limits = DEFAULT_LIMITS
    unit: Source | None = None


#: Reads inputs; raises CmdResolveError if the builder or the starter refuses them.
Ask = Callable[[Inputs], Asked]


class Subject:
    """A question and its answer or refusal; rules read it, and `again` asks it changed.

    Attributes:
        inputs: the inputs that a mend may change.
        asked: the image and the override, None if reading them was refused.
        resolution: the answer, None if there is a refusal.
        error: the refusal, or None.
    """

    def __init__(self, ask: Ask, inputs: Inputs) -> None:
        """Ask the question.

        Args:
            ask: reads the inputs.
            inputs: the inputs.
        """
        self._ask = ask
        self.inputs = inputs
        self.asked: Asked | None = None
        self.resolution: Resolution | None = None
        self.error: CmdResolveError | None = None
        self._instructions: dict[Source, dict[int, Instruction]] = {}
        try:
            self.asked = asked = ask(inputs)
            self.resolution = resolve(
                asked.image, asked.override, engine=asked.engine, limits=asked.limits
            )
        except CmdResolveError as error:
            self.error = error

    @classmethod
    def of_resolution(cls, resolution: Resolution) -> Subject:
        """Make the subject of a resolution, without the files that it came from."""
        image, override, engine = resolution.image, resolution.override, resolution.engine
        source = _dockerfile_of(image)
        rebuilt = getattr(image.trace, "rebuilt", None)
        line = _typed(override, engine)

        def ask(inputs: Inputs) -> Asked:
            built, given = image, override
            if source is not None and source.name in inputs.texts and rebuilt is not None:
                built = rebuilt(inputs.texts[source.name]) or image
            if inputs.line != line:
                from cmdresolve.starters.command_line.docker_run import docker_run  # noqa: PLC0415 - for this only

                given = docker_run(inputs.line, engine=engine).override
            return Asked(built, given, engine, limits=resolution.limits)

        return cls(ask, Inputs({}, line))

    def again(
        self,
        edits: Iterable[Edit] = (),
        line: tuple[str, ...] | None = None,
        image: Iterable[tuple[str, tuple[str, ...]]] = (),
    ) -> Subject:
        """Ask the same question with changed inputs.

        Args:
            edits: edits to the texts.
            line: a new command line, or None.
            image: new values of fields of the image.

        Raises:
            KeyError: an edit is of a text that is not among `texts`.
        """
        from cmdresolve.model.finding import apply  # noqa: PLC0415 - for mends

        inputs = self.inputs
        made = tuple(edits)
        texts = {edit.source: self.texts[edit.source] for edit in made}
        changed = inputs._replace(
            texts={**inputs.texts, **apply(made, texts)},
            line=inputs.line if line is None else line,
        )
        fields = dict(image)
        if not fields:
            return Subject(self._ask, changed)

        def ask(inputs: Inputs) -> Asked:
            asked = self._ask(inputs)
            config = asked.image._replace(trace=None)
            entrypoint, cmd = fields.get("entrypoint"), fields.get("cmd")
            if entrypoint is not None:
                config = config._replace(entrypoint=entrypoint)
            return asked._replace(image=config if cmd is None else config._replace(cmd=cmd))

        return Subject(ask, changed)

    @property
    def image(self) -> ImageConfig | None:
        """The image, None where the builder refuses it."""
        return None if self.asked is None else self.asked.image

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts that words and refusals stand in, by their names."""
        found: dict[str, str] = {}
        own = self.dockerfile
        error = self.error
        sources = [
            *(x.origin.source for x in self.words if isinstance(x.origin, InDockerfile | InYaml)),
            None if own is None else own.source,
            *(() if self.asked is None else (*self.asked.files, self.asked.unit)),
            None if error is None else error.source,
        ]
        for source in sources:
            if source is not None:
                found[source.name] = source.text
        return found

    @property
    def is_pod(self) -> bool:
        """Whether it is a container of a Pod."""
        return self.asked is not None and self.asked.override.variables is not None

    def container_key(self, name: str) -> Key | None:
        """Return a key of the container's own mapping in a YAML file, or None."""
        if self.asked is None or not self.asked.files:
            return None
        from cmdresolve.checks.writing.yaml import keys_under  # noqa: PLC0415 - for YAML only

        given = self.asked.override
        origins = (*given.entrypoint_origins, *given.args_origins)
        said = [x for x in origins if isinstance(x, InYaml)] if self.is_pod else []
        for source in reversed(self.asked.files):
            at = next((x.span.start for x in said if x.source.name == source.name), None)
            if at is None and len(source.text) > DEFAULT_LIMITS.yaml_text:
                # Without a place the whole bundle would have to be parsed, which takes too long.
                continue
            for key in keys_under(source, self.asked.path, at):
                if key.name == name:
                    return key
        return None

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes of the starter."""
        return () if self.asked is None else self.asked.notes

    @cached_property
    def supposed(self) -> Resolution | None:
        """The answer; if it depends on an undescribed image, the one assuming that sets nothing."""
        answer = self.resolution
        if answer is None or not answer.unknown:
            return answer
        assumption = answer.assumed
        return None if assumption is None else assumption.resolution

    @property
    def is_certain(self) -> bool:
        """Whether `supposed` is the answer itself and assumes nothing."""
        return self.resolution is not None and not self.resolution.unknown

    @property
    def is_looked_up(self) -> bool:
        """Whether it is based on images that were looked up, in an atlas or elsewhere."""
        answer = self.supposed
        return answer is not None and any(x.described is not None for x in answer.bases)

    @property
    def known_shells(self) -> frozenset[str] | None:
        """The shells that the image or its last base is known to have; None if not known."""
        answer = self.supposed
        described = None if answer is None or not answer.bases else answer.bases[-1].described
        shells: frozenset[str] | None = getattr(described, "shells", None)
        return shells

    @cached_property
    def argv(self) -> tuple[str, ...] | None:
        """The words of `supposed`; None where there are none."""
        return None if self.supposed is None else self.supposed.argv

    @cached_property
    def shell(self) -> Shell | None:
        """The script and its positional words of ``sh -c …``, behind an init such as tini too."""
        argv = self.argv or ()
        at = init_words(argv)
        if not at:
            return None if self.supposed is None else self.supposed.shell
        found = read_shell(argv[at:])
        return None if found is None else found._replace(at=at)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of `supposed`, each with its origin."""
        return () if self.supposed is None else self.supposed.words

    @property
    def engine_key(self) -> str | None:
        """The engine's name; None if there is a refusal."""
        return None if self.resolution is None else self.resolution.engine.key

    @cached_property
    def dockerfile(self) -> Dockerfile | None:
        """The Dockerfile that the image is built from; None where there is none."""
        if self.image is None:
            return None
        source = _dockerfile_of(self.image)
        return None if source is None else self._parsed(source)

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The places where the words of `argv` are written, in their order."""
        from cmdresolve.checks.sites import sites_of  # noqa: PLC0415 - for a rule with something to find

        return sites_of(self.words, self.instruction, self._typed_line, pod=self.is_pod)

    def site_of(self, place: int) -> Site | None:
        """Return the site in which the word at an index of argv is written, if any is."""
        return next((x for x in self.sites if x.at <= place < x.at + x.count), None)

    @cached_property
    def set_by(self) -> dict[str, tuple[InDockerfile, Instruction]]:
        """The instructions that set ``Entrypoint`` and ``Cmd`` of the image, with their places."""
        if self.image is None:
            return {}
        from cmdresolve.checks.sites import set_by  # noqa: PLC0415 - for a rule with something to find

        return dict(set_by(self.image, self.instruction))

    def _typed_line(self) -> RunLine | None:
        from cmdresolve.checks.writing.line import run_line  # noqa: PLC0415 - where words are typed

        return run_line(self.inputs.line, self.engine_key)

    def text_has(self, *parts: str) -> bool:
        """Say whether the Dockerfile's text has one of some parts, whatever their case."""
        text = self.own_text.lower()
        return any(part in text for part in parts)

    @cached_property
    def own_text(self) -> str:
        """The text of the Dockerfile that the image is built from, empty where there is none."""
        source = None if self.image is None else _dockerfile_of(self.image)
        return "" if source is None else source.text

    def instruction(self, origin: InDockerfile) -> Instruction | None:
        """Return the instruction that a word's origin stands in; None for a trigger of a base."""
        if origin.trigger is not None:
            return None
        source = origin.source
        start = origin.instruction.start
        built = self._built
        if built is not None and built[0] == source:
            # The instructions that bear on the image were read to build it.
            of_stages = (one for stage in built[1].stages for one in stage.instructions)
            return next((one for one in of_stages if one.start == start), None)
        if source not in self._instructions:
            found = self._read(source)
            self._instructions[source] = {one.start: one for one in found}
        return self._instructions[source].get(start)

    @cached_property
    def _built(self) -> tuple[Source, Stages] | None:
        """The Dockerfile that the image was built from, with the stages that the builder read."""
        if self.image is None:
            return None
        source, stages = _dockerfile_of(self.image), getattr(self.image.trace, "stages", None)
        return None if source is None or stages is None else (source, stages)

    @property
    def builder(self) -> Builder | None:
        """The builder of the image; None if it was not built from a Dockerfile here."""
        found = None if self.image is None else getattr(self.image.trace, "builder", None)
        return found if isinstance(found, Builder) else None

    def _read(self, source: Source) -> Sequence[Instruction]:
        """Read the instructions of a Dockerfile that was built before."""
        from cmdresolve.dockerfile.reading.reader import read  # noqa: PLC0415 - not for other inputs

        builder = self.builder
        if builder is None:
            return ()
        try:
            return read(source, builder).instructions
        except CmdResolveError:
            return ()

    def _parsed(self, source: Source) -> Dockerfile | None:
        from cmdresolve.dockerfile import Dockerfile  # noqa: PLC0415 - not for other inputs

        if self._built is not None and self.builder is not None:
            return Dockerfile(source, self.builder, checks=False, telling_stages=self._built[1])
        try:
            return Dockerfile.parse(source.text, name=source.name, builder=self.builder)
        except CmdResolveError:
            return None


def _dockerfile_of(image: ImageConfig) -> Source | None:
    """Return the Dockerfile that an image was built from, or None."""
    steps = reversed(trace_of(image).steps)
    start = next((x.origin for x in steps if x.rule == "from"), None)
    return start.source if isinstance(start, InDockerfile) else None


def _typed(override: Override, engine: Engine) -> tuple[str, ...]:
    """Return a command line that is equivalent to an override, or none if there is no such line."""
    if engine.command_line is None or engine.variant or override.variables is not None:
        return ()
    given, args = override.entrypoint, override.args
    origins = (*override.entrypoint_origins, *override.args_origins)
    if isinstance(args, str) or any(not isinstance(x, InOverride) for x in origins):
        return ()
    words = [engine.command_line, "run", *(("--init",) if override.init else ())]
    if given is not None:
        if not isinstance(given, str):
            return ()
        words += ["--entrypoint", given]
    return (*words, "img", *(args or ()))
