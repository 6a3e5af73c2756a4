"""Platforms, as ``--platform`` names them.

Source: github.com/containerd/platforms v1.0.0-rc.1 platforms.go Parse and database.go, as vendored
by moby/buildkit v0.25.2.
"""

from __future__ import annotations

from cmdresolve.model.errors import DockerfileError
from cmdresolve.model.go_text import quote
from cmdresolve.model.lazy_pattern import pattern
from cmdresolve.model.record import NamedTuple

_SYSTEM = pattern(r"[A-Za-z0-9_-]+")
_PART = pattern(r"[A-Za-z0-9_.-]+")
_SYSTEMS = frozenset(
    "aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 "
    "solaris windows zos".split()
)
_ARCHITECTURES = frozenset(
    "386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le "
    "mips64p32 mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm".split()
)
# Other names of architectures, and the variant that two of them stand for (normalizeArch).
_OTHER_NAMES = {
    "i386": "386",
    "x86_64": "amd64",
    "x86-64": "amd64",
    "aarch64": "arm64",
    "armhf": "arm",
    "armel": "arm",
}
_VARIANT_OF_NAME = {"i386": "", "armhf": "v7", "armel": "v6"}
# Other names of variants. The first of arm64 and of amd64 has none, and an arm without one is a v7.
_OTHER_VARIANTS = {
    "amd64": {"v1": ""},
    "arm64": {"8": "", "v8": "", "v8.0": "", "9": "v9", "9.0": "v9", "v9.0": "v9"},
    "arm": {"": "v7", "5": "v5", "6": "v6", "7": "v7", "8": "v8"},
}
# ``windows(10.0.17763)/amd64``: the version is accepted, and bears on nothing here.
_SYSTEM_WITH_VERSION = pattern(r"([A-Za-z0-9_-]+)\(([A-Za-z0-9_.-]*)\)")


class Platform(NamedTuple):
    """An operating system and an architecture."""

    os: str = "linux"
    architecture: str = "amd64"
    variant: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.os, self.architecture, self.variant) if part)


def parse_platform(text: str) -> Platform | None:
    """Parse ``os/arch[/variant]``, an operating system alone, or an architecture alone.

    What is left out is that of Linux on amd64, whatever machine this runs on.

    Returns:
        The platform in normal form, as BuildKit has it in TARGETPLATFORM and its kin: Parse, and
        then Normalize. None for any other text. Run on Docker 28.5.2.
    """
    parts = text.split("/")
    versioned = _SYSTEM_WITH_VERSION.fullmatch(parts[0]) if "(" in text else None
    if versioned is not None:
        parts[0] = versioned[1]
    if len(parts) > 3 or not _SYSTEM.fullmatch(parts[0]):  # noqa: PLR2004
        return None
    if not all(_PART.fullmatch(part) for part in parts[1:]):
        return None
    lowered = [part.lower() for part in parts]
    if len(parts) == 1:
        system = "darwin" if lowered[0] == "macos" else lowered[0]
        if system in _SYSTEMS:
            return Platform(system)
        architecture, variant = _normal_architecture(lowered[0], "")
        return Platform("linux", architecture, variant) if architecture in _ARCHITECTURES else None
    system = "darwin" if lowered[0] == "macos" else lowered[0]
    return Platform(system, *_normal_architecture(lowered[1], "".join(lowered[2:])))


def _normal_architecture(name: str, variant: str) -> tuple[str, str]:
    """Return the normal names of an architecture and its variant (database.go normalizeArch)."""
    architecture = _OTHER_NAMES.get(name, name)
    variant = _VARIANT_OF_NAME.get(name, variant)
    return architecture, _OTHER_VARIANTS.get(architecture, {}).get(variant, variant)


def read_platform(text: str, parser: str) -> Platform | None:
    """Parse a platform as a builder does; return None for a text that is not a platform.

    Args:
        text: the platform.
        parser: which parser the builder has, ``Platforms.parser`` of its record. Buildah replaces
            an empty half by that of the machine it builds on (buildah v1.43.1 pkg/parse/parse.go
            Platform).
    """
    if parser == "containerd":
        return parse_platform(text)
    if text == "local":
        return Platform()
    parts = text.split("/")
    if parser == "parts":
        own = Platform()
        if len(parts) not in (2, len(own)):
            return None
        return Platform(parts[0] or own.os, parts[1] or own.architecture, *parts[2:])
    bare = text.strip("/")
    return _parsed_alone(bare) if bare else Platform()


def _parsed_alone(text: str) -> Platform | None:
    """Parse a platform without normalizing it again, as Buildah does.

    Parse writes the first variant of arm64 out where one was named. Run on Podman 5.8.6.
    """
    platform = parse_platform(text)
    if platform is not None and platform[1:] == ("arm64", "") and text.count("/") == 2:  # noqa: PLR2004
        return platform._replace(variant="v8")
    return platform


def platform_argument(text: str) -> Platform:
    """Parse the build argument TARGETPLATFORM, which to Buildah is the platform to build for.

    It has neither blanks nor slashes around it that are passed over, and there is no ``local``.

    Raises:
        DockerfileError: it is not a platform (buildah v1.43.1 imagebuildah/build.go).
    """
    platform = _parsed_alone(text)
    if platform is None:
        raise DockerfileError(
            f"parsing TARGETPLATFORM value {quote(text)}",
            code="platform",
            stage="build",
            hint="write os/arch, such as linux/amd64",
        )
    return platform


def asked_platform(text: str, parser: str = "containerd") -> Platform:
    """Parse the value of ``--platform`` on a build's command line.

    Args:
        text: the platform.
        parser: as for `read_platform`.

    Raises:
        DockerfileError: it is not a platform.
    """
    platform = read_platform(text, parser)
    if platform is None:
        raise DockerfileError(
            f"failed to parse platform {text}",
            code="platform",
            stage="build",
            hint="write os/arch, such as linux/amd64",
        )
    return platform
