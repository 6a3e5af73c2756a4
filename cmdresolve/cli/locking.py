"""The verb ``lock``: write the images that files need, or report what has changed since."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cmdresolve import dialects
from cmdresolve.cli.checking.units import units
from cmdresolve.cli.inputs.files import InputError, read_bytes, shown
from cmdresolve.cli.inputs.load import load
from cmdresolve.cli.inputs.question import Case, Question
from cmdresolve.cli.inputs.sources import LOCK, Sources, find_lock
from cmdresolve.cli.inputs.standard_input import Typed
from cmdresolve.dockerfile import Dockerfile
from cmdresolve.images.lock import Lock, Locked, read_lock
from cmdresolve.images.sources import PLATFORM
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.override import NOTHING
from cmdresolve.model.quoting import exec_form, printable
from cmdresolve.model.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cmdresolve.cli.checking.units import Unit
    from cmdresolve.images.sources import Found

_FIELDS = (
    ("ENTRYPOINT", "entrypoint"),
    ("CMD", "cmd"),
    ("SHELL", "shell"),
    ("ONBUILD", "on_build"),
)


class LockRequest(NamedTuple):
    """The inputs of ``lock``.

    Attributes:
        paths: files, and folders to search.
        build_args: values for ARG.
        platform: ``os/architecture[/variant]``.
        builder: who builds, or None.
        typed: what standard input had, if it is among the paths.
    """

    paths: Sequence[str]
    build_args: Mapping[str, str]
    platform: str | None = None
    builder: str | None = None
    typed: Typed = Typed()


class Need(NamedTuple):
    """An image that files need.

    Attributes:
        reference: the image.
        platform: what it is needed for.
    """

    reference: str
    platform: str


class WrittenLock(NamedTuple):
    """The result of writing a lock file.

    Attributes:
        lock: the lock.
        unknown: the images that no source knows.
        supposed: the images that are only supposed, from their line.
        failed: the images that a source failed to give, each with the reason.
        starts: how many builds, services and containers were read.
        refused: what could not be read, and why.
    """

    lock: Lock
    unknown: tuple[str, ...]
    supposed: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    starts: int
    refused: tuple[str, ...] = ()


class Move(NamedTuple):
    """An image that has changed since it was locked.

    Attributes:
        reference: the image.
        platform: what it is locked for.
        before: the locked image, or None.
        after: the image by the sources, or None.
        changed: the fields that differ, each with its old and new value.
        reason: why the sources have no image, if they say so.
    """

    reference: str
    platform: str
    before: Found | None
    after: Found | None
    changed: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""


class Changed(NamedTuple):
    """A start whose answer has changed.

    Attributes:
        file: the file.
        stage: the stage, empty for the last; the service or the container.
        before: what it starts with the locked images.
        after: what it starts with the current images.
    """

    file: str
    stage: str
    before: str
    after: str


class LockCheck(NamedTuple):
    """The result of checking a lock file.

    Attributes:
        moves: the images that changed, are not locked, or are not known any more.
        answers: the starts whose answer has changed, as far as images could be looked up.
        refused: what could not be read, and why.
    """

    moves: tuple[Move, ...]
    answers: tuple[Changed, ...]
    refused: tuple[str, ...] = ()

    @property
    def is_stale(self) -> bool:
        """Whether locking again is needed: an answer has changed, or an image is missing."""
        return bool(self.answers) or any(x.before is None and x.after for x in self.moves)

    @property
    def is_whole(self) -> bool:
        """Whether all locked images could be looked up."""
        return not any(x.before is not None and x.after is None for x in self.moves)


def lock_path(paths: Sequence[str]) -> str:
    """Return the path of the lock file for some paths: one in or above the first, or a new one.

    Raises:
        InputError: no path is given.
    """
    if not paths:
        raise InputError(
            "nothing to lock", code="no-input", hint="name a Dockerfile, or a folder: lock ."
        )
    common = os.path.commonpath([os.path.abspath(path) for path in paths])  # noqa: PTH100
    folder = common if os.path.isdir(common) else os.path.dirname(common)  # noqa: PTH112, PTH120
    return find_lock(folder) or os.path.join(folder, LOCK)  # noqa: PTH118


def write(asked: LockRequest, sources: Sources, before: Lock | None) -> WrittenLock:
    """Return the lock of the images that files need.

    Entries of an existing lock file are kept for images of other files, and for images that a
    source fails to give.

    Raises:
        CmdResolveError: a path cannot be read, or a source cannot be asked at all.
    """
    read = _read(asked)
    found: dict[Need, Found] = {}
    unknown, supposed, failed = [], [], []
    for need in read.needs:
        answer, reason = _looked_up(sources, need)
        if reason:
            failed.append((need.reference, reason))
        elif answer is None:
            unknown.append(need.reference)
        elif answer.supposed:
            supposed.append(need.reference)
        elif answer.origin != "tree":
            found[need] = answer
    kept = () if before is None else before.images
    images = {Need(one.reference, one.platform): one for one in kept}
    images |= {need: Locked(*need, one) for need, one in found.items()}
    lock = Lock("", images.values())
    return WrittenLock(
        lock, tuple(unknown), tuple(supposed), tuple(failed), len(read.starts), read.refused
    )


def check(asked: LockRequest, sources: Sources, lock: Lock) -> LockCheck:
    """Look up again the images that files need and those that are locked.

    Raises:
        CmdResolveError: a path cannot be read, or a source cannot be asked at all.
    """
    read = _read(asked)
    needs = dict.fromkeys([*read.needs, *(Need(x[0], x[1]) for x in lock.images)])
    moves = []
    for need in needs:
        before = lock.find(*need)
        after, reason = _looked_up(sources, need)
        if after is not None and after.supposed:
            after = None
        if before is None and after is not None and after.origin == "tree":
            continue
        differ = _differing(before, after)
        if before is None or differ or _moved(before, after):
            moves.append(Move(*need, before, after, differ, reason))
    now = _Now(sources, lock)
    answers = tuple(_changed_answers(read.starts, asked, lock, now)) if moves else ()
    return LockCheck(tuple(moves), answers, read.refused)


def _looked_up(sources: Sources, need: Need) -> tuple[Found | None, str]:
    """Return an image by the sources, or the reason why one failed to give it.

    Raises:
        CmdResolveError: no image at all can be asked for here.
    """
    try:
        return sources.find(*need), ""
    except CmdResolveError as error:
        if error.code == "extra-needed":
            raise
        return None, error.message


class _Now:
    """A source of current images, with the locked one for an image that could not be looked up."""

    def __init__(self, sources: Sources, lock: Lock) -> None:
        self._sources = sources
        self._lock = lock

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        need = Need(reference, platform)
        found, _ = _looked_up(self._sources, need)
        if found is None or found.supposed:
            return self._lock.find(*need) or found
        return found


def _digests(before: Found, after: Found) -> str:
    """Return a text on the change of a digest; empty if one is not known."""
    if before.digest == after.digest:
        return ": the same digest" if before.digest else ""
    digests = " → ".join(one.digest or "unknown digest" for one in (before, after))
    return f": {digests}"


def lines(checked: LockCheck) -> Iterator[str]:
    """Return the result of a check as lines."""
    for move in checked.moves:
        name = printable(move.reference)
        why = f": {printable(move.reason)}" if move.reason else ""
        if move.before is None:
            lacks = "" if move.after else why or ": nobody knows it"
            yield f"{name} ({move.platform}) is not locked{lacks}"
            continue
        if move.after is None:
            outcome = f" could not be looked up{why}" if why else ": nobody else knows it any more"
            yield f"{name} ({move.platform}){outcome}"
            continue
        yield f"{name} ({move.platform}) moved{_digests(move.before, move.after)}"
        for field, old, new in move.changed:
            yield f"  {field} {old} → {new}"
    for changed in checked.answers:
        stage = f" ({printable(changed.stage)})" if changed.stage else ""
        yield f"{printable(changed.file)}{stage} starts another process:"
        yield f"  - {changed.before}"
        yield f"  + {changed.after}"
    if not checked.moves:
        yield "nothing has moved"
    elif not (checked.answers or checked.is_whole):
        yield "no other answer changes"
    elif not checked.answers:
        yield "no answer changes"


def to_json(checked: LockCheck) -> dict[str, Any]:
    """Return the result of a check as JSON values."""
    return {
        "moved": [
            {
                "image": move.reference,
                "platform": move.platform,
                "locked": move.before is not None,
                "digest": [one and one.digest for one in (move.before, move.after)],
                "changed": [field for field, _, _ in move.changed],
                **({} if move.after else {"reason": move.reason or "nobody knows it"}),
            }
            for move in checked.moves
        ],
        "answers": [changed._asdict() for changed in checked.answers],
    }


class _Start(NamedTuple):
    """A start: a stage of a Dockerfile, a service, or a container."""

    path: str
    part: str
    parsed: Dockerfile | None = None


class _ReadStarts(NamedTuple):
    starts: tuple[_Start, ...]
    needs: tuple[Need, ...]
    refused: tuple[str, ...]


def _read(asked: LockRequest) -> _ReadStarts:
    """Return the starts under paths, and the images that they name."""
    recorder = _Recorder()
    starts: list[_Start] = []
    refused: list[str] = []
    for unit in units(asked.paths, typed=asked.typed, unread=refused):
        try:
            if unit.error is not None:
                raise unit.error
            for start in _starts(unit, asked):
                _image(start, asked, recorder)
                starts.append(start)
        except CmdResolveError as error:
            refused.append(f"{shown(unit.path)}: {error.message}")
    return _ReadStarts(tuple(starts), tuple(recorder.needs), tuple(refused))


def _starts(unit: Unit, asked: LockRequest) -> Iterator[_Start]:
    if unit.part:
        yield _Start(unit.path, unit.part)
        return
    builder = dialects.builder(asked.builder or dialects.DEFAULT.builder)
    typed = asked.typed.data
    data = typed if unit.path == "-" and typed is not None else read_bytes(unit.path)
    parsed = Dockerfile.parse(data, name=shown(unit.path), builder=builder)
    named = (stage.name for stage in parsed.stages[:-1] if stage.name is not None)
    for target in (*dict.fromkeys(named), ""):
        yield _Start(unit.path, target, parsed)


class _Through(Sources):
    """Another source in the place of a question's own."""

    def __init__(self, source: Any) -> None:
        super().__init__()
        self._source = source

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        found: Found | None = self._source.find(reference, platform)
        return found


