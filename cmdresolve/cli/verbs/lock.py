"""The verb ``lock``: keep the images that files need, or say what has moved since."""

from __future__ import annotations

from cmdresolve.cli import locking, streams
from cmdresolve.cli.asking import last, parse
from cmdresolve.cli.inputs.question import named_values
from cmdresolve.cli.inputs.sources import sources_of
from cmdresolve.cli.language.arguments import UsageError
from cmdresolve.cli.printing import print_json
from cmdresolve.cli.telling import ANSWERED, REFUSED, UNKNOWN


def run(words: list[str]) -> int:
    """Keep the images that files need, or say what has moved since."""
    options, asked = parse("lock", words)
    paths = [*([asked.operand] if asked.operand else ()), *asked.command, *asked.arguments]
    path = locking.lock_path(paths)
    wanted = locking.LockRequest(
        paths, dict(named_values(options.build_arg or ())), options.platform, last(options.builder)
    )
    sources = sources_of(options, paths[0], lock=False)
    before = locking.read_or_none(path)
    if options.check:
        if before is None:
            raise UsageError(
                f"there is no {path}", code="no-lock", hint="write one: cmdresolve lock PATH"
            )
        checked = locking.check(wanted, sources, before)
        if options.format == "json":
            print_json(locking.to_json(checked))
        else:
            streams.write_text("\n".join(locking.lines(checked)))
        missing = any(move.before is None for move in checked.moves)
        return REFUSED if checked.answers or missing else ANSWERED
    written = locking.write(wanted, sources, before)
    with open(path, "w", encoding="utf-8") as stream:  # noqa: PTH123
        stream.write(written.lock.dumps())
    told = f"{path}: {len(written.lock.images)} images, for {written.starts} starts"
    if options.format == "json":
        unknown = [*written.unknown, *written.supposed]
        print_json({"lock": path, "images": len(written.lock.images), "unknown": unknown})
    else:
        streams.write_text(told)
    for refused in written.refused:
        streams.complain(f"note: not read: {refused}")
    for name in written.unknown:
        streams.complain(f"note: nobody knows {name}; try --registry, --ask or --base")
    for name in written.supposed:
        streams.complain(f"note: of {name} the atlas knows its line only; try --registry or --ask")
    if written.refused:
        return REFUSED
    return UNKNOWN if written.unknown or written.supposed else ANSWERED
