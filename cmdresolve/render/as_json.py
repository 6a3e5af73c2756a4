"""An explanation as JSON values, by the names of the batch protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cmdresolve.model.image import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cmdresolve.model.errors import CmdResolveError
    from cmdresolve.model.finding import Finding, Mend
    from cmdresolve.model.image import Basis, ImageConfig, Words
    from cmdresolve.model.origin import Origin
    from cmdresolve.model.trace import Dropped, Step
    from cmdresolve.resolving.explanation import Word
    from cmdresolve.resolving.resolution import Resolution

SCHEMA = 1


def to_json(resolution: Resolution, *, findings: Iterable[Finding] | None = None) -> dict[str, Any]:
    """Return a resolution: argv or what is unknown, and the explanation.

    Args:
        resolution: the resolution.
        findings: the findings to include; by default the resolution's notes.
    """
    answer: dict[str, Any] = {
        "schema": SCHEMA,
        "engine": resolution.engine.key,
        "image": image_to_json(resolution.image),
    }
    if resolution.unknown:
        answer["unknown"] = list(resolution.unknown)
    else:
        answer["argv"] = list(resolution.argv)
        if resolution.pid1 != resolution.argv:
            answer["pid1"] = list(resolution.pid1)
    answer.update(explanation(resolution))
    found = resolution.notes if findings is None else findings
    answer["findings"] = [finding_to_json(finding) for finding in found]
    return answer


def explanation(resolution: Resolution) -> dict[str, Any]:
    """Return the keys that the batch protocol adds to an answer for ``explain``."""
    shell = resolution.shell
    return {
        "words": list(_words(resolution.words)),
        "dropped": [_dropped(item) for item in resolution.dropped],
        "steps": [_step(step) for step in resolution.steps],
        "documented": None if resolution.unknown else resolution.documented,
        "shell": None
        if shell is None
        else {
            "program": shell.program,
            "options": list(shell.options),
            "script": shell.script,
            "positional": list(shell.positional),
            "unread": list(shell.unread),
        },
        **assumed_to_json(resolution),
        **bases_to_json(resolution.bases),
    }


def assumed_to_json(resolution: Resolution) -> dict[str, Any]:
    """Return ``assumed``, the argv on conditions of an answer that is not known; else nothing."""
    assumption = resolution.assumed
    if assumption is None:
        return {}
    return {"assumed": {"argv": list(assumption.argv), "if": list(assumption.conditions)}}


def bases_to_json(bases: Iterable[Basis]) -> dict[str, Any]:
    """Return ``bases``, the source of each image's description; nothing if there are none."""
    described = {basis.reference: _basis(basis) for basis in bases}
    return {"bases": described} if described else {}


def _basis(basis: Basis) -> dict[str, Any]:
    described: Any = basis.described
    if described is None:
        return {"from": "given"}
    record = {
        "from": getattr(described, "origin", "given"),
        "source": getattr(described, "source", None),
        "as_of": getattr(described, "as_of", None),
        "digest": getattr(described, "digest", None),
        "supposed": basis.supposed or None,
    }
    return {key: value for key, value in record.items() if value is not None}


def image_to_json(image: ImageConfig) -> dict[str, Any]:
    """Return the four fields that bear on the command, by their names in an image config.

    An absent field is null; one that is not known is an object that says what it needs.
    """
    return {
        "Entrypoint": _field(image.entrypoint),
        "Cmd": _field(image.cmd),
        "Shell": _field(image.shell),
        "OnBuild": _field(image.on_build),
    }


def config_to_json(image: ImageConfig) -> dict[str, Any]:
    """Return the fields of an image config, in a form that `ImageConfig.from_json` reads.

    The four of `image_to_json` are always included; an image with one that is not known cannot be
    read again.
    """
    record = image_to_json(image)
    if image.env:
        record["Env"] = list(image.env)
    for key, text in (
        ("WorkingDir", image.working_dir),
        ("User", image.user),
        ("StopSignal", image.stop_signal),
    ):
        if text:
            record[key] = text
    if image.exposed_ports:
        record["ExposedPorts"] = {port: {} for port in image.exposed_ports}
    if image.args_escaped:
        record["ArgsEscaped"] = True
    if image.os != "linux":
        record["os"] = image.os
    return record


def error_to_json(error: CmdResolveError) -> dict[str, Any]:
    """Return an error object of the batch protocol."""
    record: dict[str, Any] = {
        "stage": error.stage,
        "code": error.code,
        "message": error.message,
    }
    if error.source is not None:
        record["source"] = error.source.name
    for key in ("line", "column", "hint"):
        value = getattr(error, key)
        if value is not None:
            record[key] = value
    return record


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return a finding with its mends."""
    record: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
    }
    if finding.source is not None:
        record["source"] = finding.source.name
    for key in ("line", "column"):
        value = getattr(finding, key)
        if value is not None:
            record[key] = value
    record["origin"] = _optional_origin(finding.origin)
    record["mends"] = [_mend(mend) for mend in finding.mends]
    return record


def _mend(mend: Mend) -> dict[str, Any]:
    edits: list[dict[str, Any]] = [
        {"source": x.source, "start": x.start, "end": x.end, "text": x.text} for x in mend.edits
    ]
    if mend.line is not None:
        edits.append({"line": list(mend.line)})
    if mend.image:
        names = {"entrypoint": "Entrypoint", "cmd": "Cmd"}
        edits.append({"image": {names[name]: list(words) for name, words in mend.image}})
    return {"text": mend.text, "edits": edits, "argv": list(mend.argv), "safe": mend.safe}


def _field(value: Words) -> list[str] | dict[str, Any] | None:
    if isinstance(value, Unknown):
        return {"unknown": value.need, "known": list(value.known)}
    return None if value is None else list(value)


def _words(words: Iterable[Word]) -> Iterator[dict[str, Any]]:
    # Words of one list often share an origin object; it is converted once.
    before, origin = None, dict[str, Any]()
    for place, word in enumerate(words):
        if word.origin is not before:
            before, origin = word.origin, _origin(word.origin)
        yield {
            "index": place,
            "value": word.value,
            "role": word.role,
            "unread": word.unread,
            "origin": origin,
        }


def _dropped(item: Dropped) -> dict[str, Any]:
    return {
        "words": list(item.words),
        "field": item.field,
        "reason": item.reason,
        "rule": item.rule,
        "origins": [_origin(origin) for origin in item.origins],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "rule": step.rule,
        "text": step.text,
        "citation": step.citation,
        "origin": _optional_origin(step.origin),
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {**origin.to_json(), "text": origin.describe()}


def _optional_origin(origin: Origin | None) -> dict[str, Any] | None:
    return None if origin is None else _origin(origin)
