"""Hints translated for the command line: those of the library are written for Python."""

from __future__ import annotations

import re
from typing import TypeVar

from cmdresolve.model.errors import CmdResolveError

_Error = TypeVar("_Error", bound=CmdResolveError)

_FLAGS = (
    (
        "describe the image in bases, or give its config",
        "look it up with --registry or --ask, or describe it: --base NAME=FILE",
    ),
    ("try again, or describe it in bases", "try again, or describe it with --base"),
    ("ask no local engine", "leave --ask"),
    ("name no platform", "leave --platform"),
    ("a value in build_args", "a value with --build-arg"),
    ("a value in env", "a value with --env NAME=VALUE"),
    ("where it is meant, allow more: Limits(", "where it is meant, allow more: --limit "),
    ("=…)", "=N"),
    ("this is taken for the text of a file; Dockerfile.from_file reads one", ""),
)


_PLATFORM = re.compile(r'platform="([^"]*)"')


def in_flags(error: _Error) -> _Error:
    """Return the error with options instead of Python arguments in its hint."""
    hint = error.hint
    if hint is None:
        return error
    for called, flags in _FLAGS:
        hint = hint.replace(called, flags)
    hint = _PLATFORM.sub(r"--platform \1", hint)
    return error if hint == error.hint else error.with_hint(hint or None)
