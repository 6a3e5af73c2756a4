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
from cmdresolve.render import html
from cmdresolve.render.as_json import error_to_json, finding_to_json
from cmdresolve.starters.command_line.docker_run import as_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cmdresolve.checks import Finding
    from cmdresolve.dialects import Engine

_ATLAS = Path(cr.__file__).parent / "_tables" / "atlas" / "atlas.bin"
_MOST_NEEDS = 5
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
            page's fields hold them.

    Returns:
        An object with ``names``, ``findings``, ``html`` and ``matrix`` (texts of HTML), and
        ``argv``, ``unknown`` or ``error``.
    """
    asked = json.loads(text)
    result: dict[str, Any] = {"names": [], "findings": [], "html": "", "matrix": ""}
    try:
        _answer(asked, result)
    except cr.CmdResolveError as error:
        result["error"] = error_to_json(error)
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
    if asked["dockerfile"].strip():
        request["dockerfile"] = asked["dockerfile"]
    elif not asked["atlas"]:
        raise cr.CmdResolveError(
            "there is no Dockerfile",
            code="no-input",
            hint="write one, or tick the atlas, which knows many images by their names",
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
    try:
        bases = json.loads(text)
    except ValueError as error:
        raise _bad_bases(f"the base images are no JSON: {error}") from None
    if not isinstance(bases, dict):
        raise _bad_bases("the base images are one JSON object, with a config for each name")
    return bases


def _bad_bases(message: str) -> cr.ImageConfigError:
    return cr.ImageConfigError(message, code="bad-bases")


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
    record = finding_to_json(finding)
    for mend, own in zip(record["mends"], finding.mends, strict=True):
        if own.line is not None:
            mend["typed"] = shell_line(own.line)
        mend["then"] = shell_line(own.argv)
    return record


def _keys(engines: Iterable[Engine]) -> list[str]:
    return [engine.key for engine in engines]
