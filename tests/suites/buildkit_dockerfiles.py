"""BuildKit's Dockerfile tests: what is built of the Dockerfiles inside them, or that none may be.

A build of these tests runs commands, copies files and pulls images, which is none of ours: of a
build that fails for such a reason it is not asked whether it fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import cmdresolve as cr
from cmdresolve import dialects
from tests.suites.go_checks import Asked, asked
from tests.suites.go_steps import stepped_tests
from tests.suites.go_values import Call, Literal, Name, is_read, plain
from tests.suites.suite import ACCEPTED, REFUSED, Case, Files, NotAsked, Suite

FOLDER = "frontend/dockerfile/"
_SOLVES = ("f.Solve", "c.Solve", "f.SolveGateway", "Dockerfile2LLB")
#: The suite is run with the frontend of its own commit, with all that is not stable yet.
BUILDER = dialects.frontend(26, labs=True)
_REGISTRY = {"sb.NewRegistry": lambda: "registry.test"}
_HASH = "0123456789abcdef0123456789abcdef01234567"
#: What stands for the servers of the tests, and for what is in them.
_GIVEN = {
    "server.URL": "https://server.test",
    "commitHash": _HASH,
    "commitHashLatest": _HASH,
    "commitHashV2": _HASH,
    "digest": f"sha256:{_HASH}{'0' * 24}",
}
_FIELDS = {
    "Cmd": "cmd",
    "Entrypoint": "entrypoint",
    "User": "user",
    "WorkingDir": "working_dir",
    "StopSignal": "stop_signal",
    "OnBuild": "on_build",
    "Env": "env",
}
#: Of what a build fails that runs commands, has files and reaches a registry; not of its text.
_OF_THE_RUN = re.compile(
    r"not found|no such file|did not complete|failed to load cache key|exit code|checksum|digest|"
    r"forbidden|not allowed|permission|denied|entitlement|secret|mismatch|exceed|resolve",
)


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the builds of its tests."""
    for path in sorted(files):
        name = path.removeprefix(FOLDER)
        if re.fullmatch(
            r"(dockerfile\w*|errors|exclude_patterns|dockerfile2llb/convert)_test\.go", name
        ):
            for test, steps in stepped_tests(files[path], _REGISTRY, _GIVEN):
                built: dict[str, Mapping[str, Any]] = {}
                for one in asked([(test, steps)], *_SOLVES):
                    yield _case(one, built)


def _case(one: Asked, built: dict[str, Mapping[str, Any]]) -> Case | NotAsked:
    if one.call.function == "Dockerfile2LLB":
        text, options = one.call.arguments[1:3]
        attrs = _converted(options)
    else:
        options = next((x for x in one.call.arguments if isinstance(x, Literal)), None)
        text, attrs = _mounted(one, options), _attrs(options)
    if text is None or not is_read(text) or not is_read(attrs):
        return NotAsked(one.test, "its Dockerfile or what it is built with is computed")
    reason = _not_ours(attrs)
    if reason is not None:
        return NotAsked(one.test, reason)
    ask = partial(_build, text, attrs, dict(built))
    for name in _exported(options):
        built[name] = {"text": text, "attrs": attrs, "bases": dict(built)}
    return _judged(one, ask)


def _judged(one: Asked, ask: partial[Any]) -> Case | NotAsked:
    if one.fails is None:
        return NotAsked(one.test, "it does not say whether the build may fail")
    if one.fails:
        said = " ".join(_texts(one))
        if _OF_THE_RUN.search(said):
            return NotAsked(one.test, "the build fails for a file, a command or a registry")
        return Case(one.test, REFUSED, partial(_accepted, ask))
    config = _config(one)
    if not config:
        return Case(one.test, ACCEPTED, partial(_accepted, ask))
    return Case(one.test, config, partial(_fields, ask, tuple(config)))


def _mounted(one: Asked, options: Any) -> Any:
    """Return the Dockerfile of the folder that is given as the place of Dockerfiles."""
    mounts = _field(options, "LocalMounts")
    for key, place in mounts.items if isinstance(mounts, Literal) else ():
        if str(key).endswith("DefaultLocalNameDockerfile"):
            made = one.before.get(str(place)) if isinstance(place, Name) else place
            return _created(made, "Dockerfile")
    return None


