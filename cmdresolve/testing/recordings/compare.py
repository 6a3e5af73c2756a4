"""Whether two answers to one request agree, and what differs when they do not.

Engine tests, recordings and any build tool's own tests compare in this one way.
"""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

from attrs import frozen

from cmdresolve.dockerfile import Dockerfile
from cmdresolve.dockerfile.building.names import BuildRequest, Names
from cmdresolve.dockerfile.building.stages import split_stages
from cmdresolve.model.errors import CmdResolveError
from cmdresolve.model.image_reference import same_key
from cmdresolve.model.limits import Limits, Room
from cmdresolve.model.platform import Platform
from cmdresolve.testing.wire.archive import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cmdresolve.testing import oracle
    from cmdresolve.testing.oracle import Answer


# The texts of Buildah for what its builds may lack.
_NO_BASE = re.compile(r"creating build container: (\S+): image not known")
_NO_FILE = re.compile(r'copier: stat: "/?([^"]*)": no such file or directory')
# Of a file without any stage some builders say what is missing, and Buildah one thing for all.
_WITHOUT_A_STAGE = frozenset({"empty-dockerfile", "no-instructions", "no-from"})


@frozen
class Disagreement:
    """A request that is answered in two ways.

    Attributes:
        request: what was asked.
        ours: the library's answer.
        observed: the engine's answer.
        parts: what differs, such as ``argv``, ``image.Cmd`` or the ``code`` of an error.
    """

    request: oracle.Request
    ours: Answer
    observed: Answer
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(
            (
                f"{', '.join(self.parts)} differ",
                f"  request  {json.dumps(self.request)}",
                f"  library  {json.dumps(self.ours)}",
                f"  engine   {json.dumps(self.observed)}",
            )
        )


def agreement(
    request: oracle.Request, ours: Answer, observed: Answer, *, exact: bool = True
) -> Disagreement | None:
    """Return None when the library's answer is what the engine did, else what differs.

    Args:
        request: what was asked.
        ours: the library's answer.
        observed: the engine's answer.
        exact: whether a list that is absent and one that is empty are two values.  They are one
            where the engine shows an image otherwise than it stores it.
    """
    parts = differences(observed, ours, request, exact=exact)
    return Disagreement(request, ours, observed, parts) if parts else None


def differences(
    observed: Mapping[str, Any],
    ours: Mapping[str, Any],
    request: oracle.Request,
    *,
    exact: bool = True,
) -> tuple[str, ...]:
    """Name what differs between an engine's answer and another; nothing when they agree.

    Of an error the stage and the code count, and the line when the engine named one; its message
    changes from version to version.  An image that nobody described is not there for the engine
    and not known to the library, which is the same; any other unknown equals no answer.  What is
    refused of the words of a command line is refused before there is an image, whether the
    program does it or its engine; their texts say which flag it is, so they count as well.
    Buildah stops where an image that nobody described, or a file to copy, is not there, and the
    classic builder where any stage starts from such an image; the library goes on as if it were
    there, so the two say nothing of each other.

    Args:
        observed: what the engine answered.
        ours: the answer it is held against.
        request: what was asked.
        exact: as for `agreement`.
    """
    if _stopped_for_want(observed, request):
        return ()
    if "unknown" in ours:
        missing = observed.get("error", {}).get("code") == "base-not-found"
        return () if missing else ("unknown",)
    if "error" not in observed or "error" not in ours:
        keys = ["argv", "error", *({"pid1"} & observed.keys())]
        parts = [key for key in keys if observed.get(key) != ours.get(key)]
        return (*parts, *_image(observed, ours, exact=exact))
    seen, said = observed["error"], ours["error"]
    if "cli" in request and ours.get("image") is None:
        same = said["code"] == seen["code"] or said["message"].lower() in seen["message"].lower()
        # Of a line without `run` and `create`, a program may show the usage of another command.
        same |= (said["code"], seen["code"]) == ("unknown-command", "help")
        return () if same else ("code",)
    parts = ["stage"] if seen["stage"] != said["stage"] else []
    if seen["code"] != said["code"] and not {seen["code"], said["code"]} <= _WITHOUT_A_STAGE:
        parts.append("code")
    if "line" in seen and said.get("line") != seen["line"]:
        parts.append("line")
    return (*parts, *_image(observed, ours, exact=exact))


def _stopped_for_want(observed: Mapping[str, Any], request: oracle.Request) -> bool:
    text = observed.get("error", {}).get("message", "")
    base = _NO_BASE.search(text)
    if base is not None:
        return same_key(base[1]) not in map(same_key, request.get("bases") or {})
    if observed.get("error", {}).get("code") == "base-not-found":
        return _names_undescribed(request)
    file = _NO_FILE.search(text)
    return file is not None and file[1] not in CONTEXT


def _names_undescribed(request: oracle.Request) -> bool:
    """Say whether a stage starts from an image that nobody described, as the library reads it."""
    text = request.get("dockerfile", "")
    if "dockerfile_b64" in request:
        text = base64.b64decode(request["dockerfile_b64"])
    described = {same_key(name) for name in request.get("bases") or {}}
    given = request.get("build_args") or {}
    asked = BuildRequest(None, given, {}, {}, Platform(), Room(Limits()))
    try:
        parsed = Dockerfile.parse(text, builder=request.get("builder"))
        source, builder = parsed.source, parsed.builder
        stages = split_stages(parsed.syntax, source, builder)
        names = Names(source, stages, asked, builder)
        names.read_arguments(stages)
        for stage in parsed.stages:
            base = names.base(stage)
            if base.external and same_key(base.name) not in described:
                return True
            names.register(stage, names.stage_name(stage))
    except CmdResolveError:
        return False
    return False


def _image(observed: Mapping[str, Any], ours: Mapping[str, Any], *, exact: bool) -> tuple[str, ...]:
    seen, said = observed.get("image"), ours.get("image")
    if seen is None or said is None:
        return () if seen is said else ("image",)
    return tuple(
        f"image.{name}"
        for name in sorted(seen.keys() | said.keys())
        if not _same(seen.get(name), said.get(name), exact=exact)
    )


def _same(one: Any, other: Any, *, exact: bool) -> bool:
    return one == other or (not exact and not one and not other)
