"""``podman kube play FILE``: which manifest, and by whom it is read.

Source: podman v5.8.2 cmd/podman/kube/play.go playFlags. Flags' values are not looked into, for
none changes argv.
"""

from __future__ import annotations

from attrs import frozen

from cmdresolve import dialects
from cmdresolve.dialects.engines.engine import Engine
from cmdresolve.dialects.version import show_version
from cmdresolve.go.numbers import parse_bool
from cmdresolve.model.value import Value
from cmdresolve.starters.command_line.line import Line
from cmdresolve.starters.command_line.pflag import HELP, Flag, flag_set, parse

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
        files: the manifests; ``-`` is standard input.
        engine: who reads them and starts their containers.
    """

    files: tuple[str, ...]
    engine: str


def read_kube(line: Line, start: int, engine: str | Engine | None = None) -> KubeLine:
    """Read the words after ``podman kube play``.

    Args:
        line: the line.
        start: the first word after ``play``.
        engine: which podman reads it, or None.

    Raises:
        OverrideError: Podman refuses a flag, no file is named, or the engine plays none.
        DialectError: no such engine is known.
    """
    flags = [
        Flag(name, letter, parse_bool if is_bool else None, is_bool)
        for names, is_bool in ((_SWITCHES, True), (_VALUED, False))
        for name, _, letter in (entry.partition("/") for entry in names.split())
    ]
    uses, places = parse(line, start, flag_set(flags), interspersed=True)
    if any(use.name == "help" for use in uses):
        raise line.fault("help", HELP, start)
    if not places:
        raise line.fault(
            "no-file",
            "no manifest is named",
            len(line.words),
            hint="name it: podman kube play FILE",
            stage="request",
        )
    return KubeLine(tuple(line.words[place] for place in places), _reader(line, start, engine))


def _reader(line: Line, start: int, engine: str | Engine | None) -> str:
    if engine is None:
        return dialects.engine(_READER).key
    asked = dialects.engine(engine) if isinstance(engine, str) else engine
    if asked.command_line != "podman" and asked.name != _READER:
        raise line.fault(
            "wrong-engine",
            f"podman plays no manifest on {asked.key}",
            start - 1,
            hint=f"name an engine that does, such as {dialects.engine(_READER).key}",
            stage="request",
        )
    return dialects.engine(f"{_READER}@{show_version(asked.version)}").key