def _image(start: _Start, asked: LockRequest, source: Any) -> Case:
    """Return the image of a start, built with the images of a source."""
    if start.parsed is not None:
        image = start.parsed.image(
            target=start.part or None,
            build_args=asked.build_args,
            bases=source,
            platform=asked.platform,
        )
        return Case(image, NOTHING, dialects.DEFAULT)
    question = Question(
        operand=start.path,
        arguments=(start.part,),
        builder=asked.builder,
        build_args=[f"{name}={value}" for name, value in asked.build_args.items()],
        platform=asked.platform,
        typed=asked.typed.data,
        sources=_Through(source),
    )
    return load(question)


class _Recorder:
    """A source that knows no image and records what it is asked for."""

    def __init__(self) -> None:
        self.needs: dict[Need, None] = {}

    def find(self, reference: str, platform: str = PLATFORM) -> Found | None:
        self.needs[Need(reference, platform)] = None
        return None


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
    starts: Sequence[_Start], asked: LockRequest, lock: Lock, now: _Now
) -> Iterator[Changed]:
    for start in starts:
        before, after = (_answer(start, asked, source) for source in (lock, now))
        if before != after:
            yield Changed(start.path, start.part, before, after)


def _answer(start: _Start, asked: LockRequest, source: Any) -> str:
    try:
        answer = _image(start, asked, source).resolve()
    except CmdResolveError as error:
        return f"refused: {error.message}"
    if answer.unknown:
        return "not known: " + ", ".join(answer.unknown)
    return exec_form(answer.argv)


def read_or_none(path: str) -> Lock | None:
    """Return the lock file at a path, or None if there is none.

    Raises:
        ImageConfigError: the file is not a lock file, or cannot be read.
    """
    return read_lock(path) if os.path.isfile(path) else None  # noqa: PTH113
