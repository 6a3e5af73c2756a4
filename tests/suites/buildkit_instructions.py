"""BuildKit's checks of single instructions, of ports that are exposed, and its own lint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import cmdresolve as cr
from tests.suites.buildkit_dockerfiles import BUILDER
from tests.suites.go_checks import Asked, asked
from tests.suites.go_steps import stepped_tests
from tests.suites.go_values import Call, Literal, Name, is_read, plain, rows
from tests.suites.suite import ACCEPTED, REFUSED, Case, Files, NotAsked, Suite

FOLDER = "frontend/dockerfile/"
#: Rules that look into more than the text: into a registry, and into ``.dockerignore``.
_ELSEWHERE = frozenset({"InvalidBaseImagePlatform", "CopyIgnoredFile"})
_LINT_ERROR = "lint violation found for rules: "


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the instructions that its tests parse, the ports and the texts that are linted."""
    for name in ("parse", "parse_heredoc", "commands_rundevice"):
        source = files.get(f"{FOLDER}instructions/{name}_test.go", "")
        for one in asked(stepped_tests(source), "ParseInstruction", "Parse", "parser.Parse"):
            if one.call.function != "parser.Parse":
                yield _instruction(one)
    source = files.get(f"{FOLDER}dockerfile2llb/convert_expose_test.go", "")
    for one in asked(stepped_tests(source), "ps.parsePort", "ps.parsePorts"):
        yield _ports(one)
    computed = {"makeLintWarning": _made_warning}
    # The file had another name before BuildKit 0.32.
    for name in ("check", "lint"):
        source = files.get(f"{FOLDER}dockerfile_{name}_test.go", "")
        for one in asked(stepped_tests(source, computed), "checkLinterWarnings"):
            if one.test != "checkLinterWarnings":
                yield _linted(one)


def _instruction(one: Asked) -> Case | NotAsked:
    # A node that is made by hand has no text.
    by_hand = isinstance(one.call.arguments[0], Literal | dict)
    parsed = None if by_hand else one.before.get("ast")
    text = parsed.arguments[0] if isinstance(parsed, Call) else None
    if not isinstance(text, str) or not is_read(text):
        return NotAsked(one.test, "its instruction is computed, or made without a text")
    name = f"{one.test}: {text!r}"
    if one.fails is None:
        return NotAsked(name, "it does not say whether it is taken")
    ask = partial(_accepted, text)
    return Case(name, REFUSED if one.fails else ACCEPTED, ask)


def _accepted(text: str) -> object:
    whole = text if text.lstrip("# \n").upper().startswith(("FROM", "ARG")) else f"FROM x\n{text}"
    cr.Dockerfile.parse(whole, builder=BUILDER)
    return ACCEPTED


def _ports(one: Asked) -> Case | NotAsked:
    given = plain(one.call.arguments[0])
    ports = given if isinstance(given, list) else [given]
    name = f"{one.test}: {' '.join(map(str, ports))}"
    if not is_read(ports):
        return NotAsked(one.test, "its ports are computed")
    if ports == [""]:
        return NotAsked(name, "no line leads to it")
    # A row whose error is left out is one that is taken.
    return Case(name, REFUSED if one.fails else ACCEPTED, partial(_exposed, ports))


def _exposed(ports: list[str]) -> object:
    cr.Dockerfile.parse(f"FROM scratch\nEXPOSE {' '.join(ports)}\n", builder=BUILDER).image()
    return ACCEPTED


def _made_warning(*_: Any) -> Literal:
    """Compute the warning that one of the tests makes for each instruction that is there twice."""
    return Literal("", (), [(Name("RuleName"), "MultipleInstructionsDisallowed")])


def _linted(one: Asked) -> Case | NotAsked:
    params = one.call.arguments[-1]
    fields: Mapping[str, Any] = {}
    if isinstance(params, Literal):
        fields = {str(key): value for key, value in params.items}
    text = plain(fields.get("Dockerfile"))
    if not isinstance(text, str) or not is_read(text):
        return NotAsked(one.test, "its Dockerfile is computed")
    attrs = plain(fields.get("FrontendAttrs")) or {}
    told = [plain(row.get("RuleName")) for row in rows(fields.get("Warnings"))]
    if not is_read(told) or not is_read(attrs):
        return NotAsked(one.test, "the rules are computed")
    if _ELSEWHERE & {*told}:
        return NotAsked(one.test, "its rule looks into more than the text")
    failure = plain(fields.get("BuildErr")) or "StreamBuildErrRegexp" in fields
    if failure and _LINT_ERROR not in str(failure):
        return Case(one.test, REFUSED, partial(_linted_rules, text, attrs))
    return Case(one.test, sorted({*told}), partial(_linted_rules, text, attrs))


def _linted_rules(text: str, attrs: Mapping[str, str]) -> list[str]:
    """Return the rules that fire: those of a refusal when each rule that fires is one."""
    asked_for = attrs.get("build-arg:BUILDKIT_DOCKERFILE_CHECK", "")
    arguments = {
        key.removeprefix("build-arg:"): value
        for key, value in attrs.items()
        if key.startswith("build-arg:")
    }
    directive = next(
        (x for x in text.splitlines()[:3] if x.replace(" ", "").startswith("#check=")), ""
    )
    options = asked_for or directive.partition("=")[2].strip()
    if "error=" not in options:
        joined = ";".join(filter(None, (options, "error=true")))
        arguments["BUILDKIT_DOCKERFILE_CHECK"] = joined
    try:
        cr.Dockerfile.parse(text, builder=BUILDER).image(
            build_args=arguments, bases=cr.atlas(), target=attrs.get("target")
        )
    except cr.DockerfileError as error:
        if error.code != "lint":
            raise
        return sorted(error.message.removeprefix(_LINT_ERROR).split(", "))
    return []


SUITE = Suite("BuildKit, instructions", "moby/buildkit", read)
