"""The images of a local engine, inspected by its own command line.

So contexts, ``DOCKER_HOST`` and remote connections are those of the user. Nothing is pulled.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from cmdresolve.images.inspect import read_config
from cmdresolve.images.sources import PLATFORM, Found
from cmdresolve.model.errors import UnknownImageError
from cmdresolve.model.image import Unknown
from cmdresolve.model.image_reference import repository, same_key
from cmdresolve.model.platform import Platform, parse_platform
from cmdresolve.model.record import NamedTuple

if TYPE_CHECKING:
    from cmdresolve.model.image import ImageConfig

#: The programs that are asked, in this order; the first whose engine answers is used.
PROGRAMS = ("docker", "podman", "nerdctl", "buildah")
_WORDS = {"buildah": ("inspect", "--type", "image")}
#: The flag of inspect for the platform of a multi-platform image; without it Docker inspects its
#: own platform. It needs API 1.49 (Docker 28.1), and fails with older daemons, and for a platform
#: that the image does not have (recorded, 28.5).
_PLATFORM_FLAGS = {"docker": "--platform"}
_DOCKER_FORMAT = "application/vnd.docker.distribution.manifest.v2+json"
_SECONDS = 20.0
_DAEMON = "see whether its daemon is running"


class _Silence(NamedTuple):
    """Why an engine does not answer, and the hint what to do about it."""

    why: str
    hint: str | None = _DAEMON


def inspect_image(
    reference: str,
    *,
    platform: str = PLATFORM,
    programs: Sequence[str] = PROGRAMS,
    seconds: float = _SECONDS,
) -> Found:
    """Inspect an image of a local engine; nothing is pulled.

    Args:
        reference: the image.
        platform: ``os/architecture[/variant]``; the default also takes another architecture.
        programs: the engines' programs, in the order to try them; the first one that is installed
            and whose engine answers is used.
        seconds: how long to wait for its answer.

    Raises:
        UnknownImageError: no program is installed, none answers, or the one that does has no such
            image, or has it for another platform.
        ImageConfigError: its output is not an image config.
    """
    if not _can_be_asked(reference):
        _unknown(reference, f"{reference!r} names no image", "write it as NAME[:TAG]")
    return LocalEngine(programs, seconds=seconds).describe(reference, platform)


class LocalEngine:
    """A source of the images of this machine's engine, which is asked for many at once if possible.

    A program whose engine does not answer is skipped from then on; the next one's answer names it
    and the reason.

    Attributes:
        programs: the engines' programs, in the order to try them.
    """

    def __init__(self, programs: Sequence[str] = PROGRAMS, *, seconds: float = _SECONDS) -> None:
        """Make a source of programs, with the seconds to wait for an answer."""
        self.programs = tuple(programs)
        self._seconds = seconds
        #: By reference and platform.
        self._known: dict[tuple[str, str], Found | None] = {}
        self._silent: dict[str, _Silence] = {}

    def expect(self, references: Iterable[str]) -> None:
        """Inspect several images with one command, so that `find` need not start one for each.

        An image whose record cannot be told is left for `find`.
        """
        fresh = (name for name in dict.fromkeys(references) if (name, PLATFORM) not in self._known)
        wanted = [name for name in fresh if _can_be_asked(name)]
        if len(wanted) < 2:  # noqa: PLR2004 - one is asked for when it is wanted
            return
        answer = self._first_answer(wanted)
        if answer is None:
            return
        program, done = answer
        for name, record in _by_name(done.stdout, wanted).items():
            if _fits(record, PLATFORM):
                config = _config(record, name, program)
                self._known[name, PLATFORM] = self._found(config, record, program)

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        """Return an image of the engine, or None if the engine does not have it.

        Raises:
            UnknownImageError: no engine is installed, none answers, or it has the image for
                another platform; or one does not answer, and the next does not have the image.
            ImageConfigError: its output is not an image config.
        """
        key = (reference, platform)
        if key not in self._known:
            self._known[key] = self._asked(reference, platform)
        return self._known[key]

    def _asked(self, reference: str, platform: str) -> Found | None:
        if not _can_be_asked(reference):
            return None
        try:
            return self.describe(reference, platform)
        except _LackingError:
            if self._silent:
                raise
            return None

    def describe(self, reference: str, platform: str) -> Found:
        """Return an image of the engine.

        Raises:
            _LackingError: it does not have the image.
        """
        answer = self._first_answer((reference,))
        if answer is None:
            self._nobody(reference)
        program, done = answer
        if done.returncode:
            said = f"{program} does not describe {reference}: {reason(done)}"
            raise _LackingError(
                "; ".join((*self._silences(), said)),
                needs=(f"the config of {reference}",),
                code="image-not-described",
                hint=f"try `{program} pull {reference}` first",
            )
        data = _for_platform(program, reference, platform, done.stdout, self._seconds)
        return self._found(_config(data, reference, program), data, program)

    def _first_answer(
        self, references: Sequence[str]
    ) -> tuple[str, subprocess.CompletedProcess[bytes]] | None:
        """Ask the programs in turn until an engine answers, if only that it has no such image."""
        for program in self.programs:
            if program in self._silent:
                continue
            done = _ran(program, references, self._seconds)
            if isinstance(done, _Silence):
                self._silent[program] = done
            elif done is not None:
                # Inspecting several images fails if one is missing, and still prints the others.
                if not done.returncode or _is_missing(reason(done)) or _record(done.stdout):
                    return program, done
                self._silent[program] = _Silence(f"{program} does not answer: {reason(done)}")
        return None

    def _nobody(self, reference: str) -> NoReturn:
        if self._silent:
            hint = next(iter(self._silent.values())).hint
            _unknown(reference, "; ".join(self._silences()), hint)
        known = " nor ".join(self.programs)
        _unknown(
            reference,
            f"neither {known} is installed here"
            if len(self.programs) > 1
            else f"{known} is not installed",
            "describe the image in bases, or give its config",
        )

    def _silences(self) -> list[str]:
        return [silence.why for silence in self._silent.values()]

    def _found(self, config: ImageConfig, data: bytes, program: str) -> Found:
        source = "; ".join((f"the local {program}", *self._silences()))
        return Found(config, "engine", source, digest=_digest(data, config.name or ""))


class _LackingError(UnknownImageError):
    """The engine answers that it does not have the image."""


def _for_platform(
    program: str, reference: str, platform: str, data: bytes, seconds: float
) -> bytes:
    """Return the output of inspect for a platform.

    Args:
        program: the program.
        reference: the image.
        platform: the platform.
        data: the output without a platform.
        seconds: how long to wait for another answer.
    """
    if _fits(data, platform):
        return data
    has = _platform_of(data)
    flag = _PLATFORM_FLAGS.get(program)
    if flag is not None:
        done = _ran(program, (flag, platform, reference), seconds)
        if (
            isinstance(done, subprocess.CompletedProcess)
            and not done.returncode
            and _fits(done.stdout, platform)
        ):
            return done.stdout
    return _unknown(
        reference,
        f"the local {program} has {reference} for {has}, not for {platform}",
        f"try `{program} pull --platform {platform} {reference}` first",
    )


def _fits(data: bytes, platform: str) -> bool:
    """Say whether an image is for a platform; for the default platform any architecture is taken.

    The default is also what callers pass that name no platform, and then an image of this machine's
    architecture is meant.
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
    """Say whether a reference can be passed to a program, and is not taken for a flag."""
    # References are ASCII. Other text might not be encodable as an argument, as NUL is not.
    return reference.isascii() and reference[:1] not in ("", "-") and "\0" not in reference