def _created(made: Any, name: str) -> Any:
    for call in made.arguments if isinstance(made, Call) else ():
        if (
            isinstance(call, Call)
            and call.function == "fstest.CreateFile"
            and call.arguments[0] == name
        ):
            return plain(call.arguments[1])
    return None


def _field(literal: Any, name: str) -> Any:
    if not isinstance(literal, Literal):
        return None
    return next((value for key, value in literal.items if key == name), None)


def _attrs(options: Any) -> Any:
    return plain(_field(options, "FrontendAttrs")) or {}


def _converted(options: Any) -> dict[str, Any]:
    config = _field(options, "Config")
    target = _field(config, "Target")
    args = plain(_field(config, "BuildArgs")) or {}
    return {"target": target} | {f"build-arg:{name}": value for name, value in args.items()}


def _exported(options: Any) -> list[str]:
    names = []
    exports = _field(options, "Exports")
    for _, export in exports.items if isinstance(exports, Literal) else ():
        name = _field(_field(export, "Attrs"), "name")
        if isinstance(name, str) and not isinstance(name, Name):
            names.append(name)
    return names


def _not_ours(attrs: Mapping[str, Any]) -> str | None:
    if attrs.get("filename", "Dockerfile") != "Dockerfile" or "dockerfilekey" in attrs:
        return "its Dockerfile has another name"
    if "requestid" in attrs or "cmdline" in attrs:
        return "it is no build"
    if any(key.startswith("context:") and not _is_image(attrs[key]) for key in attrs):
        return "a named context is no image"
    return None


def _is_image(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("docker-image://")


def _texts(one: Asked) -> Iterator[str]:
    for check in one.checks:
        for value in check.arguments:
            if isinstance(value, str) and not isinstance(value, Name):
                yield value


def _build(
    text: str, attrs: Mapping[str, Any], built: Mapping[str, Mapping[str, Any]]
) -> Iterator[cr.ImageConfig]:
    """Yield the image of each platform that is asked for."""

    def base(reference: str) -> cr.ImageConfig | None:
        made = built.get(reference)
        if made is not None:
            return next(_build(made["text"], made["attrs"], made["bases"]))
        found = cr.atlas().find(reference)
        return None if found is None else found.config

    contexts = {
        key.removeprefix("context:"): _context(value, base)
        for key, value in attrs.items()
        if key.startswith("context:")
    }
    arguments = {
        key.removeprefix("build-arg:"): value
        for key, value in attrs.items()
        if key.startswith("build-arg:")
    }
    for platform in (attrs.get("platform") or "").split(","):
        yield cr.Dockerfile.parse(text, builder=BUILDER).image(
            target=attrs.get("target") or None,
            build_args=arguments,
            platform=platform or None,
            bases=base,
            contexts=contexts,
        )


def _context(value: str, base: Any) -> cr.ImageConfig:
    reference = value.removeprefix("docker-image://")
    return base(reference) or cr.ImageConfig(name=reference)


def _accepted(ask: partial[Iterator[cr.ImageConfig]]) -> object:
    return list(ask()) and ACCEPTED


def _config(one: Asked) -> dict[str, Any]:
    """Return what the test says of the image's config, by the names of our fields."""
    found: dict[str, Any] = {}
    for check in one.checks:
        for name in check.arguments:
            field = str(name).rpartition(".Config.")[2]
            if not isinstance(name, Name) or field not in _FIELDS:
                continue
            values = [plain(x) for x in check.arguments if x != name and x != Name("t")]
            if values and is_read(values[0]) and check.function.endswith(".Equal"):
                found.setdefault(_FIELDS[field], values[0] or None)
    return found


def _fields(ask: partial[Iterator[cr.ImageConfig]], names: tuple[str, ...]) -> dict[str, Any]:
    image = next(ask())
    told = {name: getattr(image, name) for name in names}
    return {name: (list(x) if isinstance(x, tuple) else x) or None for name, x in told.items()}


SUITE = Suite("BuildKit, Dockerfiles", "moby/buildkit", read)
