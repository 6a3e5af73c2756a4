"""The batch protocol: one request in, one answer out, both JSON objects.

The protocol is fixed; build tools in any language speak it over ``cmdresolve batch``.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from reprlib import repr as shown
from typing import TYPE_CHECKING, Any

from cmdresolve import dialects
from cmdresolve.batch.described import bases_first
from cmdresolve.batch.start import bad_request, compose_command, pod_container_of, yaml_sources
from cmdresolve.checks.subject import Asked
from cmdresolve.dialects.asked_version import notes_on_versions
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.model.errors import (
    CmdResolveError,
    DockerfileError,
    ImageConfigError,
    InternalError,
    OverrideError,
    UnknownImageError,
)
from cmdresolve.model.image import ImageConfig
from cmdresolve.model.image_json import json_kind
from cmdresolve.model.limits import DEFAULT_LIMITS, Limits, Room, check_limits
from cmdresolve.model.override import NOTHING, Override
from cmdresolve.model.trace import Note
from cmdresolve.render import as_json
from cmdresolve.resolving.resolver import resolve

if TYPE_CHECKING:
    from cmdresolve.checks.subject import Subject
    from cmdresolve.dockerfile import Dockerfile
    from cmdresolve.dockerfile.building.bases import Bases, Gathered
    from cmdresolve.resolving.resolution import Resolution
    from cmdresolve.starters.command_line.docker_run import RunCommand

#: Callers in Python may write a tuple for a list.
_TEXT, _FLAG, _OBJECT, _LIST = (str,), (bool,), (dict,), (list, tuple)
_KEYS: dict[str, tuple[tuple[type, ...], str]] = {
    "engine": (_TEXT, "a string, such as docker@28.5"),
    "builder": (_TEXT, "a string, such as buildkit@28.5"),
    "dockerfile": (_TEXT, "a string, the Dockerfile's text"),
    "dockerfile_b64": (_TEXT, "a string, the Dockerfile's bytes in base64"),
    "target": (_TEXT, "a string, the name of a stage"),
    "build_args": (_OBJECT, "an object of strings"),
    "platform": (_TEXT, "a string, such as linux/amd64"),
    "bases": (_OBJECT, "an object of image configs or Dockerfile texts"),
    "contexts": (_OBJECT, "an object of image configs or Dockerfile texts"),
    "atlas": (_FLAG, "true or false"),
    "as_of": (_TEXT, "a string, a day as YYYY-MM-DD"),
    "image": (_OBJECT + _LIST, "an image config, a JSON object or a list of one"),
    "changes": (_LIST + _TEXT, "a list of strings, or one string"),
    "run": (_OBJECT + _FLAG, "an object, or false"),
    "cli": (_LIST, "a list of strings"),
    "compose": (_OBJECT, "an object"),
    "kubernetes": (_OBJECT, "an object"),
    "explain": (_FLAG, "true or false"),
}
_SOURCES = ("dockerfile", "dockerfile_b64", "image")
_STARTS = ("run", "cli", "compose", "kubernetes")
_RUN_KEYS = ("entrypoint", "args", "init")


def answer(request: Any, *, limits: Limits = DEFAULT_LIMITS) -> dict[str, Any]:
    """Answer one request.

    Args:
        request: the object of the protocol, in which tuples may replace lists; anything else
            gives an answer with an error.
        limits: the limits; exceeding one gives an error with the code ``limit``.

    Returns:
        ``id``, ``image``, and one of ``argv``, ``error`` and ``unknown``; with ``"explain": true``
        also ``words``, ``dropped``, ``steps``, ``documented`` and ``shell``. No request makes it
        raise.

    Raises:
        WrongTypeError: the limits are none.
    """
    check_limits(limits)
    result: dict[str, Any] = {}
    try:
        _answer(request, result, limits)
    except UnknownImageError as error:
        result["unknown"] = list(error.needs)
    except DockerfileError as error:
        result["error"] = _build_error(error, request)
    except CmdResolveError as error:
        result["error"] = as_json.error_to_json(error)
    except Exception as fault:  # noqa: BLE001 - the backstop: the next question must be answered
        result["error"] = as_json.error_to_json(InternalError.of(fault))
    return result


def answer_lines(lines: Iterable[str], *, limits: Limits = DEFAULT_LIMITS) -> Iterator[str]:
    """Yield for each line of JSON with a request a line of JSON with its answer.

    A line that is not JSON gives an answer with an error, and the run goes on; blank lines are
    skipped.

    Args:
        lines: the lines.
        limits: the limits of each request.
    """
    for line in lines:
        if not line.strip():
            continue
        try:
            # A byte order mark before the first line is ignored (RFC 8259, 8.1).
            request = json.loads(line.removeprefix("\ufeff"), parse_constant=_refuse_constant)
        except _ConstantError as error:
            yield _not_json(f"{error} is no JSON")
        except json.JSONDecodeError as error:
            yield _not_json(error.msg, line=1, column=error.colno)
        except RecursionError:
            yield _not_json("nested too deeply")
        except ValueError:
            yield _not_json("a number has too many digits")
        else:
            yield json.dumps(answer(request, limits=limits))


class _ConstantError(ValueError):
    """A constant that `json` accepts and JSON does not have, such as ``NaN``."""


def _refuse_constant(name: str) -> Any:
    raise _ConstantError(name)


def _not_json(message: str, **place: int) -> str:
    error = {"stage": "request", "code": "not-json", "message": message, **place}
    return json.dumps({"error": error})


def _build_error(error: DockerfileError, request: dict[str, Any]) -> dict[str, Any]:
    """Return a builder's error with the line that the builder itself names.

    That is the first line of the instruction; if the fault is on a later one, that is in `at`.
    """
    record = as_json.error_to_json(error)
    if error.source is None or error.span is None:
        return record
    from cmdresolve.dockerfile.reading.reported_line import instruction_start  # noqa: PLC0415 - for a refusal only

    engine = dialects.engine(request.get("engine") or dialects.DEFAULT.key)
    builder = dialects.builder(request.get("builder") or engine.builder)
    begin = instruction_start(error.source, error.span.start, builder)
    line, column = error.source.position(begin)
    if line != record["line"]:
        record["at"] = {"line": record["line"], "column": record["column"]}
        record |= {"line": line, "column": column}
    return record


def _answer(request: Any, result: dict[str, Any], limits: Limits) -> None:
    asked = _checked(request, result)
    if not asked.get("explain"):
        _tell_versions(asked, result)
    if asked.get("run") is False:
        engine = dialects.engine(asked["engine"]) if "engine" in asked else dialects.DEFAULT
        image = _changed(_image(asked, engine, Room(limits)), asked, engine, limits)
        result["image"] = as_json.image_to_json(image)
        return
    if asked.get("explain"):
        _explained(asked, result, limits)
        return
    found = _read(asked, result, limits)
    resolution = resolve(found.image, found.override, engine=found.engine, limits=limits)
    _started(resolution, result)


def _tell_versions(asked: dict[str, Any], result: dict[str, Any]) -> None:
    """Add to an answer which version stands in for an unknown one."""
    notes = list(notes_on_versions(asked.get("engine"), asked.get("builder")))
    if notes:
        from cmdresolve.model.finding import Finding  # noqa: PLC0415 - only for such a version

        findings = (Finding(note.code, "info", note.text, note.origin) for note in notes)
        result["findings"] = [as_json.finding_to_json(one) for one in findings]


def subject(request: Any, *, limits: Limits = DEFAULT_LIMITS) -> Subject:
    """Return the subject of a request, in which findings can be found.

    Args:
        request: the object of the protocol. With ``"run": false`` nothing is started, and there is
            no subject.
        limits: how much it may take.

    Raises:
        RequestError: it cannot be read. Any other refusal is in the subject.
    """
    from cmdresolve.batch.subjects import subject_of  # noqa: PLC0415 - only where it is asked for

    asked = _checked(request, {})
    if asked.get("run") is False:
        raise bad_request("run must be an object where something is started")
    read = partial(_read, result={}, limits=limits)
    return subject_of(asked, read, read)


def _explained(asked: dict[str, Any], result: dict[str, Any], limits: Limits) -> None:
    """Return the answer with its explanation and findings, also for a refusal."""
    from cmdresolve.batch.subjects import subject_of  # noqa: PLC0415 - only where it is asked for
    from cmdresolve.checks import check  # noqa: PLC0415 - same

    read = partial(_read, limits=limits)
    subject = subject_of(asked, partial(read, result=result), partial(read, result={}))
    result["findings"] = [as_json.finding_to_json(x) for x in check(subject)]
    if subject.error is not None:
        raise subject.error
    if subject.resolution is not None:
        result.update(as_json.explanation(subject.resolution))
        _started(subject.resolution, result)


def _started(resolution: Resolution, result: dict[str, Any]) -> None:
    if resolution.unknown:
        result["unknown"] = list(resolution.unknown)
        return
    result["argv"] = list(resolution.argv)
    if resolution.override.init and resolution.engine.init:
        result["pid1"] = list(resolution.pid1)


def _read(asked: dict[str, Any], result: dict[str, Any], limits: Limits) -> Asked:
    """Return a request's question; `result` gets the image even if the start is refused."""
    compose, pod = asked.get("compose"), asked.get("kubernetes")
    default = dialects.DEFAULT if pod is None else dialects.PODS_DEFAULT
    engine = dialects.engine(asked["engine"]) if "engine" in asked else default
    override, notes, path = NOTHING, tuple[Note, ...](), ""
    if "cli" in asked:
        command = _command(asked, limits)
        override, engine = command.override, dialects.engine(command.engine)
        notes = command.notes
    described = asked.get("atlas") and not any(key in asked for key in _SOURCES)
    read = _looked_up if described else _image
    image = _changed(read(asked, engine, Room(limits)), asked, engine, limits)
    result["image"] = as_json.image_to_json(image)
    if "run" in asked:
        override = _override(asked["run"])
    elif compose is not None:
        from cmdresolve.starters.yaml_nodes import path_text  # noqa: PLC0415 - for YAML only

        service = compose_command(compose, engine, limits)
        override, notes = service.override, service.notes
        path = path_text(("services", service.service))
    elif pod is not None:
        container = pod_container_of(pod, engine, limits)
        override, notes, path = container.override, container.notes, container.path
    versions = notes_on_versions(asked.get("engine"), asked.get("builder"))
    notes = (*notes, *versions)
    return Asked(image, override, engine, notes, yaml_sources(asked), path, limits)


