"""Recorded observations: what a real engine answered, one case a line, in JSON.

The first line says who answered and how to ask again; every other line is one case.  The request
stands in the case itself, or in a file of named requests that several recordings share.  Where two
engines were asked the same and mostly said the same, one recording may leave to the other what is
the same, word for word.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cmdresolve.testing.oracle import Answer, Request

FORMAT = 1

_HEADER_KEYS = frozenset(
    "format engine builder versions date requests like kind seed hypothesis cases record "
    "reproduce".split()
)
_HEADER_MUST = frozenset("format engine builder versions date cases record reproduce".split())
_ANSWER_KEYS = frozenset("image argv pid1 error".split())
_CASE_KEYS = _ANSWER_KEYS | {"case", "request"}
# What a machine without a network says of it, the names of folders, containers and builds that are
# others each time, and the usage a program prints after a blank line tell nothing.
_MACHINE = (
    (re.compile(r': (?:dial tcp|checking on sources under|reading "/).*', re.DOTALL), ""),
    (re.compile(r"(?:/[^\s/:]+)+/(?:libpod_builder|buildah)\d+/(?:build/)?"), ""),
    (re.compile(r'(?<=container) "[0-9a-f]{64}"'), ""),
    (re.compile(r"(?<=\bref )[0-9a-z-]+::[0-9a-z]+"), "…"),
    (re.compile(r"\b0x[0-9a-f]{6,}"), "0x…"),
    # The types of an engine's own source.
    (re.compile(r"(?<=Go struct field )\S*\.(?=\w+ of type)"), ""),
)
_LONGEST_MESSAGE = 300
_FIELDS = ("Entrypoint", "Cmd", "Shell", "OnBuild")


class RecordingError(ValueError):
    """A file of requests or observations is not what it should be."""


@frozen
class Case:
    """One question, by name, and the engine's answer.

    Attributes:
        name: the number of a random case, the name of one that was thought of.
        request: the batch request, without `id`, `engine` and `builder`.
        answer: what the engine did; empty while nobody has been asked.
    """

    name: str
    request: Request
    answer: Answer = field(factory=dict)


@frozen(kw_only=True)
class Recording:
    """The answers of one engine.

    Attributes:
        header: the first line of the file, as it is.
        cases: what was asked and answered.
        path: the file it was read from; None when it is new.
        like: the recording whose answers hold where the file of this one says nothing.
    """

    header: Mapping[str, Any]
    cases: tuple[Case, ...]
    path: Path | None = None
    like: Recording | None = None

    @property
    def engine(self) -> str:
        """Who started the containers."""
        engine: str = self.header["engine"]
        return engine

    @property
    def builder(self) -> str | None:
        """Who built the Dockerfiles; None where no case has one."""
        builder: str | None = self.header["builder"]
        return builder

    def full_request(self, case: Case) -> dict[str, Any]:
        """Return the request of a case with the engine and the builder that answered it."""
        request = {"engine": self.engine, **case.request}
        if self.builder is not None and "image" not in request:
            request["builder"] = self.builder
        return request


def read_requests(path: Path) -> tuple[Case, ...]:
    """Read a file of named requests.

    Raises:
        RecordingError: it is no such file, or holds nothing.
    """
    cases = []
    for number, record in objects(path):
        if set(record) != {"case", "request"}:
            raise RecordingError(f"{path}:{number}: a line has `case` and `request`")
        cases.append(Case(record["case"], record["request"]))
    _check_repeats(path, cases)
    _check_some(path, cases)
    return tuple(cases)


def read(path: Path) -> Recording:
    """Read the recording of one engine.

    Raises:
        RecordingError: it is no recording, holds nothing, or not the cases its header promises.
    """
    lines = objects(path)
    _, header = lines[0]
    missing = sorted(_HEADER_MUST - set(header))
    strange = sorted(set(header) - _HEADER_KEYS)
    if missing or strange:
        raise RecordingError(f"{path}: header without {missing}, with strange {strange}")
    if header["format"] != FORMAT:
        raise RecordingError(f"{path}: format {header['format']!r} is not {FORMAT}")
    shared: dict[str, Request] = {}
    for name in header.get("requests", ()):
        shared |= {case.name: case.request for case in read_requests(path.parent / name)}
    cases = [_case(path, number, record, shared) for number, record in lines[1:]]
    _check_repeats(path, cases)
    like = _like(path, header)
    if like is not None:
        _check_unlike(path, cases, like)
        cases = _merged(cases, like, shared)
    _check_some(path, cases)
    if len(cases) != header["cases"]:
        raise RecordingError(f"{path}: {len(cases)} cases, but the header says {header['cases']}")
    return Recording(header=header, cases=tuple(cases), path=path, like=like)


def dump(recording: Recording) -> str:
    """Return the text of a recording; `read` gives the same recording back."""
    shared = "requests" in recording.header
    same = set() if recording.like is None else {_answer_line(x) for x in recording.like.cases}
    lines = [_line(recording.header)]
    for case in recording.cases:
        request = {} if shared else {"request": case.request}
        if _answer_line(case) not in same:
            lines.append(_line({"case": case.name, **request, **_compact(case.answer)}))
    return "".join(lines)


def dump_requests(cases: Iterable[Case]) -> str:
    """Return the text of a file of named requests."""
    return "".join(_line({"case": case.name, "request": case.request}) for case in cases)


def answered(cases: Sequence[Case], answers: Iterable[Answer]) -> tuple[Case, ...]:
    """Put the answers beside their cases, in order."""
    return tuple(
        evolve(case, answer={key: value for key, value in answer.items() if key != "id"})
        for case, answer in zip(cases, answers, strict=True)
    )


def _like(path: Path, header: Mapping[str, Any]) -> Recording | None:
    if "like" not in header:
        return None
    if "requests" not in header:
        raise RecordingError(f"{path}: a recording is like another when `requests` are shared")
    other = path.parent / header["like"]
    if "like" in objects(other)[0][1]:
        raise RecordingError(f"{path}: {other} is itself like another")
    return read(other)


def _check_unlike(path: Path, cases: Sequence[Case], like: Recording) -> None:
    same = {_answer_line(case) for case in like.cases}
    repeated = next((case.name for case in cases if _answer_line(case) in same), None)
    if repeated is not None:
        raise RecordingError(f"{path}: {repeated!r} is answered as in {like.path}")


def _merged(own: Sequence[Case], like: Recording, shared: Mapping[str, Request]) -> list[Case]:
    """Return the cases of the requests in their order, own answers before those of another."""
    answers = {case.name: case for case in (*like.cases, *own)}
    return [answers[name] for name in shared if name in answers]


def _answer_line(case: Case) -> str:
    return _line({"case": case.name, **_compact(case.answer)})


def _compact(answer: Answer) -> dict[str, Any]:
    compact = dict(answer)
    if "image" in answer:
        stored = answer["image"].items()
        compact["image"] = {name: value for name, value in stored if value is not None}
    if "error" in answer:
        message = answer["error"]["message"].partition("\n\n")[0]
        for pattern, instead in _MACHINE:
            message = pattern.sub(instead, message)
        compact["error"] = answer["error"] | {"message": message[:_LONGEST_MESSAGE]}
    return compact


def _case(path: Path, number: int, record: dict[str, Any], shared: dict[str, Request]) -> Case:
    strange = sorted(set(record) - _CASE_KEYS)
    if strange or "case" not in record:
        raise RecordingError(f"{path}:{number}: a case has `case` and an answer, not {strange}")
    name = record["case"]
    request = record.get("request", shared.get(name))
    if request is None:
        raise RecordingError(f"{path}:{number}: nobody says what {name!r} asked")
    answer = {key: record[key] for key in record if key in _ANSWER_KEYS}
    if not answer:
        raise RecordingError(f"{path}:{number}: {name!r} has no answer")
    if "image" in answer:
        answer["image"] = dict.fromkeys(_FIELDS) | answer["image"]
    return Case(name, request, answer)


def objects(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Return the objects of a JSON Lines file with their line numbers, at least one.

    Raises:
        RecordingError: a line is no JSON object, or there is none.
    """
    found = []
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line.decode())
            except ValueError as error:
                raise RecordingError(f"{path}:{number}: no JSON: {error}") from None
            if not isinstance(record, dict):
                raise RecordingError(f"{path}:{number}: no object")
            found.append((number, record))
    if not found:
        raise RecordingError(f"{path} is empty")
    return found


def _check_some(path: Path, cases: Sequence[Case]) -> None:
    if not cases:
        raise RecordingError(f"{path} holds no case")


def _check_repeats(path: Path, cases: Sequence[Case]) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.name in seen:
            raise RecordingError(f"{path}: two cases are called {case.name!r}")
        seen.add(case.name)


def _line(record: Mapping[str, Any]) -> str:
    return json.dumps(record, separators=(",", ":")) + "\n"
