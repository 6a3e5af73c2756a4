"""The verb ``lock``: write the images that files need, or report what has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cmdresolve.cli import locking, streams, writing
from cmdresolve.cli.asking import last, named, parse
from cmdresolve.cli.inputs.question import named_values
from cmdresolve.cli.inputs.sources import sources_of
from cmdresolve.cli.inputs.standard_input import read_typed
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.printing import print_json
from cmdresolve.cli.telling import ANSWERED, REFUSED, UNKNOWN

if TYPE_CHECKING:
    from cmdresolve.cli.language.arguments import Options
    from cmdresolve.cli.locking import LockCheck, WrittenLock


def run(words: list[str]) -> int:
    """Write the images that files need, or print what has changed since.

    Raises:
        CmdResolveError: a path cannot be read, nothing is under the paths, or there is no lock file
            to check or it cannot be written.
    """
    options, asked = parse("lock", words)
    paths = named(asked)
    path = locking.lock_path(paths)
    wanted = locking.LockRequest(
        paths,
        dict(named_values(options.build_arg or ())),
        options.platform,
        last(options.builder),
        read_typed(paths, options.platform),
    )
    sources = sources_of(options, paths[0], lock=False)
    before = locking.read_or_none(path)
    if options.check:
        if before is None:
            raise UsageError(
                f"there is no {path}", code="no-lock", hint="write one: cmdresolve lock PATH"
            )
        return _tell_checked(locking.check(wanted, sources, before), options)
    written = locking.write(wanted, sources, before)
    if not written.starts and not written.refused:
        raise UsageError(
            f"nothing to lock: no Dockerfile, Compose file or manifest is under {', '.join(paths)}",
            code="no-input",
        )
    writing.write(path, written.lock.dumps())
    return _tell_written(path, written, options)


def _tell_checked(checked: LockCheck, options: Options) -> int:
    if options.format == "json":
        print_json(locking.to_json(checked))
    else:
        streams.write_text("\n".join(locking.lines(checked)))
    _tell_refused(checked.refused)
    if checked.is_stale:
        return REFUSED
    return ANSWERED if checked.is_whole else UNKNOWN


def _tell_written(path: str, written: WrittenLock, options: Options) -> int:
    images, starts = len(written.lock.images), written.starts
    message = (
        f"{path}: {images} image{'' if images == 1 else 's'}, "
        f"for {starts} start{'' if starts == 1 else 's'}"
    )
    if options.format == "json":
        failed = [name for name, _ in written.failed]
        unknown = [*written.unknown, *written.supposed, *failed]
        print_json({"lock": path, "images": len(written.lock.images), "unknown": unknown})
    else:
        streams.write_text(message)
    _tell_refused(written.refused)
    for name, reason in written.failed:
        streams.complain(f"note: not locked: {name}: {reason}")
    untried = [f"--{way}" for way in ("registry", "ask") if not getattr(options, way)]
    hint = f"; try {' or '.join(untried)}" if untried else ""
    for name in written.unknown:
        streams.complain(f"note: not locked: no source knows {name}{hint}")
    for name in written.supposed:
        streams.complain(f"note: not locked: of {name} the atlas knows its line only{hint}")
    if written.refused:
        return REFUSED
    return UNKNOWN if written.unknown or written.supposed or written.failed else ANSWERED


def _tell_refused(refused: Iterable[str]) -> None:
    for one in refused:
        streams.complain(f"note: not read: {one}")
