"""``podman kube play FILE``: the manifest, and the engine that reads it.

Source: podman v5.8.2 cmd/podman/kube/play.go playFlags. Flags' values are not checked, because
none changes argv.
"""

from __future__ import annotations

from attrs import frozen

from cmdresolve import dialects
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.version import show_version
from cmdresolve.go.numbers import parse_bool
from cmdresolve.model.value import Value
from cmdresolve.starters.command_line.flag_values import FlagValues
from cmdresolve.starters.command_line.line import CommandLine
from cmdresolve.starters.command_line.pflag import Flag, flag_set, parse

_SWITCHES = (
    "build down force help/h no-hosts no-hostname no-pod-prefix no-trunc publish-all quiet/q "
    "replace service-container start tls-verify wait/w"
)
_VALUED = (
    "annotation authfile cert-dir configmap context-dir creds ip log-driver log-opt mac-address "
    "network publish seccomp-profile-root userns"
)
_READER = "kube-play"


@frozen(eq=False, repr=False)
class KubeLine(Value):
    """A command line that plays a manifest.

    Attributes:
        file: the manifest; ``-`` is standard input.
        engine: the engine that reads it and starts its containers.
    """

    file: str
    engine: str


def read_kube(line: CommandLine, start: int, engine: str | Engine | None = None) -> KubeLine:
    """Read the words after ``podman kube play``.

    Args:
        line: the line.
        start: the first word after ``play``.
        engine: which podman reads it, or None.

    Raises:
        OverrideError: Podman refuses a flag, or not exactly one file is named.
        DialectError: no such engine is known.
    """
    flags = [
        Flag(name, letter, parse_bool if is_bool else None, is_bool)
        for names, is_bool in ((_SWITCHES, True), (_VALUED, False))
        for name, _, letter in (entry.partition("/") for entry in names.split())
    ]
    uses, places = parse(line, start, flag_set(flags), interspersed=True)
    FlagValues(line, tuple(uses)).refuse_help()
    if len(places) != 1:
        raise line.fault(
            "which-file",
            f"{len(places)} manifests are named" if places else "no manifest is named",
            places[1] if places else len(line.words),
            hint="ask about one at a time: podman kube play FILE",
            stage="request",
        )
    return KubeLine(line.words[places[0]], _reader(engine))


def _reader(engine: str | Engine | None) -> str:
    asked = dialects.engine_of(engine, _READER)
    if asked.command_line != "podman":
        # Whoever reads manifests for it says whether it can.
        return asked.key
    return dialects.engine(f"{_READER}@{show_version(asked.version)}").key
