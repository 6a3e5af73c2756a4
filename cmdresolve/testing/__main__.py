"""``python -m cmdresolve.testing``: record what engines do, replay it, shrink a disagreement."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shlex
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmdresolve.batch import protocol
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.testing.oracle import Oracle, OracleError
from cmdresolve.testing.oracles.engines import open_oracle, say
from cmdresolve.testing.recordings import observations as recording
from cmdresolve.testing.recordings.compare import differences
from cmdresolve.testing.recordings.observations import Case, Recording, RecordingError
from cmdresolve.testing.recordings.replay import (
    KNOWN_FILE,
    Tally,
    counts,
    read_known,
    replay,
    show,
    tally,
)
from cmdresolve.testing.recordings.shrink import shrink

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = "python -m cmdresolve.testing"
_ABOUT = """\
record asks a real engine and writes what it answered; replay holds the library to what was
recorded, or asks the engine again; shrink makes the request of a disagreement smaller."""
KINDS = ("build", "run", "cli", "kubernetes", "compose", "apptainer")
_BATCH = 512
_SHOWN = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status: 0 all well, 1 disagreements, 2 misuse."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.action(options)
    except OSError as error:
        sys.stderr.write(f"{PROGRAM}: {error.filename or ''}: {error.strerror or error}\n")
    except (CmdResolveError, OracleError, RecordingError) as error:
        sys.stderr.write(f"{PROGRAM}: {error}\n")
    else:
        return status
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=PROGRAM, description=_ABOUT)
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    record = verbs.add_parser("record", help="ask an engine and write what it answers")
    record.add_argument(
        "--requests", type=Path, nargs="+", metavar="FILE", help="named requests; default: random"
    )
    record.add_argument("--output", type=Path, help="the file to write; default: print it")
    record.add_argument(
        "--like", type=Path, metavar="FILE", help="leave out what this recording says alike"
    )
    record.set_defaults(action=_record)

    make = verbs.add_parser("requests", help="write random requests, to be asked by record")
    make.add_argument("--for", dest="made_for", required=True, help="a builder, or an engine")
    make.set_defaults(action=_requests)

    again = verbs.add_parser("replay", help="hold the library to recorded answers")
    again.add_argument("paths", type=Path, nargs="+", metavar="FILE", help="recordings, or folders")
    again.add_argument("--live", action="store_true", help="ask the engine again instead")
    again.add_argument("--case", action="append", help="only the case of this name; repeatable")
    again.add_argument("--known", type=Path, help=f"default: the {KNOWN_FILE} beside the folder")
    again.set_defaults(action=_replay)

    smaller = verbs.add_parser("shrink", help="make a request smaller that is answered in two ways")
    smaller.add_argument("request", help="a request as JSON; - reads it from standard input")
    smaller.add_argument("--tries", type=_count, default=500, help="how often to ask at most")
    smaller.set_defaults(action=_shrink)

    for verb in (record, make):
        verb.add_argument("--kind", choices=KINDS, default="build", help="what to ask at random")
        verb.add_argument("--cases", type=_count, default=100, help="how many random cases")
        verb.add_argument("--seed", type=int, default=0, help="what the random cases come from")
    for verb in (record, smaller):
        verb.add_argument("--engine", required=True, help="such as docker@28.5")
        verb.add_argument("--builder", help="such as classic@28.5, or classic")
    for verb in (record, again, smaller):
        verb.add_argument("--socket", type=Path, help="the engine's; default: the lab brings it up")
    return parser


def _count(text: str) -> int:
    """Return the number of a text, which must be at least one."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than one")
    return number


def _record(options: argparse.Namespace) -> int:
    # Files are read first: an engine takes minutes to come up where it never was.
    asked = [x for path in options.requests or () for x in recording.read_requests(path)]
    like = None if options.like is None else recording.read(options.like)
    with closing(open_oracle(options.engine, options.builder, options.socket)) as oracle:
        if options.requests is None:
            made_for = oracle.builder if options.kind == "build" else oracle.engine
            cases = _random(options, str(made_for))
            source = {"kind": options.kind, "seed": options.seed, "hypothesis": _hypothesis()}
            words = ["--kind", options.kind, "--cases", options.cases, "--seed", options.seed]
        else:
            cases = asked
            source = {"requests": [_beside(path, options.output) for path in options.requests]}
            words = ["--requests", *options.requests]
        if options.like is not None:
            source["like"] = _beside(options.like, options.output)
            words += ["--like", options.like]
        cases = _put_by(oracle, cases)
        made = Recording(
            header=_header(oracle, cases, source, list(map(str, words)), options.output),
            cases=recording.answered(cases, _ask(oracle, cases)),
            like=like,
        )
    _write(recording.dump(made), options.output)
    return 0


def _put_by(oracle: Oracle, cases: list[Case]) -> list[Case]:
    """Leave out the cases that the engine cannot be asked."""
    can_put = getattr(oracle, "can_put", None)
    return cases if can_put is None else [case for case in cases if can_put(case.request)]


def _requests(options: argparse.Namespace) -> int:
    _write(recording.dump_requests(_random(options, options.made_for)), None)
    return 0


