"""Resolves names in a Dockerfile: build arguments, stages, images outside the file.

Sources: moby/buildkit v0.25.2 frontend/dockerfile/dockerfile2llb/convert.go buildMetaArgs,
buildDispatchStates, toCommand; moby v28.5.2 builder/dockerfile/{builder,dispatchers}.go;
openshift/imagebuilder v1.2.22 builder.go; buildah v1.43.2 imagebuildah.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import ChainMap
from collections.abc import Callable, Mapping

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.building.bases import NO_IMAGES, Bases, Images
from cmdresolve.dockerfile.building.global_args import global_arguments, platform_arguments
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.reading.lexer_options import SubstitutionError, WordVariables
from cmdresolve.dockerfile.reading.line_parser import pairs_words
from cmdresolve.dockerfile.reading.stages import Stage, Stages
from cmdresolve.dockerfile.reading.word_lexer import is_literal, word_lexer
from cmdresolve.dockerfile.refusals.instructions import Validator
from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.go_text import decimal, lower
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.image_reference import ReferenceFormatError, is_plain, normalize, same_key
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.limits import Room
from cmdresolve.model.platform import Platform, parse_platform, read_platform
from cmdresolve.model.record import NamedTuple
from cmdresolve.model.source import Source, Span
from cmdresolve.model.value import new_tuple

SCRATCH = "scratch"
_AFTER = "--after="
STAGE_NUMBER = pattern(r"[+-]?[0-9]+")


class BuildRequest(NamedTuple):
    """A build request besides the Dockerfile.

    Attributes:
        target: the stage to build, by default the last.
        build_args: ``--build-arg``.
        bases: the configs of images that FROM may name.
        contexts: named build contexts that are images.
        platform: the platform to build for.
        room: how many more characters variables and triggers of this build may produce.
    """

    target: str | None
    build_args: Mapping[str, str]
    bases: Bases | None
    contexts: Mapping[str, ImageConfig]
    platform: Platform
    room: Room


class StageBase(NamedTuple):
    """What a stage starts from.

    Attributes:
        name: the base's name after substitution.
        stage: the index of the stage that it names, or None.
        platform: the platform of ``--platform``, or None.
        external: whether it is an image outside the file.
        full: the full name of that image; None if it is no image reference, or was not checked.

    A base that is neither a stage nor external is the empty image, ``scratch``.
    """

    name: str
    stage: int | None = None
    platform: Platform | None = None
    external: bool = False
    full: str | None = None


class Names:
    """The names of one build.

    Attributes:
        builder: who builds.
        contexts: the named build contexts, by the images' full names.
        images: the images outside the file.
        describes: whether any image is described.
        first_number: the number of the first stage; 1 if what stands before it counts as a stage.
        arguments: the values of the global ARGs, once `read_arguments` has run.
        given: the build arguments.
        platform: the platform variables that FROM may use without any ARG.
        room: how many more characters variables and triggers may produce.
    """

    def __init__(
        self, source: Source, stages: Stages, request: BuildRequest, builder: Builder
    ) -> None:
        _, self._stages, self._escape, skipped, _, _ = stages
        _, self.given, bases, contexts, platform, self.room = request
        self._source = source
        self.builder = builder
        self._platform_asked = platform
        self.contexts = _by_key(contexts) if contexts else {}
        self.images = NO_IMAGES if bases is None else Images(bases)
        self.describes = bool(contexts) or (bases is not None and not self.images.is_empty)
        self.first_number = 1 if skipped and builder.checking.skips_before_from else 0
        self._called: dict[str, list[int]] = {}
        self._ambiguous: set[str] = set()
        self.platform = self.arguments = platform_arguments(platform, builder)

    def read_arguments(self, stages: Stages) -> None:
        """Read the global ARGs, which stand before the first FROM, into `arguments`.

        Raises:
            DockerfileError: one of them cannot be substituted.
        """
        if stages.arguments or self.given:
            self.arguments = global_arguments(
                stages,
                self.given,
                self.platform,
                self.builder,
                expand=self.expand,
                fault=self.validator.fault,
            )

    @property
    def validator(self) -> Validator:
        """Makes errors and parses flags."""
        return Validator(self._source, self.builder, self._escape)

    def expand(self, instruction: Instruction, text: str, values: Mapping[str, str]) -> str:
        """Substitute the variables of a word.

        Raises:
            DockerfileError: it cannot be substituted.
        """
        if is_literal(text):
            return text
        lexer = word_lexer(self._escape, self.builder.arguments.substitution)
        try:
            return lexer.word(text, WordVariables(values, room=self.room))
        except SubstitutionError as error:
            raise self.validator.fault(
                instruction,
                "substitution",
                str(error),
                instruction.args_span,
                "give it a value in build_args, or a default in ARG before the first FROM",
            ) from None

    def stage_name(self, stage: Stage) -> str | None:
        """Return the name by which other stages find a stage, or None.

        Raises:
            DockerfileError: it cannot be substituted, where the builder does that.
        """
        name = stage.name
        if name is None:
            if not self.builder.names.numbered:
                return None
            return str(stage.index + self.first_number)
        if self.builder.names.substituted:
            return self.expand(stage.origin, name, self.arguments)
        return lower(name) if self.builder.names.checked else name

    def register(self, stage: Stage, name: str | None) -> None:
        """Make a stage known by a name to the stages after it; None registers nothing."""
        if name is None:
            return
        called = self._called.setdefault(name, [])
        if called and self.builder.names.duplicates == "random":
            self._ambiguous.add(name)
        called.append(stage.index)

    def number(self, name: str) -> int:
        """Return the index of a stage that is named by number, or -1 for any other name."""
        return decimal(name) - self.first_number if STAGE_NUMBER.fullmatch(name) else -1

    def earlier(self, name: str, before: int) -> int | None:
        """Return the index of a stage before `before` that Buildah finds by name or number."""
        index = self.number(name)
        return index if 0 <= index < before else self._stage_called(name, before)

    def described(self, name: str) -> ImageConfig | None:
        """Return the config of an image outside the file; None if the caller gave none."""
        return self.images.find(name, None, self._platform_asked)

    def after(self, stage: Stage) -> int | None:
        """Return the stage that FROM ``--after`` names, or None where none is named.

        Source: buildah v1.44.0 imagebuildah/executor.go Build; openshift/imagebuilder v1.2.21
        dispatchers.go from.

        Raises:
            DockerfileError: the name is empty, or (where the builder honours the flag) is not that
                of an earlier stage.
        """
        found = [flag for flag in stage.origin.flags if flag.startswith(_AFTER)]
        if not found:
            return None
        names = [self.expand(stage.origin, x.removeprefix(_AFTER), self.arguments) for x in found]
        if "" in names:
            raise self.validator.fault(
                stage.origin, "flag-value", "no value specified for --after="
            )
        if not self.builder.scheduling.honours_after:
            return None
        earlier = self.earlier(names[0], stage.index)
        if len(found) > 1 or earlier is None:
            message = "only one --after flag is allowed per FROM instruction"
            if earlier is None:
                message = f'stage "{names[0]}" not found'
            raise self.validator.fault(
                stage.origin,
                "after",
                f"FROM --after={names[0]}: {message}",
                stage.origin.flag_span(0),
            )
        return earlier

    def defaults_of(self, instruction: Instruction, found: dict[str, str]) -> dict[str, str]:
        """Return the names and defaults of an ARG that no build argument overrides.

        Args:
            instruction: the ARG.
            found: the values of the ARG instructions before it, which its defaults may use.

        Raises:
            DockerfileError: a word of it cannot be substituted.
        """
        own: dict[str, str] = {}
        # A view and not a merged copy, which for each of many ARGs would take quadratic time.
        values = ChainMap(self.given, found, self.platform)  # type: ignore[arg-type] # it reads only
        for word in pairs_words(instruction.args, self._escape):
            name, equals, value = self.expand(instruction, word, values).partition("=")
            if equals and name not in self.given:
                own[name] = value
        return own

    def is_taken(self, name: str | None) -> bool:
        """Say whether a stage has this name already."""
        return name in self._called

    def _stage_called(self, name: str, before: int | None = None) -> int | None:
        """Return the index of the last stage that has a name, or None.

        Args:
            name: the name.
            before: only stages before this one count; by default all.
        """
        called = self._called.get(name, ())
        end = len(called) if before is None else bisect_left(called, before)
        return called[end - 1] if end else None

    def reserve(self, stage: Stage) -> None:
        """Refuse a FROM with nothing after it; Buildah checks the rest when it runs the stage."""
        if not stage.base:
            raise self.validator.fault(
                stage.origin,
                "from-arguments",
                "FROM requires an argument",
                hint="write FROM IMAGE, or FROM IMAGE AS NAME",
            )

    def base(self, stage: Stage, *, whole: bool = True) -> StageBase:
        """Return what FROM names: an earlier stage, an image outside the file, or ``scratch``.

        Args:
            stage: the stage.
            whole: whether its platform is read, and an empty name refused.

        Raises:
            DockerfileError: the name cannot be substituted or is empty, or the platform is invalid.
            UnknownImageError: the builder takes one of several stages of that name at random.
        """
        builder = self.builder
        index, _, name, origin, _ = stage
        platform: Platform | None = None
        flagged = whole and bool(origin.flags)
        if flagged and builder.platforms.before_name:
            platform = self._stage_platform(stage)
        if not is_literal(name):
            name = self.expand(origin, name, self.arguments)
        # An empty name is a base all the same if a stage has it: with Buildah, a stage's name is
        # empty if `AS $N` expands to nothing.
        if whole and not name and self._stage_called(name, index) is None:
            raise self.validator.fault(
                origin,
                "base-name-blank",
                f"base name ({stage.base}) should not be blank",
                stage.base_span,
                "give the variable a value in build_args, or a default in ARG before FROM",
            )
        if flagged:
            if not builder.platforms.before_name:
                platform = self._stage_platform(stage)
            self.after(stage)
        earlier: int | None = None
        if self._called and (name != SCRATCH or builder.names.may_shadow_scratch):
            wanted = lower(name) if builder.names.lookup == "caseless" else name
            earlier = self._stage_called(wanted, index)
        if earlier is None:
            return new_tuple(StageBase, (name, None, platform, name != SCRATCH, None))
        if wanted in self._ambiguous:
            raise UnknownImageError(
                f"{builder.key} takes either of the stages called {wanted}, by chance",
                needs=(f"which stage called {wanted} the builder happens to take",),
                code="ambiguous-stage",
                source=self._source,
                span=stage.base_span,
                hint="give each stage a name of its own",
            )
        return StageBase(name, earlier, platform)

    def checked(self, stage: Stage, base: StageBase) -> StageBase:
        """Return a base with its full name, if it is an image outside the file.

        Raises:
            DockerfileError: the name is no image reference, or is reserved.
        """
        name = base.name
        if not base.external:
            return base
        # A plain name is surely a reference. Its full name matters to descriptions, and to builders
        # that reserve `scratch`.
        if not (self.describes or self.builder.scheduling.reserves_scratch) and is_plain(name):
            return base
        full = self.full_name(stage.origin, name, lambda: stage.base_span)
        if full is None:
            return base
        self._check_reserved(stage.origin, full, lambda: stage.base_span)
        return base._replace(full=full)

    def image(self, base: StageBase) -> ImageConfig | None:
        """Return the image that a base is, if the caller described it.

        Raises:
            ImageConfigError: what the caller gave for it does not describe an image.
        """
        if not base.external:
            return None
        context = self.contexts.get(base.full) if base.full is not None else None
        if context is not None:
            return context
        return self.images.find(base.name, base.full, base.platform or self._platform_asked)

    def full_name(
        self, instruction: Instruction, name: str, span: Callable[[], Span]
    ) -> str | None:
        """Return the full name of an image.

        None if the name is no image reference, but the caller described an image by it.

        Raises:
            DockerfileError: it is no image reference, and the caller described no such image.
        """
        try:
            return normalize(name, upper_domain=self.builder.scheduling.upper_registries)
        except ReferenceFormatError as error:
            if self.images.find(name, None, self._platform_asked) is not None:
                return None
            prefix = (
                f'failed to parse stage name "{name}": '
                if self.builder.scheduling.parses_every_reference
                else ""
            )
            raise self.validator.fault(
                instruction, "reference", prefix + str(error), span(), self._stage_hint(name)
            ) from None

    def _check_reserved(
        self, instruction: Instruction, full: str | None, span: Callable[[], Span]
    ) -> None:
        """Refuse ``scratch`` with a tag, where the builder reserves that name."""
        if (
            self.builder.scheduling.reserves_scratch
            and full is not None
            and full.startswith(f"docker.io/library/{SCRATCH}:")
        ):
            raise self.validator.fault(
                instruction, "reserved-name", f"'{SCRATCH}' is a reserved name", span()
            )

    def _stage_hint(self, name: str) -> str:
        if lower(name) in self._called:
            return f"the stage is called {lower(name)} here: write FROM {lower(name)}"
        return "an image's name is lower case: registry/path:tag"

    def _stage_platform(self, stage: Stage) -> Platform | None:
        values = self.validator.flags(stage.origin)
        text = values.get("platform")
        if text is None:
            return None
        builder, blank = self.builder, not text
        if builder.platforms.parser != "containerd":
            text = self.expand(stage.origin, text, self.arguments)
            blank = not text
        if blank:
            if builder.platforms.may_be_blank:
                return None
            raise self.validator.fault(
                stage.origin, "flag-value", "no value specified for --platform="
            )
        return self._platform(stage, text)

    def _platform(self, stage: Stage, text: str) -> Platform:
        """Read the platform of a FROM (convert.go parsePlatform; buildah pkg/parse Platform)."""
        if self.builder.platforms.parser == "containerd":
            named = self.expand(stage.origin, text, self.arguments)
            platform = parse_platform(named)
            message = (
                f"failed to parse platform {named}"
                if named
                else f"empty platform value from expression {text}"
            )
        else:
            platform = read_platform(text, self.builder.platforms.parser)
            message = f'unable to parse platform "{text}"'
        if platform is None:
            raise self.validator.fault(
                stage.origin, "platform", message, stage.origin.flag_span(0), "write os/arch"
            )
        return platform

    def copied_stage(self, instruction: Instruction, name: str, images: int) -> int | None:
        """Return the index of the stage that COPY --from or RUN --mount names to BuildKit.

        BuildKit adds a state for each image that is named so (convert.go toDispatchState, addState
        of an unregistered source). So an index beyond the last stage is an image that was named
        before, and None an image that is named here.

        Args:
            instruction: what copies.
            name: what it calls the stage or image.
            images: how many images were named before.

        Raises:
            DockerfileError: the builder refuses the name.
        """
        if instruction.keyword == "COPY":
            refused = self.builder.copying.refuses_variables_in_from
            if refused and not is_literal(name) and self.expand(instruction, name, {}) != name:
                raise self.validator.fault(
                    instruction,
                    "substitution",
                    "variable expansion is not supported for --from, define a new stage with FROM "
                    "using ARG from global scope as a workaround",
                    instruction.flag_span(0),
                )
            if STAGE_NUMBER.fullmatch(name):
                index = decimal(name)
                if not 0 <= index < len(self._stages) + images:
                    raise self.validator.fault(
                        instruction,
                        "stage-index",
                        f"invalid stage index {index}",
                        instruction.flag_span(0),
                    )
                return index
        return self._stage_called(lower(name))

    def check_copied(self, instruction: Instruction, name: str, finished: int) -> None:
        """Check the source of ``COPY --from`` when it runs, as the classic builder does.

        Source: moby v28.5.2 builder/dockerfile/dispatchers.go getImageMount, builder.go
        stagesBuildResults.

        Args:
            instruction: what copies.
            name: what it calls the stage or image.
            finished: how many stages have run.

        Raises:
            DockerfileError: there is no such stage, or the name is no image reference.
        """
        if self._stage_called(lower(name)) is not None:
            return
        if STAGE_NUMBER.fullmatch(name) is None:
            full = self.full_name(instruction, name, lambda: instruction.flag_span(0))
            self._check_reserved(instruction, full, lambda: instruction.flag_span(0))
            return
        index = decimal(name)
        if not 0 <= index < finished:
            why = "refers to current build stage" if index == finished else "index out of bounds"
            raise self.validator.fault(
                instruction,
                "stage-index",
                f"invalid from flag value {name}: {why}",
                instruction.flag_span(0),
            )


def _by_key(images: Mapping[str, ImageConfig]) -> dict[str, ImageConfig]:
    return {same_key(name): image for name, image in images.items()}
