"""What builders refuse in the flags and sources of COPY and ADD when they run them.

Source: moby/buildkit v0.8.3, v0.12.5, v0.13.2, v0.20.0 and v0.25.2
frontend/dockerfile/dockerfile2llb/convert.go dispatchCopy, dfgitutil/git_ref.go ParseGitRef;
tonistiigi/dchapes-mode mode.go Parse; moby v28.5.2 builder/dockerfile/copy.go;
openshift/imagebuilder v1.2.15 dispatchers.go checkChmodConversion; recorded: Buildah 1.28.2, 1.39.3
and 1.43.2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from posixpath import normpath

from cmdresolve.dialects.builders.builder import Builder
from cmdresolve.dockerfile.refusals.git_queries import query_fault
from cmdresolve.model.lazy_pattern import pattern

_URL = pattern(r"https?://")
# Git repositories: by HTTP if the path ends in `.git`; by git:// and ssh://, in any case; and in
# scp's form, user@host:path.
_GIT_BY_HTTP = pattern(r"https?://[^?#]*\.git(?:[?#].*)?", re.DOTALL)
_GIT = pattern(
    r"(?:[gG][iI][tT]|[sS][sS][hH])://.*|[a-zA-Z0-9\-_]+@[a-zA-Z0-9.\-]+:.*", re.ASCII | re.DOTALL
)
# BuildKit 0.11 to 0.13 also take a path that ends in `.git` for one (`Copying.bare_git`).
_BARE_GIT = pattern(r"(?!\.{1,2}/|github\.com/|[a-zA-Z0-9]+://)[^?#]*\.git(?:[?#].*)?", re.DOTALL)
_USER_AND_GROUP = ("uid for user", "gid for group")
_OCTAL = pattern(r"[0-7]+")
_TOO_LARGE = 2**32
_NUMERIC_MODE = pattern(r"0*[0-7]{1,4}")
# `u=rw,go+x` and the like, as dchapes-mode parses them: clauses of classes and operations.
_SYMBOLIC_MODE = pattern(r"[augo]*(?:[+\-=][rstwxXugo]*)+(?:,[augo]*(?:[+\-=][rstwxXugo]*)+)*")
_DIGEST = pattern(r"sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}")


def copying_fault(
    keyword: str, sources: Sequence[str], values: Mapping[str, str], builder: Builder
) -> str | None:
    """Return the builder's reason to refuse a COPY or ADD, or None.

    Args:
        keyword: ``COPY`` or ``ADD``.
        sources: its sources without heredocs, with variables substituted.
        values: the values of its flags, with variables substituted.
        builder: the record of the builder.
    """
    if builder.copying.empty_from_is_name and values.get("from") == "":
        return "COPY --from=: no stage or image found with that name"
    mode = values.get("chmod")
    if mode is not None and builder.copying.modes != "any" and not _is_mode(mode, builder):
        return (
            f"invalid chmod parameter: '{mode}'. it should be octal string and between 0 and 07777"
        )
    if builder.copying.checksums != "anything" and values.get("checksum"):
        fault = _checksum_fault(values["checksum"], sources, builder)
        if fault is not None:
            return fault
    if values.get("chown"):
        fault = _owner_fault(values["chown"], builder.copying.owners)
        if fault is not None:
            return fault
    for source in sources:
        fault = _source_fault(keyword, source, builder)
        if fault is not None:
            return fault
    return None


def _owner_fault(owner: str, rule: str) -> str | None:
    """Return the reason to refuse ``--chown``, or None; whether a name exists is not known here.

    Sources: moby v28.5.2 builder/dockerfile/internals_linux.go parseChownFlag; buildah v1.43.1
    add.go userForCopy; asked of Docker 20.10 and 28.5 and of Podman 4.3, 5.4 and 5.8.
    """
    parts = owner.split(":")
    if rule == "user-or-group":
        return f"can't find uid for user {owner}" if owner == ":" else None
    if rule == "user-and-group":
        if len(parts) > len(_USER_AND_GROUP):
            return f"invalid chown string format: {owner}"
        if not all(parts):
            return f"can't find {_USER_AND_GROUP[parts.index('')]} "
    return None


def _source_fault(keyword: str, source: str, builder: Builder) -> str | None:
    """Return the reason to refuse one source, or None."""
    copying = builder.copying
    if copying.refuses_git and _is_git(source, bare=copying.bare_git):
        query = query_fault(source) if copying.git_queries else None
        if query is not None:
            return query
        if keyword == "COPY":
            return "source can't be a git ref for COPY"
        if not copying.adds_git:
            return "instruction ADD <git ref> requires the labs channel"
    elif _URL.match(source) is not None:
        if keyword == "COPY":
            return "source can't be a URL for COPY"
    elif copying.refuses_outside and normpath(source.lstrip("/")).partition("/")[0] == "..":
        return f"{keyword} failed: forbidden path outside the build context: {source} ()"
    return None


def _is_mode(text: str, builder: Builder) -> bool:
    if builder.copying.modes == "octal":
        return _OCTAL.fullmatch(text) is not None and int(text, 8) < _TOO_LARGE
    if _NUMERIC_MODE.fullmatch(text) is not None:
        return True
    return builder.copying.modes == "symbols" and (
        not text or _SYMBOLIC_MODE.fullmatch(text) is not None
    )


def _is_git(source: str, *, bare: bool = False) -> bool:
    if bare and _BARE_GIT.fullmatch(source) is not None:
        return True
    return _GIT_BY_HTTP.fullmatch(source) is not None or _GIT.fullmatch(source) is not None


def _checksum_fault(text: str, sources: Sequence[str], builder: Builder) -> str | None:
    if len(sources) != 1:
        return "checksum can't be specified for multiple sources"
    of_git = builder.copying.checksums == "urls-or-git"
    if of_git and _is_git(sources[0]):
        return None
    if _URL.match(sources[0]) is None:
        if of_git:
            return "checksum requires HTTP(S) or Git sources"
        return "checksum can't be specified for non-HTTP(S) sources"
    return None if _DIGEST.fullmatch(text) is not None else "invalid checksum digest format"
