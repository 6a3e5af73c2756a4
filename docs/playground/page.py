"""What the page asks the library; it runs in the browser, under Pyodide.

One text of JSON goes in and one comes out: nothing else crosses between the two languages.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cmdresolve as cr
from cmdresolve import dialects
from cmdresolve.batch import subject
from cmdresolve.checks import check
from cmdresolve.model.quoting import shell_line
from cmdresolve.model.source import Source, Span
from cmdresolve.render import html
from cmdresolve.render.as_json import error_to_json, finding_to_json
from cmdresolve.starters.command_line.docker_run import as_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cmdresolve.dialects import Engine
    from cmdresolve.model.finding import Finding

_ATLAS = Path(cr.__file__).parent / "_tables" / "atlas" / "atlas.bin"
_MOST_NEEDS = 5
_TYPOGRAPHIC = "“”„‟\u2018\u2019«»"
#: What the fields hold as the page opens, but for the Dockerfile.
_FIRST = {
    "kind": "line",
    "engine": "docker@28.5",
    "builder": "",
    "line": "docker run app",
    "file": "",
    "name": "",
    "dockerfile": "",
    "bases": "",
    "atlas": False,
}


def known() -> str:
    """Return the engines that each kind of start can be asked of, and the builders."""
    engines = dialects.ENGINES
    return json.dumps(
        {
            "engines": {
                "line": _keys(x for x in engines if x.command_line is not None),
                "compose": _keys(x for x in engines if x.compose is not None),
                "manifest": _keys(x for x in engines if x.pods is not None),
            },
            "programs": {x.key: x.command_line for x in engines if x.command_line},
            "builders": [x.key for x in dialects.BUILDERS],
        }
    )


def warm(examples: str) -> None:
    """Answer examples, so that what answers take is loaded; the memory is kept then.

    Args:
        examples: a list of objects with the ``state`` of the page's fields, where it is not as the
            page opens. Those that ask the atlas are left out: it is not there yet.
    """
    known()
    for example in json.loads(examples):
        state = {**_FIRST, **example["state"]}
        if not state["atlas"]:
            answer(json.dumps(state))


def add_atlas(data: Any) -> None:
    """Put the atlas where the library looks for it.

    Args:
        data: its bytes, as a buffer of JavaScript.
    """
    _ATLAS.parent.mkdir(parents=True, exist_ok=True)
    _ATLAS.write_bytes(data.to_bytes())


def answer(text: str) -> str:
    """Answer what stands on the page.

    Args:
        text: an object with ``kind`` (``line``, ``compose`` or ``manifest``), ``dockerfile``,
            ``line``, ``file``, ``name``, ``engine``, ``builder``, ``bases`` and ``atlas``, as the
            page's fields hold them. In place of a Dockerfile may stand an image's config, as
            ``docker image inspect`` and its kin print it.

    Returns:
        An object with ``names``, ``findings``, ``html`` and ``matrix`` (texts of HTML), and
        ``argv``, ``unknown`` or ``error``. An error and a finding that lie in a text have its
        lines, with carets below the place, as ``frame``.
    """
    asked = json.loads(text)
    result: dict[str, Any] = {"names": [], "findings": [], "html": "", "matrix": ""}
    try:
        _answer(asked, result)
    except cr.CmdResolveError as error:
        result["error"] = error_to_json(error) | _frame(error.source, error.span)
    return json.dumps(result)


def _answer(asked: dict[str, Any], result: dict[str, Any]) -> None:
    result["names"] = _names(asked)
    question = subject(_request(asked, result["names"]))
    result["findings"] = [_finding(x) for x in check(question)]
    if question.image is not None:
        engine = question.engine_key or asked["engine"] or None
        result["matrix"] = html.matrix(cr.matrix(engine=engine).mark(question.image))
    if question.error is not None:
        raise question.error
    resolution = question.resolution
    if resolution is not None:
        result["html"] = html.resolution(resolution, findings=())
        if resolution.unknown:
            result["unknown"] = list(resolution.unknown)[:_MOST_NEEDS]
        else:
            result["argv"] = list(resolution.argv)


def _request(asked: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Write the page's fields as a request of the batch protocol."""
    request: dict[str, Any] = {
        "engine": asked["engine"] or None,
        "builder": asked["builder"] or None,
        "bases": _bases(asked["bases"]),
        "atlas": asked["atlas"] or None,
    }
    if asked["dockerfile"].lstrip().startswith(("{", "[")):
        request["image"] = _read_json(asked["dockerfile"], "image config")
    elif asked["dockerfile"].strip():
        request["dockerfile"] = asked["dockerfile"]
    elif not asked["atlas"]:
        raise cr.CmdResolveError(
            "there is no Dockerfile and no image config",
            code="no-input",
            hint="write one, paste what docker image inspect prints, or tick the atlas, which "
            "knows many images by their names",
        )
    if asked["kind"] == "line":
        request["cli"] = list(as_line(asked["line"]).words)
        return request
    name = asked["name"] if asked["name"] in names else (names[0] if names else None)
    if asked["kind"] == "compose":
        request["compose"] = {"files": [asked["file"]], "service": name or ""}
    else:
        request["kubernetes"] = {"manifest": asked["file"], "container": name}
    return request


def _bases(text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    bases = _read_json(text, "base images")
    if not isinstance(bases, dict):
        raise cr.ImageConfigError(
            "the base images are one JSON object, with a config for each name", code="bad-bases"
        )
    return bases


def _read_json(text: str, name: str) -> Any:
    """Read a field with JSON; what is none is shown where it ends to be some."""
    try:
        return json.loads(text)
    except ValueError as error:
        at = getattr(error, "pos", 0)
        hint = None
        if any(mark in text for mark in _TYPOGRAPHIC):
            hint = 'typographic quotes are no quotes of JSON: write " in their place'
        raise cr.ImageConfigError(
            f"no JSON in the {name}: {getattr(error, 'msg', error)}",
            code="bad-json",
            source=Source(name, text),
            span=Span(at, at + 1),
            hint=hint,
        ) from None


def _frame(source: Source | None, span: Span | None) -> dict[str, str]:
    """Return the line of a place with carets below it, where there is a place."""
    if source is None or span is None:
        return {}
    return {"frame": "\n".join(source.excerpt(span))}


def _names(asked: dict[str, Any]) -> list[str]:
    """Return the names of the services or containers there are to choose from."""
    if asked["kind"] == "compose":
        from cmdresolve.starters.compose import compose_services  # noqa: PLC0415 - for YAML only

        services = compose_services([asked["file"]], engine=asked["engine"] or None)
        return [service.service for service in services]
    if asked["kind"] == "manifest":
        containers = cr.pod_containers(asked["file"], engine=asked["engine"] or None)
        return list(dict.fromkeys(one.container for one in containers))
    return []


def _finding(finding: Finding) -> dict[str, Any]:
    record = finding_to_json(finding) | _frame(finding.source, finding.span)
    for mend, own in zip(record["mends"], finding.mends, strict=True):
        if own.line is not None:
            mend["typed"] = shell_line(own.line)
        mend["then"] = shell_line(own.argv)
    return record


def _keys(engines: Iterable[Engine]) -> list[str]:
    return [engine.key for engine in engines]
