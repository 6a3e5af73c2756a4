"""The query of a git repository's URL in ADD, which selects a reference and a folder.

Source: moby/buildkit v0.25.2 frontend/dockerfile/dfgitutil/git_ref.go loadQuery.
"""

from __future__ import annotations

from cmdresolve.go.numbers import FlagValueError, parse_bool
from cmdresolve.model.go_text import quote
from cmdresolve.model.lazy_pattern import pattern

_ESCAPED = pattern(r"%([0-9a-fA-F]{2})")
_TRUTHS = frozenset({"keep-git-dir", "submodules"})
_TEXTS = frozenset({"ref", "tag", "branch", "subdir", "checksum", "commit"})


def query_fault(address: str) -> str | None:
    """Return BuildKit's reason to refuse the query of a URL, or None."""
    rest, _, fragment = address.partition("#")
    values: dict[str, list[str]] = {}
    for pair in filter(None, rest.partition("?")[2].split("&")):
        key, _, value = pair.partition("=")
        values.setdefault(_decoded(key), []).append(_decoded(value))
    for key, given in values.items():
        fault = _value_fault(key, given)
        if fault is not None:
            return fault
    # The older form, #ref:subdir, may be given beside the query, and must not contradict it.
    ref, _, subdir = _decoded(fragment).partition(":")
    first = {key: given[0] for key, given in values.items()}
    for key, named in (("ref", ref), ("subdir", subdir)):
        if key in first and named and named != first[key]:
            return f"{key} conflicts: {quote(named)} vs {quote(first[key])}"
    return _reference_fault(first, first.get("ref") or ref)


def _decoded(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _value_fault(key: str, given: list[str]) -> str | None:
    """Return the reason to refuse the values of one key, or None."""
    if len(given) > 1:
        return f"query {quote(key)} has multiple values"
    if key not in _TRUTHS | _TEXTS:
        return f"unexpected query {quote(key)}" if given[0] else f"query {quote(key)} has no value"
    if key not in _TRUTHS:
        return None if given[0] else f"query {quote(key)} has no value"
    try:
        parse_bool(given[0] or "true")
    except FlagValueError:
        return f"invalid {key} value: {quote(given[0])}"
    return None


def _reference_fault(given: dict[str, str], ref: str) -> str | None:
    """Return the reason to refuse references that contradict each other, or None."""
    if "branch" in given and "tag" in given:
        return "branch conflicts with tag"
    for key, prefix in (("tag", "refs/tags/"), ("branch", "refs/heads/")):
        if key in given:
            named = prefix + given[key].removeprefix(prefix)
            if ref and ref != named:
                return f"ref conflicts: {quote(ref)} vs {quote(named)}"
    return None
