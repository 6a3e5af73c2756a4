"""What a local engine says of the images it has, by its own command line.

That honours whatever the user's command line does: contexts, ``DOCKER_HOST``, remote connections.
Nothing is pulled.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import evolve

from cmdresolve.images.inspect import read_config
from cmdresolve.images.sources import PLATFORM, Found
from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.image import Unknown
from cmdresolve.model.image_reference import same_key
from cmdresolve.model.platform import Platform, parse_platform

if TYPE_CHECKING:
    from cmdresolve.model.image import ImageConfig

#: The programs that are asked, in this order; the first that is installed answers.
PROGRAMS = ("docker", "podman", "nerdctl", "buildah")
_WORDS = {"buildah": ("inspect", "--type", "image")}
#: The flags by which an inspect can be told a platform, for images of several: Docker's own
#: platform is given without. It needs API 1.49 (Docker 28.1). Recorded, 28.5: for a platform that
#: it does not have it fails, as it does with older daemons.
_PLATFORM_FLAGS = {"docker": "--platform"}
_DOCKER_FORMAT = "application/vnd.docker.distribution.manifest.v2+json"
_SECONDS = 20.0


def inspect_image(
    reference: str,
    *,
    platform: str = PLATFORM,
    programs: Sequence[str] = PROGRAMS,
    seconds: float = _SECONDS,
) -> ImageConfig:
    """Ask a local engine for the config of an image.

    Args:
        reference: the image; nothing is pulled.
        platform: ``os/architecture[/variant]``; of another than the usual one, the image must be.
        programs: the engines' programs, in the order to try them; the first that is installed
            is asked.
        seconds: how long to wait for its answer.

    Raises:
        UnknownImageError: no program is installed, it does not know the image, or has it for
            another platform.
        ImageConfigError: what it prints is no image config.
    """
    if not _can_be_asked(reference):
        _unknown(reference, f"{reference!r} names no image", "write it as NAME[:TAG]")
    for program in programs:
        done = _ran(program, (reference,), seconds)
        if done is None:
            continue
        if done.returncode:
            _unknown(
                reference,
                f"{program} does not describe {reference}: {reason(done)}",
                f"try `{program} pull {reference}` first",
            )
        data = _for_platform(program, reference, platform, done.stdout, seconds)
        return _config(data, reference, program)
    known = " nor ".join(programs)
    return _unknown(
        reference,
        f"neither {known} is installed here" if len(programs) > 1 else f"{known} is not installed",
        "describe the image in bases, or give its config",
    )


class LocalEngine:
    """A source that asks the engine of this machine, for many images at once where it can.

    Attributes:
        programs: the engines' programs, in the order to try them.
    """

    def __init__(self, programs: Sequence[str] = PROGRAMS, *, seconds: float = _SECONDS) -> None:
        """Take the programs, and how long to wait for an answer."""
        self.programs = tuple(programs)
        self._seconds = seconds
        #: By reference and platform; what was asked for in one go is of whatever platform it is.
        self._known: dict[tuple[str, str], Found | None] = {}

    def expect(self, references: Iterable[str]) -> None:
        """Ask for some images in one go, so that `find` need not ask for each.

        Those that no record names are asked for when somebody wants them.
        """
        wanted = [name for name in dict.fromkeys(references) if _can_be_asked(name)]
        if len(wanted) < 2:  # noqa: PLR2004 - one is asked for when it is wanted
            return
        for program in self.programs:
            done = _ran(program, wanted, self._seconds)
            if done is None:
                continue
            for name, record in _by_name(done.stdout, wanted).items():
                if _fits(record, PLATFORM):
                    found = _found(_config(record, name, program), record, program)
                    self._known[name, PLATFORM] = found
            return

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        """Return what the engine says of an image; None for one it does not have.

        Raises:
            UnknownImageError: no engine is installed, it does not answer, or has the image for
                another platform.
            ImageConfigError: what it prints is no image config.
        """
        key = (reference, platform)
        if key not in self._known:
            self._known[key] = self._asked(reference, platform)
        return self._known[key]

    def _asked(self, reference: str, platform: str) -> Found | None:
        if not _can_be_asked(reference):
            return None
        for program in self.programs:
            done = _ran(program, (reference,), self._seconds)
            if done is None:
                continue
            if done.returncode:
                if _is_missing(reason(done)):
                    return None
                _unknown(
                    reference,
                    f"{program} does not answer: {reason(done)}",
                    "see whether its daemon is running",
                )
            data = _for_platform(program, reference, platform, done.stdout, self._seconds)
            return _found(_config(data, reference, program), data, program)
        return _unknown(
            reference,
            f"none of {', '.join(self.programs)} is installed here",
            "ask no local engine",
        )


def _for_platform(
    program: str, reference: str, platform: str, data: bytes, seconds: float
) -> bytes:
    """Return what a program says of an image for a platform.

    Args:
        program: the program.
        reference: the image.
        platform: the platform.
        data: what it says where no platform is named.
        seconds: how long to wait for another answer.
    """
    if _fits(data, platform):
        return data
    has = _platform_of(data)
    flag = _PLATFORM_FLAGS.get(program)
    if flag is not None:
        done = _ran(program, (flag, platform, reference), seconds)
        if done is not None and not done.returncode and _fits(done.stdout, platform):
            return done.stdout
    return _unknown(
        reference,
        f"the local {program} has {reference} for {has}, not for {platform}",
        f"try `{program} pull --platform {platform} {reference}` first",
    )


def _fits(data: bytes, platform: str) -> bool:
    """Say whether an image is for a platform.

    Where the caller names no platform, an image of this machine's own architecture fits too.
    """
    has, wanted = _platform_of(data), parse_platform(platform)
    if wanted is None or has.os != wanted.os:
        return wanted is None
    if platform == PLATFORM or not has.architecture:
        return True
    same_variant = not (has.variant and wanted.variant) or has.variant == wanted.variant
    return has.architecture == wanted.architecture and same_variant


def _platform_of(data: bytes) -> Platform:
    record = _record(data)
    inner = record.get("Docker")
    if isinstance(inner, dict):
        record = inner  # Buildah's own inspect
    lowered = {key.lower(): value for key, value in record.items() if isinstance(value, str)}
    return Platform(
        lowered.get("os") or "linux", lowered.get("architecture", ""), lowered.get("variant", "")
    )


def _can_be_asked(reference: str) -> bool:
    """Say whether a program can be given a reference as a word that is no flag of it."""
    # No image has another character, and no argument a NUL or half a surrogate pair.
    return reference.isascii() and reference[:1] not in ("", "-") and "\0" not in reference


def _ran(
    program: str, references: Sequence[str], seconds: float
) -> subprocess.CompletedProcess[bytes] | None:
    """Run a program's inspect; None where it is not installed."""
    words = [program, *_WORDS.get(program, ("image", "inspect")), *references]
    try:
        return subprocess.run(  # noqa: S603 - the caller asks for this very program
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except FileNotFoundError:
        return None
    except OSError as error:
        _unknown(references[0], f"{program} cannot be started: {error.strerror}", None)
    except subprocess.TimeoutExpired:
        _unknown(
            references[0],
            f"{program} gave no answer within {seconds:g} seconds",
            "see whether its daemon is running",
        )


def reason(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the last line that a program said for its failure, or its exit status."""
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else f"exit status {done.returncode}"


def _is_missing(told: str) -> bool:
    """Say whether an engine's refusal means that it does not have the image.

    Recorded: Docker 20.10 to 28.5 and nerdctl ``No such image``, Podman 4.3 to 5.8 and Buildah 1.28
    ``image not known``.
    """
    lowered = told.lower()
    return any(sign in lowered for sign in ("no such image", "not known", "no such object"))


def _config(data: bytes, reference: str, program: str) -> ImageConfig:
    config = read_config(data, name=reference, source_name=f"{program} image inspect {reference}")
    record = _record(data)
    if record.get("ManifestType") == _DOCKER_FORMAT:
        # Podman prints neither, though the image may have them (run: Podman 4.3.1).
        config = evolve(
            config,
            shell=config.shell or Unknown(reference, "Shell"),
            on_build=config.on_build or Unknown(reference, "OnBuild"),
        )
    return config


def _found(config: ImageConfig, data: bytes, program: str) -> Found:
    digests = _record(data).get("RepoDigests")
    listed = digests if isinstance(digests, list) else []
    name = config.name or ""
    digest = next(
        (
            one.partition("@")[2]
            for one in listed
            if isinstance(one, str) and _path(one) == _path(name)
        ),
        None,
    )
    return Found(config, "engine", f"the local {program}", digest=digest)


def _path(reference: str) -> str:
    """Return the image's name without tag and digest."""
    full = same_key(reference).partition("@")[0]
    head, slash, last = full.rpartition("/")
    return f"{head}{slash}{last.partition(':')[0]}"


def _record(data: bytes) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    if isinstance(record, list):
        record = record[0] if record else {}
    return record if isinstance(record, dict) else {}


def _by_name(data: bytes, wanted: Sequence[str]) -> dict[str, bytes]:
    """Return the records that an engine printed for several images, by the names asked for."""
    try:
        records = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    keys = {same_key(name): name for name in wanted}
    found: dict[str, bytes] = {}
    for record in records if isinstance(records, list) else ():
        if not isinstance(record, dict):
            continue
        names = [*(record.get("RepoTags") or ()), *(record.get("RepoDigests") or ())]
        for name in (x for x in names if isinstance(x, str)):
            asked = keys.get(same_key(name)) or keys.get(same_key(name.removeprefix("localhost/")))
            if asked is not None:
                found[asked] = json.dumps(record).encode()
    return found


def _unknown(reference: str, message: str, hint: str | None) -> NoReturn:
    raise UnknownImageError(
        message, needs=(f"the config of {reference}",), code="image-not-described", hint=hint
    )
