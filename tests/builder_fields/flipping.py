"""What the tables of fields share: a case, and what comes of it.

A field of a builder's record that nothing reads would be a difference nobody models: every one
stands in one of the tables, with what a builder makes of a Dockerfile as its record is, and what it
would make of it otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import cmdresolve as cr
from cmdresolve.dialects import builder as record_of
from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.refusals.own_arguments import own_arguments_first
from cmdresolve.published.deciding_fields import field_names
from cmdresolve.published.deciding_fields import with_field as with_value

# The parts of the record that each table is about.
_PARTS = {
    "reads": {"reading"},
    "checks": {"checking", "flags", "running"},
    "finds": {"arguments", "names", "scheduling", "platforms"},
    "copies": {"copying"},
    "stores": {"forms", "triggers", "storing"},
}

SCRATCH = "FROM scratch\n"
BASES = {
    "base": cr.ImageConfig(entrypoint=["/e"], cmd=["c"], env=["A=base"], args_escaped=True),
    "commented": cr.ImageConfig(on_build=["#x"]),
    "from-trigger": cr.ImageConfig(on_build=["FROM scratch"]),
    "empty": cr.ImageConfig(cmd=[]),
    "windows": cr.ImageConfig(os="windows"),
    "copies": cr.ImageConfig(on_build=["COPY --from=a b c"]),
    "inside": cr.ImageConfig(working_dir="in"),
    "bare": cr.ImageConfig(env=["A", "PATH=/p"]),
    "twice": cr.ImageConfig(env=["A=1", "A=2", "PATH=/p"]),
    "fired": cr.ImageConfig(on_build=["ONBUILD CMD a"]),
}


class Case(NamedTuple):
    """One field of one record, and a Dockerfile that comes out otherwise when it flips.

    Attributes:
        field: the name of the field, with its part of the record.
        key: the record's.
        other: another value of the field.
        text: the Dockerfile.
        looked_at: the part of the image that is compared.
        as_it_is: what the record makes of it, or the code of the refusal; its message, where that
            is looked at.
        otherwise: what it would make of it with the other value.
        asked: what is asked of the build.
    """

    field: str
    key: str
    other: Any
    text: str
    looked_at: str
    as_it_is: Any
    otherwise: Any
    asked: Mapping[str, Any] = MappingProxyType({})


def cases(*rows: tuple[Any, ...]) -> list[Case]:
    """Return the cases of a table."""
    return [Case(*row) for row in rows]


def with_field(case: Case) -> str:
    """Name a case by its field and its record."""
    return f"{case.field}-{case.key}"


def part(name: str) -> set[str]:
    """Return the fields that a table is about."""
    return {field for field in field_names() if field.partition(".")[0] in _PARTS[name]}


def holds(case: Case) -> tuple[Any, Any]:
    """Return what comes of a case with its record as it is, and with the other value."""
    record = record_of(case.key)
    return _outcome(case, record), _outcome(case, with_value(record, case.field, case.other))


def _outcome(case: Case, record: Builder) -> Any:
    try:
        with own_arguments_first(case.asked.get("build_args", {}), record):
            parsed = cr.Dockerfile.parse(case.text, builder=record)
        image = parsed.image(bases=BASES, **case.asked)
    except cr.CmdResolveError as error:
        return error.message if case.looked_at == "message" else error.code
    if case.looked_at == "env":
        return dict(pair.split("=", 1) for pair in image.env)
    if case.looked_at == "order of env":
        return [pair.partition("=")[0] for pair in image.env]
    return getattr(image, case.looked_at)
