"""The values of global ARGs, those before the first FROM, and of predefined arguments.

Sources: moby/buildkit v0.8.3, v0.13.2, v0.14.1 and v0.25.2
frontend/dockerfile/dockerfile2llb/convert.go buildMetaArgs, platform.go defaultArgs; moby v28.5.2
builder/dockerfile/buildargs.go, builder.go processMetaArg; openshift/imagebuilder v1.2.15
builder.go; recorded: Buildah 1.28.2, 1.39.3 and 1.43.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.reading.instruction import Instruction
from cmdresolve.dockerfile.reading.line_parser import pairs_words
from cmdresolve.dockerfile.reading.stages import Stages
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.platform import Platform
from cmdresolve.model.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object


class Expand(Protocol):
    """Substitutes the variables of a word of an instruction."""

    def __call__(self, instruction: Instruction, text: str, values: Mapping[str, str]) -> str:
        """Return the word with its variables replaced, unset ones as the builder does it."""


class Fault(Protocol):
    """Makes the refusal of an instruction."""

    def __call__(
        self, instruction: Instruction, code: str, message: str, span: Span | None = None
    ) -> DockerfileError:
        """Return the error."""


_NONE: Mapping[str, str] = {}
#: The names of the platform arguments.
PLATFORM_NAMES = frozenset(
    f"{prefix}{name}"
    for prefix in ("BUILD", "TARGET")
    for name in ("PLATFORM", "OS", "ARCH", "VARIANT")
)
#: Those of them that may be given no default, where one for the others is passed over.
PLATFORMS = ("TARGETPLATFORM", "BUILDPLATFORM")


def platform_arguments(builds_for: Platform, builder: Builder) -> Mapping[str, str]:
    """Return BUILDPLATFORM, TARGETPLATFORM and the like, if FROM may use them without an ARG."""
    return (
        _platform_names(builder.platforms.system, builds_for)
        if builder.platforms.arguments
        else _NONE
    )


def global_arguments(
    stages: Stages,
    given: Mapping[str, str],
    platform: Mapping[str, str],
    builder: Builder,
    *,
    expand: Expand,
    fault: Fault,
) -> Mapping[str, str]:
    """Return the values of the variables that FROM may use.

    Args:
        stages: the stages, with the ARG before the first.
        given: the build arguments.
        platform: the arguments that tell the platforms.
        builder: who builds.
        expand: substitutes variables.
        fault: makes a refusal.

    Raises:
        DockerfileError: a default cannot be substituted, or there may be none.
    """
    values = dict(platform)
    if builder.platforms.given:
        values |= {name: value for name, value in given.items() if name in values}
    values |= given_proxies(given, builder)
    for instruction in stages.arguments:
        substitute = partial(expand, instruction, values=values)
        written = pairs_words(instruction.args, stages.escape)
        whole = builder.arguments.whole_words
        words = [(substitute(word) if whole else word).partition("=") for word in written]
        if not builder.arguments.global_one_by_one and not whole:
            words = [(substitute(name), sign, substitute(default)) for name, sign, default in words]
        for name, equals, default in words:
            if equals and builder.platforms.fixed:
                refuse_default(name, instruction, fault)
            if name in given:
                values[name] = given[name]
            elif not equals:
                _declare(name, values, builder)
            elif not (builder.platforms.over_default and name in platform):
                values[name] = _default(default, substitute, builder)
    return values


def _default(default: str, substitute: Callable[[str], str], builder: Builder) -> str:
    if not builder.arguments.global_one_by_one:
        return default
    try:
        return substitute(default)
    except DockerfileError:
        if builder.arguments.global_faults:
            raise
        return ""


def _declare(name: str, values: dict[str, str], builder: Builder) -> None:
    """Set, clear or keep the value of a name, as an ARG without a default does."""
    if builder.arguments.bare_global == "empty":
        values[name] = ""
    elif builder.arguments.bare_global == "unset":
        values.pop(name, None)


def given_proxies(given: Mapping[str, str], builder: Builder) -> dict[str, str]:
    """Return those of some build arguments that are variables without any ARG: the proxies'."""
    return {name: given[name] for name in builder.arguments.proxies_known if name in given}


def refuse_default(name: str, instruction: Instruction, fault: Fault) -> None:
    """Refuse a default for one of the two platforms (openshift/imagebuilder dispatchers.go arg).

    Raises:
        DockerfileError: it is one for them.
    """
    if name in PLATFORMS:
        raise fault(
            instruction, "platform", f'attempted to redefine "{name}"', instruction.args_span
        )


def target_arguments(builds_for: Platform) -> dict[str, str]:
    """Return the build arguments by which Buildah hands a platform on; an empty variant gives none.

    Source: buildah v1.28.2 imagebuildah/build.go buildDockerfilesOnce.
    """
    return {name: value for name, value in _named_platform("TARGET", builds_for).items() if value}


@lru_cache(maxsize=64)
def _platform_names(builds_on: str, builds_for: Platform) -> Mapping[str, str]:
    return _named_platform("BUILD", Platform(builds_on)) | _named_platform("TARGET", builds_for)


def _named_platform(prefix: str, platform: Platform) -> dict[str, str]:
    return {
        f"{prefix}PLATFORM": str(platform),
        f"{prefix}OS": platform.os,
        f"{prefix}ARCH": platform.architecture,
        f"{prefix}VARIANT": platform.variant,
    }
