"""The values of RUN ``--mount`` that Buildah refuses when it runs the instruction.

That a secret, a stage or a file exists is not checked.
Source: buildah v1.43.1 run_common.go runSetupRunMounts, getSecretMount, getSSHMount,
internal/volumes/volumes.go GetBindMount, GetCacheMount, GetTmpfsMount.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmdresolve.go.numbers import FlagValueError, parse_bool, parse_uint

_OCTAL, _DECIMAL, _BITS = 8, 10, 32
_FILES = frozenset({"secret", "ssh"})
_TARGETS = frozenset({"target", "dst", "destination"})
_VALUES = {
    "bind-propagation": frozenset("shared rshared private rprivate slave rslave".split()),
    "relabel": frozenset({"private", "shared"}),
    "sharing": frozenset({"shared", "locked"}),
}


def mount_fault(text: str, options: Mapping[str, frozenset[str]]) -> str | None:
    """Return Buildah's reason to refuse a mount, or None; an empty value is not a mount.

    Args:
        text: the value of ``--mount``, with variables substituted.
        options: the options by type (`Running.mount_options` of a builder's record).
    """
    if not text:
        return None
    fields = [field.partition("=") for field in text.split(",")]
    # The last type counts, wherever it stands: options are checked when all are known.
    kind = "bind"
    for name, equals, value in fields:
        if name == "type" and equals:
            kind = value
    if kind not in options:
        return f'invalid mount type "{kind}"'
    fault = next(_faults(fields, kind, options[kind]), None)
    # For secrets and SSH sockets every fault has the same message (run_common.go errInvalidSyntax).
    if fault is not None and kind in _FILES:
        return (
            f"{kind} should have syntax id=id[,target=path,required=bool,mode=uint,uid=uint,"
            "gid=uint"
        )
    return fault


def _faults(
    fields: list[tuple[str, str, str]], kind: str, options: frozenset[str]
) -> Iterator[str]:
    """Yield the faults of a mount in Buildah's order: of each option, then of all together."""
    for name, equals, value in fields:
        if f"{name}=" in options:
            if not value:
                yield f"{name}: must provide an argument for option"
        elif name in options:
            if equals:
                yield f"{name}: must not provide an argument for option"
        elif f"{name}?" not in options:
            yield f"{name}: invalid mount option"
        if value and not _is_value(name, value):
            yield f'{name}: "{value}": invalid mount option'
    given = {name for name, _, _ in fields}
    if kind == "secret" and ("id" not in given or ("id", "=", "") in fields):
        yield "a secret needs an id"
    if kind not in _FILES and given.isdisjoint(_TARGETS):
        yield "must set volume destination"
    if [name for name, _, _ in fields].count("relabel") > 1:
        yield "cannot pass 'relabel' option more than once"


def _is_value(name: str, text: str) -> bool:
    """Return whether an option accepts a value that is not empty."""
    if name in _VALUES:
        return text in _VALUES[name]
    try:
        if name == "required":
            parse_bool(text)
        elif name in ("mode", "uid", "gid"):
            parse_uint(text, _OCTAL if name == "mode" else _DECIMAL, _BITS)
    except FlagValueError:
        return False
    return True
