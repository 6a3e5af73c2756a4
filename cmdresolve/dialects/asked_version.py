"""Notes on versions that were asked for and are not known: which record answers for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cmdresolve import dialects
from cmdresolve.dialects.version import parse_version
from cmdresolve.model.trace import Note


def notes_on_versions(engine: str | None, builder: str | None) -> Iterator[Note]:
    """Yield a note for an engine and a builder whose version is not known.

    A version is known if a record's numbers begin with its, or its with a record's: ``28`` and
    ``28.5.1`` are known, because ``28.5`` is.

    Args:
        engine: the engine that was asked for, if any.
        builder: the builder that was asked for, if any.

    Raises:
        DialectError: no engine or builder is known by such a name.
    """
    yield from _note(engine, dialects.engine)
    yield from _note(builder, dialects.builder)


def _note(
    asked: str | None, find: Callable[[str], dialects.Engine | dialects.Builder]
) -> Iterator[Note]:
    _, at, text = ("" if asked is None else asked).partition("/")[0].partition("@")
    version = parse_version(text) if at else None
    if asked is None or version is None:
        return
    record = find(asked)
    known = record.version
    if known[: len(version)] != version[: len(known)]:
        message = f"{asked} is not known here: answered as {record.key}, the newest known before it"
        yield Note("unknown-version", message)
