"""The verb ``lock``: keep the images that files need, or say what has moved since."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cmdresolve import dialects
from cmdresolve.cli.files import InputError, read_bytes
from cmdresolve.cli.sources import LOCK, Sources
from cmdresolve.dockerfile import Dockerfile
from cmdresolve.images.lock import Lock, Locked, read_lock
from cmdresolve.images.sources import PLATFORM
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.quoting import exec_form, printable
from cmdresolve.resolving.resolver import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cmdresolve.images.sources import Found
    from cmdresolve.model.image import ImageConfig

_NAMES = ("Dockerfile", "Containerfile")
_SUFFIXES = (".dockerfile", ".containerfile")
#: Folders that hold what others wrote.
_LEFT_OUT = frozenset({"node_modules", "vendor", "__pycache__", "venv", ".venv"})
_MOST_FILES = 10_000
_FIELDS = (
    ("ENTRYPOINT", "entrypoint"),
    ("CMD", "cmd"),
    ("SHELL", "shell"),
    ("ONBUILD", "on_build"),
)


class Asked(NamedTuple):
    """What is to be locked.

    Attributes:
        paths: files, and folders that are looked through.
        build_args: values for ARG.
        platform: ``os/architecture[/variant]``.
        builder: who builds, or None.
    """

    paths: Sequence[str]
    build_args: Mapping[str, str]
    platform: str | None = None
    builder: str | None = None


class Need(NamedTuple):
    """An image that files need.

    Attributes:
        reference: the image.
        platform: what it is needed for.
    """

    reference: str
    platform: str


class Written(NamedTuple):
    """What came of locking.

    Attributes:
        lock: the lock.
        unknown: the images that nobody knows.
        supposed: the images of which only their line is known.
        files: how many Dockerfiles were read.
    """

    lock: Lock
    unknown: tuple[str, ...]
    supposed: tuple[str, ...]
    files: int


class Move(NamedTuple):
    """An image that is not what it was.

    Attributes:
        reference: the image.
        platform: what it is locked for.
        before: what is locked, None for what is not.
        after: what the sources say, None where they know nothing.
        changed: the fields that differ, each as it was and is.
    """

    reference: str
    platform: str
    before: Found | None
    after: Found | None
    changed: tuple[tuple[str, str, str], ...] = ()


class Changed(NamedTuple):
    """A build whose answer changes.

    Attributes:
        file: the Dockerfile.
        stage: the stage, empty for the last.
        before: what it starts by the lock.
        after: what it starts by the sources.
    """

    file: str
    stage: str
    before: str
    after: str


class Checked(NamedTuple):
    """What came of checking.

    Attributes:
        moves: the images that moved, or that are not locked.
        answers: the builds whose answer changes.
    """

    moves: tuple[Move, ...]
    answers: tuple[Changed, ...]


def lock_path(paths: Sequence[str]) -> str:
    """Say where the lock file of some paths lies: the one above them, or one beside the first.

    Raises:
        InputError: no path is given.
    """
    if not paths:
        raise InputError(
            "nothing to lock", code="no-input", hint="name a Dockerfile, or a folder: lock ."
        )
    common = os.path.commonpath([os.path.abspath(path) for path in paths])  # noqa: PTH100
    folder = common if os.path.isdir(common) else os.path.dirname(common)  # noqa: PTH112, PTH120
    place = folder
    while True:
        path = os.path.join(place, LOCK)  # noqa: PTH118
        if os.path.isfile(path):  # noqa: PTH113
            return path
        above = os.path.dirname(place)  # noqa: PTH120
        if above == place or os.path.isdir(os.path.join(place, ".git")):  # noqa: PTH112, PTH118
            return os.path.join(folder, LOCK)  # noqa: PTH118
        place = above


def write(asked: Asked, sources: Sources, before: Lock | None) -> Written:
    """Find the images that files need.

    What a lock file holds of other files stays in it.

    Raises:
        CmdResolveError: a file is refused, or a source fails.
    """
    files = list(_dockerfiles(asked))
    found: dict[Need, Found] = {}
    unknown, supposed = [], []
    for need in _needs(files, asked):
        answer = sources.find(*need)
        if answer is None:
            unknown.append(need.reference)
        elif answer.supposed:
            supposed.append(need.reference)
        elif answer.origin != "tree":
            found[need] = answer
    kept = {} if before is None else {Need(x.reference, x.platform): x.found for x in before.images}
    images = (Locked(*need, one) for need, one in {**kept, **found}.items())
    return Written(Lock("", images), tuple(unknown), tuple(supposed), len(files))


def check(asked: Asked, sources: Sources, lock: Lock) -> Checked:
    """Ask the sources again for all that files need and all that is locked.

    Raises:
        CmdResolveError: a file is refused, or a source fails.
    """
    files = list(_dockerfiles(asked))
    needs = dict.fromkeys([*_needs(files, asked), *(Need(x[0], x[1]) for x in lock.images)])
    moves = []
    for need in needs:
        before, after = lock.find(*need), sources.find(*need)
        if after is not None and after.supposed:
            after = None
        differ = _differing(before, after)
        if before is None or differ or _moved(before, after):
            moves.append(Move(*need, before, after, differ))
    answers = tuple(_changed_answers(files, asked, lock, sources)) if moves else ()
    return Checked(tuple(moves), answers)


def lines(checked: Checked) -> Iterator[str]:
    """Tell what came of checking."""
    for move in checked.moves:
        name = printable(move.reference)
        if move.before is None:
            yield f"{name} ({move.platform}) is not locked"
            continue
        if move.after is None:
            yield f"{name} ({move.platform}): nobody else knows it any more"
            continue
        digests = [one.digest or "unknown digest" for one in (move.before, move.after)]
        told = " → ".join(digests) if digests[0] != digests[1] else "the same digest"
        yield f"{name} ({move.platform}) moved: {told}"
        for field, old, new in move.changed:
            yield f"  {field} {old} → {new}"
    for changed in checked.answers:
        stage = f" ({printable(changed.stage)})" if changed.stage else ""
        yield f"{printable(changed.file)}{stage} starts another process:"
        yield f"  - {changed.before}"
        yield f"  + {changed.after}"
    if not checked.moves:
        yield "nothing has moved"
    elif not checked.answers:
        yield "no answer changes"


def to_json(checked: Checked) -> dict[str, Any]:
    """Give what came of checking as JSON values."""
    return {
        "moved": [
            {
                "image": move.reference,
                "platform": move.platform,
                "locked": move.before is not None,
                "digest": [one and one.digest for one in (move.before, move.after)],
                "changed": [field for field, _, _ in move.changed],
            }
            for move in checked.moves
        ],
        "answers": [changed._asdict() for changed in checked.answers],
    }


class _File(NamedTuple):
    path: str
    parsed: Dockerfile


def _dockerfiles(asked: Asked) -> Iterator[_File]:
    builder = dialects.builder(asked.builder or dialects.DEFAULT.builder)
    for count, path in enumerate(_paths(asked.paths)):
        if count >= _MOST_FILES:
            raise InputError(f"there are more than {_MOST_FILES:,} Dockerfiles", code="too-large")
        yield _File(path, Dockerfile.parse(read_bytes(path), name=path, builder=builder))


def _paths(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(x for x in folders if x[0] != "." and x not in _LEFT_OUT)
            for name in sorted(names):
                if name.startswith(_NAMES) or name.lower().endswith(_SUFFIXES):
                    yield os.path.normpath(os.path.join(folder, name))  # noqa: PTH118


def _needs(files: Sequence[_File], asked: Asked) -> Iterator[Need]:
    """Give the images that any stage of the files starts from."""
    recorder = _Recorder()
    for file in files:
        for target in _targets(file.parsed):
            file.parsed.image(
                target=target,
                build_args=asked.build_args,
                bases=recorder,
                platform=asked.platform,
            )
    yield from recorder.needs


class _Recorder:
    """A source that knows nothing and notes what it is asked for."""

    def __init__(self) -> None:
        self.needs: dict[Need, None] = {}

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        self.needs[Need(reference, platform)] = None
        return None


def _targets(parsed: Dockerfile) -> list[str | None]:
    """Give all stages by name, the last by none."""
    named = [stage.name for stage in parsed.stages[:-1] if stage.name is not None]
    return [*dict.fromkeys(named), None]


def _moved(before: Found | None, after: Found | None) -> bool:
    if before is None or after is None:
        return True
    return None not in (before.digest, after.digest) and before.digest != after.digest


def _differing(before: Found | None, after: Found | None) -> tuple[tuple[str, str, str], ...]:
    if before is None or after is None:
        return ()
    pairs = [
        (field, getattr(before.config, name), getattr(after.config, name))
        for field, name in _FIELDS
    ]
    return tuple((field, _shown(one), _shown(other)) for field, one, other in pairs if one != other)


def _shown(value: object) -> str:
    if value is None:
        return "absent"
    return exec_form(value) if isinstance(value, tuple) else "unknown"


def _changed_answers(
    files: Sequence[_File], asked: Asked, lock: Lock, sources: Sources
) -> Iterator[Changed]:
    for file in files:
        for target in _targets(file.parsed):
            before = _answer(file, target, asked, lock)
            after = _answer(file, target, asked, sources)
            if before != after:
                yield Changed(file.path, target or "", before, after)


def _answer(file: _File, target: str | None, asked: Asked, source: Any) -> str:
    try:
        image: ImageConfig = file.parsed.image(
            target=target,
            build_args=asked.build_args,
            bases=source,
            platform=asked.platform,
        )
        answer = resolve(image)
    except CmdResolveError as error:
        return f"refused: {error.message}"
    if answer.unknown:
        return "not known: " + ", ".join(answer.unknown)
    return exec_form(answer.argv)


def read_or_none(path: str) -> Lock | None:
    """Read the lock file of a path, None where there is none yet.

    Raises:
        ImageConfigError: it is none.
    """
    return read_lock(path) if os.path.isfile(path) else None  # noqa: PTH113
