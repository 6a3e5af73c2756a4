"""compose-go's loader: which projects it takes, and what their services start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from cmdresolve.starters.compose import compose_service, compose_services
from tests.suites.go_checks import Asked, asked
from tests.suites.go_steps import stepped_tests
from tests.suites.go_values import Call, Name, is_read, plain
from tests.suites.suite import ACCEPTED, REFUSED, Case, Files, NotAsked, Suite

_ENGINE = "compose@5.3"
_LOADS = {"load": 1, "loadWithEnv": 1, "loadYAML": 0, "loadYAMLWithEnv": 0, "loadWithError": 1}
#: The fields of a service that are answered, by their names there.
_FIELDS = {".Command": "args", ".Entrypoint": "entrypoint", ".Image": "image"}


def read(files: Files) -> Iterator[Case | NotAsked]:
    """Yield the projects of its tests."""
    for path in sorted(files):
        if re.fullmatch(r"loader/(tests/)?\w+_test\.go", path):
            for one in asked(
                (x for x in stepped_tests(files[path]) if x[0] not in _LOADS), *_LOADS
            ):
                yield _case(one)


def _case(one: Asked) -> Case | NotAsked:
    at = _LOADS[one.call.function]
    text = one.call.arguments[at]
    env = plain(one.call.arguments[at + 1]) if len(one.call.arguments) > at + 1 else {}
    if not isinstance(text, str) or not is_read(text) or not is_read(env):
        return NotAsked(one.test, "its text or its variables are computed")
    told = _told(one)
    ask = partial(_load, text, env or {}, tuple(told))
    if one.call.function in ("loadYAML", "loadYAMLWithEnv") and one.fails is None:
        return NotAsked(one.test, "it does not say whether it is taken")
    if one.fails:
        return Case(one.test, REFUSED, ask)
    return Case(one.test, told or ACCEPTED, ask)


def _told(one: Asked) -> dict[tuple[str, str], Any]:
    """Return what the test says of ``p.Services[NAME].FIELD``, by name and field."""
    found: dict[tuple[str, str], Any] = {}
    for check in one.checks:
        for call in check.inner():
            for at, side in enumerate(call.arguments):
                if not isinstance(side, Call) or side.function not in _FIELDS:
                    continue
                service = side.arguments[0]
                if isinstance(service, Call) and service.function == "[]" and at > 0:
                    values = [plain(x) for x in call.arguments[1:] if x != side and x != Name("t")]
                    if values and is_read(values[0]) and is_read(service.arguments[1]):
                        found[service.arguments[1], side.function] = values[0]
    return found


def _load(text: str, env: Mapping[str, str], told: tuple[tuple[str, str], ...]) -> Any:
    files, folder = [("compose.yml", text)], "tests"
    if not told:
        compose_services(files, env=env, engine=_ENGINE, folder=folder)
        return ACCEPTED
    return {
        (name, field): _field(
            compose_service(files, name, env=env, engine=_ENGINE, folder=folder), _FIELDS[field]
        )
        for name, field in told
    }


def _field(service: Any, field: str) -> Any:
    if field == "image":
        return service.image
    words = getattr(service.override, field)
    return None if words is None else list(words)


SUITE = Suite("compose-go, projects", "compose-spec/compose-go", read)