def _random(options: argparse.Namespace, made_for: str) -> list[Case]:
    from cmdresolve.testing.recordings.random_cases import random_cases  # noqa: PLC0415 - needs hypothesis

    return list(random_cases(options.kind, made_for, options.cases, options.seed))


def _hypothesis() -> str:
    import hypothesis  # noqa: PLC0415 - replaying needs none

    version: str = hypothesis.__version__
    return version


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")


def _header(
    oracle: Oracle,
    cases: Sequence[Case],
    source: dict[str, Any],
    words: list[str],
    output: Path | None,
) -> dict[str, Any]:
    builds = not all("image" in case.request for case in cases)
    builder = oracle.builder if builds else None
    names = ["--engine", oracle.engine]
    if builder is not None:
        names += ["--builder", builder]
    name = "FILE" if output is None else str(output)
    return {
        "format": recording.FORMAT,
        "engine": oracle.engine,
        "builder": builder,
        "versions": getattr(oracle, "versions", {}),
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        **source,
        "cases": len(cases),
        "record": f"{PROGRAM} record {shlex.join([*names, *words])} --output {name}",
        "reproduce": f"{PROGRAM} replay --live --case CASE {name}",
    }


def _beside(requests: Path, output: Path | None) -> str:
    """Return the path of the requests as a recording at `output` names it."""
    folder = Path.cwd() if output is None else output.parent
    return Path(os.path.relpath(requests.resolve(), folder.resolve())).as_posix()


def _ask(oracle: Oracle, cases: Sequence[Case]) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    for start in range(0, len(cases), _BATCH):
        answers += oracle.observe_many([case.request for case in cases[start : start + _BATCH]])
        say(f"{oracle.engine} {oracle.builder}: {len(answers)} of {len(cases)} asked")
    return answers


def _replay(options: argparse.Namespace) -> int:
    paths = [path for given in options.paths for path in _recordings(given)]
    tallies = [_one(path, options) for path in paths]
    for one in tallies:
        sys.stdout.write(_summary(one) + "\n")
    sys.stdout.write(f"\n{counts(tallies)}\n")
    for one in tallies:
        for disagreement in one.disagreements[:_SHOWN]:
            sys.stdout.write(f"{one.recording.path}\n{show(disagreement)}\n")
        if one.stale:
            sys.stdout.write(f"{one.recording.path}: no reason is needed for {one.stale}\n")
    return 1 if any(one.disagreements or one.stale for one in tallies) else 0


def _recordings(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.glob("*.jsonl"))
    if not found:
        raise RecordingError(f"{path} holds no recording")
    return found


def _one(path: Path, options: argparse.Namespace) -> Tally:
    found = recording.read(path)
    known = _known(path, options.known)
    if options.case:
        cases = tuple(case for case in found.cases if case.name in set(options.case))
        missing = sorted(set(options.case) - {case.name for case in cases})
        if missing:
            raise RecordingError(f"{path} has no case {', '.join(missing)}")
        found = Recording(header=found.header, cases=cases, path=path)
        known = tuple(set(known) & {case.name for case in cases})
    if not options.live:
        return replay(found, known)
    with closing(open_oracle(found.engine, found.builder, options.socket)) as oracle:
        live = tally(found, _ask(oracle, found.cases), known)
    # A random failure of the engine may not happen again.
    return Tally(recording=found, disagreements=live.disagreements, known=live.known)


def _known(path: Path, given: Path | None) -> tuple[str, ...]:
    beside = path.resolve().parent.parent / KNOWN_FILE
    file = given or (beside if beside.is_file() else None)
    return () if file is None else read_known(file).get(path.name, ())


def _summary(one: Tally) -> str:
    found = one.recording
    return (
        f"{found.engine:18} {found.builder or '-':20} {len(found.cases):6,} recorded "
        f"{one.agreed:6,} agreed {one.known:4,} known {len(one.disagreements):4,} other  "
        f"{'' if found.path is None else found.path.name}"
    )


def _shrink(options: argparse.Namespace) -> int:
    text = sys.stdin.read() if options.request == "-" else options.request
    try:
        request = json.loads(text)
    except ValueError as error:
        raise RecordingError(f"the request is no JSON: {error}") from None
    if not isinstance(request, dict):
        raise RecordingError("the request is no JSON object")
    with closing(open_oracle(options.engine, options.builder, options.socket)) as oracle:
        request = {**request, "engine": oracle.engine}
        if oracle.builder is not None and "image" not in request:
            request["builder"] = oracle.builder

        def disagreement(candidate: Any) -> tuple[str, ...]:
            ours = protocol.answer(candidate)
            if ours.get("error", {}).get("code") == "bad-request":
                return ()
            try:
                return differences(oracle.observe(candidate), ours, candidate)
            except OracleError:
                return ()

        parts = disagreement(request)
        if not parts:
            sys.stdout.write("the library and the engine agree\n")
            return 0
        small = shrink(
            request, lambda candidate: disagreement(candidate) == parts, tries=options.tries
        )
        case = Case("smallest", small, oracle.observe(small))
        sys.stdout.write(json.dumps({"request": small, "recorded": case.answer}) + "\n")
        sys.stdout.write(json.dumps({"library": protocol.answer(small)}) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