def _ran(
    program: str, references: Sequence[str], seconds: float
) -> subprocess.CompletedProcess[bytes] | _Silence | None:
    """Run a program's inspect; return None if it is not installed."""
    words = [program, *_WORDS.get(program, ("image", "inspect")), *references]
    try:
        return subprocess.run(  # noqa: S603 - the caller asks for this very program
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except FileNotFoundError:
        return None
    except OSError as error:
        return _Silence(f"{program} cannot be started: {error.strerror}", None)
    except subprocess.TimeoutExpired:
        return _Silence(f"{program} gave no answer within {seconds:g} seconds")


def reason(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the last line of a failed program's standard error, or its exit status."""
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else f"exit status {done.returncode}"


def _is_missing(message: str) -> bool:
    """Say whether an engine's refusal means that it does not have the image.

    Recorded: Docker 20.10 to 28.5 ``No such image``, Podman 4.3 to 5.8 and Buildah 1.28 ``image not
    known``; read: nerdctl ``no such image`` (pkg/cmd/image/inspect.go at v2.3.5).
    """
    lowered = message.lower()
    return any(sign in lowered for sign in ("no such image", "not known", "no such object"))


def _config(data: bytes, reference: str, program: str) -> ImageConfig:
    config = read_config(data, name=reference, source_name=f"{program} image inspect {reference}")
    # Podman does not print Shell and OnBuild of images in Docker's format (run: 4.3.1), nerdctl of
    # none (pkg/inspecttypes/dockercompat/dockercompat.go at v2.3.5, Config).
    if program == "nerdctl" or _record(data).get("ManifestType") == _DOCKER_FORMAT:
        config = config._replace(
            shell=config.shell or Unknown(reference, "Shell"),
            on_build=config.on_build or Unknown(reference, "OnBuild"),
        )
    return config


def _digest(data: bytes, name: str) -> str | None:
    digests = _record(data).get("RepoDigests")
    listed = digests if isinstance(digests, list) else []
    return next(
        (
            one.partition("@")[2]
            for one in listed
            if isinstance(one, str) and repository(same_key(one)) == repository(same_key(name))
        ),
        None,
    )


def _record(data: bytes) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    if isinstance(record, list):
        record = record[0] if record else {}
    return record if isinstance(record, dict) else {}


def _by_name(data: bytes, wanted: Sequence[str]) -> dict[str, bytes]:
    """Return the records that an engine printed for several images, by the wanted names."""
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
