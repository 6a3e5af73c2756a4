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

if TYPE_CHECKING:
    from cmdresolve.model.image import ImageConfig

#: The programs that are asked, in this order; the first that is installed answers.
PROGRAMS = ("docker", "podman", "nerdctl", "buildah")
_WORDS = {"buildah": ("inspect", "--type", "image")}
_DOCKER_FORMAT = "application/vnd.docker.distribution.manifest.v2+json"
_SECONDS = 20.0


def inspect_image(
    reference: str, *, programs: Sequence[str] = PROGRAMS, seconds: float = _SECONDS
) -> ImageConfig:
    """Ask a local engine for the config of an image.

    Args:
        reference: the image; nothing is pulled.
        programs: the engines' programs, in the order to try them; the first that is installed
            is asked.
        seconds: how long to wait for its answer.

    Raises:
        UnknownImageError: no program is installed, or it does not know the image.
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
                f"{program} does not describe {reference}: {_reason(done)}",
                f"try `{program} pull {reference}` first",
            )
        return _config(done.stdout, reference, program)
    known = " nor ".join(programs)
    return _unknown(
        reference,
        f"neither {known} is installed here" if len(programs) > 1 else f"{known} is not installed",
        "describe the image with --image-config FILE instead",
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
        self._known: dict[str, Found | None] = {}

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
                self._known[name] = _found(_config(record, name, program), record, program)
            return

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        """Return what the engine says of an image; None for one it does not have.

        Raises:
            UnknownImageError: no engine is installed, it does not answer, or has the image for
                another platform.
            ImageConfigError: what it prints is no image config.
        """
        if reference not in self._known:
            self._known[reference] = self._asked(reference)
        found = self._known[reference]
        if found is not None and platform.partition("/")[0] != found.config.os:
            _unknown(
                reference,
                f"{found.source} has {reference} for {found.config.os}, not for {platform}",
                "pull it for that platform first",
            )
        return found

    def _asked(self, reference: str) -> Found | None:
        if not _can_be_asked(reference):
            return None
        for program in self.programs:
            done = _ran(program, (reference,), self._seconds)
            if done is None:
                continue
            if done.returncode:
                if _is_missing(_reason(done)):
                    return None
                _unknown(
                    reference,
                    f"{program} does not answer: {_reason(done)}",
                    "see whether its daemon is running",
                )
            return _found(_config(done.stdout, reference, program), done.stdout, program)
        return _unknown(
            reference, f"none of {', '.join(self.programs)} is installed here", "leave --ask"
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


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else f"exit status {done.returncode}"


def _is_missing(reason: str) -> bool:
    """Say whether an engine's refusal means that it does not have the image.

    Recorded: Docker 20.10 to 28.5 and nerdctl ``No such image``, Podman 4.3 to 5.8 and Buildah 1.28
    ``image not known``.
    """
    lowered = reason.lower()
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