def _checked(request: Any, result: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of a request that are not null, after checking their types.

    A null counts as absent, since clients may serialise empty fields so.
    """
    if not isinstance(request, dict):
        raise bad_request(f"a request is a JSON object, not {json_kind(request)}")
    if "id" in request:
        result["id"] = _returnable(request["id"])
    asked = {key: value for key, value in request.items() if value is not None and key != "id"}
    for key, value in asked.items():
        if key not in _KEYS:
            raise bad_request(f"unknown key {shown(key)}", hint="known: id, " + ", ".join(_KEYS))
        types, wanted = _KEYS[key]
        if not isinstance(value, types) or (key == "run" and value is True):
            raise bad_request(f"{key} must be {wanted}, not {_shown_kind(value)}")
        names = value if isinstance(value, dict) else ()
        name = next((x for x in names if not isinstance(x, str)), "")
        if name != "":
            raise bad_request(f"{key} must have strings as names, and {json_kind(name)} is none")
    starts = [key for key in _STARTS if key in asked]
    if len(starts) > 1:
        raise bad_request(f"give {' or '.join(starts)}, not both")
    _check_build(asked)
    return asked


def _check_build(asked: dict[str, Any]) -> None:
    """Check what a request says of builds, whether it comes to one or not."""
    if "builder" in asked:
        dialects.builder(asked["builder"])
    for name, value in asked.get("build_args", {}).items():
        if not isinstance(value, str):
            raise bad_request(f"build_args must be an object of strings; {shown(name)} is not one")
    for key in ("bases", "contexts"):
        for name, base in asked.get(key, {}).items():
            if not isinstance(base, _OBJECT + _LIST + _TEXT):
                _config(base, name)
    if "as_of" in asked and not asked.get("atlas"):
        raise bad_request("as_of is a day of the atlas", hint='ask for it with "atlas": true')


def _returnable(value: Any) -> Any:
    try:
        json.dumps({"id": value}, allow_nan=False)
    except (RecursionError, TypeError, ValueError):
        raise bad_request("id is nothing that JSON can give back") from None
    return value


def _shown_kind(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else json_kind(value)


def _command(asked: dict[str, Any], limits: Limits) -> RunCommand:
    from cmdresolve.starters.command_line.docker_run import RunCommand  # noqa: PLC0415 - only for a command line
    from cmdresolve.starters.command_line.kube_line import KubeLine  # noqa: PLC0415 - same
    from cmdresolve.starters.command_line.typed import read_line  # noqa: PLC0415 - same

    words = asked["cli"]
    wrong = next((word for word in words if not isinstance(word, str)), "")
    if wrong != "":
        raise bad_request(f"cli must be a list of strings, and {json_kind(wrong)} is among them")
    line = read_line(words, engine=asked.get("engine"), limits=limits)
    if not isinstance(line, RunCommand):
        key = "kubernetes" if isinstance(line, KubeLine) else "compose"
        raise bad_request(
            "cli names files, and a request holds their texts",
            hint=f"give the key {key} in its place",
        )
    return line


def _override(run: dict[str, Any]) -> Override:
    for key in run:
        if key not in _RUN_KEYS:
            raise bad_request(
                f"unknown key {shown(key)} of run", hint="known: " + ", ".join(_RUN_KEYS)
            )
    init = run.get("init")
    if init is not None and not isinstance(init, bool):
        raise _wrong_type("init", init, "true or false")
    return Override(
        entrypoint=_given(run, "entrypoint"), args=_given(run, "args"), init=init is True
    )


def _given(run: dict[str, Any], key: str) -> tuple[str, ...] | str | None:
    """Return a key of ``run``, decoded as an engine's API would (`ImageConfig.from_json`)."""
    value = run.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        return value
    words = value if isinstance(value, _LIST) else (value,)
    for word in words:
        if word is not None and not isinstance(word, str):
            raise _wrong_type(key, word, "a list of strings, or one string")
    return tuple("" if word is None else word for word in words)


def _wrong_type(key: str, value: Any, wanted: str) -> OverrideError:
    return OverrideError(
        f"cannot unmarshal {json_kind(value)} into {key}",
        code="override-type",
        stage="create",
        hint=f"{key} is {wanted}",
    )


def _image(asked: dict[str, Any], engine: Engine, room: Room) -> ImageConfig:
    sources = [key for key in _SOURCES if key in asked]
    if len(sources) != 1:
        given = " and ".join(sources) or "none"
        raise bad_request(f"give one of {', '.join(_SOURCES)}, not {given}")
    if "image" in asked:
        return _config(asked["image"], None)
    builder = dialects.builder(asked.get("builder", engine.builder))
    if "dockerfile" in asked:
        return _build(asked, asked["dockerfile"], builder, room)
    try:
        text = base64.b64decode(asked["dockerfile_b64"], validate=True)
    except ValueError:
        raise bad_request("dockerfile_b64 is not base64") from None
    return _build(asked, text, builder, room)


def _looked_up(asked: dict[str, Any], engine: Engine, room: Room) -> ImageConfig:
    """Return the image that the start names, from the bases or the atlas."""
    from cmdresolve.images.chain import image_named  # noqa: PLC0415 - where it is asked for

    compose, pod = asked.get("compose"), asked.get("kubernetes")
    limits = room.limits
    wanted = _command(asked, limits).image if "cli" in asked else None
    if compose is not None:
        wanted = compose_command(compose, engine, limits).image
    elif pod is not None:
        wanted = pod_container_of(pod, engine, limits).image
    if not wanted:
        return _image(asked, engine, room)
    builder = dialects.builder(asked.get("builder", engine.builder))
    return image_named(wanted, _bases(asked, builder, room), asked.get("platform"))


def _bases(asked: dict[str, Any], builder: Builder, room: Room) -> Bases:
    """Return a source of the described images, and then of the atlas if it is asked for."""
    platform, described = asked.get("platform"), asked.get("bases", {})
    if not asked.get("atlas"):
        return _described(described, builder, platform, room)[0]
    from cmdresolve.images.atlas import Atlas  # noqa: PLC0415 - where it is asked for
    from cmdresolve.images.chain import GivenImages  # noqa: PLC0415 - same

    atlas = Atlas(asked.get("as_of"))
    beside = partial(GivenImages, others=atlas)
    return beside(_described(described, builder, platform, room, beside)[0])


def _changed(
    image: ImageConfig, asked: dict[str, Any], engine: Engine, limits: Limits
) -> ImageConfig:
    """Return an image with the request's changes applied (`ImageConfig.changed`)."""
    if "changes" not in asked:
        return image
    changes = asked["changes"]
    wrong = next((x for x in changes if not isinstance(x, str)), "")
    if wrong != "":
        raise bad_request(
            f"changes must be a list of strings, and {json_kind(wrong)} is among them"
        )
    who = dialects.who_changes(engine, None if "engine" in asked else asked.get("builder"))
    return image.changed(changes, engine=who, limits=limits)


def _build(asked: dict[str, Any], text: str | bytes, builder: Builder, room: Room) -> ImageConfig:
    from cmdresolve.dockerfile import Dockerfile  # noqa: PLC0415 - not for an image config
    from cmdresolve.dockerfile.refusals.own_arguments import own_arguments_first  # noqa: PLC0415 - same

    build_args = asked.get("build_args", {})
    platform = asked.get("platform")
    bases = _bases(asked, builder, room)
    _, contexts = _described(asked.get("contexts", {}), builder, platform, room)
    with own_arguments_first(build_args, builder):
        parsed = Dockerfile.parse(text, builder=builder, limits=room.limits)
    return parsed.image(
        target=asked.get("target"),
        build_args=build_args,
        bases=bases,
        platform=platform,
        contexts=contexts,
        limits=room,
    )


def _described(
    described: dict[str, Any],
    builder: Builder,
    platform: str | None,
    room: Room,
    beside: Callable[[Gathered], Bases] | None = None,
) -> tuple[Gathered, dict[str, ImageConfig]]:
    """Return the images that a request describes; Dockerfiles among them may start from others.

    Their configs have no operating system: it is that of the request's platform, or that of the
    builder's machine if that cannot build for another.
    """
    from cmdresolve.dockerfile import Dockerfile  # noqa: PLC0415 - not for an image config
    from cmdresolve.dockerfile.building.bases import Gathered  # noqa: PLC0415 - same
    from cmdresolve.model.platform import parse_platform  # noqa: PLC0415 - same

    known = parse_platform(platform) if platform else None
    fixed = known is None or not builder.platforms.other_systems
    system = builder.platforms.system if fixed or known is None else known.os
    images: dict[str, ImageConfig] = {}
    parsed: dict[str, Dockerfile] = {}
    for name, base in described.items():
        if isinstance(base, str):
            parsed[name] = Dockerfile.parse(base, name=name, builder=builder, limits=room.limits)
        else:
            images[name] = _config(base, name, system)
    gathered = Gathered(images)
    bases = gathered if beside is None else beside(gathered)
    for name in bases_first(parsed, room.limits):
        images[name] = parsed[name].image(bases=bases, platform=platform, limits=room)
        gathered.add(name, images[name])
    return gathered, images


def _config(record: Any, name: str | None, system: str = "linux") -> ImageConfig:
    try:
        return ImageConfig.from_json(record, name=name, os=system)
    except ImageConfigError as error:
        raise ImageConfigError(
            error.message if name is None else f"{name}: {error.message}",
            code=error.code,
            hint=error.hint,
        ) from None
