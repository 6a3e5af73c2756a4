"""Build arguments that the builder itself parses, and refuses if they are malformed.

Source: moby/buildkit v0.10.6, v0.11.6 frontend/dockerfile/builder/build.go, v0.25.2
frontend/dockerui/{config,attr}.go; buildah v1.43.1 imagebuildah/build.go; asked of Docker 20.10,
26.1 and 28.5 and of Podman 4.3, 5.4 and 5.8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.refusals.check_directive import ARGUMENT as CHECK
from cmdresolve.dockerfile.refusals.check_directive import check_options
from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.source import Source

_EPOCH = "SOURCE_DATE_EPOCH"
_MULTI_PLATFORM = "BUILDKIT_MULTI_PLATFORM"


def _check_epoch(value: str) -> None:
    from cmdresolve.go.numbers import FlagValueError, parse_int  # noqa: PLC0415 - few give one

    try:
        parse_int(value, 10)
    except FlagValueError as error:
        raise _fault(f"invalid {_EPOCH}: {value}: {error}", "give the seconds since 1970") from None


def _check_multi_platform(value: str) -> None:
    from cmdresolve.go.numbers import FlagValueError, parse_bool  # noqa: PLC0415 - few give one

    try:
        parse_bool(value)
    except FlagValueError:
        message = f"invalid boolean value for multi-platform: {value}"
        raise _fault(message, "write true or false") from None


_CHECKS: Mapping[str, Callable[[str], None]] = MappingProxyType(
    {_EPOCH: _check_epoch, _MULTI_PLATFORM: _check_multi_platform}
)


def check_own_arguments(given: Mapping[str, str], builder: Builder) -> None:
    """Check the build arguments that a builder parses before it reads the Dockerfile.

    Raises:
        DockerfileError: the builder refuses one.
    """
    for name in sorted(builder.checking.own_arguments & given.keys()):
        if given[name] or builder.checking.empty_own_arguments:
            _CHECKS[name](given[name])


@contextmanager
def own_arguments_first(given: Mapping[str, str], builder: Builder) -> Iterator[None]:
    """Replace the refusal of a Dockerfile read in the ``with`` by that of a build argument.

    A builder parses its own arguments before it reads any Dockerfile (asked of Docker 28.5 and
    Podman 5.8 with texts that are empty, or are not a Dockerfile). Here the text is read first, as
    it is read once for many builds.

    Raises:
        DockerfileError: the builder refuses an argument, or the text.
    """
    try:
        yield
    except DockerfileError as error:
        if error.code != "empty-dockerfile" or not builder.checking.empty_file_first:
            check_own_arguments(given, builder)
            if CHECK in given:
                check_options(Source("Dockerfile", ""), builder, given[CHECK])
        raise


def _fault(message: str, hint: str) -> DockerfileError:
    return DockerfileError(message, code="own-argument", stage="build", hint=hint)
